"""The page of the open data and its files: see `charterkit.publish.open_data`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.publish import open_data as files
from charterkit.views import open_data, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session


class OpenDataPlugin(AddsPages, BasePlugin[NoOptions]):
    """Publishes the tables."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there will be open data."""
        session.of(config).offers.add("open-data")
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give the page that describes them."""
        return open_data.pages(build.catalogue, dict(files.rows(build.catalogue)))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files."""
        files.write(session.of(config).catalogue, Path(config.site_dir) / page.OPEN_DATA)
