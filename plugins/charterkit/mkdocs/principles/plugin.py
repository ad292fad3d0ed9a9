"""The pages of principles: see `charterkit.views.principles`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import principles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class PrinciplesPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the pages to the site."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        listed = "principles" in build.facets
        return principles.pages(build.catalogue, listed=listed, pledge_pages=build.pledge_pages)
