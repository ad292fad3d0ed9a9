"""Keeps the text of a charter as it was, for what was signed, and for the next version to be compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charterkit import writing
from charterkit.originals import kept_as
from charterkit.problems import CharterkitError
from charterkit.schema import Field, Table

if TYPE_CHECKING:
    import datetime

    from charterkit.schema import DataModel

CHARTERS, VERSIONS = "charters", "charter-versions"
_STATUS, _SHOWN = "status", "published"


def earlier(model: DataModel, charter: str, was: writing.Record, day: datetime.date) -> tuple[str, str]:
    """Give the path and the text of the record of an earlier version.

    `was` is the charter's record as it was, `day` when the next version takes its place. What the schema of earlier
    versions does not have is left out. Raises `CharterkitError` where there is no version, and `CannotWrite`.
    """
    table = model.tables[VERSIONS]
    version = was.get("version", "")
    if not isinstance(version, str) or not version:
        raise CharterkitError(f"`{charter}` says no `version`, so nobody could name what is kept. Write one first.")
    values = _fitting(model, table, was)
    values |= {"charter": charter, "superseded_on": day.isoformat()}
    if values.get(_STATUS) not in table.by_name[_STATUS].choices:
        values[_STATUS] = _SHOWN
    return f"{table.origin.records}/{kept_as(charter, version)}.yml", writing.record(model, table, values)


def _fitting(model: DataModel, table: Table, values: writing.Record) -> dict[str, Any]:
    """Give the values that a table knows, and of each list those that its own table does."""
    kept: dict[str, Any] = {}
    for name, part in writing.ordered(model, table):
        value = values.get(name)
        if isinstance(part, Field):
            if isinstance(value, str):
                kept[name] = value
        elif isinstance(value, list):
            items = [item if isinstance(item, str) else _fitting(model, part, item) for item in value]
            kept[name] = [item for item in items if isinstance(item, str) == part.is_link]
    return kept
