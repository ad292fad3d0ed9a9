"""Facets: the fields by which a list is filtered, with their terms and counts.

A facet is any field or list of the list's table that refers to another table or has a fixed choice of values. A
site names its facets in mkdocs.yml by field; title, terms, their order and their description come from the data. So do
the groups into which the terms of a facet may fall: a column of the terms' own table that refers to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from charterkit.problems import CharterkitError, did_you_mean
from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Term

TABLE = "case-studies"

GROUPED = {"key-features": "beneficiary_group"}
"""The column by which terms are grouped where mkdocs.yml names none."""

RESERVED = frozenset({"q", "sort"})
"""What the library's address says besides facets: no facet can have such a name."""


@dataclass(frozen=True)
class Choice:
    """A facet as a site asks for it: its field, the column that groups its terms, and what it is about.

    An empty `group_by` is for no groups, None for the usual ones; without a `description` the schema's holds. With
    `used`, terms that no record has are left out.
    """

    field: str
    group_by: str | None = None
    description: str = ""
    used: bool = False


class Tagged(Protocol):
    """What can be filtered: its tags by field."""

    @property
    def tags(self) -> Mapping[str, tuple[str, ...]]:
        """Give its tags."""


@dataclass(frozen=True)
class Of:
    """What is filtered: its table, where the records with a term of a field are listed, and its plugin's name."""

    table: str
    listing: Callable[[str, str], str]
    plugin: str


LIBRARY = Of(TABLE, page.listing, "charterkit/library")


@dataclass(frozen=True)
class FacetTerm:
    """A value of a facet: how many cases have it, the page that lists them, and the page about it, if there is one."""

    id: str
    label: str
    description: str
    count: int
    path: str
    about: str = ""
    group: Term | None = None


@dataclass(frozen=True)
class FacetGroup:
    """Terms that stand together: `count` is how many cases have any of them. What is in no group has `term` None."""

    term: Term | None
    count: int
    terms: tuple[FacetTerm, ...]


@dataclass(frozen=True)
class Facet:
    """A field with its terms in the order of the data; where they are grouped, group by group."""

    field: str
    title: str
    terms: tuple[FacetTerm, ...]
    description: str = ""
    groups: tuple[FacetGroup, ...] = ()


def facets(
    catalogue: Catalogue, choices: Sequence[str | Choice], cases: Sequence[Tagged], of: Of = LIBRARY
) -> tuple[Facet, ...]:
    """Count the terms of the facets `choices` over `cases`.

    Raises `CharterkitError` where a choice is not a field that can be a facet, or its terms have no such groups.
    """
    asked = [choice if isinstance(choice, Choice) else Choice(choice) for choice in choices]
    return tuple(_facet(catalogue, choice, cases, of) for choice in asked)


def _facet(catalogue: Catalogue, choice: Choice, cases: Sequence[Tagged], of: Of) -> Facet:
    name = choice.field
    table = catalogue.data_model.tables[of.table]
    target = target_of(catalogue, name, of=of)
    field = table.by_name.get(name)
    counts: dict[str, int] = {}
    for case in cases:
        for tag in case.tags.get(name, ()):
            counts[tag] = counts.get(tag, 0) + 1
    group_of = _grouping(catalogue, choice, target, of)
    terms = [
        FacetTerm(key, label, description, counts.get(key, 0), of.listing(name, key), about, group_of.get(key))
        for key, label, description, about in _terms(catalogue, target, field.choices if field else ())
    ]
    if choice.used:
        terms = [term for term in terms if term.count]
    # Terms without a group come last; the data's own order holds inside each.
    terms.sort(key=lambda term: (0, term.group.order, term.group.id) if term.group else (1, 0, ""))
    title, description = _described(catalogue, name, of.table)
    return Facet(
        name, title, tuple(terms), choice.description or description, _groups(name, terms, cases) if group_of else ()
    )


def target_of(catalogue: Catalogue, name: str, asked_as: str = "a facet", of: Of = LIBRARY) -> str:
    """Give the table to which the field or list `name` of a record refers; empty for one with a choice of values.

    Raises `CharterkitError` where it has neither; `asked_as` says there what it was meant to be.
    """
    field = catalogue.data_model.tables[of.table].by_name.get(name)
    target = catalogue.data_model.tag_target(of.table, name)
    if name in RESERVED or (not target and not (field and field.choices)):
        known = [
            *catalogue.data_model.tables[of.table].by_name,
            *(c.origin.list for c in catalogue.data_model.children(of.table)),
        ]
        usable = [f for f in known if catalogue.data_model.tag_target(of.table, f) and f not in RESERVED]
        hint = did_you_mean(name, usable) or f"Use one of: {', '.join(usable)}."
        message = f"mkdocs.yml: {of.plugin}: `{name}` cannot be {asked_as}. {hint}"
        raise CharterkitError(message)
    return target


def _grouping(catalogue: Catalogue, choice: Choice, target: str, of: Of) -> dict[str, Term]:
    """Give the group of each term, by its id; nothing where the facet has no groups."""
    column = GROUPED.get(target, "") if choice.group_by is None else choice.group_by
    if not column:
        return {}
    table = catalogue.data_model.tables.get(target)
    usable = [f.name for f in table.fields if table.target(f.name) in catalogue.terms] if table else []
    if table is None or column not in usable:
        if choice.group_by is None:
            return {}
        hint = did_you_mean(column, usable)
        hint = hint or (f"Use one of: {', '.join(usable)}." if usable else "Its terms refer to no other vocabulary.")
        message = f"mkdocs.yml: {of.plugin}: `{choice.field}` cannot be grouped by `{column}`. {hint}"
        raise CharterkitError(message)
    groups = catalogue.terms[table.target(column)]
    cells = ((row.cells.get("id", ""), row.cells.get(column, "")) for row in catalogue.tables[target])
    return {key: groups[value] for key, value in cells if value in groups}


def _groups(name: str, terms: Sequence[FacetTerm], cases: Sequence[Tagged]) -> tuple[FacetGroup, ...]:
    group_of = {term.id: term.group.id for term in terms if term.group}
    counts: dict[str, int] = {}
    for case in cases:
        for group in {group_of[tag] for tag in case.tags.get(name, ()) if tag in group_of}:
            counts[group] = counts.get(group, 0) + 1
    return tuple(
        FacetGroup(group, counts.get(group.id, 0) if group else 0, tuple(members))
        for group, members in groupby(terms, key=lambda term: term.group)
    )


def _described(catalogue: Catalogue, name: str, of: str) -> tuple[str, str]:
    """Give the title and the description that the schema has for a field or list."""
    table = catalogue.data_model.tables[of]
    field = table.by_name.get(name)
    if field is None:
        child = next(c for c in catalogue.data_model.children(of) if c.origin.list == name)
        field = child.own_fields[0]
    return field.title, field.description


def _terms(catalogue: Catalogue, target: str, choices: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Give id, label, description and page about it (or nothing) of every term."""
    if target == "key-features":
        return [(f.id, f.title, f.summary, page.key_feature(f.id)) for f in catalogue.key_features.values()]
    if target == "principles":
        return [(p.id, p.title, p.summary, page.principle(p.id)) for p in catalogue.principles.values()]
    if target in catalogue.terms:
        return [(t.id, t.label, t.description, "") for t in catalogue.terms[target].values()]
    if target:
        rows = catalogue.tables[target]
        return [(r.cells["id"], r.cells.get("title") or r.cells["id"], "", "") for r in rows]
    return [(choice, choice.replace("_", " ").capitalize(), "", "") for choice in choices]
