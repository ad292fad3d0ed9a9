"""One build: the catalogue, loaded once, and what the plugins share about it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.structure.files import File, InclusionLevel

from charterkit import catalogue
from charterkit.cache import Cache
from charterkit.mkdocs.generated import GeneratedPage, source_uri
from charterkit.mkdocs.pictures import Pictures
from charterkit.mkdocs.settled import SettledFile, mentioned
from charterkit.render.html import ICON, HtmlRenderer
from charterkit.views.cards import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.catalogue import Catalogue, Later
    from charterkit.mkdocs.settled import Settled
    from charterkit.views.metadata import Picture
    from charterkit.views.news import FeedShown
    from charterkit.views.page import Page

log = logging.getLogger("mkdocs.plugins.charterkit")

CACHE = ".charterkit/cache.sqlite"
RECORDS = ".charterkit/records.sqlite"

_THEMES_ICON = "assets/images/favicon.png"
_ATTRIBUTE = "_charterkit_session"
_SPARED = "_charterkit_spares_records"


@dataclass(frozen=True)
class Described:
    """A page whose head is written: `page` is None for one that an editor wrote."""

    path: str
    title: str
    description: str
    page: Page | None


class Session:
    """What the plugins of one build share.

    `pages` are the generated pages by path, `alike` those of them that are many of one shape; `facets` the fields by
    which the library lists cases, `listed` the paths of their pages in its order; `offers` the names of the
    capabilities that pages of others lead to; `site_url` is where the site is published, or empty; `contribute` is the
    path of the page for contributors, if there is one, and `forms` leads from a collection to the form for it;
    `pledge_pages` says whether each pledge has a page; `one_sheet` says whether a poster
    that does not fit one sheet is an error; `downloads` are the paths of documents that plugins will publish
    and that other pages may link to; `pictures` are made ready for readers; `directives` give the HTML for
    `<!-- charterkit/name arguments -->` in an editor's page, called with the arguments and with what leads from that
    page to the top of the site; `heads` write what stands in the head of a page; `share_picture` gives the picture that
    is shown with a link to a page; `news` is where the script finds what is new, `feeds` what can be subscribed to;
    `published` is the folder that holds the site as it was built before, or None where the build does not replace one;
    `policy` is the content security policy of every page, `others` the other hosts that it lets pages ask for
    something, `looser` whether some page that is not ours needs a looser one.
    """

    def __init__(self, root: Path, loaded: Catalogue, overrides: list[Path], cache: Cache, icon: str) -> None:
        """Begin a build of the site at `root`."""
        self.root = root
        self.catalogue = loaded
        self.timestamp = loaded.timestamp()
        self.cache = cache
        self.renderer = HtmlRenderer(loaded.brand, overrides, cache, icon)
        self.offers: set[str] = set()
        self.site_url = ""
        self.pictures = Pictures(root, loaded, cache.key)
        self.contribute = ""
        self.forms: dict[str, str] = {}
        self.pledge_pages = False
        self.looser = False
        self.downloads: set[str] = set()
        self.one_sheet = True
        self.pages: dict[str, Page] = {}
        self.alike: list[Page] = []
        self.facets: tuple[str, ...] = ()
        self.listed: tuple[str, ...] = ()
        self.directives: dict[str, Callable[[str, str], str]] = {}
        self.keys: dict[str, bytes] = {}
        self.heads: list[Callable[[Described], str]] = []
        self.share_picture: Callable[[Page | None], Picture | None] = lambda _: None
        self.published: Path | None = None
        self.news = ""
        self.feeds: tuple[FeedShown, ...] = ()
        self.policy = ""
        self.others: tuple[str, ...] = ()

    def add(self, pages: Iterable[Page], files: Files, config: MkDocsConfig) -> None:
        """Add generated pages to the files of the build; a page that an editor wrote in the same place wins."""
        for page in pages:
            uri = source_uri(page.path)
            if files.get_file_from_path(uri) is not None:
                log.info("%s is written by hand; it takes the place of the generated page.", uri)
                continue
            self.pages[page.path] = page
            if page.alike:
                self.alike.append(page)
            else:
                self._build(page, uri, files, config)

    def add_alike(self, files: Files, config: MkDocsConfig, settled: Settled | None) -> None:
        """Add the many pages of one shape, when all else is known: those that are published already are taken over."""
        named = mentioned(config)
        for page in self.alike:
            uri = source_uri(page.path)
            key = self.keys[page.path] = self.cache.key(page)
            published = settled.published(page, key.hex()) if settled else None
            if published is None or uri.rpartition("/")[2] in named:
                self._build(page, uri, files, config)
            else:
                self.cache.keep(key)
                files.append(SettledFile(page, uri, config, published))

    def _build(self, page: Page, uri: str, files: Files, config: MkDocsConfig) -> None:
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = self._edit_uri(page.source, config)
        files.append(file)
        GeneratedPage(page, file, config, self.html)

    def html(self, page: Page) -> str:
        """Render the content of a page, or take it from the cache where neither data nor templates have changed."""
        if not page.alike:
            return self.renderer.page(page)
        key = self.keys.get(page.path) or self.cache.key(page)
        return self.cache.data_at(key, lambda: self.renderer.page(page).encode()).decode()

    def head(self, described: Described) -> str:
        """Write what the capabilities have to say in the head of a page."""
        return "".join(write(described) for write in self.heads)

    def _edit_uri(self, source: str, config: MkDocsConfig) -> str | None:
        if not source:
            return None
        docs = docs_of(config)
        return source.removeprefix(f"{docs}/") if source.startswith(f"{docs}/") else f"../{source}"


def begin(config: MkDocsConfig, loaded: Catalogue) -> Session:
    """Begin the session of this build."""
    root = root_of(config)
    overrides = [Path(config.theme.custom_dir) / "charterkit"] if config.theme.custom_dir else []
    session = Session(root, loaded, [p for p in overrides if p.is_dir()], Cache(root / CACHE, (Card,)), _icon(config))
    session.site_url = config.site_url or ""
    session.cache.begin(session.renderer.fingerprint())
    setattr(config, _ATTRIBUTE, session)
    return session


def _icon(config: MkDocsConfig) -> str:
    """Give the site's own icon, where mkdocs.yml names a file; the theme's, which is its maker's, is not the site's."""
    named = config.theme.get("favicon") or ""
    return ICON if named in {"", _THEMES_ICON} or urlsplit(named).scheme else named


def load(root: Path, later: Later | None = None) -> Catalogue:
    """Load the catalogue of the site at `root`, with what is remembered of its records; `later` as there.

    Raises `ContentError` when the site's files have errors.
    """
    return catalogue.load(root, Cache(root / RECORDS), later)


def of(config: MkDocsConfig) -> Session:
    """Give the session of this build, and begin it if no plugin has asked before.

    Raises `ContentError` when the site's files have errors.
    """
    session: Session | None = getattr(config, _ATTRIBUTE, None)
    return session if session is not None else begin(config, load(root_of(config)))


def spare_records(config: MkDocsConfig) -> None:
    """Let warnings about records stop no build, not even a strict one."""
    setattr(config, _SPARED, True)


def spares_records(config: MkDocsConfig) -> bool:
    """Say whether warnings about records stop no build."""
    return getattr(config, _SPARED, False)


def root_of(config: MkDocsConfig) -> Path:
    """Give the site's folder: where mkdocs.yml is."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def docs_of(config: MkDocsConfig) -> str:
    """Give the folder of the content, from the site's folder."""
    return Path(config.docs_dir).relative_to(root_of(config)).as_posix()
