"""Begins a record: its id from its title, and a file with every field explained, in which only the needed ones wait.

Nothing here knows a collection or a field: what is asked, explained and filled in comes from the Table Schemas.
"""

from __future__ import annotations

import calendar
import re
import textwrap
import unicodedata
import zlib
from typing import TYPE_CHECKING

from charterkit import terms, writing
from charterkit.problems import did_you_mean
from charterkit.publish.reference import what_to_write
from charterkit.schema import Field
from charterkit.source import FILE_NAME

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Mapping

    from charterkit.records import Tables
    from charterkit.schema import DataModel, Table

_MOST_CHOICES = 12
_WIDTH = 100
_ID_LENGTH = 64
_MONTHS = 12

# Letters that have no accent to lose. Everything else is taken apart by Unicode itself.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "&": " and "}
)
_APOSTROPHES = re.compile("['’‘]")  # "pupils' room" is pupils-room, not pupil-s-room
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")

_NOTE = (
    "Lines that begin with # are notes. Fill in what is empty. To use a field that is behind a #, take away the # "
    "and the space after it. Delete the notes when you are done."
)


def named(tables: Mapping[str, Table], word: str) -> tuple[Table | None, str]:
    """Give the table that somebody means by `word`, singular or plural, or None with a sentence about what there is."""
    meant = re.sub(r"[\s_]+", "-", word.strip().lower())
    by_word = {singular(name): table for name, table in tables.items()} | dict(tables)
    if meant in by_word:
        return by_word[meant], ""
    said = did_you_mean(meant, map(singular, tables)) or f"There are: {', '.join(sorted(map(singular, tables)))}."
    return None, said


def singular(name: str) -> str:
    """Give the name of one of what a table holds: `case-studies` has each a `case-study`."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def identifier(title: str) -> str:
    """Make an id of a title: small letters a to z, digits and hyphens; empty where it holds none of them."""
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", title.lower().translate(_LETTERS)))
    base = "".join(letter for letter in letters if not unicodedata.combining(letter))
    found = _NOT_IN_IDS.sub("-", base).strip("-")
    if len(found) > _ID_LENGTH:
        found = found[: _ID_LENGTH + 1].rpartition("-")[0] or found[:_ID_LENGTH]
    return found if FILE_NAME.fullmatch(found) else ""


def nameless(table: Table, title: str) -> str:
    """Make an id of a title of which no letter can stand in one: the same for the same title, another for any other.

    The form in the browser makes the same (`contribute-names.js`).
    """
    sign = f"-{zlib.crc32(title.strip().encode()):08x}"
    return identifier(table.singular)[: _ID_LENGTH - len(sign)].rstrip("-") + sign


def fits(table: Table, wanted: str) -> bool:
    """Say whether `wanted` can be the id of a record of `table`; its schema may ask for more than file names do."""
    pattern = table.by_name["id"].descriptor.get("constraints", {}).get("pattern", "")
    return FILE_NAME.fullmatch(wanted) is not None and (not pattern or re.fullmatch(pattern, wanted) is not None)


def free(wanted: str, taken: Collection[str]) -> str:
    """Give the first id like `wanted` that nothing has yet: itself, or with a number."""
    number = 1
    found = wanted
    while found in taken:
        number += 1
        end = f"-{number}"
        found = wanted[: _ID_LENGTH - len(end)].rstrip("-") + end
    return found


def initial(field: Field, today: datetime.date) -> str:
    """Give what a new record holds in `field` to begin with, as the schema says; mostly nothing."""
    if field.due_in:
        return _later(today, field.due_in).isoformat()
    if field.type == "date" and field.initial == "today":
        return today.isoformat()
    return field.initial


def title_field(table: Table) -> Field:
    """Give the field that a new record's title goes into."""
    return table.by_name[terms.naming(table)]


