"""What stands around the marks of Markdown, without them: they may stand in the middle of a name.

`**Hannah** Okafor` is one, and so is `[Ms](#a) Okafor`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from charterkit.check.patterns import BETWEEN

_SIGNS = ("*", "_", "](")
_MARKS = re.compile(
    r"(?<![\w*])[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}(?![\w*])|\[(?=[^\[\]\0\n]{1,80}\]\()|\]\([^()\s\0]{1,300}\)"
)
_AROUND = 120
"""So many characters before and after a mark are read with it."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Parts of a text without marks, with `BETWEEN` between. They begin at `starts`, and at `places` in the text."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, start: int) -> int:
        """Give the place in the text of a place among the parts."""
        part = bisect_right(self.starts, start) - 1
        return self.places[part] + start - self.starts[part]


def may_be(text: str) -> bool:
    """Say whether there may be marks in a text."""
    return any(sign in text for sign in _SIGNS)


def unmarked(text: str) -> Unmarked | None:
    """Give what stands around the marks of a text; None where it has none."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    size = read = 0

    def take(start: int, end: int) -> None:
        nonlocal size
        starts.append(size)
        places.append(start)
        pieces.append(text[start:end])
        size += end - start

    for mark in _MARKS.finditer(text) if may_be(text) else ():
        before = max(mark.start() - _AROUND, 0)
        if pieces and before > read + _AROUND:
            take(read, read + _AROUND)
            pieces.append(BETWEEN)
            size += len(BETWEEN)
            read = before
        elif not pieces:
            read = before
        take(read, mark.start())
        read = mark.end()
    if not pieces:
        return None
    take(read, read + _AROUND)
    return Unmarked("".join(pieces), tuple(starts), tuple(places))
