"""The pages of charters, their posters and their blank templates: see `charterkit.views.charters` and `.printing`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.problems import CharterkitError
from charterkit.render.pdf import Printer
from charterkit.views import charters, printing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class ChartersPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the charters."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return charters.pages(build.catalogue)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print each charter: its poster, the whole of it where the poster is a part, and a blank template in its form."""
        build = session.of(config)
        site = Path(config.site_dir)
        brand = printing.printed_brand(build.catalogue)
        printer = Printer(brand, build.timestamp)
        try:
            for charter in build.catalogue.charters.values():
                whole = printing.printed_charter(build.catalogue, charter, config.site_url or "")
                poster = printing.printed_poster(build.catalogue, charter, config.site_url or "")
                for path, kind, printed, make in (
                    (charters.poster_path(charter), "poster", poster, printer.poster),
                    (charters.document_path(charter), "poster", whole, printer.poster),
                    (charters.template_path(charter), "template", whole, printer.template),
                ):
                    if path:
                        made = build.cache.data((kind, brand, printed, build.timestamp), partial(make, printed))
                        (site / path).parent.mkdir(parents=True, exist_ok=True)
                        (site / path).write_bytes(made)
        except CharterkitError as error:
            raise PluginError(str(error)) from None
