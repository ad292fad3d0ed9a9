"""The site's data model: the Data Package in data/datapackage.yml and its Table Schemas.

Nothing about a table's fields is written anywhere else. What ours adds to the two standards stands under the key
`charterkit` of a resource or a field (both standards allow keys of one's own):

- resource: where rows come from (`records`, `rows`, `file`, or `parent` with `list` and `minItems`), and `publish`;
- field: `text` (`markdown` or plain), `group` (heading in forms and on pages), `shown` (on the record's page),
  `published` (in the open data), `readable_on` (`paper` or `night`: a colour that must have contrast there).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from charterkit.problems import Problem
from charterkit.source import MAX_BYTES, Mapping, Node, Scalar, Sequence, read_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE_FILE = "data/datapackage.yml"

_WHOLE_NUMBERS = frozenset({"minLength", "maxLength", "minimum", "maximum", "minItems"})
_TRUTHS = frozenset({"required", "unique", "shown", "published", "publish", "bareNumber"})

Descriptor = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table, as its Table Schema describes it."""

    name: str
    type: str
    title: str
    description: str
    required: bool
    markdown: bool
    group: str
    shown: bool
    published: bool
    readable_on: str
    descriptor: Descriptor

    @property
    def choices(self) -> tuple[str, ...]:
        """Give the values that an `enum` constraint allows; empty where anything goes."""
        return tuple(self.descriptor.get("constraints", {}).get("enum", ()))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of one table hold the `reference_fields` of a row of the table `table`."""

    fields: tuple[str, ...]
    table: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table's rows come from; exactly one of the ways is set, but `records` may stand beside `rows`.

    `records`: a folder of YAML files, one row each. `rows`: a CSV file, or a folder of them. `file`: one YAML file,
    one row. `parent`: the table whose records hold this one's rows under the key `list`.
    """

    records: str = ""
    rows: str = ""
    file: str = ""
    parent: str = ""
    list: str = ""
    min_items: int = 0


@dataclass(frozen=True, eq=False)
class Table:
    """A resource of the Data Package with its Table Schema."""

    name: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    origin: Origin
    published: bool
    schema: Descriptor
    schema_path: str

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Give the fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def parent_key(self) -> tuple[str, ...]:
        """Give the columns that hold the parent row's primary key; empty for a table without a parent."""
        for key in self.foreign_keys:
            if self.origin.parent and key.table == self.origin.parent:
                return key.fields
        return ()

    @cached_property
    def own_fields(self) -> tuple[Field, ...]:
        """Give the fields that an author writes: all but the id, the parent's key and the position."""
        derived = {*self.parent_key, "position"} if self.origin.parent else {"id"}
        if self.origin.rows and not self.origin.records:
            derived = set()
        return tuple(field for field in self.fields if field.name not in derived)

    @cached_property
    def is_link(self) -> bool:
        """Say whether each row is one value, which an author writes as a plain list."""
        return bool(self.origin.parent) and len(self.own_fields) == 1

    def target(self, field: str) -> str:
        """Give the table that `field` alone refers to, or an empty text."""
        return next((key.table for key in self.foreign_keys if key.fields == (field,)), "")


@dataclass(frozen=True)
class DataModel:
    """All tables by name, in the order of the Data Package, and the package's own description."""

    tables: dict[str, Table]
    package: Descriptor

    def children(self, name: str) -> tuple[Table, ...]:
        """Give the tables whose rows stand inside the records of table `name`."""
        return tuple(self.lists(name).values())

    def lists(self, name: str) -> dict[str, Table]:
        """Give the tables whose rows stand inside the records of table `name`, by the key of their list."""
        return self._lists[name]

    @cached_property
    def _lists(self) -> dict[str, dict[str, Table]]:
        found: dict[str, dict[str, Table]] = {name: {} for name in self.tables}
        for table in self.tables.values():
            if table.origin.parent in found:
                found[table.origin.parent][table.origin.list] = table
        return found

    def tag_target(self, name: str, tag: str) -> str:
        """Give the table that the field or list `tag` of table `name` refers to, or an empty text."""
        table = self.tables[name]
        if tag in table.by_name:
            return table.target(tag)
        child = next((c for c in self.children(name) if c.origin.list == tag), None)
        return child.target(child.own_fields[0].name) if child else ""


def load(root: Path, defaults: Path) -> tuple[DataModel, list[Problem]]:
    """Read the Data Package of the site at `root`.

    A schema that the site does not have in its data/schemas is taken from the folder `defaults` of the engine.
    """
    reader = _Reader(root, defaults)
    package = reader.read(root / PACKAGE_FILE, PACKAGE_FILE)
    tables: dict[str, Table] = {}
    for number, resource in enumerate(package.get("resources", []), start=1):
        if not isinstance(resource, dict) or not resource.get("name") or not resource.get("schema"):
            reader.problem(PACKAGE_FILE, f"resource {number} has no name or no schema", "Give it both.")
            continue
        schema_path = f"data/{resource['schema']}"
        schema = reader.schema(schema_path)
        if schema.get("fields"):
            tables[resource["name"]] = _table(resource, schema, schema_path)
    if not tables and not reader.problems:
        reader.problem(PACKAGE_FILE, "there are no resources", "List the tables of the site under `resources:`.")
    model = DataModel(tables, {k: v for k, v in package.items() if k != "resources"})
    reader.problems += _reference_problems(model)
    return model, reader.problems


