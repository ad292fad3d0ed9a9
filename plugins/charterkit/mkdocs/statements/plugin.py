"""The accessibility statement and the privacy notice: see `charterkit.views.statements`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class StatementsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds both pages; a site can write either itself, as content/accessibility/index.md or the same for privacy."""

    plugins: frozenset[str] = frozenset()
    address = ""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Note what the site is made with, then add the pages."""
        self.plugins = frozenset(config.plugins)
        self.address = config.site_url or ""
        return super().on_files(files, config=config)

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        return statements.pages(
            build.catalogue, self.plugins, self.address, build.others, with_data="open-data" in build.offers
        )
