"""The pages of charters and all that is printed of them: see `charterkit.views.charters` and `.printing`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import AT_ONCE, WAITING
from charterkit.mkdocs.pages import AddsPages
from charterkit.mkdocs.printing import PrintsBeside, printed
from charterkit.views import charters, page, printing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.publish.kept import Kept


class ChartersConfig(Config):
    """Options of charters."""

    one_sheet = options.Type(bool, default=True)
    """Whether a poster that does not fit one sheet in type that can be read stops the build. Otherwise it goes on over
    as many sheets as it takes."""


class ChartersPlugin(PrintsBeside, AddsPages, BasePlugin[ChartersConfig]):
    """Adds the charters."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell what belongs to charters that there are any."""
        build = session.of(config)
        build.offers.add(charters.CHARTERS)
        build.one_sheet = self.config.one_sheet
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give their pages."""
        return charters.pages(build.catalogue, build.facets, build.offers)

    @event_priority(AT_ONCE)
    def _on_files_at_once(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Start printing, which needs nothing but the catalogue."""
        self.begin(charters.CHARTERS, config, partial(_printed, session.of(config)))
        return files

    on_files = CombinedEvent(_on_files_at_once, AddsPages.on_files)

    @event_priority(WAITING)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the prints."""
        if self.prints:
            self.prints.finish([page.PRINTABLES, *map(page.charter, session.of(config).catalogue.charters)])


def _printed(build: Session, kept: Kept) -> dict[str, bytes]:
    return printed(build, printing.originals(build.catalogue, build.site_url), kept)
