"""Dates that cannot be: the order of a record's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_ORDER = (("published_on", "last_reviewed"), ("published_on", "review_due"), ("last_reviewed", "review_due"))


def dates(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find records whose review lies before what it reviews. ISO dates compare as text."""
    for table in model.tables.values():
        pairs = [(a, b) for a, b in _ORDER if a in table.by_name and b in table.by_name]
        for row in tables[table.name] if pairs else ():
            for first, second in pairs:
                early, late = row.cells.get(first, ""), row.cells.get(second, "")
                if early and late and late < early:
                    message = f"`{second}` ({late}) is before `{first}` ({early})"
                    yield row.problem(second, message, "Correct one of the two dates.", "date-order")
