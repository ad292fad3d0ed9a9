"""Checks the tables against their Table Schemas with Frictionless, each table in one go.

What shapes this (measured; `scripts/bench.py` holds it): Frictionless copies inline data several times over, so each
table is given as a function that yields its rows; every cell costs, so the columns of a child table that hold by
construction (the parent's key and the position) are left out; a package of tables costs more than the tables; and for
a small table most of the time would go into copying its fields.
"""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from charterkit.check.messages import explain, wrong_type
from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from frictionless import Error, Field, Schema

    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

_NO_LIMIT = 1_000_000
_FIRST_ROW = 2  # Frictionless counts rows from 1, and the header as one of them

# Frictionless leaves this to Python, which reads 1_000, NaN, ١٢, 1e999999999 and 2026-3-1 as well. Nobody else does.
_FORMS = {
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "year": re.compile(r"[0-9]{4}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}


def schemas(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Give a problem for every cell that its schema does not allow."""
    for table in model.tables.values():
        rows = tables[table.name]
        if not any(row.csv for row in rows):  # the ids of a CSV file's rows are compared with each other
            rows = [row for row in rows if not row.known]
        if rows and not _says_nothing_more(table):
            yield from _forms(table, rows)
            yield from _errors(table, rows, model, tables)


def _says_nothing_more(table: Table) -> bool:
    """Say whether each row is one text that must not be empty, as the reader already made sure: most tags are."""
    constraints = table.own_fields[0].descriptor.get("constraints", {})
    return table.is_link and table.own_fields[0].type == "string" and set(constraints) <= {"required"}


def _forms(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """Find numbers and dates that are not written as the standard says, and mark them as broken."""
    for field in table.own_fields:
        form = _FORMS.get(field.type)
        for row in rows if form else ():
            value = row.cells.get(field.name, "")
            if value and form and not form.fullmatch(value) and field.name not in row.broken:
                yield wrong_type(field, row)
                row.broken.add(field.name)


def _errors(table: Table, rows: list[Row], model: DataModel, tables: Tables) -> Iterator[Problem]:
    from frictionless import FrictionlessException  # noqa: PLC0415 - 0.2 s, which `--help` need not wait for

    fields = table.own_fields if table.origin.parent else table.fields
    schema: dict[str, Any] = {"fields": [field.descriptor for field in fields]}
    if not table.origin.parent:
        schema["primaryKey"] = list(table.primary_key)
    names = tuple(field.name for field in fields)
    cells = tuple(tuple([row.cells.get(name, "") for name in names]) for row in rows)
    try:
        found = _judged(json.dumps(schema), names, cells)
    except FrictionlessException as error:
        said = " ".join(reason.note for reason in error.reasons or [error.error])
        yield Problem(table.schema_path, 1, 1, f"this schema cannot be used: {said}", "Mend the schema.", "schema")
        return
    for fault in found:
        number = getattr(fault, "row_number", None)
        if number is None:
            yield Problem(
                table.schema_path, 1, 1, f"this schema cannot be used: {fault.note}", "Mend the schema.", "schema"
            )
        else:
            yield from explain(fault, table, rows[number - _FIRST_ROW], model, tables)


@functools.lru_cache(maxsize=128)
def _judged(schema: str, names: tuple[str, ...], cells: tuple[tuple[str, ...], ...]) -> tuple[Error, ...]:
    """Give the errors of a table. Remembered, so that `serve` judges only the tables that an edit has changed."""
    from frictionless import Checklist, Resource, Schema  # noqa: PLC0415 - as above

    def read() -> Iterator[list[str]]:
        yield list(names)
        yield from map(list, cells)

    resource = Resource(name="table", data=read, schema=_uncopied(Schema.from_descriptor(json.loads(schema))))
    report = resource.validate(Checklist(), limit_errors=_NO_LIMIT)
    return (*report.errors, *(error for task in report.tasks for error in task.errors))


def _uncopied(schema: Schema) -> Schema:
    """Let fields stay themselves when copied: Frictionless copies each twice a table, to shield it from readers."""
    for field in schema.fields:
        field.to_copy = functools.partial(_itself, field)  # type: ignore[method-assign]
    return schema


def _itself(field: Field, **_: Any) -> Field:  # noqa: ANN401 - as Frictionless has it
    return field
