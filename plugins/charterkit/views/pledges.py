"""The public list of who signed which charter: by kind of organisation and by area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Pledge, Term


@dataclass(frozen=True)
class Signatory:
    """One organisation: where it is, and when it signed, as text."""

    name: str
    anchor: str
    area: str
    signed: str
    statement: str


@dataclass(frozen=True)
class Kind:
    """The signatories of one kind."""

    term: Term
    plural: str
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True)
class CharterPledges:
    """Who signed one charter."""

    charter: Charter
    path: str
    total: int
    kinds: tuple[Kind, ...]
    areas: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PledgesView:
    """All pledges, charter by charter."""

    total: int
    charters: tuple[CharterPledges, ...]


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give the page of all pledges."""
    view = pledges(catalogue)
    yield page.Page(
        path=page.PLEDGES,
        title="Pledges",
        description=f"{page.counted(view.total, 'organisation')} that pledged to a charter, by kind and by area.",
        template="pledges.html",
        view=view,
        kind="Pledges",
    )


def pledges(catalogue: Catalogue) -> PledgesView:
    """Gather the pledges."""
    shown = list(catalogue.pledges.values())
    by_charter: dict[str, list[Pledge]] = {}
    for pledge in sorted(shown, key=lambda p: (p.organisation.casefold(), p.id)):
        by_charter.setdefault(pledge.charter, []).append(pledge)
    return PledgesView(
        total=len(shown),
        charters=tuple(
            _charter(charter, by_charter[charter.id])
            for charter in catalogue.charters.values()
            if charter.id in by_charter
        ),
    )


def _charter(charter: Charter, signed: list[Pledge]) -> CharterPledges:
    kinds: dict[str, list[Pledge]] = {}
    areas: dict[str, int] = {}
    terms: dict[str, Term] = {}
    for pledge in signed:
        if pledge.organisation_type:
            terms[pledge.organisation_type.id] = pledge.organisation_type
            kinds.setdefault(pledge.organisation_type.id, []).append(pledge)
        if pledge.local_authority:
            areas[pledge.local_authority.label] = areas.get(pledge.local_authority.label, 0) + 1
    return CharterPledges(
        charter=charter,
        path=page.charter(charter.id),
        total=len(signed),
        kinds=tuple(
            Kind(term, term.more.get("plural") or term.label, tuple(_signatory(p) for p in kinds[term.id]))
            for term in sorted(terms.values(), key=lambda term: term.order)
        ),
        areas=tuple(sorted(areas.items(), key=lambda area: (-area[1], area[0]))),
    )


def _signatory(pledge: Pledge) -> Signatory:
    signed = f"{pledge.signed_on.day} {pledge.signed_on:%B %Y}" if pledge.signed_on else str(pledge.signed_year or "")
    area = pledge.local_authority.label if pledge.local_authority else ""
    return Signatory(pledge.organisation, pledge.id, area, signed, pledge.statement)
