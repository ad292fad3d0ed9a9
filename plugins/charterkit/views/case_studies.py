"""The page of a case study."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, evidence, media, page, standing, takeaway

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Resource

MOST_RELATED = 4


@dataclass(frozen=True)
class PrincipleShown:
    """A principle's mark and the reason why the case is tagged with it."""

    mark: page.Mark
    reason: str


@dataclass(frozen=True)
class Number:
    """A figure as readers see it: `value` with its sign or unit joined, `label` what it counts."""

    value: str
    approximate: bool
    label: str
    compared: str
    period: str
    note: str


@dataclass(frozen=True)
class CaseStudyView:
    """What the page of a case study shows: `case` holds the texts, beside it stands all that links or needs words.

    `labels` leads to the page that says what the labels of evidence mean, and is empty where there is none.
    """

    case: CaseStudy
    card: cards.Card
    standing: standing.Standing
    principles: tuple[PrincipleShown, ...]
    numbers: tuple[Number, ...]
    figures: tuple[media.Figure, ...]
    citations: tuple[page.Citation, ...]
    resources: tuple[Resource, ...]
    related: tuple[cards.Card, ...]
    previous: page.Link | None
    next: page.Link | None
    evidence: evidence.Evidence
    labels: str
    take: takeaway.TakeAway


def pages(
    catalogue: Catalogue,
    offers: AbstractSet[str] = frozenset(),
    site_url: str = "",
    *,
    pictures: Mapping[str, media.Published] | None = None,
) -> Iterator[page.Page]:
    """Give the page of every case study.

    `offers` are the names of the capabilities that the site has; `site_url` is where it is published, or empty;
    `pictures` are those it publishes, by folder and name.
    """
    table = catalogue.data_model.tables.get("case-study-media")
    shown = cards.newest_first(catalogue)
    made = {case.id: cards.card(catalogue, case) for case in shown}
    order = sorted(shown, key=lambda case: (case.setting_name.casefold(), case.title.casefold(), case.id))
    place = {case.id: index for index, case in enumerate(order)}
    likeness = _Likeness(shown)
    for case in shown:
        at = place[case.id]
        view = CaseStudyView(
            case=case,
            card=made[case.id],
            standing=standing.standing(catalogue, "case-studies", case, catalogue.case_studies),
            principles=tuple(
                PrincipleShown(page.mark(catalogue.principles[tag.principle]), tag.reason) for tag in case.principles
            ),
            numbers=tuple(numbers(case)),
            figures=media.figures(table, case.media, pictures or {}),
            citations=page.citations(case.sources),
            resources=tuple(catalogue.resources[key] for key in case.resources),
            related=tuple(made[key] for key in likeness.related(case)),
            previous=_link(order[at - 1] if at else None),
            next=_link(order[at + 1] if at + 1 < len(order) else None),
            evidence=evidence.evidence(case),
            labels=evidence.PATH if "evidence" in offers else "",
            take=takeaway.take_away(case, catalogue.brand, offers, site_url),
        )
        yield page.Page(
            path=page.case_study(case.id),
            title=case.title,
            description=case.summary,
            template="case-study.html",
            view=view,
            kind="Case study",
            source=case.path,
            language=case.language,
            alike=True,
            crumbs=(page.Link("Library", page.LIBRARY),),
            record=("case-studies", case.id),
        )


class _Likeness:
    """Finds related cases: those the author names, then those that share most tags, rarer tags counting for more.

    Cases are compared only with those that share a tag, and of a very common tag only the newest count, so that time
    stays linear in the number of cases.
    """

    fields = ("key_features", "principles", "needs", "setting_type")
    most_per_tag = 60

    def __init__(self, cases: list[CaseStudy]) -> None:
        self.cases = {case.id: case for case in cases}
        self.by_tag: dict[tuple[str, str], list[str]] = {}
        for case in cases:
            for tag in self._tags(case):
                self.by_tag.setdefault(tag, []).append(case.id)

    def _tags(self, case: CaseStudy) -> list[tuple[str, str]]:
        return [(field, tag) for field in self.fields for tag in case.tags.get(field, ())]

    def related(self, case: CaseStudy) -> list[str]:
        named = [key for key in case.related if key in self.cases]
        scores: dict[str, float] = {}
        for tag in self._tags(case):
            others = self.by_tag[tag]
            for key in others[: self.most_per_tag]:
                scores[key] = scores.get(key, 0) + 1 / len(others)
        scores.pop(case.id, None)
        for key in named:
            scores.pop(key, None)
        alike = heapq.nsmallest(MOST_RELATED, ((-score, key) for key, score in scores.items()))
        return [*named, *(key for _, key in alike)][:MOST_RELATED]


_OF_AREA = "Of the area around it."
"""What is said of a figure that is not the setting's own."""


def numbers(case: CaseStudy) -> Iterator[Number]:
    """Write the figures of a case as readers see them."""
    for figure in case.in_numbers:
        unit = figure.unit or figure.measure.more.get("unit", "")
        value = f"{figure.value:,f}" if figure.value is not None else ""
        sign = unit.partition(" ")[0]
        joined = _joined(value, sign)
        compared = figure.comparator
        if compared and figure.comparator_value is not None:
            compared = f"{compared}: {_joined(f'{figure.comparator_value:,f}', sign)}"
        yield Number(
            value=joined,
            approximate=bool(figure.approximate),
            label=figure.measure.label if not figure.unit or sign in {"%", "£"} else f"{figure.measure.label} ({unit})",
            compared=compared,
            period=figure.period,
            note=" ".join(filter(None, (_OF_AREA if figure.of_area else "", figure.note))),
        )


def _joined(value: str, sign: str) -> str:
    if sign == "%":
        return f"{value}%"
    return f"£{value}" if sign == "£" else value


def _link(case: CaseStudy | None) -> page.Link | None:
    return page.Link(case.title, page.case_study(case.id)) if case else None
