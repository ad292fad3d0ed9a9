// The form for contributors. The page holds its fields; this adds and removes entries, judges answers by the rules of
// `charterkit check`, keeps a draft on the device, and hands the answers to the review. It sends nothing anywhere.

import { Names } from "./contribute-names.js";
import { Rules, termOf } from "./contribute-rules.js";
import { Review } from "./contribute-review.js";
import { Steps } from "./contribute-steps.js";
import { BETWEEN } from "./contribute-traces.js";
import { forget, keep, recall } from "./device.js";
import { element } from "./dom.js";

const PAUSE = 400; // milliseconds after the last key before a draft is kept
const CONTROLS = "input:not([data-ck-filter] input), textarea, select";

async function start(form) {
  const answer = await fetch(new URL(form.dataset.ckContribute, location.href));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const rules = new Rules(await answer.json());
  const said = document.querySelector("[data-ck-said]");
  const page = new Questions(form, rules, (words) => {
    said.textContent = "";
    requestAnimationFrame(() => (said.textContent = words));
  });
  const draft = new Draft(form, rules.data, page);
  const names = new Names(new URL(rules.data.taken, answer.url), rules.data);
  const review = new Review(document.querySelector("[data-ck-review]"), rules, names);

  const showForm = (open) => {
    for (const part of [form, ...document.querySelectorAll(".ck-otherwise, .ck-head")]) part.hidden = !open;
    review.place.hidden = open;
  };
  const steps = new Steps(form, (wanted, id) => {
    if (wanted && page.judge()) {
      showForm(false);
      review.show(page.answers(), page.told());
    } else if (!wanted && form.hidden) {
      showForm(true);
      if (id) page.focus(id);
      else document.querySelector("#form-title").focus();
    }
  });
  review.onChange = (id) => steps.back(id);
  form.addEventListener("input", () => names.load(), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!page.judge()) return;
    draft.save();
    await names.load();
    steps.forward();
  });
  draft.restore();
  page.choose(new URLSearchParams(location.search));
  form.classList.add("ck-form--live");
}

/** The fields and lists in the page: reads and writes their answers, and shows what is wrong beside them. */
class Questions {
  constructor(form, rules, say) {
    this.form = form;
    this.rules = rules;
    this.say = say;
    this.summary = form.querySelector("[data-ck-summary]");
    this.onChange = () => {};
    this.prepare(form);
    form.addEventListener("focusout", (event) => this.#left(event));
    form.addEventListener("input", (event) => this.#changed(event.target));
    form.addEventListener("change", (event) => this.#changed(event.target));
  }

  /** Gets fields and lists ready below `scope`: the whole form, or a new entry. */
  prepare(scope) {
    for (const part of parts(scope)) {
      if (part.dataset.ckList !== undefined) this.#list(part);
      else this.#ask(part);
    }
  }

  #ask(part) {
    const limit = part.querySelector("[data-ck-count]");
    const control = part.querySelector(CONTROLS);
    if (limit) {
      limit.id = `${control.id}-count`;
      control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby")} ${limit.id}`);
      this.#counted(part);
    }
    const filter = part.querySelector("[data-ck-filter]");
    if (filter) filtered(part, filter);
  }

  #list(list) {
    list.querySelector(":scope > p > [data-ck-add]").addEventListener("click", () => {
      const entry = this.add(list);
      this.#numbered(list);
      entry.querySelector(CONTROLS).focus();
      this.say(`${upper(list.dataset.ckSingular)} ${entries(list).length} added.`);
      this.onChange();
    });
    for (let number = 0; number < Number(list.dataset.ckLeast); number += 1) this.add(list);
    this.#numbered(list);
  }

  /** Adds an empty entry to a list, and gives it. */
  add(list) {
    const template = list.querySelector(":scope > template");
    list.ckMade = (list.ckMade ?? 0) + 1; // ids are never used again, not even for an entry that is gone
    const made = template.content.cloneNode(true);
    placed(made, template.dataset.ckPlace, `${list.id}-${list.ckMade}`);
    const entry = made.querySelector("[data-ck-entry]");
    list.querySelector(":scope > [data-ck-entries]").append(entry);
    for (const button of own(entry, "[data-ck-move]")) button.addEventListener("click", () => this.#move(list, entry, Number(button.dataset.ckMove)));
    own(entry, "[data-ck-remove]")[0].addEventListener("click", () => this.#remove(list, entry));
    this.prepare(entry);
    return entry;
  }

  #remove(list, entry) {
    const all = entries(list);
    const place = all.indexOf(entry);
    const next = all[place + 1] ?? all[place - 1];
    entry.remove();
    this.#numbered(list);
    this.say(`${upper(list.dataset.ckSingular)} ${place + 1} removed.`);
    (next ? next.querySelector("fieldset") : list.querySelector(":scope > p > [data-ck-add]")).focus();
    this.onChange();
  }

  #move(list, entry, step) {
    const all = entries(list);
    const place = all.indexOf(entry) + step;
    if (!all[place]) return;
    if (step < 0) all[place].before(entry);
    else all[place].after(entry);
    this.#numbered(list);
    const singular = upper(list.dataset.ckSingular);
    this.say(`${singular} ${place - step + 1} is now ${singular.toLowerCase()} ${place + 1} of ${all.length}.`);
    // At an end the button is no longer of use: the focus goes to the other one.
    const buttons = own(entry, "[data-ck-move]");
    (buttons.find((button) => Number(button.dataset.ckMove) === step && !button.hidden) ?? buttons.find((button) => !button.hidden) ?? entry.querySelector("fieldset")).focus();
    this.onChange();
  }

  /** Writes the numbers of a list's entries anew, in their titles and on their buttons. */
  #numbered(list) {
    const singular = list.dataset.ckSingular;
    const all = entries(list);
    all.forEach((entry, place) => {
      const name = `${singular} ${place + 1}`;
      own(entry, "[data-ck-title]")[0].textContent = upper(name);
      for (const button of own(entry, "[data-ck-move]")) {
        const up = button.dataset.ckMove === "-1";
        button.textContent = `Move ${name} ${up ? "up" : "down"}`;
        button.hidden = up ? place === 0 : place === all.length - 1;
      }
      own(entry, "[data-ck-remove]")[0].textContent = `Remove ${name}`;
    });
    list.querySelector(":scope > p > [data-ck-add]").textContent = all.length ? `Add another ${singular}` : `Add a ${singular}`;
  }

