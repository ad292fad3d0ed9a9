"""The pages of charters, their posters and their blank templates: see `charterkit.views.charters` and `.printing`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
    from concurrent.futures import Future

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class ChartersPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the charters."""

    printing: Future[dict[str, bytes]]

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return charters.pages(build.catalogue, build.composer)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing; Typst works beside the pages, which are written meanwhile."""
        del files
        pool = ThreadPoolExecutor(max_workers=1)
        self.printing = pool.submit(_printed, session.of(config), config.site_url or "")
        pool.shutdown(wait=False)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was printed beside the pages."""
        try:
            made = self.printing.result()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        for path, pdf in made.items():
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(pdf)


def _printed(build: Session, site_url: str) -> dict[str, bytes]:
    """Print each charter: its poster, the whole of it where the poster is a part, and a blank template in its form."""
    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for charter in build.catalogue.charters.values():
        whole = printing.printed_charter(build.catalogue, charter, site_url)
        poster = printing.printed_poster(build.catalogue, charter, site_url)
        for path, kind, printed, make in (
            (charters.poster_path(charter), "poster", poster, printer.poster),
            (charters.document_path(charter), "poster", whole, printer.poster),
            (charters.template_path(charter), "template", whole, printer.template),
        ):
            if path:
                made[path] = build.cache.data((kind, brand, printed, build.timestamp), partial(make, printed))
    return made
