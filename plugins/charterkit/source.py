"""Reads YAML and CSV strictly and safely, and keeps the line and column of every value.

Records come from strangers. YAML is therefore read event by event: nothing is constructed, every scalar stays the
string that stands in the file (the Table Schema types it later), and what could harm or mislead is refused with its
place: anchors, aliases, tags, merge keys, duplicate keys, deep nesting, large files, odd encodings and characters.
Reading from the event stream also cannot overflow the stack, which PyYAML's C composer does on deep nesting.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 64 * 1024
"""The most a record may hold. The longest real case study is under 30 KB."""

MAX_TABLE_BYTES = 16 * 1024 * 1024
"""The most a CSV file may hold: about 60,000 pledges."""

MAX_DEPTH = 20

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""The stem of a record's file, which is its id: safe in an address and on every file system."""

# Control characters, and the bidirectional controls that make text read otherwise than it is stored
# (Unicode TR 36, "Trojan Source"). Tab and line ends are judged by YAML itself.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it stands in a file; `line` and `column` count from 1."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Sequence:
    """A list, where it starts, and what is in it."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their values; `keys` holds where each key stands."""

    line: int
    column: int
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a CSV file: its cells by column name, and the line on which it starts."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its column names, its rows, and its lines, for finding a cell's column when a problem names it."""

    header: list[str]
    rows: list[CsvRow]
    lines: list[str]

    def column(self, line: int, name: str) -> int:
        """Give the column, from 1, at which the cell `name` starts on the line where its row starts."""
        if name not in self.header or not 1 <= line <= len(self.lines):
            return 1
        starts = [1]
        quoted = False
        for place, character in enumerate(self.lines[line - 1], start=1):
            if character == '"':
                quoted = not quoted
            elif character == "," and not quoted:
                starts.append(place + 1)
        index = self.header.index(name)
        return starts[index] if index < len(starts) else starts[-1]


def files(root: Path, folder: str, suffix: str) -> tuple[list[Path], list[Problem]]:
    """List the records' files in `folder` of the site at `root`, in order, and say which may not be there.

    A file's stem must be an id (`FILE_NAME`); names that only differ by case would overwrite each other on some
    systems, and so are refused by the pattern. Links are passed over (`links` reports them).
    """
    found: list[Path] = []
    problems: list[Problem] = []
    top = root / folder
    for path in sorted(top.iterdir(), key=lambda p: p.name) if top.is_dir() else []:
        name = f"{folder}/{path.name}"
        if path.is_symlink() or path.is_dir() or path.name.startswith("."):
            continue
        elif path.suffix != suffix:
            if path.suffix.lower() in {".yaml", ".yml", ".csv"} and suffix == ".yml" and path.suffix != ".csv":
                hint = f"Rename it to {path.stem}{suffix}."
                problems.append(_at(name, f"does not end in {suffix}", hint, "file-name"))
        elif not FILE_NAME.fullmatch(path.stem):
            hint = "Use small letters a to z, digits and hyphens, 64 at most, for example a-place-for-every-child.yml."
            problems.append(_at(name, "has a name that cannot be an id", hint, "file-name"))
        else:
            found.append(path)
    return found, problems


def links(root: Path, folders: tuple[str, ...]) -> list[Problem]:
    """Find the links in `folders` of the site, down to the bottom; what a link leads to would be published."""
    found = []
    for folder in folders:
        for place, below, names in os.walk(root / folder):
            below.sort()
            for name in sorted([*below, *names]):
                path = Path(place, name)
                if path.is_symlink():
                    shown = path.relative_to(root).as_posix()
                    hint = "Put the file itself there; links are never followed."
                    found.append(_at(shown, "is a link", hint, "link"))
    return found


