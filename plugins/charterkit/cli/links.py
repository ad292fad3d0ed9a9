"""`charterkit links`: what is overdue, and which addresses elsewhere are dead or have moved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from charterkit.cli import asked
from charterkit.problems import ContentError, WrongUse

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_FAILED = 2


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "links", help="ask the addresses that the site leads to whether they are still there, and say what is overdue"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="for people, for an issue, or for other programs (default: %(default)s)",
    )
    parser.add_argument(
        "--today",
        metavar="DATE",
        help=f"the day on which to judge what is overdue, as in 2026-03-31 (default: {asked.TODAY}, or today)",
    )
    parser.add_argument(
        "--source-url",
        default="",
        metavar="ADDRESS",
        help="for the Markdown: the address to which a file's path is added to lead to the file",
    )
    parser.add_argument(
        "--pause", type=float, default=1.0, metavar="SECONDS", help="between two questions to a host (default: 1)"
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help="also ask hosts that are not on the public internet, for a site inside a network of its own",
    )
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Ask for every address of the site at `root`: 0 when there is nothing to do, 1 when there is, 2 when it failed."""
    from charterkit.check import rules  # noqa: PLC0415 - waits until it is needed
    from charterkit.links import found, told, visits  # noqa: PLC0415 - as above

    today = asked.today(options.today)
    if options.pause < 0:
        raise WrongUse("--pause is a number of seconds from 0.")
    try:
        model, tables, problems = asked.records(root, today)
    except ContentError as error:
        print(error, file=sys.stderr)
        return _FAILED  # nothing was asked, so nothing is known: not the same as having found something
    late = {rules.REVIEW_DUE.name, rules.REVIEW_STALE.name, rules.CONSENT_EXPIRED.name}
    places = found.addresses(root, model, tables)
    answers = visits.Visitor(private=options.private, pause=options.pause).visit(places)
    result = told.Report([problem for problem in problems if problem.rule in late], places, answers)
    match options.format:
        case "markdown":
            print(told.markdown(result, options.source_url), end="")
        case "json":
            print(told.as_json(result))
        case _:
            print(told.text(result))
    return 1 if result.asks_for_something() else 0
