"""The page that finds settings like the reader's own, and what its script ranks by: see `charterkit.views.likeness`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.publish.files import write_json
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
        """Write what the script ranks by, and what it says of each case."""
        catalogue = session.of(config).catalogue
        for name, found in (
            (likeness.DATA, likeness.data(catalogue, self.measures)),
            (likeness.TEXTS, likeness.texts(catalogue)),
        ):
            path = Path(config.site_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_json(path, found)
