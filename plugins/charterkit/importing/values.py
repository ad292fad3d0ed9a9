"""Makes of the texts that people wrote what a schema wants: ids of labels, dates and numbers in the form of records."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit import terms
from charterkit.beginning import identifier
from charterkit.check import written_dates
from charterkit.importing import Left
from charterkit.problems import did_you_mean, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from charterkit.records import Tables
    from charterkit.schema import DataModel, Field, Table

_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]m)?(?:Z| ?[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")
_SERIAL = re.compile(r"[0-9]{5}")
_BEFORE_SERIALS = datetime.date(1899, 12, 30)
_SERIALS = (25_569, 73_050)  # from 1970 to 2099: any other number is hardly a day of a record
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_YEAR = re.compile(r"[0-9]{4}")

_YES = frozenset({"yes", "y", "true", "x", "✓", "✔", "☒", "☑", "1"})
_NO = frozenset({"no", "n", "false", "☐", "0"})

_TYPES = {
    "date": ("a date", "Write day/month/year, or name another form under `dates` in a mapping."),
    "year": ("a year", "Write four digits."),
    "boolean": ("yes or no", "Write one of the two."),
}
"""The types of which a text may be no value; what is no number is left to the check, which shows its place."""

Maps = dict[str, dict[str, str]]


def date(text: str, formats: Iterable[str]) -> str:
    """Give a date as year-month-day, or an empty text where none can be read; the day stands before the month.

    `formats` are further forms, in the signs of `strptime`; they are tried first.
    """
    plain = " ".join(_TIME.sub("", text.strip()).split())
    for form in formats:
        try:
            return datetime.datetime.strptime(plain, form).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    day = written_dates.meant(plain)
    return day.isoformat() if day else ""


def _counted(text: str) -> str:
    """Give the day that a number means to a spreadsheet, which counts from the end of 1899; empty where it means none.

    That is what is left of a date where a cell has lost its format (ECMA-376, part 1, 18.17.4.1).
    """
    if not _SERIAL.fullmatch(text) or not _SERIALS[0] <= int(text) <= _SERIALS[1]:
        return ""
    return (_BEFORE_SERIALS + datetime.timedelta(days=int(text))).isoformat()


@dataclass(frozen=True, slots=True)
class _At:
    """Where a value stands: its name in the field reference, its place for people, and who hears what did not fit."""

    path: str
    place: str
    left: list[Left]


class Converter:
    """Converts what was found for one table."""

    def __init__(
        self, model: DataModel, tables: Tables, *, maps: Maps | None = None, formats: tuple[str, ...] = (), form: bool
    ) -> None:
        """Know the site's terms. `maps` hold, for a field's name, further words for its terms; `formats` as of `date`.

        With `form`, only what contributors are asked for is taken: a form decides nothing that is an editor's.
        """
        self.model = model
        self.tables = tables
        self.maps = maps or {}
        self.formats = formats
        self.form = form
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def record(
        self, table: Table, found: Mapping[str, Any], where: str, path: str = ""
    ) -> tuple[dict[str, Any], list[Left]]:
        """Give the values of a record or of an entry, and what did not fit. `path` names the entry, as in `what[].`."""
        values: dict[str, Any] = {}
        left: list[Left] = []
        lists = self.model.lists(table.name)
        own = {field.name: field for field in table.own_fields}
        for name, given in found.items():
            at = _At(f"{path}{name}", f"{where}, `{path}{name}`", left)
            place = at.place
            if name in own and isinstance(given, str):
                if self.form and not own[name].form:
                    left.append(Left(place, "this is for an editor to say, and was left out"))
                elif text := self._text(table, own[name], given, at):
                    values[name] = text
            elif name in lists and not isinstance(given, str):
                if self.form and not lists[name].form:
                    left.append(Left(place, "this is for an editor to say, and was left out"))
                    continue
                entries = self._list(lists[name], given, f"{path}{name}[]", where, left)
                if entries:
                    values[name] = entries
            elif given:
                meant = did_you_mean(name, [*own, *lists])
                left.append(Left(place, f"{table.title} have no such field. {meant}".strip()))
        return values, left

    def _list(self, child: Table, given: Iterable[Any], path: str, where: str, left: list[Left]) -> list[Any]:
        entries: list[Any] = []
        for number, item in enumerate(given, start=1):
            if child.is_link and isinstance(item, str):
                only = child.own_fields[0]
                text = self._text(child, only, item, _At(path, f"{where}, `{path}`", left))
                if text and text not in entries:
                    entries.append(text)
            elif not isinstance(item, str):
                values, more = self.record(child, item, f"{where}, entry {number}", f"{path}.")
                left += more
                if values:
                    entries.append(values)
            else:
                left.append(Left(f"{where}, `{path}`", f"an entry has fields of its own: {short(item)}"))
        return entries

    def _text(self, table: Table, field: Field, given: str, at: _At) -> str:
        """Give one value in the form of records; where it has none, say so and give an empty text."""
        text = given.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not text:
            return ""
        mapped = self.maps.get(at.path, {}).get(text.casefold())
        if mapped is not None:
            return mapped
        if field.choices or table.target(field.name):
            return self._term(table, field, text, at)
        made = self._typed(field, text)
        if not made and field.type == "date" and (made := _counted(text)):
            at.left.append(Left(at.place, f"`{text}` was read as {made}, as spreadsheets count days. Is that the day?"))
        if not made:
            what, hint = _TYPES[field.type]
            at.left.append(Left(at.place, f"`{short(text)}` is not {what}. {hint}"))
        return made

    def _typed(self, field: Field, text: str) -> str:
        """Give the text in its type's form; an empty text where it has none."""
        match field.type:
            case "date":
                return date(text, self.formats)
            case "year":
                return text if _YEAR.fullmatch(text) else date(text, self.formats)[:4]
            case "boolean":
                truth = text.casefold()
                words = field.descriptor.get("trueValues", ["true"]), field.descriptor.get("falseValues", ["false"])
                return words[0][0] if truth in _YES else words[1][0] if truth in _NO else ""
            case "integer" | "number":
                plain = _THOUSANDS.sub("", text)
                return (
                    plain if _NUMBER.fullmatch(plain) else text
                )  # what is no number the check shows as it was written
        if not field.markdown and "\n" in text:
            return " ".join(text.split())
        return text

    def _term(self, table: Table, field: Field, text: str, at: _At) -> str:
        known = self._terms(table, field)
        found = known.get(text) or known.get(text.casefold()) or known.get(identifier(text), "")
        if not found:
            target = self.model.tables.get(table.target(field.name))
            of = f"the {target.title.lower()}" if target is not None else f"the values of `{field.name}`"
            meant = did_you_mean(
                text, [option.label for option in terms.options(self.model, self.tables, table, field)]
            )
            at.left.append(Left(at.place, f"`{short(text)}` is not one of {of}. {meant}".strip()))
        return found

    def _terms(self, table: Table, field: Field) -> dict[str, str]:
        """Give the ids of a field's terms by id, by label in small letters and by the id that the label would make."""
        key = table.name, field.name
        if key not in self._known:
            options = terms.options(self.model, self.tables, table, field)
            made: dict[str, str] = {}
            for option in options:
                made.setdefault(identifier(option.label), option.id)
                made.setdefault(option.label.casefold(), option.id)
            made.update({option.id: option.id for option in options})
            made.pop("", None)
            self._known[key] = made
        return self._known[key]
