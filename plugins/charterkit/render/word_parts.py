"""What Word documents are made of: elements, styles, lists, pages and the file itself, as ECMA-376 wants them.

`render.word` writes documents with these. Word may refuse a file whose elements stand in another order than the
standard's, where other programs are patient; so each is put in its place here.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import CharacterStyle, ParagraphStyle

FONT: Final = "Atkinson Hyperlegible Next"
FALLBACKS: Final = {FONT: "Verdana"}
"""What Word takes where a machine has not the font: `w:altName` in the table of fonts."""
COMPLEX_FONT: Final = "Arial"
"""For Arabic, Hebrew and Indic scripts: a font that Word and LibreOffice have or replace everywhere."""

W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"

TITLES: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
OWN: Final = (
    "Strong line",
    "Field label",
    "Help",
    "Guidance",
    "Guidance list",
    "Steps",
    "Answer",
    "Small print",
    "Tick",
)
"""The styles that documents have beside Word's own."""
WAITS: Final = "Placeholder Text"
"""The style of what stands in a control until somebody writes there."""

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold
_GREY: Final = "595959"  # contrast 7 on white
_MODE: Final = "compatibilityMode"
_THUMBNAIL: Final = "/thumbnail"
_LISTS: Final = {"Guidance list": (901, "bullet", "\u2013"), "Steps": (902, "decimal", "%1.")}
"""The styles of lists: an id that the template does not use, how its entries are counted, and their sign."""
_A4: Final = (210, 297)
_MARGIN: Final = 20


def element(tag: str, attributes: dict[str, str] | None = None, *children: etree._Element) -> etree._Element:
    """Make an element of a name such as `w:p`; the names of its attributes have prefixes too."""
    prefix, _, name = tag.partition(":")
    namespace = {"w14": W14, "w15": W15}.get(prefix) or nsmap[prefix]
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={prefix: namespace})
    for given, value in (attributes or {}).items():
        made.set(f"{{{W14}}}{given[4:]}" if given.startswith("w14:") else qn(given), value)
    made.extend(children)
    return made


def run(text: str, *, rtl: bool = False, style: str = "", language: str = "") -> etree._Element:
    """Write a text in one style (its id) and language; a line end in it is one in the paragraph."""
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", {"w:val": style}))
    if rtl:
        properties.append(element("w:rtl"))
    if language:
        properties.append(element("w:lang", {"w:val": language, "w:bidi": language}))
    made = element("w:r", {}, properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def dress(document: Document, accent: str, language: str, *, rtl: bool) -> None:
    """Give a document its styles, in the colour `accent` (`#rrggbb`), and its language."""
    styles = document.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if (old := defaults.find(qn("w:lang"))) is not None:
        defaults.remove(old)
    other = language if rtl else "ar-SA"
    defaults.append(element("w:lang", {"w:val": language, "w:eastAsia": "en-GB", "w:bidi": other}))
    for name in OWN:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    sizes = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "Help": 10, "Small print": 10}
    after = {"Field label": 2, "Help": 2, "Guidance list": 3, "Steps": 3, "Tick": 2}
    for name in ("Normal", *TITLES, *OWN, "Footer"):
        style: ParagraphStyle = styles[name]
        _font(style, sizes.get(name, 11))
        style.paragraph_format.space_after = Pt(after.get(name, 6))
    colour = RGBColor.from_string(accent.removeprefix("#").upper())
    for name in TITLES:
        styles[name].font.color.rgb = colour
        styles[name].paragraph_format.space_before = Pt(16)
        styles[name].paragraph_format.keep_with_next = True
    for name in ("Strong line", "Field label"):
        styles[name].font.bold = True
        styles[name].element.rPr.find(qn("w:b")).addnext(element("w:bCs"))
    for name in ("Field label", "Help"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Field label"].paragraph_format.space_before = Pt(10)
    _box(styles["Answer"])
    waiting = styles.add_style(WAITS, WD_STYLE_TYPE.CHARACTER, builtin=True)
    waiting.font.color.rgb = RGBColor.from_string(_GREY)
    _lists(document)


def lay_out(document: Document, page: str, of: str, *, rtl: bool) -> None:
    """Set a document on A4, with the number of each page at its foot, after the word `page` and before `of` how many.

    It opens in Word's present mode, without which entries cannot be repeated, and forgets the template's thumbnail.
    """
    section = document.sections[0]
    turn(section, landscape=False)
    foot = section.footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way to its XML
    if rtl:
        foot.get_or_add_pPr().append(element("w:bidi"))
    for said, field in ((page, "PAGE"), (of, "NUMPAGES")):
        foot.append(run(f"{said} " if field == "PAGE" else f" {said} ", rtl=rtl))
        foot.append(element("w:fldSimple", {"w:instr": field}, run("1", rtl=rtl)))
    if rtl:
        put(section._sectPr, element("w:bidi"), ("docGrid",))  # noqa: SLF001 - as above
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    for old in [one for one in compat if one.get(qn("w:name")) == _MODE]:
        compat.remove(old)
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("w:compatSetting", {"w:name": _MODE, "w:uri": uri, "w:val": "15"}))
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith(_THUMBNAIL)]:
        del package.rels[key]


