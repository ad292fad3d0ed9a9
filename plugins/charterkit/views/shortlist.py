"""The shortlist: pages that show what a reader chose, and what their scripts read of each case.

Which cases are on it is known to the reader's device alone. What is published is the same for everybody: a list of
the cases that there are, one small file a case, and the questions that go with features and principles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.views import cards, case_studies, evidence, page
from charterkit.views.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Term

INDEX = f"{page.SHORTLIST}index.json"
QUESTIONS = f"{page.SHORTLIST}questions.json"
CASES = f"{page.SHORTLIST}cases/"


@dataclass(frozen=True)
class ShortlistView:
    """What the three pages show before a script fills them."""

    index: str
    cases: str
    questions: str
    library: str


@dataclass(frozen=True)
class PackView:
    """A case as it stands in the pack for a meeting."""

    case: CaseStudy
    card: cards.Card
    evidence: evidence.Evidence
    numbers: tuple[case_studies.Number, ...]
    citations: tuple[page.Citation, ...]


def pages() -> Iterator[page.Page]:
    """Give the shortlist, the comparison and the pack."""
    view = ShortlistView(INDEX, CASES, QUESTIONS, page.LIBRARY)
    shortlist = page.Link("Shortlist", page.SHORTLIST)
    for path, title, description, template, crumbs in (
        (page.SHORTLIST, "Shortlist", "The cases that you have put aside, on this device.", "shortlist", ()),
        (page.COMPARE, "Side by side", "Up to four cases beside one another.", "compare", (shortlist,)),
        (page.PACK, "Pack for a staff meeting", "Chosen cases with questions to talk about.", "pack", (shortlist,)),
    ):
        yield page.Page(
            path=path,
            title=title,
            description=description,
            template=f"{template}.html",
            view=view,
            crumbs=crumbs,
        )


def index(catalogue: Catalogue) -> list[str]:
    """Give the ids of the cases that can be on a shortlist."""
    return sorted(catalogue.case_studies)


def questions(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Give the questions of every feature and principle that has some, in their order."""
    return {
        name: [
            {"id": record.id, "title": record.title, "questions": [item.text for item in record.questions]}
            for record in records
            if record.questions
        ]
        for name, records in (
            ("features", list(catalogue.key_features.values())),
            ("principles", list(catalogue.principles.values())),
        )
    }


def pack(catalogue: Catalogue, case: CaseStudy) -> PackView:
    """Give a case as the pack shows it."""
    return PackView(
        case,
        cards.card(catalogue, case),
        evidence.evidence(case),
        tuple(case_studies.numbers(case)),
        page.citations(case.sources),
    )


def compared(view: PackView, html: str) -> dict[str, Any]:
    """Give a case as the scripts read it: plain texts for the table, and `html` for the pack."""
    case, card, known = view.case, view.card, view.evidence
    return {
        "id": case.id,
        "path": card.path,
        "title": case.title,
        "language": case.language,
        "setting": case.setting_name,
        "type": case.setting_type.label if case.setting_type else "",
        "place": card.place,
        "summary": case.summary,
        "archived": card.archived,
        "features": [[tag.id, tag.title] for tag in card.features],
        "principles": [[mark.id, mark.title] for mark in card.marks],
        "figures": [[n.label, _figure(n)] for n in view.numbers],
        "stage": _term(known.stage),
        "outcome": _term(known.outcome),
        "measured": [": ".join(part for part in (m.measure, m.value) if part) for m in known.measured],
        "limits": plain(known.limitations),
        "cost": ". ".join(part for part in (known.cost.label if known.cost else "", plain(known.cost_note)) if part),
        "people": plain(known.staffing),
        "time": plain(known.time),
        "training": plain(case.training),
        "html": html,
    }


def _figure(number: case_studies.Number) -> str:
    """Write a figure with all that it needs to be compared with another: against what, when, and what must be known."""
    more = "; ".join(part for part in (number.compared, number.period, plain(number.note)) if part)
    value = f"about {number.value}" if number.approximate else number.value
    return f"{value} ({more})" if more else value


def _term(term: Term | None) -> list[Any] | None:
    return [term.label, term.order] if term else None
