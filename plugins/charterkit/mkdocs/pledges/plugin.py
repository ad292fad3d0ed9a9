"""The public list of pledges, their pages, and how to sign: see `charterkit.views.pledges` and `signing`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.publish.files import link_or_copy, write_json
from charterkit.views import page, pledge_pages, pledges, prints, signing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page

_BEFORE_PRINTABLES = 45


class PledgesConfig(Config):
    """Options of pledges."""

    pages = options.Type(bool, default=True)
    """Whether each pledge has a page of its own, with its statement, badge and certificate."""

    sign = options.Type(bool, default=True)
    """Whether there is a page that says what signing asks, and leads to the form."""

    before_signing = options.ListOfItems(options.Type(str), default=list(signing.BEFORE))
    """What the page on which one signs says to think of before, in sentences."""

    facets = options.ListOfItems(options.Type(str), default=list(pledges.FACETS))
    """The fields by which the list is filtered, in order: any that refers to other records or terms. The year in which
    a pledge was signed comes after them."""

    area = options.Type(str, default="local_authority")
    """The field that says where a signatory is. Its terms are drawn as a map where their vocabulary places them in the
    columns `tile_row` and `tile_column`."""

    per_page = options.Type(int, default=pledges.PER_PAGE)
    """How many pledges the list shows at a time."""


class PledgesPlugin(AddsPages, BasePlugin[PledgesConfig]):
    """Adds the pages to the site."""

    source: pledges.Source
    config_of_build: MkDocsConfig
    can_sign: bool

    @event_priority(_BEFORE_PRINTABLES)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities whether one can link to a pledge."""
        self.config_of_build = config
        build = session.of(config)
        build.pledge_pages = self.config.pages
        self.can_sign = self.config.sign and any(map(signing.can_sign, build.catalogue.charters.values()))
        if self.can_sign:
            build.offers.add(prints.SIGNING)
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        self.source = pledges.source(
            build.catalogue,
            pledges.Settings(
                facets=tuple(self.config.facets),
                area=self.config.area,
                pages=self.config.pages,
                per_page=max(1, self.config.per_page),
                address=self.config_of_build.site_url or "",
                sign=page.SIGN if self.can_sign else "",
                downloads=build.downloads,
            ),
        )
        return self._pages(build)

    def _pages(self, build: Session) -> Iterator[Page]:
        yield from pledges.pages(self.source)
        yield from pledge_pages.pages(self.source)
        if self.can_sign:
            yield from signing.pages(build.catalogue, build.forms, build.downloads, self.config.before_signing)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads, and the badges: one file for all that say the same, linked to each place."""
        site = Path(config.site_dir)
        (site / page.PLEDGES).mkdir(parents=True, exist_ok=True)
        if self.source.listed:
            write_json(site / pledges.INDEX, pledges.index(self.source))
            write_json(site / pledges.NAMES, pledges.names(self.source))
            write_json(site / pledges.ORDERS, pledges.orders(self.source))
        render = session.of(config).renderer.document
        made: dict[pledge_pages.Badge, Path] = {}
        for path, badge in pledge_pages.badges(self.source):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if badge in made:
                link_or_copy(made[badge], target)
            else:
                target.write_text(render("badge.svg", badge=badge), encoding="utf-8")
                made[badge] = target
