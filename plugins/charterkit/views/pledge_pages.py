"""A page for each pledge: who signed, when and where, what they report since, and the badge to show it by."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import certificates, page
from charterkit.views.pledges import TABLE, listing, signed_year

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Action, Charter, Fact, Pledge, Term
    from charterkit.views.pledges import Source


@dataclass(frozen=True)
class Done:
    """What a signatory reports under one principle; `mark` is None for what it puts under none."""

    mark: page.Mark | None
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class PledgeView:
    """One pledge. `newer` is the charter's version now, where the pledge is to an older one."""

    organisation: str
    kind: page.Link | None
    area: page.Link | None
    charter: page.Link
    version: str
    newer: str
    due: bool
    review_due: str
    signed: str
    reaffirmed: str
    role: str
    statement: str
    urn: str
    extra: tuple[Fact, ...]
    done: tuple[Done, ...]
    badge: str
    code: str
    certificate: str
    large: str
    sticker: str
    plain: str


@dataclass(frozen=True)
class Badge:
    """What a badge says: the charter's name in lines that fit, and when it was signed."""

    lines: tuple[str, ...]
    signed: str
    site: str
    accent: str


def pages(made: Source) -> Iterator[page.Page]:
    """Give a page for each pledge, where a site wants them."""
    done = _done(made.catalogue)
    for one in made.listed if made.settings.pages else ():
        pledge = one.pledge
        charter = made.catalogue.charters[pledge.charter]
        yield page.Page(
            path=page.pledge(pledge.id),
            title=pledge.organisation,
            description=f"{pledge.organisation} has signed: {charter.title}.",
            template="pledge.html",
            view=_view(made, pledge, charter, done.get(pledge.id, ())),
            kind="Pledge",
            source=pledge.path,
            alike=True,
            crumbs=(page.Link("Pledges", page.PLEDGES),),
            record=(TABLE, pledge.id),
        )


def badges(made: Source) -> Iterator[tuple[str, Badge]]:
    """Give the path of each pledge's badge, and what it says. Many say the same."""
    brand = made.catalogue.brand
    accent = brand.accent or "#0b5c63"
    lines = {key: _lines(charter.short_title or charter.title) for key, charter in made.catalogue.charters.items()}
    for one in made.listed if made.settings.pages else ():
        year = signed_year(one.pledge)
        signed = f"Signed {year}" if year else "Signed"
        yield badge_path(one.pledge.id), Badge(lines.get(one.pledge.charter, ()), signed, brand.name, accent)


def badge_path(pledge: str) -> str:
    """Give where the badge of a pledge is published."""
    return f"{page.pledge(pledge)}badge.svg"


def signed(pledge: Pledge) -> str:
    """Give when it was signed, as text."""
    return _day(pledge.signed_on) or str(pledge.signed_year or "")


def _day(date: datetime.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else ""


def _view(made: Source, pledge: Pledge, charter: Charter, done: tuple[Done, ...]) -> PledgeView:
    listed_by = {facet.field for facet in made.facets}
    made_of = (
        certificates.certificate_path,
        certificates.large_path,
        certificates.sticker_path,
        certificates.text_path,
    )
    paths = (path(pledge.id) for path in made_of)
    certificate, large, sticker, plain = (path if path in made.settings.downloads else "" for path in paths)
    return PledgeView(
        organisation=pledge.organisation,
        kind=_term_link(pledge.organisation_type, "organisation_type", listed_by),
        area=_term_link(pledge.local_authority, "local_authority", listed_by),
        charter=page.Link(charter.title, page.charter(charter.id)),
        version=pledge.charter_version,
        newer=charter.version if charter.version != pledge.charter_version else "",
        due=pledge.status == "renewal due",
        review_due=_day(pledge.review_due),
        signed=signed(pledge),
        reaffirmed=_day(pledge.reaffirmed_on),
        role=pledge.signed_by_role,
        statement=pledge.statement,
        urn=pledge.urn,
        extra=pledge.extra,
        done=done,
        badge=badge_path(pledge.id),
        code=_code(made.settings.address, pledge, charter),
        certificate=certificate,
        large=large,
        sticker=sticker,
        plain=plain,
    )


def _code(address: str, pledge: Pledge, charter: Charter) -> str:
    """Give the HTML by which a signatory shows its badge; every value in it is escaped."""
    if not address:
        return ""
    where = html.escape(f"{address.rstrip('/')}/{page.pledge(pledge.id)}")
    says = html.escape(f"{pledge.organisation} has signed: {charter.title}")
    return f'<a href="{where}"><img src="{where}badge.svg" width="240" height="80" alt="{says}"></a>'


def _done(catalogue: Catalogue) -> dict[str, tuple[Done, ...]]:
    """Gather what signatories report, by pledge and by principle, the newest first."""
    by: dict[str, dict[str, list[Action]]] = {}
    newest = sorted(catalogue.actions.values(), key=lambda a: (str(a.done_on or ""), a.id), reverse=True)
    for action in newest:
        by.setdefault(action.pledge, {}).setdefault(action.principle, []).append(action)
    marks = {key: page.mark(principle) for key, principle in catalogue.principles.items()}
    order = {key: place for place, key in enumerate(marks)}
    return {
        pledge: tuple(
            Done(marks.get(key), tuple(actions))
            for key, actions in sorted(found.items(), key=lambda item: order.get(item[0], len(order)))
        )
        for pledge, found in by.items()
    }


def _term_link(term: Term | None, name: str, listed_by: Collection[str]) -> page.Link | None:
    return page.Link(term.label, listing(name, term.id) if name in listed_by else "") if term else None


def _lines(title: str, width: int = 22) -> tuple[str, ...]:
    """Part a title into the two lines for which a badge has room."""
    lines: list[str] = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= width else f"{line[: width - 1]}…" for line in lines[:2]]
    if len(lines) > len(kept):
        kept[-1] = f"{kept[-1][: width - 1]}…"
    return tuple(kept)
