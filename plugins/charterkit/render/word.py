"""Word documents: headings, paragraphs, lists, tables, pictures and content controls, in any language.

A `WordDocument` is written from top to bottom and saved as bytes. It is made to be read by a screen reader: real
headings and lists, a title and a language, header rows that are header rows, a text for every picture, a name for every
control. The same content gives the same bytes. Text is text: nothing in it is read as a field or as markup.

Values of a form stand in content controls (`w:sdt`), each with the name of its field as its tag; see `importing.docx`,
which reads them.
"""

from __future__ import annotations

import copy
import datetime
import io
from typing import TYPE_CHECKING, Final, Literal

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu

from charterkit.render import word_parts as parts
from charterkit.render.word_parts import element
from charterkit.views.languages import direction as direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from charterkit.views.printables import Direction

WRITE: Final = "Write here."
CHOOSE: Final = "Choose one."
DATE: Final = "Choose or write a date."
WAITING: Final = frozenset({WRITE, CHOOSE, DATE})
"""What stands in a control until somebody writes there."""
OURS: Final = frozenset(
    {
        "title",
        "heading 1",
        "heading 2",
        "heading 3",
        "footer",
        *(name.lower() for name in parts.OWN if name != "Answer"),
    }
)
"""The names of the styles in which a form asks; whoever fills it in writes in others."""

