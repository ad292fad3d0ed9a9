"""Pictures that stand beside shared links: see `charterkit.views.share_pictures`. A site without them builds faster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.problems import CharterkitError
from charterkit.render.share_pictures import Artist
from charterkit.views import share_pictures as pictures
from charterkit.views.metadata import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session

_AFTER_ALL_PAGES = -40


class SharePicturesConfig(Config):
    """Options of the pictures."""

    tables = options.ListOfItems(options.Type(str), default=[])
    """The tables of which each record has a picture of its own, for example `case-studies`. All other pages share one
    for each kind."""

    most = options.Type(int, default=60)
    """How many records a table may have for that: drawing one takes as long as writing several pages."""


class SharePicturesPlugin(BasePlugin[SharePicturesConfig]):
    """Draws the pictures."""

    made: pictures.Pictures
    drawing: Future[dict[str, bytes]]

    @event_priority(_AFTER_ALL_PAGES)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Choose a picture for every page. Only a site that knows its address can name one."""
        build = session.of(config)
        build.share_picture = lambda _: None
        self.made = pictures.Pictures({}, {}, Picture("", ""))
        if config.site_url:
            made = pictures.pictures(build.catalogue, build.pages.values(), self.config.tables, self.config.most)
            build.share_picture = lambda page: made.of_page.get(page.path) if page else made.otherwise
            self.made = made
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start drawing; Typst works beside the pages, which are written meanwhile."""
        pool = ThreadPoolExecutor(max_workers=1)
        self.drawing = pool.submit(_drawn, session.of(config), self.made.shown)
        pool.shutdown(wait=False)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pictures."""
        try:
            drawn = self.drawing.result()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        for path, png in drawn.items():
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(png)


def _drawn(build: Session, shown: Mapping[str, pictures.Shown]) -> dict[str, bytes]:
    artist: list[Artist] = []

    def draw(one: pictures.Shown) -> bytes:
        if not artist:  # fonts are read only when there is something to draw
            artist.append(Artist())
        return artist[0].draw(one)

    return {path: build.cache.data(("picture", one), partial(draw, one)) for path, one in shown.items()}
