"""Settings like the reader's own: what there is to compare, as a table for everybody and as data for the script.

The reader's figures never leave their device, so the ranking is the script's (`assets/likeness.js`). How far apart two
values of a measure are is judged against how far apart settings are anyway: `spread` is the standard deviation of the
known values. A share is compared as it stands, an amount by its logarithm, since 400 and 800 pupils differ as 800 and
1,600 do.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.problems import CharterkitError, did_you_mean
from charterkit.views import page
from charterkit.views.library import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Figure, Term

DATA = f"{page.LIKE_OURS}index.json"
PER_PAGE = 100
LIKENESS = "likeness"
"""The capability that publishes the page."""
_FEW = 3
"""With fewer known values than this their spread says nothing, and the usual one below is taken."""
_USUAL = {True: 15.0, False: 0.6}
"""The spread that is taken then: fifteen points of a share; of an amount, somewhat less than twice as much."""
_LEAST = {True: 5.0, False: 0.25}


@dataclass(frozen=True)
class Measure:
    """A measure by which settings are compared; `share` says that it is a percentage, and `unit` what it counts."""

    id: str
    label: str
    unit: str
    share: bool
    spread: float
    known: int


@dataclass(frozen=True)
class Row:
    """A setting in the table: `values` are its figures in the order of the measures, empty where there is none."""

    id: str
    path: str
    setting: str
    title: str
    language: str
    type: str
    place: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class LikenessView:
    """One page of the table; the first has the form as well."""

    measures: tuple[Measure, ...]
    types: tuple[Term, ...]
    areas: tuple[tuple[Term, tuple[Term, ...]], ...]
    rows: tuple[Row, ...]
    total: int
    without: int
    pager: Pager
    data: str


def measures(catalogue: Catalogue, names: Sequence[str]) -> tuple[Measure, ...]:
    """Give the measures `names`, with the spread of what is known of each.

    Raises `CharterkitError` for a name that the vocabulary of measures does not have.
    """
    terms = _terms(catalogue)
    found = []
    for name in names:
        if name not in terms:
            hint = did_you_mean(name, list(terms)) or f"Use some of: {', '.join(terms)}."
            message = f"mkdocs.yml: charterkit/likeness: there is no measure `{name}`. {hint}"
            raise CharterkitError(message)
        unit = terms[name].more.get("unit", "")
        share = unit.startswith("%")
        known = [v for case in catalogue.case_studies.values() if (v := value(case, name)) is not None]
        found.append(Measure(name, terms[name].label, unit, share, _spread(known, share=share), len(known)))
    return tuple(found)


def _terms(catalogue: Catalogue) -> Mapping[str, Term]:
    """Give the vocabulary that the figures of cases refer to."""
    return catalogue.terms.get(catalogue.data_model.tag_target("case-studies", "in_numbers"), {})


def value(case: CaseStudy, measure: str) -> float | None:
    """Give the first figure that a case has for a measure."""
    found = _figure(case, measure)
    return float(found.value) if found and found.value is not None else None


def _figure(case: CaseStudy, measure: str) -> Figure | None:
    return next((f for f in case.in_numbers if f.measure.id == measure and f.value is not None), None)


def _spread(known: Sequence[float], *, share: bool) -> float:
    scaled = [v if share else math.log(v) for v in known if share or v > 0]
    spread = statistics.pstdev(scaled) if len(scaled) >= _FEW else _USUAL[share]
    return round(max(spread, _LEAST[share]), 3)


def pages(catalogue: Catalogue, chosen: tuple[Measure, ...]) -> Iterator[page.Page]:
    """Give the pages of the table, without measures of which no case gives a figure."""
    compared = _reported(chosen)
    cases = sorted(catalogue.case_studies.values(), key=lambda c: (c.setting_name.casefold(), c.title.casefold(), c.id))
    rows = [_row(case, compared) for case in cases]
    shown = [row for row in rows if any(row.values)]
    count = max(1, -(-len(shown) // PER_PAGE))
    links = tuple(page.Link(str(n), _path(n)) for n in range(1, count + 1))
    types, areas = _types(catalogue), _areas(catalogue)
    for number in range(1, count + 1):
        before, after = (links[number - 2] if number > 1 else None), (links[number] if number < count else None)
        yield page.Page(
            path=_path(number),
            title="Settings like ours" if number == 1 else f"Settings in figures, page {number}",
            description="Find cases from settings like yours, by type, area and a few rough figures.",
            template="likeness.html",
            view=LikenessView(
                measures=compared,
                types=types,
                areas=areas,
                rows=tuple(shown[(number - 1) * PER_PAGE : number * PER_PAGE]),
                total=len(rows),
                without=len(rows) - len(shown),
                pager=Pager(number, count, before, after, links),
                data=DATA,
            ),
            search=False,
            crumbs=(page.Link("Library", page.LIBRARY),),
        )


def data(catalogue: Catalogue, chosen: tuple[Measure, ...]) -> dict[str, Any]:
    """Give what the script ranks by: for each case its type, areas, regions and figures, in the order of `measures`."""
    compared = _reported(chosen)
    within = {area.id: area.more.get("region", "") for area in _area_terms(catalogue)}
    return {
        "measures": [
            {"id": m.id, "label": m.label, "unit": m.unit, "share": m.share, "spread": m.spread} for m in compared
        ],
        "types": {t.id: t.label for t in _types(catalogue)},
        "areas": {a.id: [a.label, within[a.id]] for _, areas in _areas(catalogue) for a in areas},
        "regions": {region.id: region.label for region, _ in _areas(catalogue)},
        "cases": [
            {
                "id": case.id,
                "title": case.title,
                "setting": case.setting_name,
                "language": case.language,
                "type": case.setting_type.id if case.setting_type else "",
                "areas": [a.id for a in case.local_authorities],
                "regions": sorted(
                    {r.id for r in case.regions} | {within.get(a.id, "") for a in case.local_authorities} - {""}
                ),
                "values": [value(case, m.id) for m in compared],
                "about": [bool(f and f.approximate) for f in (_figure(case, m.id) for m in compared)],
            }
            for case in sorted(catalogue.case_studies.values(), key=lambda c: c.id)
        ],
    }


def _reported(chosen: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Leave out what nobody reports: to ask readers for it would promise a comparison that there is not."""
    return tuple(measure for measure in chosen if measure.known)


