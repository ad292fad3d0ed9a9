// Looks for what could lead to a person, as far as a browser can: the same as check/traces.py, names.py and counts.py, which
// look for more. The words come from data/safeguarding.yml, through publish/contribute.py.

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";
const DATE = `(?:[0-3]?[0-9](?:st|nd|rd|th)?(?: of)? ${MONTH}(?![a-z])|${MONTH} [0-3]?[0-9](?![0-9])|${MONTH},? [0-9]{4}|[0-3]?[0-9][./-][01]?[0-9][./-][0-9]{2,4}|[0-9]{4}-[01]?[0-9]-[0-3]?[0-9])(?:,? [0-9]{4})?`;

const SPACE = "[ \\t\\n\\u00a0]{1,4}";
const WORD = "\\p{L}[\\p{L}\\p{N}_'’-]{0,40}";
const NAME = "(?<![\\p{L}\\p{N}_'’-])\\p{Lu}\\p{L}{0,30}(?:['’-]\\p{L}{1,30}){0,3}";
const END = "(?![\\p{L}\\p{N}_'’-])";
const START = "(?<![\\p{L}\\p{N}_-])";
const ROUND_ABOUT = 40;
const NEAR = 200;
const SENTENCE_END = /[.!?:;][ \n]|\0/;

/** Stands between texts that are looked at together; no pattern goes over it. */
export const BETWEEN = "\0";

const AT = "[ \\t]?[\\[({][ \\t]?at[ \\t]?[\\])}][ \\t]?";
const POINT = "(?:[ \\t]?[\\[({][ \\t]?dot[ \\t]?[\\])}][ \\t]?|[ \\t]dot[ \\t])";

const NO_KIND = ["and", "or", "for", "with", "in", "to", "by", "of", "per", "from", "the", "a", "an", "as", "at", "on", "than", "that", "which", "who", "whose", "then", "if", ...NUMBERS, "hundred", "thousand", "people", "men", "women"];
const SHARES = ["in", "out", "of", "per", "percent", "hundred", "thousand", "quarter", "third", "half"];
const SINGLE = "(?:(?<=only )|(?<=just ))one|1";
const OURS = `(?:the|these|those|our|its|their|his|her|my)${SPACE}`;
const TOTAL = `(?!10{1,3}(?![0-9]))[0-9]{2,4}${SPACE}`;
const WHOLE = `(?:${NUMBERS.join("|")}|[0-9])${SPACE}`;
const OF = `(?:out${SPACE})?of${SPACE}(?:${OURS}(?:${WHOLE})?)?(?:${TOTAL})?`;
const ALONE = `(?:[.,;:!?)\0]|$|${SPACE}(?:who|whom|whose|that|with|without|in|to|from|of|on|at|and|but|was|is|has|had|left)(?![\\p{L}\\p{N}_'’-]))`;
const OPENERS = "After|And|As|At|Because|Before|But|For|From|If|In|Now|Once|Or|Since|So|Then|Though|Today|Until|When|Where|While|With|Yet";
const ASIDE = `(?:\\((?:out${SPACE})?of${SPACE}[^()\0]{1,30}\\)${SPACE})?`;
const PLURAL = "(?<![^su]s)";

export class Traces {
  constructor(words) {
    const names = new Names(words);
    const counts = new Counts(words);
    this.ways = [
      matching("an e-mail address", "(?<![\\w.+%-])[\\w.+%-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}"),
      matching("an e-mail address", `(?<![\\w.+%-])[\\w.+%-]{1,64}(?:${AT}[\\w-]{1,63}(?:(?:\\.|${POINT})[\\w-]{1,63}){1,5}|(?:[ \\t]at[ \\t]|@)[\\w-]{1,63}(?:${POINT}[\\w-]{1,63}){1,5})`, "giu"),
      matching("a telephone number", "(?<![\\w.,£$€/-])(?:\\+|00)?\\(?[0-9](?:[ \\u00a0.()-]{0,2}[0-9]){7,14}(?![\\w/-]|[.,][0-9])", "gu", isPhone),
      matching("a postcode", "(?<![\\w-])[A-PR-UWYZ][A-Z]?[0-9][A-Z0-9]?[ \\u00a0]?[0-9][ABD-HJLNP-UW-Z]{2}(?![\\w-])"),
      matching("a date of birth", `${START}(?:${any(words.birth)})(?![\\w-])[^\\w\\n]{0,4}(?:(?:on|in|is|was) )?(?:the )?${DATE}`, "giu"),
      (text) => names.find(text),
      (text) => counts.find(text),
    ];
  }

