// What the search page, the search dialog and the library's filters ask: Pagefind finds, this module says of which kind each
// result is, and where it stands in the library, without fetching a file for each. Nothing is fetched before the first question.

import { element } from "./dom.js";

export const TOP = new URL("../../", import.meta.url); // this file is in assets/charterkit/
const FOLDER = new URL("pagefind/", TOP);
const MUCH = 0.6; // of a word's letters, from its beginning, make another one kin to it
let loaded; // the engine, or the promise of it

/**
 * Gives the results for some words, the best first: `{kind, place, data()}`, where `place` is that in the library, or -1.
 * All of them have every word, in one of its forms or as the beginning of a longer one.
 */
export async function find(words) {
  const { search } = await engine();
  return search(words);
}

/** Gives the kinds of pages as `[kind, heading]`, in the order in which results are shown. */
export async function kinds() {
  return (await engine()).kinds;
}

/** Gives the words of a question. */
export const asked = (words) => (words.toLowerCase().slice(0, 200).match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []).filter(bare);

/** Gives a word without what does not count when words are compared: accents, signs, capitals. */
export const bare = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** Gives the words of a result's page for which it was found, as they stand there. */
export async function matched(result) {
  const { content, raw_content: raw, locations } = await result.data();
  const words = (raw ?? content ?? "").split(/\s+/);
  return (locations ?? []).map((place) => words[place] ?? "");
}

/** Gives a word of the site that begins much like one that it does not have, or an empty text. */
export async function kin(word) {
  const { parts } = await engine();
  const answers = await Promise.all(parts.map((part) => part.search(word)));
  const found = (await Promise.all(answers.flatMap(({ results }) => results.slice(0, 1).map(matched)))).flat().map(bare);
  const shared = (other) => [...other].findIndex((letter, at) => letter !== bare(word)[at]);
  const alike = (other) => (shared(other) < 0 ? other.length : shared(other));
  const [best = ""] = found.sort((one, other) => alike(other) - alike(one) || one.length - other.length);
  return alike(best) >= Math.max(4, MUCH * bare(word).length) ? best : "";
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
  const part = (number) =>
    pagefind.createInstance({
      basePath: new URL(`${number}/`, FOLDER).pathname,
      baseUrl: TOP.pathname,
      excerptLength: 32,
    });
  // All parts share one engine. Were they made at once, each would load its own in the place of the last, and lose it.
  const parts = [part(0)];
  await parts[0].filters(); // answers when it has loaded, which init() does not
  for (let number = 1; number < pages.parts; number += 1) parts.push(part(number));
  const search = async (words) => {
    const answers = await Promise.all(parts.map((part) => answer(part, words)));
    return answers
      .flatMap((results, number) =>
        results.map(({ id, score, data }) => ({ score, data, ...known.get(`${number}${id.slice(id.indexOf("_") + 1)}`) })),
      )
      .filter((result) => result.kind !== undefined)
      .sort((one, other) => other.score - one.score);
  };
  return { search, parts, kinds: pages.kinds };
}

/**
 * Gives the results of one part of the index. In the place of a word that it has not Pagefind looks for the longest that
 * the word begins with, however short, and does not say so: those are none.
 */
async function answer(part, words) {
  const { results } = await part.search(words);
  if (!results.length) return [];
  for (const word of words.replaceAll('"', "").split(/\s+/).filter(bare)) {
    const exact = await part.search(`"${word}"`); // in any of its forms
    if (exact.results.length) continue;
    const found = await matched(results[0]);
    if (found.length && !found.some((other) => bare(other).startsWith(bare(word)))) return [];
  }
  return results;
}

/** Fetches JSON of the index. */
export async function json(name) {
  const answer = await fetch(new URL(name, FOLDER));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
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
