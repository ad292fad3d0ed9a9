"""The page that searches everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
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
    )
    yield page.Page(
        path=page.SEARCH,
        title="Search",
        description="Search every page of this site.",
        template="search.html",
        view=SearchView(tuple(link for link, records in offered if records)),
        search=False,
    )
