"""Finds and opens a site's files, and reads YAML strictly and safely, with the line and column of every value.

Records come from strangers. YAML is therefore read event by event: nothing is constructed, every scalar stays the
string that stands in the file (the Table Schema types it later), and what could harm or mislead is refused with its
place: anchors, aliases, tags, merge keys, duplicate keys, deep nesting, large files, odd encodings and characters.
Reading from the event stream also cannot overflow the stack, which PyYAML's C composer does on deep nesting.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

from charterkit import misread, syntax, wording
from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 64 * 1024
"""The most a record may hold. The longest real case study is under 30 KB."""

MAX_DEPTH = 20

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""The stem of a record's file, which is its id: safe in an address and on every file system."""

# Control characters; the bidirectional controls that make text read otherwise than it is stored (Unicode TR 36, "Trojan
# Source"); what shows nothing, so that two texts look the same and are not; and what stands for a character that was
# lost. Tab and line ends are judged by YAML itself. What joins and parts letters (U+200B to U+200D) belongs to the
# writing of many languages, and to pictures made of several, but behind a Latin letter, a digit or a sign it is a
# leftover of a word processor.
_JOINERS = "\u200b\u200c\u200d"
_JOINED = "[\u0300-\u1dff\u2600-\u27bf\u2c80-\ud7ff\uf900-\ufdff\ufe0f\ufe70-\ufefc\U00010000-\U000e0fff]"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufffd]"
    f"(?<!{_JOINED}[{_JOINERS}])"
)

# What somebody could take for a record: other spellings, data, and the files of office programs.
_RECORD_ENDINGS = frozenset(
    {".yml", ".yaml", ".csv", ".tsv", ".json", ".txt", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods"}
)

# What is nobody's record, though it may begin like one: what editors and version control leave behind.
_LEFT_BEHIND = frozenset({".bak", ".orig", ".rej", ".swp", ".tmp"})
_KEY = re.compile(r"^([A-Za-z_]+):", re.MULTILINE)
_OF_A_PAGE = frozenset({"title", "subtitle", "description", "hide", "icon", "search", "status", "tags", "template"})
"""What MkDocs and its themes read at the beginning of a page."""
_FIRST_KEY = re.compile(r"(?:\ufeff?(?:---)?[ \t]*(?:#[^\n]*)?\r?\n)*\ufeff?[a-z][a-z0-9_]{0,63}:(?:[ \t]|\r?\n|$)")
_BEGINNING = 4096

_MOST_CHARACTERS = 20
"""How many lines with forbidden characters are reported for one file."""

STAND_IN = "\ufffd"
"""What is read in the place of a forbidden character, so that all else of a file can be judged. Programs write it for
a character that they cannot read, so it is forbidden itself."""

_UNNAMED = "control character"
_QUOTES = frozenset("'\"")

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)  # not frozen, which takes three times as long to make; a file has thousands
class Scalar:
    """A value as it stands in a file; `line` and `column` count from 1.

    `cut` is where a comment ends a text that may have been meant to go on.
    """

    text: str
    line: int
    column: int
    cut: tuple[int, int] | None = None


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
class Folder:
    """What a folder of records holds: the files to read, in order, and those that are refused, with the reason."""

    found: list[Path]
    refused: list[Path]
    problems: list[Problem]


def files(root: Path, folder: str, endings: frozenset[str]) -> Folder:
    """List the records' files in `folder` of the site at `root`; `endings` are those of the files to read.

    A file's stem must be an id (`FILE_NAME`); names that only differ by case would overwrite each other on some
    systems, and so are refused by the pattern. Links are refused without a problem (`links` reports them).
    """
    listing = Folder([], [], [])
    top = root / folder
    for path in sorted(top.iterdir(), key=lambda p: p.name) if top.is_dir() else []:
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            listing.refused.append(path)
        elif slip := _misplaced(path, folder, endings):
            listing.refused.append(path)
            listing.problems.append(slip)
        elif path.suffix in endings and path.is_file():
            listing.found.append(path)
    return listing


