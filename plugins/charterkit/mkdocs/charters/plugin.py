"""The pages of charters and all that is printed of them: see `charterkit.views.charters` and `.printing`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.mkdocs.printing import Prints, printed
from charterkit.views import charters, page, printing

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


class ChartersPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the charters."""

    prints: Prints

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell what belongs to charters that there are any."""
        session.of(config).offers.add(charters.CHARTERS)
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
