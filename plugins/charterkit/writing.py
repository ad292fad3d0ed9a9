"""Writes records as YAML that `source` reads back as exactly the same texts; what it would not, is refused.

A record is a dict of texts, lists and dicts, as it stands in the file: `{"title": …, "what": [{"heading": …}]}`. Fields
are written in the order of the schema, each list among the fields of its group. Nothing is written that was not read
back first, so that a text from anywhere, a form or a spreadsheet, can neither break a file nor become more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from charterkit import source
from charterkit.problems import CharterkitError
from charterkit.schema import Field, Table

if TYPE_CHECKING:
    from charterkit.schema import DataModel

Record = Mapping[str, Any]

WIDTH = 110
"""Where folded lines end; with the indentation of a nested field they stay below 120."""

SCHEMAS = "data/json-schemas"
"""Where a site's JSON Schemas are, by which code editors help with its records."""

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.;()/&%+£’‘“”–—…éèü-]|'(?=\w))*")
# Words that other readers of YAML, old ones above all, take for something else than text.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_BARE = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "year": re.compile(r"[1-9][0-9]{3}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "boolean": re.compile(r"true|false|yes|no"),
}
_FOLDABLE = re.compile(r"(?<=[^\s]) (?=[^\s])")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


class CannotWrite(CharterkitError):
    """A record that cannot be written so that it is read back as it is; the text says which text, and why."""


def modeline(table: Table) -> str:
    """Give the comment by which a code editor finds the JSON Schema of a record of `table`."""
    up = "../" * ((table.origin.records or table.origin.file.rpartition("/")[0]).count("/") + 1)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{table.name}.json"


def record(model: DataModel, table: Table, values: Record) -> str:
    """Write a record of `table`.

    Empty texts and lists are left out. Raises `CannotWrite` where the strict reader would refuse the file, or would
    read other texts than those of `values`; texts lose the space around them, which the reader takes off anyway.
    """
    kept = {key: value for key, value in tidied(values).items() if key != "id"}
    text = "\n".join([modeline(table), *_fields(model, table, kept)]) + "\n"
    _prove(text, kept)
    return text


def tidied(values: Record) -> dict[str, Any]:
    """Give the values as they will be read back: without space around texts, empty texts, entries and lists."""
    kept = {key: _tidy(value) for key, value in values.items()}
    return {key: value for key, value in kept.items() if value}


def ordered(model: DataModel, table: Table) -> Iterator[tuple[str, Field | Table]]:
    """Give the fields and lists of `table` by name, in the order of the schema, each list after those of its group."""
    waiting = dict(model.lists(table.name))
    groups = [field.group for field in table.own_fields]
    for place, field in enumerate(table.own_fields):
        yield field.name, field
        if field.group and field.group not in groups[place + 1 :]:
            for name in [name for name, child in waiting.items() if child.group == field.group]:
                yield name, waiting.pop(name)
    yield from waiting.items()


def scalar(text: str, field: Field | None = None) -> str:
    """Write one text on one line, between quotes where it has to be; `field` says of what type it is."""
    bare = _BARE.get(field.type) if field is not None else None
    if bare is not None and bare.fullmatch(text):
        return text
    if bare is None and _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def _tidy(value: Any) -> Any:  # noqa: ANN401 - a text, list or dict
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, Mapping):
        return tidied(value)
    return [kept for kept in map(_tidy, value) if kept]


def _fields(model: DataModel, table: Table, values: Record) -> Iterator[str]:
    known = dict(ordered(model, table))
    if unknown := set(values) - set(known):
        raise CannotWrite(f"`{min(unknown)}` is not a field of {table.title.lower()}.")
    group = None
    for name, part in known.items():
        if name not in values:
            continue
        if not table.origin.parent and part.group != group:
            if group is not None:
                yield ""
            group = part.group
        yield from _field(model, name, part, values[name])


def _field(model: DataModel, name: str, part: Field | Table, value: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(part, Field) and isinstance(value, str):
        yield from _text(f"{name}:", value, part)
    elif isinstance(part, Table) and isinstance(value, Sequence) and not isinstance(value, str):
        yield f"{name}:"
        for item in value:
            yield from _entry(model, part, item)
    else:
        raise CannotWrite(f"`{name}` has another shape than its schema says.")


def _entry(model: DataModel, child: Table, item: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Write an entry of a list: its lines, the first behind a dash."""
    if isinstance(item, Mapping):
        lines = list(_fields(model, child, item))
    elif isinstance(item, str) and child.is_link:
        first, *rest = _text("", item, child.own_fields[0])
        lines = [first.strip(), *rest]
    else:
        raise CannotWrite(f"an entry of `{child.origin.list}` has another shape than its schema says.")
    for number, line in enumerate(lines):
        yield f"  - {line}" if number == 0 else f"    {line}" if line else ""


def _text(head: str, text: str, field: Field | None) -> list[str]:
    """Write one text behind `head`: on its line, or as a block below where it is long."""
    if "\n" in text and _is_blockable(text):
        return [f"{head} |", *(f"  {line}" if line else "" for line in text.split("\n"))]
    if len(text) + len(head) > WIDTH and "\n" not in text and _is_blockable(text):
        lines = _folded(text)
        if len(lines) > 1:
            return [f"{head} >-", *(f"  {line}" for line in lines)]
    return [f"{head} {scalar(text, field)}"]


def _is_blockable(text: str) -> bool:
    """Say whether a block holds the text as it is: lines that begin or end with space would be taken for layout."""
    return all(line == line.strip() for line in text.split("\n")) and "\t" not in text


def _folded(text: str) -> list[str]:
    """Break a text into lines at single spaces, which a folded block puts back."""
    lines = [""]
    for piece in _FOLDABLE.split(text):
        if lines[-1] and len(lines[-1]) + len(piece) >= WIDTH - 2:
            lines.append(piece)
        else:
            lines[-1] += f" {piece}" if lines[-1] else piece
    return lines


def _prove(text: str, values: Record) -> None:
    """Read back what was written."""
    if found := source.forbidden(text):
        raise CannotWrite(f"the invisible character U+{ord(found):04X} cannot be written. Delete it, and try again.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise CannotWrite("half of a character cannot be written. Type the text again.") from None
    if size > source.MAX_BYTES:
        raise CannotWrite(f"it would be {size // 1024} KB long; at most {source.MAX_BYTES // 1024} KB are read.")
    tree, problems = source.read_yaml(text, "record")
    if problems:
        raise CannotWrite(f"it would not be read again: {problems[0].message}.")
    if plain(tree) != values:
        raise CannotWrite("it would be read as another text.")


def plain(node: source.Node | None) -> Any:  # noqa: ANN401 - as above
    """Give the texts, lists and dicts of a record that was read, as `record` takes them."""
    if isinstance(node, source.Mapping):
        return {key: plain(value) for key, value in node.values.items()}
    if isinstance(node, source.Sequence):
        return [plain(item) for item in node.items]
    return node.text.strip() if node is not None else {}
