"""The one way in: `load(root)` reads, checks and builds everything a site publishes.

Reading and checking never raise for a mistake in the content; they collect every `Problem`. Only when there is no
error are the typed objects built.
"""

from __future__ import annotations

import calendar
import datetime
import json
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from charterkit import check, model, originals, records, report, schema, source, visibility
from charterkit.check.files import files
from charterkit.check.former_ids import LIST
from charterkit.check.judge import Judge
from charterkit.check.media import pictures
from charterkit.check.translations import behind
from charterkit.check.withdrawn import SUCCESSION
from charterkit.check.words import told
from charterkit.problems import ContentError, Problem, errors, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from charterkit.cache import Cache
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Field, Table

    Later = Callable[[Callable[[], None]], object]
    """Takes work that may be done at any time before the command ends."""

DEFAULT_SCHEMAS = Path(__file__).parent / "defaults" / "schemas"
"""The reference site's schemas, which travel in the wheel for sites that keep none of their own."""

_DATES = ("published_on", "last_reviewed")

R = TypeVar("R", bound=model.Record)


@dataclass(frozen=True)
class Catalogue:
    """Everything a site publishes, and nothing that readers may not see.

    Records are held by id, in the order of their `order` field or their file names; `tables` are the rows that they
    were built from. `withdrawn` are the records of which nothing is shown but that they were withdrawn. Table by table,
    `replaced` leads from a record to the one that takes its place, and `former_ids` from an id that a record had before
    to the one it has now; either may be hidden. `problems` are the warnings; with errors there is no catalogue.
    """

    data_model: DataModel
    tables: Tables
    brand: model.Brand
    case_studies: Mapping[str, model.CaseStudy]
    principles: Mapping[str, model.Principle]
    key_features: Mapping[str, model.KeyFeature]
    charters: Mapping[str, model.Charter]
    charter_versions: Mapping[str, model.CharterVersion]
    charter_translations: Mapping[str, model.CharterTranslation]
    languages: Mapping[str, model.Language]
    worksheets: Mapping[str, model.Worksheet]
    pledges: Mapping[str, model.Pledge]
    actions: Mapping[str, model.Action]
    resources: Mapping[str, model.Resource]
    accessibility_tests: Mapping[str, model.AccessibilityTest]
    barriers: Mapping[str, model.Barrier]
    terms: Mapping[str, Mapping[str, model.Term]]
    withdrawn: tuple[model.Withdrawn, ...] = ()
    replaced: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    former_ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Give the fingerprint of every charter's words (`originals`) by its id."""
        texts = originals.Originals(self.tables)
        return {row.cells["id"]: texts.charter(row).fingerprint for row in self.tables.get("charters", ())}

    def timestamp(self) -> int:
        """Give the newest date in the records, in seconds since 1970: the date of the site, whenever it is built."""
        cells = (
            row.cells.get(name, "")
            for table in self.data_model.tables.values()
            for name in _DATES
            if name in table.by_name
            for row in self.tables[table.name]
        )
        newest = datetime.date.fromisoformat(max(cells, default="") or "2026-01-01")
        return calendar.timegm(newest.timetuple())


def examine(
    root: Path, cache: Cache | None = None, today: datetime.date | None = None, later: Later | None = None
) -> tuple[DataModel, Tables, list[Problem]]:
    """Read and check the site at `root`: the tables as they stand, and every problem, the most important first.

    With a `cache`, records that it knows to be right are not read and judged again. With a date, what is overdue or
    left behind on that day is told too; a build does without, or it would fail next year where nothing has changed.
    `later` is called with what can wait: to write into the cache what was found right.
    Where the data model cannot be used, nothing else is read, and there are no tables.
    """
    with Judge() as judge:
        data_model, problems = schema.load(root, DEFAULT_SCHEMAS)
        if errors(problems):
            return data_model, {}, in_order(problems)
        problems += source.links(root, ("content", "data"))
        memory = _memory(cache, data_model, root)
        tables, found = records.read(root, data_model, memory)
        problems += found
        problems += check.check(data_model, tables, root, judge, today)
    problems += files(root, data_model, tables)
    problems += pictures(root, data_model, tables, cache)
    if today is not None:
        problems += behind(data_model, tables, {problem.path for problem in errors(problems)})
    if memory and not errors(problems):
        keep = partial(memory.keep, but={problem.path for problem in problems})
        if later is None:
            keep()
        else:
            later(keep)
    return data_model, tables, in_order(problems)


