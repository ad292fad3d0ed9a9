// Other spellings of what is asked for: words of titles that are a slip or two away, and words that begin much alike.

import { asked, bare, find, json, kin, matched } from "./search-index.js";

const MOST = 3; // suggestions
let spelling;

/** Gives the form in which a result has the words, where that is neither as asked nor longer or shorter, or an empty text. */
export async function readAs(words, result) {
  const found = [...new Set((await matched(result)).map(bare))];
  let other = false;
  const read = asked(words).map((word) => {
    const plain = bare(word);
    if (found.some((form) => form.startsWith(plain) || plain.startsWith(form))) return word;
    const [near] = nearest(plain, found);
    other ||= Boolean(near);
    return near ?? word;
  });
  return other ? read.join(" ") : "";
}

/** Gives up to three other spellings of `words` under which there is something, with how much: `{words, count}`. */
export async function suggestions(words, counted = (results) => results.length) {
  spelling ??= json("words.json");
  const known = await spelling.catch(() => {
    spelling = undefined;
    return [];
  });
  const vocabulary = new Set(known);
  const given = asked(words);
  const options = await Promise.all(given.map((word) => (vocabulary.has(word) || word.length < 3 ? [word] : choices(word, known))));
  if (!options.some((choice) => choice.length > 1)) return [];
  const tries = [options.map(([best]) => best)];
  options.forEach((choice, at) => {
    for (const other of choice.slice(1)) tries.push(tries[0].map((word, n) => (n === at ? other : word)));
  });
  const found = [];
  for (const attempt of new Set(tries.map((list) => list.join(" ")))) {
    if (attempt === given.join(" ")) continue;
    const count = counted(await find(attempt));
    // “schools” finds what “school” does.
    const again = found.some((other) => other.count === count && attempt.startsWith(other.words));
    if (count && !again) found.push({ words: attempt, count });
    if (found.length === MOST) break;
  }
  return found;
}

async function choices(word, known) {
  const like = await kin(word);
  return [...new Set([...nearest(word, known), ...(like && like !== bare(word) ? [like] : []), word])];
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
