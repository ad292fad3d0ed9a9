// A charter that somebody writes, as plain data: how one begins, what a draft may hold, and what becomes of it (a record, a
// Word document, a plain text). Nothing here touches the page. What comes from the device or from a link is hostile until
// `tidy` has been over it.

import { recordOf } from "./contribute-review.js";
import { identifier, nameless } from "./contribute-names.js";

/** The sizes beyond which a draft is cut: no charter is so long, and no link may be. */
export const MOST = { sections: 24, clauses: 120, by: 12, text: 900, line: 160, by_text: 600, so: 600, opening: 400, name: 160, title: 120, place: 120, summary: 280, logo: 600_000 };
/** What one begins with, where it is no charter but the principles with their marks. */
export const MARKS = "marks";
export const LAYOUTS = ["list", "boxes"];
export const SIZES = ["fit", "large"];
const LOGO = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const VERSION = 1;

let made = 0;
/** Gives a name to a section or clause by which the page finds it again; it is not kept. */
const named = () => `n${(made += 1)}`;

export const emptyClause = (three = true) => ({ key: named(), on: true, three, stated: false, text: "", by: [], so: "", principles: [] });
export const emptySection = (heading = "", principle = "", kind = "") => ({ key: named(), heading, principle, kind, clauses: [] });

/** Gives a draft that begins with the site's principles, with one of its charters (its id), or with nothing. */
export function begun(from, data) {
  const draft = blank(data);
  const charter = data.charters.find(({ id }) => id === from);
  if (charter) {
    const some = charter.sections.some(({ on_poster }) => on_poster); // what its owner puts on a wall is the best beginning
    draft.from = charter.id;
    draft.opening = charter.opening;
    draft.language = languageOf(charter.language, data);
    draft.sections = charter.sections.map((section) => ({
      ...emptySection(section.heading, "", section.kind),
      clauses: section.clauses.map((clause) => ({ ...taken(clause), on: !some || section.on_poster })),
    }));
    for (const section of draft.sections) section.principle = sharedPrinciple(section);
  } else if (from === MARKS) {
    draft.from = from;
    draft.sections = data.principles.map(({ id, title, summary }) => ({
      ...emptySection(title, id, data.kind),
      clauses: [{ ...emptyClause(false), text: summary, principles: [id] }],
    }));
  } else {
    draft.sections = [{ ...emptySection("", "", data.kind), clauses: [emptyClause()] }];
  }
  return tidy(draft, data);
}

/** Takes a clause of a charter. One that ends its sentence before it says how stands for itself: it is no “We will”. */
function taken(clause) {
  const three = Boolean(clause.so || clause.by.length);
  return { ...emptyClause(), ...structuredClone(clause), three, stated: three && /[.!?\u2026\u061f\u06d4\u0964]$/u.test(clause.text.trim()) };
}

function blank(data) {
  return { v: VERSION, from: "", who: data.makers[0].id, name: "", title: "", opening: "", place: "", date: "", language: data.locales[0][0], layout: "list", size: "fit", colour: "", marks: true, logo: "", logoAlt: "", summary: "", sections: [] };
}

/** Gives the principle that all clauses of a section share, if there is one and they have no other. */
function sharedPrinciple({ clauses }) {
  const all = new Set(clauses.flatMap(({ principles }) => principles));
  return all.size === 1 && clauses.every(({ principles }) => principles.length) ? [...all][0] : "";
}

/** Gives a draft that can be trusted, made of anything whatever; null where that is no draft at all. */
export function tidy(value, data) {
  if (!isObject(value) || value.v !== VERSION || !Array.isArray(value.sections)) return null;
  const ids = new Set(data.principles.map(({ id }) => id));
  const kinds = new Set(optionsOf(data, "sections[].kind").map(([id]) => id));
  const only = (found) => [...new Set(list(found).filter((id) => ids.has(id)))];
  const oneOf = (found, known) => (known.includes(found) ? found : known[0]);
  let room = MOST.clauses;
  const clause = (found) => ({
    key: named(),
    on: found.on !== false,
    three: found.three === true,
    stated: found.three === true && found.stated === true,
    text: line(found.text, MOST.text),
    by: list(found.by).slice(0, MOST.by).map((way) => line(way, MOST.by_text)).filter(Boolean),
    so: line(found.so, MOST.so),
    principles: only(found.principles),
  });
  const section = (found) => {
    const clauses = list(found.clauses).filter(isObject).slice(0, room).map(clause);
    room -= clauses.length;
    const principle = ids.has(found.principle) ? found.principle : "";
    return { key: named(), heading: line(found.heading, MOST.line), principle, kind: kinds.has(found.kind) ? found.kind : data.kind, clauses };
  };
  return {
    v: VERSION,
    from: value.from === MARKS || data.charters.some(({ id }) => id === value.from) ? value.from : "",
    who: oneOf(value.who, data.makers.map(({ id }) => id)),
    name: line(value.name, MOST.name),
    title: line(value.title, MOST.title),
    opening: line(value.opening, MOST.opening),
    place: line(value.place, MOST.place),
    date: isDate(value.date) ? value.date : "",
    language: languageOf(value.language, data),
    layout: oneOf(value.layout, LAYOUTS),
    size: oneOf(value.size, SIZES),
    colour: value.colour === "ink" || ids.has(value.colour) ? value.colour : "",
    marks: value.marks !== false,
    logo: typeof value.logo === "string" && value.logo.length <= MOST.logo && LOGO.test(value.logo) ? value.logo : "",
    logoAlt: line(value.logoAlt, MOST.line),
    summary: line(value.summary, MOST.summary),
    sections: value.sections.filter(isObject).slice(0, MOST.sections).map(section),
  };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value) => (Array.isArray(value) ? value : []);

