"""The search page and its index: see `charterkit.publish.search`."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.generated import GeneratedPage
from charterkit.mkdocs.pages import AddsPages
from charterkit.problems import CharterkitError
from charterkit.publish import aside
from charterkit.publish.aside import Aside
from charterkit.publish.files import write_json
from charterkit.publish.search import WORDS, Document, Indexing
from charterkit.views import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page

WORK = ".charterkit/search"

_BEFORE_THREADS = 50  # what prints starts threads in the same event, and a process with threads is not copied

_SILENT = re.compile(r"<(svg|script|style)\b.*?</\1>|<a class=\"headerlink\".*?</a>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|td|th|dt|dd|div|section|summary|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


class SearchConfig(Config):
    """Options of search."""

    pages = options.Type(str, default="Guide")
    """What results call the pages that editors write."""

    kinds = options.ListOfItems(options.Type(str), default=[])
    """The kinds of pages in the order in which results are grouped; those not named follow in the usual one."""


class SearchPlugin(AddsPages, BasePlugin[SearchConfig]):
    """Adds the search page and makes the index."""

    indexing: Aside | None = None
    serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served; then there are threads."""
        del dirty
        self.serving = command == "serve"

    def pages(self, build: Session) -> Iterable[Page]:
        """Give the search page."""
        return search.pages(build.catalogue)

    @event_priority(_BEFORE_THREADS)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start the index as soon as every page's content is known; it is made while the pages are written."""
        target = Path(config.site_dir) / "pagefind"
        if not self.serving and aside.possible():
            self.indexing = Aside(lambda: self._finish(self._indexing(config, files), target, config))
        else:
            self.indexing = Aside(partial(self._finish, self._indexing(config, files), target, config), copies=False)
        return env

    def on_build_error(self, *, error: Exception) -> None:
        """Index nothing for a site that will not be published."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave no work behind that nobody waits for."""
        if self.indexing:
            self.indexing.stop()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait until the index is in the site."""
        del config
        if self.indexing is None:
            return
        try:
            self.indexing.finish()
        except CharterkitError as error:
            raise PluginError(str(error)) from None

    def _indexing(self, config: MkDocsConfig, files: Files) -> Indexing:
        build = session.of(config)
        language = (config.theme.get("language") or "en").partition("-")[0]
        return Indexing(self._documents(config, files), build.root / WORK, build.cache.key, language)

    def _finish(self, indexing: Indexing, folder: Path, config: MkDocsConfig) -> None:
        """Put the index into the site, and beside it the words by which spelling is put right."""
        build = session.of(config)
        usual = dict(search.KINDS)
        headings = {**usual, self.config.pages: usual.get(self.config.pages, self.config.pages)}
        order = dict.fromkeys([*self.config.kinds, *headings])
        indexing.finish(folder, [(kind, headings.get(kind, kind)) for kind in order], build.listed)
        labels = (term.label for terms in build.catalogue.terms.values() for term in terms.values())
        write_json(folder / WORDS, search.spelling([*indexing.titles, *labels]))

    def _documents(self, config: MkDocsConfig, files: Files) -> Iterator[Document]:
        language = config.theme.get("language") or "en"
        build = session.of(config)
        words = search.Words(build.catalogue)
        for made in build.pages.values():
            if made.search and made.record[0]:
                yield Document(made.path, made.title, made.kind, made.language or language, words.of(*made.record))
        for file in files.documentation_pages():
            page = file.page
            if page is None or page.content is None:
                continue
            if isinstance(page, GeneratedPage):
                made = page.generated
                if made.search and not made.record[0]:
                    yield Document(made.path, made.title, made.kind, made.language or language, _told(page.content))
            elif not page.meta.get("search", {}).get("exclude"):
                yield Document(page.url, str(page.title or ""), self.config.pages, language, _told(page.content))


def _told(html: str) -> tuple[str, ...]:
    """Give the words of a page's HTML, a text for each block, without headings' links and pictures."""
    without = _SILENT.sub(" ", html)
    blocks = (_SPACE.sub(" ", unescape(_TAG.sub(" ", block))).strip() for block in _BLOCK.split(without))
    return tuple(block for block in blocks if block)
