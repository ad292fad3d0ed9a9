"""The pages of charters and all that is printed of them: see `charterkit.views.charters` and `.printing`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.mkdocs.printing import Prints, printed
from charterkit.views import charters, page, printing

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


class ChartersConfig(Config):
    """Options of charters."""

    one_sheet = options.Type(bool, default=True)
    """Whether a poster that does not fit one sheet in type that can be read stops the build. Otherwise it goes on over
    as many sheets as it takes."""


class ChartersPlugin(AddsPages, BasePlugin[ChartersConfig]):
    """Adds the charters."""

    prints: Prints

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell what belongs to charters that there are any."""
        build = session.of(config)
        build.offers.add(charters.CHARTERS)
        build.one_sheet = self.config.one_sheet
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give their pages."""
        return charters.pages(build.catalogue, build.facets, build.offers)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing."""
        del files
        build = session.of(config)
        self.prints = Prints(build, partial(printed, build, printing.originals(build.catalogue, config.site_url or "")))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was printed beside the pages."""
        told = [page.PRINTABLES, *map(page.charter, session.of(config).catalogue.charters)]
        self.prints.finish(config, told)
