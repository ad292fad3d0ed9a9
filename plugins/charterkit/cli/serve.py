"""`charterkit serve`: the site in a browser, and again after every change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("serve", help="show the site in a browser, and again after every change")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where (default: %(default)s)")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve the site at `root` until interrupted, and give the exit status."""
    from charterkit.mkdocs.command import serve  # noqa: PLC0415 - MkDocs takes a while to import

    os.chdir(root)
    return serve(root / "mkdocs.yml", address=options.address)
