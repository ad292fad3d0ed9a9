"""A worksheet as a Word document: the same sheet as on its page, to be filled in, changed and passed round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.render.word import CHOOSE, WordDocument
from charterkit.views.worksheets import Field, Grid, Rating, Summary

if TYPE_CHECKING:
    from charterkit.views.printables import PrintedBrand
    from charterkit.views.worksheet_prints import PrintedWorksheet
    from charterkit.views.worksheets import Group

_UPRIGHT = 4  # columns of a table that a sheet has room for without being turned


def document(worksheet: PrintedWorksheet, brand: PrintedBrand, timestamp: int) -> bytes:
    """Give a worksheet for Word; `timestamp` as of a `WordDocument`."""
    made = WordDocument(
        worksheet.title,
        language=worksheet.language,
        direction=worksheet.direction,
        author=brand.owner,
        accent=brand.accent,
        timestamp=timestamp,
        page=(worksheet.words.page, worksheet.words.of),
    )
    _how(made, worksheet)
    made.begin_sheet(landscape=_widest(worksheet) > _UPRIGHT)
    made.heading(worksheet.title, 1)
    for field in worksheet.sheet.about:
        _field(made, field)
    for group in worksheet.sheet.groups:
        _group(made, group, worksheet)
    return made.save()


def _widest(worksheet: PrintedWorksheet) -> int:
    items = [item for group in worksheet.sheet.groups for item in group.items]
    grids = [len(item.columns) + bool(item.rows) for item in items if isinstance(item, Grid)]
    return max([*grids, *(1 + len(item.levels) for item in items if isinstance(item, Summary))], default=1)


def _how(made: WordDocument, worksheet: PrintedWorksheet) -> None:
    words = worksheet.words
    made.title(worksheet.title)
    made.paragraph(worksheet.summary)
    made.heading(words.how, 1)
    _paragraphs(made, worksheet.purpose)
    for title, text in ((words.who, worksheet.who), (words.time, worksheet.time_needed)):
        if text:
            made.heading(title, 2)
            made.paragraph(text)
    if worksheet.materials:
        made.heading(words.materials, 2)
        made.items(worksheet.materials)
    if worksheet.steps:
        made.heading(words.steps, 2)
        made.items(worksheet.steps, numbered=True)
    if worksheet.care:
        made.heading(words.care, 2)
        _paragraphs(made, worksheet.care)
    if worksheet.source_line:
        made.paragraph(f"{words.source} {worksheet.source_line}", style="Small print")
    if worksheet.url:
        made.link(words.online, worksheet.url)


def _group(made: WordDocument, group: Group, worksheet: PrintedWorksheet) -> None:
    if group.title:
        made.heading(group.title, 2)
    if group.hint:
        made.paragraph(group.hint, style="Help")
    for item in group.items:
        if isinstance(item, Field):
            _field(made, item)
        elif isinstance(item, Rating):
            _rating(made, item, worksheet)
        elif isinstance(item, Grid):
            _grid(made, item)
        else:
            _summary(made, item, worksheet)


def _field(made: WordDocument, field: Field) -> None:
    made.paragraph(field.title, style="Field label")
    if field.prompt:
        made.paragraph(field.prompt, style="Help")
    if field.kind == "several":
        for number, option in enumerate(field.options, start=1):
            made.tick(f"{field.id}-{number}", option.label)
    elif field.kind == "one":
        choices = [(str(number), option.label) for number, option in enumerate(field.options, start=1)]
        made.control(field.id, field.title, "choice", choices, hint=CHOOSE)
    else:
        made.control(field.id, field.title, "long")


def _rating(made: WordDocument, rating: Rating, worksheet: PrintedWorksheet) -> None:
    made.paragraph(rating.title, style="Field label")
    for option in rating.options:
        made.paragraph(": ".join(filter(None, (option.label, option.description))), style="Help")
    choices = [(str(number), option.label) for number, option in enumerate(rating.options, start=1)]
    made.control(rating.id, rating.title, "choice", choices, hint=CHOOSE)
    made.paragraph(worksheet.words.evidence, style="Help")
    made.control(f"{rating.id}-evidence", f"{worksheet.words.evidence} {rating.title}", "long")


def _grid(made: WordDocument, grid: Grid) -> None:
    header = [_told(column.title, column.prompt) for column in grid.columns]
    empty = [""] * len(header)
    if grid.rows:
        rows = [[_told(part.title, part.prompt), *empty] for part in grid.rows]
        made.table([grid.corner, *header], rows, grid.title)
    else:
        made.table(header, [empty] * grid.blank, grid.title)


def _summary(made: WordDocument, summary: Summary, worksheet: PrintedWorksheet) -> None:
    empty = [""] * len(summary.levels)
    rows = [[f"{area} ({total})", *empty] for area, total in zip(summary.areas, summary.totals, strict=True)]
    made.table([worksheet.words.area, *summary.levels], rows, "How many lines have reached which level")


def _told(title: str, prompt: str) -> str:
    return "\n".join(filter(None, (title, prompt)))


def _paragraphs(made: WordDocument, text: str) -> None:
    for paragraph in text.split("\n\n"):
        made.paragraph(paragraph)
