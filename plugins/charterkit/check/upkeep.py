"""What goes stale by itself or is left behind: nothing that a build must stop for.

A build gives the same bytes for the same input, next year too, so it does not ask what day it is and does not look for
any of this. `charterkit check` does, with the day that it is given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.problems import Problem
from charterkit.schema import VERSION_OF
from charterkit.visibility import PUBLIC

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.check.rules import Rule
    from charterkit.check.words import Words
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

_DATE = len("2026-03-31")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".heic", ".tif", ".tiff"})
_OWN_FOLDERS = ("content/",)  # in data/ there is more than what records name


def upkeep(model: DataModel, tables: Tables, words: Words, root: Path, today: datetime.date) -> Iterator[Problem]:
    """Find what has gone stale on the day `today`, links to what readers cannot see, and files that nobody names."""
    day = today.isoformat()
    for table in model.tables.values():
        yield from _overdue(table, tables[table.name], day)
        yield from _expired(table, tables[table.name], day)
        yield from _stale(table, tables[table.name], today, words)
        yield from _behind(table, tables)
        yield from _hidden(model, table, tables)
        yield from _circles(table, tables[table.name])
    yield from _unused(model, tables, root)


def _overdue(table: Table, rows: list[Row], day: str) -> Iterator[Problem]:
    for row in rows if "review_due" in table.by_name else ():
        due = _date(row, "review_due")
        if due and due < day and _is_public(row):
            yield _problem(row, "review_due", f"the review was due on {due}", rules.REVIEW_DUE)


def _expired(table: Table, rows: list[Row], day: str) -> Iterator[Problem]:
    for row in rows if "consent_until" in table.by_name else ():
        until = _date(row, "consent_until")
        if until and until < day and _is_public(row):
            yield _problem(row, "consent_until", f"consent ended on {until}", rules.CONSENT_EXPIRED)


def _stale(table: Table, rows: list[Row], today: datetime.date, words: Words) -> Iterator[Problem]:
    """Find stories of one person that were last reviewed too many years ago."""
    if not {"subject", "reviewed_on"} <= table.by_name.keys() or not words.review_years:
        return
    oldest = f"{today.year - words.review_years:04}{today.isoformat()[4:]}"
    for row in rows:
        reviewed = _date(row, "reviewed_on")
        if row.cells.get("subject") == "individual" and reviewed and reviewed < oldest and _is_public(row):
            message = f"the safeguarding review is from {reviewed}, more than {words.review_years} years ago"
            yield _problem(row, "reviewed_on", message, rules.REVIEW_STALE)


def _behind(table: Table, tables: Tables) -> Iterator[Problem]:
    """Find records whose `…_version` is not the version of the record to which `…` refers: a problem for each version.

    There may be thousands, and one decision is due on all of them, so the first stands for the rest.
    """
    for key in table.foreign_keys:
        name = f"{key.fields[0]}{VERSION_OF}"
        if name not in table.by_name:
            continue
        now = {row.cells.get("id", ""): row.cells.get("version", "") for row in tables[key.table]}
        found: dict[tuple[str, str], list[Row]] = {}
        for row in tables[table.name]:
            own, version = row.cells.get(name, ""), now.get(row.cells.get(key.fields[0], ""), "")
            if own and version and own != version and name not in row.broken and _is_public(row):
                found.setdefault((row.cells[key.fields[0]], own), []).append(row)
        for (of, own), rows in found.items():
            more = f" (and of {len(rows) - 1} more)" if len(rows) > 1 else ""
            message = f"`{name}`{more} is {own}; `{of}` is now version {now[of]}"
            yield _problem(rows[0], name, message, rules.VERSION_BEHIND)


def _hidden(model: DataModel, table: Table, tables: Tables) -> Iterator[Problem]:
    """Find published records that name a record of the same kind that readers cannot see."""
    whole = model.tables[table.origin.parent] if table.is_link else table
    if "status" not in whole.by_name:
        return
    for name in [key.fields[0] for key in table.foreign_keys if key.table == whole.name and len(key.fields) == 1]:
        if name in table.parent_key:
            continue
        # What is withdrawn is another rule's business (`check/withdrawn.py`), which holds on every day.
        # A status that is misspelt says nothing of who sees the record.
        rows = [r for r in tables[whole.name] if not whole.is_withdrawn(r.cells) and "status" not in r.broken]
        status = {row.cells.get("id", ""): row.cells.get("status", "") for row in rows}
        for row in tables[table.name]:
            value = row.cells.get(name, "")
            own = status.get(row.cells[table.parent_key[0]] if table.is_link else row.cells.get("id", ""), "")
            if own in PUBLIC and value in status and status[value] and status[value] not in PUBLIC:
                called = table.origin.list or name
                message = f"`{called}` names `{value}`, which readers cannot see: its status is {status[value]}"
                yield _problem(row, name, message, rules.LINK_HIDDEN)


def _circles(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """Find records that replace each other in a circle; one problem a circle, at the record with the first id."""
    if "replaces" not in table.by_name:
        return
    by_id = {row.cells.get("id", ""): row for row in rows}
    after = {key: row.cells.get("replaces", "") for key, row in by_id.items()}
    done: set[str] = set()
    for first in sorted(after):
        path: dict[str, None] = {}
        place = first
        while place in after and place not in done and place not in path:
            path[place] = None
            place = after[place]
        if place in path:
            circle = list(path)[list(path).index(place) :]
            if len(circle) > 1:  # one that replaces itself is an error already
                message = f"these take each other's place: {', '.join(f'`{key}`' for key in sorted(circle))}"
                yield _problem(by_id[min(circle)], "replaces", message, rules.REPLACES_CYCLE)
        done.update(path)


def _unused(model: DataModel, tables: Tables, root: Path) -> Iterator[Problem]:
    """Find files that no record names, in folders that are there for files that records name."""
    named: dict[str, set[str]] = {}
    for table in model.tables.values():
        for field in table.fields:
            if field.file_in.startswith(_OWN_FOLDERS):
                named.setdefault(field.file_in, set()).update(r.cells.get(field.name, "") for r in tables[table.name])
    endings = {f".{name.rpartition('.')[2]}" for names in named.values() for name in names} | _PICTURES
    for folder, names in named.items():
        top = root / folder
        for path in sorted(top.iterdir()) if top.is_dir() else ():
            is_one = path.suffix.lower() in endings and not path.name.startswith(".") and not path.is_symlink()
            if is_one and path.is_file() and path.name not in names:
                message = f"no record names the file {folder}/{path.name}"
                unused = rules.FILE_UNUSED
                yield Problem(f"{folder}/{path.name}", 1, 1, message, unused.settle, unused.name, unused.severity)


def _date(row: Row, name: str) -> str:
    """Give a date as it is written, which compares as text; an empty text where there is none to go by."""
    written = row.cells.get(name, "")
    return written if len(written) == _DATE and name not in row.broken else ""


def _is_public(row: Row) -> bool:
    return row.cells.get("status", "published") in PUBLIC


def _problem(row: Row, name: str, message: str, rule: Rule) -> Problem:
    return replace(row.problem(name, message, rule.settle, rule.name), severity=rule.severity)
