"""`charterkit build`: the whole site, all or nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


ALL, PAGES = "all", "pages"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("build", help="check the records, then build the site into the folder site/")
    parser.add_argument(
        "--strict",
        nargs="?",
        const=ALL,
        choices=(ALL, PAGES),
        metavar=PAGES,
        help=f"fail on warnings too; with ={PAGES} not on those about records, such as one that names a withdrawn one",
    )
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Build the site at `root`, and give the exit status."""
    from charterkit.mkdocs.command import build  # noqa: PLC0415 - MkDocs takes a while to import, and `check` needs none of it

    os.chdir(root)
    return build(root / "mkdocs.yml", strict=options.strict is not None, of_records=options.strict != PAGES)
