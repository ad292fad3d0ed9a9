// Filters the library at once: the links of the filter panel become checkboxes, cards come from small files as they are
// needed. Values of one facet widen the choice (or), facets narrow it (and). Each count says how many cases there would be
// with that value, given what is chosen in the other facets. The address holds the choice, so it can be shared.

async function start(library) {
  const indexAddress = new URL(library.dataset.ckFacets, location.href);
  const answer = await fetch(indexAddress);
  if (!answer.ok) throw new Error(`${indexAddress}: ${answer.status}`);
  const index = new Index(await answer.json());
  const cards = new Cards(new URL("cards/", indexAddress), index.perPage);
  const panel = new Panel(library, index);
  const results = new Results(library, cards, index.perPage);

  let chosen = index.read(location.search);
  const total = index.size;

  const show = async (firstTime = false) => {
    panel.show(chosen, index.counts(chosen));
    const found = index.find(chosen);
    results.chips(index.named(chosen));
    results.announce(found.length, total, chosen.some((set) => set.size));
    // The first page of cards is already in the page: leave it until something is chosen.
    if (firstTime && found.length === total) results.adopt(found);
    else await results.list(found);
  };
  const choose = (change) => {
    change();
    const query = index.write(chosen);
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    show();
  };

  panel.onToggle = (facet, term, on) => choose(() => (on ? chosen[facet].add(term) : chosen[facet].delete(term)));
  results.onRemove = (facet, term) => choose(() => chosen[facet].delete(term));
  results.onClear = () => choose(() => chosen.forEach((set) => set.clear()));
  window.addEventListener("popstate", () => {
    chosen = index.read(location.search);
    show();
  });
  await show(true);
}

/** What every case is tagged with, as one row of bits for each term: 5,000 cases are 157 numbers a term. */
class Index {
  constructor({ per_page: perPage, facets, cases }) {
    this.perPage = perPage;
    this.size = cases.length;
    this.words = Math.ceil(cases.length / 32);
    this.facets = facets.map(({ field, title, terms }) => ({ field, title, terms: terms.map(([id, label]) => ({ id, label })) }));
    const all = this.facets.flatMap((facet) => facet.terms);
    for (const term of all) term.bits = new Uint32Array(this.words);
    cases.forEach((numbers, position) => {
      for (const number of numbers) all[number].bits[position >>> 5] |= 1 << (position & 31);
    });
  }

  /** Gives the choice that an address holds: for each facet, the places of its chosen terms. Unknown words are passed over. */
  read(search) {
    const query = new URLSearchParams(search);
    return this.facets.map(({ field, terms }) => {
      const ids = new Set((query.get(field) ?? "").split(","));
      return new Set(terms.flatMap((term, place) => (ids.has(term.id) ? [place] : [])));
    });
  }

  write(chosen) {
    return this.facets
      .flatMap(({ field, terms }, f) => (chosen[f].size ? [`${encodeURIComponent(field)}=${[...chosen[f]].map((t) => encodeURIComponent(terms[t].id)).join(",")}`] : []))
      .join("&");
  }

  named(chosen) {
    return this.facets.flatMap(({ title, terms }, facet) => [...chosen[facet]].map((term) => ({ facet, term, title, label: terms[term].label })));
  }

  /** Gives the bits of the cases that fit the choice in every facet but `except`. */
  matching(chosen, except = -1) {
    const bits = new Uint32Array(this.words).fill(0xffffffff);
    if (this.size % 32) bits[this.words - 1] = 2 ** (this.size % 32) - 1;
    this.facets.forEach(({ terms }, f) => {
      if (f === except || !chosen[f].size) return;
      const any = new Uint32Array(this.words);
      for (const t of chosen[f]) terms[t].bits.forEach((word, w) => (any[w] |= word));
      any.forEach((word, w) => (bits[w] &= word));
    });
    return bits;
  }

