// The page on which a charter is written. The draft is plain data (composer-draft.js); this shows it in the form, keeps it on
// the device, sets it on sheets of A4 (composer-preview.js), and hands it out. It sends nothing anywhere.

import { Clauses, tellLength } from "./composer-clauses.js";
import { MARKS, MOST, begun, isRtl, line, nameOfFile, over, record, said, shared, tidy, titleOf, wordOf } from "./composer-draft.js";
import { Kept } from "./composer-kept.js";
import { logo } from "./composer-logo.js";
import { Preview } from "./composer-preview.js";
import { MOST_IN_LINK, isShared, packed, unpacked } from "./composer-share.js";
import { Rules } from "./contribute-rules.js";
import { BETWEEN } from "./contribute-traces.js";
import { DOCX, docx } from "./docx.js";
import { element } from "./dom.js";
import { eachPage } from "./pages.js";
import { yaml } from "./yaml.js";

const PAUSE = 300; // milliseconds after the last key before the sheets are set anew and the draft is kept

class Composer {
  constructor(place, data) {
    this.place = place;
    this.data = data;
    this.rules = new Rules(data.rules);
    this.find = (name) => place.querySelector(`[data-ck-${name}]`);
    this.draft = null;
    this.device = new Kept(data);
    this.preview = new Preview(this.find("preview"), data);
    this.clauses = new Clauses(this.find("sections"), { data, rules: this.rules, say: (words) => this.say(words), onChange: () => this.changed() });
    this.#languages();
    this.#listen();
  }

  say(words) {
    const place = this.find("said");
    place.textContent = "";
    requestAnimationFrame(() => (place.textContent = words));
  }

  /** Shows what belongs here: a charter that came with the link, one's own draft, or where to begin. */
  async arrive() {
    this.draft = this.device.read();
    if (isShared(location.hash)) {
      const came = tidy(await unpacked(location.hash), this.data);
      if (came && said(came).length) return this.#showShared({ ...came, logo: "", logoAlt: "" });
      this.#forgetAddress();
      this.#go(this.draft ? "work" : "start");
      return this.#kept("The link that you opened is damaged or incomplete, so nothing was taken from it.", true);
    }
    const from = new URLSearchParams(location.search).get("from");
    if (from !== null) {
      this.#forgetAddress();
      const known = this.data.charters.some(({ id }) => id === from) ? from : MARKS;
      for (const radio of this.find("start").elements.from) radio.checked = radio.value === known;
      if (this.draft) return this.#go("start");
      return this.#begin(known);
    }
    this.#go(this.draft ? "work" : "start");
    if (this.draft) this.#kept("Your charter was brought back from this device. Nothing was sent.");
    return undefined;
  }

