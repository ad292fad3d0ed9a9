// Ranks the cases by how like the reader's setting theirs is, and says why in words. The figures stay in this page: in its
// address after the #, and on the device where the reader asks for that.

import { forget, keep, recall } from "./device.js";
import { element } from "./dom.js";

const SHOWN = 10;
const UNKNOWN = 0.3; // what a figure that is not given counts: neither like nor quite unlike
const TYPE = 2; // how much the type of setting counts; area and each figure count 1
const NEAR = 0.85; // from here on two figures are called about the same

/**
 * Ranks `data.cases` by likeness to `ours` ({type, region, area, values}), the most like first. Of each case it gives
 * {case, score, why}: `score` is from 0 to 1, `why` is a list of {like: "yes" | "no" | "unknown", words}. Cases of
 * which nothing that was asked is known come last, by title, with the score 0.
 */
export function ranked(data, ours) {
  return data.cases
    .map((item) => judged(data, ours, item))
    .sort((a, b) => b.score - a.score || (a.case.title < b.case.title ? -1 : a.case.title > b.case.title ? 1 : 0));
}

function judged(data, ours, item) {
  const found = [];
  if (ours.type) found.push(ofType(data, ours, item));
  if (ours.region) found.push(ofArea(data, ours, item));
  data.measures.forEach((measure, at) => {
    const value = ours.values[at];
    if (Number.isFinite(value)) found.push(ofMeasure(measure, value, item.values[at], item.about[at]));
  });
  const known = found.some((part) => part.like !== "unknown");
  const whole = found.reduce((sum, part) => sum + part.weight, 0);
  const score = known && whole ? found.reduce((sum, part) => sum + part.weight * part.alike, 0) / whole : 0;
  return { case: item, score, why: found.map(({ like, words }) => ({ like, words })) };
}

function ofType(data, ours, item) {
  if (!item.type) return { weight: TYPE, alike: UNKNOWN, like: "unknown", words: "Type of setting not given" };
  const same = item.type === ours.type;
  const label = data.types[item.type] ?? item.type;
  return { weight: TYPE, alike: same ? 1 : 0, like: same ? "yes" : "no", words: same ? `Same type: ${label}` : `Another type: ${label}` };
}

function ofArea(data, ours, item) {
  if (!item.regions.length && !item.areas.length) return { weight: 1, alike: UNKNOWN, like: "unknown", words: "Area not given" };
  if (ours.area && item.areas.includes(ours.area)) return { weight: 1, alike: 1, like: "yes", words: `Same area: ${data.areas[ours.area]?.[0]}` };
  if (item.regions.includes(ours.region)) {
    const where = data.regions[ours.region];
    return { weight: 1, alike: ours.area ? 0.6 : 1, like: "yes", words: ours.area ? `Another area of the same region: ${where}` : `Same region: ${where}` };
  }
  return { weight: 1, alike: 0, like: "no", words: `Another region: ${item.regions.map((id) => data.regions[id] ?? id).join(", ")}` };
}

function ofMeasure(measure, ours, theirs, about) {
  if (theirs === null) return { weight: 1, alike: UNKNOWN, like: "unknown", words: `No figure for “${measure.label}”` };
  const apart = measure.share ? Math.abs(theirs - ours) : Math.abs(Math.log(Math.max(theirs, 0.5) / Math.max(ours, 0.5)));
  const alike = Math.max(0, 1 - apart / (2 * measure.spread));
  const near = alike >= NEAR;
  const degree = alike >= 0.6 ? "a little " : alike < 0.3 ? "much " : "";
  const words = near ? "about the same" : `${degree}${theirs > ours ? "more" : "less"}`;
  const sign = measure.share ? "%" : "";
  const figure = (value) => `${value.toLocaleString("en-GB")}${sign}`;
  return { weight: 1, alike, like: alike >= 0.6 ? "yes" : "no", words: `${measure.label}: ${words} (${about ? "about " : ""}${figure(theirs)}, yours ${figure(ours)})` };
}

/** Reads a setting from an address's fragment: only what the data know, and figures that can be. */
export function read(data, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const [region, area] = (given.get("area") ?? "").split(".");
  const type = given.get("type") ?? "";
  return {
    type: Object.hasOwn(data.types, type) ? type : "",
    region: Object.hasOwn(data.regions, region) ? region : "",
    area: area && Object.hasOwn(data.areas, area) && data.areas[area][1] === region ? area : "",
    values: data.measures.map((measure) => number(given.get(measure.id), measure.share)),
  };
}

