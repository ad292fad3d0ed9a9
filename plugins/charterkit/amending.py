"""Changes single values in files that people keep, and leaves every other byte as it was.

A CSV file keeps its quotes, its line ends and the rows that nobody asked about; a YAML file its comments and its order.
So a change is as small in the history as it was meant. What was written is read again before it is given out, and must
hold exactly what was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit import sheet, source, writing
from charterkit.writing import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.schema import Table

Changes = dict[str, dict[str, str]]
"""For each id the fields that change, with their new texts."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')
_BOM = "\ufeff"


def rows(text: str, changes: Mapping[str, Mapping[str, str]], new: Sequence[Mapping[str, str]] = ()) -> str:
    """Give the CSV file `text`, whose column `id` tells its rows apart, with cells changed and new rows at its end.

    A column that the file does not have yet comes last. Raises `CannotWrite` where the strict reader would read
    anything else than that.
    """
    before = _read(text)
    header = list(before.header)
    wanted = dict.fromkeys(name for cells in (*changes.values(), *new) for name in cells)
    added = [name for name in wanted if name not in header]
    end = next(iter(_LINE_END.findall(text)), "\n")
    lines = {row.line for row in before.rows}
    pieces = []
    heading = True
    for line, raw in _raw_records(text):
        record, ending = _without_end(raw)
        if heading and record.strip("," + _BOM):
            heading = False
            record += "".join(f",{name}" for name in added)
        elif line in lines:
            cells = _raw_cells(record)
            own = changes.get(_value(cells[header.index("id")]), {})
            cells = [_new(cell, own.get(name)) for cell, name in zip(cells, header, strict=False)] + cells[
                len(header) :
            ]
            record = ",".join([*cells, *(_quoted(own.get(name, "")) for name in added)])
        pieces.append(record + ending)
    if new and pieces and not _LINE_END.search(pieces[-1][-2:]):
        pieces.append(end)
    pieces += [",".join(_quoted(row.get(name, "")) for name in (*header, *added)) + end for row in new]
    made = "".join(pieces)
    expected = [{**dict.fromkeys(added, ""), **row.cells, **changes.get(row.cells["id"], {})} for row in before.rows]
    expected += [{name: row.get(name, "") for name in (*header, *added)} for row in new]
    after = _read(made)
    if [row.cells for row in after.rows] != expected:
        raise CannotWrite("a row of CSV would be read as other texts.")
    return made


def fields(text: str, table: Table, changes: Mapping[str, str]) -> str:
    """Give the YAML record `text` with fields of one line changed; an empty value takes the field's line out.

    Raises `CannotWrite` where the strict reader would read anything else than that.
    """
    before = _plain(text)
    end = next(iter(_LINE_END.findall(text)), "\n")
    lines = _LINE_END.split(text)
    for name, value in changes.items():
        place = next((n for n, line in enumerate(lines) if line.startswith(f"{name}:")), None)
        line = f"{name}: {writing.scalar(value, table.by_name.get(name))}" if value else None
        if place is not None:
            lines[place : place + 1] = [line] if line else []
        elif line:
            last = max((n for n, had in enumerate(lines) if had.strip()), default=-1)
            lines.insert(last + 1, line)
    made = end.join(lines)
    expected = {name: value for name, value in {**before, **changes}.items() if value}
    if _plain(made) != expected:
        raise CannotWrite("the record would be read as other texts. Change it by hand.")
    return made


def _plain(text: str) -> dict[str, object]:
    tree, problems = source.read_yaml(text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n"), "the record")
    plain = writing.plain(tree) if tree is not None and not problems else None
    if not isinstance(plain, dict):
        raise CannotWrite("the record has errors. Mend it first: run `charterkit check`.")
    return dict(plain)


def _read(text: str) -> sheet.CsvTable:
    plain = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if sign := source.forbidden(plain):
        raise CannotWrite(f"the invisible character U+{ord(sign):04X} cannot be written. Delete it first.")
    read, problems = sheet.read_csv(plain, "rows")
    if problems or "id" not in read.header:
        raise CannotWrite("the rows have errors, or no column `id`. Mend them first: run `charterkit check`.")
    return read


def _raw_records(text: str) -> Iterator[tuple[int, str]]:
    """Give each record as it stands, its line end included, with the line on which it starts."""
    start = place = 0
    line = first = 1
    quoted = False
    for found in re.finditer(r'"|\r\n|\n|\r', text):
        if found[0] == '"':
            quoted = not quoted
            continue
        line += 1
        place = found.end()
        if not quoted:
            yield first, text[start:place]
            start, first = place, line
    if start < len(text):
        yield first, text[start:]


def _without_end(raw: str) -> tuple[str, str]:
    record = raw.rstrip("\r\n")
    return record, raw[len(record) :]


def _raw_cells(record: str) -> list[str]:
    cells = [""]
    quoted = False
    for sign in record:
        if sign == '"':
            quoted = not quoted
        if sign == "," and not quoted:
            cells.append("")
        else:
            cells[-1] += sign
    return cells


def _value(raw: str) -> str:
    text = raw.strip()
    return text[1:-1].replace('""', '"').strip() if text.startswith('"') else text


def _new(raw: str, value: str | None) -> str:
    """Give a cell with a new value, in quotes where it had some; the cell itself where nothing changes."""
    if value is None or value == _value(raw):
        return raw
    return _quoted(value, always=raw.strip().startswith('"'))


def _quoted(value: str, *, always: bool = False) -> str:
    if always or _NEEDS_QUOTES.search(value):
        return '"' + value.replace('"', '""') + '"'
    return value
