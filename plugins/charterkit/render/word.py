"""Word documents: headings, paragraphs, tables, pictures and content controls, in any language, and the blank form.

A `WordDocument` is written from top to bottom and saved as bytes. It is made to be read by a screen reader: real
headings, a title and a language, header rows that are header rows, a text for every picture, a name for every control.
The same content gives the same bytes. Text is text: nothing in it is read as a field or as markup.

Values of a form stand in content controls (`w:sdt`), each with the name of its field as its tag; see `importing.docx`,
which reads them.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Final, Literal

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor
from lxml import etree

from charterkit.views.contribute import Input, Repeated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.styles.style import CharacterStyle, ParagraphStyle

    from charterkit.views.printables import Direction
    from charterkit.views.word_forms import WordForm

FONT: Final = "Atkinson Hyperlegible Next"
FALLBACKS: Final = {FONT: "Verdana"}
"""What Word takes where a machine has not the font: `w:altName` in the table of fonts."""
COMPLEX_FONT: Final = "Arial"
"""For Arabic, Hebrew and Indic scripts: a font that Word and LibreOffice have or replace everywhere."""

W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
MOST_LISTED: Final = 80
"""With more terms than these to choose from, a form asks for the words instead; nobody reads on in such a list."""

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MOST_SAID: Final = 255  # characters that a property of a document can have
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold
_GREY: Final = "595959"  # contrast 7 on white
_EMPTY: Final = "Write here."
_CHOOSE: Final = "Choose one."
_DATE: Final = "Choose or write a date."
WAITING: Final = frozenset({_EMPTY, _CHOOSE, _DATE})
"""What stands in a control until somebody writes there."""
OURS: Final = frozenset(
    {"title", "heading 1", "heading 2", "heading 3", "strong line", "field label", "help", "guidance"}
)
"""The names of the styles in which a form asks; whoever fills it in writes in others."""
_THUMBNAIL: Final = "/thumbnail"

Kind = Literal["text", "long", "choice", "date"]


class WordDocument:
    """A document that is being written."""

    def __init__(  # noqa: PLR0913 - each by its name, and all but one may be left out
        self,
        title: str,
        *,
        language: str = "en-GB",
        direction: Direction = "ltr",
        author: str = "",
        accent: str = "#000000",
        timestamp: int = 0,
    ) -> None:
        """Begin it. `timestamp` is the date of its content in seconds since 1970; two builds must give the same."""
        self._document = docx.Document()
        self._rtl = direction == "rtl"
        self._language = language
        self._ids = 0
        self._places: list[etree._Element] = [self._document.element.body]
        self._styles(accent)
        self._settings()
        core = self._document.core_properties
        core.title, core.language, core.author = title[:_MOST_SAID], language, author[:_MOST_SAID]
        core.last_modified_by, core.comments, core.revision = author[:_MOST_SAID], "", 1
        core.created = core.modified = datetime.datetime.fromtimestamp(timestamp, datetime.UTC)

    # -- text ----------------------------------------------------------------------------------------------------

    def title(self, text: str) -> None:
        """Write the document's title, once, above everything."""
        self.paragraph(text, style="Title")

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading of the levels 1 to 3."""
        self.paragraph(text, style=f"Heading {level}")

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """Write a paragraph; a line end in the text is one in the paragraph."""
        self._put(self._paragraph(style, self._run(text)))

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> None:
        """Write a table whose first row is repeated on every page as its header; `title` says what it holds."""
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        element = table._tbl  # noqa: SLF001 - python-docx has no other way to its XML
        properties = element.tblPr
        for tag, value in (("w:tblCaption", title), ("w:tblDescription", title)):
            properties.append(_element(tag, {"w:val": value}))
        if self._rtl:
            properties.insert(1, _element("w:bidiVisual"))
        for number, cells in enumerate([header, *rows]):
            row = table.rows[0] if number == 0 else table.add_row()
            if number == 0:
                row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - as above
            for cell, text in zip(row.cells, cells, strict=True):
                cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001 - as above
                cell._tc.append(self._paragraph("Strong line" if number == 0 else "Normal", self._run(text)))  # noqa: SLF001 - as above
        self._put(element)

    def picture(self, image: bytes, alternative: str, width: int) -> None:
        """Put a PNG or JPEG picture on a line of its own, `width` English metric units wide, with its alternative."""
        paragraph = self._document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Emu(width))
        shape._inline.docPr.set("descr", alternative)  # noqa: SLF001 - as above
        shape._inline.docPr.set("name", f"Picture {self._next()}")  # noqa: SLF001 - as above
        self._put(paragraph._p)  # noqa: SLF001 - as above

    # -- controls ------------------------------------------------------------------------------------------------

    def control(
        self, tag: str, title: str, kind: Kind = "text", choices: Sequence[tuple[str, str]] = (), hint: str = _EMPTY
    ) -> None:
        """Put an empty content control on a line of its own.

        `tag` is the name of the value, `title` what a screen reader calls it. `choices` are values with their labels;
        `hint` is the text that stands there until somebody writes.
        """
        placeholder = self._run(hint, style="PlaceholderText")
        what: list[etree._Element] = []
        if kind == "choice":
            entries = [_element("w:listItem", {"w:displayText": t, "w:value": v}) for v, t in _distinct(choices)]
            what = [_element("w:dropDownList", {}, *entries)]
        elif kind == "date":
            what = [
                _element(
                    "w:date",
                    {},
                    _element("w:dateFormat", {"w:val": "yyyy-MM-dd"}),
                    _element("w:lid", {"w:val": self._language}),
                    _element("w:storeMappedDataAs", {"w:val": "date"}),
                    _element("w:calendar", {"w:val": "gregorian"}),
                )
            ]
        elif kind == "text":
            what = [_element("w:text")]
        hidden = [_element("w:showingPlcHdr"), *what]
        if kind == "long":
            self._put(self._sdt(tag, title, hidden, self._paragraph("Answer", placeholder)))
        else:
            self._put(self._paragraph("Answer", self._sdt(tag, title, hidden, placeholder)))

    def filled(self, tag: str, title: str, text: str, style: str = "Normal") -> None:
        """Put a content control on a line of its own that holds a text already, which one may write over."""
        control = self._sdt(tag, title, [_element("w:text")], self._run(text))
        self._put(self._paragraph(style, control))

    def begin_list(self, tag: str, title: str) -> None:
        """Begin a list whose entries can be repeated (Word 2013 and later): `begin_entry`, `end`, then `end`."""
        section = etree.Element(f"{{{W15}}}repeatingSection", nsmap={"w15": W15})
        etree.SubElement(section, f"{{{W15}}}sectionTitle").set(f"{{{W15}}}val", title)
        self._begin(self._sdt(tag, title, [section]))

    def begin_entry(self, tag: str, title: str) -> None:
        """Begin an entry of a list; `tag` is the name of the entry (`what[]`), or empty for a list of plain values."""
        self._begin(self._sdt(tag, title, [etree.Element(f"{{{W15}}}repeatingSectionItem", nsmap={"w15": W15})]))

    def end(self) -> None:
        """End what was begun last."""
        self._places.pop()

    # -- the file ------------------------------------------------------------------------------------------------

    def save(self) -> bytes:
        """Give the document as the bytes of a .docx file, the same for the same content."""
        made = io.BytesIO()
        self._document.save(made)
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

    # -- within --------------------------------------------------------------------------------------------------

    def _put(self, element: etree._Element) -> None:
        place = self._places[-1]
        last = place[-1] if len(place) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(element)
        else:
            place.append(element)

    def _begin(self, sdt: etree._Element) -> None:
        self._put(sdt)
        self._places.append(sdt.find(qn("w:sdtContent")))

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def _sdt(self, tag: str, title: str, kind: Sequence[etree._Element], *content: etree._Element) -> etree._Element:
        named = [_element("w:alias", {"w:val": title})]
        if tag:
            named.append(_element("w:tag", {"w:val": tag}))
        named.append(_element("w:id", {"w:val": str(self._next())}))
        properties = _element("w:sdtPr", {}, *named, *kind)
        return _element("w:sdt", {}, properties, _element("w:sdtContent", {}, *content))

    def _paragraph(self, style: str, *content: etree._Element) -> etree._Element:
        properties = _element("w:pPr", {}, _element("w:pStyle", {"w:val": self._document.styles[style].style_id}))
        if self._rtl:
            properties.append(_element("w:bidi"))
        return _element("w:p", {}, properties, *content)

    def _run(self, text: str, style: str = "") -> etree._Element:
        properties = _element("w:rPr")
        if style:
            properties.append(_element("w:rStyle", {"w:val": style}))
        if self._rtl:
            properties.append(_element("w:rtl"))
        run = _element("w:r", {}, properties)
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(_element("w:br"))
            words = _element("w:t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
        return run

    def _styles(self, accent: str) -> None:
        styles = self._document.styles
        colour = RGBColor.from_string(accent.removeprefix("#").upper())
        defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if (old := defaults.find(qn("w:lang"))) is not None:
            defaults.remove(old)
        other = self._language if self._rtl else "ar-SA"
        defaults.append(_element("w:lang", {"w:val": self._language, "w:eastAsia": "en-GB", "w:bidi": other}))
        strong = styles.add_style("Strong line", WD_STYLE_TYPE.PARAGRAPH)
        strong.font.bold = True
        own = ("Field label", "Help", "Answer", "Guidance")
        for name in own:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        sizes = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "Help": 10}
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Strong line", *own):
            style: ParagraphStyle = styles[name]
            _font(style, sizes.get(name, 11))
            style.paragraph_format.space_after = Pt(6)
            if name in {"Title", "Heading 1", "Heading 2", "Heading 3"}:
                style.font.color.rgb = colour
                style.paragraph_format.space_before = Pt(16)
                style.paragraph_format.keep_with_next = True
        label, hint, answer = styles["Field label"], styles["Help"], styles["Answer"]
        label.font.bold = True
        for style in (label, hint):
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_after = Pt(2)
        label.paragraph_format.space_before = Pt(10)
        spacing = answer.element.get_or_add_pPr().find(qn("w:spacing"))
        spacing.addprevious(_box())  # Word wants the parts of a style in its own order
        waiting = styles.add_style("PlaceholderText", WD_STYLE_TYPE.CHARACTER)
        waiting.font.color.rgb = RGBColor.from_string(_GREY)

    def _settings(self) -> None:
        """Open in Word's present mode, without which entries cannot be repeated; forget the template's thumbnail."""
        settings = self._document.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is None:
            compat = _element("w:compat")
            settings.append(compat)
        uri = "http://schemas.microsoft.com/office/word"
        compat.append(_element("w:compatSetting", {"w:name": "compatibilityMode", "w:uri": uri, "w:val": "15"}))
        package = self._document.part.package
        for key in [key for key, relation in package.rels.items() if relation.reltype.endswith(_THUMBNAIL)]:
            del package.rels[key]
        if self._rtl:
            section = self._document.sections[0]._sectPr  # noqa: SLF001 - as above
            grid = section.find(qn("w:docGrid"))
            section.append(_element("w:bidi")) if grid is None else grid.addprevious(_element("w:bidi"))


def form(given: WordForm, timestamp: int) -> bytes:
    """Give a blank form for Word; `timestamp` as of a `WordDocument`."""
    document = WordDocument(
        given.title,
        language=given.language,
        direction=given.direction,
        author=given.author,
        accent=given.accent,
        timestamp=timestamp,
    )
    document.title(given.title)
    for text in given.introduction:
        document.paragraph(text, style="Guidance")
    for heading, texts in given.asked:
        document.heading(heading, 1)
        for text in texts:
            document.paragraph(f"\u2013 {text}", style="Guidance")
    for section in given.sections:
        document.heading(section.title, 1)
        for part in section.parts:
            _part(document, part, 2)
    return document.save()


def _part(document: WordDocument, part: Input | Repeated, level: int) -> None:
    if isinstance(part, Repeated):
        _repeated(document, part, level)
    elif part.shape == "checks":
        name = part.path.removesuffix("[]")
        _asked(document, part)
        document.begin_list(name, part.title)
        document.begin_entry("", part.title)
        _answer(document, part)
        document.end()
        document.end()
    else:
        _asked(document, part)
        _answer(document, part)


def _repeated(document: WordDocument, part: Repeated, level: int) -> None:
    document.heading(part.title, min(level, 3))
    told = " ".join(filter(None, (part.description, "Needed." if part.required else "")))
    if told:
        document.paragraph(told, style="Help")
    document.begin_list(part.path.removesuffix("[]"), part.title)
    document.begin_entry("" if part.plain else part.path, part.singular[:1].upper() + part.singular[1:])
    for inner in part.parts:
        _part(document, inner, level + 1)
    document.end()
    document.end()


def _asked(document: WordDocument, part: Input) -> None:
    document.paragraph(part.title + (" (needed)" if part.required else ""), style="Field label")
    example = f"For example: {part.example}." if part.example else ""
    most = f"At most {part.most} characters." if part.most else ""
    several = "One line for each." if part.shape == "checks" and len(part.options) > MOST_LISTED else ""
    told = " ".join(filter(None, (part.description, part.form, example, most, several)))
    if told:
        document.paragraph(told, style="Help")


def _answer(document: WordDocument, part: Input) -> None:
    choices = [(option.value, option.label) for option in part.options]
    if choices and len(choices) <= MOST_LISTED:
        document.control(part.path, part.title, "choice", choices, hint=_CHOOSE)
    elif part.type == "date":
        document.control(part.path, part.title, "date", hint=_DATE)
    else:
        document.control(part.path, part.title, "long" if part.shape == "area" or choices else "text")


def _distinct(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Tell labels apart that are the same, since Word refuses a file in which two are."""
    seen: set[str] = set()
    told = []
    for value, label in choices:
        text = label if label.casefold() not in seen else f"{label} ({value})"
        seen.add(text.casefold())
        told.append((value, text))
    return told


