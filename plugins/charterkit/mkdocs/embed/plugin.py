"""Publishes a card of each case study that other sites may show in a frame: a page of its own, without a script.

It is no page of the site: not in its navigation, its search or its sitemap, and search engines are told to pass it by.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.views import cards, takeaway

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class EmbedPlugin(BasePlugin[NoOptions]):
    """Writes the cards."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there will be cards."""
        session.of(config).offers.add("embed")
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write them."""
        build = session.of(config)
        for case in build.catalogue.case_studies.values():
            path = Path(config.site_dir) / takeaway.card_path(case.id) / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(build.renderer.alone("embed", cards.card(build.catalogue, case)), encoding="utf-8")
