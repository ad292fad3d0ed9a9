"""Findings that somebody has looked at: an acknowledgement in the record, with a reason, turns one into a notice.

Records have a list `acknowledged`. The rows of a CSV file have no lists; theirs stand in data/safeguarding.yml, each
with the file that it is about.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.check.places import Places
from charterkit.check.words import FILE
from charterkit.problems import Problem, Severity, did_you_mean, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from charterkit.check.safeguarding import Finding
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

LIST = "acknowledged"
"""The key of the list in a record."""

_LONGEST = 200
"""As much of what was found as an acknowledgement can hold."""


def settled(model: DataModel, tables: Tables, findings: Iterable[Finding], root: Path) -> Iterator[Problem]:
    """Give each finding as a problem, or as a notice where it is acknowledged, and what acknowledges nothing."""
    names = [table.name for table in model.tables.values() if table.origin.list == LIST]
    rows = [row for name in names for row in tables[name] if not row.broken]
    by: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        by.setdefault(_key(row.cells.get("file") or row.path, row.cells["rule"], row.cells["text"]), []).append(row)
    used: set[int] = set()
    places, homes = Places(root), _homes(model, names)
    for finding in findings:
        problem = _problem(finding, places, in_record=finding.row.path.startswith(homes))
        meant = by.get(_key(finding.row.path, finding.rule.name, finding.text), ())
        said = next((row for row in meant if row.cells.get("field", "") in {"", finding.field}), None)
        if said is None:
            yield problem
        else:
            used.add(id(said))
            message = f"{problem.message}: acknowledged by {said.cells['by_role']}"
            yield replace(problem, message=message, hint=said.cells["reason"], severity=Severity.NOTICE)
    for row in rows:
        if id(row) not in used:
            yield _of_nothing(row)


def _homes(model: DataModel, names: list[str]) -> tuple[str, ...]:
    """Give where the records are that have a list of their own for this."""
    origins = [model.tables[model.tables[name].origin.parent].origin for name in names]
    return tuple(f"{origin.records}/" if origin.records else origin.file for origin in origins)


def _key(path: str, rule: str, text: str) -> tuple[str, str, str]:
    return path, rule, _told(text).rstrip(".").casefold()


def _told(text: str) -> str:
    """Write the words of a finding as an acknowledgement holds them."""
    return " ".join(text.split())[:_LONGEST].rstrip()


def _problem(finding: Finding, places: Places, *, in_record: bool) -> Problem:
    row, rule = finding.row, finding.rule
    line, column = places.find(row, finding.name, finding.text, finding.number)
    is_there = in_record and row.csv is None
    entry = {} if is_there else {"file": row.path}
    entry |= {"rule": rule.name, "text": _told(finding.text), "reason": "…", "by_role": "…"}
    written = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items())
    where = "at the end of the record" if is_there else f"in {FILE}"
    hint = f"{rule.settle} If it identifies nobody, say why, and in which role you decide it, {where}: "
    hint += f"`{LIST}:` and below it `  - {{{written}}}`"
    return Problem(row.path, line, column, finding.message, hint, rule.name, rule.severity)


def _of_nothing(row: Row) -> Problem:
    name = row.cells["rule"]
    rule = rules.BY_NAME.get(name)
    known = [other.name for other in rules.REGISTRY if other.acknowledged]
    hint = rules.ACKNOWLEDGED.settle
    if rule is None:
        message = f"`{short(name)}` is not the name of a rule"
        hint = did_you_mean(name, known) or f"Those that can be acknowledged: {', '.join(known)}."
        place = "rule"
    elif not rule.acknowledged:
        message, place = f"what the rule `{name}` finds cannot be acknowledged", "rule"
        hint = rule.settle
    else:
        message, place = (
            f"this acknowledges nothing: the rule `{name}` does not find `{short(row.cells['text'])}`",
            "text",
        )
    found = row.problem(place, message, hint, rules.ACKNOWLEDGED.name)
    return replace(found, severity=rules.ACKNOWLEDGED.severity)
