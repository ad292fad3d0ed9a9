"""The library, a page for every term of its facets, and what its script filters by: see `charterkit.views.library`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.views import library, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session


class LibraryConfig(Config):
    """Options of the library."""

    facets = options.ListOfItems(options.Type(str), default=[])
    """The fields by which readers filter, in order: any field or list of a case study that refers to other records or
    terms, or has a fixed choice of values."""

    per_page = options.Type(int, default=24)
    """How many cards one page of the library shows."""

    doors = options.ListOfItems(options.Type(dict), default=[])
    """Lists that the library names at its top, each with `facet`, `term`, `title` and `words`."""


class LibraryPlugin(AddsPages, BasePlugin[LibraryConfig]):
    """Adds the library."""

    library: library.Library

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities which lists of cases there will be."""
        session.of(config).facets = tuple(self.config.facets)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give its pages."""
        self.library = library.library(
            build.catalogue, self.config.facets, max(1, self.config.per_page), self.config.doors
        )
        return library.pages(self.library)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads: the tags of every case, and the cards page by page."""
        site = Path(config.site_dir)
        render = session.of(config).renderer.card
        base = "../" * page.LIBRARY.count("/")
        (site / library.CARDS).mkdir(parents=True, exist_ok=True)
        _write(site / library.INDEX, library.index(self.library))
        for path, cards in library.chunks(self.library):
            _write(site / path, [render(card, base) for card in cards])


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
