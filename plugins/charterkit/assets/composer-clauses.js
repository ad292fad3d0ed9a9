// The list of sections and clauses in the form: to tick, to change, to move, to take out and to bring back. It draws itself
// anew when its order changes, and puts the focus where the reader was; while somebody types, nothing is drawn anew.

import { MOST, emptyClause, emptySection, line, over, wordsOf } from "./composer-draft.js";
import { mark } from "./composer-preview.js";
import { BETWEEN } from "./contribute-traces.js";
import { element } from "./dom.js";

const LONG = 260; // characters of a clause: more are not read on a wall

export class Clauses {
  /** `place` holds the list; `say` announces; `onChange` is called after each change of the draft. */
  constructor(place, { data, rules, say, onChange }) {
    Object.assign(this, { place, data, rules, say, onChange });
    this.open = new Set(); // keys of the clauses whose words are being changed
    this.removed = null; // what was taken out last, and how to bring it back
  }

  show(draft) {
    if (draft !== this.draft) this.removed = null;
    this.draft = draft;
    this.place.replaceChildren(...draft.sections.flatMap((section, number) => [...this.#undo(null, number), this.#section(section, number)]), ...this.#undo(null, draft.sections.length));
  }

  addSection() {
    if (this.draft.sections.length >= MOST.sections) return this.say("There is no room for more sections.");
    const section = emptySection("", "", this.data.kind);
    section.clauses.push(emptyClause());
    this.draft.sections.push(section);
    this.open.add(section.clauses[0].key);
    this.#changed();
    this.#focus(section.key, "heading");
    return this.say(`Section ${this.draft.sections.length} added.`);
  }

  #changed() {
    this.show(this.draft);
    this.onChange();
  }

  #focus(key, what) {
    const found = this.place.querySelector(`[data-ck-key="${key}"] [data-ck-part="${what}"]`) ?? this.place.querySelector(`[data-ck-key="${key}"]`);
    found?.focus();
  }

  #section(section, number) {
    const { key } = section;
    const whole = element("div", "ck-compose__section");
    whole.dataset.ckKey = key;
    whole.tabIndex = -1;
    whole.setAttribute("role", "group");
    whole.setAttribute("aria-labelledby", `title-${key}`);
    const principle = this.data.principles.find(({ id }) => id === section.principle);
    const title = element("h3", "ck-compose__heading");
    const words = element("span");
    const name = () => (words.textContent = section.heading.trim() || `Section ${number + 1}`);
    title.id = `title-${key}`;
    if (principle) {
      const shape = mark(principle, this.data);
      shape.setAttribute("aria-hidden", "true");
      title.append(shape, " ");
    }
    title.append(words);
    name();
    const heading = this.#line("Heading", section.heading, MOST.line, (text) => {
      section.heading = text;
      name();
    });
    heading.classList.add("ck-compose__calm");
    heading.querySelector("input").dataset.ckPart = "heading";
    const list = element("ol", "ck-compose__clauses");
    section.clauses.forEach((clause, place) => list.append(...this.#undo(section, place), this.#clause(section, number, clause, place)));
    list.append(...this.#undo(section, section.clauses.length));
    const add = element("p", "ck-compose__buttons");
    add.append(
      this.#button("Add: We will … by … So, you can …", ` to section ${number + 1}`, "add", () => this.#add(section, true)),
      this.#button("Add in your own form", ` to section ${number + 1}`, "add-free", () => this.#add(section, false)),
    );
    const called = `section ${number + 1}`;
    const off = section.clauses.some(({ on }) => !on);
    const tools = element("p", "ck-compose__buttons ck-compose__tools ck-compose__calm");
    tools.append(
      ...(section.clauses.length > 1 ? [this.#button(off ? "Tick all" : "Untick all", ` of ${called}`, "tick", () => this.#tickAll(section, off))] : []),
      ...(number > 0 ? [this.#button("Move up", ` ${called}`, "up", () => this.#moveSection(section, -1))] : []),
      ...(number < this.draft.sections.length - 1 ? [this.#button("Move down", ` ${called}`, "down", () => this.#moveSection(section, 1))] : []),
      this.#button("Remove", ` ${called}`, "remove", () => this.#removeSection(section)),
    );
    whole.append(title, heading, list, add, tools);
    return whole;
  }

  #clause(section, number, clause, place) {
    const { key } = clause;
    const item = element("li", `ck-compose__clause${clause.on ? "" : " ck-compose__clause--off"}`);
    item.dataset.ckKey = key;
    item.tabIndex = -1;
    const tick = element("div", "ck-option");
    const box = element("input");
    const label = element("label");
    box.type = "checkbox";
    box.checked = clause.on;
    box.id = `on-${key}`;
    box.dataset.ckPart = "on";
    label.htmlFor = box.id;
    label.dir = "auto";
    box.addEventListener("change", () => {
      clause.on = box.checked;
      item.classList.toggle("ck-compose__clause--off", !clause.on);
      this.onChange();
    });
    tick.append(box, label);
    const hints = element("div", "ck-compose__hints");
    hints.id = `hints-${key}`;
    const tell = () => {
      label.textContent = told(clause, wordsOf(this.draft, this.data)) || "A clause without words";
      hints.replaceChildren(...this.#hints(clause).map((words) => element("p", "", words)));
    };
    tell();
    const called = this.#called(section, clause);
    const edits = this.open.has(key);
    const edit = this.#button(edits ? "Done" : "Edit", ` ${called}`, "edit", () => {
      if (edits) this.open.delete(key);
      else this.open.add(key);
      this.show(this.draft);
      this.#focus(key, edits ? "edit" : "text");
    });
    edit.setAttribute("aria-expanded", String(edits));
    const first = number === 0 && place === 0;
    const last = number === this.draft.sections.length - 1 && place === section.clauses.length - 1;
    const tools = element("p", "ck-compose__buttons ck-compose__tools");
    const calm = (button) => (button.classList.add("ck-compose__calm"), button);
    tools.append(
      edit,
      ...(first ? [] : [calm(this.#button("Move up", ` ${called}`, "up", () => this.#move(section, clause, -1)))]),
      ...(last ? [] : [calm(this.#button("Move down", ` ${called}`, "down", () => this.#move(section, clause, 1)))]),
      calm(this.#button("Remove", ` ${called}`, "remove", () => this.#remove(section, clause))),
    );
    item.append(tick, hints, ...(edits ? [this.#fields(clause, hints.id, tell)] : []), tools);
    return item;
  }

  /** The fields for the words of a clause. */
  #fields(clause, hints, tell) {
    const words = wordsOf(this.draft, this.data);
    const lead = (name, otherwise) => (words[name] ? said(words[name], this.draft.language) : otherwise);
    const whole = element("div", "ck-compose__fields");
    const typed = (act) => (text) => {
      act(text);
      tell();
    };
    const text = this.#area(clause.three && !clause.stated ? [lead("own_we_will", "The clause")] : ["The clause"], clause.text, MOST.text, 2, hints, typed((value) => (clause.text = line(value, MOST.text))));
    text.querySelector("textarea").dataset.ckPart = "text";
    whole.append(text);
    if (clause.three) {
      const ways = clause.by.join("\n");
      whole.append(
        this.#area([lead("by", "How"), " (one way a line)"], ways, MOST.by_text, 3, hints, typed((value) => (clause.by = value.split("\n").map((way) => line(way, MOST.by_text).trim()).filter(Boolean).slice(0, MOST.by)))),
        this.#area([lead("so_can", "What comes of it")], clause.so, MOST.so, 2, hints, typed((value) => (clause.so = line(value, MOST.so)))),
      );
    }
    const { own_we_will: promise, by, so_can: so } = this.data.words.en;
    const form = this.#tick(`In the form ${promise} … ${by} … ${so} …`, clause.three, (on) => {
      clause.three = on;
      clause.stated = false;
      this.#changed();
      this.#focus(clause.key, "form");
    });
    form.querySelector("input").dataset.ckPart = "form";
    form.classList.add("ck-compose__calm");
    whole.append(form);
    if (this.data.principles.length) {
      const set = element("fieldset", "ck-ask__set ck-compose__calm");
      set.append(element("legend", "", "Principles that it serves"));
      for (const principle of this.data.principles) {
        const tick = this.#tick(principle.title, clause.principles.includes(principle.id), (on) => {
          clause.principles = clause.principles.filter((id) => id !== principle.id).concat(on ? [principle.id] : []);
          this.onChange();
        });
        const shape = mark(principle, this.data);
        shape.setAttribute("aria-hidden", "true");
        tick.querySelector("label").prepend(shape, " ");
        set.append(tick);
      }
      whole.append(set);
    }
    return whole;
  }

  /** What to look at again in a clause: it could lead to a person, or is too long for a wall. */
  #hints(clause) {
    const all = [clause.text, ...(clause.three ? [...clause.by, clause.so] : [])];
    const found = this.rules.people(all.join(BETWEEN)).map((words) => `Look again: ${words.replace(/`([^`]*)`/g, "“$1”")}.`);
    const length = [...clause.text].length;
    if (length > LONG) found.push(`This clause is long (${length} characters). Few will read it on a wall, and it makes all text smaller. Can it be said in fewer words, or in two clauses?`);
    return found;
  }

  #called(section, clause) {
    const place = section.clauses.indexOf(clause) + 1;
    return this.draft.sections.length === 1 ? `clause ${place}` : `clause ${this.draft.sections.indexOf(section) + 1}.${place}`;
  }

  #tickAll(section, on) {
    for (const clause of section.clauses) clause.on = on;
    this.#changed();
    this.#focus(section.key, "tick");
    this.say(`${section.clauses.length} clauses are ${on ? "ticked" : "no longer ticked"}.`);
  }

  #add(section, three) {
    if (this.draft.sections.reduce((sum, { clauses }) => sum + clauses.length, 0) >= MOST.clauses) return this.say("There is no room for more clauses.");
    const clause = emptyClause(three);
    if (section.principle) clause.principles = [section.principle];
    section.clauses.push(clause);
    this.open.add(clause.key);
    this.#changed();
    this.#focus(clause.key, "text");
    return this.say(`${upper(this.#called(section, clause))} added.`);
  }

  #move(section, clause, step) {
    const { sections } = this.draft;
    const place = section.clauses.indexOf(clause) + step;
    let target = section;
    section.clauses.splice(place - step, 1);
    if (place < 0) {
      target = sections[sections.indexOf(section) - 1];
      target.clauses.push(clause);
    } else if (place > section.clauses.length) {
      target = sections[sections.indexOf(section) + 1];
      target.clauses.unshift(clause);
    } else {
      section.clauses.splice(place, 0, clause);
    }
    this.#moved(clause.key, step);
    const where = target === section ? "" : `, under ${target.heading.trim() || `section ${sections.indexOf(target) + 1}`}`;
    this.say(`Moved ${step < 0 ? "up" : "down"}. It is now ${this.#called(target, clause)}${where}; there are ${target.clauses.length} here.`);
  }

  #moveSection(section, step) {
    const { sections } = this.draft;
    const place = sections.indexOf(section) + step;
    sections.splice(place - step, 1);
    sections.splice(place, 0, section);
    this.#moved(section.key, step);
    this.say(`Moved ${step < 0 ? "up" : "down"}. It is now section ${place + 1} of ${sections.length}.`);
  }

  /** Keeps the focus on the button that was used; at an end, where it is gone, on the other one. */
  #moved(key, step) {
    this.removed = null; // its place is no longer what it was
    this.#changed();
    const own = [...this.place.querySelectorAll(`[data-ck-key="${key}"] [data-ck-part]`)].filter((found) => found.closest("[data-ck-key]").dataset.ckKey === key);
    const named = (what) => own.find(({ dataset }) => dataset.ckPart === what);
    (named(step < 0 ? "up" : "down") ?? named(step < 0 ? "down" : "up") ?? this.place.querySelector(`[data-ck-key="${key}"]`)).focus();
  }

  #remove(section, clause) {
    const place = section.clauses.indexOf(clause);
    const called = this.#called(section, clause);
    section.clauses.splice(place, 1);
    this.#removedOne({ section, place, words: `${upper(called)} removed.`, restore: () => section.clauses.splice(place, 0, clause), key: clause.key });
  }

  #removeSection(section) {
    const { sections } = this.draft;
    const place = sections.indexOf(section);
    sections.splice(place, 1);
    this.#removedOne({ section: null, place, words: `Section ${place + 1} removed.`, restore: () => sections.splice(place, 0, section), key: section.key });
  }

  #removedOne(removed) {
    this.removed = removed;
    this.#changed();
    this.place.querySelector("[data-ck-undo]").focus();
    this.say(`${removed.words} You can undo that.`);
  }

  /** Where something was taken out, what brings it back; only for the last one. */
  #undo(section, place) {
    const removed = this.removed;
    if (removed?.section !== section || removed.place !== place) return [];
    const row = element(section ? "li" : "p", "ck-compose__undo");
    const button = this.#button("Undo", `: ${removed.words}`, "undo", () => {
      this.removed = null;
      removed.restore();
      this.#changed();
      this.#focus(removed.key, "on");
      this.say("It is back where it was.");
    });
    button.dataset.ckUndo = "";
    row.append(`${removed.words} `, button);
    return [row];
  }

  #button(words, hidden, part, act) {
    const button = element("button", "ck-button ck-button--quiet", words);
    button.type = "button";
    button.dataset.ckPart = part;
    if (hidden) button.append(element("span", "ck-hidden", hidden));
    button.addEventListener("click", act);
    return button;
  }

  #line(title, value, most, act) {
    return this.#asked(element("input"), [title], value, most, "", act);
  }

  #area(title, value, most, rows, hints, act) {
    const area = element("textarea");
    area.rows = Math.max(rows, Math.min(10, value.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 45), 0)));
    return this.#asked(area, title, value, most, hints, act);
  }

  #asked(control, title, value, most, hints, act) {
    const whole = element("div", "ck-ask");
    const label = element("label", "ck-ask__label");
    const error = element("p", "ck-ask__error");
    label.append(...title);
    error.hidden = true;
    control.id = label.htmlFor = `a${(Clauses.made = (Clauses.made ?? 0) + 1)}`;
    control.className = "ck-input";
    control.dir = "auto";
    control.value = value;
    error.id = `${control.id}-error`;
    control.setAttribute("aria-describedby", [error.id, hints].filter(Boolean).join(" "));
    control.addEventListener("input", () => {
      act(control.value);
      if (tellLength(control, error, tooMuch(control, most))) this.say(error.textContent);
      this.onChange();
    });
    whole.append(label, error, control);
    return whole;
  }

  #tick(title, on, act) {
    const whole = element("div", "ck-option");
    const box = element("input");
    const label = element("label", "", title);
    box.type = "checkbox";
    box.checked = on;
    box.id = label.htmlFor = `a${(Clauses.made = (Clauses.made ?? 0) + 1)}`;
    box.addEventListener("change", () => act(box.checked));
    whole.append(box, label);
    return whole;
  }
}

