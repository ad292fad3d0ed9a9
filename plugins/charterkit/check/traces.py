"""What in a text could lead to a person: names, numbers, addresses, and counts so small that they single somebody out.

How patterns are written, so that no text is slow to read, is said in `patterns.py`.
Cheap signs (a digit, an @, a word) say first whether a pattern is worth trying, since most texts have none of them.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from charterkit.check import marked, numbers, rules
from charterkit.check.counts import Counts
from charterkit.check.given import GivenNames
from charterkit.check.names import Names
from charterkit.check.patterns import BETWEEN, CAPITAL, SPACE, Trace, any_of, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from charterkit.check.rules import Rule
    from charterkit.check.words import Words

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"),
)

_DIGITS_AND_AT = "0123456789@"
_DISGUISES = ("dot", "at]", "at)", "at ]", "at )", "at}")

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_AT = r"[ \t]?[\[({][ \t]?at[ \t]?[\])}][ \t]?"
_POINT = r"(?:[ \t]?[\[({][ \t]?dot[ \t]?[\])}][ \t]?|[ \t]dot[ \t])"
_DISGUISED = re.compile(
    rf"(?i:(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{_AT}[\w-]{{1,63}}(?:(?:\.|{_POINT})[\w-]{{1,63}}){{1,5}}"
    rf"|(?:[ \t]at[ \t]|@)[\w-]{{1,63}}(?:{_POINT}[\w-]{{1,63}}){{1,5}}))"
)
_HANDLE = re.compile(r"(?<![\w@./+%-])@[A-Za-z_][\w.]{1,28}\w(?![\w@(])")
_POSTCODE = re.compile(r"(?<![\w-])[A-PR-UWYZ][A-Z]?[0-9][A-Z0-9]?[ \u00a0]?[0-9][ABD-HJLNP-UW-Z]{2}(?![\w-])")
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ \u00a0]?[0-9]{2}){3}[ \u00a0]?[A-D](?!\w)"
)
_PUPIL = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?!\w)")
_LABELLED = re.compile(
    r"(?i:(?<!\w)(?P<label>ULN|UPN|(?:NHS|NI|national insurance)[ \t](?:no|number)|NINO)"
    r"\.?[ \t]?[:=#]?[ \t]?(?:is[ \t])?(?P<number>[A-Z0-9](?:[ \u00a0-]?[A-Z0-9]){7,13})(?!\w))"
)
_LABELS = ("uln", "upn", "nhs n", "ni n", "nino", "national insurance")
_LABELLED_AS = {
    "ul": (rules.LEARNER_NUMBER, "a unique learner number"),
    "up": (rules.PUPIL_NUMBER, "a unique pupil number"),
    "nh": (rules.NHS_NUMBER, "an NHS number"),
    "ni": (rules.INSURANCE_NUMBER, "a national insurance number"),
    "na": (rules.INSURANCE_NUMBER, "a national insurance number"),
}
_FEWEST_DIGITS = 6
_DIGITS = re.compile(r"(?<![\w.,£$€/+-])[0-9](?:[ \u00a0-]?[0-9]){9}(?![\w/-]|[.,][0-9])")
_PHONE = re.compile(r"(?<![\w.,£$€/-])(?:\+|00)?\(?[0-9](?:[ \u00a0.()-]{0,2}[0-9]){7,14}(?![\w/-]|[.,][0-9])")
_BOOK = re.compile(r"ISBN[^0-9]{0,12}$", re.IGNORECASE)

_DATE = (
    r"(?:[0-3]?[0-9](?:st|nd|rd|th)?(?:[ \t\n]of)?[ \t\n](?:{months})(?![a-z])|(?:{months})[ \t\n][0-3]?[0-9](?![0-9])"
    r"|(?:{months}),?[ \t\n][0-9]{{4}}|[0-3]?[0-9][./-][01]?[0-9][./-][0-9]{{2,4}}|[0-9]{{4}}-[01]?[0-9]-[0-3]?[0-9])"
    r"(?:,?[ \t\n][0-9]{{4}})?"
)

_YEARS = (1800, 2100)  # a number before a street that is more likely a year
_NEAR = 200
_AT_ONCE = 32


_Way = tuple["Callable[[str], object]", tuple["Callable[[str], Iterable[Trace]]", ...]]
"""By which signs a text is worth a look, and who looks."""


class Traces:
    """Looks through texts with the words of one site."""

    def __init__(self, words: Words) -> None:
        """Make the patterns from the words; a list that is empty finds nothing."""
        self._names = Names(words)
        self._given = GivenNames(words, self._names)
        self._counts = Counts(words)
        births = words.of.get("birth", ())
        self._birth = pattern(
            rf"(?i:(?<![\w-])(?:{any_of(births)})(?![\w-]))[^\w\n]{{0,4}}(?:(?:on|in|is|was){SPACE})?(?:the{SPACE})?"
            + _DATE.format(months=any_of(_MONTHS)),
            births,
        )
        streets = words.of.get("street", ())
        self._street = pattern(
            rf"(?<![\w.,£$€/-])(?P<house>[0-9]{{1,4}})[A-Za-z]?,?{SPACE}"
            rf"(?:{CAPITAL}[\w'’-]{{0,30}}{SPACE}){{1,4}}?(?:{any_of(streets)})(?![\w'’-])",
            streets,
        )
        networks = words.of.get("network", ())
        self._account = pattern(rf"(?i:(?<![\w-])(?:{any_of(networks)})/@?[\w.-]{{1,39}}\w)", networks)
        self._called_cues, self._cues = (
            pattern(f" (?:{any_of(word.lower() for word in cues)}) ", cues)
            for cues in (self._names.cues, self._counts.cues)
        )
        counts, called = self._counts.find, self._names.called
        self._of_people: tuple[_Way, ...] = (
            (bool, (self._names.pairs, self._given.find)),
            (self._called_cues.search, (called,)),
            (self._is_counting, (counts,)),
            (_has_owner, (self._names.related,)),
        )
        self._ways: tuple[_Way, ...] = (
            (_has_digits, (self._addresses, self._numbers, self._places, self._names.aged)),
            (self._called_cues.search, (called,)),
            (self._is_counting, (counts,)),
            (_has_slash, (self._accounts,)),
            (_has_owner, (self._names.related,)),
            (_has_disguise, (self._disguised,)),
            (_has_label, (self._labelled,)),
        )

    def find(self, texts: Sequence[str]) -> Iterator[tuple[int, Trace]]:
        """Give what was found in the texts, in order, each with the number of its text from 0.

        Words that one rule found are not found by another again. Texts are short and many, so signs are looked for in
        several at once; only where there are any is each text looked at.
        """
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            joined = _parted(BETWEEN.join(some))
            found = _placed(chain(self._names.pairs(joined), self._given.find(joined)), some)
            signs = _signs(joined)
            ways = [way for way in self._ways if way[0](signs)]
            for number, text in enumerate(some if ways else ()):
                signs, parted = _signs(text), _parted(text)
                looks = (look for has_sign, looks in ways if has_sign(signs) for look in looks)
                found += [(number, trace) for look in looks for trace in look(parted)]
            found += self._unmarked(some) if marked.may_be(joined) else []
            yield from ((first + number, trace) for number, trace in _apart(found))

    def _unmarked(self, texts: Sequence[str]) -> Iterator[tuple[int, Trace]]:
        """Give the names and counts that marks of Markdown stand in, with those."""
        for number, text in enumerate(texts):
            if plain := marked.unmarked(_parted(text)):
                signs = _signs(plain.text)
                looks = [look for has_sign, looks in self._of_people if has_sign(signs) for look in looks]
                for trace in chain.from_iterable(look(plain.text) for look in looks):
                    start, end = plain.place(trace.start), plain.place(trace.start + len(trace.text) - 1) + 1
                    yield number, replace(trace, start=start, text=text[start:end])

    def _is_counting(self, signs: str) -> bool:
        return _has_digits(signs) or self._cues.search(signs) is not None

    def _addresses(self, text: str) -> Iterator[Trace]:
        yield from _each(_EMAIL, text, rules.EMAIL, "an e-mail address")
        yield from _each(_HANDLE, text, rules.SOCIAL_HANDLE, "an account on a social network")

    def _disguised(self, text: str) -> Iterator[Trace]:
        yield from _each(_DISGUISED, text, rules.EMAIL, "an e-mail address")

    def _accounts(self, text: str) -> Iterator[Trace]:
        yield from _each(self._account, text, rules.SOCIAL_HANDLE, "an account on a social network")

    def _numbers(self, text: str) -> Iterator[Trace]:
        yield from _each(_POSTCODE, text, rules.POSTCODE, "a postcode")
        yield from _each(_INSURANCE, text, rules.INSURANCE_NUMBER, "a national insurance number")
        for found in _PUPIL.finditer(text):
            if numbers.is_pupil_number(found[0]):
                yield Trace(rules.PUPIL_NUMBER, found.start(), found[0], "a unique pupil number")
        for found in _DIGITS.finditer(text):
            digits = numbers.only_digits(found[0])
            if digits[0] == "0" or _BOOK.search(text, max(found.start() - 20, 0), found.start()):
                continue
            if numbers.is_nhs_number(digits):
                yield Trace(rules.NHS_NUMBER, found.start(), found[0], "an NHS number")
            elif numbers.is_learner_number(digits):
                yield Trace(rules.LEARNER_NUMBER, found.start(), found[0], "a unique learner number")
        for found in _PHONE.finditer(text):
            if numbers.is_phone(found[0]) and not _in_address(text, found.start()):
                yield Trace(rules.PHONE, found.start(), found[0], "a telephone number")

    def _labelled(self, text: str) -> Iterator[Trace]:
        """Give each number of which a word before it says what it is, whatever its check digit says."""
        for found in _LABELLED.finditer(text):
            digits = sum(map(str.isdecimal, found["number"]))
            rule, looks = _LABELLED_AS[found["label"][:2].lower()]
            if digits >= _FEWEST_DIGITS:
                yield Trace(rule, found.start("number"), found["number"], looks)

    def _places(self, text: str) -> Iterator[Trace]:
        yield from _each(self._birth, text, rules.BIRTH_DATE, "a date of birth")
        for found in self._street.finditer(text):
            if not _YEARS[0] <= int(found["house"]) < _YEARS[1] and not self._names.goes_on(text, found.end()):
                yield Trace(rules.HOME_ADDRESS, found.start(), found[0], "the address of a house")


def _signs(text: str) -> str:
    """Write a text in small letters, with spaces around words also where a bracket or the end of a line is."""
    return f" {text.lower()} ".replace("\n", " ").replace("(", " ").replace(BETWEEN, " ")


def _parted(text: str) -> str:
    """Part paragraphs as texts are parted: nothing goes on over an empty line. Every place stays where it was."""
    return text.replace("\n\n", f"\n{BETWEEN}")


def _has_owner(text: str) -> bool:
    return f" {Names.OWN} " in text


def _has_digits(text: str) -> bool:
    return any(sign in text for sign in _DIGITS_AND_AT)  # each many times as quick as a pattern for all


def _has_slash(text: str) -> bool:
    return "/" in text


def _has_disguise(text: str) -> bool:
    return any(sign in text for sign in _DISGUISES)


def _placed(traces: Iterable[Trace], texts: Sequence[str]) -> list[tuple[int, Trace]]:
    """Give traces in the joined texts as traces in each, with the number of the text."""
    found = list(traces)
    if not found:
        return []
    ends = list(accumulate(len(text) + len(BETWEEN) for text in texts))
    places = [bisect(ends, trace.start) for trace in found]
    before = [ends[number - 1] if number else 0 for number in places]
    return [(n, replace(trace, start=trace.start - b)) for n, b, trace in zip(places, before, found, strict=True)]


def _has_label(text: str) -> bool:
    return any(sign in text for sign in _LABELS)


def _apart(found: list[tuple[int, Trace]]) -> list[tuple[int, Trace]]:
    """Give traces in their order, without those that begin within another."""
    kept: list[tuple[int, Trace]] = []
    for number, trace in sorted(found, key=lambda item: (item[0], item[1].start, -len(item[1].text))):
        if not kept or kept[-1][0] != number or trace.start >= kept[-1][1].start + len(kept[-1][1].text):
            kept.append((number, trace))
    return kept


def _in_address(text: str, start: int) -> bool:
    """Say whether a place stands in a web address, whose digits are nobody's number."""
    before = text[max(start - _NEAR, 0) : start].split()
    return bool(before) and not text[start - 1].isspace() and "://" in before[-1]


def _each(pattern: re.Pattern[str], text: str, rule: Rule, looks: str) -> Iterator[Trace]:
    for found in pattern.finditer(text):
        if rule is rules.SOCIAL_HANDLE or not _in_address(text, found.start()):
            yield Trace(rule, found.start(), found[0], looks)
