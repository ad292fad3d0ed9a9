"""Reads tables that people have: CSV as any program saves it, and the first sheet of an Excel workbook.

Unlike the reader of the site's own CSV files this one is lenient: a separator may be a comma, a semicolon or a tab, an
encoding may be one of Excel's, and columns may be called anything. Every cell is text; a cell that begins with `=` too.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.importing import CannotImport, workbooks
from charterkit.importing.packages import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from charterkit.importing import Left

MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELL = 32 * 1024

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OTHER_LETTERS = re.compile(r"[A-Za-z][\u201a\u0192\u201e\u02c6\u2030\u2039]|[a-z][\u017d\u0178\u2021]")
"""Signs that follow no letter, but stand where DOS and old Macs have letters with accents: é is 0x82 or 0x8e."""
_FIRST = 20  # rows among which that with the names of the columns is looked for
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the file and its cells by column, empty ones left out."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the columns in order, the rows that hold anything, and the number of the row that names the columns.

    `left` is what else is in the file and was not read.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    named_in: int = 1
    left: tuple[Left, ...] = ()


def read(path: Path, is_column: Callable[[str], bool] = lambda _: False, named_in: int = 0) -> Sheet:
    """Read a .csv or .xlsx file. Raises `CannotImport` where it cannot be used.

    `named_in` is the number of the row that names the columns. Where nobody has said which, it is the one among the
    first that holds most of what `is_column` knows: people write titles and notes above their tables.
    """
    book = workbooks.opened(path, MAX_ROWS, MAX_COLUMNS) if path.suffix.lower() == ".xlsx" else None
    lines = list(_lines(path, book.rows() if book else _text(path)))
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
    left = tuple(book.left(number)) if book else ()
    return Sheet(tuple(name for name in header if name), tuple(rows), number, left)


def _named_in(lines: list[tuple[int, list[str]]], is_column: Callable[[str], bool]) -> int:
    """Give the number of the row that names the columns; the first, where no row holds more of their names."""
    counts = [(sum(map(is_column, cells)), -number) for number, cells in lines[:_FIRST]]
    known, number = max(counts, default=(0, -1))
    several = [number for number, cells in lines[:_FIRST] if sum(map(bool, cells)) > 1]
    return -number if known else min(several, default=lines[0][0] if lines else 1)


def _lines(path: Path, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything, with their numbers."""
    for number, cells in rows:
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
    text = _decoded(path.name, raw)
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


def _decoded(name: str, raw: bytes) -> str:
    """Give the text of a file as Excel saves one: as UTF-8, as UTF-16 with a mark, or as Windows of Western Europe.

    Raises `CannotImport` where that would lose letters, or take some for others.
    """
    try:
        if raw.startswith(_WIDE):
            return raw.decode("utf-16")
        if b"\0" not in raw:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    remedy = "Open it in the program that it is from, and save it as CSV UTF-8 or as .xlsx."
    if b"\0" in raw:
        raise CannotImport(f"{name} is not text. {remedy}")
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or _OTHER_LETTERS.search(text):
        raise CannotImport(f"which letters {name} holds cannot be told: its encoding is an old one. {remedy}")
    return text