  /** Gives each thing found in a text, with the words and what they look like; none begins within another. */
  find(text) {
    const parted = text.replace(/\n\n/g, `\n${BETWEEN}`); // nothing goes on over an empty line
    const without = parted.replace(/https?:\/\/\S+/g, (address) => " ".repeat(address.length));
    const found = this.ways.flatMap((look) => [...look(without)]).sort((one, other) => one.start - other.start || other.text.length - one.text.length);
    let end = 0;
    return found.filter((trace) => {
      if (trace.start < end) return false;
      end = trace.start + trace.text.length;
      return true;
    });
  }
}

/** Small counts, as check/counts.py finds them. */
class Counts {
  constructor({ smallest_count: smallest, one, many, cohort, numbered }) {
    const whom = kinds(cohort);
    const small = any([...NUMBERS.slice(2, smallest), ...NUMBERS.map((_, number) => String(number)).slice(2, smallest)]);
    const [singular, plural] = [any(one), any(many)];
    const ofMany = `${OF}${whom}(?:${plural})`;
    const before = "(?<![\\p{L}\\p{N}_.,:/£$€%-])";
    const counted = `${SPACE}(?!(?:${any([...SHARES, ...many])})${END})(?:was|has|[a-z][a-z-]{1,24}${PLURAL})${END}`;
    const ofCohort = cohort.length ? `(?:${OF})?(?:${any(cohort)})(?:${SPACE})?[0-9]{1,2}s` : "(?!)";
    this.patterns = [
      `${before}(?:${small})${SPACE}(?:${ASIDE}(?:${ofMany}|(?:${OURS})?${whom}(?:${plural}))|${ofCohort})${END}`,
      `${before}a${SPACE}(?:couple|pair)${SPACE}of${SPACE}(?:${OURS})?${whom}(?:${plural})${END}`,
      `${START}(?<!not )(?<!never )(?<!without )(?:${OURS}only|a${SPACE}single)${SPACE}${whom}(?:${singular})(?=${ALONE})`,
      `${before}(?:${SINGLE})${SPACE}${ASIDE}(?:${ofMany}|${whom}(?:${singular}))${END}`,
      `${START}(?:of|among|amongst)${SPACE}${OURS}(?:${TOTAL})?${whom}(?:${plural})(?:${SPACE}[^.,;:()\0]{1,80},|,)?${SPACE}(?:(?:only|just)${SPACE})?(?:${SINGLE}|${small})(?=${counted})`,
    ].map((pattern) => new RegExp(pattern, "giu"));
    this.numbered = new RegExp(`${START}(?:${any(numbered)})(?:${SPACE}[0-9]{1,2}(?:,?${SPACE}(?:and|to|or))?)?${SPACE}$`, "iu");
    this.each = new RegExp(`${START}(?:each|every)(?![\\p{L}\\p{N}_-])[^.;:\0]{0,30}?${SPACE}(?:has|have|had|with|takes?|holds?|gets?|sees?|of|for)${SPACE}$`, "iu");
    const number = `(?:${any(NUMBERS)}|(?:a${SPACE})?hundred|thousand|[0-9])`;
    const share = `(?:in|out${SPACE}of)${SPACE}(?:every${SPACE})?`;
    this.shareBefore = new RegExp(`${number}${SPACE}${share}$`, "iu");
    this.shareAfter = new RegExp(`^${SPACE}(?:${share}(?:${number}|a${SPACE}hundred)|per\\b|at${SPACE}a${SPACE}time)`, "iu");
  }

