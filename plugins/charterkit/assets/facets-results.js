// The library's results: the count above them, what is chosen, the cards, and "Show more".

import { element } from "./dom.js";
import { counted } from "./search-index.js";

const AT_ONCE = 8; // cards
const KEPT = 200; // files of cards that are kept in memory

/** The cards, fetched a few at a time as they are asked for. */
export class Cards {
  constructor(folder, chunk) {
    Object.assign(this, { folder, chunk, files: new Map() });
  }

  file(number) {
    const known = this.files.get(number);
    this.files.delete(number); // and in again, as the one used last
    const asked = known ?? fetch(new URL(`${number}.json`, this.folder)).then((answer) => {
      if (!answer.ok) throw new Error(`cards ${number}: ${answer.status}`);
      return answer.json();
    });
    if (!known) asked.catch(() => this.files.delete(number)); // so that it can be tried again
    this.files.set(number, asked);
    if (this.files.size > KEPT) this.files.delete(this.files.keys().next().value);
    return asked;
  }

  /** Gives the HTML of the cards at these places. */
  async of(places) {
    const numbers = [...new Set(places.map((place) => Math.floor(place / this.chunk)))];
    const files = new Map(await Promise.all(numbers.map(async (n) => [n, await this.file(n + 1)])));
    return places.map((place) => files.get(Math.floor(place / this.chunk))[place % this.chunk]);
  }

  /** Makes elements of them. The HTML was rendered and escaped by the build, like the page itself. */
  made(html) {
    const made = document.createElement("template");
    made.innerHTML = html.join("");
    return [...made.content.children];
  }
}

export class Results {
  /** `cards` gives what stands at some places (`of`) and makes elements of it (`made`); `noun` is one and many of it. */
  constructor(library, cards, step, noun, onClear) {
    Object.assign(this, { cards, step, noun, onClear });
    this.heading = library.querySelector("[data-ck-count]");
    this.heading.setAttribute("aria-live", "polite");
    this.chipsPlace = library.querySelector("[data-ck-chips]");
    this.place = library.querySelector("[data-ck-cards]");
    this.round = 0; // what comes too late for an older choice is dropped
    this.more = element("button", "ck-button ck-button--quiet");
    this.more.type = "button";
    this.more.addEventListener("click", () => this.next(true));
    library.querySelector("[data-ck-pager]").replaceChildren(this.more);
  }

  /** Says how many there are, of how many, and for which words. It is announced, so it changes only when it is settled. */
  announce(found, total, filtered, words) {
    const said = filtered ? `${counted(found, ...this.noun)} of ${total.toLocaleString("en-GB")}` : counted(total, ...this.noun);
    const whole = words ? `${said} for “${words}”` : said;
    if (this.heading.textContent !== whole) this.heading.textContent = whole;
  }

  /** Shows what is chosen: `{label, name, remove}` each. */
  chips(chosen) {
    const focused = this.chipsPlace.contains(document.activeElement);
    const list = element("ul", "ck-chips");
    list.setAttribute("aria-label", "Chosen filters");
    for (const { label, name, remove } of chosen) list.append(this.chip(label, name, remove));
    list.append(this.chip("Clear all", "", this.onClear, "ck-chip--all"));
    this.chipsPlace.replaceChildren(...(chosen.length ? [list] : []));
    if (!focused) return;
    // The button that had the focus is gone: give it to the next one, or to the count.
    this.heading.tabIndex = -1;
    (this.chipsPlace.querySelector("button") ?? this.heading).focus();
  }

  chip(words, name, act, className = "") {
    const item = element("li");
    const button = element("button", `ck-chip ${className}`, words);
    button.type = "button";
    if (name) button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    item.append(button);
    return item;
  }

  /** Takes the cards that are in the page already as the first of `found`. */
  adopt(found) {
    this.found = found;
    this.shown = Math.min(this.step, found.length);
    this.offer();
  }

  /** Shows the cards at the places `found`; where there are none, `nothing` (an element). */
  async list(found, nothing) {
    Object.assign(this, { found, nothing, shown: 0 });
    this.round += 1;
    await this.next(false);
  }

  async next(focus) {
    const round = this.round;
    const places = this.found.slice(this.shown, this.shown + this.step);
    this.place.setAttribute("aria-busy", "true");
    let told;
    try {
      told = await this.cards.of(places);
    } catch {
      if (round === this.round) this.failed(focus);
      return;
    }
    if (round !== this.round) return;
    if (!this.shown) this.place.replaceChildren(...(places.length ? [] : [this.nothing]));
    for (let from = 0; from < told.length; from += AT_ONCE) {
      // A few at a time, so that a slow phone can answer the next touch in between.
      if (from) await new Promise((resolve) => setTimeout(resolve));
      if (round !== this.round) return;
      const made = this.cards.made(told.slice(from, from + AT_ONCE));
      this.place.append(...made);
      if (focus && !from) made[0]?.querySelector("a")?.focus();
    }
    this.place.removeAttribute("aria-busy");
    this.shown += places.length;
    this.offer();
  }

  offer() {
    const left = this.found.length - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(left, this.step)} more of ${this.found.length.toLocaleString("en-GB")}`;
  }

  failed(focus) {
    this.place.removeAttribute("aria-busy");
    this.more.hidden = false;
    this.more.textContent = "The cards could not be loaded. Try again";
    if (!focus) this.place.replaceChildren();
  }
}
