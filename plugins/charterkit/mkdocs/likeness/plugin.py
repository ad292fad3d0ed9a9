"""The page that finds settings like the reader's own, and what its script ranks by: see `charterkit.views.likeness`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.views import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class LikenessConfig(Config):
    """Options of the page."""

    measures = options.ListOfItems(options.Type(str), default=[])
    """The measures by which settings are compared, in order: ids of the vocabulary that the figures of cases use."""


class LikenessPlugin(AddsPages, BasePlugin[LikenessConfig]):
    """Adds the page."""

    measures: tuple[likeness.Measure, ...]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the home page and the library that there is one."""
        session.of(config).offers.add(likeness.LIKENESS)
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give it."""
        self.measures = likeness.measures(build.catalogue, self.config.measures)
        return likeness.pages(build.catalogue, self.measures)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script ranks by."""
        path = Path(config.site_dir) / likeness.DATA
        path.parent.mkdir(parents=True, exist_ok=True)
        found = likeness.data(session.of(config).catalogue, self.measures)
        path.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