  *find(text) {
    for (const pattern of this.patterns) {
      for (const { 0: words, index: start } of text.matchAll(pattern)) {
        const before = text.slice(Math.max(start - ROUND_ABOUT, 0), start);
        if (this.numbered.test(before) || this.each.test(before) || this.shareBefore.test(before) || this.shareAfter.test(text.slice(start + words.length))) continue;
        yield { start, text: words, looks: "a count small enough to single somebody out" };
      }
    }
  }
}

function kinds(cohort) {
  const kind = `(?!(?:${any(NO_KIND)})${END})[a-z][a-z-]{1,24}${PLURAL}${SPACE}`;
  const more = `(?:(?:${SPACE}(?:and|or|to)${SPACE}|[/–-])(?:(?:${any(cohort)})(?:${SPACE})?)?[0-9]{1,2})?`;
  return `(?:${kind}){0,2}(?:(?:${any(cohort)})(?:(?:${SPACE})?[0-9]{1,2}${more})?${END}${SPACE}(?:${kind})?)?`;
}

/** Names of people, as check/names.py finds them. */
class Names {
  constructor({ one, many, title, naming, family, role, institution, cohort, known, "first-name": given }) {
    this.institutions = new Set(institution.map((word) => word.toLowerCase()));
    this.given = new Set(given.map(bare));
    this.known = new Set(known.map(beginning));
    const names = `(?<name>${NAME}(?:${SPACE}${NAME}){0,3})`;
    this.titled = new RegExp(`(?<![\\p{L}\\p{N}_'’-])(?:${any(title)})\\.?${SPACE}${names}`, "gu");
    this.called = new RegExp(`${START}(?:${any([...one, ...family])}),?${SPACE}(?:who${SPACE}(?:is|was)${SPACE})?(?:${any(naming)})${SPACE}${names}`, "gu");
    this.aged = new RegExp(
      `(?<name>${NAME}(?:${SPACE}${NAME}){0,2})(?:,${SPACE}|${SPACE}\\(|,?${SPACE}(?:who${SPACE})?(?:is|was)${SPACE})` +
        `(?:aged?${SPACE}[0-9]{1,2}(?![0-9])|(?:an?${SPACE})?[0-9]{1,2}[ -]years?[ -]old)(?![ \\t\\n]{0,2}(?:to|or|and|–|-)[ \\t\\n]{0,2}(?:[0-9]|over|above|under))`,
      "gu",
    );
    this.people = new Set([...one, ...many]);
    this.related = new RegExp(`${START}[Mm]y${SPACE}(?:${any(family)}),?${SPACE}${names}`, "gu");
    this.pair = new RegExp(`${NAME}${SPACE}(?=\\p{Lu})`, "gu");
    this.whole = new RegExp(`${NAME}${SPACE}${NAME}(?:${SPACE}${NAME}){0,2}`, "uy");
    this.surname = new RegExp(`${NAME}${SPACE}(${WORD})`, "uy");
    this.apposed = new RegExp(`${START}(?:${any([...one, ...family])}),?${SPACE}$`, "u");
    this.employed = new RegExp(`${START}(?:${any(role)})s?,?${SPACE}$`, "iu");
    this.employedAfter = new RegExp(
      `^(?:(?:,${SPACE}|${SPACE}\\(|${SPACE}(?:is|was|as)${SPACE})(?:(?:the|a|an|our|its|their)${SPACE})?(?:[a-z-]{2,20}${SPACE}){0,2}|${SPACE})(?:${any(role)})${END}`,
      "iu",
    );
    this.near = new RegExp(`${START}(?:${any([...one, ...many, ...family])})(?![\\p{L}\\p{N}_-])`, "iu");
    this.inYear = new RegExp(
      `^(?:,${SPACE}|${SPACE}\\(|${SPACE}(?:in|from|of)${SPACE}|,?${SPACE}(?:who${SPACE})?(?:is|was)${SPACE}in${SPACE})(?:${any(cohort)})(?:${SPACE})?[0-9]{1,2}(?![0-9])`,
      "iu",
    );
    this.titles = new Set(title);
    this.ourEmployed = new RegExp(`${START}(?:our|the|an?|its|their|his|her|my|then|new|former)${SPACE}(?:${any(role)})${SPACE}$`, "iu");
    // Given names alone, as check/given.py finds them.
    this.alone = new RegExp(`(?<![\\p{L}\\p{N}_'’-])\\p{Lu}\\p{L}{1,30}(?:-\\p{Lu}\\p{L}{1,30})?(?![\\p{L}\\p{N}_-])(?![ \\n\\u00a0]\\p{Lu})`, "gu");
    this.partOfMore = new RegExp(`(?<![\\p{L}\\p{N}_'’-])(?!(?:${OPENERS})[^\\p{L}\\p{N}_])\\p{Lu}[\\p{L}\\p{N}_'’-]{0,40}\\.?[ \\n\\u00a0]$`, "u");
    this.afterWord = new RegExp(`(?<![\\p{L}\\p{N}_'’-])(?:${any([...one, ...family])}),?${SPACE}\\(?$`, "iu");
    this.owns = new RegExp(`^['’]s?${SPACE}(?:[a-z-]{2,12}${SPACE})?(?:${any(family)})s?${END}`, "iu");
    this.isOne = new RegExp(
      `^(?:,${SPACE}(?:who${SPACE}(?:is|was)${SPACE})?|${SPACE}\\(|${SPACE}(?:is|was)${SPACE})(?:an?|our|the|one${SPACE}of${SPACE}(?:our|the))${SPACE}` +
        `(?:[\\p{L}\\p{N}_-]{1,20}${SPACE}){0,3}(?:${any([...one, ...many])})${END}`,
      "iu",
    );
    this.year = new RegExp(`^(?:,${SPACE}|${SPACE}\\(|${SPACE}in${SPACE})(?:${any(cohort)})(?:${SPACE})?[0-9]{1,2}(?![0-9])`, "iu");
  }

