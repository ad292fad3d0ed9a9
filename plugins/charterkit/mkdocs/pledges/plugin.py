"""The page of pledges: see `charterkit.views.pledges`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import pledges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class PledgesPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the pages to the site."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        return pledges.pages(build.catalogue)
