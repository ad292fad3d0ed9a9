"""The page of what is new, and what is new since a reader's last visit: see `charterkit.views.news`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import news

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class NewsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the page, and a page for each year before."""

    events: list[news.Event]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities where the script finds what is new."""
        session.of(config).news = news.RECENT
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        self.events = news.events(build.catalogue)
        return news.pages(self.events, build.feeds)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads."""
        path = Path(config.site_dir) / news.RECENT
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(news.recent(self.events), ensure_ascii=False), encoding="utf-8")
