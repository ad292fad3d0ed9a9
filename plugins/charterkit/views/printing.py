"""Makes what is printed of a charter from the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.views import languages, page
from charterkit.views.charters import Practice, adopted
from charterkit.views.clauses import numbered
from charterkit.views.plain import plain
from charterkit.views.printables import PrintedBrand, PrintedCharter, PrintedClause, PrintedMark, PrintedSection
from charterkit.views.prints import Format, further, has_short_poster, usual
from charterkit.views.signing import can_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, CharterTranslation, Section, Statement
    from charterkit.views.clauses import Numbered

MOST_EXAMPLES = 2
"""How many cases a booklet names at a clause."""

_LOOKED_AT = 12
"""How many of those that show a clause best it looks at, to find some that were not named before."""


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
        direction=languages.direction(charter.language),
        aspiration=charter.aspiration,
        introduction=plain(charter.introduction),
        unofficial=bool(charter.unofficial),
        notice="",
        source_line=source,
        url=address,
        marks=_marks(catalogue, charter.principles),
        sections=tuple(_section(catalogue, section, clauses) for section, _, clauses in numbered(charter.sections)),
        licence=catalogue.brand.licence,
        words=languages.printed_words(catalogue, charter.language.lower()),
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


def originals(catalogue: Catalogue, site_url: str) -> Iterator[tuple[Format, PrintedCharter]]:
    """Give everything that is printed of every charter."""
    for charter in catalogue.charters.values():
        yield from _prints(
            usual(charter),
            printed_charter(catalogue, charter, site_url),
            printed_poster(catalogue, charter, site_url),
        )


def translations(catalogue: Catalogue, site_url: str) -> Iterator[tuple[Format, PrintedCharter]]:
    """Give everything that is printed of every translation."""
    for translation in catalogue.charter_translations.values():
        charter = languages.translated(catalogue.charters[translation.charter], translation)
        yield from _prints(
            usual(charter, translation.language),
            _translated(catalogue, translation, printed_charter(catalogue, charter, site_url), site_url),
            _translated(catalogue, translation, printed_poster(catalogue, charter, site_url), site_url),
        )


def further_originals(
    catalogue: Catalogue, site_url: str, *, signs: bool = False
) -> Iterator[tuple[Format, PrintedCharter]]:
    """Give what is printed of every charter besides, where a site shows its printables; forms are another matter.

    `signs` says that charters are signed on this site.
    """
    for charter in catalogue.charters.values():
        whole = with_practice(catalogue, charter, printed_charter(catalogue, charter, site_url), signs=signs)
        yield from _prints(
            tuple(form for form in further(charter) if form.what != "pledge"),
            whole,
            printed_poster(catalogue, charter, site_url),
        )


def further_translations(
    catalogue: Catalogue, site_url: str, *, signs: bool = False
) -> Iterator[tuple[Format, PrintedCharter]]:
    """Give the same of every translation."""
    for translation in catalogue.charter_translations.values():
        charter = languages.translated(catalogue.charters[translation.charter], translation)
        whole = with_practice(catalogue, charter, printed_charter(catalogue, charter, site_url), signs=signs)
        yield from _prints(
            further(charter, translation.language),
            _translated(catalogue, translation, whole, site_url),
            _translated(catalogue, translation, printed_poster(catalogue, charter, site_url), site_url),
        )


def with_practice(
    catalogue: Catalogue, charter: Charter, printed: PrintedCharter, *, signs: bool = False
) -> PrintedCharter:
    """Give the charter with cases that show each clause; each case is named once, or they would fill the booklet.

    Where the site `signs` charters, it says how to, unless this one is signed no more.
    """
    practice = Practice(catalogue, most=_LOOKED_AT)
    named: set[str] = set()

    def shown(clause: PrintedClause, statement: Statement) -> PrintedClause:
        links = [link for link in practice.of(statement) if link.path not in named][:MOST_EXAMPLES]
        named.update(link.path for link in links)
        return replace(clause, practice=tuple(link.title for link in links))

    return replace(
        printed,
        can_sign=signs and can_sign(charter),
        sections=tuple(
            replace(
                given,
                clauses=tuple(shown(*both) for both in zip(given.clauses, section.statements, strict=True)),
            )
            for given, section in zip(printed.sections, charter.sections, strict=True)
        ),
    )


def _prints(
    forms: tuple[Format, ...], whole: PrintedCharter, poster: PrintedCharter
) -> Iterator[tuple[Format, PrintedCharter]]:
    for form in forms:
        yield form, poster if form.what == "poster" else whole


def _translated(
    catalogue: Catalogue, translation: CharterTranslation, printed: PrintedCharter, site_url: str
) -> PrintedCharter:
    """Give a print of a translation: what it is, its own page's address, and the principles by their own titles."""
    titles = {catalogue.principles[t.principle].order: t.title for t in translation.principles}
    said = [f"draft_{translation.made_by}"] if languages.is_draft(translation) else []
    if languages.is_behind(catalogue, translation):
        said.append("moved_on")
    own, english = languages.words(catalogue, translation.language), languages.words(catalogue, languages.ENGLISH)
    address = f"{site_url.rstrip('/')}/{page.translation(translation.charter, translation.language)}"

    def titled(marks: tuple[PrintedMark, ...]) -> tuple[PrintedMark, ...]:
        return tuple(replace(mark, title=titles.get(mark.number, mark.title)) for mark in marks)

    return replace(
        printed,
        adopted=str(catalogue.charters[translation.charter].adopted_year or printed.adopted[-4:]),
        url=address if site_url else "",
        draft=" ".join(own[name].text for name in said if own[name].language != languages.ENGLISH),
        draft_in_english=" ".join(english[name].text for name in said),
        marks=titled(printed.marks),
        sections=tuple(
            replace(s, clauses=tuple(replace(clause, marks=titled(clause.marks)) for clause in s.clauses))
            for s in printed.sections
        ),
    )


def _section(catalogue: Catalogue, section: Section, clauses: tuple[Numbered, ...]) -> PrintedSection:
    return PrintedSection(
        heading=section.heading,
        kind=section.kind.id if section.kind else "",
        audience=section.audience.label if section.audience else "",
        introduction=plain(section.introduction),
        clauses=tuple(
            PrintedClause(
                number=clause.number,
                text=clause.statement.text,
                by=clause.statement.by,
                so=clause.statement.so,
                marks=_marks(catalogue, clause.statement.principles),
            )
            for clause in clauses
        ),
    )


def _marks(catalogue: Catalogue, ids: Iterable[str]) -> tuple[PrintedMark, ...]:
    found = sorted((catalogue.principles[key] for key in ids), key=lambda principle: principle.order)
    return tuple(PrintedMark(p.order, p.title, p.mark or None, p.colour or None) for p in found)
