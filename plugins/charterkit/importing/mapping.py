"""Says which column of a table is which field of a record, from a mapping file or by the columns' names.

A mapping is a YAML file:

    columns:                      # column: field, by the names of the field reference
      School name: setting_name
      Tags: key_features[]        # a list: several in one cell, parted by the separator
      Report: sources[1].title    # an entry of a list; the number tells entries apart
    constants: {subject: setting} # what every record holds
    values:                       # further words for terms, by field
      setting_type: {Primary: primary}
    dates: ["%m/%d/%Y"]           # further forms of dates; the day stands first where nothing is said
    separator: ";"                # between several values in one cell
    id: [setting_name, title]     # what a record's id is made from
    match: [urn, name area]       # what tells that a record is there already, beside its id; `name area` is both
    into: data/pledges/a.csv      # a CSV file that takes the rows, where the collection has such files
    ignore: [Timestamp]           # columns that are left out on purpose
    header_row: 3                 # the row that names the columns (else the one that is most like it)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from charterkit import writing
from charterkit.importing import CannotImport, Found, Left, exports
from charterkit.problems import did_you_mean, short
from charterkit.source import MAX_BYTES, read_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from charterkit.importing.sheets import Sheet
    from charterkit.schema import DataModel, Table

SEPARATOR = ";"

_KEYS = ("columns", "constants", "values", "dates", "separator", "id", "match", "into", "ignore", "header_row")
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(\d*)\])?")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_MOST_ENTRIES = 200

# Columns and values that hold what no record may: somebody's address, in a post box or a telephone.
_PERSONAL_NAME = re.compile(
    r"e-?mail|phone|telephone|\btel\b|mobile|date of birth|\bdob\b|contact (?:name|person|details)|your name"
    r"|home address|post ?code|ip address|respondent|completed by",
    re.IGNORECASE,
)
_PERSONAL_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}|(?:\+44|0)(?:[ ().-]*\d){9,10}")


@dataclass(frozen=True)
class Mapping:
    """A mapping as described above.

    `passed` are columns that could be a field's and were not taken, with the reason, and `own` those that a form's
    program wrote by itself.
    """

    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    separator: str = SEPARATOR
    id: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    into: str = ""
    ignore: tuple[str, ...] = ()
    header_row: int = 0
    passed: dict[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


def load(path: Path, model: DataModel, table: Table) -> Mapping:
    """Read a mapping file. Raises `CannotImport` where it cannot be used, with the reason and the place."""
    text, problems = read_text(path, path.name, MAX_BYTES)
    tree, more = read_yaml(text, path.name) if not problems else (None, [])
    if problems or more:
        raise CannotImport(str([*problems, *more][0]))
    given = writing.plain(tree)
    if not isinstance(given, dict):
        raise CannotImport(f"{path.name} does not hold keys and values. Begin it with `columns:`.")
    for key in given:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"Known: {', '.join(_KEYS)}."
            raise CannotImport(f"{path.name}: `{key}` is no part of a mapping. {hint}")
    made = Mapping(
        columns=_texts(path.name, given, "columns"),
        constants=_texts(path.name, given, "constants"),
        values={
            name: {word.casefold(): term for word, term in _texts(path.name, {name: words}, name).items()}
            for name, words in _dict(path.name, given, "values").items()
        },
        dates=_list(path.name, given, "dates"),
        separator=str(given.get("separator") or SEPARATOR),
        id=_list(path.name, given, "id"),
        match=_list(path.name, given, "match"),
        into=str(given.get("into") or ""),
        ignore=_list(path.name, given, "ignore"),
        header_row=_row(path.name, given.get("header_row")),
    )
    known = list(names(model, table))
    match = [name for entry in made.match for name in entry.split()]
    for name in [*made.columns.values(), *made.constants, *match, *made.id]:
        plain = re.sub(r"\[\d+\]", "[]", name)
        if plain not in known:
            hint = did_you_mean(plain, known) or "The names are those of the field reference in CONTRIBUTING.md."
            raise CannotImport(f"{path.name}: `{name}` is not a field of {table.title.lower()}. {hint}")
    if made.into and (made.into.startswith("/") or ".." in made.into or not made.into.endswith(".csv")):
        raise CannotImport(f"{path.name}: `into` names a CSV file of this site, for example data/pledges/a.csv.")
    return made


def _row(name: str, given: object) -> int:
    if given is None:
        return 0
    if not str(given).isdecimal() or not int(str(given)):
        raise CannotImport(f"{name}: `header_row` is the number of a row, for example 3.")
    return int(str(given))


def is_column(mapping: Mapping | None, model: DataModel, table: Table) -> Callable[[str], bool]:
    """Give what says whether a cell may be the name of a column: one that the mapping, or else a field, has."""
    if mapping is not None:
        wanted = {" ".join(column.split()) for column in [*mapping.columns, *mapping.ignore]}
        return lambda cell: " ".join(cell.split()) in wanted
    called = {_letters(word) for pair in names(model, table).items() for word in pair if word}
    return lambda cell: bool(cell) and _letters(cell) in called


def guessed(model: DataModel, table: Table, sheet: Sheet) -> Mapping:
    """Make a mapping by the columns' names: those that are called like a field, by its name or its title.

    What only editors decide is not taken unasked, nor are numbers for ids, nor what a form's program wrote by itself.
    """
    known: dict[str, str] = {}
    for name, title in names(model, table).items():
        known.setdefault(_letters(name), name)
        if title:
            known.setdefault(_letters(title), name)
    columns: dict[str, str] = {}
    passed: dict[str, str] = {}
    asked = _asked(model, table)
    own = exports.own(sheet.header)
    for column in sheet.header:
        found = column if column in known.values() else known.get(_letters(column), "")
        plain = re.sub(r"\[\d+\]", "[]", column)
        if not found and plain in known.values():
            found = column
        if not found or found in columns.values():
            continue
        if found == "id" and exports.numbered([row.cells[column] for row in sheet.rows if column in row.cells]):
            passed[column] = "numbers say which row it is, and are no ids"
        elif re.sub(r"\[\d+\]", "[]", found) not in asked:
            passed[column] = f"`{found}` is for an editor to say"
        else:
            columns[column] = found
    return Mapping(columns, passed=passed, own=tuple(column for column in own if column not in columns))


def _asked(model: DataModel, table: Table, path: str = "") -> set[str]:
    """Give the names of the values that contributors are asked for, and of the id."""
    found = {f"{path}{column.name}" for column in table.own_fields if column.form} | ({"id"} if not path else set())
    for key, child in model.lists(table.name).items():
        if child.form:
            found |= {f"{path}{key}[]"} if child.is_link else _asked(model, child, f"{path}{key}[].")
    return found


def names(model: DataModel, table: Table, path: str = "") -> dict[str, str]:
    """Give the name of every value of a record with its title, as the field reference has them."""
    found = {} if path or "id" not in table.by_name else {"id": "Id"}
    found |= {f"{path}{column.name}": "" if path else column.title for column in table.own_fields}
    for key, child in model.lists(table.name).items():
        if child.is_link:
            found[f"{path}{key}[]"] = "" if path else child.own_fields[0].title
            if not path:
                found[f"{key}[]"] = key.replace("_", " ")
        else:
            found |= names(model, child, f"{path}{key}[].")
    return found


def written(mapping: Mapping, sheet: Sheet) -> str:
    """Write a mapping as a file to begin with; columns that no field takes stand there as a note."""
    lines = [
        "# Which column is which field; the names of fields are in the field reference in CONTRIBUTING.md.",
        "columns:",
    ]
    left = [*mapping.ignore, *mapping.own]
    for column in sheet.header:
        if column in left:
            continue
        name = mapping.columns.get(column, "")
        line = f"{writing.scalar(column)}: {writing.scalar(name) if name else ''}".rstrip()
        why = f"  # {mapping.passed[column]}" if column in mapping.passed else ""
        lines.append(f"  {line}" if name else f"  # {line}{why}")
    if sheet.named_in > 1:
        lines += ["# The row that names the columns:", f"header_row: {sheet.named_in}"]
    lines += ["# What every record holds:", "# constants:", "#   field: value", f'separator: "{mapping.separator}"']
    if left:
        lines += ["# What the form's program wrote by itself is left out:", "ignore:"]
        lines += [f"  - {writing.scalar(column)}" for column in left]
    return "\n".join(lines) + "\n"


def found(mapping: Mapping, sheet: Sheet) -> Iterator[Found]:
    """Give each row as a record."""
    for row in sheet.rows:
        values: dict[str, Any] = {}
        for name, text in mapping.constants.items():
            _put(values, name, text, mapping.separator)
        for column, name in mapping.columns.items():
            if text := row.cells.get(column, ""):
                _put(values, name, text, mapping.separator)
        yield Found(f"row {row.number}", _closed(values))


def left_over(mapping: Mapping, sheet: Sheet, known: Iterable[str]) -> Iterator[Left]:
    """Say which columns no field takes; one that holds personal data is named, and nothing of it shown."""
    names_known = [name for name in known if name not in mapping.columns.values()]
    if sheet.named_in > 1 and not mapping.header_row:
        hint = "If another row does, give its number as `header_row` in a mapping."
        yield Left(f"rows before row {sheet.named_in}", f"left out: row {sheet.named_in} names the columns. {hint}")
    for column in sheet.header:
        if column in mapping.columns or column in mapping.ignore:
            continue
        cells = [row.cells[column] for row in sheet.rows if column in row.cells]
        if cells and column in mapping.passed:
            hint = "To take it all the same, name it under `columns` in a mapping."
            yield Left(f"column `{short(column)}`", f"{mapping.passed[column]}; {_were(cells)}. {hint}")
            continue
        personal = sum(1 for text in cells if _PERSONAL_VALUE.search(text))
        if _PERSONAL_NAME.search(column) or (personal and personal * 2 >= len(cells)):
            yield Left(f"column `{short(column)}`", "personal data; it was dropped and is not in any file")
        elif cells and column in mapping.own:
            yield Left(f"column `{short(column)}`", f"the form's program wrote it by itself; {_were(cells)}")
        elif cells:
            meant = did_you_mean(_letters(column).replace(" ", "_"), names_known)
            yield Left(f"column `{short(column)}`", f"no field takes it; {_were(cells)}. {meant}".strip())
    for column in mapping.columns:
        if column not in sheet.header:
            meant = did_you_mean(column, sheet.header)
            yield Left(f"column `{short(column)}`", f"the mapping names it, and the file has none. {meant}".strip())


def _were(cells: Sequence[str]) -> str:
    return f"{'1 cell was' if len(cells) == 1 else f'{len(cells)} cells were'} left out"


def _put(values: dict[str, Any], name: str, text: str, separator: str) -> None:
    """Put a text into its place: `title`, `needs[]`, or `sources[2].title`."""
    holder = values
    steps = [found for found in (_STEP.fullmatch(part) for part in name.split(".")) if found]
    for step in steps[:-1]:
        entries = holder.setdefault(step[1], {})
        holder = entries.setdefault(min(int(step[2] or 1), _MOST_ENTRIES), {})
    key, number = steps[-1].groups()
    if number is None:
        holder[key] = text
    else:
        pieces = [piece.strip() for line in text.split("\n") for piece in line.split(separator)]
        holder.setdefault(key, []).extend(piece for piece in pieces if piece)


def _closed(values: dict[str, Any]) -> dict[str, Any]:
    """Make lists of what was numbered."""
    return {
        key: [_closed(value[number]) for number in sorted(value)] if isinstance(value, dict) else value
        for key, value in values.items()
    }


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


def _dict(name: str, given: dict[str, Any], key: str) -> dict[str, Any]:
    value = given.get(key) or {}
    if not isinstance(value, dict):
        raise CannotImport(f"{name}: below `{key}:` stand lines of the form `name: value`.")
    return value


def _texts(name: str, given: dict[str, Any], key: str) -> dict[str, str]:
    value = _dict(name, given, key)
    if not all(isinstance(text, str) for text in value.values()):
        raise CannotImport(f"{name}: each line below `{key}:` names one thing.")
    return {word: text for word, text in value.items() if text}


def _list(name: str, given: dict[str, Any], key: str) -> tuple[str, ...]:
    value = given.get(key) or []
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list) or not all(isinstance(text, str) for text in entries):
        raise CannotImport(f"{name}: `{key}` is a list of texts.")
    return tuple(entries)
