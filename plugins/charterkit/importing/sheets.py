"""Reads tables that people have: CSV as any program saves it, and the first sheet of an Excel workbook.

Unlike the reader of the site's own CSV files this one is lenient: a separator may be a comma, a semicolon or a tab, an
old encoding is understood, and columns may be called anything. Every cell is text; a cell that begins with `=` too.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.importing import CannotImport
from charterkit.importing.packages import MAX_FILE, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELL = 32 * 1024

_PARTS = re.compile(r".*\.(?:xml|rels)")
_FIRST = 20  # rows among which that with the names of the columns is looked for
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the file and its cells by column, empty ones left out."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the columns in order, the rows that hold anything, and the number of the row that names the columns."""

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    named_in: int = 1


def read(path: Path, is_column: Callable[[str], bool] = lambda _: False, named_in: int = 0) -> Sheet:
    """Read a .csv or .xlsx file. Raises `CannotImport` where it cannot be used.

    `named_in` is the number of the row that names the columns. Where nobody has said which, it is the one among the
    first that holds most of what `is_column` knows: people write titles and notes above their tables.
    """
    lines = list(_lines(path))
    number = named_in or _named_in(lines, is_column)
    header = next((_header(path.name, cells) for at, cells in lines if at == number), ())
    if not header:
        what = f"Row {named_in} of {path.name}" if named_in else path.name
        raise CannotImport(f"{what} is empty. A row must hold the names of the columns.")
    rows = []
    for at, cells in lines:
        if at > number:
            named = zip(header, cells, strict=False)
            rows.append(SheetRow(at, {name: text for name, text in named if name and text}))
    return Sheet(tuple(name for name in header if name), tuple(rows), number)


def _named_in(lines: list[tuple[int, list[str]]], is_column: Callable[[str], bool]) -> int:
    """Give the number of the row that names the columns; the first, where no row holds more of their names."""
    counts = [(sum(map(is_column, cells)), -number) for number, cells in lines[:_FIRST]]
    known, number = max(counts, default=(0, -1))
    several = [number for number, cells in lines[:_FIRST] if sum(map(bool, cells)) > 1]
    return -number if known else min(several, default=lines[0][0] if lines else 1)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything, with their numbers."""
    for number, cells in _workbook(path) if path.suffix.lower() == ".xlsx" else _text(path):
        if number > MAX_ROWS:
            raise CannotImport(f"{path.name} has more than {MAX_ROWS} rows. Divide it into several files.")
        if max(map(len, cells), default=0) > MAX_CELL:
            raise CannotImport(f"{path.name}, row {number}: a cell holds more than {MAX_CELL // 1024} KB of text.")
        if any(cells):
            yield number, cells


def _header(name: str, cells: list[str]) -> tuple[str, ...]:
    header = tuple(" ".join(cell.split()) for cell in cells)
    named = [column for column in header if column]
    twice = next((column for column in named if named.count(column) > 1), "")
    if twice:
        raise CannotImport(f"{name} has two columns with the name `{twice}`. Rename or remove one of them.")
    if len(header) > MAX_COLUMNS:
        raise CannotImport(f"{name} has more than {MAX_COLUMNS} columns.")
    return header


def _text(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        if path.stat().st_size > MAX_FILE:
            raise CannotImport(f"{path.name} is larger than {MAX_FILE >> 20} MB. Divide it into several files.")
        raw = path.read_bytes()
    except OSError as error:
        raise CannotImport(f"{path.name} cannot be opened ({error.strerror}).") from None
    if b"\0" in raw:
        raise CannotImport(f"{path.name} is not text. Save it as CSV UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what Excel saves as plain CSV
    first = "\n".join(text.split("\n", _FIRST)[:_FIRST])
    separator = max(_SEPARATORS, key=lambda sign: (first.count(sign), -_SEPARATORS.index(sign)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [cell.strip() for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        raise CannotImport(f"{path.name}, row {before + 1} cannot be read ({error}).") from None


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    members(path, _PARTS)  # refuses what no spreadsheet program writes, before another library looks at it
    import openpyxl  # noqa: PLC0415 - 0.2 s, for workbooks alone

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        cells: Iterable[tuple[Any, ...]] = sheet.iter_rows(
            max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True
        )
        for number, row in enumerate(cells, start=1):
            yield number, _trimmed([_cell(value) for value in row])
    except CannotImport:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl has none of its own for a damaged file
        kind = type(error).__name__
        raise CannotImport(f"{path.name} cannot be read as a workbook ({kind}). Save it again as .xlsx.") from None


def _trimmed(cells: list[str]) -> list[str]:
    """Take off the empty cells at the end; a workbook is as wide as somebody once clicked."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()
