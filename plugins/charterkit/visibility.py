"""What readers may see: the tables without drafts, withdrawn records, and whatever hangs on them.

Everything that is published, pages and open data alike, is made from these tables, so that a withdrawn record cannot
survive in some list: its own row goes, the rows of its lists go, links to it go, and an optional reference to it is
emptied. A record that cannot do without a hidden one (a pledge to a withdrawn charter) is hidden too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

PUBLIC = frozenset({"published", "archived", "renewal due"})
"""The statuses that readers may see."""


def public(model: DataModel, tables: Tables) -> Tables:
    """Give the rows of `tables` that may be published; the rows given are not changed."""
    shown: Tables = {
        name: [row for row in rows if (row.cells.get("status") or "published") in PUBLIC]
        for name, rows in tables.items()
    }
    hidden = _hidden(model, tables, shown)
    while any(hidden.values()):
        kept = {name: _kept(model.tables[name], rows, hidden) for name, rows in shown.items()}
        hidden = _hidden(model, shown, kept)
        shown = kept
    return shown


def _hidden(model: DataModel, before: Tables, after: Tables) -> dict[str, set[tuple[str, ...]]]:
    """Give the primary keys of the rows that were there before and are not there after, by table."""
    gone: dict[str, set[tuple[str, ...]]] = {}
    for name, rows in before.items():
        if len(rows) != len(after[name]):
            kept = {id(row) for row in after[name]}
            key = model.tables[name].primary_key
            gone[name] = {tuple(row.cells.get(k, "") for k in key) for row in rows if id(row) not in kept}
    return gone


def _kept(table: Table, rows: list[Row], hidden: dict[str, set[tuple[str, ...]]]) -> list[Row]:
    keys = [key for key in table.foreign_keys if hidden.get(key.table)]
    if not keys:
        return rows
    kept = []
    for row in rows:
        lost = [k for k in keys if tuple(row.cells.get(name, "") for name in k.fields) in hidden[k.table]]
        if not lost:
            kept.append(row)
        elif not table.is_link and not any(table.by_name[name].required for k in lost for name in k.fields):
            cleared = {name: "" for k in lost for name in k.fields}
            kept.append(replace(row, cells={**row.cells, **cleared}))
    return kept
