// Writes a record as YAML that the strict reader (source.py) reads back exactly as it was typed: no tags, no anchors, every
// value a text. A value is plain where nothing in it could mean something to YAML, a block where it has lines or is long,
// and otherwise between double quotes on one line, in which nothing means anything.

const PLAIN = /^[\p{L}][\p{L}\p{N} ,.()/’‘–-]*$/u;
const TYPED = /^(-?\d{1,15}(\.\d{1,15})?|\d{4}-\d{2}-\d{2}|\d{4}-\d{2})$/;
const MEANS_SOMETHING = new Set(["true", "false", "yes", "no", "on", "off", "null", "y", "n"]);
const WIDTH = 100;

/**
 * Gives the YAML of a record.
 * @param {object} record what each key holds: a text, a list of texts, or a list of such records; empty ones are left out
 * @param {object} how `modeline`: a comment for the first line; `isTyped(path)`: whether the value at a path is a number,
 *   a date or a truth, which is written bare
 */
export function yaml(record, { modeline = "", isTyped = () => false } = {}) {
  const lines = [...(modeline ? [modeline] : []), ...mapping(record, 0, "", isTyped)];
  return `${lines.join("\n")}\n`;
}

function mapping(record, depth, path, isTyped) {
  const lines = [];
  for (const [key, value] of Object.entries(record)) {
    if (isEmpty(value)) continue;
    const here = path ? `${path}.${key}` : key;
    if (Array.isArray(value)) {
      lines.push(`${pad(depth)}${key}:`);
      for (const item of value) lines.push(...entry(item, depth + 1, `${here}[]`, isTyped));
    } else {
      lines.push(...scalar(`${pad(depth)}${key}: `, lined(value), depth + 1, isTyped(here)));
    }
  }
  return lines;
}

function entry(item, depth, path, isTyped) {
  if (typeof item === "string") return scalar(`${pad(depth)}- `, lined(item), depth + 1, isTyped(path));
  const lines = mapping(item, depth + 1, path, isTyped);
  if (!lines.length) return [];
  lines[0] = `${pad(depth)}- ${lines[0].slice(pad(depth + 1).length)}`;
  return lines;
}

/** Gives the lines of one value; `before` is what stands in front of it on its first line. */
function scalar(before, text, depth, typed) {
  if (typed && (TYPED.test(text) || MEANS_SOMETHING.has(text))) return [before + text];
  const short = [...text].length <= WIDTH;
  if (short && PLAIN.test(text) && !text.endsWith(" ") && !MEANS_SOMETHING.has(text.toLowerCase())) return [before + text];
  if (fitsBlock(text)) {
    const ends = text.endsWith("\n");
    const body = (ends ? text.slice(0, -1) : text).split("\n");
    return [`${before}|${ends ? "" : "-"}`, ...body.map((line) => (line ? pad(depth) + line : ""))];
  }
  if (!short && fitsFolding(text)) return [`${before}>-`, ...folded(text).map((line) => pad(depth) + line)];
  return [before + quoted(text)];
}

/** Says whether a text can stand as a literal block: several lines, of which none is only spaces, the first not indented. */
function fitsBlock(text) {
  return text.includes("\n") && /^[^\s]/u.test(text) && !/\n\n$/.test(text) && !/^[ \t]+$/m.test(text) && !STRANGE_SPACE.test(text);
}

/** Says whether a text of one line can be folded: every space stands alone between two words. */
function fitsFolding(text) {
  return !/[\n\t]/.test(text) && !/^ | $| {2}/.test(text) && !STRANGE_SPACE.test(text);
}

const STRANGE_SPACE = /[\u0085\u2028\u2029]/;

function folded(text) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}

function quoted(text) {
  const codes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" };
  return `"${text.replace(/[\\"\n\t]/g, (sign) => codes[sign])}"`;
}

const pad = (depth) => "  ".repeat(depth);

/** Writes line ends as the reader does. */
const lined = (value) => String(value).replace(/\r\n?/g, "\n");

function isEmpty(value) {
  return value === "" || value === null || value === undefined || (Array.isArray(value) && !value.some(isSomething));
}

function isSomething(item) {
  return typeof item === "string" ? item !== "" : Object.values(item).some((value) => !isEmpty(value));
}
