"""The home page: see `charterkit.views.home`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages
from charterkit.views import home

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class HomeConfig(Config):
    """Options of the home page."""

    toolkit = options.Type(str, default="")
    """The path of the toolkit's first chapter as the site publishes it, for example `toolkit/`; empty for none."""


class HomePlugin(AddsPages, BasePlugin[HomeConfig]):
    """Adds the home page, unless content/index.md is there."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give it."""
        return home.pages(
            build.catalogue,
            self.config.toolkit,
            contribute=build.contribute,
            news=build.news,
            offered=build.offers,
        )
