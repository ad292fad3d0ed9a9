"""Names of people: beside a title, beside what somebody is to a child or in a school, and with an age.

Most pairs of words with capitals are places, schools and programmes. So a name needs a sign that it is somebody's, and
must not go on as that of an organisation.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from charterkit.check import rules
from charterkit.check.patterns import (
    BETWEEN,
    CAPITAL,
    LETTER,
    NAME,
    ROUND_ABOUT,
    SPACE,
    Trace,
    any_of,
    pattern,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.check.words import Words

_PAIR = re.compile(
    rf"(?P<first>{CAPITAL}{LETTER}{{1,30}}(?:['’-]{LETTER}{{1,30}}){{0,2}})(?P<stop>\.?)[ \n\u00a0](?={CAPITAL})"
)
_WORD = re.compile(rf"{LETTER}[\w'’-]{{0,40}}")
_LONG = 140  # at least four parts of a name
LOOKS = "a person's name"


class Names:
    """Looks for names with the words of one site.

    `cues` are what stands in every text in which `called` finds any: with spaces around, in small letters; `OWN` is so
    in every text in which `related` does.
    """

    OWN = "my"

    def __init__(self, words: Words) -> None:
        """Make the patterns from the words; a list that is empty finds nothing."""
        self._people = {word.casefold() for word in (*words.one, *words.many)}
        self._institutions = frozenset(word.casefold() for word in words.of.get("institution", ()))
        self._first_names = frozenset(map(_bare, words.of.get("first-name", ())))
        self._titles = frozenset(words.of.get("title", ()))
        self._known = frozenset(_beginning(name) for name in words.of.get("known", ()))
        naming, family, roles = (words.of.get(kind, ()) for kind in ("naming", "family", "role"))
        self.cues = tuple(naming)
        theirs = (*words.one, *family)
        name = rf"(?P<name>{NAME}(?:{SPACE}{NAME}){{0,3}})"
        self._titled = pattern(rf"(?<![\w'’-])(?:{any_of(self._titles)})\.?{SPACE}{name}", self._titles)
        self._called = pattern(
            rf"(?i:(?<![\w-])(?:{any_of(theirs)}),?{SPACE}(?:who{SPACE}(?:is|was){SPACE})?(?:{any_of(naming)})){SPACE}{name}",
            naming and theirs,
        )
        self._related = pattern(rf"(?i:(?<![\w-]){self.OWN}{SPACE}(?:{any_of(family)})),?{SPACE}{name}", family)
        self._apposed = pattern(rf"(?<![\w-])(?:{any_of(theirs)}),?{SPACE}$", theirs)
        self._employed = pattern(rf"(?i:(?<![\w-])(?:{any_of(roles)})s?,?{SPACE}$)", roles)
        self._employed_after = pattern(
            rf"(?i:(?:(?:,{SPACE}|{SPACE}\(|{SPACE}(?:is|was|as){SPACE})(?:(?:the|a|an|our|its|their){SPACE})?"
            rf"(?:[a-z-]{{2,20}}{SPACE}){{0,2}}|{SPACE})(?:{any_of(roles)})(?![\w'’-]))",
            roles,
        )
        self._before = frozenset(word.split()[-1].casefold().removesuffix("s") for word in (*theirs, *roles))
        self._name = re.compile(rf"{NAME}{SPACE}{NAME}(?:{SPACE}{NAME}){{0,2}}")
        self._our_employed = pattern(
            rf"(?i:(?<![\w-])(?:our|the|an?|its|their|his|her|my|then|new|former){SPACE}(?:{any_of(roles)}){SPACE}$)",
            roles,
        )
        cohorts = words.of.get("cohort", ())
        self._in_year = pattern(
            rf"(?i:(?:,{SPACE}|{SPACE}\(|{SPACE}(?:in|from|of){SPACE}|,?{SPACE}(?:who{SPACE})?(?:is|was){SPACE}in{SPACE})"
            rf"(?:{any_of(cohorts)})(?:{SPACE})?[0-9]{{1,2}}(?![0-9]))",
            cohorts,
        )
        near = (*words.one, *words.many, *family)
        self._near = pattern(rf"(?i:(?<![\w-])(?:{any_of(near)})(?![\w-]))", near)
        self._aged = re.compile(
            rf"(?P<name>{NAME}(?:{SPACE}{NAME}){{0,2}})"
            rf"(?:,{SPACE}|{SPACE}\(|,?{SPACE}(?:who{SPACE})?(?:is|was){SPACE})"
            rf"(?:aged?{SPACE}[0-9]{{1,2}}(?![0-9])|(?:an?{SPACE})?[0-9]{{1,2}}[ -]years?[ -]old)"
            r"(?![ \t\n]{0,2}(?:to|or|and|–|-)[ \t\n]{0,2}(?:[0-9]|over|above|under))"
        )

    def aged(self, text: str) -> Iterator[Trace]:
        """Give each name that an age goes with."""
        for found in self._aged.finditer(text):
            first = found["name"].split()[0].casefold()
            if first not in self._people and not self.is_place(found["name"], text, found.end("name")):
                yield Trace(rules.PERSON_NAME, found.start(), found[0], "somebody's name and age")

    def called(self, text: str) -> Iterator[Trace]:
        """Give each name after a word for naming."""
        yield from self._named(self._called.finditer(text), text)

    def related(self, text: str) -> Iterator[Trace]:
        """Give each name after what somebody is to whoever writes."""
        for found in self._related.finditer(text):
            name = found["name"].split()
            is_whole = len(name) > 1 or self.is_given(name[0])
            if is_whole and not self.is_place(found["name"], text, found.end("name")):
                yield Trace(rules.PERSON_NAME, found.start(), found[0], LOOKS)

    def pairs(self, text: str) -> Iterator[Trace]:
        """Give each name of two words or more, of which something around it says that it is somebody's."""
        for pair in _PAIR.finditer(text):
            first, start, end = pair["first"], pair.start(), pair.end()
            if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
                continue
            if first in self._titles:
                yield from self._named(self._titled.finditer(text, start, end + _LONG), text)
            elif pair["stop"]:
                continue
            else:
                name = self._apposition(text, start) or (self.is_given(first) and self._whole(text, start, end))
                if name and _beginning(name) not in self._known:
                    yield Trace(rules.PERSON_NAME, start, name, LOOKS)

    def _apposition(self, text: str, start: int) -> str:
        """Give a name that stands right after what somebody is, or an empty text."""
        before = text[max(start - ROUND_ABOUT, 0) : start].rpartition(BETWEEN)[2]
        words = before.replace(",", " ").split()
        if not words or words[-1].casefold().removesuffix("s") not in self._before:
            return ""
        name = self._name.match(text, start)
        if name is None or self.is_place(name[0], text, name.end()):
            return ""
        has_role = self._our_employed.search(before) or (
            self.is_given(name[0].split()[0]) and self._employed.search(before)
        )
        return name[0] if has_role or self._apposed.search(before) else ""

    def _whole(self, text: str, start: int, end: int) -> str:
        """Give a given name and the surname after it, where the sentence is about people, or an empty text."""
        last = _WORD.match(text, end)
        if last is None or self.is_place(last[0], text, last.end()):
            return ""
        is_near = (
            self._near.search(sentence(text, start, last.end()))
            or self._employed_after.match(text, last.end())
            or self._in_year.match(text, last.end())
        )
        return text[start : last.end()] if is_near else ""

    def is_given(self, word: str) -> bool:
        """Say whether a word is a given name, with or without its accents, or the first of two with a hyphen."""
        bare = _bare(word)
        return bare in self._first_names or bare.partition("-")[0] in self._first_names

    def _named(self, names: Iterable[re.Match[str]], text: str) -> Iterator[Trace]:
        for found in names:
            if not self.is_place(found["name"], text, found.end("name")):
                yield Trace(rules.PERSON_NAME, found.start(), found[0], LOOKS)

    def is_place(self, name: str, text: str, end: int) -> bool:
        """Say whether a name is, or goes on as, that of a place, an organisation or a programme."""
        return any(map(self._is_institution, _WORD.findall(name))) or self.goes_on(text, end)

    def _is_institution(self, word: str) -> bool:
        return word.casefold().removesuffix("'s").removesuffix("’s") in self._institutions

    def goes_on(self, text: str, end: int) -> bool:
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


def _beginning(name: str) -> str:
    """Give the first two words of a name, by which it is known again, in small letters and without accents."""
    return " ".join(_bare(name).split()[:2])


def _bare(word: str) -> str:
    """Write a word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn").lower()
