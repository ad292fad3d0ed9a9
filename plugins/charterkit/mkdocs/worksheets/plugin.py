"""The pages of worksheets, and the same sheets for print, for Word and as text: see `charterkit.views.worksheets`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WAITING
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.mkdocs.printing import PrintsBeside
from charterkit.render import worksheet_text
from charterkit.render.pdf import Printer
from charterkit.views import printing, worksheet_prints, worksheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.publish.kept import Kept
    from charterkit.views.page import Page


class WorksheetsPlugin(PrintsBeside, AddsPages, BasePlugin[NoOptions]):
    """Adds the worksheets."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there will be worksheets."""
        session.of(config).offers.add("worksheets")
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return worksheets.pages(build.catalogue)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, and start printing."""
        super().on_files(files, config=config)
        self.begin("worksheets", config, partial(_printed, session.of(config)))
        return files

    @event_priority(WAITING)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the prints."""
        del config
        if self.prints:
            self.prints.finish()


def _printed(build: Session, kept: Kept) -> dict[str, bytes]:
    """Make the documents of each worksheet, or take what takes time from what is kept."""
    from charterkit.render import worksheet_word  # noqa: PLC0415 - 0.2 s, which a site without worksheets need not wait

    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for worksheet in build.catalogue.worksheets.values():
        printed = worksheet_prints.printed_worksheet(build.catalogue, worksheet, build.site_url)
        date = worksheet_prints.timestamp(worksheet)
        for path, kind, make in (
            (worksheets.pdf_path(worksheet), "worksheet", partial(printer.worksheet, printed, date)),
            (worksheets.large_path(worksheet), "worksheet-large", partial(printer.large_worksheet, printed, date)),
            (worksheets.word_path(worksheet), "worksheet-word", partial(worksheet_word.document, printed, brand, date)),
        ):
            made[path] = kept.data(build.cache.key((kind, brand, printed, date)).hex(), make)
        made[worksheets.plain_path(worksheet)] = worksheet_text.document(brand, printed)
    return made
