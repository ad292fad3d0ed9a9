"""What the plugins that add pages have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError

from charterkit.mkdocs import session
from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class NoOptions(Config):
    """The configuration of a plugin that has no options."""


class AddsPages:
    """A capability that adds pages: a plugin that inherits from this says which."""

    @abstractmethod
    def pages(self, build: Session) -> Iterable[Page]:
        """Give the pages of this capability."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        build = session.of(config)
        try:
            build.add(self.pages(build), files, config)
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        return files
