"""Publishes the checked tables as CSV and JSON, each record as JSON, and a Data Package that describes them.

What is written is plain relational data: `frictionless validate open-data/datapackage.json` accepts it.
Specification: Data Package v2 (https://datapackage.org/standard/data-package/).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from charterkit.publish.files import take_or_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from charterkit.catalogue import Catalogue
    from charterkit.descriptors import Descriptor
    from charterkit.records import Row
    from charterkit.schema import DataModel, Field, Table

# What a spreadsheet would run as a formula (OWASP, CSV injection). A quote before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


_text = json.encoder.encode_basestring
"""Writes a text as JSON. `json.dumps` would make an encoder for each cell, which took a third of the time."""


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


def write(catalogue: Catalogue, folder: Path, published: Path | None = None) -> None:
    """Write the open data of `catalogue` into the new folder `folder`.

    `published` is the folder of the last time, if there is one: files that have not changed are taken over from it.
    """
    before = published or folder
    folder.mkdir(parents=True, exist_ok=True)
    tables = [_Written(item) for item in exported(catalogue)]
    by_name = {written.table.name: written for written in tables}
    resources = []
    for written in tables:
        text = _csv(written.item).encode()
        for name, content in ((f"{written.table.name}.csv", text), (f"{written.table.name}.json", written.whole())):
            take_or_write(before / name, folder / name, content)
        resources.append(_resource(written.item, text, set(by_name)))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **{key: value for key, value in catalogue.data_model.package.items() if key != "$schema"},
        "resources": resources,
    }
    described = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(described, encoding="utf-8")
    for written in tables:
        if written.table.origin.records:
            (folder / written.table.name).mkdir(exist_ok=True)
            for name, content in _records(catalogue.data_model, written, by_name):
                take_or_write(before / name, folder / name, content)


def _records(model: DataModel, written: _Written, by_name: dict[str, _Written]) -> Iterator[tuple[str, bytes]]:
    """Give each record of a table as a file, with its name."""
    for row, own in zip(written.item.rows, written.own, strict=True):
        text = _record(model, written.table, row, own, by_name)
        yield f"{written.table.name}/{row.cells['id']}.json", f"{text}\n".encode()


def _record(model: DataModel, table: Table, row: Row, own: str, by_name: dict[str, _Written]) -> str:
    """Write a record as JSON, with its lists put back into it."""
    parts = [own] if own else []
    key = tuple(row.cells[name] for name in table.primary_key)
    for child in model.children(table.name):
        below = by_name[child.name].by_parent.get(key, ()) if child.name in by_name else ()
        if below and child.is_link:
            entries = [_text(r.cells[child.own_fields[0].name]) for r, _ in below]
        else:
            entries = [_record(model, child, r, text, by_name) for r, text in below]
        if entries:
            parts.append(f"{_text(child.origin.list)}: [{', '.join(entries)}]")
    return f"{{{', '.join(parts)}}}"


class _Written:
    """A table's rows as JSON. Each cell is written once, for the table and for the record that it stands in.

    `own` are the rows' own values as the inside of a JSON object, without what says where a row belongs.
    """

    def __init__(self, item: Exported) -> None:
        self.item = item
        self.table = item.table
        derived = {*item.table.parent_key, "position"} if item.table.origin.parent else set()
        own = [(f.name, f"{_text(f.name)}: ", _writer(f)) for f in item.fields if f.name not in derived]
        self.places = [(f.name, f"{_text(f.name)}: ", _writer(f)) for f in item.fields if f.name in derived]
        self.own = [_cells(own, row) for row in item.rows]

    def whole(self) -> bytes:
        """Give the table: a list with a row a line, readable in a comparison."""
        rows = zip(self.item.rows, self.own, strict=True)
        lines = (", ".join(part for part in (_cells(self.places, row), own) if part) for row, own in rows)
        return ("[\n" + ",\n".join(f"{{{line}}}" for line in lines) + "\n]\n").encode()

    @cached_property
    def by_parent(self) -> dict[tuple[str, ...], list[tuple[Row, str]]]:
        """Give the rows with their own values by the key of the record that they stand in."""
        groups: dict[tuple[str, ...], list[tuple[Row, str]]] = {}
        for row, own in zip(self.item.rows, self.own, strict=True):
            groups.setdefault(tuple(row.cells[name] for name in self.table.parent_key), []).append((row, own))
        return groups


def _cells(columns: list[tuple[str, str, Callable[[str], str]]], row: Row) -> str:
    """Write the cells of a row that are not empty, as the inside of a JSON object."""
    cells = row.cells
    return ", ".join(key + write(value) for name, key, write in columns if (value := cells.get(name)))


def _writer(field: Field) -> Callable[[str], str]:
    """Give what writes a cell, already checked, as JSON."""
    match field.type:
        case "integer" | "year":
            return lambda text: str(int(text))
        case "number":
            return lambda text: json.dumps(float(text) if "." in text else int(text))
        case "boolean":
            truths = set(field.descriptor.get("trueValues", ["true", "True", "TRUE", "1"]))
            return lambda text: "true" if text in truths else "false"
    return _text


def _csv(item: Exported) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in item.fields]
    text = {field.name for field in item.fields if field.type == "string"}
    writer.writerow(names)
    for row in item.rows:
        cells = [row.cells.get(name, "") for name in names]
        writer.writerow(
            [f"'{c}" if c.startswith(_FORMULA) and n in text else c for n, c in zip(names, cells, strict=True)]
        )
    return out.getvalue()


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


def rows(catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Give each published table's name and number of rows."""
    for item in exported(catalogue):
        yield item.table.name, len(item.rows)
