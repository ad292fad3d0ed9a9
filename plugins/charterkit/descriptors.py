"""Reads the Data Package and the Table Schemas, and says what in them nobody could work with.

Frictionless passes over what it does not know, and stops at the first thing that it cannot use. So keys, types and
shapes are looked at here, each with its line, before tables are made of them.
Standards: https://datapackage.org/standard/data-package/ and https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from charterkit.problems import Problem, did_you_mean
from charterkit.source import MAX_BYTES, Mapping, Node, Sequence, read_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Descriptor = dict[str, Any]

TYPES = ("string", "integer", "number", "boolean", "date", "year", "yearmonth")
"""The types that a cell can have; the standard's others hold lists and objects, which are tables of their own here."""

_BOUND = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")

_PLACES = ("records", "rows", "file")
_WHOLE_NUMBERS = frozenset({"minLength", "maxLength", "minItems", "due_in"})
_TRUTHS = frozenset(
    {"required", "unique", "shown", "published", "publish", "people", "form", "outlasts", "to_publish", "past", "once"}
)
_TEXTS = frozenset(
    {
        "pattern",
        *_PLACES,
        "parent",
        "list",
        "readable_on",
        "file_in",
        "count_of",
        "roughly",
        "initial",
        "singular",
        "as_many_as",
    }
)
_LISTS = frozenset({"enum", "trueValues", "falseValues", "withdraws", "match"})
_MAPPINGS = frozenset({"charterkit", "constraints", "reference", "needed_where", "only_where", "alike"})

_CONSTRAINTS = ("required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum")
_OF_FIELD = (
    *("text", "group", "shown", "published", "readable_on", "file_in", "people", "count_of", "roughly", "once"),
    *("form", "initial", "due_in", "withdraws", "outlasts", "to_publish", "past"),
)
_OF_RESOURCE = (
    *("records", "rows", "file", "parent", "list", "minItems", "publish", "people", "group", "form", "singular"),
    *("needed_where", "only_where", "as_many_as", "match", "alike"),
)
_UNREAD = ("format", "bareNumber", "decimalChar", "groupChar", "missingValues")  # in the standard, but not read here
_FIELD = ("name", "type", "title", "description", "example", "constraints", "trueValues", "falseValues", "charterkit")
_FOLDERS = ("content/", "data/")


