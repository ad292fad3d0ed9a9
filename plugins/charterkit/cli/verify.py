"""`charterkit verify`: somebody has confirmed what a record says, so that readers may see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.cli import asked
from charterkit.problems import CharterkitError, WrongUse, did_you_mean, errors
from charterkit.schema import VERSION_OF

if TYPE_CHECKING:
    import argparse
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from charterkit.records import Row
    from charterkit.schema import DataModel, Table

_BY, _ON, _DUE, _STATUS = "verified_by", "verified_on", "review_due", "status"
_PUBLISHED, _AGAIN = "published", "reaffirmed_on"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("verify", help="publish records that were confirmed, as pledges are")
    parser.add_argument("collection", metavar="COLLECTION", help="what they are, for example pledges")
    parser.add_argument("ids", metavar="ID", nargs="+", help="their ids")
    parser.add_argument("--by", required=True, metavar="HOW", help='how it was confirmed, for example "official email"')
    parser.add_argument("--on", default="", metavar="DATE", help="on which day, as 2026-03-31 (default: today)")
    parser.add_argument("--version", default="", metavar="VERSION", help="the version that they stand by now")
    parser.add_argument("--dry-run", action="store_true", help="say what would be changed; write nothing")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Verify records of the site at `root`, and give the exit status."""
    from charterkit.importing import change, trial  # noqa: PLC0415 - waits until it is needed

    model, tables, problems = asked.records(root)
    table, day = _meant(model, options)
    rows = {row.cells.get("id", ""): row for row in tables[table.name]}
    changes = {key: _changes(table, _row(rows, table, key), options, day) for key in dict.fromkeys(options.ids)}
    for key, values in changes.items():
        print(f"{key}  {', '.join(f'{name}: {value}' for name, value in values.items())}")
    wanted = [(rows[key], values) for key, values in changes.items()]
    with trial.copied(root) as there:
        change.write(there, table, wanted)
        before = {(problem.path, problem.message) for problem in problems}
        wrong = [p for p in errors(catalogue.examine(there)[2]) if (p.path, p.message) not in before]
        if wrong:
            print(report.text(wrong, there), file=sys.stderr)
            print("Nothing was written.", file=sys.stderr)
            return 1
    if options.dry_run:
        print("Nothing was written (--dry-run).")
        return 0
    written = change.write(root, table, wanted)
    print("\n".join(f"Wrote {name}." for name in written))
    return 0


def _meant(model: DataModel, options: argparse.Namespace) -> tuple[Table, datetime.date]:
    """Give the table that is meant, and the day of the confirmation. Raises `WrongUse`."""
    from charterkit import beginning  # noqa: PLC0415 - as above

    takes = {name: table for name, table in model.tables.items() if {_BY, _ON, _STATUS} <= table.by_name.keys()}
    table, said = beginning.named(takes, options.collection)
    if table is None:
        raise WrongUse(f"`{options.collection}` is nothing that is verified. {said}")
    if options.by not in table.by_name[_BY].choices:
        known = ", ".join(f'"{choice}"' for choice in table.by_name[_BY].choices)
        raise WrongUse(f"it cannot be verified by `{options.by}`. Choose from: {known}.")
    today = asked.today()
    day = asked.date(options.on) if options.on else today
    if day > today:
        raise WrongUse(f"{day} is still to come. Name the day on which it was confirmed.")
    return table, day


def _row(rows: Mapping[str, Row], table: Table, key: str) -> Row:
    row = rows.get(key)
    if row is None:
        raise CharterkitError(f"`{key}` is not one of the {table.title.lower()}. {did_you_mean(key, rows)}".strip())
    if table.is_withdrawn(row.cells):
        raise CharterkitError(f"`{key}` is withdrawn, and stays so. If it was signed again, that is a new record.")
    return row


def _changes(table: Table, row: Row, options: argparse.Namespace, day: datetime.date) -> dict[str, str]:
    """Give what changes in a record: who confirmed it and when, if not for the first time, and when to ask again."""
    from charterkit import beginning  # noqa: PLC0415 - as above

    values = {_BY: options.by, _ON: day.isoformat(), _STATUS: _PUBLISHED}
    if _DUE in table.by_name and (due := beginning.initial(table.by_name[_DUE], day)):
        values[_DUE] = due
    was = row.cells.get(_ON, "")
    waited = row.cells.get(_STATUS) == table.by_name[_STATUS].initial
    if _AGAIN in table.by_name and was and was < day.isoformat() and not waited:
        values[_AGAIN] = day.isoformat()
    versions = [name for name in table.by_name if name.endswith(VERSION_OF)]
    if options.version and not versions:
        raise CharterkitError(f"{table.title} have no version.")
    if options.version:
        values[versions[0]] = options.version
    return {name: value for name, value in values.items() if row.cells.get(name, "") != value}
