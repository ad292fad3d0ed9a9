"""`charterkit translations`: which languages charters are in, what has fallen behind, and the fingerprints to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit import catalogue
from charterkit.originals import Originals

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from charterkit.records import Row


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("translations", help="say which translations have fallen behind their original")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """List every charter with its fingerprint and its translations, and give the exit status: 1 where one is behind."""
    del options
    _, tables, _ = catalogue.examine(root)
    texts = Originals(tables)
    behind = False
    for row in tables.get("charters", ()):
        version, fingerprint = row.cells.get("version", ""), texts.charter(row).fingerprint
        print(f"{row.cells.get('id')}: version {version}, original_text: {fingerprint}")
        for other in tables.get("charter-translations", ()):
            if other.cells.get("charter") == row.cells.get("id"):
                told = _behind(other, version, fingerprint)
                behind = behind or bool(told)
                language, review = other.cells.get("language"), other.cells.get("review")
                print(f"  {language}: {told or 'up to date'}, {review} ({other.path})")
    return 1 if behind else 0


def _behind(row: Row, version: str, fingerprint: str) -> str:
    """Say in which way a translation has fallen behind; nothing where it has not."""
    if row.cells.get("original_version") != version:
        return f"behind, made of version {row.cells.get('original_version')}"
    if row.cells.get("original_text", fingerprint) != fingerprint:
        return "behind, the original was reworded"
    return ""
