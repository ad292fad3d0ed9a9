"""What is printed of a worksheet, on paper and in Word: how to use it, and the sheet, as plain text."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from charterkit.views import page
from charterkit.views.languages import direction
from charterkit.views.plain import plain
from charterkit.views.worksheets import sheet

if TYPE_CHECKING:
    from charterkit.catalogue import Catalogue
    from charterkit.model import Worksheet
    from charterkit.views.printables import Direction
    from charterkit.views.worksheets import Sheet


@dataclass(frozen=True)
class WorksheetWords:
    """The words that a print adds to the worksheet's own."""

    kind: str = "Worksheet"
    how: str = "How to use it"
    who: str = "Who"
    time: str = "Time"
    materials: str = "Materials"
    steps: str = "Steps"
    care: str = "Take care"
    criterion: str = "What we look at"
    evidence: str = "How we know:"
    area: str = "Area (and its lines)"
    row: str = "Row"
    sheet: str = "The sheet"
    rings: str = "A drawing to write in. Rings, from the middle outwards:"
    source: str = "Made from:"
    online: str = "Fill it in online:"
    page: str = "Page"
    of: str = "of"
    code_for: str = "QR code for"


@dataclass(frozen=True)
class PrintedWorksheet:
    """A worksheet, ready to be set. `url` is the page's address, or empty; `source_line` names where it comes from."""

    title: str
    summary: str
    language: str
    direction: Direction
    purpose: str
    who: str
    time_needed: str
    materials: tuple[str, ...]
    steps: tuple[str, ...]
    care: str
    sheet: Sheet
    source_line: str
    url: str
    licence: str
    words: WorksheetWords = field(default_factory=WorksheetWords)


def printed_worksheet(catalogue: Catalogue, worksheet: Worksheet, site_url: str) -> PrintedWorksheet:
    """Give a worksheet as it is printed. `site_url` is where the site is published, or empty."""
    cited = page.citations(worksheet.sources)
    return PrintedWorksheet(
        title=worksheet.title,
        summary=worksheet.summary,
        language=worksheet.language or "en-GB",
        direction=direction(worksheet.language),
        purpose=plain(worksheet.purpose),
        who=worksheet.who,
        time_needed=worksheet.time_needed,
        materials=worksheet.materials,
        steps=worksheet.steps,
        care=plain(worksheet.care),
        sheet=sheet(worksheet),
        source_line="; ".join(", ".join(filter(None, (source.title, source.line))) for source in cited),
        url=f"{site_url.rstrip('/')}/{page.worksheet(worksheet.id)}" if site_url else "",
        licence=catalogue.brand.licence,
    )


def timestamp(worksheet: Worksheet) -> int:
    """Give the worksheet's own date in seconds since 1970, so that its prints change only when it does."""
    date = worksheet.last_reviewed or worksheet.published_on
    return calendar.timegm(date.timetuple()) if date else 0
