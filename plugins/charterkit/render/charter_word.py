"""The sheet to write one's own charter on as a Word document: headings that may be changed, and places to write.

Each value stands in a content control with the name of its field in a charter's record, so that the filled-in document
can be read like any other form.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import segno

from charterkit.render.word import WordDocument

if TYPE_CHECKING:
    from charterkit.views.printables import PrintedBrand, PrintedCharter

_CODE_WIDTH: Final = 914_400  # an inch, in English metric units
_LINES: Final = 3
_ENGLISH: Final = "en-GB"  # of what the site says about itself


def template(brand: PrintedBrand, charter: PrintedCharter, timestamp: int) -> bytes:
    """Give the sheet in the form of this charter; `timestamp` as of a `WordDocument`."""
    words = charter.words
    made = WordDocument(
        words.own_title,
        language=charter.language,
        direction=charter.direction,
        author=brand.owner,
        accent=brand.accent,
        timestamp=timestamp,
        page=(words.page, words.of),
        write=words.own_write,
    )
    english = "" if charter.language.startswith("en") else _ENGLISH
    made.title(words.own_title)
    for said in filter(None, (words.own_help, charter.draft)):
        made.paragraph(said, style="Guidance")
    if charter.draft_in_english:
        made.paragraph(charter.draft_in_english, style="Guidance", language=english)
    _asked(made, "owner", words.own_name)
    promises = charter.three_parts or any(clause.so for section in charter.sections for clause in section.clauses)
    made.begin_list("sections", words.own_title)
    for heading in charter.headings:
        made.begin_entry("sections[]", heading)
        made.filled("sections[].heading", heading, heading, style="Heading 1")
        made.begin_list("sections[].statements", heading)
        for number in range(1, 2 if promises else _LINES + 1):
            made.begin_entry("sections[].statements[]", f"{heading} {number}")
            if promises:
                _asked(made, "sections[].statements[].text", words.own_we_will, long=True)
                _asked(made, "sections[].statements[].by[]", words.by, long=True)
                _asked(made, "sections[].statements[].so", words.so_can, long=True)
            else:
                _asked(made, "sections[].statements[].text", str(number), long=True)
            made.end()
        made.end()
        made.end()
    made.end()
    _asked(made, "adopted_on", words.own_date)
    _asked(made, "", words.own_signatures, long=True)
    based = f"{words.own_based_on} {charter.title}" if charter.title != words.own_title else ""
    for said in dict.fromkeys(filter(None, (based, charter.notice))):
        made.paragraph(said, style="Small print")
    if brand.notice and brand.notice != charter.notice:
        made.paragraph(brand.notice, style="Small print", language=english)
    if charter.url:
        made.link(f"{words.online}:", charter.url)
        made.picture(_code(charter.url), f"{words.code_for} {charter.url}", _CODE_WIDTH)
    return made.save()


def _asked(made: WordDocument, tag: str, label: str, *, long: bool = False) -> None:
    made.paragraph(label, style="Field label")
    made.control(tag, label, "long" if long else "text")


def _code(url: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()