def load(root: Path, cache: Cache | None = None, later: Later | None = None) -> Catalogue:
    """Read, check and build the site at `root`; `cache` and `later` as in `examine`.

    Raises `ContentError` with every problem when there is an error.
    """
    data_model, tables, problems = examine(root, cache, later=later)
    if errors(problems):
        raise ContentError(problems, report.text(problems, root))
    shown = visibility.public(data_model, tables)
    built = _Builder(data_model, shown).catalogue(tuple(problems))
    succession = {name: _successors(table, tables[name], shown[name]) for name, table in data_model.tables.items()}
    return replace(
        built,
        withdrawn=tuple(_withdrawn(data_model, tables, succession, built.terms)),
        replaced=succession,
        former_ids={name: _former_ids(data_model, tables, name) for name in data_model.tables},
    )


def _successors(table: Table, rows: list[Row], shown: list[Row]) -> dict[str, str]:
    """Lead from the id of a record to the id of the public one that replaces it.

    The rows as they were read say so: from a public row, the id of a hidden record is gone.
    """
    if table.target(SUCCESSION) != table.name:
        return {}
    public = {row.cells["id"] for row in shown}
    return {
        row.cells[SUCCESSION]: row.cells["id"]
        for row in rows
        if row.cells.get(SUCCESSION) and row.cells["id"] in public
    }


def _former_ids(data_model: DataModel, tables: Tables, name: str) -> dict[str, str]:
    child = data_model.lists(name).get(LIST)
    if child is None:
        return {}
    return {row.cells[child.own_fields[0].name]: row.cells[child.parent_key[0]] for row in tables[child.name]}


def _withdrawn(
    data_model: DataModel,
    tables: Tables,
    succession: Mapping[str, Mapping[str, str]],
    terms: Mapping[str, Mapping[str, model.Term]],
) -> Iterator[model.Withdrawn]:
    for name, table in data_model.tables.items():
        for row in tables[name] if table.withdrawal else ():
            if table.is_withdrawn(row.cells):
                date = row.cells.get("withdrawn_on", "")
                yield model.Withdrawn(
                    table=name,
                    id=row.cells["id"],
                    on=datetime.date.fromisoformat(date) if date else None,
                    reason=terms.get(table.target("withdrawn_reason"), {}).get(row.cells.get("withdrawn_reason", "")),
                    replaced_by=succession[name].get(row.cells["id"], ""),
                )


def _memory(cache: Cache | None, data_model: DataModel, root: Path) -> records.Memory | None:
    """Begin a memory that forgets everything when a schema changes, or the words that texts are read with."""
    if cache is None:
        return None
    schemas = [(t.name, repr(t.origin), t.schema) for t in data_model.tables.values()]
    cache.begin(json.dumps(schemas, sort_keys=True).encode() + told(root, data_model))
    return records.Memory(cache)


