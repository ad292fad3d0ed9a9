"""Former ids: the addresses that a record had before. Each belongs to one record, and to none that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel, Table

LIST = "former_ids"
"""The list of a record that holds them."""


def former_ids(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find former ids that are somebody's id, or that two records claim. What is left cannot lead in a circle."""
    for name, table in model.tables.items():
        child = model.lists(name).get(LIST)
        if child is not None and child.is_link:
            yield from _claimed_twice(table, child, tables)


def _claimed_twice(table: Table, child: Table, tables: Tables) -> Iterator[Problem]:
    only = child.own_fields[0].name
    ids = {row.cells.get("id", ""): row for row in tables[table.name]}
    claimed: dict[str, str] = {}
    for row in tables[child.name]:
        former, own = row.cells.get(only, ""), row.cells[child.parent_key[0]]
        if only in row.broken or not former:
            continue
        if former == own:
            hint = "Write the name that the file had before, or remove the line."
            yield row.problem(only, f"`{former}` is the id that this record has now", hint, "former-id")
        elif former in ids:
            hint = f"An address has one page. Remove the line, or remove {ids[former].path}."
            yield row.problem(only, f"`{former}` is the id of another record", hint, "former-id")
        elif former in claimed:
            if claimed[former] != own:  # twice in one list is said of every list
                message = f"`{former}` is a former id of `{claimed[former]}` too"
                yield row.problem(only, message, "Keep it where its old address shall lead.", "former-id")
        else:
            claimed[former] = own
