"""What signing a charter asks of whom, and how to sign: the page before the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter

TABLE = "pledges"


@dataclass(frozen=True)
class Asked:
    """What a charter asks of one audience: its clauses. `title` is empty for all who sign."""

    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class CharterToSign:
    """A charter, and what it asks of whom."""

    title: str
    path: str
    version: str
    owner: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class SigningView:
    """The charters to sign, and the ways to do it: the form of this site, the same for Word, and whom to write to."""

    charters: tuple[CharterToSign, ...]
    form: str
    word: str
    contact: str
    owner: str


def pages(catalogue: Catalogue, forms: Mapping[str, str], downloads: Collection[str]) -> Iterator[page.Page]:
    """Give the page, where there is a charter to sign. `forms` leads from a collection to the form for it."""
    own = catalogue.brand.charter
    charters = [c for c in catalogue.charters.values() if c.status != "archived"]
    charters.sort(key=lambda charter: charter.id != own)
    if not charters:
        return
    word = f"{page.CONTRIBUTE}{TABLE}.docx"
    rows = catalogue.tables.get("brand", [])
    contact = next((row.cells.get("contact_email", "") or row.cells.get("contact", "") for row in rows), "")
    yield page.Page(
        path=page.SIGN,
        title="Sign a charter",
        description="What signing asks of you, and how to do it.",
        template="sign.html",
        view=SigningView(
            tuple(_charter(charter) for charter in charters),
            forms.get(TABLE, ""),
            word if word in downloads else "",
            contact,
            catalogue.brand.owner,
        ),
        kind="Pledges",
        crumbs=(page.Link("Pledges", page.PLEDGES),),
    )


def _charter(charter: Charter) -> CharterToSign:
    asked: dict[str, list[str]] = {}
    orders: dict[str, tuple[bool, int]] = {}
    for section in charter.sections:
        title = section.audience.label if section.audience else ""
        orders[title] = (not title, section.audience.order if section.audience else 0)  # what is for all comes last
        asked.setdefault(title, []).extend(statement.text for statement in section.statements)
    return CharterToSign(
        charter.title,
        page.charter(charter.id),
        charter.version,
        charter.owner,
        tuple(Asked(title, tuple(asked[title])) for title in sorted(asked, key=lambda title: orders[title])),
    )