/** Words of a language in a page of another. */
function said(words, language) {
  const whole = element("span", "", words);
  whole.lang = language;
  return whole;
}

/** Says what does not fit of what stands in a field; of several ways, which line it is. */
function tooMuch(control, most) {
  const lines = control.value.split("\n").filter((text) => text.trim());
  if (most !== MOST.by_text) return over(control.value, most);
  if (lines.length > MOST.by) return `These are ${lines.length} ways, and there is room for ${MOST.by}: the others are left out.`;
  const number = lines.findIndex((text) => over(text, most));
  return number < 0 ? "" : `Line ${number + 1}: ${over(lines[number], most)}`;
}

/** Shows under the label of a field what is left out of it, or takes that away; says whether it is newly there. */
export function tellLength(control, error, words) {
  const first = Boolean(words) && !error.dataset.ckOver;
  error.dataset.ckOver = words;
  error.replaceChildren(...(words ? [element("span", "ck-hidden", "Error: "), words] : []));
  error.hidden = !words;
  if (words) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  return first;
}

/** Gives a clause in one line, as its label. */
function told(clause, words) {
  const text = clause.text.trim();
  if (!clause.three) return text;
  const by = clause.by.length ? `${words.by} ${clause.by.join("; ")}` : "";
  const so = clause.so.trim();
  return [text, by, so].filter(Boolean).join(" … ");
}

const upper = (words) => words[0].toUpperCase() + words.slice(1);
