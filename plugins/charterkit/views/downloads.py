"""Makes what is printed of a case study from the catalogue: the same facts as its page, in the same order."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from charterkit.views import evidence, page, takeaway
from charterkit.views.blocks import blocks
from charterkit.views.case_studies import numbers
from charterkit.views.languages import direction
from charterkit.views.printables import PrintedCase, PrintedChapter, PrintedFigure, PrintedLine, PrintedPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Fact, Term

_NONE = "Not reported"


def made_from(catalogue: Catalogue, case: CaseStudy) -> tuple[object, ...]:
    """Give all that the print of a case depends on: the case, and the titles of what it is tagged with."""
    return (
        case,
        catalogue.brand,
        tuple(catalogue.key_features[key].title for key in case.key_features),
        tuple(catalogue.principles[tag.principle].title for tag in case.principles),
        tuple((catalogue.resources[key].title, catalogue.resources[key].url) for key in case.resources),
    )


def timestamp(case: CaseStudy) -> int:
    """Give the date of a case, in seconds since 1970, so that another record's date does not change its print."""
    date = case.last_reviewed or case.published_on
    return calendar.timegm(date.timetuple()) if date else 0


def printed_case(catalogue: Catalogue, case: CaseStudy, site_url: str) -> PrintedCase:
    """Give a case study as it is printed. `site_url` is where the site is published, or empty."""
    place = case.place or ", ".join(area.label for area in case.local_authorities or case.regions)
    return PrintedCase(
        title=case.title,
        language=case.language or "en-GB",
        direction=direction(case.language),
        setting=", ".join(part for part in (case.setting_type.label if case.setting_type else "", place) if part),
        name=case.setting_name,
        summary=case.summary,
        flag="Archived: kept for the record, no longer updated" if case.status == "archived" else "",
        figures=tuple(_figures(case)),
        tags=tuple(_tags(catalogue, case)),
        chapters=tuple(_chapters(catalogue, case)),
        evidence=tuple(_evidence(case)),
        sources=tuple(
            ". ".join(part for part in (item.title.rstrip("."), item.line, item.url) if part)
            for item in page.citations(case.sources)
        ),
        dates=_dates(case),
        url=takeaway.address(site_url, page.case_study(case.id)),
        licence=catalogue.brand.licence,
    )


def _figures(case: CaseStudy) -> Iterator[PrintedFigure]:
    for number in numbers(case):
        more = ", ".join(part for part in (number.compared, number.period, number.note) if part)
        yield PrintedFigure(f"about {number.value}" if number.approximate else number.value, number.label, more)


def _tags(catalogue: Catalogue, case: CaseStudy) -> Iterator[PrintedLine]:
    features = [catalogue.key_features[key].title for key in case.key_features]
    if features:
        yield PrintedLine("Key features", ", ".join(features))
    for tag in case.principles:
        title = catalogue.principles[tag.principle].title
        yield PrintedLine("Principle", ". ".join(part for part in (title, tag.reason) if part))
    if case.needs or case.tier:
        yield PrintedLine("Who it is for", ", ".join(_labels((case.tier, *case.needs))))


def _labels(terms: Iterable[Term | None]) -> Iterator[str]:
    yield from (term.label for term in terms if term)


def _evidence(case: CaseStudy) -> Iterator[PrintedLine]:
    known = evidence.evidence(case)
    yield _label("How far tested", known.stage, "steps")
    yield _label("What came of it", known.outcome, "diamond")
    measured = tuple(
        {"kind": "paragraph", "inlines": [{"kind": "text", "run": ": ".join(p for p in (m.measure, m.value) if p)}]}
        for m in known.measured
    )
    yield PrintedLine("What was measured", "" if measured else _NONE, blocks=measured)
    for label, text in (
        ("What it does not show", known.limitations),
        ("People", known.staffing),
        ("Time", known.time),
        ("Training", case.training),
    ):
        yield PrintedLine(label, "" if text else _NONE, blocks=tuple(blocks(text)))
    cost = f"{known.cost.label}. {known.cost.description}".strip() if known.cost else ""
    yield PrintedLine("Cost", cost if cost or known.cost_note else _NONE, blocks=tuple(blocks(known.cost_note)))
    for item in case.funding:
        yield PrintedLine("Funding", ", ".join(part for part in (item.source, item.amount, item.note) if part))


def _label(title: str, term: Term | None, shape: str) -> PrintedLine:
    if term is None:
        return PrintedLine(title, _NONE)
    text = f"{term.label}. {term.description}".strip()
    return PrintedLine(title, text, "steps" if shape == "steps" else "diamond", term.order)


def _chapters(catalogue: Catalogue, case: CaseStudy) -> Iterator[PrintedChapter]:
    if case.context:
        yield PrintedChapter("Context", (PrintedPart("", tuple(blocks(case.context))),))
    if case.what:
        yield PrintedChapter(
            "The what",
            tuple(
                PrintedPart(item.heading, (*blocks(item.body), *_extras(item.extra)), tuple(blocks(item.example)))
                for item in case.what
            ),
        )
    if case.how:
        yield PrintedChapter(
            "The how",
            tuple(PrintedPart(item.question, (*blocks(item.answer), *_extras(item.extra))) for item in case.how),
        )
    if case.impact or case.quotes:
        parts = [
            PrintedPart(
                ", ".join(part for part in (item.measure, item.value, item.period) if part),
                (*blocks(item.statement), *_extras(item.extra)),
            )
            for item in case.impact
        ]
        quoted = [
            {"kind": "quote", "blocks": [_paragraph(f"{quote.text} ({quote.speaker_role})".replace(" ()", ""))]}
            for quote in case.quotes
        ]
        yield PrintedChapter("What changed", (*parts, *([PrintedPart("", tuple(quoted))] if quoted else [])))
    if case.extra:
        yield PrintedChapter("Further facts", (PrintedPart("", tuple(_extras(case.extra))),))
    if case.resources:
        used = (catalogue.resources[key] for key in case.resources)
        listed = [[_paragraph(". ".join(part for part in (r.title, r.url) if part))] for r in used]
        yield PrintedChapter(
            "Resources they used", (PrintedPart("", ({"kind": "list", "start": None, "items": listed},)),)
        )


def _extras(facts: Iterable[Fact]) -> Iterator[dict[str, object]]:
    for fact in facts:
        if fact.markdown:
            yield _paragraph(fact.title, strong=True)
            yield from blocks(fact.text)
        else:
            yield _paragraph(f"{fact.title}: {fact.text}")


def _paragraph(words: str, *, strong: bool = False) -> dict[str, object]:
    run: dict[str, object] = {"kind": "text", "run": words}
    return {"kind": "paragraph", "inlines": [{"kind": "strong", "inlines": [run]} if strong else run]}


def _dates(case: CaseStudy) -> str:
    told = [
        ("Published", case.published_on),
        ("Last reviewed", case.last_reviewed),
        ("Next review due", case.review_due),
    ]
    return " ".join(f"{words} {date.day} {date:%B %Y}." for words, date in told if date)
