"""The `charterkit` command.

Exit status: 0 fine, 1 problems found, 2 wrong use. Nobody is shown a traceback for a mistake in the content.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from charterkit import __version__, catalogue
from charterkit.problems import CharterkitError, errors, report

CONFIG = "mkdocs.yml"


def main(arguments: list[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process when None), and give its exit status."""
    options = _parser().parse_args(arguments)
    root = Path(options.site).resolve()
    if not (root / CONFIG).is_file():
        print(
            f"charterkit: there is no {CONFIG} in {root}. Run this in a site's folder, or name one with --site.",
            file=sys.stderr,
        )
        return 2
    # Rows and views are many and live to the end; looking through them again and again for garbage costs a fifth.
    gc.set_threshold(200_000, 20, 100)
    try:
        status: int = options.run(root, options)
    except CharterkitError as error:
        print(error, file=sys.stderr)
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="charterkit", description="Publishes charters, toolkits and libraries of practice."
    )
    parser.add_argument("--version", action="version", version=f"charterkit {__version__}")
    parser.add_argument(
        "--site", default=".", metavar="FOLDER", help="the site's folder, where mkdocs.yml is (default: here)"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    check = commands.add_parser("check", help="say everything that is wrong with the records")
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="check the records, then build the site into the folder site/")
    build.add_argument("--strict", action="store_true", help="fail on warnings too")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="show the site in a browser, and again after every change")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where (default: %(default)s)")
    serve.set_defaults(run=_serve)
    return parser


def _check(root: Path, options: argparse.Namespace) -> int:
    _, _, problems = catalogue.examine(root)
    if problems:
        print(report(problems))
    else:
        print("No problems found.")
    return 1 if errors(problems) or (options.strict and problems) else 0


def _build(root: Path, options: argparse.Namespace) -> int:
    from charterkit.mkdocs.command import build  # noqa: PLC0415 - MkDocs takes a while to import, and `check` needs none of it

    os.chdir(root)
    return build(root / CONFIG, strict=options.strict)


def _serve(root: Path, options: argparse.Namespace) -> int:
    from charterkit.mkdocs.command import serve  # noqa: PLC0415 - as above

    os.chdir(root)
    return serve(root / CONFIG, address=options.address)
