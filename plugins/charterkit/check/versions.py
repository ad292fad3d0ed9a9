"""Versions of charters: each is told once, keys are unique, and no reference names a version that never was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.problems import choice, nearest, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

_NAMES = ("charter", "charter_version")


def keys(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find two clauses of one charter, version or translation with one key."""
    for table in model.tables.values():
        if "key" not in table.by_name or not table.origin.parent:
            continue
        seen: dict[tuple[str, str], Row] = {}
        for row in tables[table.name]:
            key = row.cells.get("key", "")
            if not key or "key" in row.broken:
                continue
            first = seen.setdefault((row.cells[table.primary_key[0]], key), row)
            if first is not row:
                message = f"the clause on line {first.line} has the key `{key}` too"
                yield row.problem("key", message, "Give one of the two another key.", "twice")


def known(tables: Tables) -> dict[str, list[str]]:
    """Give for each charter the versions that the site knows, each once: that of now, then those of before."""
    told = {row.cells.get("id", ""): [row.cells.get("version", "")] for row in tables.get("charters", ())}
    for name in ("charter-versions", "charter-changelog"):
        for row in tables.get(name, ()):
            told.get(row.cells.get("charter", ""), []).append(row.cells.get("version", ""))
    return {charter: [*dict.fromkeys(filter(None, versions))] for charter, versions in told.items()}


def versions(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find versions that are told twice, and references to a version that there never was."""
    if "charters" not in model.tables:
        return
    known = {row.cells.get("id", ""): [row.cells.get("version", "")] for row in tables["charters"]}
    # One that was taken back and emptied has no version to compare with.
    unread = {
        row.cells.get("id", "") for row in tables["charters"] if "version" in row.broken or not row.cells.get("version")
    }
    for row in tables.get("charter-versions", ()):
        told = known.get(row.cells.get("charter", ""))
        version = row.cells.get("version", "")
        if told is None or not version or "version" in row.broken:
            continue
        if version in told:
            message = f"there is a version `{short(version)}` of this charter already"
            yield row.problem("version", message, "Write the version that this record holds.", "twice")
        told.append(version)
    for row in tables.get("charter-changelog", ()):
        known.get(row.cells.get("charter", ""), []).append(row.cells.get("version", ""))
    known = {name: told for name, told in known.items() if name not in unread}
    for table in model.tables.values():
        if set(_NAMES) <= set(table.by_name):
            for row in tables[table.name]:
                yield from _unknown(row, known)


def _unknown(row: Row, known: dict[str, list[str]]) -> Iterator[Problem]:
    charter, version = (row.cells.get(name, "") for name in _NAMES)
    if not version or row.broken.intersection(_NAMES) or charter not in known or version in known[charter]:
        return
    versions = list(dict.fromkeys(v for v in known[charter] if v))
    meant = nearest(version, versions)
    hint = f"Did you mean `{meant}`?" if meant else choice(versions, f"content/charters/{charter}.yml")
    yield row.problem("charter_version", f"`{charter}` has no version `{short(version)}`", hint, "unknown-version")
    row.broken.add("charter_version")