class _Reader:
    """Reads descriptors through the strict reader, each schema once."""

    def __init__(self, root: Path, defaults: Path) -> None:
        self.root = root
        self.defaults = defaults
        self.problems: list[Problem] = []
        self.schemas: dict[str, Descriptor] = {}

    def problem(self, path: str, message: str, hint: str) -> None:
        self.problems.append(Problem(path, 1, 1, message, hint, "schema"))

    def schema(self, name: str) -> Descriptor:
        if name not in self.schemas:
            path = self.root / name
            if ".." in name or "://" in name:
                self.problem(PACKAGE_FILE, f"`{name}` is outside the site", "Keep schemas in data/schemas/.")
                self.schemas[name] = {}
                return {}
            self.schemas[name] = self.read(path if path.exists() else self.defaults / path.name, name)
        return self.schemas[name]

    def read(self, path: Path, name: str) -> Descriptor:
        if path.is_symlink() or not path.is_file():
            self.problem(name, "this file is missing", "Take it from the reference site, and make it your own.")
            return {}
        text, problems = read_text(path, name, MAX_BYTES)
        self.problems += problems
        if problems:
            return {}
        tree, problems = read_yaml(text, name)
        self.problems += problems
        plain = _plain(tree, "") if tree is not None else {}
        if not isinstance(plain, dict):
            self.problem(name, "this file does not hold keys and values", "Compare it with the reference site's.")
            return {}
        return plain


def _plain(node: Node, key: str) -> Any:  # noqa: ANN401 - a descriptor is JSON: strings, numbers, lists and mappings
    """Give the JSON value of a descriptor's node; the two standards say which keys hold numbers and truths."""
    if isinstance(node, Mapping):
        return {name: _plain(value, name) for name, value in node.values.items()}
    if isinstance(node, Sequence):
        return [_plain(item, "") for item in node.items]
    if key in _TRUTHS and node.text in {"true", "false"}:
        return node.text == "true"
    if key in _WHOLE_NUMBERS and node.text.lstrip("-").isdecimal():
        return int(node.text)
    return node.text


def _table(resource: Descriptor, schema: Descriptor, schema_path: str) -> Table:
    ours = resource.get("charterkit", {})
    return Table(
        name=resource["name"],
        title=resource.get("title", resource["name"]),
        fields=tuple(_field(descriptor) for descriptor in schema["fields"]),
        primary_key=tuple(_names(schema.get("primaryKey", []))),
        foreign_keys=tuple(
            ForeignKey(
                tuple(_names(key["fields"])), key["reference"]["resource"], tuple(_names(key["reference"]["fields"]))
            )
            for key in schema.get("foreignKeys", [])
        ),
        origin=Origin(
            records=ours.get("records", ""),
            rows=ours.get("rows", ""),
            file=ours.get("file", ""),
            parent=ours.get("parent", ""),
            list=ours.get("list", ""),
            min_items=ours.get("minItems", 0),
        ),
        published=ours.get("publish", True),
        schema=schema,
        schema_path=schema_path,
    )


def _field(descriptor: Descriptor) -> Field:
    ours = descriptor.get("charterkit", {})
    return Field(
        name=descriptor["name"],
        type=descriptor.get("type", "string"),
        title=descriptor.get("title", descriptor["name"].replace("_", " ").capitalize()),
        description=descriptor.get("description", ""),
        required=descriptor.get("constraints", {}).get("required", False),
        markdown=ours.get("text") == "markdown",
        group=ours.get("group", ""),
        shown=ours.get("shown", True),
        published=ours.get("published", True),
        readable_on=ours.get("readable_on", ""),
        descriptor=descriptor,
    )


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _reference_problems(model: DataModel) -> Iterator[Problem]:
    """Find what refers to a table or field that is not there; Frictionless would stop at the first."""
    for table in model.tables.values():
        path = table.schema_path
        if table.origin.parent and not table.parent_key:
            hint = f"Add a foreign key to `{table.origin.parent}`."
            yield Problem(path, 1, 1, "its rows stand inside another table's, but nothing refers to it", hint, "schema")
        for name in table.primary_key:
            if name not in table.by_name:
                yield Problem(path, 1, 1, f"the primary key names `{name}`", "Name one of its fields.", "schema")
        for key in table.foreign_keys:
            target = model.tables.get(key.table)
            if target is None:
                hint = "Name a resource of data/datapackage.yml."
                yield Problem(path, 1, 1, f"a foreign key refers to the table `{key.table}`", hint, "schema")
            elif missing := [n for n in key.fields if n not in table.by_name] + [
                n for n in key.reference_fields if n not in target.by_name
            ]:
                message = f"a foreign key names `{missing[0]}`, which is not a field"
                yield Problem(path, 1, 1, message, "Name fields that both tables have.", "schema")
