"""Given names without a surname, where what stands right beside one says that it is a child's or a parent's.

*The pupil Hannah came back*; *a boy, Jack, stayed*; *Jack's mother*; *Hannah, a pupil in Year 6*. A given name alone is
no sign of anything: saints, streets and companies have them too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.check.names import LOOKS
from charterkit.check.patterns import CAPITAL, LETTER, ROUND_ABOUT, SPACE, Trace, any_of, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.check.names import Names
    from charterkit.check.words import Words

_ALONE = re.compile(rf"{CAPITAL}{LETTER}{{1,30}}(?:-{CAPITAL}{LETTER}{{1,30}})?(?![\w-])(?![ \n\u00a0]{CAPITAL})")
_OPENERS = (
    *("After", "And", "As", "At", "Because", "Before", "But", "For", "From", "If", "In", "Now", "Once", "Or", "Since"),
    *("So", "Then", "Though", "Today", "Until", "When", "Where", "While", "With", "Yet"),
)
_PART_OF_MORE = re.compile(
    rf"(?:(?<![\w'’-])(?!(?:{'|'.join(_OPENERS)})\W){CAPITAL}[\w'’-]{{0,40}}\.?[ \n\u00a0]|[\w'’-])$"
)
"""What makes a given name a part of another name, such as *St* and *Lady*, but not a word that begins a sentence."""


class GivenNames:
    """Looks for given names beside the words of one site."""

    def __init__(self, words: Words, names: Names) -> None:
        """Make the patterns from the words; a list that is empty finds nothing. `names` tells names from places."""
        self._names = names
        family, cohorts = (words.of.get(kind, ()) for kind in ("family", "cohort"))
        theirs = (*words.one, *family)
        self._after_word = pattern(rf"(?i:(?<![\w'’-])(?:{any_of(theirs)}),?{SPACE}\(?$)", theirs)
        self._owns = pattern(rf"(?i:['’]s?{SPACE}(?:[a-z-]{{2,12}}{SPACE})?(?:{any_of(family)})s?(?![\w'’-]))", family)
        cohort = rf"(?:{any_of(cohorts)})(?:{SPACE})?[0-9]{{1,2}}(?![0-9])"
        self._is_one = pattern(
            rf"(?i:(?:,{SPACE}(?:who{SPACE}(?:is|was){SPACE})?|{SPACE}\(|{SPACE}(?:is|was){SPACE})"
            rf"(?:an?|our|the|one{SPACE}of{SPACE}(?:our|the)){SPACE}(?:[\w-]{{1,20}}{SPACE}){{0,3}}"
            rf"(?:{any_of((*words.one, *words.many))})(?![\w'’-]))",
            words.one,
        )
        self._in_year = pattern(rf"(?i:(?:,{SPACE}|{SPACE}\(|{SPACE}in{SPACE}){cohort})", cohorts)

    def find(self, text: str) -> Iterator[Trace]:
        """Give each given name in a text that is somebody's."""
        for found in _ALONE.finditer(text):
            if not self._names.is_given(found[0]):
                continue
            start, end = found.span()
            before = text[max(start - ROUND_ABOUT, 0) : start]
            if self._names.is_place(found[0], text, end):
                continue
            if self._after_word.search(before) or (
                not _PART_OF_MORE.search(before)
                and (self._owns.match(text, end) or self._is_one.match(text, end) or self._in_year.match(text, end))
            ):
                yield Trace(rules.PERSON_NAME, start, found[0], LOOKS)
