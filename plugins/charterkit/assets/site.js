// What every page does with script: the menu on small screens, search, the colour scheme, opening what a link points into,
// "Open all", printing. Each works on elements marked `data-ck-…`; a page without them is left alone.

import { recall } from "./device.js";
import { eachPage } from "./pages.js";

const root = document.documentElement;

menu(document.querySelector("[data-ck-menu]"));
search([...document.querySelectorAll("[data-ck-search-open]")]);
scheme(document.querySelector("[data-ck-scheme]"));
window.addEventListener("load", scrollable); // when Material has wrapped the tables of an editor's page
window.addEventListener("resize", scrollable);
window.addEventListener("hashchange", openTarget);
printOpened();
eachPage(() => {
  document.querySelectorAll("[data-ck-open-all]").forEach(openAll);
  document.querySelectorAll("[data-ck-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  folds(document.querySelectorAll("details.ck-fold"));
  openTarget();
});

/** Opens the search dialog, by a button or by Ctrl+K (⌘K on a Mac); without it, its page. */
function search(buttons) {
  if (!buttons.length) return;
  const page = new URL(buttons[0].dataset.ckSearchOpen, location.href).href;
  const open = async () => {
    try {
      const dialog = await import("./search-dialog.js");
      // The footer names the parts of the site.
      const links = [...document.querySelectorAll("[data-ck-browse] a")];
      await dialog.open(page, links.map((link) => ({ title: link.textContent.trim(), href: link.href })).filter(({ href }) => href !== page));
    } catch {
      location.assign(page);
    }
  };
  for (const button of buttons) button.addEventListener("click", open);
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  document.addEventListener("keydown", (event) => {
    // A key with Ctrl or ⌘, so that nobody strikes it by mistake or by speaking (WCAG 2.1.4); and it can be turned off.
    if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || event.ctrlKey === mac || event.metaKey !== mac) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    if (recall("search-shortcut", true) === false) return;
    event.preventDefault();
    open();
  });
}

/** Folds the header's panel behind `button` on small screens; Escape folds it again. */
function menu(button) {
  if (!button) return;
  const panel = document.getElementById(button.getAttribute("aria-controls"));
  const set = (open) => button.setAttribute("aria-expanded", String(open));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.addEventListener("click", () => set(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    const inside = panel.contains(document.activeElement);
    set(false);
    if (inside) button.focus();
  });
}

/** Switches between light and dark. A choice that agrees with the system is forgotten, so that it follows the system again. */
function scheme(button) {
  if (!button) return;
  const key = `${new URL("../../", import.meta.url).pathname}ck-scheme`;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const words = button.querySelector("[data-ck-scheme-words]");
  const now = () => root.dataset.scheme || (system.matches ? "dark" : "light");
  const show = () => {
    const other = now() === "dark" ? "Light" : "Dark";
    words.textContent = `${other} colours`;
  };
  button.addEventListener("click", () => {
    const next = now() === "dark" ? "light" : "dark";
    const asSystem = next === (system.matches ? "dark" : "light");
    if (asSystem) delete root.dataset.scheme;
    else root.dataset.scheme = next;
    try {
      if (asSystem) localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // Storage is closed: the choice lasts as long as the page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** Opens on wide screens what only small ones fold. The style sheet shows it there too; software for accessibility goes by `open`. */
function folds(parts) {
  const wide = matchMedia("(min-width: 62em)");
  const set = () => parts.forEach((part) => (part.open = wide.matches));
  wide.addEventListener("change", set);
  set();
}

/** Lets the keyboard scroll a table that is wider than the screen. */
function scrollable() {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    const wider = wrap.scrollWidth > wrap.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Table, scrolls sideways"]]) {
      if (wider) wrap.setAttribute(name, value);
      else wrap.removeAttribute(name);
    }
  }
}

/** Shows the button that opens or closes every answer of a group. */
function openAll(button) {
  const group = document.getElementById(button.dataset.ckOpenAll);
  const answers = [...group.querySelectorAll("details")];
  if (answers.length < 2) return;
  const show = () => {
    button.textContent = answers.every((answer) => answer.open) ? "Close all" : "Open all";
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = !answers.every((answer) => answer.open);
    for (const answer of answers) answer.open = open;
  });
  for (const answer of answers) answer.addEventListener("toggle", show);
  show();
}

/** Opens the folded part, or the content tab of an editor's page, to which the address points. */
function openTarget() {
  const target = pointedAt();
  if (!target) return;
  if (target.name?.startsWith("__tabbed_")) target.checked = true;
  const folded = target.closest("details:not([open])");
  if (!folded) return;
  for (let part = folded; part; part = part.parentElement?.closest("details")) part.open = true;
  target.scrollIntoView();
}

/** Gives the element that the address points to, if there is one. */
function pointedAt() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // not a well-formed address
  }
}

/** Prints what is folded, and folds it again afterwards; the page's address stands at the foot. */
function printOpened() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const address = document.querySelector("[data-ck-address]");
    if (address && !address.textContent.trim()) address.textContent = `This page: ${location.origin}${location.pathname}`;
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}
