"""Who signed which charter: the public list, and a page for each list by name, area and the rest.

The list must stay quick with tens of thousands of pledges. So its page holds the first of them, the pages by letter,
area, charter and year hold them all without script, and the script works on two compact files (`index`, `names`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from charterkit.problems import CharterkitError
from charterkit.sameness import plain
from charterkit.views import areas, facets, library, page, progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Pledge

TABLE = "pledges"
BY = f"{page.PLEDGES}by/"
INDEX = f"{page.PLEDGES}index.json"
NAMES = f"{page.PLEDGES}names.json"
ORDERS = f"{page.PLEDGES}orders.json"
YEAR, LETTER = "year", "name"
PER_PAGE = 50
LIST_PAGE = 250
"""How many pledges one page of a list without script holds."""

FACETS = ("organisation_type", "local_authority", "charter")
"""The fields by which pledges are filtered where a site names none; their year comes last."""

NOWHERE = "not-given"
NO_AREA = "None given, or several"
"""The id and the words under which those are listed that name no area."""

_NOT_A_LETTER = "signs"
_TAKEN = frozenset({"sign", "by"})
"""Addresses below the list that are not a pledge's."""


@dataclass(frozen=True)
class Row:
    """A pledge in a list: `path` is empty where pledges have no pages."""

    id: str
    name: str
    meta: str
    path: str


@dataclass(frozen=True)
class Listed:
    """A pledge as it is filtered: its tags, the year among them."""

    pledge: Pledge
    tags: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class CharterPledges:
    """Who signed one charter: how many, of which kinds and where, and where they are listed."""

    charter: Charter
    path: str
    listing: str
    total: int
    kinds: tuple[tuple[str, int], ...]
    areas: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PledgesView:
    """The public list: its first page, and the ways into the rest.

    There are `total` pledges, and fewer `organisations` where some have signed several charters; `in_areas` says how
    many of those are where.
    """

    total: int
    organisations: int
    charters: tuple[CharterPledges, ...]
    in_areas: tuple[tuple[str, int], ...] = ()
    rows: tuple[Row, ...] = ()
    letters: tuple[facets.FacetTerm, ...] = ()
    facets: tuple[facets.Facet, ...] = ()
    areas: areas.AreasView | None = None
    progress: progress.ProgressView | None = None
    sign: str = ""
    pages: bool = True
    index: str = INDEX
    names: str = NAMES
    orders_at: str = ORDERS

    @property
    def noun(self) -> tuple[str, str]:
        """Give what the lines of the list are, one and many."""
        return ("organisation", "organisations") if self.organisations == self.total else ("pledge", "pledges")


@dataclass(frozen=True)
class ListView:
    """The pledges of one letter, area, kind, charter or year: a page of it."""

    title: str
    facet: str
    field: str
    term: facets.FacetTerm
    rows: tuple[Row, ...]
    pager: library.Pager
    siblings: tuple[facets.FacetTerm, ...]
    script: bool
    """Whether the list can be combined with other filters on the first page."""


@dataclass(frozen=True)
class Settings:
    """What a site chooses of its list: `area` is the field that says where a signatory is, drawn as a map.

    `address` is where the site is published, or empty; `downloads` are the documents that there will be.
    """

    facets: tuple[str, ...] = FACETS
    area: str = "local_authority"
    pages: bool = True
    per_page: int = PER_PAGE
    address: str = ""
    sign: str = ""
    downloads: Collection[str] = field(default=())


@dataclass(frozen=True)
class Source:
    """Everything from which the pages are made, gathered once."""

    catalogue: Catalogue
    settings: Settings
    listed: tuple[Listed, ...]
    letters: facets.Facet
    facets: tuple[facets.Facet, ...]
    several: bool
    """Whether more than one charter was signed, so that a line of the list says which."""


def listing(name: str, term: str) -> str:
    """Give where the pledges are listed that have `term` in the facet `name`."""
    return f"{BY}{name.replace('_', '-')}/{term}/"


OF = facets.Of(TABLE, listing, "charterkit/pledges")


def source(catalogue: Catalogue, settings: Settings) -> Source:
    """Gather the pledges in the order of their names, and count what they are tagged with.

    Raises `CharterkitError` for a facet that the data does not have, or a pledge whose address is taken.
    """
    taken = sorted(_TAKEN & {*catalogue.pledges, *(w.id for w in catalogue.withdrawn if w.table == TABLE)})
    if taken:
        raise CharterkitError(f"No pledge can have the id `{taken[0]}`: that address is a page of its own. Rename it.")
    ordered = sorted(catalogue.pledges.values(), key=lambda p: (_folded(p.organisation), p.id))
    listed = tuple(
        Listed(p, {**p.tags, YEAR: (str(year),) if (year := signed_year(p)) else (), LETTER: (_letter(p),)})
        for p in ordered
    )
    table = catalogue.data_model.tables.get(TABLE)
    known = [name for name in settings.facets if name not in FACETS or (table and table.target(name))] if listed else []
    made = facets.facets(catalogue, [facets.Choice(name, used=True) for name in known], listed, OF)
    listed, made = _with_nowhere(listed, made, settings.area)
    by = (*made, *_counted(listed, YEAR, "Year signed"))
    several = len({p.charter for p in ordered}) > 1
    return Source(catalogue, settings, listed, _letters(listed), by, several)


