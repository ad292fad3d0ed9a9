"""The page that a withdrawn record leaves at its address: there was an entry, and not a word of what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Term, Withdrawn


@dataclass(frozen=True)
class WithdrawnView:
    """When and why an entry was withdrawn, as far as its record says so, and where a reader can go instead."""

    on: datetime.date | None
    reason: Term | None
    instead: page.Link | None
    listing: page.Link


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give a page for every withdrawn record of a kind that has pages."""
    for record in catalogue.withdrawn:
        if record.table in page.RECORDS:
            yield _page(catalogue, record)


def _page(catalogue: Catalogue, record: Withdrawn) -> page.Page:
    address, listing = page.RECORDS[record.table]
    if not catalogue.tables[record.table]:
        listing = page.Link("Home", page.HOME)  # where nothing is left, there is no list
    return page.Page(
        path=address(record.id),
        title="Entry withdrawn",
        description="There was an entry at this address. It was withdrawn.",
        template="withdrawn.html",
        view=WithdrawnView(record.on, record.reason, _instead(catalogue, record), listing),
        alike=True,
        search=False,
        crumbs=(listing,) if listing.path else (),
        indexed=False,
    )


def _instead(catalogue: Catalogue, record: Withdrawn) -> page.Link | None:
    address, _ = page.RECORDS[record.table]
    for row in catalogue.tables[record.table] if record.replaced_by else ():
        if row.cells["id"] == record.replaced_by:
            return page.Link(row.cells.get("title", ""), address(record.replaced_by))
    return None
