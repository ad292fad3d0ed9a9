"""Says in plain words what Frictionless found, at the place in the file, with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit.problems import Problem
from charterkit.records import did_you_mean
from charterkit.schema import PACKAGE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from frictionless import Error

    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Field, Table

_FORMS = {
    "date": ("a date", "Write year-month-day, for example 2026-03-31."),
    "integer": ("a whole number", "Write digits only, for example 12."),
    "number": ("a number", "Write digits only, with a point for decimals, for example 63.1."),
    "year": ("a year", "Write four digits, for example 2021."),
    "yearmonth": ("a month", "Write year-month, for example 2026-03."),
    "boolean": ("yes or no", "Write true or false."),
}
_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"$', re.DOTALL)
_SHOWN = 60


def explain(
    error: Error, table: Table | None, row: Row | None, model: DataModel, tables: Tables
) -> Iterator[Problem]:
    """Turn one error of Frictionless into problems: one, or none where the cell is known to be broken."""
    if table is None or row is None:
        path = table.schema_path if table else PACKAGE_FILE
        yield Problem(path, 1, 1, f"this schema cannot be used: {error.note}", "Mend the schema.", "schema")
    elif error.type == "foreign-key":
        names = list(error.field_names)  # type: ignore[attr-defined]  # every foreign-key error has it
        if not row.broken.intersection(names):
            yield _reference(table, row, names[-1], model, tables)
    elif error.type == "primary-key":
        name = table.primary_key[-1]
        hint = "Give one of them another id."
        yield row.problem(name, f"the id `{row.cells.get(name, '')}` is used twice", hint, "duplicate-id")
    else:
        name = getattr(error, "field_name", "")
        field = table.by_name.get(name)
        if field is None:
            yield row.problem("", str(error.note), "Compare the row with its schema.", "schema")
        elif name not in row.broken:
            yield _cell(error, field, row)


def _reference(table: Table, row: Row, name: str, model: DataModel, tables: Tables) -> Problem:
    value = row.cells.get(name, "")
    target = model.tables[table.target(name)] if table.target(name) else None
    ids = [other.cells.get("id", "") for other in tables[target.name]] if target else []
    where = _where(target) if target else ""
    hint = did_you_mean(value, ids) or did_you_mean(value, _labels(tables, target, value))
    if not hint and target:
        hint = f"Take an id from {where}" + (f": {', '.join(ids)}." if len(ids) <= 12 else ".")  # noqa: PLR2004
    called = target.title.lower() if target else name
    return row.problem(name, f"`{_short(value)}` is not one of the {called}", hint, "unknown-tag")


def _labels(tables: Tables, target: Table | None, value: str) -> list[str]:
    """Give the id whose label an author wrote in the id's place."""
    rows = tables[target.name] if target else []
    asked = value.casefold()
    return [r.cells["id"] for r in rows if asked in {r.cells.get("label", "").casefold(), r.cells.get("title", "").casefold()}]


def _where(target: Table) -> str:
    return target.origin.rows or target.origin.records


def _cell(error: Error, field: Field, row: Row) -> Problem:
    value = row.cells.get(field.name, "")
    if error.type == "type-error":
        what, hint = _FORMS.get(field.type, (f"a {field.type}", "Look the field up in the documentation."))
        return row.problem(field.name, f"`{_short(value)}` in `{field.name}` is not {what}", hint, "type")
    constraint, limit = _constraint(error)
    match constraint:
        case "required":
            message = f"`{field.name}` is missing"
            hint = f"Add `{field.name}:` with {_expected(field)}."
            return row.problem(field.name, message, hint, "required")
        case "maxLength":
            message = f"`{field.name}` is {len(value)} characters long; at most {limit} are allowed"
            return row.problem(field.name, message, f"Shorten it by {len(value) - int(limit)}.", "too-long")
        case "enum":
            hint = did_you_mean(value, field.choices) or f"Write one of: {', '.join(field.choices)}."
            return row.problem(field.name, f"`{_short(value)}` is not a value of `{field.name}`", hint, "unknown-value")
        case "minimum" | "maximum":
            than = "less than" if constraint == "minimum" else "more than"
            message = f"`{_short(value)}` in `{field.name}` is {than} {limit}"
            return row.problem(field.name, message, f"The {constraint} is {limit}.", "range")
        case "pattern":
            hint = field.description or f"It must look like {limit}."
            return row.problem(field.name, f"`{_short(value)}` in `{field.name}` has the wrong form", hint, "pattern")
    return row.problem(field.name, f"`{field.name}`: {error.note}", field.description, "schema")


def _constraint(error: Error) -> tuple[str, str]:
    found = _CONSTRAINT.search(error.note)
    return (found[1], found[2]) if found else ("", "")


def _expected(field: Field) -> str:
    if field.choices:
        return f"one of: {', '.join(field.choices)}"
    if field.type in _FORMS:
        return _FORMS[field.type][0]
    return (field.description or field.title).rstrip(".").replace("\n", " ").lower()


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
