"""Publishes the checked tables: CSV and JSON for each, a record as JSON for each page, and a Data Package that describes them.

What is written is plain relational data: `frictionless validate open-data/datapackage.json` accepts it.
Specification: Data Package v2 (https://datapackage.org/standard/data-package/).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.catalogue import Catalogue
    from charterkit.records import Row
    from charterkit.schema import DataModel, Descriptor, Field, Table

# What a spreadsheet would run as a formula (OWASP, CSV injection). A quote before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Exported:
    """A published table: its published fields and its rows."""

    table: Table
    fields: tuple[Field, ...]
    rows: list[Row]


def exported(catalogue: Catalogue) -> list[Exported]:
    """Give the tables that are published, in the order of the Data Package."""
    return [
        Exported(table, tuple(f for f in table.fields if f.published), catalogue.tables[table.name])
        for table in catalogue.data_model.tables.values()
        if table.published
    ]


def write(catalogue: Catalogue, folder: Path) -> None:
    """Write the open data of `catalogue` into the new folder `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = exported(catalogue)
    resources = []
    for item in tables:
        text = _csv(item).encode()
        (folder / f"{item.table.name}.csv").write_bytes(text)
        (folder / f"{item.table.name}.json").write_bytes(_json_lines([_values(item, row) for row in item.rows]))
        resources.append(_resource(item, text, {t.table.name for t in tables}))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **{key: value for key, value in catalogue.data_model.package.items() if key != "$schema"},
        "resources": resources,
    }
    described = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(described, encoding="utf-8")
    for table in catalogue.data_model.tables.values():
        if table.published and table.origin.records:
            _write_records(catalogue.data_model, table, {t.table.name: t for t in tables}, folder / table.name)


def _write_records(model: DataModel, table: Table, tables: dict[str, Exported], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    nesting = _Nesting(model, tables)
    for row in tables[table.name].rows:
        (folder / f"{row.cells['id']}.json").write_bytes(_json(nesting.record(table, row)))


class _Nesting:
    """Puts a record's lists back into it."""

    def __init__(self, model: DataModel, tables: dict[str, Exported]) -> None:
        self.model = model
        self.tables = tables
        self.groups: dict[str, dict[tuple[str, ...], list[Row]]] = {}

    def record(self, table: Table, row: Row) -> dict[str, Any]:
        record = _values(self.tables[table.name], row, leave_out=(*table.parent_key, "position"))
        key = tuple(row.cells[name] for name in table.primary_key)
        for child in self.model.children(table.name):
            rows = self._of(child).get(key, []) if child.name in self.tables else []
            if rows and child.is_link:
                only = child.own_fields[0].name
                record[child.origin.list] = [r.cells[only] for r in rows]
            elif rows:
                record[child.origin.list] = [self.record(child, r) for r in rows]
        return record

    def _of(self, child: Table) -> dict[tuple[str, ...], list[Row]]:
        if child.name not in self.groups:
            groups: dict[tuple[str, ...], list[Row]] = {}
            for row in self.tables[child.name].rows:
                groups.setdefault(tuple(row.cells[name] for name in child.parent_key), []).append(row)
            self.groups[child.name] = groups
        return self.groups[child.name]


def _values(item: Exported, row: Row, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give a row's values as JSON types, without the cells that are empty."""
    found = {}
    for field in item.fields:
        value = row.cells.get(field.name, "")
        if value and field.name not in leave_out:
            found[field.name] = _value(field, value)
    return found


def _value(field: Field, text: str) -> str | int | float | bool:
    match field.type:
        case "integer" | "year":
            return int(text)
        case "number":
            return float(text) if "." in text or "e" in text.lower() else int(text)
        case "boolean":
            return text in field.descriptor.get("trueValues", ["true", "True", "TRUE", "1"])
    return text


def _csv(item: Exported) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in item.fields]
    text = [field.type == "string" for field in item.fields]
    writer.writerow(names)
    writer.writerows(
        [_safe(row.cells.get(name, "")) if is_text else row.cells.get(name, "") for name, is_text in zip(names, text, strict=True)]
        for row in item.rows
    )
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _resource(item: Exported, text: bytes, published: set[str]) -> Descriptor:
    table = item.table
    names = {field.name for field in item.fields}
    schema: Descriptor = {
        "fields": [{k: v for k, v in field.descriptor.items() if k != "charterkit"} for field in item.fields],
        "primaryKey": list(table.primary_key),
    }
    keys = [
        {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.reference_fields)}}
        for key in table.foreign_keys
        if key.table in published and names.issuperset(key.fields)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(text),
        "hash": f"sha256:{hashlib.sha256(text).hexdigest()}",
        "schema": schema,
    }


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def _json_lines(values: list[dict[str, Any]]) -> bytes:
    """Write a list with an entry a line: quick to write (Python's indenting is not), and readable in a comparison."""
    lines = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return f"[\n{lines}\n]\n".encode()


def rows(catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Give each published table's name and number of rows."""
    for item in exported(catalogue):
        yield item.table.name, len(item.rows)
