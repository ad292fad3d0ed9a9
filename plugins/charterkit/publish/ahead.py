"""Makes the folders of a site's pages while it is not known yet what will be in them.

A page stands in a folder of its own, and to make a thousand folders takes a quarter of a second, more than to link the
pages into them. Most of those that the published site has are needed again; they are made while one core reads and
checks the records and the others have nothing to do.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING

from charterkit import aside
from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

_PLAIN = re.compile(r"(?:[\w-]+/)+")  # the paths come from a file that strangers may have written
_NAME = ".ahead"  # MkDocs empties the folder into which it builds, but for what is hidden


class Ahead:
    """The folders for pages at the `paths`, like `a/b/`, of a site that is built in the folder `staged`."""

    def __init__(self, staged: Path, paths: Iterable[str]) -> None:
        """Begin to make them, where a process of its own can do so; elsewhere they are made as they are needed."""
        self.staged = staged
        self.paths = sorted(path for path in paths if _PLAIN.fullmatch(path))
        self.work = aside.Aside(self._make) if self.paths and aside.possible() else None

    def put(self, needed: Collection[str]) -> None:
        """Put into the site, which has no files yet, those of the folders that are `needed`."""
        work, self.work = self.work, None
        if work is None:
            return
        made = self.staged / _NAME
        try:
            work.finish()
            for folder in made.iterdir():
                folder.rename(self.staged / folder.name)
        except (CharterkitError, OSError):  # whatever it was, who needs a folder makes it and will tell
            pass
        shutil.rmtree(made, ignore_errors=True)
        for path in reversed(self.paths):
            if path not in needed:
                self._remove(path)

    def stop(self) -> None:
        """Make no more; the site will not be built."""
        work, self.work = self.work, None
        if work:
            work.stop()

    def _make(self) -> None:
        for path in self.paths:
            (self.staged / _NAME / path).mkdir(parents=True, exist_ok=True)

    def _remove(self, path: str) -> None:
        """Remove the folder of a page, and those above it, as long as they are empty."""
        folder = self.staged / path
        with contextlib.suppress(OSError):
            while folder != self.staged:
                folder.rmdir()
                folder = folder.parent