  /** Gives the answers below `scope` as the record that they make; what was left empty is not in it. */
  answers(scope = this.form) {
    const found = {};
    for (const part of parts(scope)) {
      const list = part.dataset.ckList;
      const value = list === undefined ? this.#value(part) : this.#values(part);
      if (value.length) found[list ?? part.dataset.ckAsk] = value;
    }
    return found;
  }

  #rule(part) {
    return (part.dataset.ckList === undefined ? this.rules.fields : this.rules.lists).get(part.dataset.ckPath);
  }

  #value(part) {
    const field = this.#rule(part);
    if (field.shape === "checks") return [...part.querySelectorAll(".ck-option input:checked")].map((box) => box.value);
    if (field.shape === "choice") return part.querySelector(".ck-option input:checked")?.value ?? "";
    const text = part.querySelector(CONTROLS).value.replace(/\r\n?/g, "\n");
    if (field.options?.length) return termOf(field, text) || text;
    return text.trim() ? text : "";
  }

  #values(list) {
    const plain = this.rules.lists.get(list.dataset.ckPath).plain;
    return entries(list)
      .map((entry) => (plain ? this.#value(parts(entry)[0]) : this.answers(entry)))
      .filter((value) => (plain ? value : Object.keys(value).length));
  }

  /** Writes answers into the fields below `scope`. */
  write(answers, scope = this.form) {
    for (const part of parts(scope)) {
      const key = part.dataset.ckList ?? part.dataset.ckAsk;
      const value = answers?.[key];
      if (part.dataset.ckList === undefined) {
        this.#set(part, value);
        continue;
      }
      for (const entry of entries(part)) entry.remove();
      const plain = this.rules.lists.get(part.dataset.ckPath).plain;
      const wanted = Array.isArray(value) ? value : [];
      const missing = Math.max(0, Number(part.dataset.ckLeast) - wanted.length);
      for (const item of [...wanted, ...Array(missing).fill(plain ? "" : {})]) {
        const entry = this.add(part);
        if (plain) this.#set(parts(entry)[0], item);
        else this.write(item, entry);
      }
      this.#numbered(part);
    }
  }

  #set(part, value) {
    const field = this.#rule(part);
    if (field.shape === "checks" || field.shape === "choice") {
      const chosen = Array.isArray(value) ? value : [String(value ?? "")];
      for (const box of part.querySelectorAll(".ck-option input")) box.checked = chosen.includes(box.value);
      return;
    }
    const text = typeof value === "string" ? value : "";
    const label = field.shape === "search" ? field.options.find(([id]) => id === text)?.[1] : undefined;
    part.querySelector(CONTROLS).value = label ?? text;
    this.#counted(part);
  }

  /** Gives the answers in the order of the form, with the places to change them, for people to read. */
  told() {
    const section = (group) => ({ title: group.querySelector("h2").textContent, parts: this.#toldBelow(group) });
    return [...this.form.querySelectorAll(".ck-form__part")].map(section).filter((found) => found.parts.length);
  }

  #toldBelow(scope) {
    const found = [];
    for (const part of parts(scope)) {
      const field = this.#rule(part);
      if (part.dataset.ckList === undefined) {
        const value = this.#value(part);
        if (!value.length) continue;
        const label = (id) => field.options?.find(([known]) => known === id)?.[1] ?? id;
        const words = Array.isArray(value) ? value.map(label) : [field.options?.length ? label(value) : value];
        const id = part.querySelector(CONTROLS).id;
        const free = !field.options?.length;
        found.push({ title: field.title, words, id, path: field.path, values: [value].flat(), markdown: field.markdown, pointers: free ? this.rules.people(words.join(BETWEEN)) : [] });
      } else {
        const filled = entries(part).filter((entry) => Object.keys(this.answers(entry)).length);
        if (!filled.length) continue;
        const inner = filled.map((entry, place) => ({ title: upper(`${field.singular} ${place + 1}`), id: entry.querySelector(CONTROLS).id, parts: this.#toldBelow(entry) }));
        found.push({ title: field.title, path: field.path, entries: inner, id: part.id, plain: field.plain });
      }
    }
    return found;
  }

  /** Judges every answer, shows what is wrong, and says whether all is well. */
  judge() {
    const found = [];
    this.#judgeBelow(this.form, found);
    const list = this.summary.querySelector("ul");
    list.replaceChildren(
      ...found.map(({ id, fault }) => {
        const item = element("li");
        const link = element("a", "", sentence(fault));
        link.href = `#${id}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          this.focus(id);
        });
        item.append(link);
        return item;
      }),
    );
    this.summary.hidden = !found.length;
    document.title = `${found.length ? "Error: " : ""}${document.title.replace(/^Error: /, "")}`;
    if (found.length) this.summary.focus();
    return !found.length;
  }

  #judgeBelow(scope, found) {
    for (const part of parts(scope)) {
      const fault = part.dataset.ckList === undefined ? this.#fault(part) : this.#listFault(part);
      this.#show(part, fault);
      if (fault) found.push({ id: this.#target(part).id, fault });
      if (part.dataset.ckList !== undefined) {
        // An entry in which nothing was written is left out, unless there must be one.
        const filled = entries(part).filter((entry) => this.#hasAnswer(entry));
        for (const entry of fault ? [] : filled) this.#judgeBelow(entry, found);
        for (const entry of entries(part)) if (fault || !filled.includes(entry)) this.#forgive(entry);
      }
    }
  }

  #hasAnswer(entry) {
    return Object.keys(this.answers(entry)).length > 0;
  }

  #forgive(scope) {
    for (const part of scope.querySelectorAll("[data-ck-ask], [data-ck-list]")) this.#show(part, null);
  }

  #fault(part) {
    const field = this.#rule(part);
    if (field.shape === "checks") return this.rules.count(field, this.#value(part).length);
    const beside = (key) => this.#beside(part, key);
    if (field.shape === "choice") return this.rules.value(field, this.#value(part), beside);
    return this.rules.value(field, part.querySelector(CONTROLS).value, beside);
  }

  /** Gives the answer to a field that stands beside this one, empty where there is none. */
  #beside(part, key) {
    const other = this.#neighbours(part).find(({ dataset }) => dataset.ckAsk === key);
    return other ? String(this.#value(other)) : "";
  }

  #neighbours(part) {
    const entry = part.closest("[data-ck-entry]");
    return entry ? parts(entry) : parts(this.form);
  }

  /** Chooses terms that the address names, such as `?charter=its-id`; other answers cannot come that way. */
  choose(asked) {
    let chosen = false;
    for (const part of parts(this.form)) {
      const field = part.dataset.ckList === undefined ? this.#rule(part) : null;
      const id = asked.get(part.dataset.ckAsk) ?? "";
      if (!field?.options?.some(([known]) => known === id) || field.shape === "checks") continue;
      this.#set(part, id);
      this.#versioned(part);
      chosen = true;
    }
    if (chosen) this.onChange();
  }

  /** Writes the newest version beside a record that was chosen, unless the contributor has written another of its own. */
  #versioned(part) {
    const of = part.dataset.ckAsk;
    const version = this.#neighbours(part).find((other) => other.dataset.ckList === undefined && this.#rule(other).version_of === of);
    if (!version) return;
    const known = this.rules.data.versions[this.#value(part)] ?? [];
    const control = version.querySelector(CONTROLS);
    const own = control.value.trim();
    const all = Object.values(this.rules.data.versions).flat();
    if (known.length && (!own || (!known.includes(own) && all.includes(own)))) control.value = known[0];
    if (version.classList.contains("ck-ask--wrong")) this.#show(version, this.#fault(version));
  }

  #listFault(part) {
    const field = this.#rule(part);
    const values = this.#values(part);
    return this.rules.count(field, values.length) ?? this.rules.twice(field, values);
  }

  /** Gives the element that a link in the summary leads to. */
  #target(part) {
    return part.dataset.ckList === undefined ? part.querySelector(CONTROLS) : part;
  }

  /** Shows what is wrong beside a field or list, or takes it away. */
  #show(part, fault) {
    const words = [...part.querySelectorAll(".ck-ask__error")].find((error) => error.closest("[data-ck-ask], [data-ck-list]") === part);
    const wrong = Boolean(fault);
    if (wrong) words.replaceChildren(element("span", "ck-hidden", "Error: "), sentence(fault));
    else words.textContent = "";
    words.hidden = !wrong;
    part.classList.toggle("ck-ask--wrong", wrong);
    const control = this.#target(part);
    if (control.matches("input, textarea, select")) {
      if (wrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  focus(id) {
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    (target?.closest("[data-ck-ask]") ?? target)?.scrollIntoView({ block: "start" });
  }

  /** Judges a field that was left, when something is in it; that it is empty is said only at the end. */
  #left(event) {
    const part = event.target.closest("[data-ck-ask]");
    if (!part || part.contains(event.relatedTarget)) return;
    if (this.#value(part).length) this.#show(part, this.#fault(part));
  }

  /** Takes back what is no longer wrong while somebody types, and tells the draft. */
  #changed(control) {
    const part = control.closest("[data-ck-ask]");
    if (!part || control.closest("[data-ck-filter]")) return;
    this.#counted(part);
    this.#versioned(part);
    if (part.classList.contains("ck-ask--wrong")) this.#show(part, this.#fault(part));
    for (let list = part.closest("[data-ck-list]"); list; list = list.parentElement.closest("[data-ck-list]")) {
      if (list.classList.contains("ck-ask--wrong")) this.#show(list, this.#listFault(list));
    }
    this.onChange();
  }

  #counted(part) {
    const limit = part.querySelector("[data-ck-count]");
    if (!limit) return;
    const left = Number(limit.dataset.ckCount) - [...part.querySelector(CONTROLS).value.trim()].length;
    const number = Math.abs(left).toLocaleString("en-GB");
    limit.textContent = `${number} ${Math.abs(left) === 1 ? "character" : "characters"} ${left < 0 ? "too many" : "left"}`;
    limit.classList.toggle("ck-ask__count--over", left < 0);
  }
}

/** What was answered so far, kept on the device. */
class Draft {
  constructor(form, data, page) {
    this.of = data.collection;
    this.page = page;
    this.words = form.querySelector("[data-ck-draft]");
    this.clearing = form.querySelector("[data-ck-clear]");
    this.clearing.addEventListener("click", () => this.#ask());
    page.onChange = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    };
    const leaves = new AbortController();
    const on = (name, act) => window.addEventListener(name, (event) => (form.isConnected ? act(event) : leaves.abort()), { signal: leaves.signal });
    on("pagehide", () => this.timer && this.save());
    on("storage", () => this.#catchUp());
    on("pageshow", (event) => event.persisted && this.#catchUp());
  }

  save() {
    clearTimeout(this.timer);
    this.timer = 0;
    const now = new Date();
    this.at = now.toISOString();
    const kept = keep(`draft-${this.of}`, { at: this.at, answers: this.page.answers() });
    const time = now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    // Not announced each time: it would talk over what is being typed.
    this.words.setAttribute("aria-live", "off");
    this.words.textContent = kept
      ? `Draft saved on this device at ${time}. Nothing was sent.`
      : "Your browser does not let this page keep a draft: leave it open until you have taken your answers away.";
    this.clearing.hidden = false;
  }

  restore() {
    const kept = recall(`draft-${this.of}`);
    if (!kept?.answers || !Object.keys(kept.answers).length) return;
    this.page.write(kept.answers);
    this.at = kept.at;
    const at = new Date(kept.at);
    const when = Number.isNaN(at.getTime()) ? "" : ` of ${at.toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" })}`;
    this.words.textContent = `Your draft${when} was restored from this device.`;
    this.clearing.hidden = false;
  }

  /** Shows what was written into the same form in another tab, so that this one does not write over it. */
  #catchUp() {
    const kept = recall(`draft-${this.of}`);
    if (this.timer || !kept?.answers || kept.at === this.at) return;
    this.restore();
    this.words.textContent = "Your draft was changed in another tab; this one shows it as it is now.";
  }

  /** Asks before clearing, in the page: a dialog of the browser's cannot be styled or read as well. */
  #ask() {
    const question = element("span", "ck-form__sure", "Clear everything that you have written here? ");
    const yes = element("button", "ck-button", "Yes, clear the form");
    const no = element("button", "ck-button ck-button--quiet", "No, keep it");
    yes.type = no.type = "button";
    const close = () => {
      question.remove();
      this.clearing.hidden = false;
    };
    no.addEventListener("click", () => {
      close();
      this.clearing.focus();
    });
    yes.addEventListener("click", () => {
      clearTimeout(this.timer);
      this.timer = 0;
      close();
      forget(`draft-${this.of}`);
      this.page.write({});
      this.clearing.hidden = true;
      this.words.setAttribute("aria-live", "polite");
      this.words.textContent = "The form is empty, and the draft is gone from this device.";
      document.querySelector("#form-title").focus();
    });
    question.append(yes, " ", no);
    this.clearing.after(question);
    this.clearing.hidden = true;
    yes.focus();
  }
}

/** Lets somebody narrow a long list of terms by typing. */
function filtered(part, filter) {
  const box = filter.querySelector("input");
  const said = filter.querySelector("[data-ck-filtered]");
  const options = [...part.querySelectorAll(".ck-option")];
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const option of options) {
      const fits = option.textContent.toLowerCase().includes(wanted);
      option.hidden = !fits && !option.querySelector("input").checked;
    }
    said.textContent = wanted ? `${options.filter((option) => !option.hidden).length} of ${options.length} shown` : "";
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

/** Gives the fields and lists of `scope`, without those inside its entries. */
function parts(scope) {
  return own(scope, "[data-ck-ask], [data-ck-list]");
}

function own(scope, selector) {
  const top = scope.closest("[data-ck-entry], [data-ck-contribute]");
  return [...scope.querySelectorAll(selector)].filter((found) => found.parentElement.closest("[data-ck-entry], [data-ck-contribute]") === top);
}

function entries(list) {
  return [...list.querySelector(":scope > [data-ck-entries]").children];
}

/** Puts an entry's own place into the ids of its fields, and of the templates inside it. */
function placed(fragment, before, after) {
  for (const found of fragment.querySelectorAll("*")) {
    for (const name of ["id", "for", "name", "list", "aria-describedby", "data-ck-place"]) {
      const value = found.getAttribute(name);
      if (value?.includes(before)) found.setAttribute(name, value.replaceAll(before, after));
    }
    if (found.localName === "template") placed(found.content, before, after);
  }
}

/** Writes a problem for the page: a sentence and a hint, with what was typed between quotation marks. */
function sentence({ message, hint }) {
  const ended = message.endsWith(".") ? message : `${message}.`;
  return (hint ? `${ended} ${hint}` : ended).replace(/`([^`]*)`/g, "“$1”");
}

function upper(words) {
  return words[0].toUpperCase() + words.slice(1);
}

const form = document.querySelector("[data-ck-contribute]");
if (form) {
  start(form).catch((error) => {
    // Without its rules the form could mislead: the page then says how else to contribute.
    form.hidden = true;
    document.documentElement.classList.add("ck-form-failed");
    console.error(error);
  });
}
