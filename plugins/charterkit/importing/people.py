"""Takes out of what is imported whatever could lead to a person, before anything is written.

A cell in which the rules of `charterkit check` find somebody is left out whole, and told by its place and not by its
words: what it says beside them cannot be told apart from them by a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charterkit.check.traces import Traces
from charterkit.check.words import words
from charterkit.importing import Left

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from charterkit.records import Tables
    from charterkit.schema import DataModel, Field, Table


class People:
    """Looks for people in the values of records, with the words of the site."""

    def __init__(self, model: DataModel, tables: Tables) -> None:
        """Read the words."""
        self.model = model
        self.traces = Traces(words(model, tables))

    def without(self, table: Table, values: Mapping[str, Any], where: str) -> tuple[dict[str, Any], list[Left]]:
        """Give the values of a record without the texts that name somebody, and what was left out of it."""
        left: list[Left] = []
        return self._kept(table, values, where, "", left), left

    def _kept(self, table: Table, values: Mapping[str, Any], where: str, path: str, left: list[Left]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        lists = self.model.lists(table.name)
        for name, value in values.items():
            at = f"{path}{name}"
            if isinstance(value, list):
                kept[name] = [*self._entries(lists[name], value, where, at, left)] if name in lists else value
            elif not (looks := self._looks(table.by_name.get(name), value)):
                kept[name] = value
            else:
                left.append(_left(where, at, looks))
        return kept

    def _entries(self, child: Table, given: list[Any], where: str, at: str, left: list[Left]) -> Iterator[Any]:
        for entry in given:
            if isinstance(entry, dict):
                yield self._kept(child, entry, where, f"{at}[].", left)
            elif not (looks := self._looks(child.own_fields[0], entry)):
                yield entry
            else:
                left.append(_left(where, f"{at}[]", looks))

    def _looks(self, field: Field | None, text: object) -> str:
        """Say what in a text could lead to a person; empty where nothing does, or where it is not read for that."""
        if field is None or not field.people or not isinstance(text, str):
            return ""
        return next((trace.looks for _, trace in self.traces.find([text])), "")


def _left(where: str, name: str, looks: str) -> Left:
    return Left(where, f"`{name}` holds what looks like {looks}; it was dropped and is not in any file")
