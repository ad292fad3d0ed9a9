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
TEXTS = f"{page.LIKE_OURS}texts.json"
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
    texts: str


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
    """Give the first figure that a case has of its own for a measure; those of the area around it are not."""
    found = _figure(case, measure)
    return float(found.value) if found and found.value is not None else None


def _figure(case: CaseStudy, measure: str) -> Figure | None:
    return next((f for f in case.in_numbers if f.measure.id == measure and f.value is not None and not f.of_area), None)


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
                texts=TEXTS,
            ),
            search=number == 1,
            crumbs=(page.Link("Library", page.LIBRARY),),
        )


def data(catalogue: Catalogue, chosen: tuple[Measure, ...]) -> dict[str, Any]:
    """Give what the script ranks by.

    Each case is a row: the place of its type (-1 for none), those of its areas and regions, its figures in the order of
    `measures`, and those of them that are rough, as bits, the first being the lowest. The cases are in the order of
    `texts`.
    """
    compared = _reported(chosen)
    types = {t.id: place for place, t in enumerate(_types(catalogue))}
    regions = {region.id: place for place, (region, _) in enumerate(_areas(catalogue))}
    areas = {area.id: place for place, area in enumerate(_area_terms(catalogue))}
    within = {area.id: regions.get(area.more.get("region", ""), -1) for area in _area_terms(catalogue)}
    rows = []
    for case in _in_order(catalogue):
        around = {regions[r.id] for r in case.regions} | {within[a.id] for a in case.local_authorities}
        figures = [_figure(case, m.id) for m in compared]
        rows.append(
            [
                types[case.setting_type.id] if case.setting_type else -1,
                [areas[a.id] for a in case.local_authorities],
                sorted(around - {-1}),
                [_number(value(case, m.id)) for m in compared],
                sum(1 << place for place, figure in enumerate(figures) if figure and figure.approximate),
            ]
        )
    return {
        "measures": [
            {"id": m.id, "label": m.label, "unit": m.unit, "share": m.share, "spread": m.spread} for m in compared
        ],
        "types": [[t.id, t.label] for t in _types(catalogue)],
        "areas": [[a.id, a.label, within[a.id]] for a in _area_terms(catalogue)],
        "regions": [[region.id, region.label] for region, _ in _areas(catalogue)],
        "cases": rows,
    }


def texts(catalogue: Catalogue) -> list[list[str]]:
    """Give what the script says of each case: its id, title, language, setting and summary, and how sure one can be.

    They are in one file: which of them somebody reads would tell what their setting is like.
    """
    return [
        [case.id, case.title, case.language, case.setting_name, case.summary, _judged(case)]
        for case in _in_order(catalogue)
    ]


def _in_order(catalogue: Catalogue) -> list[CaseStudy]:
    return sorted(catalogue.case_studies.values(), key=lambda case: (case.title.casefold(), case.id))


def _judged(case: CaseStudy) -> str:
    """Say how far a case was tested, what came of it and what it cost."""
    words = [term.label for term in (case.practice_stage, case.outcome) if term]
    if case.cost_band:
        words.append(f"Cost: {case.cost_band.label.lower()}")
    return " \u00b7 ".join(words)


def _number(value: float | None) -> float | None:
    """Write a whole number as one: it is shorter."""
    return int(value) if value is not None and value.is_integer() else value


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
