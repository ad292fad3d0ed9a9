"""What is wrong with a site's files, where it stands, and what to write instead.

Every layer that reads or checks collects `Problem`s instead of raising, so that one run tells an editor everything.
"""

from __future__ import annotations

import difflib
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_WORDS = 12
_MOST_CHARACTERS = 60
_MOST_LIKE = 3
_LIKE = 0.6
_NEARLY_AS_LIKE = 0.08

_HIDING = frozenset(
    {"schema", "link", "unreadable", "encoding", "character", "too-large", "yaml", "too-deep", "two-documents"}
    | {"yaml-tab", "yaml-quote", "yaml-start", "yaml-colon", "yaml-indent", "csv", "csv-header", "file-name"}
)
"""The rules of problems for which a file or part of it was not read: more may be wrong there than could be seen."""


class Severity(enum.IntEnum):
    """How much a problem matters: an error stops the build, a warning does so only in strict mode.

    A notice is no mistake. It tells a reviewer of what an author has decided, such as a finding acknowledged.
    """

    ERROR = 1
    WARNING = 2
    NOTICE = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake.

    `path` is relative to the site's folder and uses forward slashes; `line` and `column` count from 1. `message` says
    what is wrong, `hint` what to write instead, `rule` names the kind of mistake for filters and documentation.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str
    rule: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give `path:line:column: severity: message`, then the remedy on a line of its own."""
        head = f"{self.path}:{self.line}:{self.column}: {self.severity.name.lower()}: {self.message}"
        return f"{head}\n    {self.hint}" if self.hint else head


class CharterkitError(Exception):
    """Something that ends a command; its text is for the person who ran it, and is shown without a traceback."""


class WrongUse(CharterkitError):
    """A command was asked for what cannot be meant; its exit status is 2, not 1."""


class ContentError(CharterkitError):
    """The site's files have errors; `problems` holds them all."""

    def __init__(self, problems: Sequence[Problem], said: str = "") -> None:
        """Keep the problems; the text of the exception is the report `said`, or else a line for each."""
        self.problems = tuple(problems)
        super().__init__(said or "\n".join(map(str, in_order(self.problems))))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def matters(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems that are mistakes: what is left without the notices."""
    return [problem for problem in problems if problem.severity is not Severity.NOTICE]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort, the most important first, and drop what is said twice.

    Errors come before warnings, and among them those that may hide others; then it goes by place.
    """
    unique = dict.fromkeys(problems)
    return sorted(
        unique, key=lambda p: (p.severity, p.rule not in _HIDING, p.path, p.line, p.column, p.rule, p.message)
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like `word`, or an empty text when none is like it."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def likely(word: str, known: Iterable[str]) -> list[str]:
    """Give the known words that may have been meant: the nearest, and up to two that are nearly as near."""
    word = word.lower()
    close = difflib.get_close_matches(word, list(known), n=_MOST_LIKE, cutoff=_LIKE)
    ratios = [difflib.SequenceMatcher(None, other, word).ratio() for other in close]
    return [other for other, ratio in zip(close, ratios, strict=True) if ratio >= ratios[0] - _NEARLY_AS_LIKE]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the sentence that offers the nearest known words, or an empty text."""
    return offered(likely(word, known))


def offered(words: Sequence[str]) -> str:
    """Give the sentence that offers words in the place of one that is not known, or an empty text."""
    if not words:
        return ""
    quoted = [f"`{word}`" for word in words]
    listed = f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]
    return wording.DID_YOU_MEAN.format(near=listed)


def choice(words: Iterable[str], where: str) -> str:
    """Write the words to choose from, if they are few enough to read; else say where they are listed."""
    known = list(words)
    if not known or len(known) > _MOST_WORDS:
        return f"Choose from those in {where}."
    return f"Choose from: {', '.join(known)}."


def short(text: str) -> str:
    """Write a text on one line that can be read at a glance."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1] + "…"
