"""A charter as plain text: for screen readers, for e-mail, and for whoever sets it in type of their own.

Headings are underlined, clauses numbered, and lines are as long as they come: the reader's own window breaks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.views.printables import PrintedBrand, PrintedCertificate, PrintedCharter, PrintedClause, PrintedForm

_MARK = "\ufeff"
"""Says that what follows is UTF-8, wherever the file ends up: a server or programme may guess otherwise."""

LINE = "_" * 40
"""To write on."""

_LONGEST_UNDERLINE = 60
_PLACES = 3


def charter(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give the charter."""
    return encoded(_charter(brand, printed))


def booklet(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give the charter with the cases that show its clauses, and how to sign it."""
    return encoded(_charter(brand, printed, sign=True))


def template(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give a form on which to write a charter of one's own."""
    return encoded(_template(brand, printed))


def table_sign(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give what a table sign says."""
    return encoded(_table_sign(brand, printed))


def children(brand: PrintedBrand, printed: PrintedCharter) -> bytes:
    """Give the headings under which children write or draw."""
    return encoded(_children(brand, printed))


def certificate(brand: PrintedBrand, printed: PrintedCertificate) -> bytes:
    """Give a certificate."""
    return encoded(_certificate(brand, printed))


def _certificate(brand: PrintedBrand, printed: PrintedCertificate) -> Iterator[str]:
    words = printed.words
    yield from heading(words.certificate, "=")
    yield from lines(printed.organisation, words.has_signed, printed.charter, printed.said)
    yield from lines(words.unofficial.upper() if printed.unofficial else "")
    yield from lines(*(f"{label}: {text}" for label, text in printed.facts))
    online = f"{words.pledge_online}: {printed.url}" if printed.url else ""
    for text in dict.fromkeys((printed.source_line, brand.notice, online, brand.name)):
        yield from lines(text)


def form(brand: PrintedBrand, printed: PrintedForm) -> bytes:
    """Give a form to fill in."""
    return encoded(_form(brand, printed))


def _form(brand: PrintedBrand, printed: PrintedForm) -> Iterator[str]:
    yield from heading(printed.title, "=")
    for text in printed.introduction:
        yield from lines(text)
    for section in printed.sections:
        yield from heading(section.title, "-")
        yield from lines(*(f"- {text}" for text in section.know))
        for question in section.questions:
            yield from lines(
                question.title,
                question.help,
                *(f"[ ] {option}" for option in question.options),
                *((LINE,) * question.lines if not question.options else ()),
            )
    online = f"{printed.words.online}: {printed.url}" if printed.url else ""
    for text in dict.fromkeys((brand.notice, online, brand.name)):
        yield from lines(text)


def _charter(brand: PrintedBrand, printed: PrintedCharter, *, sign: bool = False) -> Iterator[str]:
    words = printed.words
    yield from heading(printed.title, "=")
    yield from lines(
        printed.owner,
        printed.area if printed.area.lower() not in printed.owner.lower() else "",
        f"{words.version} {printed.version}" if printed.version[:1].isdecimal() else printed.version,
        f"{words.adopted} {printed.adopted}" if printed.adopted else "",
    )
    yield from _flagged(printed)
    yield from lines(printed.aspiration)
    yield from lines(printed.introduction)
    for number, section in enumerate(printed.sections, start=1):
        yield from heading(section.heading if len(printed.sections) == 1 else f"{number}. {section.heading}", "-")
        yield from lines(section.introduction)
        for clause in section.clauses:
            yield from _clause(printed, clause)
    if sign and printed.can_sign and printed.url:
        yield from heading(words.how_to_sign, "-")
        yield from lines(words.how_to_sign_help)
    yield from _end(brand, printed, "" if printed.unofficial else _source(printed))


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
    if clause.practice:
        yield f"  {words.in_practice}:"
        yield from (f"  - {case}" for case in clause.practice)
    yield ""


def _template(brand: PrintedBrand, printed: PrintedCharter) -> Iterator[str]:
    words = printed.words
    yield from heading(words.own_title, "=")
    yield from lines(words.own_help)
    yield from lines(printed.draft, printed.draft_in_english)
    yield from lines(f"{words.own_name}: {LINE}")
    promises = printed.three_parts or any(clause.so for section in printed.sections for clause in section.clauses)
    for title in printed.headings:
        yield from heading(title, "-")
        if promises:
            yield from (f"{label}: {LINE}\n" for label in (words.own_we_will, words.by, words.so_can))
        else:
            yield from (f"{place}. {LINE}\n" for place in range(1, _PLACES + 1))
    yield from lines(f"{words.own_date}: {LINE}")
    yield from lines(f"{words.own_signatures}: {LINE}")
    based = f"{words.own_based_on} {printed.title}" if printed.title != words.own_title else ""
    yield from _end(brand, printed, based)


def _table_sign(brand: PrintedBrand, printed: PrintedCharter) -> Iterator[str]:
    yield from heading(printed.title, "=")
    yield from _flagged(printed)
    yield from lines(printed.aspiration)
    if not printed.aspiration and not printed.marks:
        yield from lines(printed.introduction.partition("\n\n")[0])
    yield from lines(*(f"- {mark.title}" for mark in printed.marks))
    yield from _end(brand, printed, "" if printed.unofficial else _source(printed))


def _children(brand: PrintedBrand, printed: PrintedCharter) -> Iterator[str]:
    words = printed.words
    yield from heading(printed.title, "=")
    yield from _flagged(printed)
    yield from lines(words.draw)
    for title in printed.boxes:
        yield from heading(title, "-")
        yield from lines(*(LINE,) * _PLACES)
    yield from lines(f"{words.own_name}: {LINE}")
    yield from lines(f"{words.own_date}: {LINE}")
    yield from _end(brand, printed, "" if printed.unofficial else _source(printed))


def _flagged(printed: PrintedCharter) -> Iterator[str]:
    """Give what nobody may miss about what follows."""
    if printed.unofficial:
        yield from lines(printed.words.unofficial.upper(), _source(printed))
    yield from lines(printed.draft, printed.draft_in_english)


def _source(printed: PrintedCharter) -> str:
    return f"{printed.words.source} {printed.source_line}" if printed.source_line else ""


def _end(brand: PrintedBrand, printed: PrintedCharter, said: str) -> Iterator[str]:
    yield "* * *"
    yield ""
    online = f"{printed.words.online}: {printed.url}" if printed.url else ""
    whose = f"{brand.name}, {printed.licence}".strip(", ")
    for text in dict.fromkeys((said, printed.notice, brand.notice, online, whose)):
        yield from lines(text)


def heading(text: str, sign: str) -> Iterator[str]:
    """Give a heading, underlined with this sign."""
    yield from ("", text, sign * min(len(text), _LONGEST_UNDERLINE), "")


def lines(*texts: str, keep: bool = False) -> Iterator[str]:
    """Give the texts that are there, each on a line of its own, and an empty line after them; `keep` empty ones too."""
    found = texts if keep and any(texts) else [text for text in texts if text]
    if found:
        yield from found
        yield ""


def encoded(written: Iterable[str]) -> bytes:
    """Give the lines as a file."""
    return (_MARK + "\n".join(written).strip() + "\n").encode()
