"""A worksheet as plain text: how to use it, and what there is to fill in, in the order of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.render.text import LINE, encoded, heading, lines
from charterkit.views.worksheets import Field, Grid, Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.model import Part
    from charterkit.views.printables import PrintedBrand
    from charterkit.views.worksheet_prints import PrintedWorksheet, WorksheetWords
    from charterkit.views.worksheets import Group, Summary

_NUMBER = "_" * 6


def document(brand: PrintedBrand, worksheet: PrintedWorksheet) -> bytes:
    """Give a worksheet."""
    return encoded(_document(brand, worksheet))


def _document(brand: PrintedBrand, worksheet: PrintedWorksheet) -> Iterator[str]:
    words = worksheet.words
    yield from heading(worksheet.title, "=")
    yield from lines(worksheet.summary)
    yield from _how(worksheet)
    yield from heading(words.sheet, "=")
    for field in worksheet.sheet.about:
        yield from lines(f"{field.title}: {LINE}")
    for group in worksheet.sheet.groups:
        yield from _group(group, words)
    yield "* * *"
    yield ""
    source = f"{words.source} {worksheet.source_line}" if worksheet.source_line else ""
    online = f"{words.online} {worksheet.url}" if worksheet.url else ""
    for text in dict.fromkeys((source, brand.notice, online, f"{brand.name}, {worksheet.licence}".strip(", "))):
        yield from lines(text)


def _how(worksheet: PrintedWorksheet) -> Iterator[str]:
    words = worksheet.words
    yield from heading(words.how, "=")
    yield from lines(worksheet.purpose)
    for title, text in ((words.who, worksheet.who), (words.time, worksheet.time_needed)):
        yield from lines(f"{title}: {text}" if text else "")
    if worksheet.materials:
        yield from lines(f"{words.materials}:", *(f"- {material}" for material in worksheet.materials))
    if worksheet.steps:
        yield from heading(words.steps, "-")
        yield from lines(*(f"{number}. {step}" for number, step in enumerate(worksheet.steps, start=1)))
    if worksheet.care:
        yield from heading(words.care, "-")
        yield from lines(worksheet.care)


def _group(group: Group, words: WorksheetWords) -> Iterator[str]:
    if group.title:
        yield from heading(group.title, "-")
    yield from lines(group.hint)
    for item in group.items:
        if isinstance(item, Field):
            yield from _field(item)
        elif isinstance(item, Rating):
            answers = (f"( ) {_told(option.label, option.description)}" for option in item.options)
            yield from lines(item.title, *answers, f"{words.evidence} {LINE}")
        elif isinstance(item, Grid):
            yield from _grid(item, words)
        else:
            yield from _summary(item)


def _field(field: Field) -> Iterator[str]:
    sign = "( )" if field.kind == "one" else "[ ]"
    answers = [f"{sign} {option.label}" for option in field.options] or [LINE] * field.lines
    yield from lines(field.title, field.prompt, *answers)


def _grid(grid: Grid, words: WorksheetWords) -> Iterator[str]:
    yield from lines(*(_told(column.title, column.prompt) for column in grid.columns if column.prompt))
    named = [_named(grid, part) for part in grid.rows]
    for title in named or (f"{words.row} {number}" for number in range(1, grid.blank + 1)):
        columns = (f"{c.title}: {LINE if c.kind == 'words' else _NUMBER}" for c in grid.columns)
        yield from lines(title, *columns)


def _named(grid: Grid, part: Part) -> str:
    return _told(" ".join(filter(None, (grid.corner, part.title))), part.prompt)


def _summary(summary: Summary) -> Iterator[str]:
    for area, total in zip(summary.areas, summary.totals, strict=True):
        yield from lines(f"{area} ({total})", *(f"{level}: {_NUMBER}" for level in summary.levels))


def _told(title: str, text: str) -> str:
    return ": ".join(filter(None, (title, text)))
