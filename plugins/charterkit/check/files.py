"""Files that records name: each must be there. What must be in them is said in `media`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel


def files(root: Path, model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find files that are missing; a schema says where they belong (`file_in: data`)."""
    for table in model.tables.values():
        folders = {f.name: f.file_in for f in table.fields if f.file_in}
        for row in tables[table.name] if folders else ():
            for name, folder in folders.items():
                value = row.cells.get(name, "")
                if not value or name in row.broken or "/" in value or "\\" in value:
                    continue
                path = root / folder / value
                if not path.is_symlink() and not path.is_file():  # a link is reported as one
                    out = "take this entry out" if table.by_name[name].required else f"leave `{name}` out"
                    hint = f"Put the picture there, or {out}."
                    yield row.problem(name, f"there is no file {folder}/{value}", hint, "missing-file")
