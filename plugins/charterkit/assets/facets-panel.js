// The filter panel: each term's link becomes a checkbox with its count, each group's name one for all of its terms. On small
// screens the panel is a dialog, with a button that says how many cases there are.

import { element } from "./dom.js";
import { counted } from "./search-index.js";

const SMALL = matchMedia("(max-width: 55.99em)");
const number = new Intl.NumberFormat("en-GB");

export class Panel {
  /** `onToggle(facet, places, on)` is called when terms are chosen or taken back, `onClear()` for all of them. */
  constructor(library, index, noun, { onToggle, onClear }) {
    this.noun = noun;
    this.onToggle = onToggle;
    this.onClear = onClear;
    this.filters = library.querySelector("[data-ck-filters]");
    this.body = this.filters.querySelector("[data-ck-filters-body]");
    const parts = new Map([...this.filters.querySelectorAll("[data-ck-facet]")].map((part) => [part.dataset.ckFacet, part]));
    this.facets = index.facets.map((facet, f) => this.facet(parts.get(facet.field), facet, f));
    this.foldable();
  }

  facet(part, { title, terms, groups }, f) {
    const list = part.querySelector("[data-ck-terms]");
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", title);
    const about = part.querySelector("[data-ck-about]");
    if (about) list.setAttribute("aria-describedby", about.id);
    list.classList.add("ck-checks");
    for (const item of list.querySelectorAll("li")) item.setAttribute("role", "presentation");
    const items = new Map([...list.querySelectorAll("[data-ck-term]")].map((item) => [item.dataset.ckTerm, item]));
    const heads = new Map([...list.querySelectorAll("[data-ck-group]")].map((item) => [item.dataset.ckGroup, item]));
    return {
      part,
      boxes: terms.map(({ id, label }, t) => this.box(items.get(id), label, (on) => this.onToggle(f, [t], on))),
      groups: groups.map(({ id, label, members }) => {
        const head = heads.get(id);
        const inner = head.parentElement.querySelector("ul");
        inner.setAttribute("role", "group");
        inner.setAttribute("aria-label", label);
        const box = this.box(head, label, (on) => this.onToggle(f, members, on), head.querySelector("svg"));
        return { ...box, members };
      }),
    };
  }

  box(item, label, toggle, sign) {
    const line = element("label", "ck-check");
    const input = element("input");
    const count = element("span", "ck-count");
    const words = element("span", "", label);
    input.type = "checkbox";
    input.addEventListener("change", () => toggle(input.checked));
    if (item.dataset.ckDescribed) input.setAttribute("aria-describedby", item.dataset.ckDescribed);
    if (sign) words.prepend(sign, " ");
    line.append(input, words, count);
    item.replaceChildren(line);
    return { input, count };
  }

  /** Shows a choice with its counts; `found` is how many cases there are. */
  show(chosen, counts, found) {
    this.facets.forEach(({ part, boxes, groups }, f) => {
      boxes.forEach((box, t) => set(box, chosen[f].has(t), counts[f].terms[t]));
      groups.forEach((box, g) => {
        const some = box.members.filter((t) => chosen[f].has(t)).length;
        set(box, some === box.members.length, counts[f].groups[g], some > 0);
        box.input.indeterminate = some > 0 && some < box.members.length;
      });
      if (chosen[f].size) part.open = true;
    });
    this.all = chosen.reduce((sum, set) => sum + set.size, 0);
    this.found = found;
    this.button.textContent = this.all ? `${this.title} (${this.all} chosen)` : this.title;
    if (this.dialog) this.tell(this.all);
  }

  /** On small screens, puts the filters into a dialog that a button opens. */
  foldable() {
    this.title = this.filters.querySelector("h2").textContent.trim();
    this.button = element("button", "ck-button ck-button--quiet ck-filters__button", this.title);
    this.button.type = "button";
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.addEventListener("click", () => this.open());
    this.filters.querySelector("h2").after(this.button);
    this.filters.classList.add("ck-filters--live");
    const place = () => {
      if (SMALL.matches) return;
      this.dialog?.close();
      this.filters.append(this.body);
    };
    SMALL.addEventListener("change", place);
  }

  open() {
    this.dialog ??= this.made();
    this.dialog.querySelector("[data-ck-holds]").append(this.body);
    document.documentElement.classList.add("ck-still");
    this.tell(this.all);
    this.dialog.showModal();
    this.heading.focus();
  }

  made() {
    const dialog = element("dialog", "ck-panel");
    dialog.setAttribute("aria-labelledby", "ck-panel-title");
    const head = element("div", "ck-panel__head");
    this.heading = element("h2", "ck-panel__title", this.title);
    this.heading.id = "ck-panel-title";
    this.heading.tabIndex = -1;
    head.append(this.heading, this.act("Close", () => dialog.close(), "ck-button ck-button--quiet"));
    const holds = element("div", "ck-panel__body");
    holds.dataset.ckHolds = "";
    const foot = element("div", "ck-panel__foot");
    this.see = this.act("", () => dialog.close(), "ck-button");
    this.clear = this.act("Clear all", () => {
      this.onClear();
      this.heading.focus();
    }, "ck-button ck-button--quiet");
    // Outside of a modal dialog nothing is announced, so it says for itself how many there are.
    this.status = element("p", "ck-hidden");
    this.status.setAttribute("role", "status");
    foot.append(this.see, this.clear, this.status);
    dialog.append(head, holds, foot);
    dialog.addEventListener("close", () => {
      document.documentElement.classList.remove("ck-still");
      this.filters.append(this.body);
      this.button.focus();
    });
    this.filters.append(dialog);
    return dialog;
  }

  act(words, act, className) {
    const button = element("button", className, words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  tell(chosen) {
    const words = counted(this.found, ...this.noun);
    this.see.textContent = this.found ? `Show ${words}` : `No ${this.noun[0]} fits`;
    this.clear.hidden = !chosen;
    this.status.textContent = words;
  }
}

function set({ input, count }, checked, found, kept = checked) {
  input.checked = checked;
  // Nothing to find: shown, so that one knows it exists, and not to be chosen; but what is chosen can be taken back.
  input.disabled = found === 0 && !kept;
  const words = number.format(found);
  if (count.textContent !== words) count.textContent = words;
}