def begun(model: DataModel, tables: Tables, table: Table, title: str, today: datetime.date) -> str:
    """Write a new record of `table` with that title: every field in its group, explained, and the needed ones empty.

    Raises `CannotWrite` where the title cannot stand in a file.
    """
    values = {field.name: initial(field, today) for field in table.own_fields}
    values[title_field(table).name] = " ".join(title.split())
    writing.record(model, table, {name: value for name, value in values.items() if value})  # or it raises
    writer = _Beginning(model, tables, values)
    lines = [writing.modeline(table), *_comment(f"{table.title}: a new record. {_NOTE}")]
    group = ""
    for name, part in writing.ordered(model, table):
        if part.group != group and part.group:
            lines += ["", f"# ---- {part.group} ----"]
        group = part.group
        lines += ["", *(writer.field(table, part) if isinstance(part, Field) else writer.list(name, part))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Beginning:
    """Writes the fields of one new record."""

    def __init__(self, model: DataModel, tables: Tables, values: Mapping[str, str]) -> None:
        self.model = model
        self.tables = tables
        self.values = values

    def field(self, table: Table, field: Field, *, nested: bool = False) -> Iterator[str]:
        yield from _comment(self._explained(table, field, needed=field.required))
        yield from self._choices(table, field)
        value = "" if nested else self.values.get(field.name, "")
        if value:
            yield f"{field.name}: {writing.scalar(value, field)}"
        else:
            mark = "" if field.required else "# "
            yield f"{mark}{field.name}:{' |' if field.markdown else ''}"

    def list(self, name: str, child: Table) -> Iterator[str]:
        needed = child.origin.min_items
        fitting = _fitting(child)
        if child.is_link:
            only = child.own_fields[0]
            told = self._explained(child, only, needed=bool(needed))
            yield from _comment(_sentences(child.description, told, "A list, with a line for each.", fitting))
            yield from self._choices(child, only)
            yield f"{'' if needed else '# '}{name}:"
            yield "  # - " if needed else "#   - "
            return
        kind = "A list; copy the lines from the dash for another entry." + (" Needed." if needed else "")
        yield from _comment(_sentences(child.title, child.description, kind, fitting))
        lines = list(self._entry(child))
        if needed:
            yield f"{name}:"
            yield from lines
        else:
            yield f"# {name}:"
            yield from (f"# {line}" for line in lines)

    def _entry(self, child: Table) -> Iterator[str]:
        """Write one entry: what is explained stands above each field, and the first field that is used has the dash."""
        dashed = False
        for name, part in writing.ordered(self.model, child):
            lines = list(self.field(child, part, nested=True) if isinstance(part, Field) else self.list(name, part))
            for line in lines:
                if not dashed and not line.startswith("#"):
                    dashed = True
                    yield f"  - {line}"
                else:
                    yield f"    {line}" if line else ""

    def _explained(self, table: Table, field: Field, *, needed: bool) -> str:
        target = self.model.tables.get(table.target(field.name))
        few = 0 < len(terms.options(self.model, self.tables, table, field)) <= _MOST_CHOICES
        what = "choose from those below" if few else what_to_write(field, target).replace("`", "")
        example = f"Example: {field.example}." if field.example and not what.startswith("as in") else ""
        must = "Needed." if needed else ""
        return _sentences(field.title, field.description, f"{what[:1].upper()}{what[1:]}.", example, must)

    def _choices(self, table: Table, field: Field) -> Iterator[str]:
        known = terms.options(self.model, self.tables, table, field)
        if len(known) <= _MOST_CHOICES:
            for option in known:
                label = f": {option.label}" if option.label != option.id else ""
                yield f"#   {option.id}{label}"


def _fitting(child: Table) -> str:
    """Say with which choices a list is of use, where it is not with all."""
    if child.only_where is None:
        return ""
    return f"Only where {child.only_where.field} is {' or '.join(child.only_where.values)}"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def _sentences(*parts: str) -> str:
    """Put texts behind each other, each with a full stop."""
    told = [" ".join(part.split()) for part in parts if part]
    return " ".join(part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in told)


def _later(day: datetime.date, months: int) -> datetime.date:
    """Give the same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