  *find(text) {
    for (const found of text.matchAll(this.titled)) yield* this.#unlessPlace(text, found);
    for (const found of text.matchAll(this.called)) yield* this.#unlessPlace(text, found);
    for (const found of text.matchAll(this.aged)) {
      const isOne = !this.people.has(found.groups.name.split(/\s/)[0].toLowerCase());
      if (isOne) yield* this.#unlessPlace(text, found, found.index + found.groups.name.length, "somebody's name and age");
    }
    for (const found of text.matchAll(this.related)) {
      const words = found.groups.name.split(/\s+/);
      if (words.length > 1 || this.#isGiven(words[0])) yield* this.#unlessPlace(text, found);
    }
    for (const { 0: pair, index: start } of text.matchAll(this.pair)) {
      const first = pair.trim();
      if (this.titles.has(first)) continue;
      const name = this.#apposition(text, start, first) || (this.#isGiven(first) && this.#beside(text, start));
      if (name && !this.known.has(beginning(name))) yield { start, text: name, looks: "a person's name" };
    }
    yield* this.#alone(text);
  }

  *#alone(text) {
    for (const { 0: name, index: start } of text.matchAll(this.alone)) {
      const end = start + name.length;
      if (!this.#isGiven(name) || this.#isPlace(name, text, end)) continue;
      const before = text.slice(Math.max(start - ROUND_ABOUT, 0), start);
      const after = text.slice(end, end + NEAR);
      const isBeside = !this.partOfMore.test(before) && (this.owns.test(after) || this.isOne.test(after) || this.year.test(after));
      if (this.afterWord.test(before) || isBeside) yield { start, text: name, looks: "a person's name" };
    }
  }

  *#unlessPlace(text, { 0: words, index: start, groups: { name } }, end = start + words.length, looks = "a person's name") {
    if (!this.#isPlace(name, text, end)) yield { start, text: words, looks };
  }

  #apposition(text, start, first) {
    const before = text.slice(Math.max(start - ROUND_ABOUT, 0), start);
    const isEmployed = this.ourEmployed.test(before) || (this.#isGiven(first) && this.employed.test(before));
    if (!this.apposed.test(before) && !isEmployed) return "";
    this.whole.lastIndex = start;
    const name = this.whole.exec(text)?.[0] ?? "";
    return name && !this.#isPlace(name, text, start + name.length) ? name : "";
  }

  #beside(text, start) {
    this.surname.lastIndex = start;
    const found = this.surname.exec(text);
    if (!found) return "";
    const [name, last] = found;
    const end = start + name.length;
    if (this.#isPlace(last, text, end)) return "";
    return this.near.test(sentence(text, start, end)) || this.employedAfter.test(text.slice(end, end + NEAR)) || this.inYear.test(text.slice(end, end + NEAR)) ? name : "";
  }

  /** Says whether a word is a given name, with or without its accents, or the first of two with a hyphen. */
  #isGiven(word) {
    const plain = bare(word);
    return this.given.has(plain) || this.given.has(plain.split("-")[0]);
  }

