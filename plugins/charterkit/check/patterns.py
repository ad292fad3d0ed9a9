"""What the patterns share that look for people in texts (`traces.py`, `names.py`, `counts.py`).

Texts come from strangers, and may be made to be slow to read. So every pattern starts at a fixed sign or word, what it
repeats is bounded, and no two parts of it that follow each other can take the same characters: time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.check.rules import Rule

SPACE = r"[ \t\n\u00a0]{1,4}"
LETTER = r"[^\W\d_]"
CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
NAME = rf"(?<![\w'’-]){CAPITAL}{LETTER}{{0,30}}(?:['’-]{LETTER}{{1,30}}){{0,3}}"

BETWEEN = "\0"
"""Between texts that are looked at together; no record holds one, and no pattern goes over it."""

ROUND_ABOUT = 40
"""How many characters before a place are looked at to tell what it is."""

_NEAR = 200
_SENTENCE_ENDS = ".!?:;"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a rule found in a text: the words, where they start, and what they look like."""

    rule: Rule
    start: int
    text: str
    looks: str


def sentence(text: str, start: int, end: int) -> str:
    """Give what stands around a place, as far as its sentence goes and not too far."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    before, after = before.rpartition(BETWEEN)[2], after.partition(BETWEEN)[0]
    first = max(before.rfind(sign + space) for sign in _SENTENCE_ENDS for space in " \n") + 1
    ends = [place for sign in _SENTENCE_ENDS for space in " \n" if (place := after.find(sign + space)) >= 0]
    return f"{before[first:]} {after[: min(ends, default=len(after))]}"


def any_of(words: Iterable[str]) -> str:
    """Give a pattern for any of the words, the longest first, with any space between their parts."""
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"[ \t\n]{1,4}".join(map(re.escape, word.split())) for word in listed)


def pattern(written: str, words: object) -> re.Pattern[str]:
    """Compile a pattern that was made from words; without any it finds nothing."""
    return re.compile(written if words else r"(?!)")