/** Gives a text on one line, without characters that no record may hold, cut to a length. */
export function line(value, most) {
  if (typeof value !== "string") return "";
  // Control characters, half characters, and those that turn the direction of what follows.
  // eslint-disable-next-line no-control-regex
  const clean = value.slice(0, most * 4).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "").replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g, "");
  return [...clean.replace(/\s+/gu, " ")].slice(0, most).join("");
}

/** Says by how much a text is longer than what is kept of it; empty where all of it is. */
export function over(value, most) {
  const length = [...value.trim().replace(/\s+/gu, " ")].length;
  return length > most ? `This has ${length.toLocaleString("en-GB")} characters, and there is room for ${most.toLocaleString("en-GB")}: what comes after is left out.` : "";
}

function isDate(value) {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith("0000")) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

function languageOf(code, data) {
  return data.locales.some(([known]) => known === code) ? code : data.locales[0][0];
}

/** Says whether a language is written from right to left. */
export const isRtl = (code, data) => data.locales.find(([known]) => known === code)?.[1] === "rtl";

/** Gives the draft without what is for the page alone: as it is kept. */
export function kept(draft) {
  const bare = ({ key, ...rest }) => rest;
  return { ...draft, sections: draft.sections.map((section) => ({ ...bare(section), clauses: section.clauses.map(bare) })) };
}

/** Gives the draft as it goes into a link: what is ticked, and no logo. */
export function shared(draft) {
  const whole = kept(draft);
  const sections = whole.sections.map((section) => ({ ...section, clauses: section.clauses.filter(isSaid) }));
  return { ...whole, logo: "", logoAlt: "", sections: sections.filter(({ clauses }) => clauses.length) };
}

/** Says whether a clause is on the sheet: ticked, and something in it. */
export const isSaid = ({ on, text, by, so, three }) => on && Boolean(text.trim() || (three && (so.trim() || by.length)));

/** Gives what is on the sheet: sections with their clauses, numbered through. */
export function said(draft) {
  let number = 0;
  return draft.sections
    .map((section) => ({ ...section, clauses: section.clauses.filter(isSaid).map((clause) => ({ ...clause, number: (number += 1) })) }))
    .filter(({ clauses }) => clauses.length);
}

/** Gives a clause's parts as they are read: what it promises, how, and what comes of it, with the words of the form. */
export function phrased(clause, draft, data) {
  const words = wordsOf(draft, data);
  const text = clause.text.trim();
  if (!clause.three) return { text, by: [], lead: "", opening: "", so: "" };
  const starts = (value, word) => value.toLowerCase().startsWith(word.toLowerCase());
  const so = clause.so.trim();
  const leads = words.own_we_will && text && !clause.stated && !starts(text, `${words.own_we_will.split(" ")[0]} `);
  const promise = leads ? `${words.own_we_will} ${small(text, draft)}` : text;
  const by = clause.by.map((way) => (words.by && starts(way.trim(), `${words.by} `) ? way.trim().slice(words.by.length).trim() : way.trim())).filter(Boolean);
  const lead = by.length ? (clause.stated ? upper(words.by) : words.by) : "";
  if (so && words.so && starts(so, words.so)) return { text: promise, by, lead, opening: so.slice(0, words.so.length), so: so.slice(words.so.length) };
  if (so && words.so_can) return { text: promise, by, lead, opening: words.so_can, so: ` ${small(so, draft)}` };
  return { text: promise, by, lead, opening: "", so };
}

/** Gives the words that the sheet adds, in the language of the charter; empty where the site does not have them in it. */
export function wordsOf(draft, data) {
  const none = Object.fromEntries(Object.keys(data.words.en).map((name) => [name, ""]));
  return { ...none, ...data.words[draft.language.split("-")[0]] };
}

