"""Feeds of new and changed case studies: see `charterkit.views.feeds` and `charterkit.publish.feeds`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.problems import CharterkitError
from charterkit.publish.feeds import Writer
from charterkit.views.feeds import feeds
from charterkit.views.news import FeedShown

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Described
    from charterkit.views.feeds import Feed

_AFTER_OTHERS = -50


class FeedsConfig(Config):
    """Options of the feeds."""

    each = options.ListOfItems(options.Type(str), default=[])
    """The fields whose terms have a feed each, as in `facets` of the library."""

    most = options.Type(int, default=50)
    """How many entries a feed holds at most."""

    since = options.Type(int, default=2026)
    """The year since when the site has its address. A part of what identifies entries: never change it."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Publishes the feeds."""

    feeds: tuple[Feed, ...] = ()

    @event_priority(_AFTER_OTHERS)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the feeds, and name them in the heads of generated pages, and of the page that each is about."""
        build = session.of(config)
        try:
            self.feeds = tuple(feeds(build.catalogue, self.config.each, max(1, self.config.most), build.facets))
        except CharterkitError as error:
            message = str(error).replace("charterkit/library", "charterkit/feeds")
            raise PluginError(message) from None
        build.feeds = tuple(FeedShown(feed.label, feed.atom, feed.json) for feed in self.feeds)
        everywhere, *others = self.feeds
        of_page = {feed.about: feed for feed in others}

        def head(of: Described) -> str:
            if of.page is None:
                return ""  # Material's script takes any alternate for a translation, and asks for the sitemap beside it
            base = "../" * of.path.count("/") or "./"
            named = [everywhere, *([of_page[of.path]] if of.path in of_page else [])]
            return "".join(_links(feed, base) for feed in named)

        build.heads.append(head)
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write them."""
        top = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        writer = Writer(session.of(config).catalogue.brand, top, self.config.since)
        for feed in self.feeds:
            path = Path(config.site_dir) / feed.atom
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(writer.atom(feed), encoding="utf-8")
            path.with_suffix(".json").write_text(writer.json(feed), encoding="utf-8")


def _links(feed: Feed, base: str) -> str:
    kinds = (("application/atom+xml", feed.atom), ("application/feed+json", feed.json))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(feed.title)}" href="{base}{path}">\n'
        for kind, path in kinds
    )
