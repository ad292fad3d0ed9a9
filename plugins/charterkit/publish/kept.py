"""Files that took time to make, kept from build to build: one file each, under the hash of all it was made from.

A folder of them can be deleted at any time. What a build did not ask for is forgotten when it `end`s.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from charterkit.publish.files import link_or_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Kept:
    """The files in one folder."""

    def __init__(self, folder: Path) -> None:
        """Look what there is."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.known = {path.name for path in folder.iterdir()}
        self.needed: set[str] = set()

    def has(self, name: str) -> bool:
        """Say whether this file was made before."""
        return name in self.known

    def data(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Give what the file called `name` holds, and make it if it was not made before."""
        kept = self.folder / name
        self.needed.add(name)
        if name in self.known:
            return kept.read_bytes()
        content = make()
        self._keep(name, content)
        return content

    def publish(self, name: str, make: Callable[[], bytes], target: Path) -> None:
        """Put the file called `name` at `target`, and make it if it was not made before."""
        if name not in self.known:
            self._keep(name, make())
        self.needed.add(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        link_or_copy(self.folder / name, target)

    def _keep(self, name: str, content: bytes) -> None:
        fresh = (self.folder / name).with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(self.folder / name)  # whole or not at all, whatever interrupts
        self.known.add(name)

    def end(self) -> None:
        """Forget what nobody asked for."""
        for name in self.known - self.needed:
            with suppress(OSError):  # another build may have been quicker
                (self.folder / name).unlink()
