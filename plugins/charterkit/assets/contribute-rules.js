// Judges answers by the same rules, and in the same words, as `charterkit check`: the rules and the sentences come from the
// build (publish/contribute.py), a field is called by its title. Nothing here touches the page.

import { Traces } from "./contribute-traces.js";
import { dateHint } from "./written-dates.js";

const FORMS = {
  integer: /^-?[0-9]{1,15}$/,
  number: /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/,
  date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  year: /^[0-9]{4}$/,
  yearmonth: /^[0-9]{4}-[0-9]{2}$/,
};
const ROUGH = /^([a-z. ]{0,20}|[~≈<>≤≥=+± ]{0,5})([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}(?:\.[0-9]{1,15})?)(\+|ish|-ish| or so| or more| approx\.?|)$/i;
const ADDRESS = /^(?:https?:\s*\/{0,2}\s*|\/\/)?([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?:[:/?#]\S*)?)$/iu;
const LIKE = 0.6;
const NEARLY_AS_LIKE = 0.08;
const MOST_LIKE = 3;
const MOST_WORDS = 12;
const MOST_CHARACTERS = 60;

/** What the build says of one form, and how its values are judged. */
export class Rules {
  constructor(data) {
    this.data = data;
    this.words = data.words;
    this.traces = new Traces(data.safeguarding);
    this.fields = new Map(); // what is asked, by its name in the field reference
    this.lists = new Map(); // a list of plain texts and the text in it have one name
    this.#collect(data.sections.flatMap((section) => section.parts));
  }

  #collect(parts) {
    for (const part of parts) {
      (part.parts ? this.lists : this.fields).set(part.path, part);
      if (part.parts) this.#collect(part.parts);
    }
  }

  /** Says whether a value at this path is written bare in YAML. */
  isTyped = (path) => (this.fields.get(path)?.type ?? "string") !== "string";

  /** Gives what is wrong with a value, as a message and a hint, or null. `beside` gives the answer to another field by its key. */
  value(field, text, beside = () => "") {
    const found = this.character(text);
    if (found) return found;
    const value = text.trim();
    if (!value) return field.required ? this.#missing(field) : null;
    if (field.options?.length) return this.#term(field, value);
    if (field.type !== "string" && !isOfType(field, value)) return this.#type(field, value);
    return this.#ahead(field, value) ?? this.#version(field, value, beside) ?? this.#constraints(field, value);
  }

  /** Finds a day of something that has happened, but is still to come. */
  #ahead(field, value) {
    if (!field.past || value <= today()) return null;
    return { message: fill(this.words.ahead, { value, name: field.title }), hint: this.words.ahead_hint };
  }

  /** Finds a version that the record beside it never had. */
  #version(field, value, beside) {
    const of = field.version_of && beside(field.version_of);
    const versions = (of && this.data.versions[of]) || [];
    if (!versions.length || versions.includes(value)) return null;
    const [, label] = this.fields.get(field.version_of)?.options.find(([id]) => id === of) ?? [of, of];
    return { message: fill(this.words.no_version, { of: label, value: short(value) }), hint: choice(versions) };
  }

  /** Gives a sentence for each thing in a text that could lead to a person. */
  people(text) {
    return this.traces.find(text).map(({ text: value, looks }) => fill(this.words.looks_like, { value: short(value), looks }));
  }

  /** Gives what is wrong with how many entries or terms there are, or null. */
  count(field, number) {
    if (number >= (field.least ?? 0)) return null;
    const least = field.least === 1 ? `at least one${field.parts ? ` ${field.singular}` : ""}` : `at least ${field.least}`;
    return { message: `${field.parts ? "Add" : "Choose"} ${least} under “${field.title}”`, hint: "" };
  }

  /** Gives what is wrong with a list in which each text, or what each entry names, may stand once, or null. */
  twice(field, values) {
    const { words } = this;
    const once = field.plain ? null : field.parts.find((part) => part.once);
    const named = once ? values.map((value) => value[once.key] ?? "") : values;
    if (field.plain || once) {
      const again = named.map((value) => value.trim()).find((value, place, all) => value && all.indexOf(value) !== place);
      const [, label] = once?.options.find(([id]) => id === again) ?? [again, again];
      return again ? { message: fill(words.twice, { value: short(label), name: field.title }), hint: words.twice_hint } : null;
    }
    const said = values.map((value) => JSON.stringify(Object.entries(value).sort()));
    if (new Set(said).size === said.length) return null;
    return { message: upper(fill(words.entry_twice, { name: `“${field.title}”` })), hint: words.twice_hint };
  }

  /** Gives the problem of the first character that no record may hold, or null. */
  character(text) {
    const { signs, behind } = this.data.joiners;
    const joined = new RegExp(behind, "u");
    let before = "";
    for (const sign of text) {
      const joins = signs.includes(sign) && joined.test(before);
      before = sign;
      if (joins) continue;
      if (sign === "\ufffd") return { message: upper(this.words.lost), hint: this.words.lost_hint };
      const lone = /^[\ud800-\udfff]$/.test(sign) || sign === "\ufffe" || sign === "\uffff";
      const called = this.data.characters[sign] ?? (lone ? "no character" : null);
      if (called && sign !== "\r") {
        const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
        return { message: upper(fill(this.words.character, { code, called })), hint: this.words.character_hint };
      }
    }
    return null;
  }

  /** Gives what is wrong with the size of a whole record, or null. */
  size(text) {
    const bytes = new TextEncoder().encode(text).length;
    if (bytes <= this.data.most_bytes) return null;
    const size = Math.ceil(bytes / 1024);
    const message = `This ${this.data.singular} ${fill(this.words.too_large, { size, limit: Math.floor(this.data.most_bytes / 1024) })}`;
    return { message, hint: "Shorten it, or divide it into two." };
  }

  #type(field, value) {
    const [what, form] = this.words.forms[field.type];
    const hint = dateHint(field.type, value) || this.#comma(field.type, value) || this.#roughly(field, value) || form;
    return { message: fill(this.words.type, { value: short(value), name: field.title, what }), hint };
  }

  /** Says how a number with commas is written: three digits after each make thousands, others after one are decimals. */
  #comma(type, value) {
    if (["number", "integer"].includes(type) && /^-?[0-9]{1,3}(,[0-9]{3}){1,4}(\.[0-9]{1,15})?$/.test(value)) return fill(this.words.comma, { plain: value.replaceAll(",", "") });
    if (type === "number" && /^-?[0-9]{1,15},[0-9]{1,15}$/.test(value)) return fill(this.words.decimal_comma, { plain: value.replace(",", ".") });
    return "";
  }

  /** Says how a number that is not exact is written, where there is a field beside it that says so. */
  #roughly(field, value) {
    const found = ROUGH.exec(value);
    if (!field.roughly || !found || !(found[1] || found[3])) return "";
    return `${fill(this.words.plain, { plain: found[2].replaceAll(",", "") })} ${fill(this.words.roughly, { name: `“${field.roughly}”` })}`;
  }

  /** Judges a choice: an id, or the label of a term. A near miss is told. */
  #term(field, value) {
    if (termOf(field, value)) return null;
    if (field.type === "boolean") return this.#type(field, value);
    const { words } = this;
    const labels = field.options.map(([, label]) => label);
    const ids = field.options.map(([id]) => id);
    const near = likely(value, ids);
    if (!field.table) {
      const hint = this.#offered(near) || fill(words.enum_hint, { choices: ids.join(", ") });
      return { message: fill(words.enum, { value: short(value), name: field.title }), hint };
    }
    const small = labels.map((label) => label.toLowerCase());
    const shown = near.length ? near.map((id) => labels[ids.indexOf(id)]) : likely(value, small).map((label) => labels[small.indexOf(label)]);
    const hint = this.#offered(shown) || choice(labels);
    return { message: fill(words.unknown, { value: short(value), table: field.table }), hint };
  }

  #offered(words) {
    const quoted = words.map((word) => `\`${word}\``);
    const near = quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}` : quoted[0];
    return near ? fill(this.words.did_you_mean, { near }) : "";
  }

  #constraints(field, value) {
    const { words } = this;
    const { minLength, maxLength, minimum, maximum, pattern } = field.constraints;
    const name = field.title;
    const length = [...value].length;
    const long = maxLength !== undefined && length > maxLength;
    if (long || (minLength !== undefined && length < minLength)) {
      const limit = long ? maxLength : minLength;
      const message = fill(words.length, { name, length, than: long ? words.at_most : words.at_least, limit });
      return { message, hint: fill(long ? words.shorten : words.lengthen, { surplus: Math.abs(length - limit) }) };
    }
    const less = minimum !== undefined && Number(value) < Number(minimum);
    if (less || (maximum !== undefined && Number(value) > Number(maximum))) {
      const limit = less ? minimum : maximum;
      const message = fill(words.range, { value: short(value), name, than: less ? "less than" : "more than", limit });
      return { message, hint: fill(words.range_hint, { edge: less ? "smallest" : "largest", limit }) };
    }
    if (pattern !== undefined && !matches(pattern, value)) {
      const message = fill(words.pattern, { value: short(value), name });
      return { message, hint: this.#formHint(field, value, pattern) };
    }
    return null;
  }

  /** Asks for what is missing. A file has an empty key, of which the check says so; here somebody is still filling it in. */
  #missing({ title, type, options }) {
    // The form shows beside the field what it is for and what there is to choose from; how it is written bears repeating.
    if (options?.length) return { message: `Choose an answer to “${title}”`, hint: "" };
    return { message: `Fill in “${title}”`, hint: this.words.forms[type]?.[1] ?? "" };
  }

  /** Says what was most likely meant by a value that has the wrong form. */
  #formHint(field, value, pattern) {
    const plain = addressIn(value, pattern);
    if (plain) return fill(this.words.address, { plain });
    const small = value.toLowerCase();
    const said = [small, value.replace(/\s+/g, "")];
    if (/^[a-z0-9 _.-]+$/.test(small)) said.push(small.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, ""));
    const meant = said.find((one) => matches(pattern, one));
    if (meant) return [this.#offered([meant]), this.#form(field)].filter(Boolean).join(" ");
    return this.#form(field) || fill(this.words.pattern_hint, { limit: pattern });
  }

  #form(field) {
    const example = field.example ? fill(this.words.example, { example: field.example }) : "";
    return [example, field.description].filter(Boolean).join(" ");
  }
}

/** Gives the day that it is here, as records write it. */
export function today(now = new Date()) {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** Gives the id of the term that a text means, by its id or by its label, or an empty text. */
export function termOf(field, text) {
  const value = text.trim();
  if (field.type === "boolean" && field.truths.flat().includes(value)) return value;
  const byId = field.options.find(([id]) => id === value);
  const byLabel = field.options.find(([, label]) => label.toLowerCase() === value.toLowerCase());
  return (byId ?? byLabel)?.[0] ?? "";
}

/** Writes a text on one line that can be read at a glance. */
export function short(text) {
  const line = [...text.trim().split(/\s+/).join(" ")];
  return line.length <= MOST_CHARACTERS ? line.join("") : `${line.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}

