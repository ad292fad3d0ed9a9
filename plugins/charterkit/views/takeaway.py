"""What a reader takes away from the page of a case study: files, a citation, a card for another site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from charterkit.model import Brand, CaseStudy

_SPECIAL = re.compile(r"[\\{}$&#_%~^]")
_WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class TakeAway:
    """What there is to take away; a path or text is empty for what the site does not offer.

    `address` is where the page is published, and empty where that is not known; the script then puts it in.
    """

    pdf: str
    large: str
    plain: str
    data: str
    card: str
    shortlist: str
    pack: str
    address: str
    citation: str
    bibtex: tuple[str, str]
    """The entry before its address, and after it."""


def pdf_path(record_id: str) -> str:
    """Give where the PDF of a case study lives."""
    return f"{page.case_study(record_id)}{record_id}.pdf"


def large_path(record_id: str) -> str:
    """Give where the case study in large print lives."""
    return f"{page.case_study(record_id)}{record_id}-large.pdf"


def plain_path(record_id: str) -> str:
    """Give where the case study as plain text lives."""
    return f"{page.case_study(record_id)}{record_id}.txt"


def card_path(record_id: str) -> str:
    """Give where the card of a case study lives that other sites may show."""
    return f"{page.case_study(record_id)}card/"


def take_away(case: CaseStudy, brand: Brand, offers: AbstractSet[str], site_url: str) -> TakeAway:
    """Say what can be taken away of a case, by the names of the capabilities that the site `offers`."""
    printed = "downloads" in offers
    return TakeAway(
        pdf=pdf_path(case.id) if printed else "",
        large=large_path(case.id) if printed else "",
        plain=plain_path(case.id) if printed else "",
        data=f"{page.OPEN_DATA}case-studies/{case.id}.json" if "open-data" in offers else "",
        card=card_path(case.id) if "embed" in offers else "",
        shortlist=page.SHORTLIST if "shortlist" in offers else "",
        pack=page.PACK if "shortlist" in offers else "",
        address=address(site_url, page.case_study(case.id)),
        citation=citation(case, brand),
        bibtex=bibtex(case, brand),
    )


def address(site_url: str, path: str) -> str:
    """Give the whole address of a page, or nothing where it is not known where the site is published."""
    return f"{site_url.rstrip('/')}/{path}" if site_url else ""


def citation(case: CaseStudy, brand: Brand) -> str:
    """Cite a case study in words, but for its address: who, when, what, where."""
    year = _year(case)
    who = brand.owner or brand.name
    said = [f"{who} ({year})" if year else who, case.title, "" if who == brand.name else brand.name]
    return " ".join(_ended(part) for part in said if part)


def bibtex(case: CaseStudy, brand: Brand) -> tuple[str, str]:
    """Cite a case study for BibTeX: the entry up to its address, and what follows."""
    fields = {
        "author": f"{{{_tex(brand.owner or brand.name)}}}",
        "title": f"{{{_tex(case.title)}}}",
        "year": _year(case),
        "howpublished": _tex(brand.name),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{case.id},", *lines, "  url = {"]), "}\n}"


def _year(case: CaseStudy) -> str:
    date = case.last_reviewed or case.published_on
    return str(date.year) if date else ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _WRITTEN.get(sign[0], f"\\{sign[0]}"), " ".join(text.split()))