def _misplaced(path: Path, folder: str, endings: frozenset[str]) -> Problem | None:
    """Say why a file or folder among records would be passed over, though its author meant it for a record."""
    name = f"{folder}/{path.name}"
    if path.is_dir():
        below = next((p for p in sorted(path.rglob("*")) if p.suffix.lower() in _RECORD_ENDINGS), None)
        if below is None:
            return None
        hint = f"Move it up into {folder}/; records have no folders of their own."
        return at_top(f"{name}/{below.relative_to(path).as_posix()}", "is not read here", hint, "file-name")
    if path.suffix in endings:
        if FILE_NAME.fullmatch(path.stem):
            return None
        hint = "Use small letters a to z, digits and hyphens, 64 at most, for example a-place-for-every-child.yml."
        return at_top(name, "has a name that cannot be an id", hint, "file-name")
    written = path.suffix.lower() not in _RECORD_ENDINGS and _begins_like_a_record(path)
    if path.suffix.lower() not in _RECORD_ENDINGS and not written:
        return None
    meant = next(
        (e for e in endings if path.suffix.lower().replace("yaml", "yml") == e or (written and e == ".yml")), ""
    )
    right = path.stem + meant if meant else path.stem if Path(path.stem).suffix in endings else ""
    wanted = " or ".join(sorted(endings))
    hint = f"Rename it to {right}." if right else "Copy its text into a record, or move it out of this folder."
    return at_top(name, f"does not end in {wanted}", hint, "file-name")


def _begins_like_a_record(path: Path) -> bool:
    """Say whether a file with another ending, or with none, begins with the key of a field: its author misnamed it."""
    if path.suffix.lower() in _LEFT_BEHIND or path.name.endswith("~") or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING).decode("utf-8", "replace")
    except OSError:
        return False
    if _FIRST_KEY.match(beginning) is None:
        return False
    # A page may stand among records, and take the place of one's page; what it says of itself makes it no record.
    front = beginning.partition("\n---")[0]
    return path.suffix.lower() != ".md" or not _OF_A_PAGE.issuperset(_KEY.findall(front))


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
                    found.append(at_top(shown, "is a link", hint, "link"))
    return found


