// A worksheet on the page: keeps what is written on the device, counts, makes rows and a plan, and hands the sheet over for
// print, as text or as a Word document. It sends nothing anywhere. Without it the page is a form to print.

import { forget, keep, recall } from "./device.js";
import { DOCX, docx } from "./docx.js";
import { element } from "./dom.js";
import { eachPage } from "./pages.js";

const PAUSE = 400; // milliseconds after the last key before a draft is kept
const MOST_ROWS = 60;
const MOST_PLAYERS = 14; // names in one ring of the drawing; the fields hold them all
const SVG = "http://www.w3.org/2000/svg";

class Sheet {
  constructor(form) {
    this.form = form;
    this.title = document.querySelector("h1").textContent.trim();
    this.id = form.dataset.ckWorksheet;
    this.said = form.querySelector("[data-ck-draft]");
    this.pause = 0;
    this.shape = shapeOf(form);
    this.blank = new Map(grids(form).map((grid) => [grid, rows(grid).length]));
    this.#tools();
    this.#restore();
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("pagehide", () => this.pause && this.#save());
    // What is written in another tab is shown here, so that this one does not write over it.
    addEventListener("storage", (event) => form.isConnected && event.newValue && event.key.endsWith(`ck-worksheet-${this.id}`) && !this.pause && this.#restore());
  }

  #tools() {
    const on = (selector, act) => {
      for (const button of this.form.querySelectorAll(selector)) {
        button.hidden = false;
        button.addEventListener("click", () => act(button));
      }
    };
    this.form.querySelector("[data-ck-tools]").hidden = false;
    on("[data-ck-print]", () => print());
    on("[data-ck-text]", () => handOver(`${this.id}.txt`, "text/plain;charset=utf-8", this.text()));
    on("[data-ck-word]", () => handOver(`${this.id}.docx`, DOCX, this.word()));
    on("[data-ck-clear]", (button) => this.#clear(button));
    on("[data-ck-add]", (button) => {
      const row = this.add(this.form.querySelector(`[data-ck-grid="${button.dataset.ckAdd}"]`));
      row?.querySelector("textarea, input").focus();
    });
    on("[data-ck-plan]", () => this.#plan());
  }

  // -- the draft ----------------------------------------------------------------------------------------------------

  #changed() {
    this.#shown();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.#save(), PAUSE);
  }

  #save() {
    clearTimeout(this.pause);
    this.pause = 0;
    const values = this.values();
    const empty = Object.keys(values).length === 0;
    if (empty) forget(`worksheet-${this.id}`);
    const kept = empty || keep(`worksheet-${this.id}`, { shape: this.shape, values, rows: this.#rows(), text: this.text() });
    if (empty) this.#say("Nothing that you write here is sent anywhere.");
    else if (kept) this.#say("Kept on this device. You can close the page and go on later.");
    else this.#say("Your browser keeps nothing here. Print the sheet or take it away before you close the page.");
  }

  #rows() {
    return Object.fromEntries(grids(this.form).map((grid) => [grid.dataset.ckGrid, rows(grid).length]));
  }

  #restore() {
    const draft = recall(`worksheet-${this.id}`);
    if (draft?.shape && draft.shape !== this.shape) this.#outgrown(draft);
    if (draft?.shape === this.shape) {
      for (const grid of grids(this.form)) while (rows(grid).length < draft.rows?.[grid.dataset.ckGrid] && this.add(grid, false));
      this.#fill(draft.values ?? {});
      this.#say("What you wrote before on this device is here again.");
    }
    this.#shown();
  }

  /** A draft of an earlier version of the sheet does not fit its fields any more, and is not thrown away either. */
  #outgrown(draft) {
    this.#say("The sheet has changed since you last wrote on it. What you wrote then is not in the fields below.");
    const button = element("button", "ck-button ck-button--quiet", "Take away what I wrote before");
    button.type = "button";
    button.addEventListener("click", () => handOver(`${this.id}.txt`, "text/plain;charset=utf-8", String(draft.text ?? "")));
    const line = element("p");
    line.append(button);
    this.said.after(line);
  }

  /** Gives what was filled in, by the names of the fields. */
  values() {
    const found = {};
    for (const control of controls(this.form)) {
      if (control.type === "radio" || control.type === "checkbox") {
        if (control.checked) (found[control.name] ??= []).push(control.value);
      } else if (control.value.trim()) {
        found[control.name] = control.value;
      }
    }
    return found;
  }

