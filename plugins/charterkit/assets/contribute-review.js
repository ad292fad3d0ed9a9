// The last step of the form: all answers to read once more, what to look at before they go out, and the ways to take them
// away. Each way is a file, a text or a link that the contributor opens; nothing is sent from here.

import { today } from "./contribute-rules.js";
import { element } from "./dom.js";
import { DOCX, docx } from "./docx.js";
import { yaml } from "./yaml.js";

const MOST_IN_ADDRESS = 6000; // characters; longer addresses are refused by hosts, proxies or browsers
const MOST_IN_MAIL = 1500;

const checklist = (smallest) => [
  "No name of a person, and nothing else by which somebody could be recognised.",
  "No date of birth, address, telephone number or e-mail address.",
  `No small number that points at somebody. Below ${smallest} it says “a few”.`,
  "If it is one person's story: names are changed, there is a basis of consent, and somebody responsible for safeguarding has read it.",
  "Your organisation agrees to its being published.",
];

export class Review {
  /** Shows itself in `place`; `onChange` is called with the id of the field to go back to, or with nothing. */
  constructor(place, rules, names) {
    this.place = place;
    this.rules = rules;
    this.names = names;
    this.onChange = () => {};
  }

  show(answers, told) {
    const record = recordOf(answers, this.rules.data);
    const text = yaml(record, { modeline: this.rules.data.modeline, isTyped: this.rules.isTyped });
    const title = [record.title, record.organisation, record.name].find((value) => typeof value === "string") ?? "";
    const { name, said } = this.names.propose(title);
    const file = { name: `${name}.yml`, said, text, title: title.trim(), told };
    const heading = element("h1", "", "Review what you wrote");
    heading.tabIndex = -1;
    const tooLarge = this.rules.size(text);
    this.place.replaceChildren(
      heading,
      element("p", "ck-lede", "Read it once more as a stranger would. Then take it away, at the end of this page."),
      this.#back("Go back to the form"),
      ...(tooLarge ? [warning(tooLarge)] : []),
      ...this.#again(record),
      this.#answers(told),
      this.#safeguarding(told),
      ...(tooLarge ? [] : [this.#takeAway(file)]),
    );
    heading.focus();
  }

  /** Says that the same is on the site already, where it is. */
  #again(record) {
    const titles = this.names.again(record).map((field) => this.rules.fields.get(field).title);
    if (!titles.length) return [];
    const { singular } = this.rules.data;
    const message = `Another ${singular} has the same ${titles.map((title) => `“${title}”`).join(" and ")}`;
    return [warning({ message, hint: `If it is yours, do not send a second ${singular}: tell the editor what has changed.` })];
  }

  #back(words, id = "") {
    const button = element("button", "ck-button ck-button--quiet", words);
    button.type = "button";
    button.addEventListener("click", () => this.onChange(id));
    return button;
  }

  #answers(told) {
    const whole = part("Your answers");
    for (const section of told) {
      whole.append(element("h3", "", section.title), this.#facts(section.parts));
    }
    return whole;
  }

