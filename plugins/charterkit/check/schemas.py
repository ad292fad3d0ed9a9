"""Checks the tables against their Table Schemas with Frictionless, each table in one go.

What shapes this (measured; `scripts/bench.py` holds it): Frictionless copies inline data several times over, so each
table is given as a function that yields its rows; every cell costs, so the columns of a child table that hold by
construction (the parent's key and the position) are left out; a package of tables costs more than the tables; and for
a small table most of the time would go into copying its fields.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from charterkit.check.messages import explain, wrong_type
from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.check.judge import Judge, Question
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

# Frictionless leaves this to Python, which reads 1_000, NaN, ١٢, 1e999999999 and 2026-3-1 as well. Nobody else does.
_FORMS = {
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "year": re.compile(r"[0-9]{4}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}


class Schemas:
    """What the schemas of a site say of its tables: `ask` first, `problems` when the answer is needed."""

    def __init__(self, model: DataModel, tables: Tables, judge: Judge) -> None:
        """Ask nothing yet."""
        self.model = model
        self.tables = tables
        self.judge = judge
        self.asked: list[tuple[Table, list[Row]]] = []

    def ask(self) -> Iterator[Problem]:
        """Give what need not be asked, and begin to ask the rest."""
        for table in self.model.tables.values():
            rows = self.tables[table.name]
            if not any(row.csv for row in rows):  # the ids of a CSV file's rows are compared with each other
                rows = [row for row in rows if not row.known]
            if rows and not _says_nothing_more(table):
                yield from _forms(table, rows)
                self.asked.append((table, rows))
        self.judge.ask([_question(table, rows) for table, rows in self.asked])

    def problems(self) -> Iterator[Problem]:
        """Give a problem for every cell that its schema does not allow, and mark it as broken."""
        for (table, rows), faults in zip(self.asked, self.judge.faults(), strict=True):
            for fault in faults:
                if fault.row is None:
                    message = f"this schema cannot be used: {fault.note}"
                    yield Problem(table.schema_path, 1, 1, message, "Mend the schema.", "schema")
                else:
                    yield from explain(fault, table, rows[fault.row], self.model, self.tables)


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


def _question(table: Table, rows: list[Row]) -> Question:
    fields = table.own_fields if table.origin.parent else table.fields
    schema: dict[str, Any] = {"fields": [field.descriptor for field in fields]}
    if not table.origin.parent:
        schema["primaryKey"] = list(table.primary_key)
    names = tuple(field.name for field in fields)
    return json.dumps(schema), names, tuple(tuple([row.cells.get(name, "") for name in names]) for row in rows)
