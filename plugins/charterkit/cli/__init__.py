"""The `charterkit` command: one module for each of its commands, which adds its options and carries it out.

Exit status: 0 fine, 1 problems found, 2 wrong use. Nobody is shown a traceback for a mistake in the content.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from charterkit import __version__
from charterkit.cli import build, check, keep, links, new, schemas, serve, summary, take_in, translations, verify
from charterkit.problems import CharterkitError, WrongUse

CONFIG = "mkdocs.yml"

_COMMANDS = (check, build, serve, new, take_in, verify, summary, keep, schemas, translations, links)
"""As `--help` lists them; each has `add(commands)`. What takes long to import waits until it runs."""


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
    except WrongUse as error:
        print(f"charterkit: {error}", file=sys.stderr)
        return 2
    except CharterkitError as error:
        print(error, file=sys.stderr)
        return 1
    return status


def run() -> NoReturn:
    """Run the command as a process of its own, and end that at once.

    A site's records, rows and views are a million objects. Python would take them apart one by one before it ends,
    which is a tenth of a rebuild; the system frees them in one go. Nor is anything gained by looking for garbage
    before, unless the process goes on and on, as when it serves.
    """
    status = 1
    if "serve" not in sys.argv[1:]:
        gc.disable()
    with contextlib.suppress(BrokenPipeError):  # nobody reads any more, as after `| head`
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="charterkit", description="Publishes charters, toolkits and libraries of practice."
    )
    parser.add_argument("--version", action="version", version=f"charterkit {__version__}")
    parser.add_argument(
        "--site", default=".", metavar="FOLDER", help="the site's folder, where mkdocs.yml is (default: here)"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add(commands)
    return parser