def _element(tag: str, attributes: dict[str, str] | None = None, *children: etree._Element) -> etree._Element:
    prefix, _, _ = tag.partition(":")
    namespace = qn(tag)[1:].partition("}")[0]
    made = etree.Element(qn(tag), nsmap={prefix: namespace})
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def _font(style: ParagraphStyle | CharacterStyle, size: float) -> None:
    """Name the fonts of a style for every script; the template's go by its theme, which knows no other scripts."""
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    if (old := properties.find(qn("w:rFonts"))) is not None:
        properties.remove(old)
    names = {"w:ascii": FONT, "w:hAnsi": FONT, "w:eastAsia": FONT, "w:cs": COMPLEX_FONT}
    properties.insert(0, _element("w:rFonts", names))
    properties.append(_element("w:szCs", {"w:val": str(int(size * 2))}))


def _box() -> etree._Element:
    """Draw a line around an answer, so that one sees on paper too where to write."""
    line = {"w:val": "single", "w:sz": "6", "w:space": "4", "w:color": "767676"}
    return _element("w:pBdr", {}, *(_element(f"w:{side}", line) for side in ("top", "left", "bottom", "right")))


def _with_fallbacks(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for name, other in FALLBACKS.items():
        font = _element("w:font", {"w:name": name}, _element("w:altName", {"w:val": other}))
        font.extend([_element("w:family", {"w:val": "swiss"}), _element("w:pitch", {"w:val": "variable"})])
        root.append(font)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _ignorable(data: bytes) -> bytes:
    """Let programs that do not know repeated entries pass over that, and read the rest."""
    old = etree.fromstring(data)
    root = etree.Element(old.tag, attrib=dict(old.attrib), nsmap={**old.nsmap, "w15": W15, "mc": _MC})
    known = old.get(f"{{{_MC}}}Ignorable", "").split()
    root.set(f"{{{_MC}}}Ignorable", " ".join(dict.fromkeys([*known, "w15"])))
    root.extend(list(old))
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*(p for p in old.nsmap if p), "w15", "mc"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
