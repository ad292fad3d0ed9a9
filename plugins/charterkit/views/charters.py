"""The charters: one page for all, and one for each, numbered and linkable, with practice beside every clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charterkit.views import cards, page, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Principle, Section, Statement

MOST_IN_PRACTICE = 3


@dataclass(frozen=True)
class ClauseView:
    """A clause: its number and anchor, what it rests on, and cases that show it in practice."""

    number: str
    anchor: str
    statement: Statement
    marks: tuple[page.Mark, ...]
    features: tuple[page.Tag, ...]
    practice: tuple[page.Link, ...]


@dataclass(frozen=True)
class SectionView:
    """A section with its anchor and its clauses."""

    section: Section
    anchor: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True)
class CharterView:
    """A charter as a document."""

    charter: Charter
    standing: standing.Standing
    adopted: str
    principles: tuple[Principle, ...]
    marks: tuple[page.Mark, ...]
    sections: tuple[SectionView, ...]
    citations: tuple[page.Citation, ...]
    signed: int
    pledges_path: str
    poster_path: str
    document_path: str
    template_path: str
    previous: page.Link | None
    next: page.Link | None
    composer: str = ""
    """Where one writes one's own from it, if there is such a page."""


@dataclass(frozen=True)
class CharterShown:
    """A charter in a list."""

    charter: Charter
    standing: standing.Standing
    path: str
    adopted: str
    clauses: int
    signed: int
    marks: tuple[page.Mark, ...]


@dataclass(frozen=True)
class ChartersView:
    """All charters; `principles` are the marks that they share."""

    charters: tuple[CharterShown, ...]
    composer: str


def pages(catalogue: Catalogue, composer: str = "") -> Iterator[page.Page]:
    """Give the page of all charters and the page of each.

    `composer` is the path of the page on which one writes one's own, if there is one.
    """
    shown = list(catalogue.charters.values())
    if not shown:
        return
    yield page.Page(
        path=page.CHARTERS,
        title="Charters",
        description=f"{page.counted(len(shown), 'charter')} to read, compare, print and sign.",
        template="charters.html",
        view=ChartersView(tuple(_shown(catalogue, charter) for charter in shown), composer),
        search=False,
    )
    practice = _Practice(catalogue)
    for index, charter in enumerate(shown):
        yield page.Page(
            path=page.charter(charter.id),
            title=charter.title,
            description=charter.summary,
            template="charter.html",
            view=replace(
                charter_view(
                    catalogue,
                    charter,
                    practice,
                    previous=_link(shown[index - 1] if index else None),
                    following=_link(shown[index + 1] if index + 1 < len(shown) else None),
                ),
                composer=f"{composer}?from={charter.id}" if composer else "",
            ),
            kind="Charter",
            source=charter.path,
            language=charter.language,
            crumbs=(page.Link("Charters", page.CHARTERS),),
            record=("charters", charter.id),
        )


def poster_path(charter: Charter) -> str:
    """Give where a charter's poster is published."""
    return f"{page.charter(charter.id)}{charter.id}-poster.pdf"


def document_path(charter: Charter) -> str:
    """Give where the whole charter is published in print; empty where the poster holds all of it."""
    return f"{page.charter(charter.id)}{charter.id}.pdf" if has_short_poster(charter) else ""


def has_short_poster(charter: Charter) -> bool:
    """Say whether the poster shows a part of the charter only."""
    return any(section.on_poster for section in charter.sections)


def template_path(charter: Charter) -> str:
    """Give where the blank template in a charter's form is published."""
    return f"{page.charter(charter.id)}{charter.id}-template.pdf"


def adopted(charter: Charter) -> str:
    """Give when a charter was adopted, as text: the year, the date in full, or nothing."""
    if charter.adopted_on:
        return f"{charter.adopted_on.day} {charter.adopted_on:%B %Y}"
    return str(charter.adopted_year or "")


def charter_view(
    catalogue: Catalogue,
    charter: Charter,
    practice: _Practice,
    *,
    previous: page.Link | None,
    following: page.Link | None,
) -> CharterView:
    """Gather one charter. `practice` finds cases for its clauses."""
    principles = _principles(catalogue, charter.principles)
    return CharterView(
        charter=charter,
        standing=standing.standing(catalogue, "charters", charter, catalogue.charters),
        adopted=adopted(charter),
        principles=principles,
        marks=tuple(page.mark(p) for p in principles),
        sections=tuple(
            _section(catalogue, number, s, practice, alone=len(charter.sections) == 1)
            for number, s in enumerate(charter.sections, start=1)
        ),
        citations=page.citations(charter.sources),
        signed=_signed(catalogue, charter),
        pledges_path=f"{page.PLEDGES}#{charter.id}",
        poster_path=poster_path(charter),
        document_path=document_path(charter),
        template_path=template_path(charter),
        previous=previous,
        next=following,
    )


def _section(catalogue: Catalogue, number: int, section: Section, practice: _Practice, *, alone: bool) -> SectionView:
    clauses = tuple(
        ClauseView(
            number=str(position) if alone else f"{number}.{position}",
            anchor=f"clause-{number}-{position}",
            statement=statement,
            marks=marks(catalogue, statement.principles),
            features=cards.features(catalogue, statement.key_features),
            practice=practice.of(statement),
        )
        for position, statement in enumerate(section.statements, start=1)
    )
    return SectionView(section, f"section-{number}", clauses)


class _Practice:
    """Finds cases for a clause: those that share most of its key features, then of its principles."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.cases = cards.newest_first(catalogue)

    def of(self, statement: Statement) -> tuple[page.Link, ...]:
        features, principles = set(statement.key_features), set(statement.principles)
        if not features and not principles:
            return ()
        scored = [
            (
                len(features.intersection(case.key_features)) * 2
                + len(principles.intersection(case.tags.get("principles", ()))),
                case,
            )
            for case in self.cases
        ]
        best = sorted((s for s in scored if s[0]), key=lambda s: (-s[0], s[1].id))[:MOST_IN_PRACTICE]
        return tuple(page.Link(f"{case.setting_name}: {case.title}", page.case_study(case.id)) for _, case in best)


def _shown(catalogue: Catalogue, charter: Charter) -> CharterShown:
    return CharterShown(
        charter=charter,
        standing=standing.standing(catalogue, "charters", charter, catalogue.charters),
        path=page.charter(charter.id),
        adopted=adopted(charter),
        clauses=sum(len(section.statements) for section in charter.sections),
        signed=_signed(catalogue, charter),
        marks=marks(catalogue, charter.principles),
    )


def _principles(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Principle, ...]:
    return tuple(sorted((catalogue.principles[key] for key in ids), key=lambda principle: principle.order))


def marks(catalogue: Catalogue, ids: Iterable[str]) -> tuple[page.Mark, ...]:
    """Give the marks of principles, in the principles' order."""
    return tuple(page.mark(principle) for principle in _principles(catalogue, ids))


def _signed(catalogue: Catalogue, charter: Charter) -> int:
    return sum(1 for pledge in catalogue.pledges.values() if pledge.charter == charter.id)


def _link(charter: Charter | None) -> page.Link | None:
    return page.Link(charter.title, page.charter(charter.id)) if charter else None
