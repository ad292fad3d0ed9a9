// Filters the public list of pledges as facets.js filters the library, and finds organisations by parts of their names. What is
// shown is made here from two small files: the index, which the filters need anyway, and the names.

import { element } from "./dom.js";
import { Filters, json } from "./facets.js";
import { Index } from "./facets-index.js";
import { eachPage } from "./pages.js";

const PAGE = new URL("./", location.href);

/** Writes a name as it is looked for: without accents, in small letters, without apostrophes. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}|['’]/gu, "").toLowerCase();

/** The names, fetched when they are first needed. */
class Names {
  constructor(address, index) {
    Object.assign(this, { address, index });
  }

  load() {
    this.loaded ??= json(this.address)
      .then(({ ids, names, meta, unsaid }) => {
        Object.assign(this, { ids: ids ? ids.split(" ") : [], names, meta, unsaid });
      })
      .catch((error) => {
        this.loaded = undefined; // so that it can be tried again
        throw error;
      });
    return this.loaded;
  }

  /** Gives the places of the names that have every word, those that begin with them first. */
  async find(words) {
    await this.load();
    this.looked ??= this.names.map(folded);
    const wanted = folded(words).split(/\s+/u).filter(Boolean);
    const found = [];
    this.looked.forEach((name, place) => {
      if (wanted.every((word) => name.includes(word))) found.push(place);
    });
    const first = new Set(found.filter((place) => this.looked[place].startsWith(wanted[0] ?? "")));
    return [...first, ...found.filter((place) => !first.has(place))];
  }

  /** Gives what is shown of the pledges at these places. */
  async of(places) {
    await this.load();
    return places;
  }

  made(places) {
    return places.map((place) => {
      const item = element("li");
      const name = element(this.ids.length ? "a" : "strong", "", this.names[place]);
      if (this.ids.length) name.href = new URL(`${this.ids[place]}/`, PAGE);
      const has = (bits) => bits[place >>> 5] & (1 << (place & 31));
      const labels = this.meta.flatMap((f) => this.index.facets[f].terms.flatMap(({ id, label, bits }) => (has(bits) && id !== this.unsaid ? [label] : [])));
      item.append(name, " ", element("span", "ck-meta", labels.join(" · ")));
      return item;
    });
  }
}

class Pledges extends Filters {
  constructor(part, index) {
    const names = new Names(new URL(part.dataset.ckNames, location.href), index);
    super(part, index, { source: names, noun: part.dataset.ckNoun.split(" "), first: "name" });
    this.names = names;
  }

  get usual() {
    return this.words ? "relevance" : "name";
  }

  async find(words) {
    return this.names.find(words);
  }

  nothing() {
    const part = element("li", "ck-nothing");
    part.append(element("p", "", "No organisation fits all of this. Take a filter away, or look for a shorter part of the name."));
    return part;
  }
}

eachPage(() => {
  const part = document.querySelector("[data-ck-pledges]:not([data-ck-live])");
  if (!part) return;
  part.dataset.ckLive = "";
  json(new URL(part.dataset.ckPledges, location.href))
    .then((index) => new Pledges(part, new Index(index)).show(true))
    .catch(() => {
      // Without the index the page stays what it was: links and lists, complete without script.
    });
});
