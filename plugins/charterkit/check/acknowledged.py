"""Findings that somebody has looked at: an acknowledgement in the record, with a reason, turns one into a notice.

Records have a list `acknowledged`. The rows of a CSV file have no lists; theirs stand in data/safeguarding.yml, each
with the file that it is about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.check.places import Places
from charterkit.problems import Problem, Severity, did_you_mean, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from charterkit.check.safeguarding import Finding
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

LIST = "acknowledged"
"""The key of the list in a record."""


def settled(model: DataModel, tables: Tables, findings: Iterable[Finding], root: Path) -> Iterator[Problem]:
    """Give each finding as a problem, or as a notice where it is acknowledged, and what acknowledges nothing."""
    names = [table.name for table in model.tables.values() if table.origin.list == LIST]
    rows = [row for name in names for row in tables[name] if not row.broken]
    by: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        by.setdefault(_key(row.cells.get("file") or row.path, row.cells["rule"], row.cells["text"]), []).append(row)
    used: set[int] = set()
    places = Places(root)
    for finding in findings:
        problem = _problem(finding, places)
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


def _key(path: str, rule: str, text: str) -> tuple[str, str, str]:
    return path, rule, " ".join(text.split()).casefold()


def _problem(finding: Finding, places: Places) -> Problem:
    row, rule = finding.row, finding.rule
    line, column = places.find(row, finding.name, finding.text, finding.number)
    where = "`acknowledged` in data/safeguarding.yml" if row.csv else "`acknowledged` in the record"
    hint = f"{rule.settle} If it identifies nobody, say so under {where}: "
    hint += f"rule `{rule.name}`, text `{' '.join(finding.text.split())}`, and the reason."
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
