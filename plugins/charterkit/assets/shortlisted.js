// What the pages of the shortlist have in common: which cases they are about, and what is published of each.

import { shared, sharing, shortlist } from "./shortlist.js";

/** A page of the shortlist: its place, the way to the top of the site, and what a link to it has shared. */
export class Shortlisted {
  constructor() {
    this.place = document.querySelector("[data-ck-shortlist]");
    this.base = this.place.dataset.ckBase;
    this.place.querySelector("[data-ck-without]").remove();
    this.read = new Map();
  }

  /** Gives the ids that this page is about, those of its link before those on the device: {ids, gone, link}. */
  async chosen() {
    const link = shared();
    const all = link ?? shortlist();
    const known = new Set(await this.json("shortlist/index.json"));
    return { ids: all.filter((id) => known.has(id)), gone: all.filter((id) => !known.has(id)), link: link !== null };
  }

  /** Gives what is published of these cases, in their order. */
  cases(ids) {
    return Promise.all(ids.map((id) => this.json(`shortlist/cases/${id}.json`)));
  }

  /** Reads a file of the site, once. */
  json(path) {
    if (!this.read.has(path)) this.read.set(path, this.fetched(path));
    return this.read.get(path);
  }

  async fetched(path) {
    const answer = await fetch(this.base + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  /** Gives the address of another page of the shortlist about the same cases. */
  to(path, ids, link) {
    return `${this.base}${path}${link ? sharing(ids) : ""}`;
  }
}

/** Says that some of the cases are not published any more. */
export function goneWords(number) {
  const many = number === 1 ? "One case of this list is" : `${number} cases of this list are`;
  return `${many} no longer published here: withdrawn, or never part of this library.`;
}