function number(text, share) {
  if (text === null || !/^\d{1,7}([.,]\d+)?$/.test(text.trim())) return NaN;
  const value = Number(text.trim().replace(",", "."));
  return share && value > 100 ? NaN : value;
}

/** Writes a setting as a fragment; nothing for a setting of which nothing is said. */
export function written(data, ours) {
  const said = new URLSearchParams();
  if (ours.type) said.set("type", ours.type);
  if (ours.region) said.set("area", ours.area ? `${ours.region}.${ours.area}` : ours.region);
  data.measures.forEach((measure, at) => {
    if (Number.isFinite(ours.values[at])) said.set(measure.id, String(ours.values[at]));
  });
  return said.toString();
}

const place = document.querySelector("[data-ck-likeness]");
if (place) begin();

async function begin() {
  const answer = await fetch(place.dataset.ckLikeness);
  if (!answer.ok) return; // the table below is there all the same
  const data = await answer.json();
  const form = place.querySelector("form");
  const kept = place.querySelector("[data-ck-keep]");
  const results = place.querySelector("[data-ck-results]");
  const title = place.querySelector("[data-ck-results-title]");
  const remembered = recall("our-setting", "");
  kept.checked = Boolean(remembered);
  place.hidden = false;
  if (!location.hash && typeof remembered === "string" && remembered) history.replaceState(null, "", `#${remembered}`);

  const fill = (ours) => {
    form.elements.type.value = ours.type;
    form.elements.area.value = ours.area ? `${ours.region}.${ours.area}` : ours.region;
    data.measures.forEach((measure, at) => {
      form.elements[measure.id].value = Number.isFinite(ours.values[at]) ? ours.values[at] : "";
    });
  };
  const given = () => read(data, new URLSearchParams(new FormData(form)).toString());
  const remember = () => {
    const said = written(data, given());
    if (kept.checked && said) keep("our-setting", said);
    else forget("our-setting");
  };
  const show = (focus) => {
    const ours = read(data, location.hash);
    fill(ours);
    results.hidden = !written(data, ours);
    if (results.hidden) return;
    list(place, data, ours);
    if (focus) title.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = written(data, given());
    history.pushState(null, "", said ? `#${said}` : location.pathname);
    remember();
    show(true);
  });
  form.addEventListener("reset", () => {
    history.pushState(null, "", location.pathname);
    forget("our-setting");
    kept.checked = false;
    setTimeout(() => show(false));
  });
  kept.addEventListener("change", remember);
  window.addEventListener("popstate", () => show(false));
  window.addEventListener("hashchange", () => show(false));
  show(false);
}

function list(place, data, ours) {
  const all = ranked(data, ours);
  const alike = all.filter((found) => found.score > 0);
  const title = place.querySelector("[data-ck-results-title]");
  title.textContent = alike.length ? `Settings like yours: ${alike.length} of ${all.length}, the most like first` : "No setting is known to be like yours";
  const rows = place.querySelector("[data-ck-results-list]");
  const more = place.querySelector("[data-ck-more]");
  rows.replaceChildren();
  const add = (focus) => {
    const from = rows.children.length;
    for (const found of alike.slice(from, from + SHOWN)) rows.append(row(place, found));
    more.hidden = rows.children.length >= alike.length;
    if (focus) rows.children[from]?.querySelector("a").focus();
  };
  more.onclick = () => add(true);
  add(false);
}

function row(place, found) {
  const made = element("li", "ck-row");
  made.dataset.ckCase = found.case.id;
  const heading = element("h3");
  const link = element("a", "", found.case.title);
  link.href = `${place.dataset.ckBase}case-studies/${found.case.id}/`;
  if (found.case.language) link.lang = found.case.language;
  heading.append(link);
  const why = element("ul", "ck-like__why");
  for (const reason of found.why) {
    const line = element("li");
    line.append(sign(reason.like), element("span", "", reason.words));
    why.append(line);
  }
  made.append(heading, element("p", "ck-meta", found.case.setting), why);
  return made;
}

/** Draws beside the words whether they are for a case: a tick, a cross, or a line for what is not known. */
function sign(like) {
  const paths = { yes: "M2 8.5 6 12.5 14 3.5", no: "M3 3 13 13M13 3 3 13", unknown: "M3 8H13" };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[like]);
  svg.append(path);
  return svg;
}
