// The charter as it will be printed: sheets of A4, made of the same elements and styles that go to the printer, so that the
// pages on the screen are the pages on paper. The type is as large as the sheets allow.

import { dateOf, isRtl, originOf, phrased, principlesOf, said, titleOf, wordsOf } from "./composer-draft.js";
import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const FACTOR = 0.94; // from one size of type to the next smaller one
const LARGE = 18; // points: the least of large print
const LONG = { list: 260, boxes: 130 }; // characters of a clause that can still be read at a glance
const AIR = 1.2; // times the size of the type: the most that is added between clauses
const BESIDE = 43; // millimetres: the column for headings
const [WIDE, HIGH] = [210, 296.8]; // millimetres of a sheet, as in composer.css

export class Preview {
  /** Shows sheets in `place`, which holds a frame (`data-ck-frame`). */
  constructor(place, data) {
    this.data = data;
    this.frame = place.querySelector("[data-ck-frame]");
    this.sheets = element("div", "ck-sheets");
    this.frame.replaceChildren(this.sheets);
    new ResizeObserver(() => this.scale()).observe(this.frame);
  }

  /** Sets the draft, and gives how many pages it takes, the size of its type in points, and the numbers of long clauses. */
  show(draft) {
    this.draft = draft;
    this.sections = said(draft);
    const steps = this.#steps();
    let [low, high] = [0, steps.length - 1];
    const least = this.#set(steps[high]);
    // The largest type with which the sheets are no more than with the smallest.
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#set(steps[middle]) <= least) high = middle;
      else low = middle + 1;
    }
    const pages = this.#set(steps[low]);
    this.#number(pages);
    if (draft.layout === "list") this.#spread();
    this.scale();
    const limit = LONG[draft.layout];
    const long = this.sections.flatMap(({ clauses }) => clauses).filter(({ text, by, so }) => [text, ...by, so].join("").length > limit * (by.length ? 2.5 : 1));
    return { pages, size: steps[low], clauses: this.sections.flatMap(({ clauses }) => clauses).length, long: long.map(({ number }) => number) };
  }

  /** Makes the sheets as wide as their place. */
  scale() {
    const wide = this.sheets.firstElementChild?.offsetWidth;
    if (!wide || !this.frame.clientWidth) return;
    const share = this.frame.clientWidth / wide;
    this.sheets.style.transform = `scale(${share})`;
    this.frame.style.height = `${this.sheets.offsetHeight * share}px`;
  }

  #steps() {
    const { largest, smallest } = this.data.makers.find(({ id }) => id === this.draft.who);
    if (this.draft.size === "large") return [Math.max(LARGE, smallest)];
    const more = this.draft.layout === "boxes" ? 1.2 : 1;
    const steps = [];
    for (let size = largest * more; size > smallest; size *= FACTOR) steps.push(Math.round(size * 10) / 10);
    return [...steps, smallest];
  }

  /** Sets everything in one size of type, and gives the number of pages. */
  #set(size) {
    const { draft } = this;
    this.sheets.replaceChildren();
    this.sheets.lang = draft.language;
    this.sheets.dir = isRtl(draft.language, this.data) ? "rtl" : "ltr";
    this.size = size;
    this.beside = draft.layout === "list" && this.sections.length > 1 && size <= 17 && this.sections.every(({ heading }) => fits(heading, size));
    let sheet = this.#sheet(true);
    for (const section of this.sections) {
      let part = null;
      for (const clause of section.clauses) {
        if (!part || part.parentElement !== sheet.body) {
          part = this.#section(section, part !== null);
          sheet.body.append(part);
        }
        const item = this.#clause(section, clause);
        part.querySelector("ol").append(item);
        if (!isFull(sheet)) continue;
        const first = part.querySelector("ol").children.length === 1;
        if (first && sheet.body.children.length === 1 && this.sheets.children.length > 1) continue; // taller than a sheet: it flows
        item.remove();
        if (first) part.remove();
        sheet = this.#sheet(false);
        part = this.#section(section, !first);
        part.querySelector("ol").append(item);
        sheet.body.append(part);
      }
    }
    this.#sign(sheet);
    return this.sheets.children.length;
  }

  #sheet(first) {
    const whole = element("div", `ck-sheet ck-sheet--${this.draft.layout}${this.beside ? " ck-sheet--beside" : ""}`);
    whole.style.setProperty("--ck-size", `${this.size}pt`);
    if (this.draft.colour === "ink") whole.classList.add("ck-sheet--ink");
    else if (this.draft.colour) whole.dataset.mark = this.draft.colour;
    const body = element("div", "ck-sheet__body");
    whole.append(first ? this.#head() : this.#running(), body, this.#foot());
    this.sheets.append(whole);
    return { whole, body };
  }

  #head() {
    const { draft } = this;
    const head = element("div", "ck-sheet__head");
    const words = element("div");
    const title = titleOf(draft, this.data);
    const name = draft.name.trim();
    const about = [title.includes(name) ? "" : name, draft.place.trim() === name ? "" : draft.place.trim(), dateOf(draft)].filter(Boolean).join("  ·  ");
    if (draft.logo) words.append(this.#logo());
    const heading = element("h2", `ck-sheet__title ck-sheet__title--${title.length > 80 ? "longest" : title.length > 44 ? "long" : title.length > 22 ? "middling" : "short"}`, title);
    words.append(heading);
    if (about) words.append(element("p", "ck-sheet__about", about));
    head.append(words);
    const marks = this.#used();
    if (draft.marks && marks.length) {
      const frieze = element("div", `ck-sheet__marks ck-sheet__marks--${Math.min(4, marks.length <= 3 ? marks.length : Math.ceil(Math.sqrt(marks.length)))}`);
      frieze.append(...marks.map((principle) => mark(principle, this.data)));
      head.append(frieze);
    }
    const opening = draft.opening.trim();
    const whole = element("div", "ck-sheet__top");
    whole.append(head);
    if (opening) whole.append(element("p", "ck-sheet__opening", opening));
    return whole;
  }

  #logo() {
    const picture = element("img", "ck-sheet__logo");
    picture.src = this.draft.logo;
    picture.alt = this.draft.logoAlt.trim();
    return picture;
  }

  #running() {
    return element("p", "ck-sheet__running", titleOf(this.draft, this.data));
  }

  /** The principles that the charter rests on, in their order. */
  #used() {
    const ids = new Set(this.sections.flatMap((section) => section.clauses.flatMap((clause) => principlesOf(section, clause))));
    return this.data.principles.filter(({ id }) => ids.has(id));
  }

  #section(section, again) {
    const part = element("div", "ck-sheet__section");
    const principle = this.draft.marks && this.data.principles.find(({ id }) => id === section.principle);
    const heading = section.heading.trim();
    if (heading || this.beside) {
      const head = element("div", "ck-sheet__heading");
      if (principle) head.append(mark(principle, this.data));
      if (heading && !again) head.append(element("h3", "", heading));
      if (!again || this.beside) part.append(head);
    }
    const list = element("ol", "ck-sheet__clauses");
    part.append(list);
    return part;
  }

  #clause(section, clause) {
    const { text, by, lead, opening, so } = phrased(clause, this.draft, this.data);
    const item = element("li", "ck-sheet__clause");
    item.value = clause.number;
    const number = element("span", "ck-sheet__number", String(clause.number));
    const words = element("div", "ck-sheet__words");
    const promise = element("p", so || by.length ? "ck-sheet__promise" : "", text);
    if (this.draft.marks) {
      for (const id of clause.principles.filter((id) => id !== section.principle)) {
        promise.append("\u00a0", mark(this.data.principles.find((principle) => principle.id === id), this.data));
      }
    }
    words.append(promise);
    if (by.length) {
      const row = element("div", "ck-sheet__by");
      const ways = element("ul", by.length > 1 ? "ck-sheet__ways" : "");
      ways.append(...by.map((way) => element("li", "", way)));
      row.append(...(lead ? [element("p", "ck-sheet__lead", lead)] : []), ways);
      words.append(row);
    }
    if (so) {
      const line = element("p", "ck-sheet__so");
      line.append(element("strong", "", opening), so);
      words.append(line);
    }
    item.append(number, words);
    return item;
  }

  #sign(sheet) {
    const words = wordsOf(this.draft, this.data);
    const row = element("div", "ck-sheet__sign");
    const lined = (label) => {
      const place = element("p");
      place.append(element("strong", "", label), element("span"));
      return place;
    };
    row.append(lined(words.own_signatures));
    if (!this.draft.date) row.append(lined(words.own_date));
    sheet.body.after(row);
    if (!isFull(sheet) || !sheet.body.children.length) return;
    row.remove(); // the last clauses go with it to a sheet of their own: nobody signs a page on which nothing stands
    const lists = sheet.body.querySelectorAll("ol");
    const last = lists[lists.length - 1];
    const item = last.lastElementChild;
    const part = last.closest(".ck-sheet__section");
    const alone = sheet.body.children.length === 1 && last.children.length === 1;
    const next = this.#sheet(false);
    if (!alone) {
      const section = this.sections[this.sections.length - 1];
      const moved = this.#section(section, last.children.length > 1);
      moved.querySelector("ol").append(item);
      if (!last.children.length) part.remove();
      next.body.append(moved);
    }
    next.body.after(row);
  }

  /** Lets a loose sheet fill out: more room between its clauses, and no more than looks calm. */
  #spread() {
    for (const sheet of this.sheets.children) {
      const body = sheet.querySelector(".ck-sheet__body");
      const sections = [...body.children];
      if (!sections.length) continue;
      const style = getComputedStyle(body);
      const free = body.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - (sections.at(-1).offsetTop + sections.at(-1).offsetHeight - sections[0].offsetTop);
      const gaps = sections.length * 2 - 2 + sections.reduce((sum, part) => sum + part.querySelectorAll(".ck-sheet__clause").length - 1, 0);
      if (gaps > 0) sheet.style.setProperty("--ck-air", `${Math.max(0, Math.min(AIR * parseFloat(style.fontSize), (free * 0.9) / gaps))}px`);
    }
  }

  #foot() {
    const foot = element("div", "ck-sheet__foot");
    foot.append(element("span", "", originOf(this.draft, this.data)), element("span", "ck-sheet__page"));
    return foot;
  }

  #number(pages) {
    const words = wordsOf(this.draft, this.data);
    [...this.sheets.querySelectorAll(".ck-sheet__page")].forEach((place, index) => {
      place.textContent = pages === 1 ? "" : words.page && words.of ? `${words.page} ${index + 1} ${words.of} ${pages}` : `${index + 1} / ${pages}`;
    });
  }
}

/** Says whether more is on a sheet than it has room for: a sheet grows with what is on it. */
function isFull({ whole }) {
  return whole.offsetHeight > (whole.offsetWidth * HIGH) / WIDE + 1;
}

/** Says whether every word of a heading has room in the column beside the clauses. */
function fits(heading, size) {
  const room = (BESIDE * 72) / 25.4;
  return heading.split(/\s+/).every((word) => [...word].length * size * 1.12 * 0.6 <= room);
}

/** Draws the mark of a principle, or its number where it has no shape; its name is its text. */
export function mark(principle, data) {
  const name = `${data.words.en.mark_of} ${principle.number}: ${principle.title}`;
  if (!principle.mark) {
    const ring = element("span", "ck-sheet__mark ck-sheet__mark--number", String(principle.number));
    ring.dataset.mark = principle.id;
    ring.setAttribute("role", "img");
    ring.setAttribute("aria-label", name);
    return ring;
  }
  const picture = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", "ck-sheet__mark");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  picture.dataset.mark = principle.id;
  shape.setAttribute("d", principle.mark);
  picture.append(shape);
  return picture;
}
