"""The library: every case study as a card, page by page, and a list for every term of every facet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.problems import CharterkitError
from charterkit.views import cards, facets, page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy

CARDS = f"{page.LIBRARY}cards/"
INDEX = f"{page.LIBRARY}index.json"
TERM_PAGE = 100
"""How many cases one page of a term lists; these pages are the way through the library without JavaScript."""


@dataclass(frozen=True)
class Pager:
    """Where a page stands among the pages of one list; the links are None at the ends."""

    number: int
    count: int
    previous: page.Link | None
    next: page.Link | None
    pages: tuple[page.Link, ...]


@dataclass(frozen=True)
class Door:
    """A list of cases that the library names at its top, with the number of its cases."""

    link: page.Link
    words: str
    count: int


@dataclass(frozen=True)
class LibraryView:
    """One page of the library. `total` counts all cases, `cards` are those of this page."""

    total: int
    cards: tuple[cards.Card, ...]
    facets: tuple[facets.Facet, ...]
    pager: Pager
    index: str
    """Where the script finds what each case is tagged with."""
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True)
class TermView:
    """The cases that share one term of one facet."""

    facet: facets.Facet
    term: facets.FacetTerm
    cards: tuple[cards.Card, ...]
    pager: Pager
    siblings: tuple[facets.FacetTerm, ...]


@dataclass(frozen=True)
class Library:
    """Everything that the pages of the library are made from, gathered once."""

    catalogue: Catalogue
    cases: tuple[CaseStudy, ...]
    cards: dict[str, cards.Card]
    facets: tuple[facets.Facet, ...]
    per_page: int
    doors: tuple[Door, ...] = ()


def library(
    catalogue: Catalogue, facet_names: Sequence[str], per_page: int, doors: Sequence[Mapping[str, str]] = ()
) -> Library:
    """Gather the public cases, their cards and the facets `facet_names`.

    `doors` are lists to name at the top: each has the `facet` and the `term` whose list it is, a `title` and `words`.

    Raises `CharterkitError` for a facet that the data does not have, or a door to a list that there is not.
    """
    cases = tuple(cards.newest_first(catalogue))
    made = {case.id: cards.card(catalogue, case) for case in cases}
    found = facets.facets(catalogue, facet_names, cases)
    return Library(catalogue, cases, made, found, per_page, tuple(_door(found, given) for given in doors))


def _door(found: Sequence[facets.Facet], given: Mapping[str, str]) -> Door:
    listed = {(facet.field, term.id): term for facet in found for term in facet.terms}
    term = listed.get((given.get("facet", ""), given.get("term", "")))
    if term is None:
        known = ", ".join(dict.fromkeys(facet.field for facet in found))
        message = (
            f"mkdocs.yml: charterkit/library: the door `{given.get('title', '')}` leads to no list. Give it a `facet` "
            f"(one of: {known}) and a `term` of that facet."
        )
        raise CharterkitError(message)
    return Door(page.Link(given.get("title") or term.label, term.path), given.get("words", ""), term.count)


def pages(source: Library) -> Iterator[page.Page]:
    """Give the pages of the library and of every term."""
    for pager, chunk in _paged(source.cases, source.per_page, page.LIBRARY):
        view = LibraryView(
            total=len(source.cases),
            cards=tuple(source.cards[case.id] for case in chunk),
            facets=source.facets,
            pager=pager,
            index=INDEX,
            doors=source.doors if pager.number == 1 else (),
        )
        yield page.Page(
            path=_page_path(page.LIBRARY, pager.number),
            title="Library" if pager.number == 1 else f"Library, page {pager.number}",
            description=f"{page.counted(len(source.cases), 'case study', 'case studies')}, by what matters to you.",
            template="library.html",
            view=view,
            alike=True,
            search=False,
        )
    for facet in source.facets:
        for term in facet.terms:
            yield from _term_pages(source, facet, term)


def _term_pages(source: Library, facet: facets.Facet, term: facets.FacetTerm) -> Iterator[page.Page]:
    tagged = [case for case in source.cases if term.id in case.tags.get(facet.field, ())]
    for pager, chunk in _paged(tagged, TERM_PAGE, term.path):
        yield page.Page(
            path=_page_path(term.path, pager.number),
            title=f"{facet.title}: {term.label}" + (f", page {pager.number}" if pager.number > 1 else ""),
            description=f"{page.counted(len(tagged), 'case study', 'case studies')}. {term.description}".strip(),
            template="term.html",
            view=TermView(facet, term, tuple(source.cards[c.id] for c in chunk), pager, facet.terms),
            alike=True,
            search=False,
            crumbs=(page.Link("Library", page.LIBRARY),),
        )


def index(source: Library) -> dict[str, Any]:
    """Give what the script needs to filter: the facets' terms, and each case's terms as numbers, in library order.

    Terms are numbered through all facets, so that a case is a short list of numbers (5,000 cases: about 150 KB).
    """
    numbers: dict[tuple[str, str], int] = {}
    for facet in source.facets:
        for term in facet.terms:
            numbers[facet.field, term.id] = len(numbers)
    return {
        "per_page": source.per_page,
        "facets": [
            {"field": f.field, "title": f.title, "terms": [[t.id, t.label] for t in f.terms]} for f in source.facets
        ],
        "cases": [
            [
                numbers[f.field, tag]
                for f in source.facets
                for tag in case.tags.get(f.field, ())
                if (f.field, tag) in numbers
            ]
            for case in source.cases
        ],
    }


def chunks(source: Library) -> Iterator[tuple[str, tuple[cards.Card, ...]]]:
    """Give the cards of each library page with the path of the file from which the script takes them."""
    for pager, chunk in _paged(source.cases, source.per_page, page.LIBRARY):
        yield f"{CARDS}{pager.number}.json", tuple(source.cards[case.id] for case in chunk)


def _paged(cases: Sequence[CaseStudy], size: int, path: str) -> Iterator[tuple[Pager, Sequence[CaseStudy]]]:
    count = max(1, -(-len(cases) // size))
    links = tuple(page.Link(str(n), _page_path(path, n)) for n in range(1, count + 1))
    for number in range(1, count + 1):
        pager = Pager(
            number,
            count,
            links[number - 2] if number > 1 else None,
            links[number] if number < count else None,
            links,
        )
        yield pager, cases[(number - 1) * size : number * size]


def _page_path(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page-{number}/"
