"""What signing a charter asks of whom, and how to sign: the page before the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page, prints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter
    from charterkit.views.prints import Format

TABLE = "pledges"


@dataclass(frozen=True)
class Asked:
    """What a charter asks of one audience: its clauses. `title` is empty for all who sign."""

    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class CharterToSign:
    """A charter, what it asks of whom, and the forms to sign it on paper."""

    id: str
    title: str
    path: str
    version: str
    owner: str
    asked: tuple[Asked, ...]
    forms: tuple[Format, ...]


@dataclass(frozen=True)
class SigningView:
    """The charters to sign, and the ways to do it: the form of this site, the same for Word, and whom to write to.

    `public` says that everybody can read what is written at `contact_url`; `before` is what to think of before.
    """

    charters: tuple[CharterToSign, ...]
    form: str
    word: str
    contact: str
    contact_url: str
    public: bool
    owner: str
    before: tuple[str, ...]


BEFORE = (
    "Talk it over where you decide such things.",
    "Ask those whom it is about. They can sign too, as a group; nobody's name is ever asked for or shown.",
    "Think of one thing that you will do first. You can say it in your statement, and report later what came of it.",
)
"""What is said before somebody signs, where a site says nothing of its own."""


def pages(
    catalogue: Catalogue, forms: Mapping[str, str], downloads: Collection[str], before: Sequence[str] = BEFORE
) -> Iterator[page.Page]:
    """Give the page, where there is a charter to sign.

    `forms` leads from a collection to the form for it; `before` is what to think of before one signs.
    """
    own = catalogue.brand.charter
    charters = [charter for charter in catalogue.charters.values() if can_sign(charter)]
    charters.sort(key=lambda charter: charter.id != own)
    if not charters:
        return
    word = f"{page.CONTRIBUTE}{TABLE}.docx"
    yield page.Page(
        path=page.SIGN,
        title="Sign a charter",
        description="What signing asks of you, and how to do it.",
        template="sign.html",
        view=SigningView(
            tuple(_charter(charter, downloads) for charter in charters),
            forms.get(TABLE, ""),
            word if word in downloads else "",
            catalogue.brand.contact_email,
            catalogue.brand.contact_url,
            bool(catalogue.brand.contact_url_is_public),
            catalogue.brand.owner,
            tuple(before),
        ),
        kind="Pledges",
        crumbs=(page.Link("Pledges", page.PLEDGES),),
    )


def can_sign(charter: Charter) -> bool:
    """Say whether a charter can be signed still."""
    return charter.status != "archived"


def asked(charter: Charter, *, short: bool = False) -> tuple[Asked, ...]:
    """Give what a charter asks, by audience; what it asks of all comes last, in `short` as its poster has it."""
    in_short = short and prints.has_short_poster(charter)
    found: dict[str, list[str]] = {}
    orders: dict[str, tuple[bool, int]] = {}
    for section in charter.sections:
        if in_short and not section.audience and not section.on_poster:
            continue
        title = section.audience.label if section.audience else ""
        orders[title] = (not title, section.audience.order if section.audience else 0)
        found.setdefault(title, []).extend(statement.text for statement in section.statements)
    return tuple(Asked(title, tuple(found[title])) for title in sorted(found, key=lambda title: orders[title]))


def _charter(charter: Charter, downloads: Collection[str]) -> CharterToSign:
    return CharterToSign(
        charter.id,
        charter.title,
        page.charter(charter.id),
        charter.version,
        charter.owner,
        asked(charter),
        tuple(form for form in prints.to_sign(charter) if form.path in downloads),
    )
