// Filters a list at once, here the library (pledges.js does the same for pledges): the links of the filter panel become checkboxes, words are looked for with Pagefind, cards come
// from small files as they are needed. Values of one facet widen the choice (or), facets and words narrow it (and). Each count
// says how many cases there would be with that value, given the words and what is chosen in the other facets. The address
// holds it all, so it can be shared.

import { element } from "./dom.js";
import { Index, places } from "./facets-index.js";
import { Panel } from "./facets-panel.js";
import { Cards, Results } from "./facets-results.js";
import { eachPage } from "./pages.js";
import { find } from "./search-index.js";
import { suggestions } from "./search-spelling.js";

const PAUSE = 400; // how long typing rests before it is a question

/** Fetches JSON. */
export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export class Filters {
  /** `source` gives what is shown at some places, `noun` is one and many of it, `first` the order in which they are indexed. */
  constructor(part, index, { source, noun, first }) {
    Object.assign(this, { part, index, first });
    this.panel = new Panel(part, index, noun, {
      onToggle: (facet, terms, on) => this.choose(() => terms.forEach((term) => (on ? this.chosen[facet].add(term) : this.chosen[facet].delete(term)))),
      onClear: () => this.clear(),
    });
    this.results = new Results(part, source, index.perPage, noun, () => this.clear());
    this.form = part.querySelector("[data-ck-refine]");
    this.form.hidden = false;
    this.input = this.form.elements.q;
    this.select = this.form.elements.sort;
    this.note = part.querySelector("[data-ck-note]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.type();
    });
    this.input?.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.type(), PAUSE);
    });
    this.select.addEventListener("change", () => this.choose(() => (this.sort = this.select.value)));
    window.addEventListener("popstate", () => {
      if (!this.part.isConnected) return;
      this.read();
      this.show();
    });
    this.orders = {};
    this.round = 0;
    this.read();
  }

  read() {
    clearTimeout(this.pause);
    const query = new URLSearchParams(location.search);
    this.chosen = this.index.read(query);
    this.words = this.input ? (query.get("q") ?? "").trim() : "";
    const sort = query.get("sort") ?? "";
    this.sort = [...this.select.options].some((option) => option.value === sort) ? sort : "";
    if (this.input) this.input.value = this.words;
  }

  write() {
    const parts = this.index.write(this.chosen);
    if (this.words) parts.unshift(`q=${encodeURIComponent(this.words)}`);
    if (this.sort && this.sort !== this.usual) parts.push(`sort=${encodeURIComponent(this.sort)}`);
    return parts.length ? `?${parts.join("&")}` : "";
  }

  /** Gives the order that holds where none is chosen. */
  get usual() {
    return this.words ? "relevance" : this.first;
  }

  /** Gives the places of what has the words, the best first. */
  async find(words) {
    const results = await find(words);
    return results.flatMap(({ place }) => (place >= 0 ? [place] : []));
  }

  choose(change) {
    change();
    const query = this.write();
    if (query !== location.search) history.pushState(null, "", query || location.pathname);
    return this.show();
  }

  type() {
    clearTimeout(this.pause);
    const words = this.input.value.trim();
    if (words === this.words) return;
    this.choose(() => {
      if (!words && this.sort === "relevance") this.sort = "";
      this.words = words;
    });
  }

  clear() {
    this.choose(() => {
      this.chosen.forEach((set) => set.clear());
      this.words = "";
      this.sort = this.sort === "relevance" ? "" : this.sort;
      if (this.input) this.input.value = "";
    });
  }

  async show(firstTime = false) {
    const round = (this.round += 1);
    this.note.hidden = true;
    const ranked = await this.looked();
    const sort = this.sort || this.usual;
    const order = sort === "relevance" ? ranked : await this.order(sort);
    if (round !== this.round) return;
    const { index, chosen, words } = this;
    const within = ranked ? index.of(ranked) : index.all();
    const found = places(index.matching(chosen, within), order);
    const filtered = Boolean(words && ranked) || chosen.some((set) => set.size);
    this.panel.show(chosen, index.counts(chosen, within), found.length);
    this.select.value = sort;
    this.select.querySelector("[value=relevance]")?.toggleAttribute("disabled", !words);
    this.results.chips(this.chips());
    this.results.announce(found.length, index.size, filtered, ranked ? words : "");
    // The first page of cards is already in the page: leave it until something is chosen.
    if (firstTime && !filtered && sort === this.first) this.results.adopt(found);
    else await this.results.list(found, this.nothing(ranked));
  }

  /** Gives the places of the cases that have the words, the best first; null where there are no words or no index. */
  async looked() {
    if (!this.words) return null;
    if (this.last?.words === this.words) return this.last.ranked;
    const words = this.words;
    try {
      const ranked = await this.find(words);
      this.last = { words, ranked };
      return ranked;
    } catch {
      if (words === this.words) this.tell("The words could not be looked for: the search index could not be loaded. The filters still work.");
      return null;
    }
  }

  async order(name) {
    if (name === this.first || name === "relevance") return null;
    try {
      this.orders = this.orders[name] ? this.orders : await json(new URL(this.part.dataset.ckOrders, location.href));
    } catch {
      this.tell("That order could not be loaded, so it is the usual one.");
      this.sort = "";
    }
    return this.orders[name];
  }

  tell(words) {
    this.note.textContent = words;
    this.note.hidden = false;
  }

  chips() {
    const { index, chosen } = this;
    const words = this.words ? [{ label: `“${this.words}”`, name: `Remove words: ${this.words}`, remove: () => this.choose(() => this.forget()) }] : [];
    const parts = index.facets.flatMap(({ title }, f) =>
      index.parts(chosen, f).map(({ label, places: terms }) => ({
        label,
        name: `Remove filter: ${title}, ${label}`,
        remove: () => this.choose(() => terms.forEach((term) => chosen[f].delete(term))),
      })),
    );
    return [...words, ...parts];
  }

  forget() {
    this.words = "";
    this.input.value = "";
    if (this.sort === "relevance") this.sort = "";
  }

  /** Says what to do where nothing fits. */
  nothing(ranked) {
    const part = element("div", "ck-nothing");
    const some = this.chosen.some((set) => set.size);
    const words = this.words.split(/\s+/).length > 1 ? "all of these words" : "this word";
    const what = !ranked ? "fits all of these filters" : `has ${words}${some ? " and fits these filters" : ""}`;
    const more = !ranked || some ? " Take a filter away to see more." : "";
    part.append(element("p", "", `No case study ${what}.${more}`));
    const ways = this.ways(ranked);
    if (ways.length) part.append(this.offers(ways));
    if (ranked && !ranked.length) this.suggest(part);
    return part;
  }

  /** Gives what could be taken away so that something is shown: each with how many cases there would be. */
  ways(ranked) {
    const { index, chosen } = this;
    const within = ranked ? index.of(ranked) : index.all();
    const heading = this.results.heading;
    const taken = (change) => () => {
      heading.tabIndex = -1;
      heading.focus(); // the button goes with what it said
      this.choose(change);
    };
    const ways = index.facets.flatMap(({ title }, f) => (chosen[f].size ? [{ words: title, found: index.matching(chosen, within, f), act: taken(() => chosen[f].clear()) }] : []));
    if (ranked?.length) ways.push({ words: `“${this.words}”`, found: index.matching(chosen, index.all()), act: taken(() => this.forget()) });
    return ways.map(({ words, found, act }) => ({ words: `Without ${words}`, count: places(found).length, act })).filter(({ count }) => count);
  }

  /** Draws choices of `{words, count, act}` as buttons. */
  offers(choices) {
    const list = element("ul", "ck-chips");
    for (const { words, count, act } of choices) {
      const button = element("button", "ck-chip ck-chip--plain", `${words} (${count.toLocaleString("en-GB")})`);
      button.type = "button";
      button.addEventListener("click", act);
      const item = element("li");
      item.append(button);
      list.append(item);
    }
    return list;
  }

  async suggest(part) {
    const inLibrary = (results) => results.filter(({ place }) => place >= 0).length;
    const others = await suggestions(this.words, inLibrary).catch(() => []);
    if (!others.length) return;
    const meant = (words) => () => {
      this.input.value = words;
      this.input.focus();
      this.type();
    };
    part.append(element("p", "", "Did you mean:"), this.offers(others.map(({ words, count }) => ({ words, count, act: meant(words) }))));
  }
}

eachPage(() => {
  const part = document.querySelector("[data-ck-facets]:not([data-ck-live])");
  if (!part) return;
  part.dataset.ckLive = "";
  const address = new URL(part.dataset.ckFacets, location.href);
  json(address)
    .then((index) => {
      const source = new Cards(new URL("cards/", address), index.chunk);
      return new Filters(part, new Index(index), { source, noun: ["case study", "case studies"], first: "newest" }).show(true);
    })
    .catch(() => {
      // Without the index the page stays what it was: links and pages, complete without script.
      part.querySelector("[data-ck-filters]")?.classList.add("ck-filters--plain");
    });
});
