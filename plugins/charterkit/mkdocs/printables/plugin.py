"""Further prints of every charter, blank sheets, and the page that shows all: see `charterkit.views.print_list`.

All of it is cached; a site that wants none of it leaves this out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WAITING
from charterkit.mkdocs.pages import AddsPages
from charterkit.mkdocs.printing import PrintsBeside, printed
from charterkit.render import text
from charterkit.render.pdf import Printer
from charterkit.views import charters, languages, page, print_list, printing, prints, word_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.publish.kept import Kept

_BEFORE_OTHERS = 40


class BlankConfig(Config):
    """A blank sheet for a group that writes a charter of its own."""

    id = options.Type(str)
    """Names its files."""

    title = options.Type(str)
    """Stands on top of the sheet."""

    purpose = options.Type(str)
    """Says on the page whom it is for."""

    help = options.Type(str, default="")
    """Says on the sheet how to go about it; nothing for the usual words."""

    name = options.Type(str, default="")
    """What is asked for on the sheet: the name of the class, say; nothing for the usual words."""

    headings = options.ListOfItems(options.Type(str), default=[])
    """The headings under which one writes; without any, the principles."""

    language = options.Type(str, default="en-GB")
    """The language of all this."""


class PrintablesConfig(Config):
    """Options of printables."""

    blanks = options.ListOfItems(options.SubConfig(BlankConfig), default=[])
    """The blank sheets, in order."""


class PrintablesPlugin(PrintsBeside, AddsPages, BasePlugin[PrintablesConfig]):
    """Adds the page, and prints."""

    blanks: tuple[print_list.Blank, ...]

    @event_priority(_BEFORE_OTHERS)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of charters, and that on which one signs, what there will be."""
        build = session.of(config)
        build.offers.add(prints.PRINTABLES)
        self.blanks = tuple(_blank(build, one) for one in self.config.blanks)
        for charter in build.catalogue.charters.values():
            build.downloads.update(form.path for form in prints.further(charter, offered=build.offers))
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give the page."""
        return print_list.pages(build.catalogue, self.blanks, build.offers)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the page, and start printing."""
        super().on_files(files, config=config)
        self.begin(prints.PRINTABLES, config, partial(_printed, session.of(config), self.blanks))
        return files

    @event_priority(WAITING)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the prints."""
        if self.prints is None:
            return
        build = session.of(config)
        told = [page.PRINTABLES]
        told += [page.charter(charter) for charter in build.catalogue.charters]
        told += [page.translation(t.charter, t.language) for t in build.catalogue.charter_translations.values()]
        self.prints.finish(told)


def _blank(build: Session, given: BlankConfig) -> print_list.Blank:
    words = languages.printed_words(build.catalogue, given.language.lower())
    return print_list.Blank(
        id=given.id,
        title=given.title,
        purpose=given.purpose,
        help=given.help or words.own_help,
        name=given.name or words.own_name,
        headings=tuple(given.headings),
        language=given.language,
    )


def _printed(build: Session, blanks: tuple[print_list.Blank, ...], kept: Kept) -> dict[str, bytes]:
    """Make everything, or take it from the cache."""
    made: dict[str, bytes] = {}
    catalogue, address = build.catalogue, build.site_url
    signs = prints.SIGNING in build.offers
    if charters.CHARTERS in build.offers:
        made |= printed(build, printing.further_originals(catalogue, address, signs=signs), kept)
        if languages.TRANSLATIONS in build.offers:
            made |= printed(build, printing.further_translations(catalogue, address, signs=signs), kept)
        if signs:
            made |= _forms(build, kept)
    planned = ((form, print_list.blank(catalogue, given, address)) for given in blanks for form in given.formats)
    made |= printed(build, planned, kept)
    brand = printing.printed_brand(catalogue)
    printer = Printer(brand, build.timestamp)
    for path, template, what in print_list.pictures(catalogue, blanks, address, build.offers):
        draw = partial(printer.picture, template, what, print_list.WIDTH)
        made[path] = kept.data(build.cache.key(("picture", template, print_list.WIDTH, brand, what)).hex(), draw)
    return made


def _forms(build: Session, kept: Kept) -> Iterator[tuple[str, bytes]]:
    """Give the form to sign each charter, in all its formats."""
    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    for charter in build.catalogue.charters.values():
        form = print_list.pledge_form(build.catalogue, charter, build.site_url)
        word = print_list.pledge_word(build.catalogue, charter)
        makers: dict[str, Callable[[], bytes]] = {
            "a4": partial(printer.form, form),
            "large": partial(printer.form, print_list.large(form)),
            "plain": partial(text.form, brand, form),
            "word": partial(_word_form, word, build.timestamp),
        }
        for wanted in prints.to_sign(charter):
            key = ("pledge", wanted.how, brand, word if wanted.how == "word" else form, build.timestamp)
            yield wanted.path, kept.data(build.cache.key(key).hex(), makers[wanted.how])


def _word_form(form: word_forms.WordForm, timestamp: int) -> bytes:
    from charterkit.render import word_form  # noqa: PLC0415 - 0.2 s, which a rebuild need not wait for

    return word_form.form(form, timestamp)
