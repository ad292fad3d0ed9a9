"""The pages of charters in other languages and all that is printed of them: see `charterkit.views.translations`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.mkdocs.printing import Prints, printed
from charterkit.render.pdf import FURTHER_FONTS
from charterkit.views import charters, languages, page, printing, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


_WEIGHTS = frozenset({"Regular", "Bold"})
"""What pages are set in, of the weights that print has."""


class TranslationsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the translations."""

    prints: Prints

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the charters' pages that there are translations to lead to."""
        session.of(config).offers.add(languages.TRANSLATIONS)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give their pages."""
        return translations.pages(build.catalogue, build.offers) if charters.CHARTERS in build.offers else ()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, and the fonts that a reader's device may lack."""
        if session.of(config).catalogue.charter_translations:
            for path in (path for folder in FURTHER_FONTS for path in sorted(folder.glob("*.ttf"))):
                if path.stem.rpartition("-")[2] in _WEIGHTS:
                    target = f"{page.ASSETS}fonts/{path.name}"
                    files.append(File.generated(config, target, abs_src_path=str(path)))
        return super().on_files(files, config=config)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing."""
        del files
        build = session.of(config)
        self.prints = Prints(
            build, partial(printed, build, printing.translations(build.catalogue, config.site_url or ""))
        )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was printed beside the pages."""
        found = session.of(config).catalogue.charter_translations.values()
        self.prints.finish(config, (page.translation(t.charter, t.language) for t in found))