  /** Shows one of the three views: `start`, `work`, or `shared`. */
  #go(view) {
    this.place.dataset.view = view;
    this.find("start").hidden = view !== "start";
    this.find("work").hidden = view === "start";
    this.find("shared").hidden = view !== "shared";
    this.find("back").hidden = this.find("replaces").hidden = !this.draft;
    this.find("before").hidden = !this.device.before();
    if (view === "work") {
      this.#fill();
      this.clauses.show(this.draft);
      this.#draw();
    }
  }

  #showShared(came) {
    this.came = came;
    this.find("instead").hidden = !this.draft;
    this.#go("shared");
    this.#pages(this.preview.show(came));
    this.find("shared").focus();
  }

  #begin(from) {
    this.device.putAside(this.draft);
    const who = this.draft?.who;
    const name = this.draft?.name;
    this.draft = begun(from, this.data);
    if (who) Object.assign(this.draft, { who, name });
    this.#start();
  }

  /** Goes on with the draft as it is now. */
  #start() {
    this.clauses.open.clear();
    this.#go("work");
    this.#show("write");
    this.#keep();
    this.place.querySelector("#who-title").focus();
  }

  #languages() {
    const names = new Intl.DisplayNames(["en-GB"], { type: "language" });
    const choices = this.data.locales.map(([code]) => {
      const own = new Intl.DisplayNames([code], { type: "language" }).of(code);
      const name = names.of(code);
      const option = element("option", "", own === name ? name : `${name} – ${own}`);
      option.value = code;
      return option;
    });
    this.place.querySelector("#c-language").replaceChildren(...choices);
  }

  /** Writes the draft into the fields that the page has. */
  #fill() {
    for (const field of this.place.querySelectorAll("[data-ck-field]")) {
      const value = this.draft[field.dataset.ckField];
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type === "checkbox") field.checked = value;
      else field.value = value;
    }
    this.#made();
    this.find("logo").hidden = !this.draft.logo;
  }

  /** Says what the makers are called. */
  #made() {
    const maker = this.data.makers.find(({ id }) => id === this.draft.who);
    this.find("name").textContent = maker.name;
    this.find("example").textContent = maker.example;
    this.find("example").parentElement.hidden = !maker.example;
  }

  #listen() {
    this.find("start").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#begin(new FormData(event.target).get("from"));
    });
    this.find("form").addEventListener("submit", (event) => event.preventDefault());
    this.find("form").addEventListener("input", (event) => this.#typed(event.target));
    const click = (name, act) => this.place.querySelectorAll(`[data-ck-${name}]`).forEach((button) => button.addEventListener("click", () => act(button)));
    click("again", () => {
      this.#board(false);
      this.#go("start");
      this.place.querySelector("#start-title").focus();
    });
    click("back", () => {
      this.#go("work");
      this.find("again").focus();
    });
    click("before", () => {
      const before = this.device.before();
      this.device.putAside(this.draft);
      this.draft = before;
      this.#start();
    });
    click("take", () => {
      this.device.putAside(this.draft);
      this.draft = this.came;
      this.#forgetAddress();
      this.#start();
    });
    click("leave", () => {
      this.#forgetAddress();
      this.#go(this.draft ? "work" : "start");
      this.place.querySelector(this.draft ? "#who-title" : "#start-title").focus();
    });
    click("show", (button) => this.#show(button.dataset.ckShow));
    click("board", (button) => this.#board(button.getAttribute("aria-pressed") !== "true"));
    click("tick", (button) => {
      const on = Boolean(button.dataset.ckTick);
      for (const clause of this.draft.sections.flatMap(({ clauses }) => clauses)) clause.on = on;
      this.clauses.show(this.draft);
      this.changed();
      this.say(on ? "All clauses are ticked." : "No clause is ticked.");
    });
    click("add-section", () => this.clauses.addSection());
    click("print-charter", () => this.#print());
    click("word", () => this.#judge([]) && save(nameOfFile(this.draft, this.data, "docx"), DOCX, docx(wordOf(this.draft, this.data))));
    click("record", () => this.#record());
    click("link", () => this.#link());
    click("no-logo", () => {
      Object.assign(this.draft, { logo: "", logoAlt: "" });
      this.#fill();
      this.changed();
      this.place.querySelector("#c-logo").focus();
      this.say("The logo is gone.");
    });
    this.place.querySelector("#c-logo").addEventListener("change", (event) => this.#logo(event.target));
    const leaves = new AbortController();
    const here = (act) => (event) => (this.place.isConnected ? act(event) : leaves.abort());
    const on = (name, act) => window.addEventListener(name, here(act), { signal: leaves.signal });
    on("pagehide", () => this.timer && this.#keep());
    on("pageshow", (event) => event.persisted && this.#catchUp());
    on("storage", () => this.#catchUp());
    on("hashchange", () => isShared(location.hash) && this.arrive());
    on("beforeprint", () => this.#called());
    on("afterprint", () => this.#uncalled());
  }

  #typed(field) {
    const name = field.dataset.ckField;
    if (!name) return;
    const most = MOST[name] ?? MOST.line;
    this.draft[name] = field.type === "checkbox" ? field.checked : line(field.value, most);
    if (name === "who") this.#made();
    if (name === "language") this.clauses.show(this.draft); // the words around a clause are in it
    this.#fault(field.id, "");
    const error = this.place.querySelector(`#${field.id}-error`);
    if (error && tellLength(field, error, over(field.value, most))) this.say(error.textContent);
    this.changed();
  }

  /** Sets the sheets and keeps the draft, when nobody types for a moment. */
  changed() {
    clearTimeout(this.timer);
    this.find("link-box").hidden = true; // it would be that of an earlier state
    this.timer = setTimeout(() => {
      this.#keep();
      this.#draw();
    }, PAUSE);
  }

  #draw() {
    this.#pages(this.preview.show(this.draft));
    this.#found();
    const some = said(this.draft).length > 0;
    if (some) this.#fault("c-clauses", "");
  }

  #pages({ pages, size, clauses, long }) {
    const place = this.find("pages");
    const sheets = pages === 1 ? "One page of A4" : `${pages} pages of A4: this charter runs over one page`;
    const words = [`${sheets}, ${clauses} ${clauses === 1 ? "clause" : "clauses"}, text of ${Math.round(size * 2) / 2} points.`];
    if (pages > 1) words.push("For one page, untick some clauses or shorten them.");
    if (size < 12) words.push("Text as small as this is hard to read on a wall.");
    if (long.length) words.push(`Long for a wall: ${long.length === 1 ? "clause" : "clauses"} ${long.join(", ")}.`);
    const said = words.join(" ");
    if (place.textContent !== said) place.textContent = said;
    place.classList.toggle("ck-preview__said--over", pages > 1);
  }

  /** Lists what could lead to a person, wherever it stands. */
  #found() {
    const { draft } = this;
    const texts = [draft.title, draft.name, draft.opening, draft.place, draft.summary, ...draft.sections.flatMap(({ heading, clauses }) => [heading, ...clauses.flatMap(({ text, by, so }) => [text, ...by, so])])];
    const found = this.rules.people(texts.join(BETWEEN));
    this.find("found").hidden = !found.length;
    this.find("found").querySelector("ul").replaceChildren(...found.map((words) => element("li", "", words.replace(/`([^`]*)`/g, "“$1”"))));
  }

  #keep() {
    clearTimeout(this.timer);
    this.timer = 0;
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const { did, aside } = this.device.write(this.draft);
    if (did && aside) this.#kept("Another tab had changed this charter too. This one is saved; bring the other back under “Begin again”.", true);
    else if (did) this.#kept(`Saved on this device at ${time}. Nothing was sent.`);
    else this.#kept("Your browser does not let this page keep your charter: print it or download it before you leave.", true);
  }

  /** Takes over what another tab has kept, unless something is being written here: then each is kept, see `Kept.write`. */
  #catchUp() {
    if (this.timer || !this.device.isOlder()) return;
    const other = this.device.read();
    if (!other) return;
    this.draft = other;
    if (this.place.dataset.view !== "work") return;
    this.clauses.open.clear();
    this.#go("work");
    this.#kept("Changed in another tab; this one shows it as it is now.");
  }

  /** Says how it is kept; announced only where somebody must know. */
  #kept(words, loud = false) {
    const place = this.find("kept");
    place.setAttribute("aria-live", loud ? "polite" : "off");
    place.textContent = words;
    if (loud && this.place.dataset.view === "start") {
      const note = this.place.querySelector(".ck-compose__damaged") ?? element("p", "ck-note ck-compose__damaged");
      note.textContent = words;
      this.find("start").before(note);
      this.say(words);
    }
  }

  #show(what) {
    this.find("work").dataset.show = what;
    for (const button of this.place.querySelectorAll("[data-ck-show]")) button.setAttribute("aria-pressed", String(button.dataset.ckShow === what));
    this.preview.scale();
  }

  /** Turns the view for a whiteboard on and off: large words, few buttons, nothing of the site around it. */
  #board(on) {
    document.documentElement.classList.toggle("ck-board", on);
    const button = this.find("board");
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? "Leave whiteboard view" : "Whiteboard view";
    this.preview.scale();
    if (on) window.scrollTo(0, 0);
  }

  /** Shows or takes away what is wrong with a field. */
  #fault(id, words) {
    const place = this.place.querySelector(`#${id}-error`);
    if (!place || (!words && place.dataset.ckOver)) return; // it is too long still
    place.replaceChildren(...(words ? [element("span", "ck-hidden", "Error: "), words] : []));
    place.hidden = !words;
    const field = this.place.querySelector(`#${id}`);
    if (words) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    place.closest(".ck-ask")?.classList.toggle("ck-ask--wrong", Boolean(words));
  }

  /** Says whether there is enough to hand out: a clause, and what is in `asked`, as pairs of a field's id and what to say. */
  #judge(asked) {
    const wrong = asked.filter(([id, words]) => {
      const field = this.place.querySelector(`#${id}`);
      this.#fault(id, field.value.trim() ? "" : words);
      return !field.value.trim();
    });
    for (const { id, dataset } of this.place.querySelectorAll("[data-ck-over]")) if (dataset.ckOver) wrong.push([id.replace(/-error$/, ""), dataset.ckOver]);
    if (!said(this.draft).length) wrong.push(["c-clauses", "There is no clause yet. Tick one, or write one."]);
    this.#fault("c-clauses", wrong.find(([id]) => id === "c-clauses")?.[1] ?? "");
    const summary = this.find("summary");
    summary.querySelector("ul").replaceChildren(
      ...wrong.map(([id, words]) => {
        const item = element("li");
        const link = element("a", "", words);
        const target = id === "c-clauses" ? "clauses-title" : id;
        link.href = `#${target}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          this.place.querySelector(`#${target}`).focus();
        });
        item.append(link);
        return item;
      }),
    );
    summary.hidden = !wrong.length;
    if (wrong.length) {
      this.#board(false);
      this.#show("write");
      summary.focus();
    }
    return !wrong.length;
  }

  #print() {
    if (this.place.dataset.view === "work" && !this.#judge([])) return;
    if (this.timer) {
      this.#keep();
      this.#draw();
    }
    window.print();
  }

  /** The PDF is called as the page is, and has its language. */
  #called() {
    if (this.before || this.place.dataset.view === "start") return;
    const { documentElement: root } = document;
    const draft = this.place.dataset.view === "shared" ? this.came : this.draft;
    this.before = { title: document.title, lang: root.lang, dir: root.dir };
    document.title = titleOf(draft, this.data);
    root.lang = draft.language;
    if (isRtl(draft.language, this.data)) root.dir = "rtl";
  }

  #uncalled() {
    if (!this.before) return;
    document.title = this.before.title;
    document.documentElement.lang = this.before.lang;
    document.documentElement.dir = this.before.dir;
    this.before = null;
  }

  #record() {
    const maker = this.data.makers.find(({ id }) => id === this.draft.who);
    if (!this.#judge([["c-name", `Write the ${maker.name[0].toLowerCase()}${maker.name.slice(1)}.`], ["c-place", "Write the area."]])) return;
    const made = record(this.draft, this.data);
    const text = yaml(made, { modeline: this.data.rules.modeline, isTyped: this.rules.isTyped });
    const large = this.rules.size(text);
    const place = this.find("missing");
    const found = large ? [`${large.message}. ${large.hint}`] : [...new Set(faults(this.data.rules.sections.flatMap(({ parts }) => parts), made, this.rules))];
    place.hidden = !found.length;
    place.textContent = found.length ? `${large ? "" : "An editor will have to see to this: "}${found.join(" ").replace(/`([^`]*)`/g, "“$1”")}` : "";
    if (!large) save(nameOfFile(this.draft, this.data, "yml"), "application/yaml", text);
    this.say(large ? place.textContent : `Downloaded as ${nameOfFile(this.draft, this.data, "yml")}.`);
  }

  async #link() {
    if (!this.#judge([])) return;
    const address = location.href.replace(/[?#].*$/, "") + (await packed(shared(this.draft)));
    const box = this.find("link-box");
    const told = this.find("linked");
    told.textContent = "";
    box.hidden = address.length > MOST_IN_LINK;
    if (box.hidden) {
      told.textContent = `This charter is too long for a link: it would have ${address.length.toLocaleString("en-GB")} characters, and more than ${MOST_IN_LINK.toLocaleString("en-GB")} get lost on the way. Untick some clauses, or pass on the PDF or the Word document.`;
      return;
    }
    const area = this.place.querySelector("#c-link");
    area.value = address;
    try {
      await navigator.clipboard.writeText(address);
      told.textContent = `Copied. The link has ${address.length.toLocaleString("en-GB")} characters.`;
    } catch {
      area.focus();
      area.select();
      told.textContent = "Copy the link with your keyboard or menu.";
    }
  }

  async #logo(input) {
    const [file] = input.files;
    if (!file) return;
    this.#fault("c-logo", "");
    try {
      this.draft.logo = await logo(file);
    } catch (error) {
      input.value = "";
      this.#fault("c-logo", error.message);
      this.say(error.message);
      return;
    }
    input.value = "";
    this.find("logo").hidden = false;
    this.changed();
    this.place.querySelector("#c-alt").focus();
    this.say("The logo is on the sheet. Say what it shows.");
  }

  /** Takes a charter or a wish out of the address, so that it does not come again with the next visit. */
  #forgetAddress() {
    this.came = this.place.dataset.view === "shared" ? this.came : null;
    history.replaceState(history.state, "", location.pathname);
  }
}

/** Gives what the rules find in a record, in their own words. */
function* faults(parts, values, rules) {
  for (const part of parts) {
    const value = values[part.key];
    if (part.parts && !part.plain) {
      const wrong = rules.count(part, (value ?? []).length);
      if (wrong) yield sentence(wrong);
      for (const entry of value ?? []) yield* faults(part.parts, entry, rules);
    } else {
      const [field] = part.plain ? part.parts : [part];
      const all = Array.isArray(value) ? value : [value ?? ""];
      if (!all.length && part.least) yield sentence(rules.count(part, 0));
      for (const text of all) {
        const wrong = rules.value(field, text);
        if (wrong) yield sentence(wrong);
      }
    }
  }
}

const sentence = ({ message, hint }) => [message.endsWith(".") ? message : `${message}.`, hint].filter(Boolean).join(" ");

function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function start(place) {
  const answer = await fetch(new URL(place.dataset.ckCompose, location.href));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const composer = new Composer(place, await answer.json());
  document.documentElement.classList.add("ck-composing");
  await document.fonts.ready; // sheets are set by what words measure
  await composer.arrive();
  place.classList.add("ck-compose--live");
}

eachPage(() => {
  document.documentElement.classList.remove("ck-composing", "ck-board");
  const place = document.querySelector("[data-ck-compose]");
  if (!place) return;
  start(place).catch((error) => {
    document.documentElement.classList.add("ck-form-failed");
    console.error(error);
  });
});
