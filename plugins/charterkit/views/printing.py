"""Makes what is printed of a charter from the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.views import page
from charterkit.views.charters import adopted, has_short_poster
from charterkit.views.plain import plain
from charterkit.views.printables import PrintedBrand, PrintedCharter, PrintedClause, PrintedMark, PrintedSection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Section
    from charterkit.views.printables import Direction

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages whose usual script runs from right to left (Unicode CLDR)."""


def printed_brand(catalogue: Catalogue) -> PrintedBrand:
    """Give what every print says of the site."""
    brand = catalogue.brand
    return PrintedBrand(name=brand.name, owner=brand.owner, accent=brand.accent, notice=brand.notice)


def printed_charter(catalogue: Catalogue, charter: Charter, site_url: str) -> PrintedCharter:
    """Give a charter as it is printed. `site_url` is where the site is published, or empty."""
    first = charter.sources[0] if charter.sources else None
    source = ", ".join(str(p) for p in (first.title, first.publisher, first.year) if p) if first else ""
    address = f"{site_url.rstrip('/')}/{page.charter(charter.id)}" if site_url else ""
    return PrintedCharter(
        title=charter.title,
        short_title=charter.short_title,
        owner=charter.owner,
        area=charter.area,
        version=charter.version,
        adopted=adopted(charter),
        language=charter.language or "en-GB",
        direction=direction(charter.language),
        aspiration=charter.aspiration,
        introduction=plain(charter.introduction),
        unofficial=bool(charter.unofficial),
        notice="",
        source_line=source,
        url=address,
        marks=_marks(catalogue, charter.principles),
        sections=tuple(_section(catalogue, number, s, charter) for number, s in enumerate(charter.sections, start=1)),
        licence=catalogue.brand.licence,
    )


def printed_poster(catalogue: Catalogue, charter: Charter, site_url: str) -> PrintedCharter:
    """Give a charter as its poster shows it: the sections chosen for it in short, or, where none is, all of it."""
    whole = printed_charter(catalogue, charter, site_url)
    if not has_short_poster(charter):
        return whole
    chosen = [s for s, section in zip(whole.sections, charter.sections, strict=True) if section.on_poster]
    return replace(
        whole,
        introduction="",
        notice=whole.words.in_short,
        sections=tuple(
            replace(section, introduction="", clauses=tuple(replace(clause, by=()) for clause in section.clauses))
            for section in chosen
        ),
    )


def direction(language: str) -> Direction:
    """Say in which direction a language is written; `language` is a BCP 47 tag, or empty for the site's own."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _section(catalogue: Catalogue, number: int, section: Section, charter: Charter) -> PrintedSection:
    alone = len(charter.sections) == 1
    return PrintedSection(
        heading=section.heading,
        kind=section.kind.id if section.kind else "",
        audience=section.audience.label if section.audience else "",
        introduction=plain(section.introduction),
        clauses=tuple(
            PrintedClause(
                number=str(position) if alone else f"{number}.{position}",
                text=statement.text,
                by=statement.by,
                so=statement.so,
                marks=_marks(catalogue, statement.principles),
            )
            for position, statement in enumerate(section.statements, start=1)
        ),
    )


def _marks(catalogue: Catalogue, ids: Iterable[str]) -> tuple[PrintedMark, ...]:
    found = sorted((catalogue.principles[key] for key in ids), key=lambda principle: principle.order)
    return tuple(PrintedMark(p.order, p.title, p.mark or None, p.colour or None) for p in found)
