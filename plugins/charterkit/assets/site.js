// What every page does with script: the menu on small screens, the colour scheme, opening what a link points into,
// "Open all", printing. Each works on elements marked `data-ck-…`; a page without them is left alone.

const root = document.documentElement;

menu(document.querySelector("[data-ck-menu]"));
scheme(document.querySelector("[data-ck-scheme]"));
document.querySelectorAll("[data-ck-open-all]").forEach(openAll);
document.querySelectorAll("[data-ck-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
window.addEventListener("load", scrollable); // when Material has wrapped the tables of an editor's page
window.addEventListener("resize", scrollable);
folds(document.querySelectorAll("details.ck-fold"));
openTarget();
window.addEventListener("hashchange", openTarget);
printOpened();

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