  #fill(values) {
    for (const control of controls(this.form)) {
      const value = values[control.name];
      if (control.type === "radio" || control.type === "checkbox") control.checked = Array.isArray(value) && value.includes(control.value);
      else control.value = typeof value === "string" ? value : "";
    }
  }

  #clear(button) {
    if (button.dataset.ckSure === undefined) {
      button.dataset.ckSure = "";
      button.textContent = "Clear it: I am sure";
      this.#say("This deletes what you wrote, here and on this device. Choose the button again to do it.");
      button.addEventListener("blur", () => this.#unsure(button), { once: true });
      return;
    }
    this.#unsure(button);
    clearTimeout(this.pause);
    this.pause = 0;
    for (const [grid, count] of this.blank) for (const row of rows(grid).slice(count)) row.remove();
    this.#fill({});
    forget(`worksheet-${this.id}`);
    this.#shown();
    this.#say("The sheet is empty, and nothing is kept on this device.");
  }

  #unsure(button) {
    delete button.dataset.ckSure;
    button.textContent = "Clear the sheet";
  }

  #say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  // -- rows, counts, the plan ------------------------------------------------------------------------------------------

  /** Adds an empty row to a table, and gives it; a table has its limit. */
  add(grid, changed = true) {
    const all = rows(grid);
    if (all.length >= MOST_ROWS) return null;
    const row = all.at(-1).cloneNode(true);
    const [before, after] = [all.length, all.length + 1];
    for (const part of row.querySelectorAll("[id], [for], [name]")) {
      for (const name of ["id", "for", "name"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(`${grid.dataset.ckGrid}-${before}-`, `${grid.dataset.ckGrid}-${after}-`));
      }
    }
    for (const hidden of row.querySelectorAll("label .ck-hidden")) hidden.textContent = `, row ${after}`;
    for (const control of row.querySelectorAll("textarea, input")) control.value = "";
    for (const output of row.querySelectorAll("output")) output.textContent = "";
    all.at(-1).after(row);
    if (changed) this.#changed();
    return row;
  }

  /** Brings up to date what follows from the fields: heights, totals, the order of ideas, the summary, the drawing. */
  #shown() {
    for (const area of this.form.querySelectorAll("textarea")) tall(area);
    this.#votes();
    this.#summary();
    this.#drawing();
  }

  #votes() {
    const list = this.form.querySelector("[data-ck-ranked]");
    if (!list) return;
    const ideas = rows(this.form.querySelector("[data-ck-grid]")).map((row) => {
      const numbers = [...row.querySelectorAll("[data-ck-number]")].map((input) => Math.max(0, Math.trunc(Number(input.value)) || 0));
      const total = numbers.reduce((sum, number) => sum + number, 0);
      row.querySelector("[data-ck-total]").textContent = total || "";
      return { words: row.querySelector("textarea").value.trim(), total };
    });
    const ranked = ideas.filter((idea) => idea.words && idea.total).sort((a, b) => b.total - a.total);
    list.hidden = ranked.length === 0;
    list.querySelector("ol").replaceChildren(...ranked.map((idea) => element("li", "", `${idea.words} (${idea.total} ${idea.total === 1 ? "vote" : "votes"})`)));
  }

  #summary() {
    const table = this.form.querySelector("[data-ck-summary]");
    if (!table) return;
    const ratings = [...this.form.querySelectorAll("[data-ck-rating]")];
    rows(table).forEach((row, area) => {
      const own = ratings.filter((rating) => Number(rating.dataset.ckRating) === area);
      [...row.querySelectorAll("[data-ck-count] output")].forEach((output, level) => {
        const count = own.filter((rating) => rating.querySelector(":checked")?.value === String(level + 1)).length;
        output.textContent = count || "";
      });
    });
  }

  /** Puts every criterion that has not reached the highest level into the plan, with what the next level looks like. */
  #plan() {
    const grid = this.form.querySelector('[data-ck-grid="plan"]');
    const first = (row) => row.querySelector("textarea");
    const there = new Set(rows(grid).map((row) => first(row).value));
    let added = 0;
    for (const rating of this.form.querySelectorAll("[data-ck-rating]")) {
      const options = [...rating.querySelectorAll("input")];
      const reached = options.findIndex((option) => option.checked);
      if (reached < 0 || reached === options.length - 1) continue;
      const next = options[reached + 1].closest(".ck-sheet__option");
      const looks = next.querySelector(".ck-sheet__hint")?.textContent.trim();
      const words = `${rating.querySelector("legend").textContent.trim()}\n${next.querySelector("label").textContent.trim()}${looks ? `: ${looks}` : ""}`;
      if (there.has(words)) continue;
      const free = rows(grid).find((row) => [...row.querySelectorAll("textarea")].every((area) => !area.value.trim())) ?? this.add(grid);
      if (!free) break;
      first(free).value = words;
      added += 1;
    }
    this.#changed();
    this.#save();
    this.#say(added ? `${added} ${added === 1 ? "line was" : "lines were"} put into the plan. Keep the few that matter most.` : "There is nothing new for the plan: judge the lines above first.");
    if (added) first(rows(grid)[0]).focus();
  }

  /** Writes the names of the players into the rings of the map. */
  #drawing() {
    const place = this.form.querySelector("[data-ck-players]");
    if (!place) return;
    const fields = [...this.form.querySelectorAll(".ck-sheet__group--rings textarea")];
    const step = 100 / fields.length;
    const names = fields.flatMap((field, ring) => {
      const players = ring === 0 ? [] : lines(field.value).slice(0, MOST_PLAYERS);
      return players.map((player, number) => {
        const angle = (((number + 0.5) / players.length) * 1.6 - 0.8) * Math.PI; // the top is the title's place
        const radius = step * (ring + 0.5);
        const text = document.createElementNS(SVG, "text");
        text.setAttribute("x", (radius * Math.sin(angle)).toFixed(1));
        text.setAttribute("y", (radius * Math.cos(angle)).toFixed(1));
        text.setAttribute("text-anchor", "middle");
        text.textContent = player.length > 22 ? `${[...player].slice(0, 21).join("")}…` : player;
        return text;
      });
    });
    place.replaceChildren(...names);
  }

  // -- taking it away -------------------------------------------------------------------------------------------------

  /** Gives the sheet as headings and answers, in the order of the page. */
  parts() {
    const found = [];
    for (const group of this.form.querySelectorAll("[data-ck-group]")) {
      if (group.dataset.ckGroup) found.push({ heading: group.dataset.ckGroup });
      for (const part of group.querySelectorAll("[data-ck-field], [data-ck-grid], [data-ck-summary]")) {
        if (part.dataset.ckField !== undefined) found.push(answered(part));
        else found.push(...rowed(part));
      }
    }
    return found;
  }

  text() {
    const told = this.parts().map((part) => (part.heading ? `\n${part.heading}\n${"-".repeat(part.heading.length)}` : `${part.label}${/[.:?!]$/.test(part.label) ? "" : ":"} ${part.text}`));
    return `${this.title}\n${"=".repeat(this.title.length)}\n\n${told.join("\n")}\n`;
  }

  word() {
    const blocks = this.parts().map((part, number) => (part.heading ? { kind: "heading", level: 2, text: part.heading } : { kind: "field", label: part.label, tag: `answer-${number}`, text: part.text }));
    const place = this.form.closest("[lang]");
    return docx({ title: this.title, blocks: [{ kind: "heading", level: 1, text: this.title }, ...blocks], language: place.lang, rtl: getComputedStyle(place).direction === "rtl" });
  }
}

