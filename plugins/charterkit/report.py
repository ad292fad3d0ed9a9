"""Writes problems: for people, for GitHub's annotations, and as JSON for other programs.

What is written may come from a stranger's file: nothing in it reaches a terminal as a control, or GitHub as a command.
"""

from __future__ import annotations

import json
import os
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TextIO

from charterkit.problems import Problem, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    _Paint = Callable[[str, str], str]

JSON_VERSION = 1
"""Raised when a key of the JSON is renamed or removed; new keys may come without."""

_LONGEST = 16 * 1024 * 1024
_WIDTH = 100
_AROUND = 4 * _WIDTH  # characters on each side that are looked at; a line may have a million
_TAB = 4
_OF_WHOLE_FILES = frozenset({"file-name", "link", "too-large", "unreadable", "encoding"})
_JOINERS = "\u200c\u200d"  # part of how some scripts, and emoji, are written
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NO_WIDTH = frozenset({"Mn", "Me"})

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36"}
_DIM = "2"
_BOLD = "1"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def text(problems: Iterable[Problem], root: Path | None = None, *, colour: bool = False) -> str:
    """Write every problem for people to read, the most important first, with a closing count.

    With `root`, the site's folder, each shows the line that it is about. What was acknowledged is listed at the end.
    """
    listed = in_order(problems)
    paint = _painted if colour else _plain
    lines = _Lines(root)
    written = [_entry(problem, lines, paint) for problem in listed if problem.severity is not Severity.NOTICE]
    notices = [_entry(problem, lines, paint) for problem in listed if problem.severity is Severity.NOTICE]
    if notices:
        heading = paint("Acknowledged, for whoever reviews this to read:", _BOLD)
        notices.insert(0, heading if not written else f"\n{heading}")
    return "\n".join([*written, *notices, paint(summary(listed), _BOLD)])


def github(problems: Iterable[Problem], prefix: str = "") -> str:
    """Write every problem as a workflow command, which GitHub shows beside the changed line, and a closing count.

    `prefix` leads from the top of the repository to the site, with a slash at its end, or is empty.
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    listed = in_order(problems)
    return "\n".join([*(_command(problem, prefix) for problem in listed), summary(listed)])


def as_json(problems: Iterable[Problem]) -> str:
    """Write every problem as JSON: `version`, `problems`, `acknowledged` (the notices) and `counts`."""
    listed = in_order(problems)
    told = {
        "version": JSON_VERSION,
        "problems": [_told(problem) for problem in listed if problem.severity is not Severity.NOTICE],
        "acknowledged": [_told(problem) for problem in listed if problem.severity is Severity.NOTICE],
        "counts": _counts(listed),
    }
    return json.dumps(told, indent=1)  # ASCII only, so that no character can do anything anywhere


def summary(problems: Iterable[Problem]) -> str:
    """Count the problems in a sentence."""
    counts = _counts(list(problems))
    if not counts["errors"] and not counts["warnings"]:
        said = "No problems found"
    else:
        said = f"{_counted(counts['errors'], 'error')}, {_counted(counts['warnings'], 'warning')}"
        said += f" in {_counted(counts['files'], 'file')}"
    return f"{said}; {counts['acknowledged']} acknowledged." if counts["acknowledged"] else f"{said}."


def wants_colour(stream: TextIO) -> bool:
    """Say whether `stream` is a terminal whose owner has not asked for no colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def safe(written: str) -> str:
    """Give a text in which nothing moves a cursor, hides or turns around: those become �, line ends spaces."""
    return "".join(map(_safe, written))


