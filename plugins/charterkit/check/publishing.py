"""What a record needs before readers may see it, beyond what it needs to be handed in (`to_publish` of a field)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.visibility import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

STATUS = "status"


def publishing(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find public records without a value that their schema asks of them."""
    for table in model.tables.values():
        needed = [field for field in table.own_fields if field.to_publish]
        for row in tables[table.name] if needed else ():
            status = row.cells.get(STATUS, "") or "published"
            if status not in PUBLIC or STATUS in row.broken:
                continue
            for field in needed:
                if not row.cells.get(field.name) and field.name not in row.broken:
                    message = f"`{field.name}` is missing, and the status is {status}"
                    begun = table.by_name[STATUS].initial if STATUS in table.by_name else ""
                    hint = f"Fill it in{f', or let the status be {begun} until you can' if begun else ''}."
                    yield row.problem(field.name, message, hint, "to-publish")
