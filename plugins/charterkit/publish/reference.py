"""Writes what the editors' guide lists: every field of a table, from its Table Schema, and every rule about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.check.rules import REGISTRY
from charterkit.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.schema import DataModel, Field, Table

BEGIN = "<!-- field reference: written by scripts/reference.py, do not edit -->"
END = "<!-- end of the field reference -->"
"""The lines between which the reference stands in a guide."""

RULES_BEGIN = "<!-- rules: written by scripts/reference.py, do not edit -->"
RULES_END = "<!-- end of the rules -->"
"""The lines between which the rules stand."""

_FORMS = {
    "date": "a date, as in `2026-03-31`",
    "integer": "a whole number",
    "number": "a number; digits only, with a point for decimals",
    "year": "a year, as in `2021`",
    "boolean": "`true` or `false`",
}


def inserted(guide: str, written: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """Give the text of a guide with `written` between two marks, in the place of what stood there.

    Raises `ValueError` when a mark is missing.
    """
    begin, end = marks
    before, rest = guide.split(begin, 1)
    _, after = rest.split(end, 1)
    return f"{before}{begin}\n\n{written}\n{end}{after}"


def rules() -> str:
    """List the rules about people, and about what goes stale."""
    lines = ["| Rule | What it finds | Why | How to settle it |", "|---|---|---|---|"]
    for rule in REGISTRY:
        finds = rule.finds if rule.severity is Severity.ERROR else f"{rule.finds} (a warning)"
        settle = f"{rule.settle} A false alarm can be acknowledged." if rule.acknowledged else rule.settle
        lines.append(f"| `{rule.name}` | {finds[:1].upper()}{finds[1:]}. | {rule.reason} | {settle} |")
    return "\n".join([*lines, ""])


def reference(model: DataModel, names: Iterable[str]) -> str:
    """Describe the tables `names` with the lists inside their records, each under a heading of the third level."""
    return "\n".join(line for name in names for line in _described(model, model.tables[name]))


def _described(model: DataModel, table: Table) -> Iterator[str]:
    yield from [f"### {table.title}", "", _place(table), ""]
    fields = table.fields if table.origin.rows else table.own_fields
    for group in dict.fromkeys(field.group for field in fields):
        grouped = [field for field in fields if field.group == group]
        yield from _lines(group, [_row(field.name, field, _target(model, table, field)) for field in grouped])
    yield from _lines("Lists", list(_lists(model, table, "")))


def _place(table: Table) -> str:
    records = f"one file each in `{table.origin.records}/`" if table.origin.records else ""
    rows = f"rows of CSV in `{table.origin.rows}`" if table.origin.rows else ""
    places = " or ".join(place for place in (records, rows) if place)
    return f"{places[:1].upper()}{places[1:]}. The schema is `{table.schema_path}`."


def _lines(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        if heading:
            yield from [f"**{heading}**", ""]
        yield from ["| Field | Needed | What it holds | What to write |", "|---|---|---|---|", *rows, ""]


def _lists(model: DataModel, table: Table, path: str) -> Iterator[str]:
    """Give the rows of a table's lists; a field of an entry is named by its whole path, as in `sources[].title`."""
    for name, child in model.lists(table.name).items():
        inside = f"{path}{name}[]"
        needed = child.origin.min_items > 0
        if child.is_link:
            (only,) = child.own_fields
            yield _cells(inside, _holds(only), what_to_write(only, _target(model, child, only)), needed=needed)
            continue
        yield _cells(inside, child.title, "a list; each entry has the fields below", needed=needed)
        for field in child.own_fields:
            yield _row(f"{inside}.{field.name}", field, _target(model, child, field))
        yield from _lists(model, child, f"{inside}.")


def _target(model: DataModel, table: Table, field: Field) -> Table | None:
    return model.tables.get(table.target(field.name))


def _row(name: str, field: Field, target: Table | None) -> str:
    return _cells(name, _holds(field), what_to_write(field, target), needed=field.required)


def _cells(name: str, holds: str, form: str, *, needed: bool) -> str:
    cells = (f"`{name}`", "yes" if needed else "", holds, form)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _holds(field: Field) -> str:
    return " ".join(f"{field.title}. {field.description}".split()) if field.description else field.title


def what_to_write(field: Field, target: Table | None) -> str:
    """Say in a few words what a field takes: an id and from where, a date, text of some length."""
    limits = field.descriptor.get("constraints", {})
    if target is not None:
        where = target.origin.rows or f"{target.origin.records}/"
        return f"an id from `{where}`"
    if field.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    if field.type in _FORMS:
        return _FORMS[field.type]
    if str(limits.get("pattern", "")).startswith("https://"):
        return "an address that starts with `https://`"
    if "pattern" in limits:
        example = field.descriptor.get("example")
        return f"as in `{example}`" if example else f"of the form `{limits['pattern']}`"
    words = "long text (CommonMark)" if field.markdown else "text"
    return f"{words}, up to {limits['maxLength']} characters" if "maxLength" in limits else words