  /** Gives the places of the cases that fit, in the library's order. */
  find(chosen) {
    const found = [];
    this.matching(chosen).forEach((word, w) => {
      for (let bit = 0; word; bit += 1, word >>>= 1) if (word & 1) found.push(w * 32 + bit);
    });
    return found;
  }

  /** Gives, for each facet, how many cases each of its terms would show. */
  counts(chosen) {
    return this.facets.map(({ terms }, f) => {
      const others = this.matching(chosen, f);
      return terms.map(({ bits }) => bits.reduce((sum, word, w) => sum + ones(word & others[w]), 0));
    });
  }
}

/** Counts the bits that are set in a number of 32 bits. */
function ones(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The cards, fetched page by page as they are asked for. */
class Cards {
  constructor(folder, perPage) {
    this.folder = folder;
    this.perPage = perPage;
    this.pages = new Map();
  }

  page(number) {
    if (!this.pages.has(number)) {
      const asked = fetch(new URL(`${number}.json`, this.folder)).then((answer) => {
        if (!answer.ok) throw new Error(`cards ${number}: ${answer.status}`);
        return answer.json();
      });
      asked.catch(() => this.pages.delete(number)); // so that it can be tried again
      this.pages.set(number, asked);
    }
    return this.pages.get(number);
  }

  /** Gives the HTML of the cards at these places. It was rendered and escaped by the build, like the page itself. */
  async of(places) {
    const pages = new Map(
      await Promise.all([...new Set(places.map((p) => Math.floor(p / this.perPage)))].map(async (n) => [n, await this.page(n + 1)])),
    );
    return places.map((p) => pages.get(Math.floor(p / this.perPage))[p % this.perPage]);
  }
}

/** The filter panel: each term's link becomes a checkbox with its count. */
class Panel {
  constructor(library, index) {
    this.onToggle = () => {};
    const filters = library.querySelector("[data-ck-filters]");
    this.boxes = index.facets.map(({ field, terms }, f) => {
      const facet = [...filters.querySelectorAll("[data-ck-facet]")].find((part) => part.dataset.ckFacet === field);
      if (!facet) return [];
      const list = facet.querySelector("ul");
      list.setAttribute("role", "group");
      list.setAttribute("aria-label", facet.querySelector("summary").textContent.trim());
      list.classList.add("ck-checks");
      const items = new Map([...list.querySelectorAll("[data-ck-term]")].map((item) => [item.dataset.ckTerm, item]));
      for (const item of list.children) item.setAttribute("role", "presentation");
      return terms.map(({ id, label }, t) => this.box(items.get(id), label, (on) => this.onToggle(f, t, on)));
    });
    this.facets = [...filters.querySelectorAll("[data-ck-facet]")];
    fold(filters);
  }

  box(item, label, toggle) {
    const line = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    input.type = "checkbox";
    input.addEventListener("change", () => toggle(input.checked));
    count.className = "ck-count";
    line.className = "ck-check";
    const words = document.createElement("span");
    words.textContent = label;
    line.append(input, words, count);
    item.replaceChildren(line);
    return { input, count, item };
  }

  show(chosen, counts) {
    this.boxes.forEach((boxes, f) =>
      boxes.forEach(({ input, count }, t) => {
        const number = counts[f][t];
        input.checked = chosen[f].has(t);
        // Nothing to find: shown, so that one knows it exists, and not to be chosen; but what is chosen can be taken back.
        input.disabled = number === 0 && !input.checked;
        count.textContent = number.toLocaleString("en-GB");
      }),
    );
    this.facets.forEach((facet, f) => {
      if (chosen[f]?.size) facet.open = true;
    });
  }
}

/** On small screens the panel folds behind a button; the style sheet shows the button only there. */
function fold(filters) {
  const title = filters.querySelector("h2");
  const body = filters.querySelector("[data-ck-filters-body]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ck-button ck-button--quiet ck-filters__button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", body.id);
  button.textContent = title.textContent;
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false")));
  title.after(button);
  filters.classList.add("ck-filters--live");
}

/** The list of cards, the count above it, what is chosen, and "Show more". */
class Results {
  constructor(library, cards, step) {
    this.onRemove = () => {};
    this.onClear = () => {};
    this.cards = cards;
    this.step = step;
    this.heading = library.querySelector("[data-ck-count]");
    this.heading.setAttribute("aria-live", "polite");
    this.chipsPlace = library.querySelector("[data-ck-chips]");
    this.place = library.querySelector("[data-ck-cards]");
    this.round = 0; // what comes too late for an older choice is dropped
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "ck-button ck-button--quiet";
    this.more.addEventListener("click", () => this.next(true));
    library.querySelector("[data-ck-pager]").replaceChildren(this.more);
  }

  announce(found, total, filtered) {
    const noun = (n) => `${n.toLocaleString("en-GB")} ${n === 1 ? "case study" : "case studies"}`;
    this.heading.textContent = filtered ? `${noun(found)} of ${total.toLocaleString("en-GB")}` : noun(total);
  }

  chips(named) {
    if (!named.length) return this.chipsPlace.replaceChildren();
    const list = document.createElement("ul");
    list.className = "ck-chips";
    list.setAttribute("aria-label", "Chosen filters");
    for (const { facet, term, title, label } of named) {
      list.append(this.chip(label, `Remove filter: ${title}, ${label}`, () => this.onRemove(facet, term)));
    }
    list.append(this.chip("Clear all", "", this.onClear, "ck-chip--all"));
    this.chipsPlace.replaceChildren(list);
  }

  chip(words, name, act, className = "") {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `ck-chip ${className}`;
    button.textContent = words;
    if (name) button.setAttribute("aria-label", name);
    button.addEventListener("click", () => {
      act();
      // The button that had the focus is gone: give it to the next one, or to the count.
      const next = this.chipsPlace.querySelector("button");
      if (next) return next.focus();
      this.heading.tabIndex = -1;
      this.heading.focus();
    });
    item.append(button);
    return item;
  }

  /** Takes the cards that are in the page already as the first of `found`. */
  adopt(found) {
    this.found = found;
    this.shown = Math.min(this.step, found.length);
    this.offer();
  }

  async list(found) {
    this.found = found;
    this.shown = 0;
    this.round += 1;
    await this.next(false);
  }

  async next(focus) {
    const round = this.round;
    const places = this.found.slice(this.shown, this.shown + this.step);
    this.place.setAttribute("aria-busy", "true");
    let html;
    try {
      html = await this.cards.of(places);
    } catch {
      if (round === this.round) this.failed(focus);
      return;
    }
    if (round !== this.round) return;
    this.place.removeAttribute("aria-busy");
    const made = document.createElement("template");
    made.innerHTML = html.join("");
    const first = made.content.querySelector("a");
    if (this.shown) this.place.append(made.content);
    else if (places.length) this.place.replaceChildren(made.content);
    else this.place.replaceChildren(this.nothing());
    this.shown += places.length;
    this.offer();
    if (focus) first?.focus();
  }

  offer() {
    const left = this.found.length - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(left, this.step)} more of ${this.found.length.toLocaleString("en-GB")}`;
  }

  nothing() {
    const words = document.createElement("p");
    words.textContent = "No case study fits all of these filters. Take one away to see more.";
    return words;
  }

  failed(focus) {
    this.place.removeAttribute("aria-busy");
    this.more.hidden = false;
    this.more.textContent = "The cards could not be loaded. Try again";
    if (!focus) this.place.replaceChildren();
  }
}

const library = document.querySelector("[data-ck-facets]");
if (library) {
  start(library).catch(() => {
    // Without the index the page stays what it was: links and pages, complete without script.
    library.querySelector("[data-ck-filters]")?.classList.add("ck-filters--plain");
  });
}
