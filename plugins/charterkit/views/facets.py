"""Facets: the fields by which the library is filtered, with their terms and counts.

A facet is any field or list of the case-study table that refers to another table or has a fixed choice of values. A
site names its facets in mkdocs.yml by field; title, terms, their order and their description come from the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.problems import CharterkitError, did_you_mean
from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Term

TABLE = "case-studies"


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
class Facet:
    """A field with its terms in the order of the data."""

    field: str
    title: str
    terms: tuple[FacetTerm, ...]


def facets(catalogue: Catalogue, names: Sequence[str], cases: Sequence[CaseStudy]) -> tuple[Facet, ...]:
    """Count the terms of the facets `names` over `cases`.

    Raises `CharterkitError` where a name is not a field that can be a facet.
    """
    return tuple(_facet(catalogue, name, cases) for name in names)


def _facet(catalogue: Catalogue, name: str, cases: Sequence[CaseStudy]) -> Facet:
    table = catalogue.data_model.tables[TABLE]
    target = catalogue.data_model.tag_target(TABLE, name)
    field = table.by_name.get(name)
    if not target and not (field and field.choices):
        known = [*table.by_name, *(c.origin.list for c in catalogue.data_model.children(TABLE))]
        usable = [f for f in known if catalogue.data_model.tag_target(TABLE, f)]
        hint = did_you_mean(name, usable) or f"Use one of: {', '.join(usable)}."
        message = f"mkdocs.yml: charterkit/library: `{name}` cannot be a facet. {hint}"
        raise CharterkitError(message)
    counts: dict[str, int] = {}
    for case in cases:
        for tag in case.tags.get(name, ()):
            counts[tag] = counts.get(tag, 0) + 1
    terms = tuple(
        FacetTerm(key, label, description, counts.get(key, 0), page.listing(name, key), about, group)
        for key, label, description, about, group in _terms(catalogue, target, field.choices if field else ())
    )
    return Facet(name, _title(catalogue, name), terms)


def _title(catalogue: Catalogue, name: str) -> str:
    table = catalogue.data_model.tables[TABLE]
    if name in table.by_name:
        return table.by_name[name].title
    child = next(c for c in catalogue.data_model.children(TABLE) if c.origin.list == name)
    return child.own_fields[0].title


def _terms(catalogue: Catalogue, target: str, choices: tuple[str, ...]) -> list[tuple[str, str, str, str, Term | None]]:
    """Give id, label, description, page about it (or nothing) and group (or None) of every term."""
    if target == "key-features":
        return [
            (f.id, f.title, f.summary, page.key_feature(f.id), f.beneficiary_group)
            for f in catalogue.key_features.values()
        ]
    if target == "principles":
        return [(p.id, p.title, p.summary, page.principle(p.id), None) for p in catalogue.principles.values()]
    if target in catalogue.terms:
        return [(t.id, t.label, t.description, "", None) for t in catalogue.terms[target].values()]
    if target:
        rows = catalogue.tables[target]
        return [(r.cells["id"], r.cells.get("title") or r.cells["id"], "", "", None) for r in rows]
    return [(choice, choice.replace("_", " ").capitalize(), "", "", None) for choice in choices]