def _with_nowhere(
    listed: tuple[Listed, ...], made: tuple[facets.Facet, ...], area: str
) -> tuple[tuple[Listed, ...], tuple[facets.Facet, ...]]:
    """Let those be found too that name no area, or work in several: they are a term of the facet `area`, its last."""
    facet = next((facet for facet in made if facet.field == area), None)
    missing = sum(1 for one in listed if not one.tags.get(area))
    if facet is None or not facet.terms or not missing or any(term.id == NOWHERE for term in facet.terms):
        return listed, made
    term = facets.FacetTerm(NOWHERE, NO_AREA, "", missing, listing(area, NOWHERE))
    wider = replace(facet, terms=(*facet.terms, term))
    tagged = (one if one.tags.get(area) else replace(one, tags={**one.tags, area: (NOWHERE,)}) for one in listed)
    return tuple(tagged), tuple(wider if one is facet else one for one in made)


def pages(made: Source) -> Iterator[page.Page]:
    """Give the page of all pledges, and those of every letter and term."""
    view = _view(made)
    yield page.Page(
        path=page.PLEDGES,
        title="Pledges",
        description=f"{page.counted(view.total, 'organisation')} that pledged to a charter, by kind and by area.",
        template="pledges.html",
        view=view,
        kind="Pledges",
    )
    for facet in (made.letters, *made.facets):
        of: dict[str, list[Listed]] = {term.id: [] for term in facet.terms}
        for one in made.listed:
            for tag in one.tags.get(facet.field, ()):
                if tag in of:
                    of[tag].append(one)
        for term in facet.terms:
            yield from _list_pages(made, facet, term, of[term.id])


def pledges(catalogue: Catalogue) -> PledgesView:
    """Count the pledges, charter by charter."""
    by_charter: dict[str, list[Pledge]] = {}
    for pledge in catalogue.pledges.values():
        by_charter.setdefault(pledge.charter, []).append(pledge)
    signed = organisations(catalogue.pledges.values())
    return PledgesView(
        total=len(catalogue.pledges),
        organisations=len(signed),
        in_areas=_in_areas(signed),
        charters=tuple(
            _charter(charter, by_charter[charter.id])
            for charter in catalogue.charters.values()
            if charter.id in by_charter
        ),
    )


def index(made: Source) -> dict[str, Any]:
    """Give what the script needs to filter: see `library.index_of`."""
    return library.index_of(made.listed, made.facets, made.settings.per_page)


def names(made: Source) -> dict[str, Any]:
    """Give what the script needs to search by name and to show: ids and names in the order of the list.

    What else a row says is in the index: `meta` are the facets whose terms stand there, but for the term `unsaid`.
    """
    told = ("organisation_type", "local_authority", *(["charter"] if made.several else []), YEAR)
    place = {facet.field: number for number, facet in enumerate(made.facets)}
    shown = [place[name] for name in told if name in place]
    return {
        "ids": " ".join(one.pledge.id for one in made.listed) if made.settings.pages else "",
        "names": [one.pledge.organisation for one in made.listed],
        "meta": shown,
        "unsaid": NOWHERE,
    }


def orders(made: Source) -> dict[str, list[int]]:
    """Give the places of the pledges in another order than that of the list: the last signed first."""
    days = [(_day(one.pledge), -place) for place, one in enumerate(made.listed)]
    return {"newest": [-place for _, place in sorted(days, reverse=True)]}


def organisations(signed_by: Iterable[Pledge]) -> tuple[Pledge, ...]:
    """Give one pledge of each organisation: who signs two charters is one, by its number or else by name and area."""
    listed = tuple(signed_by)
    areas_of = (pledge.local_authority.id if pledge.local_authority else "" for pledge in listed)
    told = [(p.urn, (plain(p.organisation), where)) for p, where in zip(listed, areas_of, strict=True)]
    return tuple(listed[place] for place in first_of_each(told))


def first_of_each(told: Sequence[tuple[str, tuple[str, str]]]) -> list[int]:
    """Give the place of the first of each organisation among `told`: their numbers, if any, with name and area.

    Who has a number in one place and none in another is the same by its name and area.
    """
    numbers: dict[tuple[str, str], str] = {}
    for number, name in told:
        if number:
            numbers.setdefault(name, number)
    first: dict[object, int] = {}
    for place, (number, name) in enumerate(told):
        first.setdefault(number or numbers.get(name) or name, place)
    return list(first.values())


def signed_year(pledge: Pledge) -> int | None:
    """Give the year in which it was signed, where that is known."""
    return pledge.signed_on.year if pledge.signed_on else pledge.signed_year


