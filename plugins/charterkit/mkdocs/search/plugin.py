"""The search page and its index: see `charterkit.publish.search`."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WorksBeside
from charterkit.mkdocs.generated import GeneratedPage
from charterkit.mkdocs.pages import AddsPages
from charterkit.publish import search as indexed
from charterkit.publish.files import write_json
from charterkit.publish.search import WORDS, Document, Index
from charterkit.views import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.aside import Aside
    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page

WORK = ".charterkit/search"

_AFTER_ALL_PAGES = -90
_BEFORE_THREADS = 50  # what prints starts threads in the same event, and a process with threads is not copied

_SILENT = re.compile(
    r"<(svg|script|style|nav)\b.*?</\1>|<section class=\"ck-filters\b.*?</section>|<a class=\"headerlink\".*?</a>",
    re.DOTALL,
)
_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|td|th|dt|dd|div|section|summary|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


class SearchConfig(Config):
    """Options of search."""

    pages = options.Type(str, default="Guide")
    """What results call the pages that editors write."""

    kinds = options.ListOfItems(options.Type(str), default=[])
    """The kinds of pages in the order in which results are grouped; those not named follow in the usual one."""


class SearchPlugin(WorksBeside, AddsPages, BasePlugin[SearchConfig]):
    """Adds the search page and makes the index."""

    records: Aside | None = None

    def pages(self, build: Session) -> Iterable[Page]:
        """Give the search page."""
        return search.pages(build.catalogue)

    @event_priority(_AFTER_ALL_PAGES)
    def _on_files_at_last(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to index many records, of which all is known."""
        build = session.of(config)
        self.records, records = None, _records(build)
        if len(records) >= indexed.MANY:
            language = config.theme.get("language") or "en"
            work = partial(_index_records, _index(config), records, search.Words(build.catalogue), language)
            self.records = self.begin(work)
        return files

    on_files = CombinedEvent(AddsPages.on_files, _on_files_at_last)

    @event_priority(_BEFORE_THREADS)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Begin to index the rest as soon as every page's content is known; it is done while the pages are written."""
        apart = self.records is None or self.records.process > 0
        self.begin(partial(self._finish, config, files), copies=apart)
        return env

    def _finish(self, config: MkDocsConfig, files: Files) -> None:
        """Index what is left, and put the index into the site, with the words by which spelling is put right."""
        build, index, folder = session.of(config), _index(config), Path(config.site_dir) / "pagefind"
        language = config.theme.get("language") or "en"
        records, others = _records(build), list(self._others(config, files))
        if self.records:
            index.make(others, range(indexed.OF_MANY.stop, indexed.OF_MANY.stop + 1))
            self.records.wait()
        else:
            index.make((*_documents(records, search.Words(build.catalogue), language), *others), range(1))
        pages = [(page.path, page.title, page.kind) for page in records]
        pages += [(document.path, document.title, document.kind) for document in others]
        usual = dict(search.KINDS)
        headings = {**usual, self.config.pages: usual.get(self.config.pages, self.config.pages)}
        kinds = [(kind, headings.get(kind, kind)) for kind in dict.fromkeys([*self.config.kinds, *headings])]
        count = indexed.OF_MANY.stop + 1 if self.records else 1
        index.put(folder, count, {path: kind for path, _, kind in pages}, kinds, build.listed)
        labels = (term.label for terms in build.catalogue.terms.values() for term in terms.values())
        write_json(folder / WORDS, search.spelling([*(title for _, title, _ in pages), *labels]))

    def _others(self, config: MkDocsConfig, files: Files) -> Iterator[Document]:
        """Give what is not a record's page: generated pages, and those that editors wrote."""
        language = config.theme.get("language") or "en"
        for file in files.documentation_pages():
            page = file.page
            if page is None or page.content is None:
                continue
            if isinstance(page, GeneratedPage):
                made = page.generated
                if made.search and not made.record[0]:
                    kind = made.kind or self.config.pages  # else its results would stand under an empty heading
                    yield _document(made.path, made.title, kind, made.language or language, _told(page.content))
            elif not page.meta.get("search", {}).get("exclude"):
                yield _document(page.url, str(page.title or ""), self.config.pages, language, _told(page.content))


def _index(config: MkDocsConfig) -> Index:
    build = session.of(config)
    return Index(build.root / WORK, build.cache.key, (config.theme.get("language") or "en").partition("-")[0])


def _records(build: Session) -> list[Page]:
    """Give the pages of records that are to be found."""
    return [made for made in build.pages.values() if made.search and made.record[0]]


def _index_records(index: Index, records: Iterable[Page], words: search.Words, language: str) -> None:
    index.make(_documents(records, words, language), indexed.OF_MANY)


def _documents(records: Iterable[Page], words: search.Words, language: str) -> Iterator[Document]:
    for made in records:
        table, record = made.record
        texts, made_from = partial(words.of, table, record), words.made_from(table, record)
        yield Document(made.path, made.title, made.kind, made.language or language, texts, made_from)


def _document(path: str, title: str, kind: str, language: str, texts: tuple[str, ...]) -> Document:
    """Give a page whose words are known already."""
    return Document(path, title, kind, language, lambda: texts, texts)


def _told(html: str) -> tuple[str, ...]:
    """Give the words of a page's HTML, a text for each block, without pictures and what only leads elsewhere.

    The letters and filters of a list say nothing of it. Worse, a letter would be found for any word that begins with it
    and stands nowhere, and its reader would not be told of a slip of spelling.
    """
    without = _SILENT.sub(" ", html)
    blocks = (_SPACE.sub(" ", unescape(_TAG.sub(" ", block))).strip() for block in _BLOCK.split(without))
    return tuple(block for block in blocks if block)
