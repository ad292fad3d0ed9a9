// Writes a Word document in the browser: headings, paragraphs, and values in content controls, each with its name as the
// control's tag, so that `charterkit import` reads them back. A .docx is a zip of XML (ECMA-376); files are stored in it as
// they are, with a fixed date, so that the same blocks give the same bytes.
//
// Blocks: { kind: "heading", level, text }, { kind: "paragraph", text, style? }, { kind: "field", label, tag, text },
// { kind: "entry", tag, title?, blocks }, { kind: "item", text, level?, number? } (of a list: a number where it has one, a
// dash otherwise). Texts are plain; a line end in one is a new paragraph.

import { crc32 } from "./crc32.js";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/**
 * Gives the bytes of a document.
 * @param {object} document `title`, `blocks`, `language` (a BCP 47 tag) and `rtl` (written from right to left)
 */
export function docx({ title, blocks, language = "en-GB", rtl = false }) {
  const writer = new Writer(rtl);
  const body = blocks.map((block) => writer.block(block)).join("");
  const lists = writer.lists ? [["numbering", "numbering.xml"]] : [];
  return zip([
    ["[Content_Types].xml", contentTypes(lists)],
    ["_rels/.rels", relations([["officeDocument", "word/document.xml"], ["metadata/core-properties", "docProps/core.xml"]])],
    ["docProps/core.xml", core(title, language)],
    ["word/document.xml", `${HEAD}<w:document ${W}><w:body>${body}${writer.page()}</w:body></w:document>`],
    ["word/styles.xml", styles(language)],
    ["word/_rels/document.xml.rels", relations([["styles", "styles.xml"], ...lists])],
    ...lists.map(([, name]) => [`word/${name}`, numbering()]),
  ]);
}

export const DOCX = `${OFFICE}.document`;

class Writer {
  constructor(rtl) {
    this.rtl = rtl;
    this.controls = 0;
    this.lists = false;
  }

  block(block) {
    if (block.kind === "heading") return this.paragraph(block.text, `Heading${block.level}`);
    if (block.kind === "paragraph") return this.paragraphs(block.text, block.style);
    if (block.kind === "item") return this.item(block);
    if (block.kind === "field") return this.paragraph(block.label, "FieldLabel") + this.control(block.tag, block.label, this.paragraphs(block.text));
    const title = block.title ? this.paragraph(block.title, "Heading3") : "";
    return this.control(block.tag, block.title ?? block.tag, title + block.blocks.map((inner) => this.block(inner)).join("") || this.paragraph(""));
  }

  /** Puts blocks into a content control; its tag may be 64 characters long, its title too. */
  control(tag, title, inner) {
    this.controls += 1;
    const cut = (text) => escaped([...text].slice(0, 64).join(""));
    return `<w:sdt><w:sdtPr><w:alias w:val="${cut(title)}"/><w:tag w:val="${cut(tag)}"/><w:id w:val="${this.controls}"/></w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
  }

  paragraphs(text, style = "") {
    return text.replace(/\r\n?/g, "\n").split("\n").map((line) => this.paragraph(line, style)).join("");
  }

  /** Writes an item of a list; `strong` sets it in bold. Numbers go on through the document. */
  item({ text, level = 0, number = false, strong = false }) {
    this.lists = true;
    const listed = `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${number ? 1 : 2}"/></w:numPr>`;
    return this.paragraph(text.replace(/\s+/g, " "), number ? "ListNumber" : "ListBullet", listed, strong);
  }

  paragraph(text, style = "", listed = "", strong = false) {
    const named = style ? `<w:pStyle w:val="${style}"/>${listed}` : "";
    const properties = named || this.rtl ? `<w:pPr>${named}${this.rtl ? "<w:bidi/>" : ""}</w:pPr>` : "";
    const bold = strong ? "<w:b/><w:bCs/>" : "";
    const run = this.rtl || strong ? `<w:rPr>${bold}${this.rtl ? "<w:rtl/>" : ""}</w:rPr>` : "";
    const pieces = text.split("\t").map((piece) => (piece ? `<w:t xml:space="preserve">${escaped(piece)}</w:t>` : ""));
    return `<w:p>${properties}${text ? `<w:r>${run}${pieces.join("<w:tab/>")}</w:r>` : ""}</w:p>`;
  }

