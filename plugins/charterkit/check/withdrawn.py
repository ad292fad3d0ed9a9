"""Withdrawn records: what is left of their text, and what other records still say of them.

A withdrawn record is read only as far as its page needs (`records`), so that nothing of it can be published. These are
warnings: nothing here may keep a withdrawal from being published at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

SUCCESSION = "replaces"
"""The field by which a record may name a withdrawn one: its page then leads on to the record."""


def withdrawn(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find withdrawn records that still hold their text, and references to withdrawn records."""
    gone: dict[str, set[str]] = {}
    for table in model.tables.values():
        for row in tables[table.name] if table.withdrawal else ():
            if table.is_withdrawn(row.cells):
                gone.setdefault(table.name, set()).add(row.cells.get("id", ""))
                yield from _remains(row, model.outlasting(table.name))
    for table in model.tables.values() if gone else ():
        yield from _mentions(table, tables[table.name], gone)


def _remains(row: Row, kept: frozenset[str]) -> Iterator[Problem]:
    left = [name for name in row.marks if name not in kept]
    if left:
        others = len(left) - 1
        more = f" and {others} other field{'s' if others > 1 else ''}" if others else ""
        hint = "Nothing of it is published. Empty it all the same, down to its status: the repository is public. "
        hint += "Git keeps the history even then; if somebody must not be found in it, ask whoever runs the repository."
        yield _warning(row, left[0], f"this record is withdrawn, and still holds `{left[0]}`{more}", hint)


def _mentions(table: Table, rows: list[Row], gone: dict[str, set[str]]) -> Iterator[Problem]:
    names = [
        (key.fields[0], gone[key.table])
        for key in table.foreign_keys
        if key.table in gone and len(key.fields) == 1 and key.fields not in (table.parent_key, (SUCCESSION,))
    ]
    for row in rows if names else ():
        for name, ids in names:
            value = row.cells.get(name, "")
            if value in ids:
                whole = table.by_name[name].required and not table.origin.parent
                lost = "this entry is not shown either" if whole else "this reference is not shown"
                hint = "Name another one, or remove it."
                yield _warning(row, name, f"`{value}` is withdrawn, so {lost}", hint)


def _warning(row: Row, name: str, message: str, hint: str) -> Problem:
    return replace(row.problem(name, message, hint, "withdrawn"), severity=Severity.WARNING)
