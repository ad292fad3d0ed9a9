// The pack for a staff meeting: the chosen cases side by side, then each as our templates rendered it, then questions that
// go with their features and principles, then room for notes. Once loaded it needs no connection.

import { FEW, comparison } from "./comparison.js";
import { element } from "./dom.js";
import { announce, cases } from "./shortlist.js";
import { Shortlisted, goneWords } from "./shortlisted.js";

const LINES = 10;
const HANDFUL = 6; // questions that are ticked at first, beside those about all cases: nobody talks about forty

const page = new Shortlisted();
const without = new Set(); // ids that the reader leaves out
let beside = true; // whether the comparison stands in front
const ticked = new Map(); // whether a question is printed, by its words, where the reader has said so
show();
window.addEventListener("hashchange", show);

async function show() {
  try {
    const { ids, gone, link } = await page.chosen();
    const [all, questions] = await Promise.all([page.cases(ids), page.json("shortlist/questions.json")]);
    draw(all, questions, gone, link);
  } catch {
    page.place.replaceChildren(element("p", "ck-note", "The pack cannot be made: part of it could not be loaded. Try again later."));
  }
}

function draw(all, questions, gone, link) {
  const parts = [];
  if (gone.length) parts.push(element("p", "ck-note ck-screen", goneWords(gone.length)));
  if (!all.length) {
    const note = element("p", "ck-note", "There is nothing to put into a pack yet: put a case on your shortlist first. ");
    const to = element("a", "", "Look through the library");
    to.href = `${page.base}library/`;
    note.append(to);
    page.place.replaceChildren(...parts, note);
    return;
  }
  const sheet = element("div", "ck-pack");
  const fill = () => sheet.replaceChildren(...pack(all.filter((item) => !without.has(item.id)), questions));
  parts.push(choice(all, fill), doings(all, link), sheet);
  page.place.replaceChildren(...parts);
  fill();
}

function choice(all, changed) {
  const group = element("fieldset", "ck-short__choice ck-screen");
  group.append(element("legend", "ck-label", "What is in the pack"));
  const both = check("Put the comparison in front", beside, (on) => {
    beside = on;
    changed();
    announce(on ? "The comparison is in front." : "The comparison is left out.");
  });
  const offer = () => (both.hidden = all.length - without.size < 2); // one case alone is compared with nothing
  group.append(both);
  for (const item of all) {
    group.append(check(item.title, !without.has(item.id), (on) => {
      if (on) without.delete(item.id);
      else without.add(item.id);
      offer();
      changed();
      announce(`${cases(all.length - without.size)} in the pack.`);
    }));
  }
  offer();
  return group;
}

function check(words, on, act) {
  const label = element("label", "ck-check");
  const box = element("input");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => act(box.checked));
  label.append(box, element("span", "", words));
  return label;
}

function doings(all, link) {
  const line = element("p", "ck-short__doings ck-screen");
  const print = element("button", "ck-button", "Print the pack");
  print.type = "button";
  print.addEventListener("click", () => window.print());
  const back = element("a", "ck-button ck-button--quiet", link ? "The shared list" : "Back to the shortlist");
  back.href = page.to("shortlist/", all.map((item) => item.id), link);
  line.append(print, back);
  return line;
}

function pack(shown, questions) {
  if (!shown.length) return [element("p", "ck-note", "Choose at least one case.")];
  return [inside(shown), ...compared(shown), ...shown.map(chapter), talk(shown, questions), notes()];
}

/** Lists what is in the pack. */
function inside(shown) {
  const made = element("section", "ck-pack__inside");
  made.append(element("h2", "", "In this pack"));
  const list = element("ol");
  if (inFront(shown)) list.append(element("li", "", "Side by side"));
  for (const item of shown) {
    const line = element("li", "", `${item.title} `);
    line.append(element("span", "ck-meta", [item.setting, item.place].filter(Boolean).join(", ")));
    list.append(line);
  }
  list.append(element("li", "", "Questions to talk about"), element("li", "", "Notes"));
  made.append(list);
  return made;
}

const inFront = (shown) => beside && shown.length > 1;

