"""A charter as plain text: for screen readers, for e-mail, and for whoever sets it in type of their own.

Headings are underlined, clauses numbered, and lines are as long as they come: the reader's own window breaks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.views.printables import PrintedBrand, PrintedCertificate, PrintedCharter, PrintedClause, PrintedForm

_MARK = "\ufeff"
"""Says that what follows is UTF-8, wherever the file ends up: a server or programme may guess otherwise."""

_LINE = "_" * 40
_LONGEST_UNDERLINE = 60


def charter(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give the charter."""
    return _encoded(_charter(brand, printed))


def template(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give a form on which to write a charter of one's own."""
    return _encoded(_template(brand, printed))


def certificate(brand: PrintedBrand, printed: PrintedCertificate) -> bytes:
    """Give a certificate."""
    return _encoded(_certificate(brand, printed))


def _certificate(brand: PrintedBrand, printed: PrintedCertificate) -> Iterator[str]:
    words = printed.words
    yield from _heading(words.certificate, "=")
    yield from _lines(printed.organisation, words.has_signed, printed.charter, printed.said)
    yield from _lines(words.unofficial.upper() if printed.unofficial else "")
    yield from _lines(*(f"{label}: {text}" for label, text in printed.facts))
    online = f"{words.pledge_online}: {printed.url}" if printed.url else ""
    for text in dict.fromkeys((printed.source_line, brand.notice, online, brand.name)):
        yield from _lines(text)


def form(brand: PrintedBrand, printed: PrintedForm) -> bytes:
    """Give a form to fill in."""
    return _encoded(_form(brand, printed))


def _form(brand: PrintedBrand, printed: PrintedForm) -> Iterator[str]:
    yield from _heading(printed.title, "=")
    for text in printed.introduction:
        yield from _lines(text)
    for section in printed.sections:
        yield from _heading(section.title, "-")
        yield from _lines(*(f"- {text}" for text in section.know))
        for question in section.questions:
            yield from _lines(
                question.title,
                question.help,
                *(f"[ ] {option}" for option in question.options),
                *((_LINE,) * question.lines if not question.options else ()),
            )
    online = f"{printed.words.online}: {printed.url}" if printed.url else ""
    for text in dict.fromkeys((brand.notice, online, brand.name)):
        yield from _lines(text)


def _charter(brand: PrintedBrand, printed: PrintedCharter) -> Iterator[str]:
    words = printed.words
    yield from _heading(printed.title, "=")
    yield from _lines(
        printed.owner,
        printed.area if printed.area.lower() not in printed.owner.lower() else "",
        f"{words.version} {printed.version}" if printed.version[:1].isdecimal() else printed.version,
        f"{words.adopted} {printed.adopted}" if printed.adopted else "",
    )
    source = f"{words.source} {printed.source_line}" if printed.source_line else ""
    if printed.unofficial:
        yield from _lines(words.unofficial.upper(), source)
    yield from _lines(printed.draft, printed.draft_in_english)
    yield from _lines(printed.aspiration)
    yield from _lines(printed.introduction)
    for number, section in enumerate(printed.sections, start=1):
        yield from _heading(section.heading if len(printed.sections) == 1 else f"{number}. {section.heading}", "-")
        yield from _lines(section.introduction)
        for clause in section.clauses:
            yield from _clause(printed, clause)
    yield from _end(brand, printed, "" if printed.unofficial else source)


def _clause(printed: PrintedCharter, clause: PrintedClause) -> Iterator[str]:
    words = printed.words
    yield f"{clause.number}{'.' if clause.number.isdecimal() else ''} {clause.text}".strip()
    if clause.by:
        if clause.text[-1:] not in ".!?…":
            yield f"  {words.by}"
        yield from (f"  - {way}" for way in clause.by)
    if clause.so:
        starts = clause.so.lower().startswith(words.so.lower())
        yield f"  {clause.so if starts else f'{words.so_can} {clause.so}'}"
    if clause.marks:
        yield f"  [{', '.join(mark.title for mark in clause.marks)}]"
    yield ""


def _template(brand: PrintedBrand, printed: PrintedCharter) -> Iterator[str]:
    words = printed.words
    yield from _heading(words.own_title, "=")
    yield from _lines(words.own_help)
    yield from _lines(printed.draft, printed.draft_in_english)
    yield from _lines(f"{words.own_name}: {_LINE}")
    promises = printed.three_parts or any(clause.so for section in printed.sections for clause in section.clauses)
    for section in printed.sections:
        yield from _heading(section.heading, "-")
        if promises:
            yield from (f"{label}: {_LINE}\n" for label in (words.own_we_will, words.by, words.so_can))
        else:
            yield from (f"{place}. {_LINE}\n" for place in range(1, max(3, len(section.clauses)) + 1))
    yield from _lines(f"{words.own_date}: {_LINE}")
    yield from _lines(f"{words.own_signatures}: {_LINE}")
    based = f"{words.own_based_on} {printed.title}" if printed.title != words.own_title else ""
    yield from _end(brand, printed, based)


def _end(brand: PrintedBrand, printed: PrintedCharter, said: str) -> Iterator[str]:
    yield "* * *"
    yield ""
    online = f"{printed.words.online}: {printed.url}" if printed.url else ""
    whose = f"{brand.name}, {printed.licence}".strip(", ")
    for text in dict.fromkeys((said, printed.notice, brand.notice, online, whose)):
        yield from _lines(text)


def _heading(text: str, sign: str) -> Iterator[str]:
    yield from ("", text, sign * min(len(text), _LONGEST_UNDERLINE), "")


def _lines(*texts: str) -> Iterator[str]:
    """Give the texts that are there, each on a line of its own, and an empty line after them."""
    found = [text for text in texts if text]
    if found:
        yield from found
        yield ""


def _encoded(lines: Iterator[str]) -> bytes:
    return (_MARK + "\n".join(lines).strip() + "\n").encode()
