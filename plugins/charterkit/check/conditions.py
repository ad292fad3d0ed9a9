"""Lists that hang on what else a record says: needed with one choice, of no use with another, as long as another list.

What hangs on what, the Data Package says (`needed_where`, `only_where` and `as_many_as` of a resource).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import Condition, DataModel, Table

Grouped = dict[tuple[str, ...], list["Row"]]


def conditions(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find lists that are missing, that are of no use, and that are longer or shorter than what they go with."""
    for child in model.tables.values():
        if not child.origin.parent or not (child.only_where or child.as_many_as):
            continue
        parent = model.tables[child.origin.parent]
        entries = _grouped(tables[child.name], child.parent_key)
        if child.only_where:
            yield from _out_of_place(model, tables, parent, child, entries)
        if child.as_many_as:
            yield from _lengths(model, tables, parent, child, entries)


def _out_of_place(model: DataModel, tables: Tables, parent: Table, child: Table, entries: Grouped) -> Iterator[Problem]:
    name = child.origin.list
    needed, only = (
        condition and _Holds(condition, model, tables, parent) for condition in (child.needed_where, child.only_where)
    )
    for row in tables[parent.name]:
        if parent.is_withdrawn(row.cells):
            continue
        own = entries.get(_key(row, parent), [])
        holder = needed and needed.of(row)
        if needed and holder and not own and name not in row.broken:
            message = f"`{name}` is missing, which is needed where `{needed.field}` is `{holder.cells[needed.field]}`"
            hint = f"Write `{name}:` with a line for each {child.singular}, or choose another `{needed.field}`."
            yield holder.problem(needed.field, message, hint, "needed-with")
        if own and only and not only.of(row):
            known = " or ".join(f"`{value}`" for value in only.values)
            message = f"`{name}` is of use only where `{only.field}` is {known}, so it is not shown"
            hint = f"Take it out, or choose another `{only.field}`."
            yield replace(own[0].problem("", message, hint, "only-with"), severity=Severity.WARNING)


class _Holds:
    """Says of which rows of a table a condition holds."""

    def __init__(self, condition: Condition, model: DataModel, tables: Tables, parent: Table) -> None:
        of, _, self.field = condition.field.rpartition(".")
        self.values = condition.values
        self.parent = parent
        self.within: Grouped | None = None
        if of:
            child = model.lists(parent.name)[of]
            self.within = _grouped(tables[child.name], child.parent_key)

    def of(self, row: Row) -> Row | None:
        """Give the row whose field has one of the values: `row` itself, or an entry of its list."""
        within = [row] if self.within is None else self.within.get(_key(row, self.parent), [])
        return next((found for found in within if found.cells.get(self.field, "") in self.values), None)


def _lengths(model: DataModel, tables: Tables, parent: Table, child: Table, entries: Grouped) -> Iterator[Problem]:
    """Find lists whose length is not that of the list `as_many_as` of a record around them."""
    holder = parent
    while child.as_many_as not in model.lists(holder.name):
        holder = model.tables[holder.origin.parent]
    other = model.lists(holder.name)[child.as_many_as]
    width = len(holder.primary_key)
    counts = {key: len(rows) for key, rows in _grouped(tables[other.name], other.parent_key).items()}
    for key, found in entries.items():
        wanted = counts.get(key[:width], 0)
        if len(found) != wanted:
            has = f"{len(found)} line{'' if len(found) == 1 else 's'}"
            message = f"`{child.origin.list}` has {has}, and `{child.as_many_as}` has {wanted}"
            hint = f"Write one for each of `{child.as_many_as}`, in their order, or none at all."
            yield found[0].problem("", message, hint, "as-many-as")


def _grouped(rows: list[Row], key: tuple[str, ...]) -> Grouped:
    groups: Grouped = {}
    for row in rows:
        groups.setdefault(tuple(row.cells.get(name, "") for name in key), []).append(row)
    return groups


def _key(row: Row, table: Table) -> tuple[str, ...]:
    return tuple(row.cells.get(name, "") for name in table.primary_key)
