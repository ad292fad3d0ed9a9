"""The pages that set charters against the principles, and their tables as CSV: see `charterkit.views.crosswalk`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import charters, crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class CrosswalkPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the crosswalks."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the charters' pages that there is a crosswalk to lead to."""
        session.of(config).offers.add(charters.CROSSWALK)
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return crosswalk.pages(build.catalogue) if charters.CHARTERS in build.offers else ()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the tables."""
        for path, table in crosswalk.files(session.of(config).catalogue):
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(table, encoding="utf-8", newline="")
