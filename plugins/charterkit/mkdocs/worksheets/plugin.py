"""The pages of worksheets, and the same sheets for print and for Word: see `charterkit.views.worksheets`."""

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
from charterkit.views import printing, worksheet_prints, worksheets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class WorksheetsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the worksheets."""

    printing: Future[dict[str, bytes]]

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return worksheets.pages(build.catalogue)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing beside the pages, which are written meanwhile."""
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
        for path, content in made.items():
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _printed(build: Session, site_url: str) -> dict[str, bytes]:
    """Make the PDF and the Word document of each worksheet, or take them from the cache."""
    from charterkit.render import worksheet_word  # noqa: PLC0415 - 0.2 s, which a site without worksheets need not wait

    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for worksheet in build.catalogue.worksheets.values():
        printed = worksheet_prints.printed_worksheet(build.catalogue, worksheet, site_url)
        date = worksheet_prints.timestamp(worksheet)
        for path, kind, make in (
            (worksheets.pdf_path(worksheet), "worksheet", partial(printer.worksheet, printed, date)),
            (worksheets.word_path(worksheet), "worksheet-word", partial(worksheet_word.document, printed, brand, date)),
        ):
            made[path] = build.cache.data((kind, brand, printed, date), make)
    return made
