"""Counts of people so small that they single somebody out: *two Year 9 pupils*; *of these pupils, three were excluded*.

A share counts nobody: *two in every hundred*, *nine out of 10*. But three of 40 pupils are three pupils.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.check.patterns import ROUND_ABOUT, SPACE, Trace, any_of, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.check.words import Words

_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_NO_KIND = (
    *("and", "or", "for", "with", "in", "to", "by", "of", "per", "from", "the", "a", "an", "as", "at", "on", "than"),
    *("that", "which", "who", "whose", "then", "if", *_NUMBERS, "hundred", "thousand"),
    *("people", "men", "women"),
)
"""What stands between a number and people without saying which people: it counts something else."""

_SINGLE = r"(?:(?<=only )|(?<=just ))one|1"
_PAIRS, _ONLY = ("couple of", "pair of"), ("only", "single")
_TWO = rf"a{SPACE}(?:couple|pair){SPACE}of"
_OURS = rf"(?:the|these|those|our|its|their|his|her|my){SPACE}"
_TOTAL = rf"(?!10{{1,3}}(?![0-9]))[0-9]{{2,4}}{SPACE}"  # of a round number some are a share
_WHOLE = rf"(?:{'|'.join(_NUMBERS)}|[0-9]){SPACE}"
_OF = rf"(?:out{SPACE})?of{SPACE}(?:{_OURS}(?:{_WHOLE})?)?(?:{_TOTAL})?"
_ASIDE = rf"(?:\((?:out{SPACE})?of{SPACE}[^()\0]{{1,30}}\){SPACE})?"
_PLURAL = r"(?<![^su]s)"  # but for words such as "anxious"
_GOES_ON = "who|whom|whose|that|with|without|in|to|from|of|on|at|and|but|was|is|has|had|left"
_ALONE = rf"(?:[.,;:!?)\0]|$|{SPACE}(?:{_GOES_ON})(?![\w'’-]))"
"""What follows somebody who is the only one; *the only pupil voice group* is not somebody."""

_BEFORE, _AFTER = r"(?<![\w.,:/£$€%-])", r"(?![\w'’-])"
_SHARES = ("in", "out", "of", "per", "percent", "hundred", "thousand", "quarter", "third", "half")


class Counts:
    """Looks for small counts with the words of one site.

    `cues` are what stands in every text that holds one, unless it holds a digit: with spaces around, in small letters.
    """

    def __init__(self, words: Words) -> None:
        """Make the patterns from the words; a list that is empty finds nothing."""
        most = words.smallest_count
        spelt = _NUMBERS[2:most]
        small = any_of([*spelt, *(str(number) for number in range(2, most))])
        one, many, whom = any_of(words.one), any_of(words.many), _kinds(words)
        given = most > 1 and words.many and words.one
        several = given and most > len("ab")
        self.cues = (*spelt, "just one", *_PAIRS, *_ONLY)
        of_many = rf"{_OF}{whom}(?:{many})"
        below = rf"(?:{_SINGLE}|{small})" if several else rf"(?:{_SINGLE})"
        cohorts = words.of.get("cohort", ())
        of_cohort = rf"(?:{_OF})?(?:{any_of(cohorts)})(?:{SPACE})?[0-9]{{1,2}}s" if cohorts else "(?!)"
        counted = (
            rf"{SPACE}(?!(?:{any_of((*_SHARES, *words.many))}){_AFTER})(?:was|has|[a-z][a-z-]{{1,24}}{_PLURAL}){_AFTER}"
        )
        two = rf"{_TWO}{SPACE}(?:{_OURS})?{whom}(?:{many}){_AFTER}"
        alone = rf"(?<!not )(?<!never )(?<!without )(?:{_OURS}only|a{SPACE}single){SPACE}{whom}(?:{one})(?={_ALONE})"
        self._patterns: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
            (
                (),
                pattern(
                    rf"(?i:{_BEFORE}(?:{small}){SPACE}(?:{_ASIDE}(?:{of_many}|(?:{_OURS})?{whom}(?:{many}))|{of_cohort})"
                    rf"{_AFTER})",
                    several,
                ),
            ),
            ((), pattern(rf"(?i:{_BEFORE}(?:{_SINGLE}){SPACE}{_ASIDE}(?:{of_many}|{whom}(?:{one})){_AFTER})", given)),
            (
                (),
                pattern(
                    rf"(?i:(?<![\w-])(?:of|among|amongst){SPACE}{_OURS}(?:{_TOTAL})?{whom}(?:{many})"
                    rf"(?:{SPACE}[^.,;:()\0]{{1,80}},|,)?{SPACE}(?:(?:only|just){SPACE})?{below}(?={counted}))",
                    given,
                ),
            ),
            (_PAIRS, pattern(rf"(?i:{_BEFORE}{two})", several)),
            (_ONLY, pattern(rf"(?i:(?<![\w-]){alone})", given)),
        )
        numbered = any_of(words.of.get("numbered", ()))
        self._numbered = pattern(
            rf"(?i:(?<![\w-])(?:{numbered})(?:{SPACE}[0-9]{{1,2}}(?:,?{SPACE}(?:and|to|or))?)?{SPACE}$)", numbered
        )
        number = rf"(?:{any_of(_NUMBERS)}|(?:a{SPACE})?hundred|thousand|[0-9])"
        share = rf"(?:in|out{SPACE}of){SPACE}(?:every{SPACE})?"
        self._each = re.compile(
            rf"(?i:(?<![\w-])(?:each|every)(?![\w-])[^.;:\0]{{0,30}}?{SPACE}(?:has|have|had|with|takes?|holds?|gets?|sees?|of|for)"
            rf"{SPACE}$)"
        )
        self._share_before = re.compile(rf"(?i:{number}{SPACE}{share}$)")
        self._share_after = re.compile(
            rf"(?i:{SPACE}(?:{share}(?:{number}|a{SPACE}hundred)|per\b|at{SPACE}a{SPACE}time))"
        )

    def find(self, text: str) -> Iterator[Trace]:
        """Give each small count in a text."""
        signs = text.lower()
        for needed, looked in self._patterns:
            for found in looked.finditer(text) if not needed or any(sign in signs for sign in needed) else ():
                before = text[max(found.start() - ROUND_ABOUT, 0) : found.start()]
                if any(way.search(before) for way in (self._numbered, self._each, self._share_before)):
                    continue
                if not self._share_after.match(text, found.end()):
                    looks = "a count small enough to single somebody out"
                    yield Trace(rules.SMALL_COUNT, found.start(), found[0], looks)


def _kinds(words: Words) -> str:
    """Give a pattern for what says which people are meant: *older*, *Year 9*, *very young*, *Year 9 and 10*."""
    kind = rf"(?!(?:{'|'.join(_NO_KIND)}){_AFTER})[a-z][a-z-]{{1,24}}{_PLURAL}{SPACE}"
    cohorts = any_of(words.of.get("cohort", ()))
    if not cohorts:
        return rf"(?:{kind}){{0,2}}"
    figure = rf"(?:{SPACE})?[0-9]{{1,2}}"
    more = rf"(?:(?:{SPACE}(?:and|or|to){SPACE}|[/–-])(?:(?:{cohorts})(?:{SPACE})?)?[0-9]{{1,2}})?"
    return rf"(?:{kind}){{0,2}}(?:(?:{cohorts})(?:{figure}{more})?{_AFTER}{SPACE}(?:{kind})?)?"
