"""A case study as a document to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.render.sheets import Sheet

if TYPE_CHECKING:
    from charterkit.views.printables import PrintedCase


def sheet(case: PrintedCase, *, large: bool = False) -> Sheet:
    """Give the case study to be set."""
    return Sheet("case-study", "case", f"The case study \u201c{case.title}\u201d", case, large=large)
