"""Where the addresses lead that records had before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue


@dataclass(frozen=True)
class Redirect:
    """An old address and the new one, both relative to the top of the site."""

    old: str
    new: str


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """Give the old addresses of all records that have pages, those of hidden records included."""
    for table, (address, _) in page.RECORDS.items():
        for former, now in sorted(catalogue.former_ids.get(table, {}).items()):
            yield Redirect(address(former), address(now))
