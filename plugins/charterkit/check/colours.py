"""Colours that cannot be read on the page (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.colour import NIGHT, PAPER, TEXT_CONTRAST, contrast, nearest_readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_GROUNDS = {"paper": ("the light page", PAPER), "night": ("the dark page", NIGHT)}
_WRITTEN = 7  # "#rrggbb"; anything else already breaks the field's pattern


def colours(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find colours with too little contrast on the ground that their schema names as `readable_on`."""
    for table in model.tables.values():
        grounds = {f.name: _GROUNDS[f.readable_on] for f in table.fields if f.readable_on in _GROUNDS}
        for row in tables[table.name] if grounds else ():
            for name, (called, ground) in grounds.items():
                colour = row.cells.get(name, "")
                if len(colour) != _WRITTEN or not colour.startswith("#"):
                    continue
                try:
                    found = contrast(colour, ground)
                except ValueError:
                    continue
                if found < TEXT_CONTRAST:
                    message = f"{colour} cannot be read on {called}: contrast {found:.1f}, needed {TEXT_CONTRAST}"
                    hint = f"The nearest colour that can is {nearest_readable(colour, ground)}."
                    yield row.problem(name, message, hint, "contrast")
