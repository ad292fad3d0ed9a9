"""`charterkit new`: a record to fill in, with every field explained."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.cli import asked
from charterkit.problems import WrongUse

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("new", help="begin a record, with every field explained")
    parser.add_argument("collection", metavar="COLLECTION", help="what it is to be, for example case-study")
    parser.add_argument("title", metavar="TITLE", help="its title, between quotes")
    parser.add_argument("--id", default="", help="the file's name without its ending (default: made from the title)")
    parser.add_argument("--dry-run", "--stdout", dest="dry_run", action="store_true", help="show it; write nothing")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Begin the record in the site at `root`, and give the exit status."""
    from charterkit import beginning, terms  # noqa: PLC0415 - waits until it is needed
    from charterkit.source import FILE_NAME  # noqa: PLC0415 - as above

    model, tables, _ = asked.records(root)
    table, said = beginning.named(terms.collections(model), options.collection)
    if table is None:
        raise WrongUse(f"`{options.collection}` is not a collection of records. {said}")
    wanted = options.id or beginning.identifier(options.title)
    if not beginning.fits(table, wanted):
        what = f"`{wanted}` cannot be an id here" if wanted else "no id can be made of this title"
        hint = "Give one with --id: small letters a to z, digits and hyphens, 64 at most."
        if FILE_NAME.fullmatch(wanted):
            hint = f"Give one with --id. {table.by_name['id'].description}"
        raise WrongUse(f"{what}. {hint}")
    taken = {row.cells.get("id", "") for row in tables[table.name]}
    path = root / table.origin.records / f"{wanted}.yml"
    if wanted in taken or path.exists() or path.is_symlink():
        other = beginning.free(wanted, {*taken, wanted})
        hint = f"Give another id, for example --id {other}."
        print(f"charterkit: there is `{wanted}` already, and nothing was written. {hint}", file=sys.stderr)
        return 1
    text = beginning.begun(model, tables, table, options.title, asked.today())
    if options.dry_run:
        print(text, end="")
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    name = path.relative_to(root).as_posix()
    print(f"Wrote {name}. What is still to be filled in:")
    _, _, problems = catalogue.examine(root)
    print(report.text([problem for problem in problems if problem.path == name], root))
    return 0
