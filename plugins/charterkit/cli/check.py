"""`charterkit check`: everything that is wrong with the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit import catalogue
from charterkit.problems import errors, report

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="say everything that is wrong with the records")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check the site at `root`, and give the exit status."""
    _, _, problems = catalogue.examine(root)
    if problems:
        print(report(problems))
    else:
        print("No problems found.")
    return 1 if errors(problems) or (options.strict and problems) else 0
