// Up to four cases in one table: a column a case, a row a fact. Every word comes as data and is set as text.

import { element } from "./dom.js";
import { announce } from "./shortlist.js";
import { Shortlisted, goneWords } from "./shortlisted.js";

const FEW = 4;
const NONE = "not reported";

const page = new Shortlisted();
let unticked = null; // ids that the reader does not want beside the others
show();
window.addEventListener("hashchange", show);

async function show() {
  try {
    const { ids, gone, link } = await page.chosen();
    const all = await page.cases(ids);
    unticked = new Set(ids.slice(FEW));
    draw(all, gone, link);
  } catch {
    page.place.replaceChildren(element("p", "ck-note", "The cases cannot be shown: part of them could not be loaded. Try again later."));
  }
}

function draw(all, gone, link) {
  const parts = [];
  if (gone.length) parts.push(element("p", "ck-note", goneWords(gone.length)));
  if (all.length < 2) {
    const note = element("p", "ck-note", "There is nothing to set side by side yet: put two cases or more on your shortlist. ");
    const to = element("a", "", "Look through the library");
    to.href = `${page.base}library/`;
    note.append(to);
    page.place.replaceChildren(...parts, note);
    return;
  }
  const place = element("div");
  if (all.length > 2) parts.push(choice(all, () => place.replaceChildren(...table(all))));
  const line = element("p", "ck-short__doings ck-screen");
  const print = element("button", "ck-button ck-button--quiet", "Print the table");
  print.type = "button";
  print.addEventListener("click", () => window.print());
  const back = element("a", "ck-button ck-button--quiet", link ? "The shared list" : "Back to the shortlist");
  back.href = page.to("shortlist/", all.map((item) => item.id), link);
  line.append(print, back);
  place.append(...table(all));
  page.place.replaceChildren(...parts, place, line);
}

/** Lets the reader choose which cases stand beside one another. */
function choice(all, changed) {
  const group = element("fieldset", "ck-short__choice ck-screen");
  group.append(element("legend", "ck-label", `Which cases (up to ${FEW})`));
  const boxes = all.map((item) => {
    const label = element("label", "ck-check");
    const box = element("input");
    box.type = "checkbox";
    box.checked = !unticked.has(item.id);
    box.addEventListener("change", () => {
      if (box.checked) unticked.delete(item.id);
      else unticked.add(item.id);
      limit();
      changed();
      announce(`${all.length - unticked.size} side by side.`);
    });
    label.append(box, element("span", "", item.title));
    group.append(label);
    return box;
  });
  const limit = () => {
    const full = all.length - unticked.size >= FEW;
    for (const box of boxes) box.disabled = full && !box.checked;
  };
  limit();
  return group;
}

function table(all) {
  const shown = all.filter((item) => !unticked.has(item.id));
  if (!shown.length) return [element("p", "ck-note", "Choose at least one case.")];
  const made = element("table", "ck-compare");
  made.append(element("caption", "ck-hidden", "The chosen cases, fact by fact"));
  const head = made.createTHead().insertRow();
  head.append(cell("th", "", "Fact", "col"));
  for (const item of shown) {
    const top = cell("th", "", "", "col");
    const link = element("a", "", item.title);
    link.href = page.base + item.path;
    if (item.language) link.lang = item.language;
    top.append(link);
    if (item.archived) top.append(" ", element("strong", "ck-flag", "Archived"));
    head.append(top);
  }
  const body = made.createTBody();
  for (const [name, values] of rows(shown)) {
    const row = body.insertRow();
    row.append(cell("th", "", name, "row"));
    for (const value of values) row.append(filled(value));
  }
  const scroll = element("div", "ck-compare__scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Table of cases, scrolls sideways");
  scroll.append(made);
  return [scroll];
}

/** Gives the facts, each with its value for every case: a text, a list of texts, or {order, shape, text}. */
function rows(shown) {
  const plain = (name) => shown.map((item) => item[name]);
  const figures = [...new Set(shown.flatMap((item) => item.figures.map(([label]) => label)))];
  return [
    ["Setting", plain("setting")],
    ["Type of setting", plain("type")],
    ["Place", plain("place")],
    ["How far tested", shown.map((item) => item.stage && { shape: steps(item.stage[1]), text: item.stage[0] })],
    ["What came of it", shown.map((item) => item.outcome && { shape: diamond(item.outcome[1]), text: item.outcome[0] })],
    ["What was measured", plain("measured")],
    ["What it does not show", plain("limits")],
    ["Cost", plain("cost")],
    ["People", plain("people")],
    ["Time", plain("time")],
    ["Training", plain("training")],
    ["Key features", shown.map((item) => item.features.map(([, title]) => title))],
    ["Principles", shown.map((item) => item.principles.map(([, title]) => title))],
    ...figures.map((label) => [label, shown.map((item) => item.figures.filter(([other]) => other === label).map(([, value]) => value))]),
  ];
}

function filled(value) {
  const made = element("td");
  if (Array.isArray(value) ? !value.length : !value) made.append(element("span", "ck-muted", NONE));
  else if (Array.isArray(value) && value.length > 1) {
    const list = element("ul", "ck-plain");
    for (const item of value) list.append(element("li", "", item));
    made.append(list);
  } else if (value.shape) made.append(value.shape, ` ${value.text}`);
  else for (const text of String(value).split("\n\n")) made.append(element("p", "", text));
  return made;
}

function cell(name, className, text, scope) {
  const made = element(name, className, text);
  made.scope = scope;
  return made;
}

/** Draws the same signs as `components/mark.html`. */
function steps(order) {
  return sign([0, 1, 2].map((n) => `M${1 + n * 5} ${10 - n * 4}h4V15h-4Z${n >= order ? `m1 1V14h2V${11 - n * 4}Z` : ""}`).join(""));
}

function diamond(order) {
  const inner = order === 2 ? "m0 3l5 5-5 5Z" : order > 2 ? "m0 3l5 5-5 5-5-5Z" : "";
  return sign(`M8 0l8 8-8 8-8-8Z${inner}${order > 3 ? "M5 9.6 9.6 5 11 6.4 6.4 11Z" : ""}`);
}

function sign(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("class", "ck-sign");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}
