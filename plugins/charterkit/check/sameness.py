"""Records that are there twice under two ids, as far as the fields say that tell a table's records apart (`match`).

An import asks the same before it writes (`sameness.py`). What only looks alike is left to people: here it could not be
answered, and would be said again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.problems import short
from charterkit.sameness import Telling, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.sameness import Key
    from charterkit.schema import DataModel, Table

_MOST = 100  # records of one name that are looked at

_Met = tuple["Row", "Sequence[Key]"]


def sameness(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find records that say the same as an earlier one in the fields that tell them apart."""
    for table in model.tables.values():
        if table.match:
            yield from _again(table, tables[table.name])


def _again(table: Table, rows: list[Row]) -> Iterator[Problem]:
    telling = Telling(table, table.match)
    known: dict[Key, list[_Met]] = {}
    for row in rows:
        if table.is_withdrawn(row.cells):
            continue
        keys = [() if row.broken.intersection(entry) else telling.exact(entry, row.cells) for entry in telling.entries]
        found = next(
            (
                (number, other)
                for number, key in enumerate(keys)
                for other, others in known.get(key, ())
                if key and not any(one and two and one != two for one, two in zip(keys[:number], others, strict=False))
            ),
            None,
        )
        if found and found[1].cells.get("id") != row.cells.get("id"):  # which is said already
            yield _problem(table, telling.entries, *found, row)
        for key in keys:
            same = known.setdefault(key, [])
            if key and len(same) < _MOST:
                same.append((row, keys))


def _problem(table: Table, entries: Sequence[Sequence[str]], number: int, other: Row, row: Row) -> Problem:
    """Say it of the newer one: of that which nobody has confirmed yet, or else of the second."""
    vouched = [field.name for field in table.fields if field.to_publish]
    one, two = (any(which.cells.get(name) for name in vouched) for which in (other, row))
    first, second = (row, other) if two and not one else (other, row)
    entry = entries[number]
    surer = dict.fromkeys(name for above in entries[:number] for name in above if name not in entry)
    apart = f"write the {listed(list(surer))} of each, or tell" if surer else "tell"
    return second.problem(
        entry[0],
        f"`{short(second.cells[entry[0]])}` is there already: {listed(entry)} say the same in {first.path},"
        f" line {first.line}",
        f"Keep one of the two. If they are not the same, {apart} them apart in `{entry[0]}`.",
        "same-record",
    )
