"""Rules that keep people from being identified, beyond what a schema can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit import wording
from charterkit.check import rules
from charterkit.check.traces import Traces
from charterkit.problems import Problem, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.check.rules import Rule
    from charterkit.check.words import Words
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

_NEEDED = {
    "names_changed": "Change every name and place that could identify them, then write `names_changed: true`.",
    "consent_basis": "Write on what ground the story may be told.",
    "reviewed_by_role": "Have a safeguarding lead read it, and write the role of the reader.",
    "reviewed_on": "Have a safeguarding lead read it, and write the date.",
}
_NO = frozenset({"", "false", "no"})
_WHOLE = re.compile(r"[0-9]{1,3}(?:\.0{1,15})?")
_SHARE = re.compile(r"%|\bper\b")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in the cell `name` of a row, that somebody may acknowledge.

    `field` is the cell's name in the whole record, as in `what[].body`; `text` are the words, which are the `number`th
    of their kind in the cell, from 0.
    """

    rule: Rule
    row: Row
    name: str
    field: str
    text: str
    number: int
    message: str


def individuals(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """A record about one person needs changed names, a basis of consent and a safeguarding review to be published."""
    for table in model.tables.values():
        if "subject" not in table.by_name:
            continue
        for row in tables[table.name]:
            if row.cells.get("subject") != "individual" or row.cells.get("status") == "draft":
                continue
            for name, hint in _NEEDED.items():
                if row.cells.get(name, "") in _NO and name not in row.broken and name in table.by_name:
                    message = f"a record about one person needs `{name}`"
                    place = name if name in row.cells else "subject"
                    yield row.problem(place, message, hint, rules.INDIVIDUAL.name)


def pictures(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """A picture of somebody who can be recognised needs a reference to the consent."""
    for table in model.tables.values():
        if not {"identifiable", "consent_ref"} <= table.by_name.keys():
            continue
        truths = set(table.by_name["identifiable"].descriptor.get("trueValues", ["true", "True", "TRUE", "1"]))
        for row in tables[table.name]:
            broken = row.broken & {"identifiable", "consent_ref"}
            if row.cells.get("identifiable") in truths and not row.cells.get("consent_ref") and not broken:
                message = "somebody can be recognised in this picture, but it has no `consent_ref`"
                place = "consent_ref" if "consent_ref" in row.cells else "identifiable"
                yield row.problem(place, message, rules.PICTURE_CONSENT.settle, rules.PICTURE_CONSENT.name)


def in_texts(model: DataModel, tables: Tables, words: Words) -> Iterator[Finding]:
    """Find what in the texts of records could lead to a person.

    A known record was read with the same words before, and had nothing to find in its texts.
    """
    traces = Traces(words)
    for table in model.tables.values():
        within = _within(model, table)
        names = [field.name for field in table.fields if field.people]
        rows = [row for row in tables[table.name] if not row.known] if names else []
        cells = [(row, name, text) for row in rows for name in names if (text := row.cells.get(name))]
        for number, trace in traces.find([text for _, _, text in cells]):
            row, name, text = cells[number]
            message = wording.LOOKS_LIKE.format(value=short(trace.text), looks=trace.looks)
            before = text.count(trace.text, 0, trace.start)
            yield Finding(trace.rule, row, name, within + name, trace.text, before, message)


def in_numbers(model: DataModel, tables: Tables, words: Words) -> Iterator[Finding]:
    """Find small numbers in rows that count people; a share or a rate counts nobody."""
    for table in model.tables.values():
        within = _within(model, table)
        for field in table.fields:
            if field.count_of:
                terms = tables.get(table.target(field.count_of), ())
                counting = {row.cells.get("id", "") for row in terms if row.cells.get("counts_people", "") not in _NO}
                rows = [row for row in tables[table.name] if row.cells.get(field.count_of) in counting]
                yield from _small(rows, field.name, within, words.smallest_count)


def _small(rows: list[Row], name: str, within: str, smallest: int) -> Iterator[Finding]:
    for row in rows:
        value = row.cells.get(name, "")
        if name in row.broken or not _WHOLE.fullmatch(value) or _SHARE.search(row.cells.get("unit", "")):
            continue
        if 0 < int(value.partition(".")[0]) < smallest:
            message = f"`{value}` counts so few people that they could be recognised"
            yield Finding(rules.SMALL_COUNT, row, name, within + name, value, 0, message)


def _within(model: DataModel, table: Table) -> str:
    """Give what stands before a field's name in the whole record, as in `what[].`, for a link as in `by[]`."""
    if not table.origin.parent:
        return ""
    before = _within(model, model.tables[table.origin.parent])
    return f"{before}{table.origin.list}[]."
