"""The orders in which the library can be shown besides the newest first, which is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import facets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy

STRENGTH = "practice_stage"
"""The field by which evidence is ordered where mkdocs.yml names none."""


@dataclass(frozen=True)
class Order:
    """An order by its name in the library's address: `places` are the cases in it, by their place in library order."""

    name: str
    title: str
    places: tuple[int, ...]


def orders(catalogue: Catalogue, cases: Sequence[CaseStudy], strength: str | None = None) -> tuple[Order, ...]:
    """Give the orders of `cases`: by title, and by how strong the evidence is.

    Evidence goes by the vocabulary of the field `strength`, whose last term is the strongest; cases without it come
    last, and the newest of equals first. None stands for the usual field, if the data has it, and an empty text for
    no such order. Raises `CharterkitError` where `strength` is not a field whose terms have an order.
    """
    by_title = sorted(range(len(cases)), key=lambda place: (cases[place].title.casefold(), cases[place].id))
    found = [Order("title", "Title, A to Z", tuple(by_title))]
    field = STRENGTH if strength is None else strength
    if strength is None and not catalogue.data_model.tag_target(facets.TABLE, STRENGTH):
        return tuple(found)
    if field:
        ranks = _ranks(catalogue, field)
        best = [max((ranks.get(tag, 0) for tag in case.tags.get(field, ())), default=0) for case in cases]
        found.append(
            Order("evidence", "Strongest evidence first", tuple(sorted(range(len(cases)), key=lambda p: -best[p])))
        )
    return tuple(found)


def _ranks(catalogue: Catalogue, field: str) -> dict[str, int]:
    """Give the rank of each term that the field can have, from 1 for the weakest."""
    target = facets.target_of(catalogue, field, "the strength of evidence")
    choices = catalogue.data_model.tables[facets.TABLE].by_name[field].choices if not target else ()
    terms = catalogue.terms.get(target, {}) if target else dict.fromkeys(choices)
    return {term: rank for rank, term in enumerate(terms, start=1)}
