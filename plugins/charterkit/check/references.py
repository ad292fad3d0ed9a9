"""References: every one leads somewhere, not to itself, and stands once in its list.

The foreign keys of the Table Schemas say what refers to what. They are followed here, not by Frictionless, which opens
a table anew for every other that refers to it (measured: more than half of its time on a small site).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit import wording
from charterkit.problems import choice, likely, offered, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, ForeignKey, Table


_BETWEEN = re.compile(r"\s*[,;/+&]\s*")


def references(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find references that lead nowhere."""
    known: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for table in model.tables.values():
        for key in table.foreign_keys:
            if key.fields == table.parent_key:
                continue  # holds by construction
            target = key.table, key.reference_fields
            if target not in known:
                known[target] = {tuple(r.cells.get(name, "") for name in target[1]) for r in tables[key.table]}
            yield from _lost(table, key, known[target], model, tables)


def repetitions(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find tags that stand twice in one list, and records that refer to themselves."""
    for table in model.tables.values():
        own = [key.fields[0] for key in table.foreign_keys if key.table == table.name and len(key.fields) == 1]
        for row in tables[table.name] if own else ():
            for name in own:
                if row.cells.get(name, "") == row.cells.get("id"):
                    yield row.problem(
                        name, f"`{name}` names this record itself", "Name another one, or remove it.", "self"
                    )
        if table.is_link:
            yield from _twice(table, tables[table.name])
        elif table.origin.parent:
            yield from _entries_twice(table, tables[table.name], nests=bool(model.children(table.name)))


def _twice(table: Table, rows: list[Row]) -> Iterator[Problem]:
    only = table.own_fields[0].name
    name = table.origin.list
    to_parent = table.target(only) == table.origin.parent
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        value = row.cells.get(only, "")
        parent = tuple(row.cells[key] for key in table.parent_key)
        if to_parent and (value,) == parent:
            yield row.problem(only, f"`{name}` names this record itself", "Name another one, or remove it.", "self")
        if (*parent, value) in seen:
            message = wording.TWICE.format(value=value, name=f"`{name}`")
            yield row.problem(only, message, wording.TWICE_HINT, "twice")
        seen.add((*parent, value))


def _entries_twice(table: Table, rows: list[Row], *, nests: bool) -> Iterator[Problem]:
    """Find entries of a list that say the same as another, and those whose reference stands once and is repeated.

    Entries that hold lists of their own are not compared: what differs may stand there.
    """
    once = next((field.name for field in table.own_fields if field.once), "")
    if nests and not once:
        return
    name = once or table.own_fields[0].name
    first: dict[tuple[str, ...], Row] = {}
    said: set[tuple[str, ...]] = set()
    for row in rows:
        value = row.cells.get(name, "")
        if row.known or row.broken or not value:
            continue  # what was found right before is not repeated in its own record
        before = first.setdefault((value, *[row.cells[key] for key in table.parent_key]), row)
        if before is row:
            continue
        if once:
            message = wording.TWICE.format(value=short(value), name=f"`{table.origin.list}`")
            yield row.problem(name, message, wording.TWICE_HINT, "twice")
            continue
        said.add(_says(table, before))
        if (whole := _says(table, row)) in said:
            message = wording.ENTRY_TWICE.format(name=f"`{table.origin.list}`")
            yield row.problem("", message, wording.TWICE_HINT, "twice")
        said.add(whole)


def _says(table: Table, row: Row) -> tuple[str, ...]:
    """Give everything that an entry says, and of which record."""
    names = [field.name for field in table.own_fields]
    return tuple([row.cells.get(name, "") for name in (*table.parent_key, *names)])


def _lost(
    table: Table, key: ForeignKey, known: set[tuple[str, ...]], model: DataModel, tables: Tables
) -> Iterator[Problem]:
    """Find the rows whose reference is not known, unless a row whose id could not be read may be meant."""
    if any("" in ids for ids in known):
        return
    for row in tables[table.name]:
        wanted = tuple(row.cells.get(name, "") for name in key.fields)
        if wanted not in known and all(wanted) and not row.broken.intersection(key.fields):
            yield _unknown(row, key, model.tables[key.table], tables[key.table], is_listed=table.is_link)


def _unknown(row: Row, key: ForeignKey, target: Table, rows: list[Row], *, is_listed: bool) -> Problem:
    name = key.fields[-1]
    value = row.cells[name]
    ids = [other.cells[key.reference_fields[-1]] for other in rows]
    labels = {(r.cells.get("label") or r.cells.get("title", "")).casefold(): i for r, i in zip(rows, ids, strict=True)}
    where = target.origin.rows or target.origin.records
    if value.casefold() in labels:
        hint = f"Write its id, `{labels[value.casefold()]}`."
    elif several := _several(value, ids, labels):
        hint = f"Write a line for each: {', '.join(f'`- {one}`' for one in several)}."
        hint = (
            hint if is_listed else f"Only one can stand here: choose from {', '.join(f'`{one}`' for one in several)}."
        )
    else:
        near = likely(value, ids) or [labels[label] for label in likely(value, labels)]
        hint = offered(near) or choice(ids, where)
    message = wording.UNKNOWN.format(value=short(value), table=target.title.lower())
    return row.problem(name, message, hint, "unknown-tag")


def _several(value: str, ids: list[str], labels: dict[str, str]) -> list[str]:
    """Give the ids that somebody wrote in one, as in `poverty, semh`; none where it is not clear that they did."""
    parts = [part for part in _BETWEEN.split(value) if part]
    found = [part if part in ids else labels.get(part.casefold(), "") for part in parts]
    if len(parts) == 1 or not any(found):
        return []
    near = [one or next(iter(likely(part, ids)), "") for part, one in zip(parts, found, strict=True)]
    return list(dict.fromkeys(near)) if all(near) else []
