"""A certificate or a sticker as a sheet to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from charterkit.render.charter_sheets import refuse_bad_marks
from charterkit.render.sheets import Sheet

if TYPE_CHECKING:
    from charterkit.views.printables import PrintedCertificate

_LOW: Final = re.compile(r"[^\W\d_\u0000-\u052f\u1e00-\u1fff]")
"""A letter that is neither Latin, Greek nor Cyrillic."""


def sheet(certificate: PrintedCertificate, *, large: bool = False) -> Sheet:
    """Give the certificate or sticker to be set; `large` print is for certificates, on A3."""
    called = f"The {certificate.kind} of \u201c{certificate.organisation}\u201d"
    refuse_bad_marks(called, certificate.marks)
    tall = _LOW.search(certificate.organisation + certificate.charter) is not None
    return Sheet("certificate", "certificate", called, certificate, {"tall": tall}, large=large)