class _Builder:
    """Builds objects of `model` from rows."""

    def __init__(self, data_model: DataModel, tables: Tables) -> None:
        self.model = data_model
        self.tables = tables
        self.terms = {table.name: self._terms(table) for table in data_model.tables.values() if _is_vocabulary(table)}
        self.child_rows = {
            table.name: _grouped(tables[table.name], table.parent_key)
            for table in data_model.tables.values()
            if table.origin.parent
        }
        self.labels: dict[str, Mapping[str, str]] = {}

    def catalogue(self, problems: tuple[Problem, ...]) -> Catalogue:
        brands = self.records("brand", model.Brand)
        return Catalogue(
            data_model=self.model,
            tables=self.tables,
            brand=next(iter(brands.values()), model.Brand(id="brand", name="")),
            case_studies=self.records("case-studies", model.CaseStudy),
            principles=self.records("principles", model.Principle),
            key_features=self.records("key-features", model.KeyFeature),
            charters=self.records("charters", model.Charter),
            charter_versions=self.records("charter-versions", model.CharterVersion),
            charter_translations=self.records("charter-translations", model.CharterTranslation),
            languages=self._languages(),
            worksheets=self.records("worksheets", model.Worksheet),
            pledges=self.records("pledges", model.Pledge),
            actions=self.records("actions", model.Action),
            resources=self.records("resources", model.Resource),
            accessibility_tests=self.records("accessibility-tests", model.AccessibilityTest),
            barriers=self.records("accessibility-barriers", model.Barrier),
            terms=self.terms,
            problems=problems,
        )

    def records(self, name: str, cls: type[R]) -> dict[str, R]:
        """Build every row of the table `name`; a site without that table has none."""
        table = self.model.tables.get(name)
        if table is None:
            return {}
        tagging = self._tagging(table)
        built = {}
        for row in self.tables[name]:
            values = self._values(table, row, cls)
            values["path"] = row.path
            values["tags"] = {tag: ids for tag, get in tagging if (ids := get(row))}
            built[row.cells["id"]] = cls(**values)
        order = {key: getattr(record, "order", None) or 0 for key, record in built.items()}
        return {key: built[key] for key in sorted(built, key=lambda key: (order[key], key))}

    def _languages(self) -> dict[str, model.Language]:
        named = {"id", "name", "english_name"}
        rows = {row.cells["id"]: row.cells for row in self.tables.get("languages", ())}
        return {
            key: replace(language, words={n: text for n, text in rows[key].items() if text and n not in named})
            for key, language in self.records("languages", model.Language).items()
        }

    def _values(self, table: Table, row: Row, cls: type) -> dict[str, Any]:
        cells = row.cells
        values: dict[str, Any] = {}
        for name, convert in self._plan(table, cls):
            values[name] = convert(cells.get(name, ""))
        key = tuple(cells[k] for k in table.primary_key)
        for name, child, of in self._lists(table, cls):
            rows = self.child_rows[child.name].get(key, ())
            if of is None:
                only = child.own_fields[0].name
                values[name] = tuple(r.cells[only] for r in rows)
            elif of is model.Term:
                only = child.own_fields[0].name
                terms = self.terms.get(child.target(only), {})
                values[name] = tuple(terms[r.cells[only]] for r in rows if r.cells[only] in terms)
            else:
                values[name] = tuple(of(**self._values(child, r, of)) for r in rows)
        if extra := self._extra(table, cls):
            facts = [model.Fact(f.name, f.title, text, f.markdown) for f, get in extra if (text := get(row))]
            values["extra"] = tuple(facts)
        return values

    @cache  # noqa: B019 - one builder lives for one load
    def _plan(self, table: Table, cls: type) -> list[tuple[str, Callable[[str], Any]]]:
        plan: list[tuple[str, Callable[[str], Any]]] = []
        known = table.by_name
        for item in fields(cls):
            column = known.get(item.name)
            if column is None:
                continue
            if item.metadata.get("of") is model.Term:
                terms = self.terms.get(table.target(item.name), {})
                plan.append((item.name, terms.get))
            else:
                plan.append((item.name, _converter(column)))
        return plan

    @cache  # noqa: B019 - as above
    def _lists(self, table: Table, cls: type) -> list[tuple[str, Table, type | None]]:
        children = self.model.lists(table.name)
        return [(f.name, children[f.name], f.metadata.get("of")) for f in fields(cls) if f.name in children]

    @cache  # noqa: B019 - as above
    def _extra(self, table: Table, cls: type) -> list[tuple[Field, Callable[[Row], str]]]:
        """Give what the schema has and the class has not, fields and lists of values, each with what gets its text."""
        known = {f.name for f in fields(cls)}
        if "extra" not in known:
            return []
        found: list[tuple[Field, Callable[[Row], str]]] = [
            (f, partial(self._text, table, f)) for f in table.own_fields if f.name not in known and f.shown
        ]
        for child in self.model.children(table.name):
            if child.is_link and child.origin.list not in known and child.own_fields[0].shown:
                column = replace(child.own_fields[0], name=child.origin.list)
                found.append((column, partial(self._texts, table, child)))
        return found

    def _text(self, table: Table, field: Field, row: Row) -> str:
        value = row.cells.get(field.name, "")
        if target := table.target(field.name):
            return self._labels(target).get(value, value)
        if field.type == "boolean" and value:
            return "Yes" if _converter(field)(value) else "No"
        if field.type == "date" and value:
            date = datetime.date.fromisoformat(value)
            return f"{date.day} {date:%B %Y}"
        return value

    def _texts(self, table: Table, child: Table, row: Row) -> str:
        rows = self.child_rows[child.name].get(tuple(row.cells[name] for name in table.primary_key), ())
        return ", ".join(self._text(child, child.own_fields[0], r) for r in rows)

    def _labels(self, name: str) -> Mapping[str, str]:
        if name not in self.labels:
            self.labels[name] = {
                row.cells.get("id", ""): row.cells.get("label") or row.cells.get("title") or row.cells.get("id", "")
                for row in self.tables[name]
            }
        return self.labels[name]

    def _tagging(self, table: Table) -> list[tuple[str, Callable[[Row], tuple[str, ...]]]]:
        """Give, for each field or list that classifies a record, what gets its ids from a row."""
        found: list[tuple[str, Callable[[Row], tuple[str, ...]]]] = [
            (column.name, _one(column.name))
            for column in table.own_fields
            if table.target(column.name) or column.choices
        ]
        for child in self.model.children(table.name):
            only = child.own_fields[0].name
            if child.target(only):
                found.append((child.origin.list, _many(self.child_rows[child.name], only)))
        return found

    def _terms(self, table: Table) -> dict[str, model.Term]:
        common = {"id", "label", "description", "order"}
        built = [
            model.Term(
                id=row.cells["id"],
                label=row.cells.get("label") or row.cells["id"],
                description=row.cells.get("description", ""),
                order=int(row.cells.get("order") or 0),
                more={name: value for name, value in row.cells.items() if name not in common},
            )
            for row in self.tables[table.name]
        ]
        return {term.id: term for term in sorted(built, key=lambda term: (term.order, term.id))}


def _is_vocabulary(table: Table) -> bool:
    return bool(table.origin.rows) and {"id", "label"} <= set(table.by_name)


def _grouped(rows: list[Row], key: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.cells[name] for name in key), []).append(row)
    return groups


def _one(name: str) -> Callable[[Row], tuple[str, ...]]:
    return lambda row: (value,) if (value := row.cells.get(name, "")) else ()


def _many(rows: dict[tuple[str, ...], list[Row]], name: str) -> Callable[[Row], tuple[str, ...]]:
    return lambda row: tuple(r.cells[name] for r in rows.get((row.cells["id"],), ()))


def _converter(field: Field) -> Callable[[str], Any]:
    """Give what turns a cell, already checked, into its value; None for an empty cell that is not text."""
    truths = set(field.descriptor.get("trueValues", ["true", "True", "TRUE", "1"]))
    kinds: dict[str, Callable[[str], Any]] = {
        "date": datetime.date.fromisoformat,
        "integer": int,
        "year": int,
        "number": Decimal,
        "boolean": lambda text: text in truths,
    }
    convert = kinds.get(field.type)
    if convert is None:
        return cast("Callable[[str], Any]", str)
    return lambda text: convert(text) if text else None