def _view(made: Source) -> PledgesView:
    counted = pledges(made.catalogue)
    area = made.settings.area
    table = made.catalogue.data_model.tables.get(TABLE)
    terms = made.catalogue.terms.get(table.target(area), {}) if table else {}
    title = table.by_name[area].title if table and area in table.by_name else ""
    once = {pledge.id for pledge in organisations([one.pledge for one in made.listed])}
    counts = Counter(tag for one in made.listed if one.pledge.id in once for tag in one.tags.get(area, ()))
    listed_by = {facet.field for facet in made.facets}
    return PledgesView(
        total=counted.total,
        organisations=counted.organisations,
        charters=counted.charters,
        rows=tuple(_row(made, one) for one in made.listed[: made.settings.per_page]),
        letters=made.letters.terms,
        facets=made.facets,
        areas=areas.areas(
            terms.values(),
            counts,
            counted.organisations,
            title,
            lambda term: listing(area, term) if area in listed_by else "",
        )
        if counts
        else None,
        progress=progress.progress([(one.pledge.signed_on, one.pledge.signed_year) for one in made.listed]),
        sign=made.settings.sign,
        pages=made.settings.pages,
    )


def _charter(charter: Charter, signed_by: Sequence[Pledge]) -> CharterPledges:
    # Who has signed an earlier version too is one organisation still.
    signed_by = organisations(signed_by)
    kinds = Counter(p.organisation_type.id for p in signed_by if p.organisation_type)
    terms = {p.organisation_type.id: p.organisation_type for p in signed_by if p.organisation_type}
    return CharterPledges(
        charter=charter,
        path=page.charter(charter.id),
        listing=listing("charter", charter.id),
        total=len(signed_by),
        kinds=tuple(
            (term.label if kinds[term.id] == 1 else term.more.get("plural") or term.label, kinds[term.id])
            for term in sorted(terms.values(), key=lambda term: term.order)
        ),
        areas=_in_areas(signed_by),
    )


def _in_areas(signed_by: Sequence[Pledge]) -> tuple[tuple[str, int], ...]:
    places = Counter(p.local_authority.label for p in signed_by if p.local_authority)
    return tuple(sorted(places.items(), key=lambda area: (-area[1], area[0])))


def _list_pages(
    made: Source, facet: facets.Facet, term: facets.FacetTerm, having: Sequence[Listed]
) -> Iterator[page.Page]:
    for pager, chunk in library.paged(having, LIST_PAGE, term.path):
        number = f", page {pager.number}" if pager.number > 1 else ""
        yield page.Page(
            path=library.page_path(term.path, pager.number),
            title=f"Pledges: {term.label}{number}",
            description=f"{page.counted(len(having), 'organisation')}. {facet.title}: {term.label}.",
            template="pledges-list.html",
            view=ListView(
                term.label,
                facet.title,
                facet.field,
                term,
                tuple(_row(made, one) for one in chunk),
                pager,
                facet.terms,
                facet.field != LETTER,
            ),
            alike=True,
            search=False,
            crumbs=(page.Link("Pledges", page.PLEDGES),),
        )


def _row(made: Source, one: Listed) -> Row:
    pledge = one.pledge
    parts = [
        pledge.organisation_type.label if pledge.organisation_type else "",
        pledge.local_authority.label if pledge.local_authority else "",
        made.catalogue.charters[pledge.charter].title if made.several else "",
        str(signed_year(pledge) or ""),
    ]
    path = page.pledge(pledge.id) if made.settings.pages else ""
    return Row(pledge.id, pledge.organisation, " · ".join(part for part in parts if part), path)


def _counted(listed: Sequence[Listed], name: str, title: str) -> Iterator[facets.Facet]:
    """Give a facet of what is no field of its own, the newest first; none where nothing has it."""
    counts = Counter(tag for one in listed for tag in one.tags[name])
    if counts:
        terms = (
            facets.FacetTerm(key, key, "", counts[key], listing(name, key)) for key in sorted(counts, reverse=True)
        )
        yield facets.Facet(name, title, tuple(terms))


def _letters(listed: Sequence[Listed]) -> facets.Facet:
    counts = Counter(one.tags[LETTER][0] for one in listed)
    terms = [
        facets.FacetTerm(key, "Other" if key == _NOT_A_LETTER else key.upper(), "", counts[key], listing(LETTER, key))
        for key in sorted(counts, key=lambda key: (key == _NOT_A_LETTER, key))
    ]
    return facets.Facet(LETTER, "Name", tuple(terms))


def _folded(text: str) -> str:
    """Write a name as it is sorted: without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _letter(pledge: Pledge) -> str:
    first = next((sign for sign in _folded(pledge.organisation) if sign.isalnum()), "")
    return first if first.isascii() and first.isalpha() else _NOT_A_LETTER


def _day(pledge: Pledge) -> str:
    return pledge.signed_on.isoformat() if pledge.signed_on else str(pledge.signed_year or "")