  page() {
    return `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>${this.rtl ? "<w:bidi/>" : ""}</w:sectPr>`;
  }
}

/** Writes text for XML; what XML cannot hold is left out. */
function escaped(text) {
  const codes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // eslint-disable-next-line no-control-regex
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return allowed.replace(/[&<>"]/g, (sign) => codes[sign]);
}

function contentTypes(lists) {
  const parts = [["word/document.xml", `${OFFICE}.document.main`], ["word/styles.xml", `${OFFICE}.styles`], ["docProps/core.xml", "application/vnd.openxmlformats-package.core-properties"], ...lists.map(([type, name]) => [`word/${name}`, `${OFFICE}.${type}`])];
  const listed = parts.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}+xml"/>`).join("");
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${listed}</Types>`;
}

function relations(targets) {
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const parcel = "http://schemas.openxmlformats.org/package/2006/relationships/";
  const listed = targets.map(([type, target], place) => `<Relationship Id="rId${place + 1}" Type="${type.includes("/") ? parcel : office}${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join("")}</Relationships>`;
}

function core(title, language) {
  return `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>${escaped(language)}</dc:language></cp:coreProperties>`;
}

function styles(language) {
  const style = (id, name, size, more = "", after = 120) =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === "Normal" ? ' w:default="1"' : ""}><w:name w:val="${name}"/>${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'}<w:qFormat/><w:pPr>${more}<w:spacing w:before="${id === "Normal" ? 0 : 240}" w:after="${after}"/>${LEVELS[id] === undefined ? "" : `<w:outlineLvl w:val="${LEVELS[id]}"/>`}</w:pPr><w:rPr>${id === "Normal" ? "" : "<w:b/><w:bCs/>"}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`;
  const plain = (id, name) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/></w:style>`;
  const keep = "<w:keepNext/>";
  return `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:lang w:val="${escaped(language)}"/></w:rPr></w:rPrDefault></w:docDefaults>${style("Normal", "Normal", 22)}${style("Heading1", "heading 1", 36, keep)}${style("Heading2", "heading 2", 28, keep)}${style("Heading3", "heading 3", 24, keep)}${style("FieldLabel", "Field label", 22, keep, 40)}${plain("ListNumber", "List Number")}${plain("ListBullet", "List Bullet")}</w:styles>`;
}

/** Two lists: one numbered, one with dashes. */
function numbering() {
  const level = (format, text, place) => `<w:lvl w:ilvl="${place}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${425 * (place + 1)}" w:hanging="425"/></w:pPr></w:lvl>`;
  const list = (id, format, text) => `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${[0, 1].map((place) => level(format, text, place)).join("")}</w:abstractNum>`;
  const named = [1, 2].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`).join("");
  return `${HEAD}<w:numbering ${W}>${list(1, "decimal", "%1.")}${list(2, "bullet", "–")}${named}</w:numbering>`;
}

const LEVELS = { Heading1: 0, Heading2: 1, Heading3: 2 };

/** Packs files, given as name and text, into a zip without compressing them. */
function zip(files) {
  const coder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of files) {
    const path = coder.encode(name);
    const bytes = coder.encode(text);
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const about = [20, 0x0800, 0, 0, 0x21].flatMap(two).concat(four(crc32(bytes)), four(bytes.length), four(bytes.length), two(path.length), two(0));
    parts.push(new Uint8Array([...four(0x04034b50), ...about]), path, bytes);
    directory.push(new Uint8Array([...four(0x02014b50), ...two(20), ...about, ...two(0), ...two(0), ...two(0), ...four(0), ...four(offset)]), path);
    offset += 30 + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new Uint8Array([...four(0x06054b50), ...two(0), ...two(0), ...two(files.length), ...two(files.length), ...four(size), ...four(offset), ...two(0)]);
  return joined([...parts, ...directory, end]);
}

const two = (number) => [number & 255, (number >>> 8) & 255];
const four = (number) => [...two(number), ...two(number >>> 16)];

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
