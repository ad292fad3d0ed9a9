"""Dates that cannot be: the order of a record's life, and what has not happened yet."""

from __future__ import annotations

import datetime
from itertools import product
from typing import TYPE_CHECKING

from charterkit import RELEASED, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_ORDERS = (("published_on", "last_reviewed", "review_due"), ("signed_on", "reaffirmed_on"))
_ELSEWHERE = datetime.timedelta(days=1)
"""Somewhere on Earth it is a day later already."""


def dates(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find records whose review lies before what it reviews. Dates of the right form compare as text."""
    for table, order in product(model.tables.values(), _ORDERS):
        present = [name for name in order if name in table.by_name]
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


def ahead(model: DataModel, tables: Tables, today: datetime.date) -> Iterator[Problem]:
    """Find dates of what has happened (`past` in the schema) that lie after the day `today`.

    A clock that is behind the engine's own version is wrong, and is not believed.
    """
    last = (max(today, RELEASED) + _ELSEWHERE).isoformat()
    for table in model.tables.values():
        for field in table.fields:
            for row in tables[table.name] if field.past else ():
                date = row.cells.get(field.name, "")
                if date > last and field.name not in row.broken:
                    message = wording.AHEAD.format(value=date, name=f"`{field.name}`")
                    yield row.problem(field.name, message, wording.AHEAD_HINT, "date-ahead")
