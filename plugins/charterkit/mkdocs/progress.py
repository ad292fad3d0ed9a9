"""Shows on a terminal how far a build is, on one line that the next thing said replaces. Elsewhere it says nothing."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_EVERY = 0.1  # seconds; a terminal that is written to more often slows the build
_CLEAR = "\r\x1b[K"


class Progress:
    """One line on the terminal `stream`."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to the error output unless told otherwise."""
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty()
        self.last = 0.0
        self.done = 0

    def stage(self, what: str) -> None:
        """Begin another stage of the work."""
        self.done = 0
        self._write(f"{what} …")

    def step(self, what: str, total: int) -> None:
        """Count one more of `total`."""
        self.done += 1
        if self.shown and (time.monotonic() - self.last > _EVERY or self.done == total):
            self._write(f"{what}: {self.done:,} of {total:,}")

    def end(self) -> None:
        """Clear the line."""
        if self.shown:
            self.stream.write(_CLEAR)
            self.stream.flush()

    def _write(self, text: str) -> None:
        if self.shown:
            self.last = time.monotonic()
            self.stream.write(_CLEAR + text)
            self.stream.flush()
