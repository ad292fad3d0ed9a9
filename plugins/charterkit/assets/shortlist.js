// The shortlist: ids of cases, in the reader's order, kept on the device. Every page shows how many there are and has
// buttons that put a case on it or take it off; the pages of the shortlist itself import the rest from here.

import { keep, recall } from "./device.js";
import { element } from "./dom.js";

export const MOST = 20; // more is no shortlist, and a link must not grow without end
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Gives what is left of a list of ids when all that cannot be one is taken out, each once and no more than MOST. */
export function valid(list) {
  if (!Array.isArray(list)) return [];
  return [...new Set(list.filter((id) => typeof id === "string" && ID.test(id)))].slice(0, MOST);
}

let chosen = valid(recall("shortlist"));
const watchers = new Set([showCount, showButtons]);

/** Gives the ids on the shortlist. */
export const shortlist = () => [...chosen];

/** Puts other ids on the shortlist, in this order; says whether the device could keep them. */
export function setShortlist(list) {
  chosen = valid(list);
  const kept = keep("shortlist", chosen);
  watchers.forEach((watch) => watch());
  return kept;
}

/** Calls `watch` whenever the shortlist changes, in another window too. */
export const watchShortlist = (watch) => watchers.add(watch);

/** Gives the ids in an address such as `#cases=a,b`, or null where it names none. */
export function shared(hash = location.hash) {
  const found = new URLSearchParams(hash.slice(1)).get("cases");
  return found === null ? null : valid(found.split(","));
}

/** Gives the part of an address that names these ids. */
export const sharing = (list) => `#cases=${list.join(",")}`;

const voice = element("div", "ck-hidden");
voice.setAttribute("role", "status");
document.body.append(voice);

/** Says something to who cannot see what changed. */
export function announce(words) {
  voice.textContent = "";
  setTimeout(() => (voice.textContent = words), 50); // an empty moment, so that the same words are said again
}

/** Counts cases in words. */
export const cases = (number) => `${number} ${number === 1 ? "case" : "cases"}`;

/** Makes the button that puts a case on the shortlist or takes it off. */
export function shortlistButton(id, title) {
  const button = element("button", "ck-button ck-button--quiet ck-add");
  button.type = "button";
  button.dataset.ckAdd = id;
  button.dataset.ckAddTitle = title;
  button.addEventListener("click", () => toggle(id, title));
  label(button);
  return button;
}

function toggle(id, title) {
  if (chosen.includes(id)) {
    setShortlist(chosen.filter((other) => other !== id));
    announce(`Taken off your shortlist: ${title}. ${cases(chosen.length)} on it.`);
  } else if (chosen.length >= MOST) {
    announce(`Your shortlist is full: it holds ${cases(MOST)}. Take one off first.`);
    document.querySelectorAll("[data-ck-add]").forEach((button) => label(button, button.dataset.ckAdd === id));
  } else {
    const kept = setShortlist([...chosen, id]);
    const lasting = kept ? "" : " It could not be kept on this device, and will be forgotten with this page.";
    announce(`Put on your shortlist: ${title}. ${cases(chosen.length)} on it.${lasting}`);
  }
}

function label(button, full = false) {
  const on = chosen.includes(button.dataset.ckAdd);
  const words = full ? `Shortlist is full (${MOST})` : on ? "Remove from shortlist" : "Add to shortlist";
  button.replaceChildren(words, element("span", "ck-hidden", `: ${button.dataset.ckAddTitle}`));
  button.classList.toggle("ck-add--on", on);
  leadOn(button, on);
}

/** Leads from a case that is on the shortlist to the list: on a phone, the way to it is behind the menu. */
function leadOn(button, on) {
  const there = button.nextElementSibling?.matches("[data-ck-see]") ? button.nextElementSibling : null;
  const list = document.querySelector("[data-ck-shortlist-count]")?.closest("a");
  if (!on || !list) return there?.remove();
  const link = there ?? element("a", "ck-add__see");
  link.dataset.ckSee = "";
  link.href = list.href;
  link.textContent = `See your shortlist (${chosen.length})`;
  if (!there) button.after(link);
}

function showButtons() {
  document.querySelectorAll("[data-ck-add]").forEach((button) => label(button));
}

function showCount() {
  for (const place of document.querySelectorAll("[data-ck-shortlist-count]")) {
    place.textContent = chosen.length ? `(${chosen.length})` : "";
  }
}

/** Gives every case in `root` its button; where the page keeps a place for it, there, and at its end otherwise. */
function fit(root) {
  const found = root.matches?.("[data-ck-case]") ? [root] : root.querySelectorAll?.("[data-ck-case]") ?? [];
  for (const place of found) {
    if (place.querySelector("[data-ck-add]")) continue;
    const title = place.dataset.ckTitle ?? place.querySelector("h3 a, h3, h2")?.textContent.trim() ?? "";
    const button = shortlistButton(place.dataset.ckCase, title);
    (place.querySelector("[data-ck-shortlist-place]") ?? place).append(button);
    leadOn(button, chosen.includes(place.dataset.ckCase));
  }
}

fit(document.body);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) fit(node);
}).observe(document.body, { childList: true, subtree: true });

window.addEventListener("storage", () => {
  const now = valid(recall("shortlist"));
  if (now.join() === chosen.join()) return;
  chosen = now;
  watchers.forEach((watch) => watch());
});
showCount();
