// The page of the shortlist: what is on it, in which order, and what can be done with it. A list that somebody shared is
// shown first, and takes the place of the reader's own only when they say so.

import { element } from "./dom.js";
import { MOST, announce, cases, setShortlist, sharing, shortlist, watchShortlist } from "./shortlist.js";
import { Shortlisted, goneWords } from "./shortlisted.js";

const page = new Shortlisted();
let busy = Promise.resolve();
const show = () => (busy = busy.then(draw, draw));
watchShortlist(show);
window.addEventListener("hashchange", show);
show();

async function draw() {
  try {
    const { ids, gone, link } = await page.chosen();
    const own = shortlist();
    if (link && ids.join() === own.join()) {
      history.replaceState(null, "", location.pathname);
      return draw();
    }
    const found = await page.cases(ids);
    const focus = page.place.contains(document.activeElement) ? document.activeElement.dataset.ckDoes : "";
    page.place.replaceChildren(...(link ? others(found, gone, own) : mine(found, gone)));
    if (focus) (page.place.querySelector(`[data-ck-does="${focus}"]:not(:disabled)`) ?? title()).focus();
  } catch {
    page.place.replaceChildren(element("p", "ck-note", "The shortlist cannot be shown: part of it could not be loaded. Try again later."));
  }
}

function title() {
  const heading = page.place.querySelector("h2") ?? document.querySelector("h1");
  heading.tabIndex = -1;
  return heading;
}

/** Shows the reader's own list. */
function mine(found, gone) {
  if (!found.length && !gone.length) {
    const empty = element("p", "ck-note", "There is nothing on your shortlist yet. ");
    empty.append(anchor("library/", "Look through the library"), " and choose “Add to shortlist” where a case could be of use.");
    return [empty];
  }
  const parts = [element("h2", "", `${cases(found.length)} on your shortlist`), doings(found)];
  if (gone.length) {
    const note = element("p", "ck-note", `${goneWords(gone.length)} `);
    note.append(button("Take off what is gone", "gone", () => setShortlist(found.map((item) => item.id))));
    parts.push(note);
  }
  const list = element("ol", "ck-rows ck-short__list");
  found.forEach((item, at) => list.append(row(item, at, found)));
  return [...parts, list];
}

function doings(found) {
  const ids = found.map((item) => item.id);
  const line = element("div", "ck-short__doings ck-screen");
  if (ids.length > 1) line.append(anchor("shortlist/compare/", "Set side by side", "ck-button"));
  if (ids.length) line.append(anchor("shortlist/pack/", "Make a pack for a meeting", "ck-button"));
  if (ids.length) line.append(button("Copy a link to this list", "copy", () => copy(ids)));
  line.append(button("Clear the list", "clear", () => clear(line)));
  return line;
}

async function copy(ids) {
  const address = `${location.origin}${location.pathname}${sharing(ids)}`;
  try {
    await navigator.clipboard.writeText(address);
    say("The link is copied. Whoever opens it sees these cases, and nothing else of yours.");
  } catch {
    const field = element("input", "ck-input ck-short__link");
    field.value = address;
    field.readOnly = true;
    field.setAttribute("aria-label", "Link to this list");
    page.place.querySelector(".ck-short__doings").append(field);
    field.select();
    field.focus();
  }
}

function say(words) {
  const line = page.place.querySelector(".ck-short__doings");
  line.querySelector(".ck-short__said")?.remove();
  line.append(element("p", "ck-meta ck-short__said", words));
  announce(words);
}

/** Asks once before all is taken off. */
function clear(line) {
  const asked = element("p", "ck-note ck-short__ask", "Take every case off your shortlist? ");
  const no = () => {
    asked.remove();
    line.querySelector('[data-ck-does="clear"]').focus();
  };
  asked.append(
    button("Yes, clear it", "yes", () => {
      setShortlist([]);
      announce("Your shortlist is empty.");
    }),
    button("No, keep it", "no", no),
  );
  line.querySelector(".ck-short__ask")?.remove();
  line.append(asked);
  asked.querySelector("button").focus();
}

function row(item, at, found) {
  const made = element("li", "ck-row");
  const ids = found.map((other) => other.id);
  made.append(heading(item), about(item), element("p", "", item.summary));
  const line = element("p", "ck-short__row ck-screen");
  const move = (words, by, does) => {
    const mover = button(words, `${does}-${item.id}`, () => {
      const next = ids.filter((id) => id !== item.id);
      next.splice(at + by, 0, item.id);
      setShortlist(next);
      announce(`${item.title}: now number ${at + by + 1} of ${ids.length}.`);
    }, item.title);
    mover.disabled = at + by < 0 || at + by >= ids.length;
    return mover;
  };
  const remove = () => {
    setShortlist(ids.filter((id) => id !== item.id));
    announce(`Taken off your shortlist: ${item.title}. ${cases(ids.length - 1)} on it.`);
  };
  line.append(move("Move up", -1, "up"), move("Move down", 1, "down"), button("Remove", `remove-${item.id}`, remove, item.title));
  made.append(line);
  return made;
}

function heading(item) {
  const made = element("h3");
  const link = anchor(item.path, item.title);
  if (item.language) link.lang = item.language;
  made.append(link);
  return made;
}

function about(item) {
  const said = [item.setting, item.type, item.place, item.stage?.[0], item.outcome?.[0], item.archived ? "Archived" : ""];
  return element("p", "ck-meta", said.filter(Boolean).join(" · "));
}

/** Shows a list that somebody shared, and asks what to do with it. */
function others(found, gone, own) {
  const parts = [element("h2", "", found.length ? `Somebody shared ${cases(found.length)} with you` : "This link names no case that is published here")];
  if (gone.length) parts.push(element("p", "ck-note", goneWords(gone.length)));
  const ids = found.map((item) => item.id);
  const line = element("div", "ck-short__doings ck-screen");
  const take = (list, words) => {
    setShortlist(list);
    history.replaceState(null, "", location.pathname);
    announce(words);
    show();
  };
  if (ids.length) {
    const replace = own.length ? `Replace my shortlist (${cases(own.length)}) with this` : "Make this my shortlist";
    line.append(button(replace, "take", () => take(ids, "This is your shortlist now.")));
    const both = [...new Set([...own, ...ids])];
    if (own.length && both.length <= MOST) {
      line.append(button("Add these to my shortlist", "add", () => take(both, `Your shortlist holds ${cases(both.length)} now.`)));
    }
    if (ids.length > 1) line.append(anchor(`shortlist/compare/${sharing(ids)}`, "Set side by side", "ck-button ck-button--quiet"));
    line.append(anchor(`shortlist/pack/${sharing(ids)}`, "Make a pack of them", "ck-button ck-button--quiet"));
  }
  line.append(
    button(own.length ? "Show my own shortlist" : "Leave it", "leave", () => {
      history.replaceState(null, "", location.pathname);
      show();
    }),
  );
  const list = element("ol", "ck-rows ck-short__list");
  for (const item of found) {
    const made = element("li", "ck-row");
    made.append(heading(item), about(item), element("p", "", item.summary));
    list.append(made);
  }
  return [...parts, line, ...(found.length ? [list] : [])];
}

function anchor(path, words, className = "") {
  const made = element("a", className, words);
  made.href = page.base + path;
  return made;
}

function button(words, does, act, about = "") {
  const made = element("button", "ck-button ck-button--quiet", words);
  if (about) made.append(element("span", "ck-hidden", `: ${about}`));
  made.type = "button";
  made.dataset.ckDoes = does;
  made.addEventListener("click", act);
  return made;
}