_MOST_SAID: Final = 255  # characters that a property of a document can have
_MOST_NAMED: Final = 64  # characters that the title of a control can have
_ROOM: Final = {"w:val": "500", "w:hRule": "atLeast"}  # of an empty row, in twentieths of a point: 9 mm
_UNTICKED: Final = "\u2610"

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
        page: tuple[str, str] = ("Page", "of"),
        write: str = WRITE,
    ) -> None:
        """Begin it. `timestamp` is the date of its content in seconds since 1970; two builds must give the same.

        `page` are the words around the number of a page, as in page 2 of 3, and `write` stands where one may write.
        """
        self._document = docx.Document()
        self._rtl = direction == "rtl"
        self._language = language
        self._write = write
        self._ids = 0
        self._places: list[etree._Element] = [self._document.element.body]
        self._new_page = False
        parts.dress(self._document, accent, language, rtl=self._rtl)
        parts.lay_out(self._document, *page, rtl=self._rtl)
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

    def paragraph(self, text: str, style: str = "Normal", language: str = "") -> None:
        """Write a paragraph; a line end in the text is one in the paragraph.

        `language` is a BCP 47 tag where it is another than the document's; the paragraph runs in its direction.
        """
        run = self._run(text, language=language)
        self._put(self._paragraph(style, run, rtl=self._runs_from_right(language)))

    def items(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """Write a list, an entry for each text: with marks, or numbered from 1."""
        style = "Steps" if numbered else "Guidance list"
        number = parts.new_list(self._document, style) if numbered else ""
        for text in texts:
            self._put(self._paragraph(style, self._run(text), number=number))

    def link(self, label: str, address: str) -> None:
        """Write a line with an address that can be followed, after what it is called."""
        key = self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        way = element("w:hyperlink", {"r:id": key}, self._run(address, rtl=False))
        self._put(self._paragraph("Small print", self._run(f"{label} "), way))

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> None:
        """Write a table whose first row is repeated on every page as its header; `title` says what it holds.

        What follows a line end in a cell explains its first line. Rows in which there is a cell to write in are high.
        """
        body = self._places[-1]
        if len(body) > 1 and body[-2].tag == qn("w:tbl"):
            self.paragraph("", style="Small print")  # or the two would be one
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        table.autofit = False
        made = table._tbl  # noqa: SLF001 - python-docx has no other way to its XML
        properties = made.tblPr
        for tag in ("w:tblCaption", "w:tblDescription"):
            properties.append(element(tag, {"w:val": title}))
        if self._rtl:
            properties.insert(1, element("w:bidiVisual"))
        for number, cells in enumerate([header, *rows]):
            row = table.rows[0] if number == 0 else table.add_row()
            about = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
            about.append(element("w:cantSplit"))
            if not all(cells):
                about.append(element("w:trHeight", _ROOM))
            if number == 0:
                about.append(element("w:tblHeader"))
            for cell, text in zip(row.cells, cells, strict=True):
                self._cell(cell._tc, text, strong=number == 0 or "\n" in text)  # noqa: SLF001 - as above
        self._put(made)

    def picture(self, image: bytes, alternative: str, width: int) -> None:
        """Put a PNG or JPEG picture on a line of its own, `width` English metric units wide, with its alternative."""
        paragraph = self._document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Emu(width))
        shape._inline.docPr.set("descr", alternative)  # noqa: SLF001 - as above
        shape._inline.docPr.set("name", f"Picture {self._next()}")  # noqa: SLF001 - as above
        self._put(paragraph._p)  # noqa: SLF001 - as above

    def begin_sheet(self, *, landscape: bool = False) -> None:
        """Begin a new page with what is written next; `landscape` turns it and those after it."""
        if not landscape:
            self._new_page = True
            return
        body = self._document.element.body
        upright = copy.deepcopy(body.sectPr)
        last = body[-2]
        properties = last.find(qn("w:pPr"))
        if properties is None:
            self.paragraph("")
            properties = body[-2].find(qn("w:pPr"))
        properties.append(upright)
        parts.turn(self._document.sections[-1], landscape=True)

    # -- controls ------------------------------------------------------------------------------------------------

    def control(
        self, tag: str, title: str, kind: Kind = "text", choices: Sequence[tuple[str, str]] = (), hint: str = ""
    ) -> None:
        """Put an empty content control on a line of its own.

        `tag` is the name of the value, `title` what a screen reader calls it. `choices` are values with their labels;
        `hint` is the text that stands there until somebody writes.
        """
        placeholder = self._run(hint or self._write, style=parts.WAITS)
        what: list[etree._Element] = []
        if kind == "choice":
            entries = [element("w:listItem", {"w:displayText": t, "w:value": v}) for v, t in _distinct(choices)]
            what = [element("w:dropDownList", {}, *entries)]
        elif kind == "date":
            what = [
                element(
                    "w:date",
                    {},
                    element("w:dateFormat", {"w:val": "yyyy-MM-dd"}),
                    element("w:lid", {"w:val": self._language}),
                    element("w:storeMappedDataAs", {"w:val": "date"}),
                    element("w:calendar", {"w:val": "gregorian"}),
                )
            ]
        elif kind == "text":
            what = [element("w:text")]
        hidden = [element("w:showingPlcHdr"), *what]
        if kind == "long":
            self._put(self._sdt(tag, title, hidden, self._paragraph("Answer", placeholder)))
        else:
            self._put(self._paragraph("Answer", self._sdt(tag, title, hidden, placeholder)))

    def tick(self, tag: str, label: str) -> None:
        """Put a box to tick on a line of its own, before what it stands for (Word 2010 and later)."""
        signs = {"checkedState": "2612", "uncheckedState": "2610"}
        states = [element(f"w14:{name}", {"w14:val": sign, "w14:font": "MS Gothic"}) for name, sign in signs.items()]
        box = element("w14:checkbox", {}, element("w14:checked", {"w14:val": "0"}), *states)
        run = self._run(_UNTICKED)
        font = dict.fromkeys(("w:ascii", "w:eastAsia", "w:hAnsi"), "MS Gothic") | {"w:hint": "eastAsia"}
        run.find(qn("w:rPr")).insert(0, element("w:rFonts", font))
        self._put(self._paragraph("Tick", self._sdt(tag, label, [box], run), self._run(f" {label}")))

    def filled(self, tag: str, title: str, text: str, style: str = "Normal") -> None:
        """Put a content control on a line of its own that holds a text already, which one may write over."""
        control = self._sdt(tag, title, [element("w:text")], self._run(text))
        self._put(self._paragraph(style, control))

    def begin_list(self, tag: str, title: str) -> None:
        """Begin a list whose entries can be repeated (Word 2013 and later): `begin_entry`, `end`, then `end`."""
        section = element("w15:repeatingSection", {}, element("w15:sectionTitle", {"w:val": title}))
        self._begin(self._sdt(tag, title, [section]))

    def begin_entry(self, tag: str, title: str) -> None:
        """Begin an entry of a list; `tag` is the name of the entry (`what[]`), or empty for a list of plain values."""
        self._begin(self._sdt(tag, title, [element("w15:repeatingSectionItem")]))

    def end(self) -> None:
        """End what was begun last."""
        self._places.pop()

    def save(self) -> bytes:
        """Give the document as the bytes of a .docx file, the same for the same content."""
        return parts.save(self._document)

    # -- within --------------------------------------------------------------------------------------------------

    def _put(self, new: etree._Element) -> None:
        place = self._places[-1]
        last = place[-1] if len(place) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(new)
        else:
            place.append(new)

    def _begin(self, sdt: etree._Element) -> None:
        self._put(sdt)
        self._places.append(sdt.find(qn("w:sdtContent")))

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def _runs_from_right(self, language: str) -> bool:
        return direction_of(language) == "rtl" if language else self._rtl

    def _sdt(self, tag: str, title: str, kind: Sequence[etree._Element], *content: etree._Element) -> etree._Element:
        named = [element("w:alias", {"w:val": title[:_MOST_NAMED]})]
        if tag:
            named.append(element("w:tag", {"w:val": tag}))
        named.append(element("w:id", {"w:val": str(self._next())}))
        properties = element("w:sdtPr", {}, *named, *kind)
        return element("w:sdt", {}, properties, element("w:sdtContent", {}, *content))

    def _paragraph(
        self, style: str, *content: etree._Element, rtl: bool | None = None, number: str = ""
    ) -> etree._Element:
        properties = element("w:pPr", {}, element("w:pStyle", {"w:val": self._document.styles[style].style_id}))
        if self._new_page:
            properties.append(element("w:pageBreakBefore"))
            self._new_page = False
        if number:
            which = (element("w:ilvl", {"w:val": "0"}), element("w:numId", {"w:val": number}))
            properties.append(element("w:numPr", {}, *which))
        if self._rtl if rtl is None else rtl:
            properties.append(element("w:bidi"))
        return element("w:p", {}, properties, *content)

    def _run(self, text: str, style: str = "", language: str = "", *, rtl: bool | None = None) -> etree._Element:
        named = self._document.styles[style].style_id if style else ""
        from_right = self._runs_from_right(language) if rtl is None else rtl
        return parts.run(text, rtl=from_right, style=named, language=language)

    def _cell(self, cell: etree._Element, text: str, *, strong: bool) -> None:
        title, _, told = text.partition("\n")
        cell.remove(cell.find(qn("w:p")))
        cell.append(self._paragraph("Strong line" if strong else "Normal", self._run(title)))
        if told:
            cell.append(self._paragraph("Small print", self._run(told)))


def _distinct(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Tell labels apart that are the same, since Word refuses a file in which two are."""
    seen: set[str] = set()
    told = []
    for value, label in choices:
        text = label if label.casefold() not in seen else f"{label} ({value})"
        seen.add(text.casefold())
        told.append((value, text))
    return told
