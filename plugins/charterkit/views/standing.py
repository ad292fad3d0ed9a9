"""Where a record stands in its life: kept for the record only, taken over by a newer one, or taking over itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from charterkit.catalogue import Catalogue


class Titled(Protocol):
    """A record with a title."""

    @property
    def id(self) -> str:
        """Give its id."""

    @property
    def title(self) -> str:
        """Give its title."""

    @property
    def status(self) -> str:
        """Give its status."""

    @property
    def replaces(self) -> str:
        """Give the id of the record that it replaces."""


@dataclass(frozen=True)
class Standing:
    """What the top of a page says of its record, and where it leads on to."""

    archived: bool
    replaced_by: page.Link | None
    replaces: page.Link | None


def standing(catalogue: Catalogue, table: str, record: Titled, records: Mapping[str, Titled]) -> Standing:
    """Give the standing of `record` among the shown `records` of `table`."""
    address, _ = page.RECORDS[table]

    def link(key: str) -> page.Link | None:
        other = records.get(key)
        return page.Link(other.title, address(key)) if other else None

    return Standing(
        archived=record.status == "archived",
        replaced_by=link(catalogue.replaced.get(table, {}).get(record.id, "")),
        replaces=link(record.replaces),
    )
