"""A charter as a sheet to print, and what of a charter cannot be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from charterkit.render.sheets import COLOUR, PrintError, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.views.printables import PrintedCharter, PrintedMark

Paper = Literal["a4", "a3"]

_PATH: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{2,600}")


def sheet(
    template: str, charter: PrintedCharter, paper: Paper = "a4", *, booklet: bool = False, large: bool = False
) -> Sheet:
    """Give the charter to be set by `template`; posters and table signs can be set on A3, the latter in `large` print.

    `booklet` asks the template of large print for what a booklet has besides the clauses.
    """
    called = f"The charter \u201c{charter.title}\u201d"
    clauses = (clause for part in charter.sections for clause in part.clauses)
    refuse_bad_marks(called, [*charter.marks, *(mark for clause in clauses for mark in clause.marks)])
    return Sheet(template, "charter", called, charter, {"booklet": True} if booklet else {}, paper, large)


def refuse_bad_marks(called: str, used: Iterable[PrintedMark]) -> None:
    """Hold what becomes part of an SVG image to the letters that a path and a colour can have."""
    for mark in used:
        if mark.colour is not None and not COLOUR.fullmatch(mark.colour):
            raise PrintError(
                f"{called}: the colour {mark.colour!r} of mark {mark.number} is not one; write it as #rrggbb."
            )
        if mark.path is not None and not _PATH.fullmatch(mark.path):
            raise PrintError(f"{called}: the shape of mark {mark.number} is not the path data of an SVG.")
