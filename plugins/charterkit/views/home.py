"""The home page: what this is, the three doors, what is new, who has signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, charters, likeness, page, pledges, prints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Brand, Charter

MOST_NEW = 3


@dataclass(frozen=True)
class HomeView:
    """What the home page shows: `charter` is the site's own; `toolkit` leads to the first chapter, if there is one."""

    brand: Brand
    charter: Charter | None
    charter_path: str
    charters: int
    marks: tuple[page.Mark, ...]
    cases: int
    new: tuple[cards.Card, ...]
    features: int
    signed: int
    areas: tuple[tuple[str, int], ...]
    toolkit: str
    contribute: str
    news: str
    composer: str
    printables: str
    like_ours: str


def pages(
    catalogue: Catalogue, toolkit: str, *, contribute: str = "", news: str = "", offered: Collection[str] = ()
) -> Iterator[page.Page]:
    """Give the home page; `offered` are the further capabilities that the site has.

    The paths may be empty: of the toolkit's first chapter, the form, and what is new.
    """
    shown = cards.newest_first(catalogue)
    signed = pledges.pledges(catalogue)
    listed = list(catalogue.charters.values())
    own = next((c for c in listed if c.id == catalogue.brand.charter), listed[0] if listed else None)
    view = HomeView(
        brand=catalogue.brand,
        charter=own,
        charter_path=page.charter(own.id) if own else "",
        charters=len(listed),
        marks=tuple(page.mark(p) for p in catalogue.principles.values()),
        cases=len(shown),
        new=cards.cards(catalogue, shown[:MOST_NEW]),
        features=len(catalogue.key_features),
        signed=signed.organisations,
        areas=signed.in_areas,
        toolkit=toolkit,
        contribute=contribute,
        news=news,
        composer=page.COMPOSER if charters.COMPOSER in offered else "",
        printables=page.PRINTABLES if prints.PRINTABLES in offered else "",
        like_ours=page.LIKE_OURS if likeness.LIKENESS in offered else "",
    )
    yield page.Page(
        path=page.HOME,
        title=catalogue.brand.name,
        description=catalogue.brand.strapline,
        template="home.html",
        view=view,
        search=False,
    )
