"""The site's data model: the Data Package in data/datapackage.yml and its Table Schemas.

Nothing about a table's fields is written anywhere else. What ours adds to the two standards stands under the key
`charterkit` of a resource or a field (both standards allow keys of one's own):

- resource: where rows come from (`records`, `rows`, `file`, or `parent` with `list` and `minItems`), `publish`, and for
  a list inside records `group` and `form`, as of a field; `singular` is what one row is called; `needed_where` and
  `only_where` say with which values of a field a record must or may have the list, `as_many_as` names the list of the
  same record that has as many entries;
  `match` are the fields (several with a space between them) that, all the same, tell that two records are about
  the same; `alike` are words of names, each with what it is taken for when an import compares names (nothing: it is
  passed over);
- field: `text` (`markdown` or plain), `group` (heading in forms and on pages), `shown` (on the record's page),
  `published` (in the open data), `readable_on` (`paper` or `night`: a colour that must have contrast there), `file_in`
  (the folder in which the file must be that the field names), `people` (its text is read for what could lead to a
  person, see `check/traces.py`; said of a resource, it goes for every field of free text there), `count_of` (the field
  whose term says what this number counts), `roughly` (of a number: the field beside it that is true where the number
  is not exact), `once` (of a field of a list: what it names stands in one entry at the most), `form` (asked of
  contributors; false for what editors fill in), `initial` (what a contributed record holds there to begin with;
  `today` in a date is the day) and `due_in` (of a date: how many months after the day on which an editor begins the
  record); `past` (a date of what has happened, which cannot be still to come); `withdraws` (the values of this field
  with which a record is withdrawn: then nothing else is required of it, and nothing is read but the fields that are
  marked `outlasts`), and `to_publish` (needed before readers may see the record, though not to hand it in).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from charterkit.descriptors import Descriptor, Reader
from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PACKAGE_FILE = "data/datapackage.yml"

VERSION_OF = "_version"
"""`charter_version` holds the version of the record that `charter` refers to, and so with any other field."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table, as its Table Schema describes it; `free` says that it holds an author's own words."""

    name: str
    type: str
    title: str
    description: str
    example: str
    required: bool
    markdown: bool
    group: str
    shown: bool
    published: bool
    readable_on: str
    file_in: str
    form: bool
    initial: str
    due_in: int
    past: bool
    people: bool
    free: bool
    count_of: str
    roughly: str
    once: bool
    withdraws: tuple[str, ...]
    outlasts: bool
    to_publish: bool
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


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds of a record whose `field` has one of `values`; `list.field` is a field of some entry of its list."""

    field: str
    values: tuple[str, ...]


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
    description: str
    group: str
    form: bool
    singular: str
    needed_where: Condition | None
    only_where: Condition | None
    as_many_as: str
    match: tuple[str, ...]
    alike: dict[str, str]
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

    @cached_property
    def withdrawal(self) -> Field | None:
        """Give the field whose value can say that a record is withdrawn, or None."""
        return next((field for field in self.fields if field.withdraws), None)

    def is_withdrawn(self, cells: Mapping[str, str]) -> bool:
        """Say whether a record with these cells is withdrawn."""
        field = self.withdrawal
        return field is not None and cells.get(field.name, "") in field.withdraws

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

    def elsewhere(self, key: str, name: str) -> str:
        """Give the title of a table that is much like table `name` and has the field `key`, or an empty text."""
        own = self.tables[name].by_name.keys()
        for table in self.tables.values():
            if key in table.by_name and table.name != name and 2 * len(own & table.by_name.keys()) >= len(own):
                return table.title
        return ""

    @cached_property
    def _outlasting(self) -> dict[str, frozenset[str]]:
        found = {}
        for table in self.tables.values():
            names = {field.name for field in table.fields if field.outlasts or field.name in table.primary_key}
            lists = {key for key, child in self.lists(table.name).items() if child.own_fields[0].outlasts}
            found[table.name] = frozenset(names | lists)
        return found

    def outlasting(self, name: str) -> frozenset[str]:
        """Give the fields and lists of table `name` that a withdrawn record keeps."""
        return self._outlasting[name]

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
    reader = Reader(root, defaults)
    package = reader.package(PACKAGE_FILE)
    tables: dict[str, Table] = {}
    for resource in package["resources"]:
        schema_path = f"data/{resource['schema']}"
        if schema := reader.schema(schema_path):
            tables[resource["name"]] = _table(resource, schema, schema_path)
    model = DataModel(tables, {k: v for k, v in package.items() if k != "resources"})
    if not reader.problems:  # or what is missing because of them would be missed again
        reader.problems += _reference_problems(model)
    return model, reader.problems


def _table(resource: Descriptor, schema: Descriptor, schema_path: str) -> Table:
    ours = resource.get("charterkit", {})
    keys = {name for key in schema.get("foreignKeys", []) for name in _names(key["fields"])}
    return Table(
        name=resource["name"],
        title=resource.get("title") or resource["name"],
        fields=tuple(
            _field(descriptor, people=ours.get("people", False), free=_is_free_text(descriptor, keys))
            for descriptor in schema["fields"]
        ),
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
        description=resource.get("description", ""),
        group=ours.get("group", ""),
        form=ours.get("form", True),
        singular=ours.get("singular", "entry"),
        needed_where=_condition(ours.get("needed_where")),
        only_where=_condition(ours.get("only_where") or ours.get("needed_where")),
        as_many_as=ours.get("as_many_as", ""),
        match=tuple(ours.get("match", ())),
        alike={word: str(other) for word, other in ours.get("alike", {}).items()},
        schema=schema,
        schema_path=schema_path,
    )


def _is_free_text(descriptor: Descriptor, keys: set[str]) -> bool:
    """Say whether a field holds an author's own words: no id, no reference, nothing with a form or a choice."""
    constraints = descriptor.get("constraints", {})
    is_text = descriptor.get("type", "string") == "string" and not constraints.keys() & {"enum", "pattern"}
    return is_text and descriptor["name"] not in keys and not descriptor.get("charterkit", {}).get("file_in")


