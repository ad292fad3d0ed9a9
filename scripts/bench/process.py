"""Runs commands as somebody at a terminal would, and says what they took by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class CommandFailedError(Exception):
    """A command ended with another status than 0; the message holds all that it said."""


@dataclass(frozen=True)
class Usage:
    """What commands took, run one after the other, with all the processes that they started."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, of the user and of the system."""
    peak: float
    """MiB that the largest single process held at its largest; not the sum where several ran at once."""

    def then(self, other: Usage) -> Usage:
        """This and the `other` after it."""
        return Usage(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def run(command: Sequence[str], folder: Path) -> Usage:
    """Run `command` in `folder`, and give what it took.

    Raises:
        CommandFailedError: it did not end with 0.
    """
    # What earlier commands wrote is put on the disk first, or this one would pay for it.
    os.sync()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=_surroundings())
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            text = said.read().decode(errors="replace")
            raise CommandFailedError(f"{' '.join(command)} in {folder} ended with {process.returncode}:\n{text}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def _surroundings() -> dict[str, str]:
    """The variables of commands: none that would make Python start differently, and MkDocs' notice silenced."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}
