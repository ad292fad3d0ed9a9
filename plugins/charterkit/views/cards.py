"""A case study as a card: what a reader needs to decide whether to open it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import evidence, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Term

_CLAUSE_END = re.compile(r"[.;]\s|\n\s*\n")
_ROOM = 80
_SIGNS = re.compile(r"[*_`]|^[-+] ", re.MULTILINE)


@dataclass(frozen=True)
class Card:
    """One card, which many pages show.

    `place`, `people` and `time` may be empty; terms may be None where a site does not use their field. `measured`
    says how many figures there are, `missing` names what nobody reported, and `cost_noted` says that there is more to
    say of the cost. `limits`: the case says what cannot be concluded from it.
    """

    id: str
    path: str
    title: str
    summary: str
    setting: str
    setting_type: Term | None
    place: str
    features: tuple[page.Tag, ...]
    marks: tuple[page.Mark, ...]
    practice_stage: Term | None
    outcome: Term | None
    cost: Term | None
    cost_noted: bool
    measured: str
    limits: bool
    people: str
    time: str
    missing: tuple[str, ...]
    archived: bool
    replaced: bool
    language: str


def newest_first(catalogue: Catalogue) -> list[CaseStudy]:
    """Give the case studies, the newest first, then by title."""
    shown = sorted(catalogue.case_studies.values(), key=lambda case: (case.title.casefold(), case.id))
    shown.sort(key=lambda case: case.published_on or datetime.date.min, reverse=True)
    return shown


def card(catalogue: Catalogue, case: CaseStudy) -> Card:
    """Make the card of one case study."""
    known = evidence.evidence(case)
    return Card(
        id=case.id,
        path=page.case_study(case.id),
        title=case.title,
        summary=case.summary,
        setting=case.setting_name,
        setting_type=case.setting_type,
        place=case.place or ", ".join(area.label for area in case.local_authorities or case.regions),
        features=features(catalogue, case.key_features),
        marks=tuple(page.mark(catalogue.principles[tag.principle]) for tag in case.principles),
        practice_stage=case.practice_stage,
        outcome=case.outcome,
        cost=case.cost_band,
        cost_noted=bool(case.cost_note),
        measured=known.figures,
        limits=bool(case.limitations),
        people=opening(case.staffing),
        time=opening(case.time_needed),
        missing=known.missing,
        archived=case.status == "archived",
        replaced=case.id in catalogue.replaced.get("case-studies", {}),
        language=case.language,
    )


def cards(catalogue: Catalogue, cases: Iterable[CaseStudy]) -> tuple[Card, ...]:
    """Make the cards of several."""
    return tuple(card(catalogue, case) for case in cases)


def opening(text: str) -> str:
    """Give the first clause of a Markdown text as plain text, and `…` for the rest: there is room for no more."""
    whole = _SIGNS.sub("", text).strip()
    clause = _CLAUSE_END.split(whole, maxsplit=1)[0].rstrip(".")
    if len(clause) > _ROOM:
        clause = clause.partition(": ")[0]
    if len(clause) > _ROOM:
        clause = clause[:_ROOM].rpartition(" ")[0].rstrip(",;:")
    return clause if clause == whole.rstrip(".") else f"{clause} …"


def features(catalogue: Catalogue, ids: Iterable[str]) -> tuple[page.Tag, ...]:
    """Make the tags of key features, with the group each is for."""
    found = (catalogue.key_features[key] for key in ids)
    return tuple(page.Tag(f.id, f.title, page.key_feature(f.id), f.beneficiary_group) for f in found)