function choice(labels) {
  return labels.length && labels.length <= MOST_WORDS ? `Choose from: ${labels.join(", ")}.` : "Choose one from the list.";
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function upper(sentence) {
  return sentence[0].toUpperCase() + sentence.slice(1);
}

function isOfType(field, value) {
  if (field.type === "boolean") return field.truths.flat().includes(value);
  if (!FORMS[field.type].test(value)) return false;
  if (field.type === "yearmonth") return Number(value.slice(5)) >= 1 && Number(value.slice(5)) <= 12;
  if (field.type !== "date") return true;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && value === date.toISOString().slice(0, 10) && value.slice(0, 4) !== "0000";
}

/** Says whether a value has the form of a pattern. One that only Python understands is left to the command. */
function matches(pattern, value) {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags).test(value);
    } catch {
      // Try without the flag, or leave it.
    }
  }
  return true;
}

/** Gives the address that was most likely meant, where one is asked for: with `https://` in front of it. */
function addressIn(value, pattern) {
  const found = pattern.startsWith("https://") && ADDRESS.exec(value);
  const meant = found ? `https://${found[1]}` : "";
  return meant && matches(pattern, meant) ? meant : "";
}

/** Gives the known words that may have been meant: the nearest, and up to two nearly as near (as problems.py). */
export function likely(word, known) {
  const wanted = word.toLowerCase();
  const scored = known.map((other) => [likeness(other, wanted), other]).filter(([score]) => score >= LIKE);
  scored.sort(([a, one], [b, other]) => b - a || (one < other ? 1 : -1));
  return scored.slice(0, MOST_LIKE).filter(([score]) => score >= scored[0][0] - NEARLY_AS_LIKE).map(([, other]) => other);
}

/** Twice the signs that two texts have in common, in order, by the length of both (Ratcliff and Obershelp). */
function likeness(one, other) {
  const a = [...one];
  const b = [...other];
  const common = (aFrom, aTo, bFrom, bTo) => {
    let [start, place, length] = [aFrom, bFrom, 0];
    let runs = new Map();
    for (let i = aFrom; i < aTo; i += 1) {
      const next = new Map();
      for (let j = bFrom; j < bTo; j += 1) {
        if (a[i] !== b[j]) continue;
        const run = (runs.get(j - 1) ?? 0) + 1;
        next.set(j, run);
        if (run > length) [start, place, length] = [i - run + 1, j - run + 1, run];
      }
      runs = next;
    }
    if (!length) return 0;
    return length + common(aFrom, start, bFrom, place) + common(start + length, aTo, place + length, bTo);
  };
  return a.length + b.length ? (2 * common(0, a.length, 0, b.length)) / (a.length + b.length) : 1;
}
