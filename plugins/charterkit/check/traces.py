"""What in a text could lead to a person: names, numbers, addresses, and counts so small that they single somebody out.

Texts come from strangers, and may be made to be slow to read. So every pattern starts at a fixed sign or word, what it
repeats is bounded, and no two parts of it that follow each other can take the same characters: time is linear.
Cheap signs (a digit, an @, a word) say first whether a pattern is worth trying, since most texts have none of them.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from charterkit.check import numbers, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from charterkit.check.rules import Rule
    from charterkit.check.words import Words

_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)

_SPACE = r"[ \t\n\u00a0]{1,4}"
_LETTER = r"[^\W\d_]"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
_NAME = rf"(?<![\w'’-]){_CAPITAL}{_LETTER}{{0,30}}(?:['’-]{_LETTER}{{1,30}}){{0,3}}"

_DIGITS_AND_AT = "0123456789@"
_PAIR = re.compile(r"(?P<first>[A-Z][a-z'’-]{1,30})(?P<stop>\.?)[ \n\u00a0](?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(rf"{_LETTER}[\w'’-]{{0,40}}")
_SENTENCE_ENDS = ".!?:;"

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_HANDLE = re.compile(r"(?<![\w@./+%-])@[A-Za-z_][\w.]{2,29}(?![\w@(])")
_POSTCODE = re.compile(r"(?<![\w-])[A-PR-UWYZ][A-Z]?[0-9][A-Z0-9]?[ \u00a0]?[0-9][ABD-HJLNP-UW-Z]{2}(?![\w-])")
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ \u00a0]?[0-9]{2}){3}[ \u00a0]?[A-D](?!\w)"
)
_PUPIL = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?!\w)")
_DIGITS = re.compile(r"(?<![\w.,£$€/+-])[0-9](?:[ \u00a0-]?[0-9]){9}(?![\w/-]|[.,][0-9])")
_PHONE = re.compile(r"(?<![\w.,£$€/-])(?:\+|00)?\(?[0-9](?:[ \u00a0.()-]{0,2}[0-9]){7,14}(?![\w/-]|[.,][0-9])")
_BOOK = re.compile(r"ISBN[^0-9]{0,12}$", re.IGNORECASE)

_DATE = (
    r"(?:[0-3]?[0-9](?:st|nd|rd|th)?(?:[ \t\n]of)?[ \t\n](?:{months})(?![a-z])|(?:{months})[ \t\n][0-3]?[0-9](?![0-9])"
    r"|(?:{months}),?[ \t\n][0-9]{{4}}|[0-3]?[0-9][./-][01]?[0-9][./-][0-9]{{2,4}}|[0-9]{{4}}-[01]?[0-9]-[0-3]?[0-9])"
    r"(?:,?[ \t\n][0-9]{{4}})?"
)

_NO_KIND = frozenset(
    {
        "and",
        "or",
        "for",
        "with",
        "in",
        "to",
        "by",
        "of",
        "per",
        "from",
        "the",
        "a",
        "an",
        "as",
        "at",
        "on",
        "than",
        "that",
        "which",
        "who",
        "whose",
        "then",
        "if",
    }
)
"""What stands between a number and people without saying which people: it counts something else."""

_YEARS = (1800, 2100)  # a number before a street that is more likely a year
_NEAR = 200
_ROUND_ABOUT = 40
_LONG = 140  # at least four parts of a name
_AT_ONCE = 32
_BETWEEN = "\0"  # between texts that are looked at together; no record holds one, and no pattern goes over it


@dataclass(frozen=True, slots=True)
class Trace:
    """What a rule found in a text: the words, where they start, and what they look like."""

    rule: Rule
    start: int
    text: str
    looks: str


class Traces:
    """Looks through texts with the words of one site."""

    def __init__(self, words: Words) -> None:
        """Make the patterns from the words; a list that is empty finds nothing."""
        self._one = frozenset(word.casefold() for word in words.one)
        self._people = self._one | {word.casefold() for word in words.many}
        self._institutions = frozenset(word.casefold() for word in words.of.get("institution", ()))
        self._first_names = frozenset(words.of.get("first-name", ()))
        self._titles = frozenset(words.of.get("title", ()))
        naming = words.of.get("naming", ())
        one, people = _any(words.one), _any((*words.one, *words.many))
        name = rf"(?P<name>{_NAME}(?:{_SPACE}{_NAME}){{0,3}})"
        self._titled = _pattern(rf"(?<![\w'’-])(?:{_any(self._titles)})\.?{_SPACE}{name}", self._titles)
        self._called = _pattern(
            rf"(?i:(?<![\w-])(?:{one}),?{_SPACE}(?:who{_SPACE}(?:is|was){_SPACE})?(?:{_any(naming)})){_SPACE}{name}",
            naming and words.one,
        )
        self._apposed = _pattern(rf"(?<![\w-])(?:{one}),?{_SPACE}$", words.one)
        self._name = re.compile(rf"{_NAME}{_SPACE}{_NAME}(?:{_SPACE}{_NAME}){{0,2}}")
        self._near = _pattern(rf"(?i:(?<![\w-])(?:{people})(?![\w-]))", self._people)
        self._aged = re.compile(
            rf"(?P<name>{_NAME}(?:{_SPACE}{_NAME}){{0,2}})"
            rf"(?:,{_SPACE}|{_SPACE}\(|,?{_SPACE}(?:who{_SPACE})?(?:is|was){_SPACE})"
            rf"(?:aged?{_SPACE}[0-9]{{1,2}}(?![0-9])|(?:an?{_SPACE})?[0-9]{{1,2}}[ -]years?[ -]old)"
            r"(?![ \t\n]{0,2}(?:to|or|and|–|-)[ \t\n]{0,2}(?:[0-9]|over|above|under))"
        )
        months = _any(_MONTHS)
        births = words.of.get("birth", ())
        self._birth = _pattern(
            rf"(?i:(?<![\w-])(?:{_any(births)})(?![\w-]))[^\w\n]{{0,4}}(?:(?:on|in|is|was){_SPACE})?(?:the{_SPACE})?"
            + _DATE.format(months=months),
            births,
        )
        streets = words.of.get("street", ())
        self._street = _pattern(
            rf"(?<![\w.,£$€/-])(?P<house>[0-9]{{1,4}})[A-Za-z]?,?{_SPACE}"
            rf"(?:{_CAPITAL}[\w'’-]{{0,30}}{_SPACE}){{1,4}}?(?:{_any(streets)})(?![\w'’-])",
            streets,
        )
        networks = words.of.get("network", ())
        self._account = _pattern(rf"(?i:(?<![\w-])(?:{_any(networks)})/@?[\w.-]{{2,40}})", networks)
        self._small(words)
        counting = (*_NUMBERS[2 : words.smallest_count], "only one", "just one")
        self._cues = re.compile(f" (?:{_any(word.lower() for word in (*naming, *counting))}) ")
        self._ways: tuple[tuple[Callable[[str], object], tuple[Callable[[str], Iterable[Trace]], ...]], ...] = (
            (_has_digits, (self._addresses, self._numbers, self._places, self._ages, self._counts)),
            (self._has_words, (self._called_names, self._counts)),
            (_has_slash, (self._accounts,)),
        )

    def _small(self, words: Words) -> None:
        most = words.smallest_count
        spelt = _NUMBERS[2:most]
        small = _any([*spelt, *(str(number) for number in range(2, most))])
        single = r"(?:(?<=only )|(?<=just ))one|1"
        one, many = _any(words.one), _any(words.many)
        kind = rf"(?:(?P<kind>[a-z][a-z-]{{1,24}}){_SPACE})?"
        of = rf"(?:of{_SPACE})?(?:(?:the|these|those|our|its|their){_SPACE})?"
        given = most > 1 and words.many and words.one
        self._several = _pattern(
            rf"(?i:(?<![\w.,:/£$€%-])(?P<number>{small}){_SPACE}{of}{kind}(?:{many})(?![\w'’-]))",
            given and most > len("ab"),
        )
        self._single = _pattern(
            rf"(?i:(?<![\w.,:/£$€%-])(?P<number>{single}){_SPACE}{kind}(?:{one})(?![\w'’-]))", given
        )
        numbered = _any(words.of.get("numbered", ()))
        self._numbered = re.compile(
            rf"(?i:(?<![\w-])(?:{numbered})(?:{_SPACE}[0-9]{{1,2}}(?:,?{_SPACE}(?:and|to|or))?)?{_SPACE}$)"
            if numbered
            else r"(?!)"
        )
        number = rf"(?:{_any(_NUMBERS)}|(?:a{_SPACE})?hundred|thousand|[0-9])"
        share = rf"(?:in|out{_SPACE}of){_SPACE}(?:every{_SPACE})?"
        self._share_before = re.compile(rf"(?i:{number}{_SPACE}{share}$)")
        self._share_after = re.compile(
            rf"(?i:{_SPACE}(?:{share}(?:{number}|a{_SPACE}hundred)|per\b|at{_SPACE}a{_SPACE}time))"
        )

    def find(self, texts: Sequence[str]) -> Iterator[tuple[int, Trace]]:
        """Give what was found in the texts, in order, each with the number of its text from 0.

        Words that one rule found are not found by another again. Texts are short and many, so signs are looked for in
        several at once; only where there are any is each text looked at.
        """
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            joined = _BETWEEN.join(some)
            found = _placed(self._names(joined), some)
            ways = [way for way in self._ways if way[0](joined)]
            for number, text in enumerate(some if ways else ()):
                looks = (look for has_sign, looks in ways if has_sign(text) for look in looks)
                found += [(number, trace) for look in looks for trace in look(text)]
            yield from ((first + number, trace) for number, trace in _apart(found))

    def _has_words(self, text: str) -> object:
        return self._cues.search(f" {text} ".lower().replace("\n", " ").replace(_BETWEEN, " "))

    def _addresses(self, text: str) -> Iterator[Trace]:
        yield from _each(_EMAIL, text, rules.EMAIL, "an e-mail address")
        yield from _each(_HANDLE, text, rules.SOCIAL_HANDLE, "an account on a social network")

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

    def _places(self, text: str) -> Iterator[Trace]:
        yield from _each(self._birth, text, rules.BIRTH_DATE, "a date of birth")
        for found in self._street.finditer(text):
            if not _YEARS[0] <= int(found["house"]) < _YEARS[1] and not self._goes_on(text, found.end()):
                yield Trace(rules.HOME_ADDRESS, found.start(), found[0], "the address of a house")

    def _ages(self, text: str) -> Iterator[Trace]:
        for found in self._aged.finditer(text):
            first = found["name"].split()[0].casefold()
            if first not in self._people and not self._is_place(found["name"], text, found.end("name")):
                yield Trace(rules.PERSON_NAME, found.start(), found[0], "somebody's name and age")

    def _called_names(self, text: str) -> Iterator[Trace]:
        yield from self._named(self._called.finditer(text), text)

    def _names(self, text: str) -> Iterator[Trace]:
        for pair in _PAIR.finditer(text):
            first, start, end = pair["first"], pair.start(), pair.end()
            if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
                continue
            if first in self._titles:
                yield from self._named(self._titled.finditer(text, start, end + _LONG), text)
            elif pair["stop"]:
                continue
            elif self._apposed.search(text[max(start - _ROUND_ABOUT, 0) : start]):
                name = self._name.match(text, start)
                if name and not self._is_place(name[0], text, name.end()):
                    yield Trace(rules.PERSON_NAME, start, name[0], "a person's name")
            elif first in self._first_names:
                last = _WORD.match(text, end)
                is_near = last and self._near.search(_sentence(text, start, last.end()))
                if last and is_near and not self._is_place(last[0], text, last.end()):
                    yield Trace(rules.PERSON_NAME, start, text[start : last.end()], "a person's name")

    def _named(self, names: Iterable[re.Match[str]], text: str) -> Iterator[Trace]:
        for found in names:
            if not self._is_place(found["name"], text, found.end("name")):
                yield Trace(rules.PERSON_NAME, found.start(), found[0], "a person's name")

    def _is_place(self, name: str, text: str, end: int) -> bool:
        """Say whether a name is, or goes on as, that of a place, an organisation or a programme."""
        return any(map(self._is_institution, _WORD.findall(name))) or self._goes_on(text, end)

    def _is_institution(self, word: str) -> bool:
        return word.casefold().removesuffix("'s").removesuffix("’s") in self._institutions

    def _goes_on(self, text: str, end: int) -> bool:
        """Say whether one of the next three words, in the same sentence, makes a name that of an organisation."""
        for _ in range(3):
            if text[end : end + 1] not in {" ", "\n", "\u00a0"}:
                return False
            found = _WORD.match(text, end + 1)
            if found is None:
                return False
            if self._is_institution(found[0]):
                return True
            if not found[0][0].isupper():
                return False
            end = found.end()
        return False

    def _counts(self, text: str) -> Iterator[Trace]:
        for pattern in (self._several, self._single):
            for found in pattern.finditer(text):
                kind = (found["kind"] or "").lower()
                before = text[max(found.start() - _ROUND_ABOUT, 0) : found.start()]
                if kind in _NO_KIND or (kind.endswith("s") and not kind.endswith("ss")):
                    continue
                if self._numbered.search(before) or self._share_before.search(before):
                    continue
                if not self._share_after.match(text, found.end()):
                    yield Trace(
                        rules.SMALL_COUNT, found.start(), found[0], "a count small enough to single somebody out"
                    )


def _has_digits(text: str) -> bool:
    return any(sign in text for sign in _DIGITS_AND_AT)  # each many times as quick as a pattern for all


def _has_slash(text: str) -> bool:
    return "/" in text


def _placed(traces: Iterable[Trace], texts: Sequence[str]) -> list[tuple[int, Trace]]:
    """Give traces in the joined texts as traces in each, with the number of the text."""
    found = list(traces)
    if not found:
        return []
    ends = list(accumulate(len(text) + len(_BETWEEN) for text in texts))
    places = [bisect(ends, trace.start) for trace in found]
    before = [ends[number - 1] if number else 0 for number in places]
    return [(n, replace(trace, start=trace.start - b)) for n, b, trace in zip(places, before, found, strict=True)]


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


def _sentence(text: str, start: int, end: int) -> str:
    """Give what stands around a place, as far as its sentence goes and not too far."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    before, after = before.rpartition(_BETWEEN)[2], after.partition(_BETWEEN)[0]
    first = max(before.rfind(sign + space) for sign in _SENTENCE_ENDS for space in " \n") + 1
    ends = [place for sign in _SENTENCE_ENDS for space in " \n" if (place := after.find(sign + space)) >= 0]
    return f"{before[first:]} {after[: min(ends, default=len(after))]}"


def _each(pattern: re.Pattern[str], text: str, rule: Rule, looks: str) -> Iterator[Trace]:
    for found in pattern.finditer(text):
        if rule is rules.SOCIAL_HANDLE or not _in_address(text, found.start()):
            yield Trace(rule, found.start(), found[0], looks)


def _any(words: Iterable[str]) -> str:
    """Give a pattern for any of the words, the longest first, with any space between their parts."""
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"[ \t\n]{1,4}".join(map(re.escape, word.split())) for word in listed)


def _pattern(written: str, words: object) -> re.Pattern[str]:
    """Compile a pattern that was made from words; without any it finds nothing."""
    return re.compile(written if words else r"(?!)")
