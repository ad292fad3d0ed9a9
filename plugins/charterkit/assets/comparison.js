// Cases in one table: a column a case, a row a fact. Every word comes as data and is set as text.

import { element } from "./dom.js";

export const FEW = 4; // more columns than this cannot be read beside one another
const NONE = "not reported";

/**
 * Gives the table of these cases, in a frame that scrolls sideways, after a line that says so where it does. A brief one
 * leaves out figures that one of several cases gives alone: there is nothing to compare them with.
 */
export function comparison(shown, base, brief = false) {
  const made = element("table", "ck-compare");
  made.append(element("caption", "ck-hidden", "The chosen cases, fact by fact"));
  const head = made.createTHead().insertRow();
  head.append(cell("th", "", "Fact", "col"), ...shown.map((item) => named(item, base)));
  const body = made.createTBody();
  for (const [name, values] of rows(shown, brief ? Math.min(2, shown.length) : 1)) {
    const row = body.insertRow();
    row.append(cell("th", "", name, "row"));
    for (const value of values) row.append(filled(value));
  }
  const scroll = element("div", "ck-compare__scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Table of cases, scrolls sideways");
  scroll.append(made);
  return [more(scroll, [...head.cells].slice(1)), scroll];
}

function named(item, base) {
  const top = cell("th", "", "", "col");
  const link = element("a", "", item.title);
  link.href = base + item.path;
  if (item.language) link.lang = item.language;
  top.append(link);
  if (item.archived) top.append(" ", element("strong", "ck-flag", "Archived"));
  return top;
}

/** Makes the line that says how many cases cannot be seen before the table is scrolled; it follows the room there is. */
function more(scroll, columns) {
  const line = element("p", "ck-compare__more ck-screen");
  const tell = () => {
    const cut = columns.filter((column) => column.offsetLeft + column.offsetWidth > scroll.clientWidth + 1).length;
    const others = Math.min(cut, columns.length - 1);
    line.hidden = !others;
    line.textContent = `Scroll sideways for the other ${others === 1 ? "case" : others}`;
  };
  new ResizeObserver(tell).observe(scroll);
  return line;
}

/** Gives the facts, each with its value for every case: a text, a list of texts, or {shape, text}; figures that `least` give. */
function rows(shown, least) {
  const plain = (name) => shown.map((item) => item[name]);
  const given = (label) => shown.map((item) => item.figures.filter(([other]) => other === label).map(([, value]) => value));
  const labels = [...new Set(shown.flatMap((item) => item.figures.map(([label]) => label)))];
  const figures = labels.map((label) => [label, given(label)]).filter(([, values]) => values.filter((value) => value.length).length >= least);
  return [
    ["Setting", plain("setting")],
    ["In short", plain("summary")],
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
    ...figures,
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