/** Sets the cases side by side, where the reader wants that: more than fit one table in several, about as wide. */
function compared(shown) {
  if (!inFront(shown)) return [];
  const made = element("section", "ck-pack__compared");
  made.append(element("h2", "", "Side by side"));
  const tables = Math.ceil(shown.length / FEW);
  for (let n = 0; n < tables; n += 1) {
    const part = shown.slice(Math.round((n * shown.length) / tables), Math.round(((n + 1) * shown.length) / tables));
    made.append(...comparison(part, page.base, true));
  }
  return [made];
}

/** Puts in a case. Its HTML is a page of this site's own making, cleaned when it was made; it comes without a script. */
function chapter(item) {
  const made = new DOMParser().parseFromString(item.html, "text/html").querySelector("article");
  const whole = made.querySelector("[data-ck-whole]");
  whole.href = page.base + item.path;
  whole.textContent = new URL(whole.href, location.href).href;
  return document.adoptNode(made);
}

const ABOUT_ALL = [
  "What in these cases is like our own setting, and what is not?",
  "What convinces us here, and what would we want to know before we rely on it?",
  "What is the smallest part of this that we could try, with whom, and by when would we look at what came of it?",
];

/** Gives the questions of every feature and principle that the cases share or have alone, each once; ticked ones are printed. */
function talk(shown, questions) {
  const groups = [{ title: "About these cases", about: [], questions: ABOUT_ALL }];
  for (const kind of ["features", "principles"]) {
    for (const { id, title, questions: asked } of questions[kind]) {
      const about = shown.filter((item) => item[kind].some(([key]) => key === id));
      if (about.length) groups.push({ title, about, questions: asked });
    }
  }
  const few = handful(groups);
  const all = groups.flatMap((group) => group.questions);
  const isTicked = (words) => ticked.get(words) ?? few.has(words);

  const made = element("section", "ck-pack__talk");
  const told = element("p", "ck-meta ck-screen");
  const drawn = [];
  const draw = () => {
    for (const { part, lines } of drawn) {
      for (const { line, box, words } of lines) {
        box.checked = isTicked(words);
        line.classList.toggle("ck-screen", !box.checked);
      }
      part.classList.toggle("ck-screen", lines.every(({ box }) => !box.checked));
    }
    const number = all.filter(isTicked).length;
    told.textContent = `${number} of ${all.length} questions are ticked, and only they are printed.`;
    made.classList.toggle("ck-screen", !number);
  };
  const ticks = element("p", "ck-pack__ticks ck-screen");
  for (const [words, tick] of [["Tick all", () => true], ["Only a few", (question) => few.has(question)], ["Tick none", () => false]]) {
    const button = element("button", "ck-button ck-button--quiet", words);
    button.type = "button";
    button.addEventListener("click", () => {
      for (const question of all) ticked.set(question, tick(question));
      draw();
      announce(told.textContent);
    });
    ticks.append(button);
  }
  made.append(element("h2", "", "Questions to talk about"), told, ticks);
  for (const { title, about, questions: asked } of groups) {
    const part = element("section");
    part.append(element("h3", "", title));
    if (shown.length > 1 && about.length) part.append(element("p", "ck-meta", about.map((item) => item.setting || item.title).join("; ")));
    const list = element("ul");
    const lines = asked.map((words) => {
      const line = element("li");
      const label = check(words, false, (on) => {
        ticked.set(words, on);
        draw();
      });
      line.append(label);
      list.append(line);
      return { line, box: label.querySelector("input"), words };
    });
    part.append(list);
    drawn.push({ part, lines });
    made.append(part);
  }
  draw();
  return made;
}

/** Gives the questions to begin with: those about all cases, and one of each of the groups that most cases share. */
function handful([first, ...others]) {
  const shared = [...others].sort((one, other) => other.about.length - one.about.length).slice(0, HANDFUL);
  return new Set([...first.questions, ...shared.map((group) => group.questions[0])]);
}

/** Gives room to write; the lines are drawn by the style sheet, in print alone. */
function notes() {
  const made = element("section", "ck-pack__notes ck-print");
  made.append(element("h2", "", "Notes"));
  for (const [words, number] of [["What we take from this", LINES], ["What we will do, who, and by when", LINES]]) {
    made.append(element("h3", "", words));
    for (let line = 0; line < number; line += 1) made.append(element("div", "ck-pack__line"));
  }
  return made;
}