def _row(case: CaseStudy, compared: tuple[Measure, ...]) -> Row:
    values = []
    for measure in compared:
        figure = _figure(case, measure.id)
        shown = f"{figure.value:,f}{'%' if measure.share else ''}" if figure else ""
        values.append(f"about {shown}" if figure and figure.approximate else shown)
    return Row(
        id=case.id,
        path=page.case_study(case.id),
        setting=case.setting_name,
        title=case.title,
        language=case.language,
        type=case.setting_type.label if case.setting_type else "",
        place=case.place or ", ".join(area.label for area in case.local_authorities or case.regions),
        values=tuple(values),
    )


def _types(catalogue: Catalogue) -> tuple[Term, ...]:
    terms = catalogue.terms.get(catalogue.data_model.tag_target("case-studies", "setting_type"), {})
    return tuple(terms.values())


def _area_terms(catalogue: Catalogue) -> tuple[Term, ...]:
    terms = catalogue.terms.get(catalogue.data_model.tag_target("case-studies", "local_authorities"), {})
    return tuple(terms.values())


def _areas(catalogue: Catalogue) -> tuple[tuple[Term, tuple[Term, ...]], ...]:
    """Give the regions with the areas in each."""
    regions = catalogue.terms.get(catalogue.data_model.tag_target("case-studies", "regions"), {})
    areas = _area_terms(catalogue)
    return tuple((r, tuple(a for a in areas if a.more.get("region", "") == r.id)) for r in regions.values())


def _path(number: int) -> str:
    return page.LIKE_OURS if number == 1 else f"{page.LIKE_OURS}page-{number}/"
