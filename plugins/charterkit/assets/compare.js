// The page that sets cases side by side: which of the shortlist's, up to four, and what can be done with the table.

import { FEW, comparison } from "./comparison.js";
import { element } from "./dom.js";
import { announce } from "./shortlist.js";
import { Shortlisted, goneWords } from "./shortlisted.js";

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
  return shown.length ? comparison(shown, page.base) : [element("p", "ck-note", "Choose at least one case.")];
}
