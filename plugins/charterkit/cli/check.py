"""`charterkit check`: everything that is wrong with the records, for people, for GitHub or for other programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.cli import asked
from charterkit.problems import WrongUse, errors, matters

if TYPE_CHECKING:
    import argparse

    from charterkit.problems import Problem


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="say everything that is wrong with the records")
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file or folder: everything is read, but only what is wrong there is told (default: everywhere)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="for people, as annotations for GitHub Actions, or for other programs (default: %(default)s)",
    )
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument(
        "--today",
        metavar="DATE",
        help=f"the day on which to judge what is overdue, as in 2026-03-31 (default: {asked.TODAY}, or today)",
    )
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Check the site at `root`, and give the exit status."""
    chosen = [_inside(root, path) for path in options.paths]
    today = asked.today(options.today)
    _, tables, found = catalogue.examine(root, today=today)
    if tables:  # else nothing was read, whatever was asked for
        found = [problem for problem in found if _is_in(problem.path, chosen)]
    _write(found, root, options.format)
    return 1 if errors(found) or (options.strict and matters(found)) else 0


def _write(found: list[Problem], root: Path, form: str) -> None:
    match form:
        case "github":
            said = report.github(found, _above(root))
        case "json":
            said = report.as_json(found)
        case _:
            said = report.text(found, root, colour=report.wants_colour(sys.stdout))
    print(said)


def _inside(root: Path, written: str) -> str:
    """Give a path as problems show it, an empty text for the site itself; raises `WrongUse`.

    It goes from where the command is run, or else from the site's folder. Links are not followed.
    """
    there = [Path(os.path.abspath(place)) for place in (written, root / written)]  # noqa: PTH100 - `resolve` follows links
    there = [path.parent.resolve() / path.name if path != root else root for path in there if os.path.lexists(path)]
    if not there:
        message = f"there is no file or folder {report.safe(written)}."
        raise WrongUse(message)
    path = next((path for path in there if path.is_relative_to(root)), None)
    if path is None:
        message = f"{report.safe(written)} is outside the site, which is the folder {root}."
        raise WrongUse(message)
    inside = path.relative_to(root).as_posix()
    return "" if inside == "." else inside


def _is_in(path: str, chosen: list[str]) -> bool:
    return not chosen or any(not place or path == place or path.startswith(f"{place}/") for place in chosen)


def _above(root: Path) -> str:
    """Give what leads from the top of the repository to the site, for GitHub, which knows files from there."""
    top = os.environ.get("GITHUB_WORKSPACE")
    if not top or not root.is_relative_to(Path(top).resolve()):
        return ""
    above = root.relative_to(Path(top).resolve()).as_posix()
    return "" if above == "." else f"{above}/"
