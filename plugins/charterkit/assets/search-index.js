// What the search page, the search dialog and the library's filters ask: Pagefind finds, this module says of which kind each
// result is, and where it stands in the library, without fetching a file for each. Nothing is fetched before the first question.

import { element } from "./dom.js";

export const TOP = new URL("../../", import.meta.url); // this file is in assets/charterkit/
const FOLDER = new URL("pagefind/", TOP);
const MOST = 3; // suggestions
let loaded; // the engine, or the promise of it
let spelling;

/** Gives the results for some words, the best first: `{kind, place, data()}`, where `place` is that in the library, or -1. */
export async function find(words) {
  const { search } = await engine();
  return search(words);
}

/** Gives the kinds of pages as `[kind, heading]`, in the order in which results are shown. */
export async function kinds() {
  return (await engine()).kinds;
}

/** Loads Pagefind once, with every part of the index, and again after a failure. */
function engine() {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load() {
  const [pagefind, pages] = await Promise.all([import(new URL("0/pagefind.js", FOLDER).href), json("pages.json")]);
  const known = new Map();
  const listed = pages.listed.pages ? pages.listed.pages.split(" ") : [];
  listed.forEach((name, place) => known.set(name, { kind: pages.listed.kind, place }));
  pages.others.forEach((names, kind) => {
    if (names) for (const name of names.split(" ")) known.set(name, { kind, place: -1 });
  });
  const parts = Array.from({ length: pages.parts }, (_, number) =>
    pagefind.createInstance({
      basePath: new URL(`${number}/`, FOLDER).pathname,
      baseUrl: TOP.pathname,
      excerptLength: 32,
    }),
  );
  const search = async (words) => {
    const answers = await Promise.all(parts.map((part) => part.search(words)));
    return answers
      .flatMap(({ results }, number) =>
        results.map(({ id, score, data }) => ({ score, data, ...known.get(`${number}${id.slice(id.indexOf("_") + 1)}`) })),
      )
      .filter((result) => result.kind !== undefined)
      .sort((one, other) => other.score - one.score);
  };
  return { search, kinds: pages.kinds };
}

async function json(name) {
  const answer = await fetch(new URL(name, FOLDER));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** Gives up to three other spellings of `words` under which there is something, with how much: `{words, count}`. */
export async function suggestions(words, counted = (results) => results.length) {
  spelling ??= json("words.json");
  const known = await spelling.catch(() => {
    spelling = undefined;
    return [];
  });
  const vocabulary = new Set(known);
  const asked = words.toLowerCase().slice(0, 200).match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? [];
  const options = asked.map((word) => (vocabulary.has(word) || word.length < 3 ? [word] : [...nearest(word, known), word]));
  if (!options.some((choice) => choice.length > 1)) return [];
  const tries = [options.map(([best]) => best)];
  options.forEach((choice, at) => {
    for (const other of choice.slice(1)) tries.push(tries[0].map((word, n) => (n === at ? other : word)));
  });
  const found = [];
  for (const attempt of new Set(tries.map((list) => list.join(" ")))) {
    if (attempt === asked.join(" ")) continue;
    const count = counted(await find(attempt));
    // “schools” finds what “school” does.
    const again = found.some((other) => other.count === count && attempt.startsWith(other.words));
    if (count && !again) found.push({ words: attempt, count });
    if (found.length === MOST) break;
  }
  return found;
}

/** Gives the known words that are a slip or two away, the nearest first, then the most frequent. */
function nearest(word, known) {
  const most = word.length < 6 ? 1 : 2;
  return known
    .map((other, rank) => ({ other, rank, away: distance(word, other, most) }))
    .filter(({ away }) => away <= most)
    .sort((a, b) => a.away - b.away || a.rank - b.rank)
    .slice(0, MOST)
    .map(({ other }) => other);
}

/** Counts the letters to add, leave out, change or swap with the next one; anything above `most` is the same. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let last = [];
  let before = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], last[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [last, before] = [before, row];
  }
  return before[other.length];
}

/** Gives the address of a result's page: it was indexed as a/b.html. Nothing leads out of the site. */
export function address(data) {
  const found = new URL(data.url.replace(/(\/index)?\.html$/, "/"), TOP);
  return found.origin === location.origin ? found.href : TOP.href;
}

/** Reads Pagefind's excerpt (text with <mark> around what was found) as text and <mark> elements, and nothing else. */
export function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", "", node.textContent) : document.createTextNode(node.textContent),
  );
}

/** Writes a number with its noun, as a sentence has it. */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}
