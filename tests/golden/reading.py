"""Reads and applies golden files: one mistake that an author can make, and what the engine must say of it.

A golden file begins with a few `key: value` lines:

    mistake: what the author did wrong, in a sentence
    file:    the file of the small site (tests/sites/small) in which it is done; made when it is not there
    rename:  what the file is renamed to          (optional)
    link:    what the file is made a link to      (optional)
    remove:  yes, where the file is taken away    (optional)
    today:   the day of the check                 (optional; a day on which nothing is overdue)
    add:     a file to be made, empty             (optional)

Parts follow, each after a line of its own: `--- find` and `--- write` (text that stands once in the file, and what
stands there instead; as many pairs as it takes) or `--- content` (the whole file), and last `--- report` (everything
that `charterkit check` prints). What cannot be seen stands between double braces in a `write` or `content`:
`{{U+202E}}` is that character, `{{0xFF 0xFE}}` are those bytes, `{{2000 x word }}` is `word ` two thousand times.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "mistakes"

_PART = re.compile(r"^--- (find|write|content|report|in [^\n]+)\n", re.MULTILINE)
_MARK = re.compile(rb"\{\{(?:U\+(?P<code>[0-9A-F]{4,6})|0x(?P<bytes>[0-9A-Fx ]+)|(?P<times>\d+) x (?P<text>.*?))\}\}")
_KEYS = {"mistake", "file", "rename", "link", "remove", "today", "add"}
_TODAY = "2026-06-01"


@dataclass(frozen=True)
class Golden:
    """One golden file."""

    path: Path
    given: dict[str, str]
    edits: tuple[tuple[str, str, str], ...]
    content: str | None
    report: str

    def make(self, site: Path) -> None:
        """Make the mistake in the site at `site`."""
        path = site / self.given["file"]
        if self.content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(self.content))
        for name, find, write in self.edits:
            text = (site / name).read_bytes()
            assert text.count(find.encode()) == 1, f"{find!r} must stand once in {name}"
            (site / name).write_bytes(text.replace(find.encode(), _bytes(write)))
        if "add" in self.given:
            (site / self.given["add"]).parent.mkdir(parents=True, exist_ok=True)
            (site / self.given["add"]).touch()
        if "rename" in self.given:
            target = site / self.given["rename"]
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        if "link" in self.given or "remove" in self.given:
            path.unlink(missing_ok=True)
        if "link" in self.given:
            path.symlink_to(self.given["link"])

    @property
    def today(self) -> datetime.date:
        """Give the day of the check."""
        return datetime.date.fromisoformat(self.given.get("today", _TODAY))

    def rewrite(self, report: str) -> None:
        """Put `report` in the place of the expected one."""
        text = self.path.read_text("utf-8")
        start = text.index("--- report\n")
        self.path.write_text(f"{text[:start]}--- report\n{report}\n", encoding="utf-8")


def goldens() -> list[Golden]:
    """Read all golden files."""
    return [_golden(path) for path in sorted(FOLDER.glob("*.golden"))]


def _golden(path: Path) -> Golden:
    head, *parts = _PART.split(path.read_text("utf-8"))
    given = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
    assert given.keys() <= _KEYS, path.name
    named = [(name, text.removesuffix("\n")) for name, text in zip(parts[::2], parts[1::2], strict=True)]
    edits, place, find = [], given["file"], ""
    for name, text in named:
        if name.startswith("in "):
            place = name.removeprefix("in ")
        elif name == "find":
            find = text
        elif name == "write":
            edits.append((place, find, text))
    content = [f"{text}\n" if text else "" for name, text in named if name == "content"]
    (report,) = [text for name, text in named if name == "report"]
    return Golden(path, given, tuple(edits), content[0] if content else None, report)


def _bytes(text: str) -> bytes:
    return _MARK.sub(_meant, text.encode())


def _meant(found: re.Match[bytes]) -> bytes:
    if found["code"]:
        return chr(int(found["code"], 16)).encode()
    if found["bytes"]:
        return bytes.fromhex(found["bytes"].decode().replace("0x", ""))
    return found["text"] * int(found["times"])
