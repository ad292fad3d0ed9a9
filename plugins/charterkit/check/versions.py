"""Versions of charters: each is told once, keys are unique, and no reference names a version that never was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit import wording
from charterkit.originals import kept_as
from charterkit.problems import choice, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

_NAMES = ("charter", "charter_version")
_OLD = "charter-versions"


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
    told = {(row.cells.get("id", ""), row.cells.get("version", "")) for row in tables["charters"]}
    charters = {charter for charter, _ in told}
    for row in tables.get(_OLD, ()):
        one = row.cells.get("charter", ""), row.cells.get("version", "")
        if one[0] not in charters or not one[1] or "version" in row.broken:
            continue
        if one in told:
            message = f"there is a version `{short(one[1])}` of this charter already"
            yield row.problem("version", message, "Write the version that this record holds.", "twice")
        told.add(one)
    # One that was taken back and emptied has no version to compare with.
    unread = {
        row.cells.get("id", "") for row in tables["charters"] if "version" in row.broken or not row.cells.get("version")
    }
    there = {charter: found for charter, found in known(tables).items() if charter not in unread}
    for table in model.tables.values():
        if set(_NAMES) <= set(table.by_name):
            yield from _unknown(table, model, tables, there)


def _unknown(table: Table, model: DataModel, tables: Tables, known: dict[str, list[str]]) -> Iterator[Problem]:
    """Find versions that are referred to and of which nothing is kept.

    When a charter has a new version, all that was agreed to before names the last one: nothing is wrong with any of it,
    but the last one was not kept, so that is told once, of the charter. One among others may be a slip. No version is
    offered in the place of another: to follow that would change what somebody has agreed to.
    """
    right: set[str] = set()
    lost: dict[tuple[str, str], list[Row]] = {}
    for row in tables[table.name]:
        charter, version = (row.cells.get(name, "") for name in _NAMES)
        if not version or charter not in known or row.broken.intersection(_NAMES):
            continue
        if version in known[charter]:
            right.add(charter)
        else:
            lost.setdefault((charter, version), []).append(row)
    charters = {row.cells.get("id", ""): row for row in tables["charters"]}
    what = table.title.lower()
    for (charter, version), rows in lost.items():
        for row in rows:
            row.broken.add("charter_version")
        whole, kept = charters[charter], _kept(model, charter, version)
        if len(rows) == 1 and charter in right:
            there = choice(dict.fromkeys(filter(None, known[charter])), whole.path)
            hint = f"Write the version that was agreed to. {there} If it is right as it is, {kept}"
            message = wording.NO_VERSION.format(of=charter, value=short(version))
            yield rows[0].problem("charter_version", message, hint, "unknown-version")
        else:
            number = f"{len(rows)} of the {what} name" if len(rows) > 1 else f"one of the {what} names"
            message = f"{number} version `{short(version)}`, of which no record is kept"
            hint = f"Leave the {what} as they are, since that is what was agreed to, and {kept}"
            yield whole.problem("version", message, hint, "unknown-version")


def _kept(model: DataModel, charter: str, version: str) -> str:
    """Say how an earlier version is kept."""
    changelog = f"name the version under `changelog` in {charter}.yml."
    if _OLD not in model.tables:
        return changelog
    kept = f"{model.tables[_OLD].origin.records}/{kept_as(charter, version)}.yml"
    return (
        f"keep its text: `charterkit keep {charter} --was FILE` writes {kept} from a copy of the record as it was; "
        f"if that is lost, {changelog}"
    )
