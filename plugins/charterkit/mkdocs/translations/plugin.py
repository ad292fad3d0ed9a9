"""The pages of charters in other languages and all that is printed of them: see `charterkit.views.translations`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WAITING
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.mkdocs.printing import PrintsBeside, printed
from charterkit.render.pdf import FURTHER_FONTS
from charterkit.views import charters, languages, page, printing, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.publish.kept import Kept


_WEIGHTS = frozenset({"Regular", "Bold"})
"""What pages are set in, of the weights that print has."""


class TranslationsPlugin(PrintsBeside, AddsPages, BasePlugin[NoOptions]):
    """Adds the translations."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the charters' pages that there are translations to lead to."""
        session.of(config).offers.add(languages.TRANSLATIONS)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give their pages."""
        return translations.pages(build.catalogue, build.offers) if charters.CHARTERS in build.offers else ()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, and the fonts that a reader's device may lack, and start printing."""
        if session.of(config).catalogue.charter_translations:
            for path in (path for folder in FURTHER_FONTS for path in sorted(folder.glob("*.ttf"))):
                if path.stem.rpartition("-")[2] in _WEIGHTS:
                    target = f"{page.ASSETS}fonts/{path.name}"
                    files.append(File.generated(config, target, abs_src_path=str(path)))
        super().on_files(files, config=config)
        self.begin(languages.TRANSLATIONS, config, partial(_printed, session.of(config)))
        return files

    @event_priority(WAITING)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the prints."""
        found = session.of(config).catalogue.charter_translations.values()
        if self.prints:
            self.prints.finish(page.translation(t.charter, t.language) for t in found)


def _printed(build: Session, kept: Kept) -> dict[str, bytes]:
    return printed(build, printing.translations(build.catalogue, build.site_url), kept)