def read_text(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Read a text file of at most `limit` bytes. `name` is the path that problems show.

    The text must be UTF-8 without control or bidirectional characters. Where it is not, the text is empty and the
    problems say where.
    """
    size = path.stat().st_size
    if size > limit:
        hint = "Shorten it, or make two records of it."
        return "", [_at(name, f"is {size // 1024} KB long; at most {limit // 1024} KB are read", hint, "too-large")]
    raw = path.read_bytes()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        hint = "Save the file as UTF-8 (in most editors: Save with encoding)."
        return "", [Problem(name, line, column, "this is not UTF-8 text", hint, "encoding")]
    text = text.replace("\r\n", "\n")
    bad = [_forbidden(name, text, found) for found in _FORBIDDEN.finditer(text)]
    return ("" if bad else text), bad[:20]


def read_yaml(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document. `name` is the path that problems show.

    Gives the tree, or None where the file cannot be used, and every problem found.
    """
    reader = _YamlReader(name)
    try:
        tree = reader.read(text)
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, _syntax(name, text, error)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [*reader.problems, _at(name, f"cannot be read as YAML ({error})", "Compare it with a template.", "yaml")]
    if reader.problems:
        return None, reader.problems
    return tree, []


class _YamlReader:
    """Builds the tree of one document from PyYAML's events."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def refuse(self, mark: yaml.Mark, message: str, hint: str, rule: str) -> None:
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, message, hint, rule))

    def read(self, text: str) -> Node | None:  # noqa: C901, PLR0912 - one event loop, a branch an event, reads best whole
        loader = _LOADER(text)
        get_event = loader.get_event
        stack: list[Sequence | Mapping] = []
        keys: list[Scalar | None] = []
        root: Node | None = None
        documents = 0
        try:
            while True:
                event = get_event()
                kind = event.__class__
                if kind is yaml.ScalarEvent:
                    mark = event.start_mark
                    node: Node = Scalar(event.value, mark.line + 1, mark.column + 1)
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    if stack and stack[-1].__class__ is Mapping and keys[-1] is None:
                        keys[-1] = self._key(stack[-1], event, node)
                        continue
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    mark = event.start_mark
                    shape = Mapping if kind is yaml.MappingStartEvent else Sequence
                    node = shape(mark.line + 1, mark.column + 1)
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    if len(stack) >= MAX_DEPTH:
                        self.refuse(mark, f"this is nested more than {MAX_DEPTH} deep", "Make it flatter.", "too-deep")
                        return None
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    stack.pop()
                    keys.pop()
                    continue
                elif kind is yaml.AliasEvent:
                    hint = "Write the value out where it is needed; `&` and `*` are not read."
                    self.refuse(event.start_mark, f"`*{event.anchor}` repeats another value", hint, "alias")
                    node = Scalar("", event.start_mark.line + 1, event.start_mark.column + 1)
                    if stack and stack[-1].__class__ is Mapping and keys[-1] is None:
                        keys[-1] = node
                        continue
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        hint = "Remove the line `---` here, or put what follows into a file of its own."
                        self.refuse(event.start_mark, "a second document starts here", hint, "two-documents")
                        return None
                    continue
                elif kind is yaml.StreamEndEvent:
                    return root
                else:
                    continue
                if not stack:
                    root = node
                else:
                    self._place(stack[-1], keys, node)
                if node.__class__ is not Scalar:
                    stack.append(node)  # type: ignore[arg-type]  # the test above is exact and fast
                    keys.append(None)
        finally:
            loader.dispose()

    def _place(self, parent: Sequence | Mapping, keys: list[Scalar | None], node: Node) -> None:
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = keys[-1]
        if key is None:
            hint = "Write a plain name before the colon."
            self.problems.append(Problem(self.name, node.line, node.column, "a key must be a plain name", hint, "key"))
            keys[-1] = Scalar("", node.line, node.column)
            return
        parent.values.setdefault(key.text, node)
        keys[-1] = None

    def _key(self, parent: Mapping, event: yaml.ScalarEvent, node: Scalar) -> Scalar:
        first = parent.keys.get(node.text)
        if node.text == "<<":
            self.refuse(event.start_mark, "`<<` takes in other values", "Write the values out.", "merge-key")
        elif first is not None:
            message = f"`{node.text}` is written twice; the first time on line {first.line}"
            hint = "Keep one of the two, and remove the other."
            self.refuse(event.start_mark, message, hint, "duplicate-key")
        else:
            parent.keys[node.text] = node
        return node

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            hint = "Remove it; where the value is needed again, write it out."
            self.refuse(event.start_mark, f"`&{event.anchor}` names a value for reuse", hint, "alias")
        if event.tag is not None and event.tag != "!":
            hint = "Remove it; put text that YAML could misread between quotes."
            self.refuse(event.start_mark, f"`{event.tag}` is a YAML tag", hint, "tag")


def read_csv(text: str, name: str) -> tuple[CsvTable, list[Problem]]:
    """Read a CSV file (RFC 4180, with a header). `name` is the path that problems show."""
    lines = text.splitlines()
    table = CsvTable([], [], lines)
    problems: list[Problem] = []
    for line, cells in _csv_records(text, name, problems):
        if not table.header:
            table.header.extend(cell.strip() for cell in cells)
            problems += _header_problems(name, table)
        elif any(cells):
            if len(cells) != len(table.header):
                message = f"this row has {len(cells)} cells, the header {len(table.header)}"
                hint = "Put text that holds a comma between quotes, and leave no cell out."
                problems.append(Problem(name, line, 1, message, hint, "csv-cells"))
            else:
                table.rows.append(CsvRow(line, dict(zip(table.header, (c.strip() for c in cells), strict=True))))
    if not table.header and not problems:
        problems.append(_at(name, "is empty", "Start it with a line of column names.", "csv-header"))
    return table, problems


def _csv_records(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.split("\n"), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        hint = 'A cell with quotes in it is written "like ""this""".'
        problems.append(Problem(name, start, 1, f"this row cannot be read ({error})", hint, "csv"))


def _header_problems(name: str, table: CsvTable) -> list[Problem]:
    found = []
    for index, column in enumerate(table.header):
        if not column or column in table.header[:index]:
            what = f"the column `{column}` stands twice" if column else f"column {index + 1} has no name"
            found.append(Problem(name, 1, table.column(1, column), what, "Give every column one name.", "csv-header"))
    return found


def _at(name: str, message: str, hint: str, rule: str) -> Problem:
    return Problem(name, 1, 1, f"this file {message}", hint, rule)


def _forbidden(name: str, text: str, found: re.Match[str]) -> Problem:
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    code = ord(found[0])
    called = unicodedata.name(found[0], "control character").lower()
    message = f"the invisible character U+{code:04X} ({called}) is not allowed"
    return Problem(name, line, column, message, "Delete it and type the text around it again.", "character")


def _syntax(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Say in plain words what most likely keeps the file from being YAML."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    content = lines[line - 1] if line <= len(lines) else ""
    said = error.problem or "it is not well formed"
    if "\t" in content[: len(content) - len(content.lstrip())] or "'\\t'" in said:
        column = content.find("\t") + 1 or column
        return Problem(name, line, column, "a tab stands where YAML wants spaces", "Indent with two spaces.", "yaml-tab")
    if "mapping values are not allowed" in said:
        hint = 'Put the whole text between quotes: key: "First: second". Or check the indentation of this line.'
        return Problem(name, line, column, "there is a second colon in this line", hint, "yaml-colon")
    if "quoted scalar" in (error.context or ""):
        start = error.context_mark or mark
        place = (start.line + 1, start.column + 1) if start else (line, column)
        hint = "Close the quote, or write long text as a block: `key: >-` and the text indented below."
        return Problem(name, *place, "a quote opens here and does not close rightly", hint, "yaml-quote")
    hint = "Look at the indentation (two spaces a level) and at quotes and colons on this line and the one before."
    return Problem(name, line, column, f"this cannot be read as YAML: {said}", hint, "yaml")
