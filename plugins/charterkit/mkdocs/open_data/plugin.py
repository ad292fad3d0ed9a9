"""The page of the open data and its files: see `charterkit.publish.open_data`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.problems import CharterkitError
from charterkit.publish import open_data as data
from charterkit.publish.aside import Aside
from charterkit.views import open_data, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


class OpenDataPlugin(AddsPages, BasePlugin[NoOptions]):
    """Publishes the tables."""

    writing: Aside | None = None
    serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served; then there are threads."""
        del dirty
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there will be open data."""
        session.of(config).offers.add("open-data")
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give the page that describes them."""
        return open_data.pages(build.catalogue, dict(data.rows(build.catalogue)))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to write the files, which need nothing but the catalogue."""
        super().on_files(files, config=config)
        catalogue, folder = session.of(config).catalogue, Path(config.site_dir) / page.OPEN_DATA
        self.writing = Aside(partial(data.write, catalogue, folder), copies=not self.serving)
        return files

    def on_build_error(self, *, error: Exception) -> None:
        """Write nothing more into a site that will not be published."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave no work behind that nobody waits for."""
        if self.writing:
            self.writing.stop()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait until they are written."""
        del config
        if self.writing is None:
            return
        try:
            self.writing.finish()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
