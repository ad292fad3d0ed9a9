// Says what is new since the reader's last visit. The day of a visit is kept on the reader's device and nowhere else; the
// note says so, and offers to stop. Nothing is asked of the site but the list of what is new, which is the same for everybody.

import { element } from "./dom.js";
import { forget, keep, recall } from "./device.js";

const MOST = 5; // titles that the note names; the page of news has them all

const place = document.querySelector("[data-ck-since]");
if (place) start(place);

async function start(place) {
  const known = recall("last-visit");
  if (known === "off") return offer(place);
  const today = new Date().toISOString().slice(0, 10);
  const visit = days(known);
  if (visit.last !== today) {
    visit.before = visit.last;
    visit.last = today;
    if (!keep("last-visit", visit)) return;
  }
  if (!visit.before) return welcome(place);
  try {
    const address = new URL(place.dataset.ckSince, location.href);
    const answer = await fetch(address);
    if (answer.ok) tell(place, await answer.json(), visit.before, new URL("../", address));
  } catch {
    // Without the list there is nothing to say.
  }
}

/** Gives what was kept if it is what we keep: two days, of which the earlier may be missing. */
function days(known) {
  const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : "");
  return { before: day(known?.before), last: day(known?.last) };
}

/** Names what has happened since `before`; that day is included, since a visit may have come early in it. */
function tell(place, events, before, top) {
  const fresh = events.filter(([date]) => date >= before);
  const changed = fresh.filter(([, , , change]) => change).length;
  const since = new Date(`${before}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const parts = [counted(fresh.length - changed, "new"), counted(changed, "changed")].filter(Boolean);
  place.replaceChildren(element("h2", "", "Since your last visit"));
  place.append(element("p", "", `${parts.length ? parts.join(" and ") : "Nothing new"} since ${since}.`));
  if (fresh.length) place.append(list(fresh.slice(0, MOST), top), more(top));
  place.append(explained(), button("Do not keep my visits", () => stop(place)));
  place.hidden = false;
}

function list(events, top) {
  const made = document.createElement("ul");
  for (const [, title, path, change] of events) {
    const item = document.createElement("li");
    const link = element("a", "", title);
    link.href = new URL(path, top);
    item.append(link);
    if (change) item.append(` – changed: ${change}`);
    made.append(item);
  }
  return made;
}

function more(top) {
  const line = document.createElement("p");
  const link = element("a", "", "All that is new");
  link.href = new URL("news/", top);
  line.append(link);
  return line;
}

/** On the first visit: says what is kept before anything comes of it. */
function welcome(place) {
  place.replaceChildren(explained("Next time this page can show you what is new. "), button("Do not keep my visits", () => stop(place)));
  place.hidden = false;
}

function stop(place) {
  keep("last-visit", "off");
  offer(place, "The day of your visit has been forgotten. ");
  place.querySelector("button").focus();
}

/** Where the reader wants nothing kept: one line, by which they can change their mind. */
function offer(place, before = "") {
  const again = button("Tell me what is new on my next visit", () => {
    forget("last-visit");
    start(place).then(() => place.querySelector("button")?.focus());
  });
  place.replaceChildren(element("p", "ck-meta", `${before}This device does not keep when you were here.`), again);
  place.hidden = false;
}

function explained(before = "") {
  return element("p", "ck-meta", `${before}The day of your visit is kept on this device only.`);
}

function button(words, act) {
  const made = element("button", "ck-button ck-button--quiet", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function counted(number, word) {
  return number ? `${number} ${word}` : "";
}
