"""The ids that a field may hold, with what they are called: of a vocabulary's terms, or of another table's records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charterkit.records import Tables
    from charterkit.schema import DataModel, Field, Table


@dataclass(frozen=True, slots=True)
class Option:
    """One id with its label, which is the id itself where it has no other, and its description, which may be empty."""

    id: str
    label: str
    description: str = ""


def options(model: DataModel, tables: Tables, table: Table, field: Field) -> tuple[Option, ...]:
    """Give what `field` of `table` may hold, in the order in which to offer it; empty where anything goes."""
    if field.choices:
        return tuple(Option(choice, choice) for choice in field.choices)
    target = model.tables.get(table.target(field.name))
    return () if target is None else of_table(target, tables)


def of_table(target: Table, tables: Tables) -> tuple[Option, ...]:
    """Give the ids of a table with what they are called, by their `order`, then as they stand."""
    name = naming(target)
    ranked = []
    for number, row in enumerate(tables.get(target.name, ())):
        key = row.cells.get("id", "")
        if key:
            order = row.cells.get("order", "")
            rank = int(order) if order.isascii() and order.isdecimal() else 0
            told = row.cells.get("description", "") if name == "label" else row.cells.get("summary", "")
            ranked.append((rank, number, Option(key, row.cells.get(name) or key, " ".join(told.split()))))
    return tuple(option for _, _, option in sorted(ranked, key=lambda entry: entry[:2]))


def naming(table: Table) -> str:
    """Give the field that says what a row of `table` is called, which never is what the row belongs to."""
    known = [field.name for field in table.fields]
    free = (f.name for f in table.own_fields if f.required and f.type == "string" and not table.target(f.name))
    fallback = next(free, known[0])
    return next((name for name in ("label", "title") if name in known), fallback)


def collections(model: DataModel) -> dict[str, Table]:
    """Give the tables whose rows are records, one file each, by name."""
    return {name: table for name, table in model.tables.items() if table.origin.records}
