"""A worksheet as a sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.render.sheets import Sheet

if TYPE_CHECKING:
    from charterkit.views.worksheet_prints import PrintedWorksheet


def sheet(worksheet: PrintedWorksheet, *, large: bool = False) -> Sheet:
    """Give the worksheet to be set."""
    return Sheet("worksheet", "worksheet", f"The worksheet \u201c{worksheet.title}\u201d", worksheet, large=large)
