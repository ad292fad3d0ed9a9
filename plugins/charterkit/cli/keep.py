"""`charterkit keep`: the text of a charter, among its earlier versions, before the next one takes its place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit import report
from charterkit.cli import asked
from charterkit.problems import CharterkitError, WrongUse, did_you_mean

if TYPE_CHECKING:
    import argparse
    import datetime

    from charterkit import source
    from charterkit.problems import Problem
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("keep", help="keep the text of a charter as an earlier version")
    parser.add_argument("charter", metavar="ID", help="the charter's id")
    parser.add_argument("--was", default="", metavar="FILE", help="its record as it was (default: as it is now)")
    parser.add_argument("--on", default="", metavar="DATE", help="when the next version holds from (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="show it; write nothing")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Keep a charter of the site at `root`, and give the exit status."""
    from charterkit import keeping, writing  # noqa: PLC0415 - waits until it is needed

    model, tables, _ = asked.records(root)
    now, path, day = _meant(root, model, tables, options)
    record, wrong = _read(path)
    if record is None:
        print(report.text(wrong, path.parent), file=sys.stderr)
        return 1
    was = writing.plain(record)
    name, made = keeping.earlier(model, options.charter, was, day)
    if options.dry_run:
        print(made, end="")
        return 0
    target = root / name
    if target.exists() or target.is_symlink():
        raise CharterkitError(f"charterkit: there is {name} already, and nothing was written.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(made)
    print(f"Wrote {name}.")
    if was.get("version") == now.cells.get("version"):
        print(f"Now change {now.path}: its text, a new `version`, and what has changed under `changelog`.")
    return 0


def _meant(
    root: Path, model: DataModel, tables: Tables, options: argparse.Namespace
) -> tuple[Row, Path, datetime.date]:
    """Give the charter as it is now, the file that holds it as it was, and the day. Raises `WrongUse`."""
    from charterkit import keeping  # noqa: PLC0415 - as above

    if keeping.VERSIONS not in model.tables:
        raise WrongUse("this site keeps no earlier versions of charters.")
    charters = {row.cells.get("id", ""): row for row in tables[keeping.CHARTERS]}
    now = charters.get(options.charter)
    if now is None:
        near = did_you_mean(options.charter, charters)
        raise WrongUse(f"`{options.charter}` is not one of the charters. {near}".strip())
    path = asked.file(Path(options.was)) if options.was else root / now.path
    return now, path, asked.date(options.on) if options.on else asked.today()


def _read(path: Path) -> tuple[source.Mapping | None, list[Problem]]:
    """Read a record from anywhere, as strictly as one of the site's; None where it is none, and why."""
    from charterkit import source  # noqa: PLC0415 - as above

    text, problems = source.read_text(path, path.name, source.MAX_BYTES)
    if problems:
        return None, problems
    tree, problems = source.read_yaml(text, path.name)
    if problems or not isinstance(tree, source.Mapping):
        hint = "Name a copy of the charter's record as it was."
        return None, problems or [source.at_top(path.name, "this is no record", hint, "shape")]
    return tree, []
