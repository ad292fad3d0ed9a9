"""What an organisation gets that has signed a charter: a certificate, a sticker for a window, and the same as text."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.model import Pledge
from charterkit.views import languages, page
from charterkit.views.printables import PrintedCertificate
from charterkit.views.printing import printed_charter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter
    from charterkit.views.printables import PrintedCharter

CERTIFICATES = "certificates"
"""The capability that publishes them."""

MANY = 2000
"""From how many pledges on a build says how long it takes."""


def certificate_path(pledge: str) -> str:
    """Give where the certificate of a pledge is published."""
    return f"{page.pledge(pledge)}certificate.pdf"


def large_path(pledge: str) -> str:
    """Give where the certificate of a pledge in large print is published."""
    return f"{page.pledge(pledge)}certificate-large.pdf"


def sticker_path(pledge: str) -> str:
    """Give where the sticker of a pledge is published."""
    return f"{page.pledge(pledge)}sticker.pdf"


def text_path(pledge: str) -> str:
    """Give where the certificate of a pledge is published as plain text."""
    return f"{page.pledge(pledge)}certificate.txt"


def paths(catalogue: Catalogue) -> Iterator[str]:
    """Give the path of everything that is published here."""
    for key in signed(catalogue):
        yield from (certificate_path(key), large_path(key), sticker_path(key), text_path(key))


def signed(catalogue: Catalogue) -> dict[str, Pledge]:
    """Give the pledges that there is something to say of: those whose charter is published."""
    return {key: pledge for key, pledge in catalogue.pledges.items() if pledge.charter in catalogue.charters}


def certificates(
    catalogue: Catalogue, site_url: str, pages: Collection[str]
) -> Iterator[tuple[Pledge, PrintedCertificate]]:
    """Give the certificate of every pledge. `pages` are the paths of the site's pages: not every site has one a pledge.

    `site_url` is where the site is published, or empty.
    """
    of: dict[str, PrintedCharter] = {}
    for pledge in signed(catalogue).values():
        charter = catalogue.charters[pledge.charter]
        if charter.id not in of:
            of[charter.id] = printed_charter(catalogue, charter, site_url)
        own = page.pledge(pledge.id)
        address = own if own in pages else f"{page.PLEDGES}#{charter.id}"
        url = f"{site_url.rstrip('/')}/{address}" if site_url else ""
        yield pledge, _certificate(pledge, charter, of[charter.id], url)


def sticker(certificate: PrintedCertificate) -> PrintedCertificate:
    """Give the sticker that belongs to a certificate."""
    return replace(certificate, kind="sticker", title=f"{certificate.words.we_signed}: {certificate.charter}")


def specimen(catalogue: Catalogue, charter: Charter, site_url: str, organisation: str) -> PrintedCertificate:
    """Give a certificate that nobody has, to show what it looks like."""
    printed = printed_charter(catalogue, charter, site_url)
    pledge = Pledge(id="", path="", organisation=organisation, charter=charter.id, charter_version=charter.version)
    return _certificate(pledge, charter, printed, printed.url)


def timestamp(pledge: Pledge) -> int:
    """Give the date of a pledge, in seconds since 1970, so that another record's date does not change its print."""
    date = pledge.signed_on or (datetime.date(pledge.signed_year, 1, 1) if pledge.signed_year else None)
    return calendar.timegm(date.timetuple()) if date else 0


def _certificate(pledge: Pledge, charter: Charter, printed: PrintedCharter, url: str) -> PrintedCertificate:
    words = printed.words
    version = pledge.charter_version
    facts = [
        (words.signed_on, _signed(pledge, printed.language)),
        (words.affirmed_on, _day(pledge.reaffirmed_on, printed.language)),
        (words.signed_by, pledge.signed_by_role),
    ]
    return PrintedCertificate(
        kind="certificate",
        title=f"{words.certificate}: {pledge.organisation}",
        organisation=pledge.organisation,
        charter=charter.title,
        said=", ".join(
            part
            for part in (
                printed.owner,
                f"{words.version}\u00a0{version}" if version[:1].isdecimal() else version,
            )
            if part
        ),
        facts=tuple((label, text) for label, text in facts if text),
        unofficial=printed.unofficial,
        source_line=f"{words.source} {printed.source_line}" if printed.source_line else "",
        language=printed.language,
        direction=printed.direction,
        url=url,
        marks=printed.marks,
        words=words,
    )


def _signed(pledge: Pledge, language: str) -> str:
    """Say when it was signed."""
    return _day(pledge.signed_on, language) or str(pledge.signed_year or "")


def _day(date: datetime.date | None, language: str) -> str:
    """Write a date, or nothing; names of months are known in English only."""
    if date and language.partition("-")[0].lower() == languages.ENGLISH:
        return f"{date.day} {date:%B %Y}"
    return date.isoformat() if date else ""
