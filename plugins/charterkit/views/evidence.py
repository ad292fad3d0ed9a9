"""How sure one can be of a case, and what it took: the same facts on its card, on its page, in print and beside others.

What nobody reported is named as that, never left out. What the labels mean is said on a page of its own, from the
vocabularies; an editor may write that page by hand and put the labels into it with `<!-- charterkit/evidence -->`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Term

PATH = "about/evidence/"
NOT_REPORTED = "not reported"


@dataclass(frozen=True)
class Measured:
    """Something that was measured: what, with which result, over which time. Any of the three may be empty."""

    measure: str
    value: str
    period: str


@dataclass(frozen=True)
class Evidence:
    """What is known of a case. Texts are Markdown, or empty; `missing` names what nobody reported."""

    stage: Term | None
    outcome: Term | None
    measured: tuple[Measured, ...]
    limitations: str
    cost: Term | None
    cost_note: str
    staffing: str
    time: str
    missing: tuple[str, ...]

    @property
    def figures(self) -> str:
        """Say in two or three words what was measured: how many figures there are, or that it is said without any."""
        number = sum(any(sign.isdecimal() for sign in item.value) for item in self.measured)
        return page.counted(number, "figure", "figures") if number else "said without a figure" if self.measured else ""


@dataclass(frozen=True)
class Label:
    """A label as the page explains it: `shape` is how its place in the vocabulary is drawn, `path` lists its cases."""

    term: Term
    shape: str
    path: str


@dataclass(frozen=True)
class LabelGroup:
    """The labels of one field of a case study, in the vocabulary's order."""

    title: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class EvidenceView:
    """What the page says of labels."""

    groups: tuple[LabelGroup, ...]


_SHAPES = {"practice_stage": "steps", "outcome": "diamond", "cost_band": ""}
"""The fields that judge a case, and how each is drawn."""

_HEADINGS = {"practice_stage": "How far tested", "outcome": "What came of it", "cost_band": "Cost"}


def evidence(case: CaseStudy) -> Evidence:
    """Gather what is known of one case."""
    known = {
        "how far it was tested": case.practice_stage,
        "what came of it": case.outcome,
        "measurements": any(item.measure or item.value for item in case.impact),
        "limits": case.limitations,
        "cost": case.cost_band or case.cost_note,
        "people": case.staffing,
        "time": case.time_needed,
    }
    return Evidence(
        stage=case.practice_stage,
        outcome=case.outcome,
        measured=tuple(
            Measured(item.measure, item.value, item.period) for item in case.impact if item.measure or item.value
        ),
        limitations=case.limitations,
        cost=case.cost_band,
        cost_note=case.cost_note,
        staffing=case.staffing,
        time=case.time_needed,
        missing=tuple(name for name, value in known.items() if not value),
    )


def labels(catalogue: Catalogue, listed: tuple[str, ...]) -> EvidenceView:
    """Give the labels with what they mean; `listed` are the fields of whose terms the library has lists."""
    groups = []
    for field, shape in _SHAPES.items():
        terms = catalogue.terms.get(catalogue.data_model.tag_target("case-studies", field), {})
        if terms:
            shown = (Label(t, shape, page.listing(field, t.id) if field in listed else "") for t in terms.values())
            groups.append(LabelGroup(_HEADINGS[field], tuple(shown)))
    return EvidenceView(tuple(groups))


def pages(catalogue: Catalogue, listed: tuple[str, ...]) -> Iterator[page.Page]:
    """Give the page that explains the labels; `listed` as in `labels`."""
    yield page.Page(
        path=PATH,
        title="What the evidence labels mean",
        description="How each case is labelled, and what the labels do and do not say.",
        template="evidence.html",
        view=labels(catalogue, listed),
        kind="About",
    )