  #isPlace(name, text, end) {
    const parts = name.match(new RegExp(WORD, "gu")) ?? [];
    return parts.some((word) => this.#isInstitution(word)) || this.#goesOn(text, end);
  }

  #isInstitution(word) {
    return this.institutions.has(word.toLowerCase().replace(/['’]s$/, ""));
  }

  /** Says whether one of the next three words makes a name that of an organisation. */
  #goesOn(text, end) {
    const next = new RegExp(`[ \\n\\u00a0](${WORD})`, "uy");
    next.lastIndex = end;
    for (let number = 0; number < 3; number += 1) {
      const word = next.exec(text)?.[1];
      if (!word) return false;
      if (this.#isInstitution(word)) return true;
      if (!/^\p{Lu}/u.test(word)) return false;
    }
    return false;
  }
}

/** Writes a word in small letters, without accents. */
function bare(word) {
  return word.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/** Gives the first two words of a name, by which it is known again. */
function beginning(name) {
  return bare(name).split(/\s+/).slice(0, 2).join(" ");
}

/** Gives what stands around a place, as far as its sentence goes and not too far. */
function sentence(text, start, end) {
  const before = text.slice(Math.max(start - NEAR, 0), start).split(SENTENCE_END).at(-1);
  return `${before} ${text.slice(end, end + NEAR).split(SENTENCE_END)[0]}`;
}

/** Makes a way to look: all that a pattern finds and that fits. */
function matching(looks, pattern, flags = "gu", fits = () => true) {
  const compiled = new RegExp(pattern, flags);
  return (text) => [...text.matchAll(compiled)].filter(([found]) => fits(found)).map((found) => ({ start: found.index, text: found[0], looks }));
}

function isPhone(text) {
  let digits = text.replace(/\D/g, "");
  if (text.startsWith("0.")) return false;
  if (text.startsWith("+") || digits.startsWith("00")) {
    digits = digits.replace(/^00/, "");
    return digits.length >= 9 && digits.length <= 15 && !/^44[38]/.test(digits);
  }
  digits = digits.replace(/^44/, "0");
  return /^0[127]/.test(digits) && (digits.length === 10 || digits.length === 11);
}

/** Gives a pattern for any of the words, the longest first, with any space between their parts; without any it finds nothing. */
function any(words) {
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return words.toSorted((one, other) => other.length - one.length).map((word) => word.split(" ").map(escaped).join("[ \\t\\n]{1,4}")).join("|") || "(?!)";
}
