"""Writes JSON Schemas of records, by which code editors complete, explain and underline while somebody types.

They are made from the Table Schemas and the terms in the vocabularies, and say no more than `charterkit check` does: a
record that is right is right for them too. What they cannot see (rules over several fields or files) is the check's.

Draft-07 is what the YAML extensions of code editors know best. Records' scalars are texts until a Table Schema types
them, but an editor reads `2021` as a number and `true` as a truth; so a field takes what YAML may make of its text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from charterkit import terms, writing
from charterkit.schema import Field

if TYPE_CHECKING:
    from pathlib import Path

    from charterkit.records import Tables
    from charterkit.schema import DataModel, Table

DRAFT = "http://json-schema.org/draft-07/schema#"
FILE_NAME = "[a-z0-9][a-z0-9-]{0,63}"

_NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
_DIGITS = re.compile(r"\[0-9\]\{(\d+)\}")
_FILLED = r"\S"
_MOST = 10**15 - 1  # as many digits as the check reads

Json = dict[str, Any]

_DATE: Json = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "patternErrorMessage": "Write year-month-day, for example 2026-03-31.",
}


def schemas(model: DataModel, tables: Tables) -> dict[str, str]:
    """Give the JSON Schema of every table that has records, as text, by the path of its file in the site."""
    found = {}
    for table in model.tables.values():
        if table.origin.records or table.origin.file:
            written = json.dumps(_Writer(model, tables, table).schema(), ensure_ascii=False, indent=2)
            found[f"{writing.SCHEMAS}/{table.name}.json"] = f"{written}\n"
    return found


def places(model: DataModel) -> dict[str, str]:
    """Give the files that each JSON Schema is for, by its path, as the settings of a code editor name them."""
    many = {name: f"{table.origin.records}/*.yml" for name, table in terms.collections(model).items()}
    alone = {name: table.origin.file for name, table in model.tables.items() if table.origin.file}
    return {f"{writing.SCHEMAS}/{name}.json": files for name, files in (many | alone).items()}


def stale(root: Path, wanted: dict[str, str]) -> list[str]:
    """Give the files of the site at `root` that are not as they are `wanted`, and those that nobody wants any more."""
    there = {path.relative_to(root).as_posix() for path in (root / writing.SCHEMAS).glob("*.json")}
    return sorted(name for name in there | set(wanted) if _text(root / name) != wanted.get(name))


def write(root: Path, wanted: dict[str, str]) -> list[str]:
    """Write the files that are not as they are `wanted`, remove those that nobody wants, and give the names of both."""
    changed = stale(root, wanted)
    for name in changed:
        if name in wanted:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (root / name).unlink()
    return changed


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


class _Writer:
    """Writes the schema of one table's records."""

    def __init__(self, model: DataModel, tables: Tables, table: Table) -> None:
        self.model = model
        self.tables = tables
        self.table = table
        self.definitions: dict[str, Json] = {}

    def schema(self) -> Json:
        body = self._object(self.table)
        return {
            "$schema": DRAFT,
            "title": self.table.title,
            "description": f"Made from {self.table.schema_path} by `charterkit schemas`; do not edit.",
            **body,
            **({"definitions": self.definitions} if self.definitions else {}),
        }

    def _object(self, table: Table) -> Json:
        properties: dict[str, Json] = {}
        required = []
        for name, part in writing.ordered(self.model, table):
            if isinstance(part, Field):
                properties[name] = self._field(table, part)
                needed = part.required
            else:
                properties[name] = self._list(part)
                needed = part.origin.min_items > 0
            if needed:
                required.append(name)
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
            **({"required": required} if required else {}),
        }

    def _list(self, child: Table) -> Json:
        least = child.origin.min_items
        if child.is_link:
            only = child.own_fields[0]
            title, told = only.title, only.description
            value = self._value(child, only, needed=True)
            items = {"anyOf": [value, {**self._object(child), "required": [only.name]}]}  # the check takes both
        else:
            title, told = child.title, ""
            items = {"defaultSnippets": [self._snippet(child)], **self._object(child)}
        return {
            "title": title,
            **_described(child.description, told),
            "type": "array" if least else ["array", "null"],
            **({"minItems": least} if least else {}),
            "items": items,
        }

    def _snippet(self, child: Table) -> Json:
        """Offer an entry with its needed fields, to be filled in one after the other."""
        needed = [field.name for field in child.own_fields if field.required] or [child.own_fields[0].name]
        body = {name: f"${number}" for number, name in enumerate(needed, start=1)}
        return {"label": child.title, "description": f"A new entry of {child.origin.list}", "body": body}

    def _field(self, table: Table, field: Field) -> Json:
        example = {"examples": [field.example]} if field.example else {}
        note = "Long text: CommonMark." if field.markdown else ""
        value = self._value(table, field, needed=field.required)
        return {"title": field.title, **_described(field.description, note), **example, **value}

    def _value(self, table: Table, field: Field, *, needed: bool) -> Json:
        """Give what a field's value must be; one that is not needed may be left empty."""
        value = self._filled(table, field)
        if needed:
            return value
        return {"anyOf": [value, {"type": "null"}, {"type": "string", "maxLength": 0}]}

    def _filled(self, table: Table, field: Field) -> Json:  # noqa: PLR0911 - one for each type
        options = self._options(table, field)
        if options is not None:
            return options
        limits = field.descriptor.get("constraints", {})
        match field.type:
            case "boolean":
                return _boolean(field)
            case "date":
                return _DATE
            case "year":
                return {"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, _text_of("[0-9]{4}")]}
            case "yearmonth":
                return _text_of("[0-9]{4}-(0[1-9]|1[0-2])")
            case "integer":
                return {"anyOf": [{"type": "integer", **_edges(limits)}, _text_of("-?[0-9]{1,15}")]}
            case "number":
                return {"anyOf": [{"type": "number", **_edges(limits)}, _text_of(_NUMBER)]}
        return _string(limits)

    def _options(self, table: Table, field: Field) -> Json | None:
        """Give the terms of a vocabulary, or the records to which a field may refer.

        A table's own records are not listed: each new record would change the schema of all the others. Nor are those
        of a table that takes rows as well as files: they are many, and whoever adds a row writes no schemas.
        """
        target = self.model.tables.get(table.target(field.name))
        if target is self.table or (target and target.origin.records and target.origin.rows):
            return {"type": "string", "pattern": f"^{FILE_NAME}$"}
        known = sorted(terms.options(self.model, self.tables, table, field), key=lambda option: option.id)
        if not known:
            return None if target is None else {"type": "string", "pattern": f"^{FILE_NAME}$"}
        if target is None:
            return {"enum": [option.id for option in known]}
        if target.name not in self.definitions:
            said = [": ".join(filter(None, (option.label, option.description))) for option in known]
            self.definitions[target.name] = {
                "title": target.title,
                "enum": [option.id for option in known],
                "enumDescriptions": said,
            }
        return {"allOf": [{"$ref": f"#/definitions/{target.name}"}]}


def _described(*texts: str) -> Json:
    told = " ".join(" ".join(text.split()) for text in texts if text)
    return {"description": told} if told else {}


def _string(limits: Json) -> Json:
    """A text: YAML may take it for a number or a truth, unless its form or length says what it must be."""
    text: Json = {"type": "string", "pattern": _FILLED}
    if "pattern" in limits:
        text["pattern"] = f"^({limits['pattern']})$"
    for key in ("minLength", "maxLength"):
        if key in limits:
            text[key] = limits[key]
    digits = _DIGITS.fullmatch(str(limits.get("pattern", "")))
    if digits:  # 100000 is six digits, but 012345 would be a number of five and goes between quotes
        least = 10 ** (int(digits[1]) - 1)
        return {"anyOf": [text, {"type": "integer", "minimum": least, "maximum": 10 * least - 1}]}
    if "pattern" in limits:
        return text
    return {**text, "type": ["string", "number", "boolean"]}


def _boolean(field: Field) -> Json:
    truths = field.descriptor.get("trueValues", ["true"]) + field.descriptor.get("falseValues", ["false"])
    return {"anyOf": [{"type": "boolean"}, _text_of("|".join(map(re.escape, truths)))]}


def _text_of(pattern: str) -> Json:
    return {"type": "string", "pattern": f"^({pattern})$"}


def _edges(limits: Json) -> Json:
    edges = {key: str(limits.get(key, edge)) for key, edge in (("minimum", -_MOST), ("maximum", _MOST))}
    return {key: float(edge) if "." in edge else int(edge) for key, edge in edges.items()}
