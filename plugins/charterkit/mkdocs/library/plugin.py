"""The library, a page for every term of its facets, and what its script filters by: see `charterkit.views.library`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.problems import CharterkitError
from charterkit.publish.files import write_json
from charterkit.views import facets, library, likeness, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session


class LibraryConfig(Config):
    """Options of the library."""

    facets = options.ListOfItems(options.Type((str, dict)), default=[])
    """The fields by which readers filter, in order: any field or list of a case study that refers to other records or
    terms, or has a fixed choice of values. An entry is the field, or `{field: …, group_by: …, description: …}`.
    `group_by` is a column of the terms that refers to a vocabulary: readers can then choose a whole group at once.
    Without it key features are grouped by whom they are for; `group_by: ""` leaves them in one list. `description`
    tells readers what the facet is about, in place of the field's own in its schema."""

    strength = options.Optional(options.Type(str))
    """The field by which "Strongest evidence first" sorts: the last term of its vocabulary is the strongest. Without it
    that is how far a practice has been tested; an empty text leaves that order out."""

    per_page = options.Type(int, default=library.PER_PAGE)
    """How many cards one page of the library shows; all, where hardly more are left over."""

    doors = options.ListOfItems(options.Type(dict), default=[])
    """Lists that the library names at its top, each with `facet`, `term`, `title` and `words`."""


class LibraryPlugin(AddsPages, BasePlugin[LibraryConfig]):
    """Adds the library."""

    library: library.Library
    choices: list[facets.Choice]
    text = False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities which lists of cases there will be."""
        try:
            self.choices = [_choice(entry) for entry in self.config.facets]
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        session.of(config).facets = tuple(choice.field for choice in self.choices)
        self.text = "charterkit/search" in config.plugins
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give its pages."""
        per_page = library.at_once(len(build.catalogue.case_studies), self.config.per_page)
        made = library.library(build.catalogue, self.choices, per_page, self.config.strength, text=self.text)
        made = library.with_doors(made, self.config.doors)
        self.library = made
        build.listed = tuple(page.case_study(case.id) for case in made.cases)
        like_ours = page.LIKE_OURS if likeness.LIKENESS in build.offers else ""
        return library.pages(made, news=build.news, contribute=build.contribute, like_ours=like_ours)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads: the tags of every case, and the cards page by page."""
        site = Path(config.site_dir)
        render = session.of(config).renderer.card
        base = "../" * page.LIBRARY.count("/")
        (site / library.CARDS).mkdir(parents=True, exist_ok=True)
        write_json(site / library.INDEX, library.index(self.library))
        write_json(site / library.ORDERS, {order.name: order.places for order in self.library.orders})
        for path, cards in library.chunks(self.library):
            write_json(site / path, [render(card, base) for card in cards])


def _choice(entry: object) -> facets.Choice:
    """Read one entry of `facets`."""
    if isinstance(entry, str):
        return facets.Choice(entry)
    given: dict[str, object] = entry if isinstance(entry, dict) else {}
    field, group_by, about = given.get("field"), given.get("group_by"), given.get("description", "")
    known = given.keys() <= {"field", "group_by", "description"}
    if known and isinstance(field, str) and isinstance(group_by, str | None) and isinstance(about, str):
        return facets.Choice(field, group_by, about)
    message = (
        "mkdocs.yml: charterkit/library: a facet is a field, or has the keys `field`, `group_by` and `description`, "
        f"not {entry!r}. Write it like `- {{field: needs, description: Whom it helps}}`."
    )
    raise CharterkitError(message)
