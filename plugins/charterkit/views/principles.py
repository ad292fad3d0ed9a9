"""The principles: one page for all, and one for each with its meaning, examples, cases and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, page, standing
from charterkit.views.clauses import clauses

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Action, Principle


MOST_REPORTS = 5


@dataclass(frozen=True)
class PrincipleShown:
    """A principle in a list, with the number of its cases."""

    principle: Principle
    standing: standing.Standing
    mark: page.Mark
    count: int


@dataclass(frozen=True)
class PrinciplesView:
    """All principles."""

    principles: tuple[PrincipleShown, ...]


@dataclass(frozen=True)
class Reasoned:
    """A case and why it is tagged with the principle."""

    card: cards.Card
    reason: str


@dataclass(frozen=True)
class Clause:
    """A clause of a charter that the principle stands behind."""

    charter: str
    text: str
    path: str


@dataclass(frozen=True)
class Report:
    """What a signatory reports that it has done: who, when, what, and where that is told."""

    organisation: str
    done_on: datetime.date | None
    what: str
    path: str


@dataclass(frozen=True)
class PrincipleView:
    """One principle: its texts, the cases that show it, and the clauses of charters that rest on it.

    `cases` are the newest of `total`; `listing` leads to all of them, and is empty when `cases` holds them all.
    """

    principle: Principle
    standing: standing.Standing
    mark: page.Mark
    cases: tuple[Reasoned, ...]
    total: int
    listing: str
    clauses: tuple[Clause, ...]
    reports: tuple[Report, ...]
    reported: int
    """How many reports of change there are under it; `reports` are the newest of them."""
    reporting: int
    """How many signatories they are from."""
    citations: tuple[page.Citation, ...]
    previous: page.Link | None
    next: page.Link | None


def pages(catalogue: Catalogue, *, listed: bool, pledge_pages: bool = False) -> Iterator[page.Page]:
    """Give the page of all principles and the page of each.

    `listed` says whether the library has a list of the cases of each principle, `pledge_pages` whether each pledge has
    a page.
    """
    shown = list(catalogue.principles.values())
    if not shown:
        return
    cases = cards.newest_first(catalogue)
    tagged = {
        p.id: [(case, tag.reason) for case in cases for tag in case.principles if tag.principle == p.id] for p in shown
    }
    newest = sorted(catalogue.actions.values(), key=lambda a: (str(a.done_on or ""), a.id), reverse=True)
    done: dict[str, list[Action]] = {p.id: [] for p in shown}
    for action in newest:
        done.get(action.principle, []).append(action)
    standings = {p.id: standing.standing(catalogue, "principles", p, catalogue.principles) for p in shown}
    yield page.Page(
        path=page.PRINCIPLES,
        title="Principles",
        description=f"{page.counted(len(shown), 'guiding principle')}, what each means and how it looks in practice.",
        template="principles.html",
        view=PrinciplesView(tuple(PrincipleShown(p, standings[p.id], page.mark(p), len(tagged[p.id])) for p in shown)),
        search=False,
    )
    most = page.MOST_CASES if listed else len(cases)
    for index, p in enumerate(shown):
        view = PrincipleView(
            principle=p,
            standing=standings[p.id],
            mark=page.mark(p),
            cases=tuple(Reasoned(cards.card(catalogue, case), reason) for case, reason in tagged[p.id][:most]),
            total=len(tagged[p.id]),
            listing=page.listing("principles", p.id) if len(tagged[p.id]) > len(tagged[p.id][:most]) else "",
            clauses=tuple(_clauses(catalogue, p.id)),
            reports=tuple(_reports(catalogue, done[p.id][:MOST_REPORTS], linked=pledge_pages)),
            reported=len(done[p.id]),
            reporting=len({action.pledge for action in done[p.id]}),
            citations=page.citations(p.sources),
            previous=_link(shown[index - 1] if index else None),
            next=_link(shown[index + 1] if index + 1 < len(shown) else None),
        )
        yield page.Page(
            path=page.principle(p.id),
            title=p.title,
            description=p.summary,
            template="principle.html",
            view=view,
            kind="Principle",
            source=p.path,
            crumbs=(page.Link("Principles", page.PRINCIPLES),),
            record=("principles", p.id),
        )


def _reports(catalogue: Catalogue, done: Sequence[Action], *, linked: bool) -> Iterator[Report]:
    for action in done:
        path = f"{page.pledge(action.pledge)}#{action.id}" if linked else ""
        yield Report(catalogue.pledges[action.pledge].organisation, action.done_on, action.what, path)


def _clauses(catalogue: Catalogue, principle: str) -> Iterator[Clause]:
    for charter in catalogue.charters.values():
        for _, clause in clauses(charter.sections):
            if principle in clause.statement.principles:
                path = f"{page.charter(charter.id)}#{clause.anchor}"
                yield Clause(charter.short_title or charter.title, clause.statement.text, path)


def _link(principle: Principle | None) -> page.Link | None:
    return page.Link(principle.title, page.principle(principle.id)) if principle else None
