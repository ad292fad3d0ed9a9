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


def _out_of_place(
    model: DataModel, tables: Tables, parent: Table, child: Table, entries: Grouped
) -> Iterator[Problem]:
    name = child.origin.list
    for row in tables[parent.name]:
        if parent.is_withdrawn(row.cells):
            continue
        has = _key(row, parent) in entries
        needed = child.needed_where and _holds(child.needed_where, row, model, tables, parent)
        if needed and not has and name not in row.broken:
            where, value = needed
            message = f"`{name}` is missing, which is needed where `{where}` is `{value}`"
            hint = f"Write `{name}:` with {_what(child)}, or choose another `{where.rpartition('.')[2]}`."
            yield row.problem(_place(where), message, hint, "needed-with")
        if has and child.only_where and not _holds(child.only_where, row, model, tables, parent):
            known = ", ".join(f"`{value}`" for value in child.only_where.values)
            message = f"`{name}` is of use only where `{child.only_where.field}` is {known}, so it is not shown"
            hint = f"Take it out, or choose another `{child.only_where.field.rpartition('.')[2]}`."
            yield replace(row.problem(name, message, hint, "only-with"), severity=Severity.WARNING)


def _holds(
    condition: Condition, row: Row, model: DataModel, tables: Tables, parent: Table
) -> tuple[str, str] | None:
    """Give the field and the value by which a condition holds of a row, or None."""
    of, _, name = condition.field.rpartition(".")
    if not of:
        value = row.cells.get(name, "")
        return (condition.field, value) if value in condition.values else None
    child = model.lists(parent.name)[of]
    for entry in _entries(child, tables).get(_key(row, parent), ()):
        if entry.cells.get(name, "") in condition.values:
            return condition.field, entry.cells[name]
    return None


def _lengths(model: DataModel, tables: Tables, parent: Table, child: Table, entries: Grouped) -> Iterator[Problem]:
    """Find lists whose length is not that of the list `as_many_as` of a record around them."""
    holder = parent
    while child.as_many_as not in model.lists(holder.name):
        holder = model.tables[holder.origin.parent]
    other = model.lists(holder.name)[child.as_many_as]
    width = len(holder.primary_key)
    counts = {key: len(rows) for key, rows in _grouped(tables[other.name], other.parent_key).items()}
    rows = {_key(row, parent): row for row in tables[parent.name]}
    for key, found in entries.items():
        wanted = counts.get(key[:width], 0)
        if len(found) != wanted and key in rows:
            message = f"`{child.origin.list}` has {len(found)} lines, and `{child.as_many_as}` has {wanted}"
            hint = f"Write one for each of `{child.as_many_as}`, in their order, or none at all."
            yield rows[key].problem(child.origin.list, message, hint, "as-many-as")


def _entries(child: Table, tables: Tables) -> Grouped:
    return _grouped(tables[child.name], child.parent_key)


def _grouped(rows: list[Row], key: tuple[str, ...]) -> Grouped:
    groups: Grouped = {}
    for row in rows:
        groups.setdefault(tuple(row.cells.get(name, "") for name in key), []).append(row)
    return groups


def _key(row: Row, table: Table) -> tuple[str, ...]:
    return tuple(row.cells.get(name, "") for name in table.primary_key)


def _place(where: str) -> str:
    return where.partition(".")[0]


def _what(child: Table) -> str:
    return f"a line for each {child.singular}"
