// What a new record's file is called: by its title, as `charterkit new` would (beginning.py), and by no name that a record
// of the site has or had. Which those are is asked for only when somebody writes; the list holds a checksum for each. It
// also holds what records say in the fields that tell them apart (sameness.py), so that what is there is not sent again.

import { checksum } from "./crc32.js";

const MOST = 64;
const SIGNS = 8; // of a checksum
const PATIENCE = 5000; // milliseconds for the list, without which one can go on
const NAMELESS = "new-record";

// Letters that have no accent to lose. Everything else is taken apart by Unicode itself.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", "&": " and " };

/** The names that are taken in one collection. */
export class Names {
  /** `address` is that of the list; `data` is what the build says of the form. */
  constructor(address, { singular, match, names }) {
    this.address = address;
    this.singular = singular;
    this.match = match;
    this.compared = names;
    this.taken = null;
    this.there = null;
  }

  /** Fetches the list, once; where that fails it is tried again the next time. */
  load() {
    this.loading ??= this.#fetch().catch((error) => {
      this.loading = null;
      console.warn(error);
    });
    return this.loading;
  }

  async #fetch() {
    const answer = await fetch(this.address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const { taken, there } = await answer.json();
    this.taken = apart(taken);
    this.there = apart(there);
  }

  /** Gives the fields in which another record says the same as this one; none where nothing does, or nobody knows. */
  again(record) {
    const said = (field) => (this.compared.includes(field) ? plain(record[field] ?? "") : (record[field] ?? "").trim().toLowerCase());
    const same = (fields) => fields.every(said) && this.there?.has(checksum([fields.join(" "), ...fields.map(said)].join("\n")));
    return this.match.find(same) ?? [];
  }

  /** Gives a name for a record with this title, and what there is to say of it. */
  propose(title) {
    const wanted = identifier(title) || (title.trim() ? nameless(this.singular, title) : NAMELESS);
    if (!this.taken) return { name: wanted, said: "Whether another has that name already could not be looked up; an editor will see to it." };
    const name = free(wanted, (id) => this.taken.has(checksum(id)));
    if (name === wanted) return { name, said: "" };
    return { name, said: `Another ${this.singular} has, or had, the name ${wanted}. If yours shall take its place, tell the editor.` };
  }
}

function apart(checksums) {
  return new Set(Array.from({ length: checksums.length / SIGNS }, (_, place) => checksums.slice(place * SIGNS, (place + 1) * SIGNS)));
}

/** Gives a name as it is compared: small letters and digits, without accents, apostrophes and punctuation. */
export function plain(text) {
  const words = text.replace(/['’‘]/g, "").replace(/(?<![\p{L}\p{N}_])(?:[\p{L}\p{N}_]\.)+[\p{L}\p{N}_]?(?![\p{L}\p{N}_])/gu, (found) => found.replaceAll(".", ""));
  const letters = words.toLowerCase().replaceAll("ß", "ss").replaceAll("&", " and ").normalize("NFKD").replace(/\p{M}/gu, "");
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Makes an id of a title: small letters a to z, digits and hyphens; empty where it holds none of them. */
export function identifier(title) {
  const plain = title.toLowerCase().replace(/[ßæœøłđðþ&]/g, (letter) => LETTERS[letter]).replace(/['’‘]/g, "");
  const base = plain.normalize("NFKD").replace(/\p{M}/gu, "");
  const found = base.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (found.length <= MOST) return found;
  const end = found.slice(0, MOST + 1).lastIndexOf("-");
  return end > 0 ? found.slice(0, end) : found.slice(0, MOST);
}

/** Gives the first id like `wanted` that nothing has yet: itself, or with a number. */
export function free(wanted, isTaken) {
  let found = wanted;
  for (let number = 2; isTaken(found); number += 1) {
    const end = `-${number}`;
    found = wanted.slice(0, MOST - end.length).replace(/-+$/, "") + end;
  }
  return found;
}

/** A name for a title of which no letter can stand in one: the same for the same title, and another for any other. */
export function nameless(singular, title) {
  return `${identifier(singular).slice(0, MOST - SIGNS - 1)}-${checksum(title.trim())}`;
}