class Reader:
    """Reads descriptors of the site at `root`, each once, and keeps what is wrong with them."""

    def __init__(self, root: Path, defaults: Path) -> None:
        """Look for a schema that the site does not have in the folder `defaults`."""
        self.root = root
        self.defaults = defaults
        self.problems: list[Problem] = []
        self._schemas: dict[str, Descriptor] = {}
        self._path = ""
        self._places: dict[int, tuple[int, int]] = {}

    def package(self, name: str) -> Descriptor:
        """Read the Data Package; `resources` holds only what can be made a table of."""
        package = self._read(self.root / name, name)
        resources = package.get("resources", [])
        if not isinstance(resources, list):
            self._problem(package, "`resources` must be a list", "Write `  - name: ` for each table.")
            resources = []
        package["resources"] = [resource for resource in resources if self._resource(resource, package)]
        if not package["resources"] and not self.problems:
            self._problem(package, "there are no resources", "List the tables of the site under `resources:`.")
        return package

    def schema(self, name: str) -> Descriptor:
        """Read a Table Schema; empty where it cannot be used."""
        if name not in self._schemas:
            path = self.root / name
            before = len(self.problems)
            schema = self._read(path if path.exists() else self.defaults / path.name, name)
            if len(self.problems) == before:
                self._schema(schema)
            self._schemas[name] = schema if len(self.problems) == before else {}
        return self._schemas[name]

    def _read(self, path: Path, name: str) -> Descriptor:
        self._path, self._places = name, {}
        if path.is_symlink() or not path.is_file():
            hint = "Put the file itself there." if path.is_symlink() else "Take it from the reference site."
            self._problem({}, "this file is a link" if path.is_symlink() else "this file is missing", hint)
            return {}
        text, found = read_text(path, name, MAX_BYTES)
        tree, more = read_yaml(text, name) if not found else (None, [])
        self.problems += found + more
        if found or more:
            return {}
        plain = self._plain(tree, "") if tree is not None else {}
        if not isinstance(plain, dict):
            self._problem({}, "this file does not hold keys and values", "Compare it with the reference site's.")
            return {}
        return plain

    def _plain(self, node: Node, key: str) -> Any:  # noqa: ANN401 - a descriptor is JSON
        """Give the JSON value of a node; the two standards say which keys hold numbers and truths."""
        if isinstance(node, Mapping):
            plain = {name: self._plain(value, name) for name, value in node.values.items()}
            self._places[id(plain)] = node.line, node.column
            return plain
        if isinstance(node, Sequence):
            return [self._plain(item, "") for item in node.items]
        if key in _TRUTHS and node.text in {"true", "false"}:
            return node.text == "true"
        if key in _WHOLE_NUMBERS and node.text.lstrip("-").isdecimal():
            return int(node.text)
        return node.text

    def _problem(self, at: Any, message: str, hint: str) -> None:  # noqa: ANN401 - whatever was found
        line, column = self._places.get(id(at), (1, 1))
        self.problems.append(Problem(self._path, line, column, message, hint, "schema"))

    def _resource(self, resource: Any, package: Descriptor) -> bool:  # noqa: ANN401 - whatever was found
        before = len(self.problems)
        if not isinstance(resource, dict) or not resource.get("name") or not resource.get("schema"):
            at = resource if isinstance(resource, dict) else package
            self._problem(at, "a resource has no name or no schema", "Write `name:` and `schema:` for each.")
            return False
        self._shapes(resource, ("name", "schema", "title", "description"))
        if len(self.problems) == before:
            ours = resource.get("charterkit", {})
            self._keys(ours, _OF_RESOURCE, "`charterkit` of a resource")
            if len(self.problems) == before and not any(ours.get(key) for key in (*_PLACES, "parent")):
                hint = "Write under `charterkit:` one of records, rows, file, or parent and list."
                self._problem(resource, f"nothing says where the rows of `{resource['name']}` come from", hint)
            if bool(ours.get("parent")) != bool(ours.get("list")):
                self._problem(ours, "`parent` and `list` go together", "Write both, or neither.")
            if ".." in resource["schema"] or "://" in resource["schema"] or resource["schema"].startswith("/"):
                self._problem(resource, f"`{resource['schema']}` is outside the site", "Keep schemas in data/schemas/.")
            for key in _PLACES:
                path = ours.get(key, "")
                if path and not _inside(path):
                    self._problem(ours, f"`{path}` is outside the site", "Name a place in content/ or data/.")
            if [r.get("name") for r in package["resources"] if isinstance(r, dict)].count(resource["name"]) > 1:
                hint = "Give each its own name."
                self._problem(resource, f"there are two resources with the name `{resource['name']}`", hint)
        return len(self.problems) == before

    def _schema(self, schema: Descriptor) -> None:
        fields = schema.get("fields")
        if not isinstance(fields, list) or not fields:
            self._problem(schema, "this schema has no fields", "List them under `fields:`, each with `- name: `.")
            return
        names: set[str] = set()
        for field in fields:
            self._field(field, names, schema)
        if not _names_fields(schema.get("primaryKey")):
            self._problem(
                schema, "this schema has no primary key", "Write `primaryKey: [id]`, or what tells its rows apart."
            )
        keys = schema.get("foreignKeys", [])
        for key in keys if isinstance(keys, list) else [keys]:
            reference = key.get("reference") if isinstance(key, dict) else None
            if (
                not isinstance(reference, dict)
                or not isinstance(reference.get("resource"), str)
                or not _names_fields(reference.get("fields"))
                or not _names_fields(key.get("fields"))
            ):
                hint = "Write {fields: [name], reference: {resource: table, fields: [id]}}."
                self._problem(key, "this foreign key is not complete", hint)

    def _field(self, field: Any, names: set[str], schema: Descriptor) -> None:  # noqa: ANN401 - whatever was found
        if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"]:
            self._problem(field if isinstance(field, dict) else schema, "a field has no name", "Write `- name: `.")
            return
        name = field["name"]
        if name in names:
            self._problem(field, f"there are two fields with the name `{name}`", "Remove one of them.")
        names.add(name)
        if not self._shapes(field, ("title", "description", "type")):
            return
        kind = field.get("type", "string")
        if kind not in TYPES:
            hint = did_you_mean(kind, TYPES) or f"Write one of: {', '.join(TYPES)}."
            self._problem(field, f"`{kind}` is not a type of field", hint)
        for key in field:
            if key in _UNREAD:
                self._problem(field, f"`{key}` of the field `{name}` is not read here", "Remove it.")
            elif key not in _FIELD and (meant := did_you_mean(key, _FIELD)):
                self._problem(field, f"`{key}` of the field `{name}` is not known", meant)
        self._keys(field.get("constraints", {}), _CONSTRAINTS, f"the constraints of `{name}`")
        self._bounds(field)
        ours = field.get("charterkit", {})
        self._keys(ours, _OF_FIELD, f"`charterkit` of `{name}`")
        if not _inside(f"{ours.get('file_in', 'data')}/"):
            self._problem(ours, f"`{ours['file_in']}` is outside the site", "Name a folder in content/ or data/.")

    def _bounds(self, field: Descriptor) -> None:
        for key in ("minimum", "maximum"):
            bound = field.get("constraints", {}).get(key, "0")
            if not isinstance(bound, str) or not _BOUND.fullmatch(bound):
                hint = "Write a number, or a date as 2026-03-31."
                self._problem(field, f"`{key}` of the field `{field['name']}` is no value to compare with", hint)

    def _shapes(self, descriptor: Descriptor, texts: Iterable[str]) -> bool:
        """Say which values have the wrong shape, those of `charterkit` and `constraints` included."""
        before = len(self.problems)
        wanted: dict[str, tuple[Callable[[Any], bool], str]] = {
            **{key: (lambda v: isinstance(v, str), "one text") for key in texts},
            **{key: (lambda v: isinstance(v, dict), "keys and values") for key in _MAPPINGS},
            **{key: (lambda v: isinstance(v, list) and bool(v), "a list") for key in _LISTS},
            **{key: (lambda v: isinstance(v, bool), "true or false") for key in _TRUTHS},
            **{key: (lambda v: isinstance(v, int), "a whole number") for key in _WHOLE_NUMBERS},
            **{key: (lambda v: isinstance(v, str), "one text") for key in _TEXTS},
        }
        for part in (descriptor, descriptor.get("charterkit"), descriptor.get("constraints")):
            for key, value in part.items() if isinstance(part, dict) else ():
                test, what = wanted.get(key, (lambda _: True, ""))
                if not test(value):
                    self._problem(part, f"`{key}` must be {what}", "Compare it with the reference site's.")
        return len(self.problems) == before

    def _keys(self, part: Descriptor, known: tuple[str, ...], of: str) -> None:
        for key in part:
            if key not in known:
                hint = did_you_mean(key, known) or f"Known here: {', '.join(known)}."
                self._problem(part, f"`{key}` is not known in {of}", hint)


def _inside(path: str) -> bool:
    return path.startswith(_FOLDERS) and ".." not in path.split("/")


def _names_fields(value: Any) -> bool:  # noqa: ANN401 - whatever was found
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(name, str) and name for name in names)
