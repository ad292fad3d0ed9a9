"""What a record says in words, as a fingerprint: by it a translation knows whether its original has moved on.

Only what is translated counts. A new tag, date or key leaves the fingerprint as it was.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from charterkit.records import Row, Tables

Key = tuple[str, ...]

_LENGTH = 12
_LONGEST_ID = 64
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_OWN = ("title", "short_title", "summary", "aspiration", "introduction")
_SECTION = ("heading", "introduction")
_STATEMENT = ("text", "so")


class Original:
    """The texts of one record of sections and statements, with the rows that they stand in.

    `sections` are its sections in order, `statements` and `by` those below a section and a statement.
    """

    def __init__(self, row: Row, sections: list[Row], statements: list[Row], by: list[Row]) -> None:
        """Bring the rows that hang on `row` into order."""
        self.row = row
        self.sections = sections
        self.statements = _grouped(statements, ("section",))
        self.by = _grouped(by, ("section", "statement"))

    @cached_property
    def fingerprint(self) -> str:
        """Give the fingerprint of the texts."""
        return hashlib.sha256("\x1f".join(self._texts()).encode()).hexdigest()[:_LENGTH]

    def _texts(self) -> Iterator[str]:
        yield from _cells(self.row, _OWN)
        for section in self.sections:
            place = section.cells["position"]
            yield "section"
            yield from _cells(section, _SECTION)
            for statement in self.statements.get((place,), ()):
                yield "statement"
                yield from _cells(statement, _STATEMENT)
                yield from (way.cells.get("text", "") for way in self.by.get((place, statement.cells["position"]), ()))


class Originals:
    """Finds the texts of charters and of their translations."""

    def __init__(self, tables: Tables) -> None:
        """Look at the tables once, whatever is asked for."""
        self.tables = tables
        self.groups: dict[str, dict[Key, list[Row]]] = {}
        self.known: dict[str, Original] = {}

    def charter(self, row: Row) -> Original:
        """Gather a charter."""
        key = row.cells.get("id", "")
        if key not in self.known:
            names = ("charter-sections", "charter-statements", "charter-statement-by")
            self.known[key] = Original(row, *(self.below(name, "charter", key) for name in names))
        return self.known[key]

    def translation(self, row: Row) -> Original:
        """Gather a charter's translation in the same way."""
        key = row.cells.get("id", "")
        names = ("charter-translation-sections", "charter-translation-statements", "charter-translation-by")
        return Original(row, *(self.below(name, "translation", key) for name in names))

    def below(self, table: str, parent: str, key: str) -> list[Row]:
        """Give the rows of `table` whose column `parent` holds `key`."""
        if table not in self.groups:
            self.groups[table] = _grouped(self.tables.get(table, []), (parent,))
        return self.groups[table].get((key,), [])


def kept_as(charter: str, version: str) -> str:
    """Give the id of the record that keeps a version of a charter."""
    return f"{charter}-{_NOT_IN_IDS.sub('-', version.lower()).strip('-')}"[:_LONGEST_ID].rstrip("-")


def _cells(row: Row, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield " ".join(row.cells.get(name, "").split())


def _grouped(rows: list[Row], names: tuple[str, ...]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.cells.get(name, "") for name in names), []).append(row)
    return groups
