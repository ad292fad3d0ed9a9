"""Tries out on a copy of the site what is to be written, so that nothing is written that would be refused."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit.importing import CannotImport

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("content", "data")
_WRITTEN = frozenset({".yml", ".yaml", ".csv"})
"""What a command may write into; all else is only read, and need not be there twice."""


@contextlib.contextmanager
def copied(root: Path) -> Iterator[Path]:
    """Give a copy of what is checked of the site at `root`, which is gone afterwards. Links stay links.

    Raises `CannotImport` where it cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="charterkit-") as made:
        try:
            for folder in FOLDERS:
                if (root / folder).is_dir():
                    shutil.copytree(root / folder, Path(made) / folder, symlinks=True, copy_function=_copy)
        except OSError as error:  # what cannot be read, or a disk that is full
            raise CannotImport(f"The site cannot be copied to try this out ({error}). Nothing was written.") from None
        yield Path(made)


def _copy(source: str, target: str) -> None:
    if Path(source).suffix.lower() not in _WRITTEN:
        with contextlib.suppress(OSError):  # another disk, or a system that has no such links
            os.link(source, target)
            return
    shutil.copy2(source, target, follow_symlinks=False)
