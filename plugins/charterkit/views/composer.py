"""The page on which a charter is written: what one can begin from, whom a charter is for, and where its data is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charterkit.views import charters, page, prints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Section

DATA = f"{page.COMPOSER}charters.json"
"""Where the script finds what one can begin from."""

TABLE = "charters"
"""The table whose records are written here."""


@dataclass(frozen=True)
class Maker:
    """Whom a charter is for: what its makers are called, and between which sizes of type (in points) it is set."""

    id: str
    label: str
    name: str
    example: str
    largest: float
    smallest: float


MAKERS = (
    Maker("all", "A whole organisation", "Name of the organisation", "", 20, 11),
    Maker("group", "A group within one", "Name of the group", "", 26, 14),
    Maker("area", "An area", "Name of the area", "", 17, 10),
)
"""The nearer its readers are to those who wrote it, the fewer its clauses, and the larger they hang on the wall.

What a site calls them it says in its configuration.
"""

LANGUAGES = (
    "en-GB",
    "ar",
    "bn",
    "cy",
    "es",
    "fa",
    "fr",
    "ga",
    "gd",
    "gu",
    "it",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "so",
    "sq",
    "ta",
    "tr",
    "uk",
    "ur",
    "zh",
)
"""The languages that are offered; those of the site's charters come to them. The browser knows their names."""


@dataclass(frozen=True)
class Start:
    """A charter to begin from. `ticked` of its `clauses` its owner puts on a poster: all, where it has marked none."""

    id: str
    title: str
    owner: str
    clauses: int
    ticked: int
    marks: tuple[page.Mark, ...]


@dataclass(frozen=True)
class ComposerView:
    """The page. `templates` are blank sheets in print, for whoever has no script or no screen."""

    data: str
    makers: tuple[Maker, ...]
    marks: tuple[page.Mark, ...]
    starts: tuple[Start, ...]
    templates: tuple[page.Link, ...]
    contribute: str


def called(given: Mapping[str, tuple[str, str, str]]) -> tuple[Maker, ...]:
    """Give the makers as a site calls them: `given` has a label, a name and an example for the id of each."""
    return tuple(_called(maker, *given[maker.id]) if maker.id in given else maker for maker in MAKERS)


def _called(maker: Maker, label: str, name: str, example: str) -> Maker:
    return replace(maker, label=label, name=name or maker.name, example=example)


def pages(catalogue: Catalogue, makers: tuple[Maker, ...] = MAKERS, contribute: str = "") -> Iterator[page.Page]:
    """Give the page, where the site keeps charters. `contribute` is the path of the page for contributors, if any."""
    if TABLE not in catalogue.data_model.tables:
        return
    view = ComposerView(
        data=DATA,
        makers=makers,
        marks=tuple(page.mark(principle) for principle in catalogue.principles.values()),
        starts=tuple(
            Start(
                id=charter.id,
                title=charter.title,
                owner=charter.owner,
                clauses=sum(len(section.statements) for section in charter.sections),
                ticked=sum(len(section.statements) for section in _on_the_wall(charter)),
                marks=charters.marks(catalogue, charter.principles),
            )
            for charter in catalogue.charters.values()
        ),
        templates=tuple(
            page.Link(charter.title, print_.path)
            for charter in catalogue.charters.values()
            for print_ in prints.formats(charter)
            if (print_.what, print_.how) == ("template", "a4")
        ),
        contribute=contribute,
    )
    yield page.Page(
        path=page.COMPOSER,
        title="Write your own charter",
        description="Choose clauses, write your own, and print a charter for your wall. It stays on your device.",
        template="composer.html",
        view=view,
    )


def _on_the_wall(charter: Charter) -> tuple[Section, ...]:
    """Give the sections that a charter's owner has marked for posters; all, where none is."""
    return tuple(section for section in charter.sections if section.on_poster) or charter.sections


def languages(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the languages to choose from."""
    own = {charter.language for charter in catalogue.charters.values() if charter.language} | {*catalogue.languages}
    return (*LANGUAGES, *sorted(own.difference(LANGUAGES)))


def usual_kind(catalogue: Catalogue) -> str:
    """Give the kind that most sections are of which say what comes of their clauses; of all sections where none does.

    A section that somebody adds is of this kind until an editor says otherwise. Without sections it is empty.
    """
    sections = [s for charter in catalogue.charters.values() for s in charter.sections if s.kind]
    promising = [s for s in sections if any(statement.so for statement in s.statements)]
    counted = Counter(s.kind.id for s in promising or sections if s.kind)
    return min(counted, key=lambda kind: (-counted[kind], kind), default="")
