// Ranks the cases by how like the reader's setting theirs is, and says why in words. The figures stay in this page: in its
// address after the #, and on the device where the reader asks for that.

import { forget, keep, recall } from "./device.js";
import { element } from "./dom.js";

const SHOWN = 10;
const UNKNOWN = 0.3; // what a figure that is not given counts: neither like nor quite unlike
const TYPE = 2; // how much the type of setting counts; area and each figure count 1
const FIGURE = /^(?:\d{1,7}|\d{1,3}(?:[, \u00a0]\d{3})+)(?:[.,]\d{1,4})?%?$/;
const NEAR = 0.85; // from here on two figures are called about the same

/**
 * Gives what the build wrote with a name for everything: `types`, `areas` (each with its label and region) and `regions` by
 * id, and each case as {place, type, areas, regions, values, about}; `place` is that of its texts.
 */
export function opened({ measures, types, areas, regions, cases }) {
  return {
    measures,
    types: Object.fromEntries(types),
    areas: Object.fromEntries(areas.map(([id, label, region]) => [id, [label, regions[region]?.[0] ?? ""]])),
    regions: Object.fromEntries(regions),
    cases: cases.map(([type, within, around, values, rough], place) => ({
      place,
      type: types[type]?.[0] ?? "",
      areas: within.map((at) => areas[at][0]),
      regions: around.map((at) => regions[at][0]),
      values,
      about: values.map((_, at) => Boolean(rough & (1 << at))),
    })),
  };
}

/**
 * Ranks `data.cases` by likeness to `ours` ({type, region, area, values}), the most like first. Of each case it gives
 * {case, score, common, why}: `score` is from 0 to 1, `common` says whether anything is alike, `why` is a list of
 * {like: "yes" | "no" | "unknown", words}. Cases of which nothing that was asked is known come last, with the score 0.
 */
