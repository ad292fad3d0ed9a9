"""Checks the tables against their Table Schemas with Frictionless, all in one run.

What shapes this (measured; `scripts/bench.py` holds it): Frictionless copies inline data several times over, so each
table is given as a function that yields its rows; and every cell costs, so the columns of a child table that hold by
construction (the parent's key and the position) are left out, with the keys that rest on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charterkit.check.messages import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from frictionless import Package, Resource

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

_NO_LIMIT = 1_000_000
_FIRST_ROW = 2  # Frictionless counts rows from 1, and the header as one of them


def schemas(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Give a problem for every cell that its schema does not allow, and every reference that leads nowhere."""
    from frictionless import Checklist  # noqa: PLC0415 - 0.2 s, which `--help` and a YAML mistake need not wait for

    targets = {key.table for table in model.tables.values() for key in table.foreign_keys}
    names = [name for name in model.tables if tables[name] or name in targets]
    report = _package(model, tables, names).validate(Checklist(), limit_errors=_NO_LIMIT)
    for error in report.errors:
        yield from explain(error, None, None, model, tables)
    for task in report.tasks:
        table = model.tables[task.name]
        rows = tables[task.name]
        for error in task.errors:
            number = getattr(error, "row_number", None)
            row = rows[number - _FIRST_ROW] if number is not None else None
            yield from explain(error, table, row, model, tables)


def _package(model: DataModel, tables: Tables, names: list[str]) -> Package:
    from frictionless import Package  # noqa: PLC0415 - as above

    return Package(resources=[_resource(model.tables[name], tables[name], set(names)) for name in names])


def _resource(table: Table, rows: list[Row], known: set[str]) -> Resource:
    from frictionless import Resource, Schema  # noqa: PLC0415 - as above

    fields = table.own_fields if table.origin.parent else table.fields
    schema: dict[str, Any] = {"fields": [field.descriptor for field in fields]}
    if not table.origin.parent:
        schema["primaryKey"] = list(table.primary_key)
    schema["foreignKeys"] = [
        {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.reference_fields)}}
        for key in table.foreign_keys
        if key.table in known and key.fields != table.parent_key
    ]
    cells = _cells([field.name for field in fields], rows)
    return Resource(name=table.name, data=cells, schema=Schema.from_descriptor(schema))


def _cells(names: list[str], rows: list[Row]) -> Callable[[], Iterator[list[str]]]:

    def read() -> Iterator[list[str]]:
        yield names
        for row in rows:
            get = row.cells.get
            yield [get(name, "") for name in names]

    return read
