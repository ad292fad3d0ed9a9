"""The charters: one page for all, and one for each, numbered and linkable, with practice beside every clause."""

from __future__ import annotations

import functools
import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, languages, page, pledges, prints, signing, standing
from charterkit.views.clauses import numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, CharterVersion, Principle, Section, Statement
    from charterkit.views.clauses import Numbered

FEATURES, PRINCIPLES = "key_features", "principles"
CHARTERS, CROSSWALK, VERSIONS, COMPOSER = "charters", "crosswalk", "versions", "composer"
"""The capability itself, and those that a charter's page leads to where the site has them."""

MOST_IN_PRACTICE = 3


@dataclass(frozen=True)
class ClauseView:
    """A clause: its number and anchor, what it rests on, and cases that show it in practice.

    `more` leads on to all cases of what the clause rests on, with their number in the title.
    """

    number: str
    anchor: str
    statement: Statement
    marks: tuple[page.Mark, ...]
    features: tuple[page.Tag, ...]
    practice: tuple[page.Link, ...]
    more: tuple[page.Link, ...]


@dataclass(frozen=True)
class SectionView:
    """A section with its anchor and its clauses."""

    section: Section
    anchor: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True)
class CharterView:
    """A charter as a document.

    `standing` says where it is in its life; `prints` lead to its printed forms (named by `words`, in the language
    `tag`), `languages` to its
    translations, and `ways` to the other pages about it.
    """

    charter: Charter
    standing: standing.Standing
    adopted: str
    principles: tuple[Principle, ...]
    marks: tuple[page.Mark, ...]
    sections: tuple[SectionView, ...]
    citations: tuple[page.Citation, ...]
    signed: int
    pledges_path: str
    prints: tuple[prints.Format, ...]
    words: Mapping[str, languages.Said]
    tag: str
    languages: tuple[languages.InLanguage, ...]
    ways: tuple[page.Link, ...]
    previous: page.Link | None
    next: page.Link | None
    composer: str
    sign: str


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
    """All charters; `crosswalk` says whether there is a page that sets them against the principles.

    `composer` is the path of the page on which one writes one's own, `printables` of that with all there is to print;
    either may be empty.
    """

    charters: tuple[CharterShown, ...]
    crosswalk: bool
    composer: str
    printables: str


def pages(catalogue: Catalogue, facets: Collection[str] = (), offered: Collection[str] = ()) -> Iterator[page.Page]:
    """Give the page of all charters and the page of each.

    `facets` are the fields by which the library lists cases, `offered` the further capabilities that the site has.
    """
    shown = list(catalogue.charters.values())
    if not shown:
        return
    yield page.Page(
        path=page.CHARTERS,
        title="Charters",
        description=f"{page.counted(len(shown), 'charter')} to read, compare, print and sign.",
        template="charters.html",
        view=ChartersView(
            tuple(_shown(catalogue, charter) for charter in shown),
            crosswalk=CROSSWALK in offered and bool(catalogue.principles),
            composer=page.COMPOSER if COMPOSER in offered else "",
            printables=page.PRINTABLES if prints.PRINTABLES in offered else "",
        ),
        search=False,
    )
    around = _Around(catalogue, facets, offered)
    for index, charter in enumerate(shown):
        yield page.Page(
            path=page.charter(charter.id),
            title=charter.title,
            description=charter.summary,
            template="charter.html",
            view=charter_view(
                around,
                charter,
                previous=_link(shown[index - 1] if index else None),
                following=_link(shown[index + 1] if index + 1 < len(shown) else None),
            ),
            kind="Charter",
            source=charter.path,
            language=charter.language,
            crumbs=(page.Link("Charters", page.CHARTERS),),
            record=("charters", charter.id),
        )


def adopted(charter: Charter | CharterVersion) -> str:
    """Give when a charter was adopted, as text: the year, the date in full, or nothing."""
    if charter.adopted_on:
        return f"{charter.adopted_on.day} {charter.adopted_on:%B %Y}"
    return str(charter.adopted_year or "")


class _Around:
    """What the pages of all charters are made with."""

    def __init__(self, catalogue: Catalogue, facets: Collection[str], offered: Collection[str]) -> None:
        self.catalogue = catalogue
        self.practice = Practice(catalogue, facets)
        self.offered = offered


