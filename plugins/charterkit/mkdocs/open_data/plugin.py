"""The page of the open data and its files: see `charterkit.publish.open_data`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import AT_ONCE, WorksBeside
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.publish import open_data as data
from charterkit.views import open_data, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


class OpenDataPlugin(WorksBeside, AddsPages, BasePlugin[NoOptions]):
    """Publishes the tables."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there will be open data."""
        session.of(config).offers.add("open-data")
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give the page that describes them."""
        return open_data.pages(build.catalogue, dict(data.rows(build.catalogue)))

    @event_priority(AT_ONCE)
    def _on_files_at_once(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to write the files, which need nothing but the catalogue."""
        build, folder = session.of(config), Path(config.site_dir) / page.OPEN_DATA
        published = build.published / page.OPEN_DATA if build.published else None
        anew = published is None or not published.is_dir()  # else most files are taken over
        self.begin(partial(data.write, build.catalogue, folder, published), long=anew)
        return files

    on_files = CombinedEvent(_on_files_at_once, AddsPages.on_files)