function answered(part) {
  const label = words(part.querySelector("legend, label"));
  const chosen = [...part.querySelectorAll("input:checked")].map((input) => words(input.parentElement.querySelector("label")));
  return { label, text: part.querySelector("textarea")?.value.trim() ?? chosen.join(", ") };
}

function rowed(grid) {
  return rows(grid).flatMap((row) => {
    const name = row.querySelector("th");
    const cells = [...row.querySelectorAll("td")].map((cell) => ({
      label: words(cell.querySelector(".ck-sheet__celllabel")),
      text: (cell.querySelector("textarea, input") ?? { value: cell.querySelector("output")?.textContent ?? "" }).value.trim(),
    }));
    const filled = cells.filter((cell) => cell.text);
    if (!filled.length) return [];
    return name ? [{ label: words(name), text: filled.map((cell) => `${cell.label}: ${cell.text}`).join("\n") }] : filled;
  });
}

/** Gives the words of a label without what only screen readers need, and without hints. */
function words(label) {
  const copy = label.cloneNode(true);
  for (const more of copy.querySelectorAll(".ck-hidden, .ck-sheet__hint")) more.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function lines(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** Lets a field be as tall as its text, so that nothing is cut off in print. */
function tall(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  if (area.value) area.style.height = `${area.scrollHeight + 4}px`;
}

function controls(form) {
  return form.querySelectorAll("textarea[name], input[name]");
}

function grids(form) {
  return [...form.querySelectorAll("[data-ck-grid]")];
}

function rows(grid) {
  return [...grid.tBodies[0].rows];
}

/** Gives a number for what a sheet asks: a draft fits only the questions for which it was written. */
function shapeOf(form) {
  const asked = [...form.querySelectorAll("legend, label, thead th, tbody th")].map(words).join("\n");
  let hash = 0;
  for (const letter of asked) hash = (Math.imul(hash, 31) + letter.codePointAt(0)) | 0;
  return (hash >>> 0).toString(36);
}

function handOver(name, type, content) {
  const link = element("a");
  const address = URL.createObjectURL(new Blob([content], { type }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

eachPage(() => {
  const form = document.querySelector("[data-ck-worksheet]");
  if (form) new Sheet(form);
});
