"""Dates that cannot be: the order of a record's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_ORDER = ("published_on", "last_reviewed", "review_due")


def dates(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find records whose review lies before what it reviews. Dates of the right form compare as text."""
    for table in model.tables.values():
        present = [name for name in _ORDER if name in table.by_name]
        for row in tables[table.name] if len(present) > 1 else ():
            latest = ""
            for name in present:
                date = row.cells.get(name, "")
                if not date or name in row.broken:
                    continue
                if latest and date < row.cells[latest]:
                    message = f"`{name}` ({date}) is before `{latest}` ({row.cells[latest]})"
                    yield row.problem(name, message, "Correct one of the two dates.", "date-order")
                    row.broken.add(name)
                else:
                    latest = name
