"""Writes what is overdue and which addresses no longer lead anywhere: for people, for an issue, for other programs.

What is written comes from strangers' files and from strangers' hosts. In Markdown it stands as code and as nothing
else, so that it can neither be formatted nor call for anybody; everywhere it is plain ASCII or made harmless.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from charterkit.links.visits import Verdict
from charterkit.report import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.links.found import Place
    from charterkit.links.visits import Answer
    from charterkit.problems import Problem

JSON_VERSION = 1
"""Raised when a key of the JSON is renamed or removed; new keys may come without."""

_MOST_CHARACTERS = 60_000
"""What an issue takes is 65,536."""

_HEADINGS = {
    Verdict.DEAD: ("Dead addresses", "Look for where the page is now, or take the link out."),
    Verdict.MOVED: ("Addresses that have moved", "Look at the new address, and write it in the place of the old one."),
    Verdict.UNSURE: (
        "Addresses that could not be judged",
        "Open them in a browser. Some hosts turn programs away; a page that you can read there needs no change.",
    ),
}
_OVERDUE = ("Overdue", "Read the record again, mend what has changed, and write new dates.")
_NOTHING = "Nothing is overdue, and every address leads somewhere."

_HARMLESS = "!$&'()*+,/:;=?@[]~#%-._"


@dataclass(frozen=True)
class Report:
    """What is overdue, and the answer for each address with its places."""

    overdue: Sequence[Problem]
    places: Mapping[str, Sequence[Place]]
    answers: Mapping[str, Answer]

    def of(self, verdict: Verdict) -> list[str]:
        """Give the addresses with one verdict, in order."""
        return sorted(address for address, answer in self.answers.items() if answer.verdict is verdict)

    def asks_for_something(self) -> bool:
        """Say whether there is something to do; what could not be judged is no reason by itself."""
        return bool(self.overdue or self.of(Verdict.DEAD) or self.of(Verdict.MOVED))


def text(report: Report) -> str:
    """Write it for people."""
    lines = [safe(f"{p.path}:{p.line}:{p.column}: overdue: {p.message}") for p in report.overdue]
    for verdict in _HEADINGS:
        for address in report.of(verdict):
            answer = report.answers[address]
            lines += [safe(f"{place}: {verdict.value}: {address} ({answer.said})") for place in report.places[address]]
            if answer.to:
                lines.append(f"    Write {_plain(answer.to)}")
    return "\n".join([*lines, summary(report)])


def markdown(report: Report, source_url: str = "") -> str:
    """Write it for an issue, cut off where that would be too long.

    `source_url` is what a file's path is added to for an address at which it can be edited.
    """
    entries = list(_entries(report, source_url))
    lines = [summary(report), *([] if entries else ["", _NOTHING])]
    size = sum(map(len, lines))
    for number, (heading, entry) in enumerate(entries):
        added = [*heading, entry]
        size += sum(len(line) + 1 for line in added)
        if size > _MOST_CHARACTERS:
            left = len(entries) - number
            lines += ["", f"There is no room here for {left} more. `charterkit links` lists them all."]
            break
        lines += added
    return "\n".join([*lines, ""])


def as_json(report: Report) -> str:
    """Write it as JSON: `version`, `overdue`, `addresses` (all but those that are fine) and how many were `visited`."""
    told = {
        "version": JSON_VERSION,
        "overdue": [
            {"path": p.path, "line": p.line, "column": p.column, "rule": p.rule, "message": p.message}
            for p in report.overdue
        ],
        "addresses": [
            {
                "address": address,
                "verdict": verdict.value,
                "reason": report.answers[address].said,
                "instead": report.answers[address].to,
                "places": [place._asdict() for place in report.places[address]],
            }
            for verdict in _HEADINGS
            for address in report.of(verdict)
        ],
        "visited": len(report.answers),
    }
    return json.dumps(told, indent=1)  # ASCII only, so that no character can do anything anywhere


def summary(report: Report) -> str:
    """Count what was found in a sentence."""
    asked = len(report.answers)
    counts = {verdict: len(report.of(verdict)) for verdict in _HEADINGS}
    return (
        f"{len(report.overdue)} overdue. Of {asked} {'address' if asked == 1 else 'addresses'}, "
        f"{counts[Verdict.DEAD]} dead, {counts[Verdict.MOVED]} moved, {counts[Verdict.UNSURE]} unsure."
    )


def _entries(report: Report, source_url: str) -> Iterator[tuple[list[str], str]]:
    """Give each entry of the issue, the first of each kind with the heading that comes before it."""
    heading = _heading(*_OVERDUE)
    for problem in report.overdue:
        place = _place(problem.path, problem.line, problem.column, source_url)
        yield heading, f"- [ ] {place}: {_words(problem.message)}"
        heading = []
    for verdict, said in _HEADINGS.items():
        heading = _heading(*said)
        for address in report.of(verdict):
            answer = report.answers[address]
            lines = [f"- [ ] {_code(_plain(address))}: {_words(answer.said)}"]
            if answer.to:
                lines.append(f"  - now {_code(_plain(answer.to))}")
            lines += [f"  - in {_place(*place, source_url)}" for place in report.places[address]]
            yield heading, "\n".join(lines)
            heading = []


def _heading(title: str, advice: str) -> list[str]:
    return ["", f"## {title}", "", advice, ""]


def _place(path: str, line: int, column: int, source_url: str) -> str:
    shown = _code(safe(f"{path}:{line}:{column}"))
    return f"[{shown}]({source_url}{quote(path)}#L{line})" if source_url else shown


def _words(written: str) -> str:
    """Give a sentence of ours in which a date or a value of a stranger's stands, as text that Markdown leaves alone."""
    return "".join(sign if sign.isalnum() or sign in " .,()-/;:'" else f"&#{ord(sign)};" for sign in safe(written))


def _code(written: str) -> str:
    return f"`{written.replace('`', '%60')}`"


def _plain(address: str) -> str:
    """Give an address in ASCII, without anything that ends it or means something to Markdown."""
    return quote(address, safe=_HARMLESS)
