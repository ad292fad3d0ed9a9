"""Gathers the addresses elsewhere that a site's records and Markdown pages lead to, with the place of each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

from charterkit import visibility
from charterkit.check.places import Places
from charterkit.source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.records import Tables
    from charterkit.schema import DataModel

PAGES = "content"
"""The folder in which editors' Markdown pages are, beside the records."""

_MAX_PAGE = 1024 * 1024
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_IN_HTML = re.compile(r"""(?<![\w-])(?:href|src)\s*=\s*["'](https?://[^"'\s]+)""", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


class Place(NamedTuple):
    """Where an address stands; `line` and `column` count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Give `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


def addresses(root: Path, model: DataModel, tables: Tables) -> dict[str, list[Place]]:
    """Give every address that readers of the site at `root` can follow, with its places, in order.

    That is a cell that is nothing but an address, and each link in a long text or a page. What readers do not see,
    drafts and withdrawn records, is left out.
    """
    found: dict[str, set[Place]] = {}
    for address, place in [*_in_records(root, model, tables), *_in_pages(root)]:
        found.setdefault(address, set()).add(place)
    return {address: sorted(found[address]) for address in sorted(found)}


def _in_records(root: Path, model: DataModel, tables: Tables) -> Iterator[tuple[str, Place]]:
    places = Places(root)
    for name, rows in visibility.public(model, tables).items():
        for field in model.tables[name].fields:
            for row in rows:
                text = row.cells.get(field.name, "")
                if "://" not in text:
                    continue
                seen: Counter[str] = Counter()
                for address in _of_cell(text, markdown=field.markdown):
                    yield address, Place(row.path, *places.find(row, field.name, address, seen[address]))
                    seen[address] += 1


def _of_cell(text: str, *, markdown: bool) -> Iterator[str]:
    if markdown:
        yield from (address for address, _ in _links(text))
    elif _ADDRESS.fullmatch(text):
        yield text


def _in_pages(root: Path) -> Iterator[tuple[str, Place]]:
    for path in sorted((root / PAGES).rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink() or not path.is_file():
            continue
        text, _ = read_text(path, name, _MAX_PAGE)
        front = _FRONT_MATTER.match(text)
        start = front.end() if front else 0
        for address, offset in _links(text[start:]):
            before = text[: start + offset]
            yield address, Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _links(text: str) -> Iterator[tuple[str, int]]:
    """Give each address that Markdown leads to, with where in the text it stands, or its link begins."""
    raw = text.encode()
    events = iter(pyromark.events_with_range(text))
    for event, span in events:
        begin = len(raw[: span["start"]].decode())
        whole = text[begin : begin + len(raw[span["start"] : span["end"]].decode())]
        kind, value = _kind(event)
        if kind == "CodeBlock" and value == "Indented":
            yield from _indented(events, raw)
        elif kind in {"Link", "Image"} and _ADDRESS.match(value["dest_url"]):
            yield value["dest_url"], begin + max(whole.find(value["dest_url"]), 0)
        elif kind in {"Html", "InlineHtml"}:
            yield from ((found[1], begin + found.start(1)) for found in _IN_HTML.finditer(whole))


def _indented(events: Iterator[tuple[Any, Any]], raw: bytes) -> Iterator[tuple[str, int]]:
    """Look into indented lines one by one: for CommonMark they are code, for the theme they are often a box."""
    for event, span in events:
        if _kind(event)[0] != "Text":
            return
        line = raw[span["start"] : span["end"]].decode()
        begin = len(raw[: span["start"]].decode()) + len(line) - len(line.lstrip())
        yield from ((address, begin + offset) for address, offset in _links(line.lstrip()))


def _kind(event: Any) -> tuple[str, Any]:  # noqa: ANN401 - the parser's events are texts and dictionaries
    """Give the name of what begins or stands here, and what is said of it; an empty name for anything else."""
    if isinstance(event, dict):
        name, value = next(iter(event.items()))
        if name == "Start":
            return _kind(value) if isinstance(value, dict) else ("", None)
        if name != "End":
            return name, value
    return "", None
