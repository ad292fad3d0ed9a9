"""Says in plain words what Frictionless found, at the place in the file, with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit import wording
from charterkit.check import written_dates
from charterkit.problems import choice, did_you_mean, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.check.judge import Fault
    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Field, Table

_FORMS = wording.FORMS
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,15})?")
_DECIMALS = re.compile(r"-?[0-9]{1,15},[0-9]{1,15}")
_ROUGH = re.compile(
    r"(?P<before>[a-z. ]{0,20}|[~≈<>≤≥=+± ]{0,5})(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}(?:\.[0-9]{1,15})?)"
    r"(?P<after>\+|ish|-ish| or so| or more| approx\.?|)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:\s*/{0,2}\s*|//)?(?P<rest>[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?)", re.IGNORECASE)
_WORDS = re.compile(r"[a-z0-9 _.-]+")
_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"$', re.DOTALL)


def explain(error: Fault, table: Table, row: Row, model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Turn one error of Frictionless in `row` of `table` into a problem; into none where the cell is broken already."""
    name = error.name
    field = table.by_name.get(name)
    if error.type == "primary-key":
        yield from _twice(table, row, tables[table.name])
    elif not row.cells.get(name) and table.is_withdrawn(row.cells):
        pass  # nothing is required of a record that is withdrawn
    elif field is not None:
        if name not in row.broken:
            yield _missing(field, row, table, model, tables) if not row.cells.get(name) else _cell(error, field, row)
            row.broken.add(name)
    elif error.type == "blank-row":
        lost = [f for f in table.own_fields if f.required and f.name not in row.broken]
        yield from (_missing(f, row, table, model, tables) for f in lost)
    else:
        yield row.problem("", error.note, "Compare the row with its schema.", "schema")


def wrong_type(field: Field, row: Row) -> Problem:
    """Say that a cell does not hold a value of its field's type."""
    what, hint = _FORMS[field.type]
    value = row.cells.get(field.name, "")
    hint = written_dates.hint(field.type, value) or _comma(field.type, value) or _roughly(field, value) or hint
    message = wording.TYPE.format(value=short(value), name=f"`{field.name}`", what=what)
    return row.problem(field.name, message, hint, "type")


def _comma(kind: str, value: str) -> str:
    """Say how a number with commas is written: with three digits after each they are thousands, else decimals."""
    if kind in {"number", "integer"} and _THOUSANDS.fullmatch(value):
        return wording.COMMA.format(plain=value.replace(",", ""))
    if kind == "number" and _DECIMALS.fullmatch(value):
        return wording.DECIMAL_COMMA.format(plain=value.replace(",", "."))
    return ""


def _roughly(field: Field, value: str) -> str:
    """Say how a number that is not exact is written, where there is a field beside it that says so."""
    found = _ROUGH.fullmatch(value)
    if not field.roughly or found is None or not (found["before"] or found["after"]):
        return ""
    plain = wording.PLAIN.format(plain=found["number"].replace(",", ""))
    return f"{plain} {wording.ROUGHLY.format(name=f'`{field.roughly}: true`')}"


def _twice(table: Table, row: Row, rows: list[Row]) -> Iterator[Problem]:
    key = table.primary_key
    value = [row.cells.get(name, "") for name in key]
    first = next(other for other in rows if [other.cells.get(name, "") for name in key] == value)
    if not all(value) or {*row.broken, *first.broken}.intersection(key):
        return
    if row.csv is not None and first.csv is None:  # mostly the newer, and easily called otherwise
        row, first = first, row
    message = f"the id `{', '.join(value)}` is used twice; the other time in {first.path}, line {first.line}"
    yield row.problem(key[-1], message, "Give one of the two another id.", "duplicate-id")


