"""Says which record a row is about: by the fields that tell records apart, however their names are spelt.

Names are compared without case, accents and punctuation. Two names that are the same only when the words are folded
that the Data Package lists (`alike`: *Saint* and *St*, *School* and nothing) look alike, and that is for people to
decide. What has a number of its own on both sides, and not the same, is not the same whatever it is called.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.schema import VERSION_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from charterkit.schema import Table

_APOSTROPHES = re.compile("['’‘]")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.)+\w?(?!\w)")  # "C.E." is CE
_BETWEEN = re.compile(r"[\W_]+")

_MOST = 100  # records of one name that are looked at

Key = tuple[str, ...]
"""What is compared of a record: by which fields, and what they say."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a row is like: the name of it, by which fields, and whether that is sure or only looks so."""

    name: str
    by: str
    sure: bool


class Telling:
    """What tells records of one table apart: entries of a field or several with a space between them."""

    def __init__(self, table: Table, match: Sequence[str]) -> None:
        """Go by `match`, the surest entry first."""
        self.entries = tuple(tuple(entry.split()) for entry in match)
        own = [name for entry in table.match for name in entry.split()]
        self.fields = frozenset([*own, *(f"{name}{VERSION_OF}" for name in own)])
        """The fields of which a confirmation holds: whose record it is, of what, and of which version of it."""
        self.names = {
            field.name
            for field in table.fields
            if not table.target(field.name) and not field.descriptor.get("constraints", {}).keys() & {"pattern", "enum"}
        }
        """The fields that hold names, of which the spelling does not matter."""
        words = {plain(word): plain(other) for word, other in table.alike.items()}
        self._words = {word: other for word, other in words.items() if word}
        longest = sorted(self._words, key=lambda word: (-len(word), word))
        self._alike = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S)") if longest else None

    def exact(self, entry: Sequence[str], values: Mapping[str, object]) -> Key:
        """Give what is compared of the fields of an entry; empty where the record does not have them all."""
        found = [self._plain(name, values) for name in entry]
        return (" ".join(entry), *found) if all(found) else ()

    def folded(self, entry: Sequence[str], values: Mapping[str, object]) -> Key:
        """Give the same with the words folded that mean the same in names."""
        found = [self._folded(name, values) for name in entry]
        return (" ".join(entry), *found) if all(found) else ()

    def differ(self, name: str, values: Mapping[str, object], others: Mapping[str, object]) -> bool:
        """Say whether a field says another thing in two records, and not the same in other words, nor nothing."""
        one, other = self._folded(name, values), self._folded(name, others)
        return bool(one and other) and one != other

    def _plain(self, name: str, values: Mapping[str, object]) -> str:
        text = str(values.get(name, ""))
        return plain(text) if name in self.names else text.strip().casefold()

    def _folded(self, name: str, values: Mapping[str, object]) -> str:
        text = self._plain(name, values)
        if self._alike is None or name not in self.names:
            return text
        return " ".join(self._alike.sub(lambda found: self._words[found[0]], text).split()) or text


class Known:
    """Records by what tells them apart: those of the site, or the rows that were met."""

    def __init__(self, telling: Telling) -> None:
        """Know nothing yet."""
        self.telling = telling
        self._values: dict[str, Mapping[str, object]] = {}
        self._exact: dict[Key, list[str]] = {}
        self._folded: dict[Key, list[str]] = {}

    def add(self, name: str, values: Mapping[str, object]) -> None:
        """Know a record under a name."""
        self._values[name] = values
        for entry in self.telling.entries:
            for known, key in ((self._exact, self.telling.exact), (self._folded, self.telling.folded)):
                if found := key(entry, values):
                    same = known.setdefault(found, [])
                    if len(same) < _MOST:
                        same.append(name)

    def like(self, values: Mapping[str, object]) -> Likeness | None:
        """Give what is the same, or else looks like it; None where nothing is."""
        ways = ((self._exact, self.telling.exact), (self._folded, self.telling.folded))
        for known, key in ways:
            for number, entry in enumerate(self.telling.entries):
                found = [name for name in known.get(key(entry, values), ()) if not self._apart(number, name, values)]
                if found:
                    sure = known is self._exact and len(found) == 1
                    return Likeness(found[0], listed(entry), sure)
        return None

    def _apart(self, number: int, name: str, values: Mapping[str, object]) -> bool:
        """Say whether something surer than the entry with that number tells two records apart."""
        for entry in self.telling.entries[:number]:
            one, other = self.telling.exact(entry, values), self.telling.exact(entry, self._values[name])
            if one and other and one != other:
                return True
        return False


def plain(text: str) -> str:
    """Give a name as it is compared: small letters and digits, without accents, apostrophes and punctuation."""
    words = _INITIALS.sub(lambda found: found[0].replace(".", ""), _APOSTROPHES.sub("", text))
    letters = unicodedata.normalize("NFKD", words.casefold().replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", bare).split())


def listed(names: Sequence[str]) -> str:
    """Write names of fields in a sentence."""
    return " and ".join(f"`{name}`" for name in names)
