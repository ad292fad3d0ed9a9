"""The page that searches everything, and the words by which a record is found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from charterkit.views import page
from charterkit.views.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.records import Row
    from charterkit.schema import Table


KINDS = (
    ("Case study", "Case studies"),
    ("Key feature", "Key features"),
    ("Principle", "Principles"),
    ("Charter", "Charters"),
    ("Guide", "Toolkit and guides"),
    ("Worksheet", "Worksheets"),
    ("Pledge", "Pledges"),
    ("Pledges", "Pledges and how to sign"),
    ("Open data", "Open data"),
)
"""The kinds of pages, in the order in which results are grouped, and the headings of the groups."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS = 4000


def spelling(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the words of `texts` (titles, names of terms) by which spelling is put right, the most frequent first.

    Words of fewer than four letters are left out: almost any slip turns one into another.
    """
    counts = Counter(word for text in texts for word in {w.casefold() for w in _WORD.findall(text)})
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:_MOST_WORDS])


@dataclass(frozen=True)
class SearchView:
    """Where to go when search is of no help, or there is no script."""

    elsewhere: tuple[page.Link, ...]


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give the search page."""
    offered = (
        (page.Link("Library", page.LIBRARY), catalogue.case_studies),
        (page.Link("Key features", page.KEY_FEATURES), catalogue.key_features),
        (page.Link("Principles", page.PRINCIPLES), catalogue.principles),
        (page.Link("Charters", page.CHARTERS), catalogue.charters),
        (page.Link("Worksheets", page.WORKSHEETS), catalogue.worksheets),
    )
    yield page.Page(
        path=page.SEARCH,
        title="Search",
        description="Search every page of this site.",
        template="search.html",
        view=SearchView(tuple(link for link, records in offered if records)),
        search=False,
    )


class Words:
    """Finds the words of records: every text that their pages show, and the labels of what they are tagged with.

    They come from the tables, not from the pages, so a field that a site adds to a schema is found too.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Prepare for the records of `catalogue`; each table is looked at when first asked for."""
        self.model = catalogue.data_model
        self.tables = catalogue.tables
        self.rows: dict[str, dict[tuple[str, ...], list[Row]]] = {}
        self.labels: dict[str, dict[str, str]] = {}
        self.plans: dict[str, list[Callable[[Row], str]]] = {}

    def of(self, table: str, record: str) -> tuple[str, ...]:
        """Give the texts of one record, in the order of the schema."""
        found = self._by_key(table, self.model.tables[table].primary_key).get((record,), [])
        return tuple(text for row in found for text in self._texts(self.model.tables[table], row))

    def made_from(self, table: str, record: str) -> object:
        """Give what the texts of one record depend on, which is quicker to find than the texts: equal, so are they.

        That is the record's file, the labels that its rows refer to, and how many rows of each table are shown. Where
        nobody knows the file's hash, it is the texts.
        """
        found = self._by_key(table, self.model.tables[table].primary_key).get((record,), [])
        if len(found) != 1 or not found[0].source:
            return self.of(table, record)
        path = found[0].path
        return found[0].source, self._referred.get(path), [shown.get(path, 0) for shown in self._shown]

    @cached_property
    def _referred(self) -> dict[str, list[str]]:
        """Give the labels that the rows of each file refer to."""
        labels: dict[str, list[str]] = {}
        for table in self.model.tables.values():
            for field in table.own_fields:
                if target := table.target(field.name):
                    read = self._label(field.name, target)
                    for row in self.tables[table.name]:
                        labels.setdefault(row.path, []).append(read(row))
        return labels

    @cached_property
    def _shown(self) -> list[Counter[str]]:
        return [Counter(row.path for row in rows) for rows in self.tables.values()]

    def _texts(self, table: Table, row: Row) -> Iterator[str]:
        for read in self._plan(table):
            if text := read(row):
                yield text
        key = tuple(row.cells[name] for name in table.primary_key)
        for child in self.model.children(table.name):
            for below in self._by_key(child.name, child.parent_key).get(key, ()):
                yield from self._texts(child, below)

    def _plan(self, table: Table) -> list[Callable[[Row], str]]:
        if table.name not in self.plans:
            self.plans[table.name] = plan = []
            for field in table.own_fields:
                target = table.target(field.name)
                if not field.shown or field.name == "title":
                    continue
                if target:
                    plan.append(self._label(field.name, target))
                elif field.markdown:
                    plan.append(_markdown(field.name))
                elif field.type == "string" and not field.choices and field.name != "url":
                    plan.append(_text(field.name))
        return self.plans[table.name]

    def _label(self, name: str, target: str) -> Callable[[Row], str]:
        if target not in self.labels:
            self.labels[target] = {
                row.cells.get("id", ""): row.cells.get("label") or row.cells.get("title", "")
                for row in self.tables[target]
            }
        labels = self.labels[target]
        return lambda row: labels.get(row.cells.get(name, ""), "")

    def _by_key(self, table: str, key: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
        if table not in self.rows:
            groups: dict[tuple[str, ...], list[Row]] = {}
            for row in self.tables[table]:
                groups.setdefault(tuple(row.cells.get(name, "") for name in key), []).append(row)
            self.rows[table] = groups
        return self.rows[table]


def _text(name: str) -> Callable[[Row], str]:
    return lambda row: row.cells.get(name, "")


def _markdown(name: str) -> Callable[[Row], str]:
    return lambda row: plain(row.cells.get(name, ""))