def _cell(error: Fault, field: Field, row: Row) -> Problem:
    value = row.cells.get(field.name, "")
    if error.type == "type-error":
        return wrong_type(field, row)
    constraint, limit = _constraint(error)
    name = f"`{field.name}`"
    match constraint:
        case "maxLength" | "minLength":
            than = wording.AT_MOST if constraint == "maxLength" else wording.AT_LEAST
            message = wording.LENGTH.format(name=name, length=len(value), than=than, limit=limit)
            return row.problem(field.name, message, _length_hint(len(value) - int(limit)), "length")
        case "enum":
            hint = did_you_mean(value, field.choices) or wording.ENUM_HINT.format(choices=", ".join(field.choices))
            message = wording.ENUM.format(value=short(value), name=name)
            return row.problem(field.name, message, hint, "unknown-value")
        case "minimum" | "maximum":
            than = "less than" if constraint == "minimum" else "more than"
            edge = "smallest" if constraint == "minimum" else "largest"
            message = wording.RANGE.format(value=short(value), name=name, than=than, limit=limit)
            return row.problem(field.name, message, wording.RANGE_HINT.format(edge=edge, limit=limit), "range")
        case "pattern":
            hint = _form(field) or wording.PATTERN_HINT.format(limit=limit)
            if address := _address(value, limit):
                hint = wording.ADDRESS.format(plain=address)
            elif meant := _fitting(value, limit):
                hint = f"{wording.DID_YOU_MEAN.format(near=f'`{meant}`')} {_form(field)}".strip()
            message = wording.PATTERN.format(value=short(value), name=name)
            return row.problem(field.name, message, hint, "pattern")
    return row.problem(field.name, f"`{field.name}`: {error.note}", field.description, "schema")


def _address(value: str, pattern: str) -> str:
    """Give the address that was most likely meant, where one is asked for: with `https://` in front of it."""
    found = _ADDRESS.fullmatch(value) if pattern.startswith("https://") else None
    meant = f"https://{found['rest']}" if found else ""
    return meant if meant and re.fullmatch(pattern, meant) else ""


def _fitting(value: str, pattern: str) -> str:
    """Give the value that has the form, and that was most likely meant: in small letters, or without spaces."""
    small = value.lower()
    said = [small, "".join(value.split())]
    if _WORDS.fullmatch(small):
        said.append(re.sub(r"[^a-z0-9]+", "-", small).strip("-"))
    return next((one for one in said if re.fullmatch(pattern, one)), "")


def _constraint(error: Fault) -> tuple[str, str]:
    found = _CONSTRAINT.search(error.note)
    return (found[1], found[2]) if found else ("", "")


def _missing(field: Field, row: Row, table: Table, model: DataModel, tables: Tables) -> Problem:
    target = model.tables.get(table.target(field.name))
    if field.choices:
        what = choice(field.choices, "")
    elif target:
        ids = [other.cells.get("id", "") for other in tables[target.name]]
        what = choice(filter(None, ids), target.origin.rows or target.origin.records)
    elif field.type in _FORMS:
        what = _FORMS[field.type][1]
    else:
        what = _form(field)
    empty = wording.EMPTY.format(name=f"`{field.name}`")
    if row.csv is not None:
        return row.problem(field.name, empty, f"Fill this cell. {what}".strip(), "required")
    if field.name in row.marks:
        return row.problem(field.name, empty, f"Write it after the colon. {what}".strip(), "required")
    return row.problem(
        field.name, f"`{field.name}` is missing", f"Add a line `{field.name}: …`. {what}".strip(), "required"
    )


def _form(field: Field) -> str:
    """Say what a text is for and how it looks."""
    example = wording.EXAMPLE.format(example=field.example) if field.example else ""
    if field.example.startswith("#"):
        example = f'Write it like this, with the quotes, or it is a comment: "{field.example}".'
    return " ".join(part for part in (example, *field.description.split("\n")) if part)


def _length_hint(surplus: int) -> str:
    return (wording.SHORTEN if surplus > 0 else wording.LENGTHEN).format(surplus=abs(surplus))