  /** Lists answers, each with a way back to it; the answers inside an entry share their entry's. */
  #facts(parts, changes = true) {
    const list = element("dl", "ck-facts ck-review__facts");
    for (const { title, words, entries, id } of parts) {
      const row = element("div", entries ? "ck-review__list" : "");
      const value = element("dd");
      row.append(element("dt", "", title), value);
      if (entries) {
        value.append(this.#entries(entries, changes));
      } else {
        for (const word of words) {
          const text = element("p", "ck-review__words", word);
          text.dir = "auto";
          value.append(text);
        }
        if (changes) {
          const way = element("dd");
          way.append(this.#change(title, id));
          row.append(way);
        }
      }
      list.append(row);
    }
    return list;
  }

  #entries(entries, changes) {
    const list = element("ol", "ck-review__entries");
    for (const { title, id, parts } of entries) {
      const item = element("li");
      const head = element("div", "ck-review__entry");
      head.append(element("p", "ck-label", title), ...(changes ? [this.#change(title, id)] : []));
      item.append(head, this.#facts(parts, false));
      list.append(item);
    }
    return list;
  }

  #change(title, id) {
    const button = this.#back("Change", id);
    button.classList.add("ck-review__change");
    button.append(element("span", "ck-hidden", ` ${title}`));
    return button;
  }

  #safeguarding(told) {
    const whole = part("Before it goes out");
    whole.append(element("p", "", "Please make sure that all of this holds:"));
    const list = element("ul");
    for (const words of checklist(this.rules.data.safeguarding.smallest_count)) list.append(element("li", "", words));
    whole.append(list);
    const found = [...pointing(told)];
    if (found.length) {
      const note = element("div", "ck-note");
      note.append(element("p", "", "Look again at these. If it is a false alarm, leave it and tell the editor."));
      const places = element("ul");
      for (const { title, id, words } of found) {
        const item = element("li", "", `${title}: ${words.replace(/`([^`]*)`/g, "“$1”")}. `);
        item.append(this.#change(title, id));
        places.append(item);
      }
      note.append(places);
      whole.append(note);
    }
    return whole;
  }

  #takeAway(file) {
    const whole = part("Take it away");
    whole.append(element("p", "", "Choose whichever suits you. An editor can work with any of them."));
    const { singular, host, folder, site } = this.rules.data;
    whole.append(
      way("As a file", `The record as the site keeps it, ${file.name}. ${file.said}`.trim(), download("Download the file", file.name, "application/yaml", () => file.text), copier("Copy its text", () => file.text, `The text of ${file.name}`)),
      way("As a Word document", "To read, to pass round, or to send. Its fields are read back by the site.", download("Download for Word", file.name.replace(/yml$/, "docx"), DOCX, () => docx(wordOf(file, singular)))),
      message(file, this.rules.data, copier("Copy a text for an e-mail", () => mailText(file, singular, site), "The text for an e-mail")),
    );
    if (host?.upload) whole.append(this.#onHost(file, host, folder));
    const shown = element("details", "ck-practice");
    const code = element("pre", "ck-review__yaml");
    code.tabIndex = 0;
    code.setAttribute("role", "region");
    code.setAttribute("aria-label", file.name);
    code.append(element("code", "", file.text));
    shown.append(element("summary", "", `See what ${file.name} holds`), code);
    whole.append(shown);
    return whole;
  }

  #onHost(file, host, folder) {
    const address = prefilled(host, file);
    if (address) {
      return way(`On ${host.called}`, "Opens the page for a new file with everything filled in; you need an account there. What you wrote goes to that site when you follow the link.", leading(`Propose it on ${host.called}`, address));
    }
    const steps = host.new ? `This is too long to hand over in a link. Download the file above, then upload it to ${folder}/` : `Download the file above, then add it to ${folder}/ in the repository`;
    return way(`On ${host.called}`, `${steps}; you need an account there.`, leading(`Open ${host.called}`, host.upload));
  }
}

/** Gives the record that answers make, with what nobody is asked for, in the order of the schema. */
export function recordOf(answers, data, now = new Date()) {
  const day = today(now);
  const fixed = Object.fromEntries(Object.entries(data.fixed).map(([key, value]) => [key, value === "today" ? day : value]));
  const all = { ...answers, ...fixed };
  return Object.fromEntries(data.order.filter((key) => key in all).map((key) => [key, all[key]]));
}

/** Gives the address of the host's page for a new file, with name and text filled in, or nothing where that is too long. */
export function prefilled(host, { name, text }) {
  if (!host.new || !host.name_key) return "";
  const address = `${host.new}?${host.name_key}=${encodeURIComponent(name)}&${host.text_key}=${encodeURIComponent(text)}`;
  return address.length <= MOST_IN_ADDRESS ? address : "";
}

/** Gives the blocks of the Word document: every answer in a control whose tag is its name in the field reference. */
export function wordOf(file, singular) {
  const blocks = [
    { kind: "heading", level: 1, text: file.title || singular },
    { kind: "paragraph", text: `A ${singular}, written in the form on the site. The grey boxes hold the answers; change what is in them.` },
  ];
  for (const section of file.told) blocks.push({ kind: "heading", level: 2, text: section.title }, ...section.parts.flatMap(blockOf));
  return { title: file.title || singular, blocks };
}

function blockOf(part) {
  if (!part.entries) {
    // Each term is a control of its own, by its id; a text is one control.
    return part.values.map((value, place) => ({ kind: "field", label: place ? "" : part.title, tag: part.path, text: value }));
  }
  const inner = part.plain
    ? part.entries.flatMap((entry) => entry.parts.flatMap(blockOf))
    : part.entries.map((entry) => ({ kind: "entry", tag: part.path, title: entry.title, blocks: entry.parts.flatMap(blockOf) }));
  return [{ kind: "heading", level: 3, text: part.title }, ...inner];
}

/** Writes the answers for people, as an e-mail would. */
export function plain(told) {
  const lines = [];
  const write = (parts, indent) => {
    for (const { title, words, entries } of parts) {
      if (entries) {
        lines.push(`${indent}${title}`);
        for (const entry of entries) {
          lines.push(`${indent}  ${entry.title}`);
          write(entry.parts, `${indent}    `);
        }
      } else {
        lines.push(`${indent}${title}: ${words.join("; ")}`);
      }
    }
  };
  for (const section of told) {
    lines.push("", section.title.toUpperCase());
    write(section.parts, "");
  }
  return lines.join("\n").trim();
}

function mailText(file, singular, site) {
  return `Here is a ${singular} for ${site}: ${file.title}\n\n${plain(file.told)}\n`;
}

function mail(file, { singular, site, contact }) {
  const whole = mailText(file, singular, site);
  const body = whole.length <= MOST_IN_MAIL ? whole : `Here is a ${singular} for ${site}: ${file.title}\n\nPlease find it attached.\n`;
  const address = `mailto:${encodeURIComponent(contact).replace("%40", "@")}?subject=${encodeURIComponent(`For ${site}: ${file.title}`)}&body=${encodeURIComponent(body)}`;
  const link = element("a", "ck-button ck-button--quiet", "Begin an e-mail");
  link.href = address;
  return link;
}

/** The way by e-mail: to the site's address, to the page on which one writes to it, or, without either, to be asked for. */
function message(file, data, copy) {
  const title = "By e-mail";
  const attach = "Attach the file or the Word document.";
  if (data.contact) return way(title, `To ${data.contact}. ${attach}`, mail(file, data), copy);
  if (data.contact_url) return way("As a message", `This site gives no e-mail address. Copy the text, and write it on the page for messages.${data.contact_url_is_public ? " Everybody can read what is written there: name nobody." : ""}`, copy, leading("Open the page for messages", data.contact_url));
  return way(title, `This site gives no e-mail address: ask whoever told you of it where to write. ${attach}`, copy);
}

function* pointing(told) {
  for (const { parts } of told) {
    for (const part of parts) {
      if (part.entries) yield* pointing(part.entries);
      else for (const words of part.pointers) yield { title: part.title, id: part.id, words };
    }
  }
}

function part(title) {
  const made = element("div", "ck-review__part");
  made.append(element("h2", "", title));
  return made;
}

function way(title, words, ...actions) {
  const made = element("div", "ck-review__way");
  const row = element("p", "ck-review__actions");
  row.append(...actions.flatMap((action) => [action, " "]));
  made.append(element("h3", "", title), element("p", "", words), row);
  return made;
}

function warning({ message, hint }) {
  return element("p", "ck-note", `${message}. ${hint}`);
}

function download(words, name, type, make) {
  const button = element("button", "ck-button", words);
  button.type = "button";
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([make()], { type }));
    const link = element("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  return button;
}

/** A button that copies; where the browser forbids it, the text is shown, chosen, for the reader to copy. */
function copier(words, make, label) {
  const place = element("span");
  const button = element("button", "ck-button ck-button--quiet", words);
  const said = element("span", "ck-review__said");
  button.type = "button";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(make());
      said.textContent = "Copied";
    } catch {
      const box = place.querySelector("textarea") ?? element("textarea", "ck-input ck-review__copy");
      box.value = make();
      box.readOnly = true;
      box.rows = 8;
      box.setAttribute("aria-label", label);
      place.append(box);
      box.select();
      said.textContent = "Copy the chosen text with your keyboard or menu.";
    }
  });
  place.append(button, " ", said);
  return place;
}

function leading(words, address) {
  const link = element("a", "ck-button", words);
  link.href = address;
  link.rel = "external noreferrer";
  return link;
}