def charter_view(
    around: _Around, charter: Charter, *, previous: page.Link | None, following: page.Link | None
) -> CharterView:
    """Gather one charter."""
    catalogue, offered = around.catalogue, around.offered
    principles = _principles(catalogue, charter.principles)
    return CharterView(
        charter=charter,
        standing=standing.standing(catalogue, "charters", charter, catalogue.charters),
        adopted=adopted(charter),
        principles=principles,
        marks=tuple(page.mark(p) for p in principles),
        sections=tuple(
            SectionView(section, anchor, tuple(_clause(catalogue, clause, around.practice) for clause in clauses))
            for section, anchor, clauses in numbered(charter.sections)
        ),
        citations=page.citations(charter.sources),
        signed=_signed(catalogue, charter),
        pledges_path=f"{page.PLEDGES}#{charter.id}",
        prints=prints.formats(charter, offered=offered),
        words=languages.words(catalogue, charter.language.lower()),
        tag=charter.language or languages.ENGLISH,
        languages=languages.of(catalogue, charter) if languages.TRANSLATIONS in offered else (),
        ways=_ways(catalogue, charter, offered),
        previous=previous,
        next=following,
        composer=f"{page.COMPOSER}?from={charter.id}" if COMPOSER in offered else "",
        sign=f"{page.SIGN}#{charter.id}" if prints.SIGNING in offered and signing.can_sign(charter) else "",
    )


def _clause(catalogue: Catalogue, clause: Numbered, practice: Practice) -> ClauseView:
    statement = clause.statement
    return ClauseView(
        number=clause.number,
        anchor=clause.anchor,
        statement=statement,
        marks=marks(catalogue, statement.principles),
        features=cards.features(catalogue, statement.key_features),
        practice=practice.of(statement),
        more=practice.more(catalogue, statement),
    )


def _ways(catalogue: Catalogue, charter: Charter, offered: Collection[str]) -> tuple[page.Link, ...]:
    ways = []
    if CROSSWALK in offered and catalogue.principles:
        ways.append(page.Link("How its clauses match the principles", page.crosswalk(charter.id)))
    if VERSIONS in offered and has_history(catalogue, charter):
        ways.append(page.Link("Versions and what has changed", page.versions(charter.id)))
    return tuple(ways)


def has_history(catalogue: Catalogue, charter: Charter) -> bool:
    """Say whether there is something to tell of a charter's versions."""
    return bool(charter.changelog) or any(v.charter == charter.id for v in catalogue.charter_versions.values())


class Practice:
    """Finds cases for a clause: those that share most of its key features, then of its principles."""

    def __init__(self, catalogue: Catalogue, facets: Collection[str] = (), most: int = MOST_IN_PRACTICE) -> None:
        """Look at all; `facets` are the fields by which the library lists cases, `most` how many to give a clause."""
        self.most = most
        self.cases = cards.newest_first(catalogue)
        self.by_id = {case.id: case for case in self.cases}
        self.by_feature = _listed((case.id, case.key_features) for case in self.cases)
        self.by_principle = _listed((case.id, case.tags.get(PRINCIPLES, ())) for case in self.cases)
        self._alike = functools.cache(self._found)
        self.counts: dict[str, Counter[str]] = {
            name: Counter(key for case in self.cases for key in case.tags.get(name, ()))
            for name in (FEATURES, PRINCIPLES)
            if name in facets
        }

    def more(self, catalogue: Catalogue, statement: Statement) -> tuple[page.Link, ...]:
        """Lead on to all cases of the clause's features; of its principles where it has none."""
        name, ids = (FEATURES, statement.key_features) if statement.key_features else (PRINCIPLES, statement.principles)
        counts = self.counts.get(name, Counter())
        records = catalogue.key_features if name == FEATURES else catalogue.principles
        return tuple(
            page.Link(f"{records[key].title}: {page.counted(counts[key], 'case')}", page.listing(name, key))
            for key in ids
            if counts.get(key)
        )

    def of(self, statement: Statement) -> tuple[page.Link, ...]:
        """Give the cases. Many clauses have the same tags, and are answered alike."""
        return self._alike(statement.key_features, statement.principles)

    def _found(self, features: tuple[str, ...], principles: tuple[str, ...]) -> tuple[page.Link, ...]:
        scores: dict[str, int] = {}
        for index, keys, weight in ((self.by_feature, features, 2), (self.by_principle, principles, 1)):
            for key in set(keys):
                for case in index.get(key, ()):
                    scores[case] = scores.get(case, 0) + weight
        best = heapq.nsmallest(self.most, ((-score, case) for case, score in scores.items()))
        cases = (self.by_id[case] for _, case in best)
        return tuple(page.Link(f"{case.setting_name}: {case.title}", page.case_study(case.id)) for case in cases)


def _listed(tagged: Iterable[tuple[str, Collection[str]]]) -> dict[str, list[str]]:
    """Give the ids that have each tag."""
    found: dict[str, list[str]] = {}
    for key, tags in tagged:
        for tag in tags:
            found.setdefault(tag, []).append(key)
    return found


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
    return len(pledges.organisations(p for p in catalogue.pledges.values() if p.charter == charter.id))


def _link(charter: Charter | None) -> page.Link | None:
    return page.Link(charter.title, page.charter(charter.id)) if charter else None
