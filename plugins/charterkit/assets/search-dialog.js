// The search dialog of every page. It is fetched when a reader opens it, with its style sheet, and only a question fetches
// anything of the index.

import { forget, keep, recall } from "./device.js";
import { element } from "./dom.js";
import { onNextPage } from "./pages.js";
import { TOP } from "./search-index.js";
import { SearchResults } from "./search-results.js";

const PAUSE = 300;
const MOST_RECENT = 6;
let dialog;

/** Opens the dialog. `page` is the search page's address, `browse` are links (`{title, href}`) to start from without words. */
export async function open(page, browse) {
  dialog ??= await made(page, browse);
  if (!dialog.part.open) dialog.show();
}

async function made(page, browse) {
  await styled();
  const found = new Dialog(page, browse);
  document.body.append(found.part);
  onNextPage(() => found.part.close());
  return found;
}

/** Loads the style sheet; without it the dialog would be plain, but work. */
function styled() {
  const href = new URL("assets/charterkit/search.css", TOP).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return undefined;
  const link = element("link");
  Object.assign(link, { rel: "stylesheet", href });
  const ready = new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve;
  });
  document.head.append(link);
  return ready;
}

class Dialog {
  constructor(page, browse) {
    this.page = page;
    this.part = element("dialog", "ck-dialog");
    this.part.setAttribute("aria-labelledby", "ck-dialog-title");
    this.start = element("div", "ck-dialog__start");
    const place = element("div", "ck-dialog__found");
    place.id = "ck-dialog-found";
    this.status = element("p", "ck-dialog__status");
    this.status.setAttribute("role", "status");
    this.results = new SearchResults(place, this.status, { first: 4, onAsk: (words) => this.take(words) });
    this.scroll = element("div", "ck-dialog__scroll");
    this.scroll.append(place, this.start);
    this.browse = browse;
    this.part.append(this.head(), this.form(), this.status, this.scroll, this.foot());
    this.part.addEventListener("click", (event) => this.clicked(event));
    this.part.addEventListener("keydown", (event) => this.moved(event));
    this.begin();
  }

  show() {
    document.documentElement.classList.add("ck-still"); // the page behind does not scroll
    this.part.addEventListener("close", () => document.documentElement.classList.remove("ck-still"), { once: true });
    this.part.showModal();
    if (!this.words) this.begin();
    this.input.focus();
    this.input.select();
  }

  get words() {
    return this.input.value.trim();
  }

  head() {
    const head = element("div", "ck-dialog__head");
    const title = element("h2", "ck-dialog__title", "Search this site");
    title.id = "ck-dialog-title";
    const close = button("Close", () => this.part.close());
    head.append(title, close);
    return head;
  }

  form() {
    const form = element("form", "ck-find");
    Object.assign(form, { action: this.page, method: "get" });
    form.setAttribute("role", "search");
    const label = element("label", "", "What are you looking for?");
    label.htmlFor = "ck-dialog-q";
    const row = element("span", "ck-find__row");
    this.input = element("input", "ck-input");
    Object.assign(this.input, { id: "ck-dialog-q", type: "search", name: "q", autocomplete: "off", enterKeyHint: "search" });
    const submit = element("button", "ck-button", "Search");
    row.append(this.input, submit);
    form.append(label, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(true);
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.ask(false), PAUSE);
    });
    return form;
  }

  foot() {
    const foot = element("div", "ck-dialog__foot");
    this.whole = element("a", "", "Open as a page");
    this.whole.href = this.page;
    const settings = element("details", "ck-dialog__settings");
    settings.append(
      element("summary", "", "Settings"),
      setting("Open search with Ctrl and K (⌘ and K on a Mac)", "search-shortcut"),
      setting("Remember my searches on this device", "search-remember", () => this.forget()),
    );
    foot.append(this.whole, settings);
    return foot;
  }

  take(words) {
    this.input.value = words;
    this.input.focus();
    this.ask(true);
  }

  async ask(meant) {
    clearTimeout(this.pause);
    const words = this.words;
    const address = new URL(this.page);
    if (words) address.searchParams.set("q", words);
    this.whole.href = address.href;
    if (!words) {
      this.begin();
      return;
    }
    if (meant) this.remember(words);
    this.start.hidden = true;
    const count = await this.results.ask(words);
    if (words !== this.words) return;
    if (!count) this.offer();
    this.scroll.scrollTop = 0;
  }

  /** Shows where one can begin: what was searched for before, and the parts of the site. */
  begin() {
    this.results.clear();
    this.status.textContent = "";
    this.offer();
  }

  offer() {
    const recent = this.words ? [] : remembered();
    const parts = [];
    if (recent.length) {
      const list = element("ul", "ck-suggested");
      for (const words of recent) list.append(line(button(words, () => this.take(words), "ck-chip")));
      const clear = button("Clear recent searches", () => {
        this.forget();
        this.input.focus();
      });
      parts.push(element("h3", "ck-found__kind", "Recent searches"), list, clear);
    }
    if (this.browse.length) {
      const list = element("ul", "ck-plain");
      for (const { title, href } of this.browse) {
        const link = element("a", "", title);
        link.href = href;
        list.append(line(link));
      }
      parts.push(element("h3", "ck-found__kind", "Or browse"), list);
    }
    this.start.replaceChildren(...parts);
    this.start.hidden = false;
  }

  /** Keeps words that a reader meant: entered, or followed to a result; not every letter on the way. */
  remember(words) {
    if (!words || recall("search-remember", true) === false) return;
    const short = words.slice(0, 100);
    keep("searches", [short, ...remembered().filter((other) => other !== short)].slice(0, MOST_RECENT));
  }

  forget() {
    forget("searches");
    if (!this.start.hidden) this.offer();
  }

  clicked(event) {
    if (event.target === this.part) {
      const box = this.part.getBoundingClientRect();
      const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      if (outside) this.part.close();
      return;
    }
    const link = event.target.closest("a");
    if (!link) return;
    if (link.closest(".ck-hits")) this.remember(this.words);
    // A link into this very page, or one that is followed without loading, would leave the dialog in the way.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.part.close();
  }

  /** Lets the arrow keys go through the links, as an extra to Tab; Escape closes at once, where some browsers would empty the field. */
  moved(event) {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      this.part.close();
      return;
    }
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = [this.input, ...this.scroll.querySelectorAll(".ck-hits a, .ck-suggested button, .ck-plain a")].filter((stop) => stop.checkVisibility());
    const now = stops.indexOf(document.activeElement);
    const next = stops[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (now < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

/** Gives the recent searches; whatever else is kept under that name is passed over. */
function remembered() {
  const kept = recall("searches", []);
  return (Array.isArray(kept) ? kept : []).filter((words) => typeof words === "string").slice(0, MOST_RECENT);
}

function button(words, act, className = "ck-button ck-button--quiet") {
  const made = element("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function line(content) {
  const item = element("li");
  item.append(content);
  return item;
}

/** Makes a box for something that is on unless the reader has turned it off on this device. */
function setting(words, name, onOff = () => {}) {
  const label = element("label", "ck-check");
  const box = element("input");
  box.type = "checkbox";
  box.checked = recall(name, true) !== false;
  box.addEventListener("change", () => {
    if (box.checked) forget(name);
    else {
      keep(name, false);
      onOff();
    }
  });
  label.append(box, element("span", "", words));
  return label;
}
