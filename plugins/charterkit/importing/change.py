"""Writes single values into records that are there, wherever they stand, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit import amending, sheet
from charterkit.importing import CannotImport
from charterkit.importing.plan import put
from charterkit.source import MAX_BYTES, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from charterkit.records import Row
    from charterkit.schema import Table


def write(root: Path, table: Table, changes: Sequence[tuple[Row, dict[str, str]]]) -> list[str]:
    """Change the rows, each with its new values, in their files, and give the files' names.

    Every file is made ready before the first is written. Raises `CannotImport` or `CannotWrite` where one cannot be.
    """
    by_file: dict[str, list[tuple[Row, dict[str, str]]]] = {}
    for row, values in changes:
        if values:
            by_file.setdefault(row.path, []).append((row, values))
    made: dict[str, str] = {}
    for name, found in by_file.items():
        rows = found[0][0].csv is not None
        _, problems = read_text(root / name, name, sheet.MAX_BYTES if rows else MAX_BYTES)
        if problems:
            raise CannotImport(f"{name} has errors. Mend it first: run `charterkit check`.")
        text = (root / name).read_bytes().decode("utf-8")
        if rows:
            made[name] = amending.rows(text, {row.cells["id"]: values for row, values in found})
        else:
            made[name] = amending.fields(text, table, found[0][1])
    for name, text in made.items():
        put(root / name, text, new=False)
    return list(made)
