"""The library: every case study as a card, page by page, and a list for every term of every facet."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from charterkit.problems import CharterkitError
from charterkit.views import cards, facets, orders, page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy

T = TypeVar("T")

CARDS = f"{page.LIBRARY}cards/"
INDEX = f"{page.LIBRARY}index.json"
ORDERS = f"{page.LIBRARY}orders.json"
CHUNK = 4
"""How many cards are in one file for the script. What fits a choice lies scattered, so that large files would mostly
hold cards that nobody asked for; a file for each would be many to write."""
PER_PAGE = 15
"""How many cards one page shows where a site does not say. A card takes about 3 KB, and the first view is to stay
below 300 KB, however large the library is."""
_LEFT_OVER = 3
"""A third of a page more is no page of its own."""
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
    news: str = ""
    """Where the script finds what is new; only on the first page, and empty where nothing says so."""
    orders: tuple[tuple[str, str], ...] = ()
    """In what other orders the script can show the cases: what the address calls each, and its title."""
    orders_at: str = ORDERS
    text: bool = False
    """Whether the library can be searched for words: there is a search index."""
    contribute: str = ""
    """The path of the page for contributors, if there is one."""
    like_ours: str = ""
    """The path of the page that finds settings like the reader's own, if there is one."""
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
    orders: tuple[orders.Order, ...] = ()
    text: bool = False
    doors: tuple[Door, ...] = ()


def library(
    catalogue: Catalogue,
    choices: Sequence[str | facets.Choice],
    per_page: int,
    strength: str | None = None,
    *,
    text: bool = False,
) -> Library:
    """Gather the public cases, their cards and the facets `choices`.

    `strength` is the field by which "Strongest evidence first" sorts, as in `orders`; `text` says whether there is a
    search index. Raises `CharterkitError` for a facet or an order that the data does not have.
    """
    cases = tuple(cards.newest_first(catalogue))
    made = {case.id: cards.card(catalogue, case) for case in cases}
    found = facets.facets(catalogue, choices, cases)
    return Library(catalogue, cases, made, found, per_page, orders.orders(catalogue, cases, strength), text)


def at_once(total: int, per_page: int) -> int:
    """Give how many of `total` cards one page shows: `per_page`, or all where few would be left over."""
    per_page = max(1, per_page)
    return total if per_page < total <= per_page + per_page // _LEFT_OVER else per_page


def with_doors(source: Library, given: Sequence[Mapping[str, str]]) -> Library:
    """Give the library with lists that it names at its top.

    Each has the `facet` and the `term` whose list it is, a `title` and `words`. Raises `CharterkitError` for a list
    that there is not.
    """
    return replace(source, doors=tuple(_door(source.facets, door) for door in given))


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


def pages(source: Library, *, news: str = "", contribute: str = "", like_ours: str = "") -> Iterator[page.Page]:
    """Give the pages of the library and of every term.

    `news` is where the script finds what is new, `contribute` the path of the page for contributors, `like_ours` of the
    one that finds settings like the reader's own; each may be empty.
    """
    for pager, chunk in paged(source.cases, source.per_page, page.LIBRARY):
        view = LibraryView(
            total=len(source.cases),
            cards=tuple(source.cards[case.id] for case in chunk),
            facets=source.facets,
            pager=pager,
            index=INDEX,
            doors=source.doors if pager.number == 1 else (),
            orders=tuple((order.name, order.title) for order in source.orders),
            text=source.text,
            contribute=contribute,
            like_ours=like_ours,
            news=news if pager.number == 1 else "",
        )
        yield page.Page(
            path=page_path(page.LIBRARY, pager.number),
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
    for pager, chunk in paged(tagged, TERM_PAGE, term.path):
        yield page.Page(
            path=page_path(term.path, pager.number),
            title=f"{facet.title}: {term.label}" + (f", page {pager.number}" if pager.number > 1 else ""),
            description=f"{page.counted(len(tagged), 'case study', 'case studies')}. {term.description}".strip(),
            template="term.html",
            view=TermView(facet, term, tuple(source.cards[c.id] for c in chunk), pager, facet.terms),
            alike=True,
            search=False,
            crumbs=(page.Link("Library", page.LIBRARY),),
        )


def index(source: Library) -> dict[str, Any]:
    """Give what the script needs to filter: the facets' terms and groups, and which cases have each term.

    `has` holds, for every term through all facets, the places in library order of the cases that have it, packed
    (5,000 cases and 80 terms: about 40 KB).
    """
    return {"chunk": CHUNK, **index_of(source.cases, source.facets, source.per_page)}


def index_of(records: Sequence[facets.Tagged], by: Sequence[facets.Facet], per_page: int) -> dict[str, Any]:
    """Give the same of any list: its records in order, and the facets by which they are filtered."""
    places: dict[tuple[str, str], list[int]] = {(f.field, t.id): [] for f in by for t in f.terms}
    for place, record in enumerate(records):
        for facet in by:
            for tag in dict.fromkeys(record.tags.get(facet.field, ())):
                if (facet.field, tag) in places:
                    places[facet.field, tag].append(place)
    return {
        "size": len(records),
        "per_page": per_page,
        "facets": [
            {
                "field": facet.field,
                "title": facet.title,
                "terms": [[term.id, term.label] for term in facet.terms],
                "groups": [[group.term.id, group.term.label, len(group.terms)] for group in facet.groups if group.term],
            }
            for facet in by
        ],
        "has": [packed(found, len(records)) for found in places.values()],
    }


def packed(places: Sequence[int], size: int) -> str:
    """Write ascending places below `size` as short as can be.

    Few are the steps from each to the next, in base 36 with commas between; many are a row of bits in Base64 after an
    equals sign, the first place being the lowest bit of the first byte.
    """
    steps = ",".join(base36(place - before) for before, place in zip([0, *places], places, strict=False))
    bits = bytearray(-(-size // 8))
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    row = "=" + base64.b64encode(bits).decode("ascii")
    return min(steps, row, key=len)


def base36(number: int) -> str:
    """Write a number of at least 0 as JavaScript's `parseInt(…, 36)` reads it."""
    written = ""
    while number >= 36:  # noqa: PLR2004 - the base
        number, rest = divmod(number, 36)
        written = _DIGITS[rest] + written
    return _DIGITS[number] + written


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def chunks(source: Library) -> Iterator[tuple[str, tuple[cards.Card, ...]]]:
    """Give the cards in library order, a few at a time, with the path of the file from which the script takes them."""
    for number, start in enumerate(range(0, len(source.cases), CHUNK), start=1):
        yield f"{CARDS}{number}.json", tuple(source.cards[c.id] for c in source.cases[start : start + CHUNK])


def paged(cases: Sequence[T], size: int, path: str) -> Iterator[tuple[Pager, Sequence[T]]]:
    """Part a long list into pages of `size`, each with its pager; the first is at `path`."""
    count = max(1, -(-len(cases) // size))
    links = tuple(page.Link(str(n), page_path(path, n)) for n in range(1, count + 1))
    for number in range(1, count + 1):
        pager = Pager(
            number,
            count,
            links[number - 2] if number > 1 else None,
            links[number] if number < count else None,
            links,
        )
        yield pager, cases[(number - 1) * size : number * size]


def page_path(path: str, number: int) -> str:
    """Give where a page of a list that begins at `path` lives."""
    return path if number == 1 else f"{path}page-{number}/"