@cache
def _safe(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if character in _JOINERS or unicodedata.category(character) not in _UNSAFE:
        return character
    return "�"


def _entry(problem: Problem, lines: _Lines, paint: _Paint) -> str:
    severity = paint(problem.severity.name.lower(), _COLOURS[problem.severity])
    place = f"{safe(problem.path)}:{problem.line}:{problem.column}:"
    parts = [f"{paint(place, _BOLD)} {severity}: {safe(problem.message)}"]
    if problem.rule not in _OF_WHOLE_FILES and (line := lines.find(problem.path, problem.line)):
        shown, caret = _excerpt(line, problem.column)
        margin = f"{problem.line:>5} | "
        bar = " " * (len(margin) - 2) + "| "
        parts += [paint(margin, _DIM) + shown, paint(bar, _DIM) + paint(caret, _COLOURS[problem.severity])]
    if problem.hint:
        parts.append(f"    {safe(problem.hint)}")
    return "\n".join(parts)


def _excerpt(line: str, column: int) -> tuple[str, str]:
    """Give the part of a line around a column, as it is shown, and a line with a caret below the column."""
    first, last = max(column - 1 - _AROUND, 0), column - 1 + _AROUND
    before, after = _cells(line[first : column - 1]), _cells(line[column - 1 : last])
    start = _cut(before[::-1], _WIDTH * 2 // 3)[::-1]
    left = "".join(cell for cell, _ in start)
    width = sum(wide for _, wide in start)
    end = _cut(after, _WIDTH - width)
    right = "".join(cell for cell, _ in end)
    if first or len(start) < len(before):
        left, width = f"…{left}", width + 1
    if line[last:] or len(end) < len(after):
        right += "…"
    return (left + right).rstrip(), " " * width + "^"


def _cells(part: str) -> list[tuple[str, int]]:
    """Give each character as it is shown, with the columns that it takes on a terminal."""
    return [(" " * _TAB, _TAB) if character == "\t" else (_safe(character), _wide(character)) for character in part]


def _cut(cells: list[tuple[str, int]], room: int) -> list[tuple[str, int]]:
    """Give as many of the first cells as there is room for."""
    taken = 0
    for number, (_, wide) in enumerate(cells):
        taken += wide
        if taken > room:
            return cells[:number]
    return cells


@cache
def _wide(character: str) -> int:
    if character in _JOINERS or unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _Lines:
    """The lines of the files that problems stand in, each file read once; links are not followed."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.known: dict[str, list[str]] = {}

    def find(self, path: str, line: int) -> str:
        if path not in self.known:
            self.known[path] = self._read(path)
        lines = self.known[path]
        return lines[line - 1] if 1 <= line <= len(lines) else ""

    def _read(self, name: str) -> list[str]:
        if self.root is None:
            return []
        path = self.root / name
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > _LONGEST:
                return []
            read = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except (OSError, ValueError):
            return []
        return read.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _command(problem: Problem, prefix: str) -> str:
    properties = {
        "file": f"{prefix}{problem.path}",
        "line": str(problem.line),
        "col": str(problem.column),
        "title": f"{problem.severity.name.capitalize()}: {problem.rule}",
    }
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "%0A".join(_data(part) for part in (problem.message, problem.hint) if part)
    return f"::{_COMMANDS[problem.severity]} {named}::{said}"


def _data(written: str) -> str:
    """Escape what stands after the command, as its specification says; line ends are spaces already."""
    return safe(written).replace("%", "%25")


def _property(written: str) -> str:
    return _data(written).replace(":", "%3A").replace(",", "%2C")


def _told(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.name.lower(),
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
    }


def _counts(problems: list[Problem]) -> dict[str, int]:
    """Count; `files` are those with an error or a warning."""
    by = [problem.severity for problem in problems]
    return {
        "errors": by.count(Severity.ERROR),
        "warnings": by.count(Severity.WARNING),
        "acknowledged": by.count(Severity.NOTICE),
        "files": len({problem.path for problem in problems if problem.severity is not Severity.NOTICE}),
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _plain(written: str, code: str) -> str:
    del code
    return written


def _painted(written: str, code: str) -> str:
    return f"\x1b[{code}m{written}\x1b[0m"