def read_text(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Read a text file of at most `limit` bytes. `name` is the path that problems show.

    The text must be UTF-8 without control or bidirectional characters. Where it is not, the text is empty and the
    problems say where.
    """
    text, found = read_marred(path, name, limit)
    return ("" if found else text), found


def read_marred(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """Read a text file like `read_text`, but give `STAND_IN` for each character that is refused, and the rest as it is.

    So whoever looks for problems finds those of the whole file at once.
    """
    try:
        size = path.stat().st_size
        raw = b"" if size > limit else path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        hint = "Look at whether it is still there and whether you may open it."
        return "", [at_top(name, f"cannot be opened ({error.strerror})", hint, "unreadable")]
    if size > limit:
        hint = "Shorten it, or divide it into two files."
        message = wording.TOO_LARGE.format(size=-(-size // 1024), limit=limit // 1024)
        return "", [at_top(name, message, hint, "too-large")]
    try:
        text = raw.decode("utf-8")
        wrong = text.find("\0")
    except UnicodeDecodeError as error:
        text = raw[: error.start].decode("utf-8")
        wrong = error.start
    if wrong >= 0:  # UTF-16 without a mark is valid UTF-8, but every other character is a NUL
        before = text[:wrong]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "Save the file as UTF-8 (in most editors: Save as, then Encoding)."
        return "", [Problem(name, line, column, "this is not UTF-8 text", hint, "encoding")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = list(_forbidden(name, text)) if _FORBIDDEN.search(text) else []
    return (_FORBIDDEN.sub(STAND_IN, text) if bad else text), bad[:_MOST_CHARACTERS]


def read_yaml(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document. `name` is the path that problems show.

    Gives the tree, or None where the file cannot be used, and every problem found. A tree with problems is whole, but
    one of its texts is not what its author meant.
    """
    if "<<<<<<<" in text and (two := syntax.unjoined(name, text.split("\n"), "yaml")):
        return None, [two]
    reader = _YamlReader(name)
    try:
        tree = reader.read(text)
    except yaml.MarkedYAMLError as error:
        told = syntax.explain(name, text, error)
        return None, [p for p in reader.problems if (p.line, p.column) != (told.line, told.column)] + [told]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found = at_top(name, f"cannot be read as YAML ({error})", "Compare it with a template.", "yaml")
        return None, [*reader.problems, found]
    if reader.problems:
        return None, [*reader.problems, *reader.misread]
    return tree, reader.misread


class _YamlReader:
    """Builds the tree of one document from PyYAML's events."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.misread: list[Problem] = []
        self.anchors: set[str] = set()
        self.joined: set[int] = set()
        self.lines: list[str] = []

    def refuse(self, event: yaml.Event, message: str, hint: str, rule: str) -> None:
        mark = cast("yaml.Mark", event.start_mark)  # the parser gives every event one
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, message, hint, rule))

    def read(self, text: str) -> Node | None:  # noqa: C901, PLR0912, PLR0915 - one loop, a branch an event
        self.lines = text.split("\n")
        watchful = misread.may_be(text)
        loader = _LOADER(text)
        get_event = loader.get_event
        scalar_event, mapping_end, sequence_end = yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent
        stack: list[Sequence | Mapping] = []
        keys: list[Scalar | None] = []
        root: Node | None = None
        documents = 0
        try:
            while True:
                event = get_event()
                kind = event.__class__
                if kind is scalar_event:
                    mark = event.start_mark
                    scalar = Scalar(event.value, mark.line + 1, mark.column + 1)
                    node: Node = scalar
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    style = event.style
                    if not style:
                        if watchful and stack:
                            self._look_closer(event, scalar, stack[-1])
                    elif style in _QUOTES:
                        if event.end_mark.line > mark.line and self._told(
                            misread.key_in_quotes(self.lines, mark, event.end_mark)
                        ):
                            return None  # what was read of the rest would be the wrong way round
                    elif not event.value:
                        self._told(misread.comparison(self.lines, mark))
                    if style == '"' and (code := forbidden(event.value)) and code != STAND_IN:
                        self._refuse_code(event, code)
                    if keys:
                        parent = stack[-1]
                        if parent.__class__ is Mapping:
                            key = keys[-1]
                            if key is None:
                                in_list = len(stack) > 1 and stack[-2].__class__ is Sequence
                                keys[-1] = self._key(parent, event, scalar, in_list=in_list)
                            else:
                                parent.values.setdefault(key.text, scalar)
                                keys[-1] = None
                        else:
                            parent.items.append(scalar)  # type: ignore[union-attr]  # what is not a mapping is a sequence
                            if not style and " - " in scalar.text:
                                self._told(misread.entries_in_text(self.lines, mark, event.end_mark))
                        continue
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    mark = event.start_mark
                    shape = Mapping if kind is yaml.MappingStartEvent else Sequence
                    node = shape(mark.line + 1, mark.column + 1)
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    if len(stack) >= MAX_DEPTH:
                        self.refuse(
                            event,
                            f"this is nested more than {MAX_DEPTH} deep",
                            "Lists are written one entry a line; a text with brackets goes between quotes.",
                            "too-deep",
                        )
                        return None
                elif kind is mapping_end or kind is sequence_end:
                    stack.pop()
                    keys.pop()
                    continue
                elif kind is yaml.AliasEvent:
                    if event.anchor not in self.anchors:  # else the anchor is refused already
                        hint = "Write the value out; a text that begins with `*` goes between quotes."
                        self.refuse(event, f"`*{event.anchor}` would repeat another value", hint, "alias")
                    node = Scalar("", event.start_mark.line + 1, event.start_mark.column + 1)
                    if stack and stack[-1].__class__ is Mapping and keys[-1] is None:
                        keys[-1] = node
                        continue
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        hint = "Remove the line `---` here, or put what follows into a file of its own."
                        self.refuse(event, "a second document starts here", hint, "two-documents")
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
            hint = "Write the name of a field before the colon; a text that begins with a bracket goes between quotes."
            self.problems.append(Problem(self.name, node.line, node.column, "a key must be a plain name", hint, "key"))
            keys[-1] = Scalar("", node.line, node.column)
            return
        parent.values.setdefault(key.text, node)
        keys[-1] = None

    def _key(self, parent: Mapping, event: yaml.ScalarEvent, node: Scalar, *, in_list: bool) -> Scalar:
        text = node.text
        first = parent.keys.get(text)
        if first is None and text != "<<":
            parent.keys[text] = node
            return node
        if text == "<<":
            if not self.anchors:
                hint = "Write the keys and values out here."
                self.refuse(event, "`<<` would take in other values", hint, "merge-key")
        elif first is not None and parent.line not in self.joined:
            message = f"`{text}` is written twice; the first time on line {first.line}"
            hint = "Keep one of the two, and remove the other."
            if in_list:
                self.joined.add(parent.line)  # what follows is most likely all of the further entry
                hint = "If a further entry begins here, write its hyphen: `- ` before the first of its fields, two "
                hint += "columns to the left. If not, keep one of the two, and remove the other."
            self.refuse(event, message, hint, "duplicate-key")
        return node

    def _told(self, slip: misread.Slip | None) -> bool:
        """Keep a slip for which the file cannot be used, and say whether there is one."""
        if slip:
            self.problems.append(Problem(self.name, *slip))
        return slip is not None

    def _look_closer(self, event: yaml.ScalarEvent, scalar: Scalar, parent: Sequence | Mapping) -> None:
        """Find what a text without quotes was meant to be, where the file may hold something of the kind."""
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        scalar.cut = misread.comment(self.lines, end, parent.column - 1, empty=not scalar.text)
        if scalar.text and (slip := misread.marks_of_a_word_processor(self.lines[start.line], start, scalar.text)):
            self.misread.append(Problem(self.name, *slip))

    def _refuse_code(self, event: yaml.ScalarEvent, found: str) -> None:
        """Refuse the code of a character that is refused as itself."""
        called = f"U+{ord(found):04X} ({_name(found)})"
        hint = "Take its code out; a backslash between double quotes begins one."
        self.refuse(event, f"this text holds a code for the invisible character {called}", hint, "character")

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            hint = "Remove it, and write the value out wherever it is needed; "
            hint += "a text that begins with `&` goes between quotes."
            self.refuse(event, f"`&{event.anchor}` names a value for reuse", hint, "alias")
        if event.tag is not None and event.tag != "!":
            hint = "Remove it; a text that begins with `!` goes between quotes."
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(event, f"`{written}` is a YAML tag", hint, "tag")


def forbidden(text: str) -> str:
    """Give the first character of a text that no file may hold, or an empty text."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else ""


def at_top(name: str, message: str, hint: str, rule: str) -> Problem:
    """Make a problem of a file as a whole."""
    return Problem(name, 1, 1, f"this file {message}", hint, rule)


def joiners() -> dict[str, str]:
    """Give the characters that are forbidden but behind others, and the pattern of those others."""
    return {"signs": _JOINERS, "behind": _JOINED}


def forbidden_names() -> dict[str, str]:
    """Give each forbidden character with what problems call it."""
    signs = filter(_FORBIDDEN.fullmatch, map(chr, range(0x10000)))
    return {sign: _name(sign) for sign in signs}


def _name(character: str) -> str:
    return unicodedata.name(character, _UNNAMED).lower()


def _forbidden(name: str, text: str) -> Iterator[Problem]:
    """Report the first forbidden character of each line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _FORBIDDEN.search(line):
            message = wording.CHARACTER.format(code=f"{ord(found[0]):04X}", called=_name(found[0]))
            said = (wording.LOST, wording.LOST_HINT) if found[0] == STAND_IN else (message, wording.CHARACTER_HINT)
            yield Problem(name, number, found.start() + 1, *said, "character")
