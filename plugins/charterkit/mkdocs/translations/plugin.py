"""The pages of charters in other languages and all that is printed of them: see `charterkit.views.translations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.mkdocs.printing import Prints
from charterkit.views import languages, page, printing, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session


class TranslationsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the translations."""

    prints: Prints

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the charters' pages that there are translations to lead to."""
        session.of(config).offered.add(languages.TRANSLATIONS)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give their pages."""
        return translations.pages(build.catalogue)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing."""
        del files
        build = session.of(config)
        self.prints = Prints(build, printing.translations(build.catalogue, config.site_url or ""))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was printed beside the pages."""
        found = session.of(config).catalogue.charter_translations.values()
        self.prints.finish(config, (page.translation(t.charter, t.language) for t in found))
