"""Files that records name: each must be there, a plain file inside the site, and what its ending says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_PNG = b"\x89PNG\r\n\x1a\n"
_MAX_BYTES = 1024 * 1024


def files(root: Path, model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find pictures that are missing or not what they seem; a schema says where they belong (`file_in: data`)."""
    for table in model.tables.values():
        folders = {f.name: f.file_in for f in table.fields if f.file_in}
        for row in tables[table.name] if folders else ():
            for name, folder in folders.items():
                value = row.cells.get(name, "")
                if not value or name in row.broken or "/" in value or "\\" in value:
                    continue
                path = root / folder / value
                if path.is_symlink():
                    continue  # reported as a link
                if not path.is_file():
                    hint = f"Put the picture there, or leave `{name}` out."
                    yield row.problem(name, f"there is no file {folder}/{value}", hint, "missing-file")
                elif path.stat().st_size > _MAX_BYTES:
                    hint = "Save it smaller: 600 pixels wide is plenty."
                    yield row.problem(name, f"{folder}/{value} is larger than 1 MB", hint, "too-large")
                elif path.suffix == ".png" and path.read_bytes()[: len(_PNG)] != _PNG:
                    yield row.problem(name, f"{folder}/{value} is not a PNG picture", "Save it as PNG.", "picture")