def turn(section: Section, *, landscape: bool) -> None:
    """Set the pages of a section on A4, upright or lying."""
    width, height = reversed(_A4) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)


def new_list(document: Document, style: str) -> str:
    """Begin a list in one of the styles for lists, which counts from 1, and give its id."""
    root = document.part.numbering_part.element
    number = str(1 + max(int(num.get(qn("w:numId"))) for num in root.iter(qn("w:num"))))
    start = element("w:lvlOverride", {"w:ilvl": "0"}, element("w:startOverride", {"w:val": "1"}))
    kind = element("w:abstractNumId", {"w:val": str(_LISTS[style][0])})
    root.append(element("w:num", {"w:numId": number}, kind, start))
    return number


def save(document: Document) -> bytes:
    """Give the document as the bytes of a .docx file, the same for the same content."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/fontTable.xml":
                data = _with_fallbacks(data)
            elif name == "word/document.xml":
                data = _ignorable(data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the bytes say on which system they were made
            target.writestr(entry, data)
    return out.getvalue()


def put(properties: etree._Element, new: etree._Element, before: Sequence[str]) -> None:
    """Put a part among properties, before the first of those that come after it."""
    for child in properties:
        if etree.QName(child).localname in before:
            child.addprevious(new)
            return
    properties.append(new)


def _font(style: ParagraphStyle | CharacterStyle, size: float) -> None:
    """Name the fonts of a style for every script; the template's go by its theme, which knows no other scripts."""
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:szCs"))):
        properties.remove(old)
    names = {"w:ascii": FONT, "w:hAnsi": FONT, "w:eastAsia": FONT, "w:cs": COMPLEX_FONT}
    properties.insert(0, element("w:rFonts", names))
    properties.find(qn("w:sz")).addnext(element("w:szCs", {"w:val": str(int(size * 2))}))


def _box(style: ParagraphStyle) -> None:
    """Draw a line around an answer, so that one sees on paper too where to write, as wide as the text above it."""
    line = {"w:val": "single", "w:sz": "6", "w:space": "4", "w:color": "767676"}
    sides = (element(f"w:{side}", line) for side in ("top", "left", "bottom", "right"))
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(5)
    put(style.element.get_or_add_pPr(), element("w:pBdr", {}, *sides), ("spacing", "ind"))


def _lists(document: Document) -> None:
    """Say how the entries of lists are marked or counted, each list the way of its style."""
    root = document.part.numbering_part.element
    for style, (kind, counted, sign) in _LISTS.items():
        level = element(
            "w:lvl",
            {"w:ilvl": "0"},
            element("w:start", {"w:val": "1"}),
            element("w:numFmt", {"w:val": counted}),
            element("w:lvlText", {"w:val": sign}),
            element("w:lvlJc", {"w:val": "left"}),
            element("w:pPr", {}, element("w:ind", {"w:left": "397", "w:hanging": "397"})),
        )
        way = element("w:multiLevelType", {"w:val": "singleLevel"})
        root.find(qn("w:num")).addprevious(element("w:abstractNum", {"w:abstractNumId": str(kind)}, way, level))
        listed = element("w:numPr", {}, element("w:numId", {"w:val": new_list(document, style)}))
        put(document.styles[style].element.get_or_add_pPr(), listed, ("pBdr", "spacing", "ind"))


def _with_fallbacks(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for name, other in FALLBACKS.items():
        font = element("w:font", {"w:name": name}, element("w:altName", {"w:val": other}))
        font.extend([element("w:family", {"w:val": "swiss"}), element("w:pitch", {"w:val": "variable"})])
        root.append(font)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _ignorable(data: bytes) -> bytes:
    """Let programs that do not know repeated entries or boxes to tick pass over that, and read the rest."""
    old = etree.fromstring(data)
    newer = {"w14": W14, "w15": W15}
    root = etree.Element(old.tag, attrib=dict(old.attrib), nsmap={**old.nsmap, **newer, "mc": _MC})
    known = old.get(f"{{{_MC}}}Ignorable", "").split()
    root.set(f"{{{_MC}}}Ignorable", " ".join(dict.fromkeys([*known, *newer])))
    root.extend(list(old))
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*(p for p in old.nsmap if p), *newer, "mc"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