export function ranked(data, ours) {
  return data.cases.map((item) => judged(data, ours, item)).sort((a, b) => b.score - a.score || a.case.place - b.case.place);
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
  const common = found.some((part) => part.like === "yes");
  return { case: item, score, common, why: found.map(({ like, words }) => ({ like, words })) };
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
  if (text === null || !FIGURE.test(text.trim())) return NaN;
  const value = Number(text.trim().replace(/%$/, "").replace(/(\d)[,\u00a0 ](?=\d{3}\b)/g, "$1").replace(",", "."));
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
  const asked = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.json();
  };
  const data = await asked(place.dataset.ckLikeness).then(opened).catch(() => null);
  if (!data) return; // the table below is there all the same
  // All texts or none: which of them somebody asks for would tell a server what their setting is like.
  let texts = null;
  const told = () => (texts ??= asked(place.dataset.ckTexts).catch(() => ((texts = null), null)));
  const form = place.querySelector("form");
  const kept = place.querySelector("[data-ck-keep]");
  const results = new Results(place);
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
    faults(form, data);
  };
  const given = () => read(data, new URLSearchParams(new FormData(form)).toString());
  const remember = () => {
    const said = written(data, given());
    if (kept.checked && said) keep("our-setting", said);
    else forget("our-setting");
  };
  const show = async (focus) => {
    const ours = read(data, location.hash);
    fill(ours);
    const some = Boolean(written(data, ours));
    await results.list(some ? ranked(data, ours) : null, some ? await told() : null, focus);
  };
  form.addEventListener("focusin", told, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (faults(form, data, { judge: true })) return;
    history.pushState(null, "", `#${written(data, given())}`);
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

/**
 * Shows what is wrong with what is written in the form, puts the focus there, and says whether anything is. Without
 * `judge` it takes away what was shown.
 */
function faults(form, data, { judge = false } = {}) {
  let first = null;
  for (const measure of data.measures) {
    const field = form.elements[measure.id];
    const written = field.value.trim();
    const wrong = judge && written && !Number.isFinite(number(written, measure.share));
    const place = document.getElementById(`${field.id}-error`);
    place.textContent = wrong ? `Write a number${measure.share ? " from 0 to 100" : ""}, or leave it empty.` : "";
    place.hidden = !wrong;
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (wrong) first ??= field;
  }
  const nothing = judge && !first && ![...new FormData(form).values()].some((value) => value.trim());
  form.querySelector("[data-ck-said]").textContent = nothing ? "Say at least one thing: a type, an area or a figure." : "";
  (first ?? (nothing ? form.elements.type : null))?.focus();
  return Boolean(first) || nothing;
}

/** The list of what is like the reader's setting. */
class Results {
  constructor(place) {
    this.place = place;
    this.whole = place.querySelector("[data-ck-results]");
    this.title = place.querySelector("[data-ck-results-title]");
    this.rows = place.querySelector("[data-ck-results-list]");
    this.shown = place.querySelector("[data-ck-shown]");
    this.more = place.querySelector("[data-ck-more]");
    this.more.addEventListener("click", () => this.add(SHOWN, true));
    this.rows.addEventListener("click", ({ target }) => {
      // Who comes back stands where they left: in the same list, at the same case.
      const link = target.closest("h3 a");
      if (link) history.replaceState({ ckRows: this.rows.children.length, ckCase: link.closest("li").dataset.ckCase }, "");
    });
  }

  /** Lists what `ranked` gave, with its `texts`; null where nothing is asked. */
  async list(all, texts, focus) {
    this.whole.hidden = !all;
    if (!all) return;
    this.texts = texts;
    this.found = texts ? all.filter(({ common }) => common) : [];
    const counted = (number) => number.toLocaleString("en-GB");
    const [number, of] = [this.found.length, all.length].map(counted);
    if (!texts) this.title.textContent = "The cases could not be loaded. Try again.";
    else if (this.found.length) this.title.textContent = `${number} of ${of} settings have something in common with yours`;
    else this.title.textContent = "No setting is known to have anything in common with yours";
    const { ckRows = SHOWN, ckCase } = history.state ?? {};
    this.rows.replaceChildren();
    this.add(ckRows, false);
    if (focus) this.title.focus();
    else if (ckCase) this.return(this.rows.querySelector(`[data-ck-case="${CSS.escape(ckCase)}"] a`));
  }

  /** Goes back to a case: once more when all that belongs to a row has come, and the browser has scrolled by itself. */
  return(link) {
    if (!link) return;
    history.scrollRestoration = "manual";
    link.focus();
    for (const wait of [0, 100, 400]) setTimeout(() => document.activeElement === link && link.scrollIntoView({ block: "center" }), wait);
  }

  add(most, focus) {
    const from = this.rows.children.length;
    this.rows.append(...this.found.slice(from, from + most).map((found) => row(this.place, found, this.texts[found.case.place])));
    const [shown, all] = [this.rows.children.length, this.found.length];
    this.more.hidden = shown >= all;
    this.more.textContent = `Show ${Math.min(SHOWN, all - shown)} more`;
    this.shown.textContent = shown < all ? `These are the ${shown} most like yours, of ${all.toLocaleString("en-GB")}.` : "";
    if (focus) this.rows.children[from]?.querySelector("a").focus();
  }
}

function row(place, found, [id, name, language, setting, summary, judged]) {
  const made = element("li", "ck-row");
  made.dataset.ckCase = id;
  const heading = element("h3");
  const link = element("a", "", name);
  link.href = `${place.dataset.ckBase}case-studies/${id}/`;
  if (language) link.lang = language;
  heading.append(link);
  const why = element("ul", "ck-like__why");
  for (const reason of found.why) {
    const line = element("li");
    line.append(sign(reason.like), element("span", "", reason.words));
    why.append(line);
  }
  made.append(heading, element("p", "ck-meta", [setting, judged].filter(Boolean).join(" · ")), element("p", "ck-like__summary", summary), why);
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