/** Begins with a small letter, unless the first word is an abbreviation or “I”, or the language has capitals within sentences. */
const small = (text, { language }) => (/^(?:de|lb)\b/.test(language) || /^\p{Lu}(?:\p{Lu}|\s|['’])/u.test(text) ? text : text.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase()));

const upper = (text) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Gives the title as it stands on the sheet: one's own, or in the charter's language what such a charter is called. */
export function titleOf(draft, data) {
  const [title, name] = [draft.title.trim(), draft.name.trim()];
  if (title) return title;
  if (!draft.language.startsWith("en")) return wordsOf(draft, data).own_title || name || "–"; // a name bends in many languages
  return name ? `The charter of ${name}` : "Our charter";
}

/** Gives the name of a file: of the title or, where that says nothing in the letters of file names, of whose charter it is. */
export function nameOfFile(draft, data, ending) {
  const [title, name] = [draft.title.trim(), draft.name.trim()];
  const called = title ? identifier(title) : identifier(name) && identifier(draft.language.startsWith("en") ? titleOf(draft, data) : name);
  return `${called || nameless(data.rules.singular, title || name || titleOf(draft, data))}.${ending}`;
}

/** Says where a charter comes from: the site, and the charter that one began with. */
export function originOf(draft, data) {
  const from = data.charters.find(({ id }) => id === draft.from);
  return [data.site, from ? `${wordsOf(draft, data).own_based_on} ${from.title}`.trim() : ""].filter(Boolean).join("  ·  ");
}

/** Gives what the form of a charter's record offers for a field, as pairs of id and label. */
function optionsOf(data, path) {
  const found = [];
  const look = (parts) => parts.forEach((part) => (part.parts ? look(part.parts) : part.path === path && found.push(...(part.options ?? []))));
  look(data.rules.sections.flatMap(({ parts }) => parts));
  return found;
}

/** Gives the record of the charter, as an editor puts it among the site's: a draft, in the order of the schema. */
export function record(draft, data, now = new Date()) {
  const title = titleOf(draft, data);
  const owner = draft.name.trim();
  const year = draft.date.slice(0, 4) || String(now.getFullYear());
  const clauses = said(draft).flatMap((section) => section.clauses);
  const before = data.charters.find(({ id }) => id === draft.from);
  const sections = said(draft).map((section) => ({
    heading: section.heading.trim() || title,
    kind: section.kind,
    statements: section.clauses.map((clause) => {
      const { text, by, opening, so } = phrased(clause, draft, data);
      return { text, by, so: `${opening}${so}`.trim(), principles: principlesOf(section, clause) };
    }),
  }));
  const answers = {
    title,
    short_title: cut(title, 60),
    version: year,
    ...(draft.date ? { adopted_on: draft.date } : { adopted_year: year }),
    owner,
    area: draft.place.trim(),
    language: draft.language,
    summary: draft.summary.trim() || summaryOf(owner, clauses.length),
    aspiration: draft.opening.trim(),
    unofficial: "false",
    principles: [...new Set(sections.flatMap(({ statements }) => statements.flatMap(({ principles }) => principles)))],
    sections,
    sources: [{ title, publisher: owner, year }, ...(before ? [{ title: before.title, publisher: before.owner, year: before.year ? String(before.year) : "" }] : [])],
  };
  return recordOf(answers, data.rules, now);
}

const summaryOf = (owner, count) => cut(`What ${owner || "we"} ${owner ? "has" : "have"} agreed on, in ${count} ${count === 1 ? "clause" : "clauses"}.`, 280);

export const principlesOf = (section, clause) => [...new Set([...clause.principles, ...(clause.principles.length || !section.principle ? [] : [section.principle])])];

function cut(text, most) {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join("").trimEnd()}…`;
}

/** Gives the date as people write it, in the language of the charter. */
export function dateOf(draft) {
  if (!draft.date) return "";
  return new Date(`${draft.date}T00:00:00Z`).toLocaleDateString(draft.language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Gives the blocks of the Word document. Which principles a clause serves is said at its end, whatever that is. */
export function wordOf(draft, data) {
  const title = titleOf(draft, data);
  const blocks = [{ kind: "heading", level: 1, text: title }];
  const name = draft.name.trim();
  const about = [title.includes(name) ? "" : name, draft.place.trim() === name ? "" : draft.place.trim(), dateOf(draft)].filter(Boolean).join(" · ");
  if (about) blocks.push({ kind: "paragraph", text: about });
  if (draft.opening.trim()) blocks.push({ kind: "paragraph", text: draft.opening.trim() });
  for (const section of said(draft)) {
    if (section.heading.trim()) blocks.push({ kind: "heading", level: 2, text: section.heading.trim() });
    for (const clause of section.clauses) {
      const { text, by, lead, opening, so } = phrased(clause, draft, data);
      const parts = [{ kind: "item", number: true, strong: Boolean(so), text: text + (lead ? ` ${lead}` : "") }];
      for (const way of by) parts.push({ kind: "item", level: 1, text: way });
      if (so) parts.push({ kind: "paragraph", text: `${opening}${so}` });
      const serves = draft.marks ? data.principles.filter(({ id }) => clause.principles.includes(id) && id !== section.principle).map(({ title }) => title) : [];
      if (serves.length) parts.at(-1).text += ` (${serves.join(", ")})`;
      blocks.push(...parts);
    }
  }
  const words = wordsOf(draft, data);
  if (words.own_signatures) blocks.push({ kind: "paragraph", text: `${words.own_signatures}: ______________________________    ${words.own_date}: ${dateOf(draft) || "______________"}` });
  blocks.push({ kind: "paragraph", text: originOf(draft, data) });
  return { title, blocks, language: draft.language, rtl: isRtl(draft.language, data) };
}
