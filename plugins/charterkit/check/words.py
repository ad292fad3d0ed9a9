"""The words that the rules about people go by, from data/safeguarding.yml: the site's, not the engine's."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import charterkit
from charterkit.source import MAX_BYTES, Mapping, Scalar, Sequence, read_text, read_yaml

if TYPE_CHECKING:
    from charterkit.records import Tables
    from charterkit.schema import DataModel
    from charterkit.source import Node

TABLE = "safeguarding"
FILE = "data/safeguarding.yml"

_ENGINE = Path(charterkit.__file__).parent
_DEFAULTS = (_ENGINE / "defaults" / "safeguarding.yml", _ENGINE.parents[1] / FILE)
"""The reference site's words: in the wheel, or in the repository that the engine is run from."""


@dataclass(frozen=True)
class Words:
    """How many people may be told at the least, how long a review holds, and the words, by what they are for."""

    smallest_count: int = 0
    review_years: int = 0
    one: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    of: dict[str, tuple[str, ...]] = field(default_factory=dict)


def words(model: DataModel, tables: Tables) -> Words:
    """Give the words of a site; those of the reference site where it has no table for them.

    What cannot be read in them has a problem of its own; nothing is looked for by it.
    """
    if TABLE not in model.tables:
        return _defaults()
    (row,) = tables[TABLE][:1]
    people = [r.cells for r in tables.get(f"{TABLE}-people", ()) if not r.broken]
    listed = [r.cells for r in tables.get(f"{TABLE}-words", ()) if not r.broken]
    return _words(row.cells, people, listed)


def told(root: Path, model: DataModel) -> bytes:
    """Give what the words are read from: whoever remembers what was judged by them remembers it with this."""
    paths = (root / FILE,) if TABLE in model.tables else _DEFAULTS
    found = next((path for path in paths if path.is_file() and not path.is_symlink()), None)
    return found.read_bytes() if found and found.stat().st_size <= MAX_BYTES else b""


def _defaults() -> Words:
    path = next((path for path in _DEFAULTS if path.is_file()), None)
    text, found = read_text(path, FILE, MAX_BYTES) if path else ("", [])
    tree, more = read_yaml(text, FILE)
    if found or more or not isinstance(tree, Mapping):
        return Words()
    return _words(_cells(tree), _entries(tree.values.get("people")), _entries(tree.values.get("words")))


def _entries(node: Node | None) -> list[dict[str, str]]:
    return [_cells(item) for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []


def _cells(tree: Mapping) -> dict[str, str]:
    return {key: node.text for key, node in tree.values.items() if isinstance(node, Scalar)}


def _words(row: dict[str, str], people: list[dict[str, str]], listed: list[dict[str, str]]) -> Words:
    of: dict[str, list[str]] = {}
    for cells in listed:
        found = (" ".join(word.split()) for word in cells.get("words", "").split(","))
        of.setdefault(cells.get("kind", ""), []).extend(filter(None, found))
    return Words(
        smallest_count=_number(row.get("smallest_count", "")),
        review_years=_number(row.get("review_years", "")),
        one=tuple(cells["one"] for cells in people if cells.get("one")),
        many=tuple(cells["many"] for cells in people if cells.get("many")),
        of={kind: tuple(found) for kind, found in of.items()},
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("20") else 0
