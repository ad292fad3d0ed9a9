"""Reads CSV strictly (RFC 4180, with a header), and keeps where every row and cell stands."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.problems import Problem
from charterkit.source import at_top
from charterkit.syntax import unjoined

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 16 * 1024 * 1024
"""The most a CSV file may hold: about 60,000 pledges."""

MAX_CELL = 64 * 1024
"""The most characters that a cell may hold. Python's own limit is no help: other packages lift it for everybody."""

MAX_COMMAS = 50_000
"""The most that a line may hold: a row of millions of cells takes more memory than the file."""

MAX_COLUMNS = 500

HEADER = "csv-header"
CUT_SHORT = "csv"
"""The rules of problems that leave a table without its rows, or without those after the problem."""

_QUOTE_INSIDE = re.compile(r'(?<=[^,"])"(?=[^,"])')


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a CSV file: its cells by column name, the line on which it starts, and whether it has every cell."""

    line: int
    cells: dict[str, str]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its column names, its rows, and its lines, for finding a cell's column when a problem names it."""

    header: list[str]
    rows: list[CsvRow]
    lines: list[str]

    def column(self, line: int, name: str) -> int:
        """Give the column, from 1, at which the cell `name` starts on the line where its row starts."""
        return self.start(line, self.header.index(name)) if name in self.header else 1

    def start(self, line: int, index: int) -> int:
        """Give the column, from 1, at which the cell with the number `index`, from 0, starts on its line."""
        if not 1 <= line <= len(self.lines):
            return 1
        starts = [1]
        quoted = False
        for place, character in enumerate(self.lines[line - 1], start=1):
            if character == '"':
                quoted = not quoted
            elif character == "," and not quoted:
                starts.append(place + 1)
        return starts[index] if index < len(starts) else starts[-1]


def read_csv(text: str, name: str) -> tuple[CsvTable, list[Problem]]:
    """Read a CSV file. `name` is the path that problems show.

    A header that cannot be used leaves the table without rows and header. Empty columns at the right end, which
    spreadsheets like to add, are passed over.
    """
    table = CsvTable([], [], text.split("\n"))
    problems: list[Problem] = []
    if hopeless := _too_wide(name, table.lines) or unjoined(name, table.lines, CUT_SHORT):
        return table, [hopeless]
    uneven: list[Problem] = []
    widths: set[int] = set()
    spare = 0
    for line, cells in _records(table.lines, name, problems):
        if not any(cells):
            continue
        if not table.header:
            table.header.extend(_without_empty_end(cells, 0))
            spare = len(cells) - len(table.header)
            problems += _header_problems(name, line, table)
            if problems:
                table.header.clear()
                return table, problems
            continue
        cells = _without_empty_end(cells, max(len(table.header), len(cells) - spare))  # noqa: PLW2901 - as it is meant
        if max(map(len, cells)) > MAX_CELL:
            problems.append(_too_long(name, line))
            break
        whole = len(cells) == len(table.header)
        widths.add(len(cells))
        if not whole:
            uneven.append(_uneven(name, line, cells, table))
        table.rows.append(CsvRow(line, dict(zip(table.header, cells, strict=False)), whole))
    if not table.header and not problems:
        problems.append(at_top(name, "is empty", "Start it with a line of column names.", HEADER))
    if len(widths) == 1 and len(uneven) > 1:  # the rows agree with each other, so it is the header that is wrong
        uneven = [_wrong_header(name, table, widths.pop())]
        table.header.clear()
        table.rows.clear()
    return table, [*problems, *uneven]


def _too_wide(name: str, lines: list[str]) -> Problem | None:
    wide = next((n for n, line in enumerate(lines, start=1) if line.count(",") > MAX_COMMAS), 0)
    message = f"this line has more than {MAX_COMMAS:,} commas"
    return Problem(name, wide, 1, message, "Look for line ends that were lost.", HEADER) if wide else None


def _without_empty_end(cells: list[str], least: int) -> list[str]:
    length = len(cells)
    while length > least and not cells[length - 1]:
        length -= 1
    return cells[:length]


def _records(lines: list[str], name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Give each row's first line and its cells, until one cannot be read."""
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, [cell.strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(_unreadable(name, lines, start, reader.line_num, str(error)))


def _unreadable(name: str, lines: list[str], start: int, line: int, said: str) -> Problem:
    """Say why the row that starts on the line `start` cannot be read; `line` is how far the reader came."""
    if "field larger" in said:
        return _too_long(name, start)
    hint = 'A cell with quotes in it is written "like ""this""".'
    if "end of data" in said:
        column = lines[start - 1].rfind('"') + 1
        return Problem(name, start, column, "a quote opens here and does not close", f"Close it. {hint}", CUT_SHORT)
    found = _QUOTE_INSIDE.search(lines[line - 1])
    column = found.start() + 1 if found else 1
    return Problem(name, line, column, "the cell goes on after its quote has closed", hint, CUT_SHORT)


def _too_long(name: str, line: int) -> Problem:
    hint = "Shorten it, or look for a quote that does not close."
    return Problem(name, line, 1, "a cell of this row is too long", hint, CUT_SHORT)


def _uneven(name: str, line: int, cells: list[str], table: CsvTable) -> Problem:
    wanted = len(table.header)
    message = f"this row has {_cells(len(cells))}, the header {wanted}"
    if len(cells) > wanted:
        hint = 'Put a text that holds a comma between double quotes: "Lunch, and more".'
        return Problem(name, line, table.start(line, wanted), message, hint, "csv-cells")
    hint = f"Write a comma for every cell, empty ones included: {wanted - 1} in a row."
    return Problem(name, line, 1, message, hint, "csv-cells")


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _wrong_header(name: str, table: CsvTable, width: int) -> Problem:
    line = next(number for number, text in enumerate(table.lines, start=1) if text.strip(" ,"))
    message = f"this line names {len(table.header)} columns, but every row has {_cells(width)}"
    return Problem(name, line, 1, message, "Look for a comma or a name too many or too few here.", HEADER)


def _header_problems(name: str, line: int, table: CsvTable) -> list[Problem]:
    if len(table.header) == 1 and (sign := next((s for s in ";\t" if s in table.header[0]), "")):
        message = f"the columns are parted by {'semicolons' if sign == ';' else 'tabs'}, not by commas"
        return [Problem(name, line, table.header[0].find(sign) + 1, message, "Save it as CSV with commas.", HEADER)]
    if len(table.header) > MAX_COLUMNS:
        message = f"this line names {len(table.header):,} columns; at most {MAX_COLUMNS} are read"
        return [Problem(name, line, 1, message, "Look for line ends that were lost.", HEADER)]
    found = []
    for index, column in enumerate(table.header):
        if not column or column in table.header[:index]:
            what = f"the column `{column}` stands twice" if column else f"column {index + 1} has no name"
            hint = "Keep one of the two." if column else "Write the name of its field."
            found.append(Problem(name, line, table.start(line, index), what, hint, HEADER))
    return found