def _field(descriptor: Descriptor, *, people: bool, free: bool) -> Field:
    ours = descriptor.get("charterkit", {})
    return Field(
        name=descriptor["name"],
        type=descriptor.get("type", "string"),
        title=descriptor.get("title", descriptor["name"].replace("_", " ").capitalize()),
        description=descriptor.get("description", ""),
        example=descriptor.get("example", ""),
        required=descriptor.get("constraints", {}).get("required", False),
        markdown=ours.get("text") == "markdown",
        group=ours.get("group", ""),
        shown=ours.get("shown", True),
        published=ours.get("published", True),
        readable_on=ours.get("readable_on", ""),
        file_in=ours.get("file_in", ""),
        form=ours.get("form", True),
        initial=ours.get("initial", ""),
        due_in=ours.get("due_in", 0),
        past=ours.get("past", False),
        people=ours.get("people", people and free),
        free=free,
        count_of=ours.get("count_of", ""),
        roughly=ours.get("roughly", ""),
        once=ours.get("once", False),
        withdraws=tuple(ours.get("withdraws", ())),
        outlasts=ours.get("outlasts", False) or "withdraws" in ours,
        to_publish=ours.get("to_publish", False),
        descriptor=descriptor,
    )


def _condition(told: Descriptor | None) -> Condition | None:
    """Read `{field: [values]}`."""
    for field, values in (told or {}).items():
        return Condition(field, tuple(_names(values)))
    return None


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _reference_problems(model: DataModel) -> Iterator[Problem]:
    """Find what refers to a table or field that is not there, and tables whose rows nothing could tell apart."""
    for table in model.tables.values():
        for message, hint in [*_key_slips(table, model), *_foreign_key_slips(table, model)]:
            yield Problem(table.schema_path, 1, 1, message, hint, "schema")


def _key_slips(table: Table, model: DataModel) -> Iterator[tuple[str, str]]:
    for name in table.primary_key:
        if name not in table.by_name:
            yield f"the primary key names `{name}`", f"Name one of its fields: {', '.join(table.by_name)}."
    if not table.origin.parent:
        if (table.origin.records or table.origin.file) and table.primary_key != ("id",):
            yield "the primary key of records must be their id", "Write `primaryKey: [id]`, and a field with that name."
        return
    parent = model.tables.get(table.origin.parent)
    if parent is None:
        yield f"its rows stand inside the table `{table.origin.parent}`", "Name a resource of data/datapackage.yml."
    elif len(table.parent_key) != len(parent.primary_key):
        hint = f"Add a foreign key to `{parent.name}` with as many fields as the primary key there."
        yield f"its rows stand inside `{parent.name}`, but no foreign key says so", hint
    elif not table.own_fields:
        yield "it has no field for an author to write", "Add one beside the parent's key and the position."
    else:
        yield from _condition_slips(table, parent, model)


def _condition_slips(table: Table, parent: Table, model: DataModel) -> Iterator[tuple[str, str]]:
    for condition in dict.fromkeys(c for c in (table.needed_where, table.only_where) if c):
        of, _, name = condition.field.rpartition(".")
        holder = model.lists(parent.name).get(of) if of else parent
        field = holder.by_name.get(name) if holder else None
        if field is None:
            yield f"it goes by `{condition.field}`, which is not a field there", "Name a field of the record around it."
        elif unknown := [value for value in condition.values if field.choices and value not in field.choices]:
            hint = f"Write some of: {', '.join(field.choices)}."
            yield f"it goes by `{condition.field}` being `{unknown[0]}`, which it never is", hint
    if table.as_many_as and table.as_many_as not in _lists_around(table, model):
        yield f"it is to be as long as `{table.as_many_as}`, which is not a list there", "Name a list of the record."


def _lists_around(table: Table, model: DataModel) -> set[str]:
    """Give the lists of the records in which the rows of `table` stand, however deep."""
    found: set[str] = set()
    above = model.tables.get(table.origin.parent)
    while above is not None:
        found |= set(model.lists(above.name)) - {table.origin.list}
        above = model.tables.get(above.origin.parent)
    return found


def _foreign_key_slips(table: Table, model: DataModel) -> Iterator[tuple[str, str]]:
    for key in table.foreign_keys:
        target = model.tables.get(key.table)
        if target is None:
            yield f"a foreign key refers to the table `{key.table}`", "Name a resource of data/datapackage.yml."
            continue
        missing = [n for n in key.fields if n not in table.by_name]
        missing += [n for n in key.reference_fields if n not in target.by_name]
        if missing:
            yield f"a foreign key names `{missing[0]}`, which is not a field", "Name fields that both tables have."
        elif len(key.fields) != len(key.reference_fields):
            yield f"a foreign key to `{key.table}` has more fields on one side", "Name as many on both."
