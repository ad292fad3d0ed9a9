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


class Severity(enum.IntEnum):
    """How much a problem matters: an error stops the build, a warning does so only in strict mode."""

    ERROR = 1
    WARNING = 2


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


class ContentError(CharterkitError):
    """The site's files have errors; `problems` holds them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the text of the exception is the report."""
        self.problems = tuple(problems)
        super().__init__(report(self.problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by severity, then by place, and drop what is said twice."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.severity, p.path, p.line, p.column, p.rule, p.message))


def report(problems: Iterable[Problem]) -> str:
    """Write every problem for people to read, the errors first, with a closing count."""
    listed = in_order(problems)
    wrong = len(errors(listed))
    counts = f"{_counted(wrong, 'error')}, {_counted(len(listed) - wrong, 'warning')}"
    return "\n".join([*map(str, listed), counts])


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like `word`, or an empty text when none is like it."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the sentence that offers the nearest known word, or an empty text."""
    close = nearest(word, known)
    return wording.DID_YOU_MEAN.format(near=close) if close else ""


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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
