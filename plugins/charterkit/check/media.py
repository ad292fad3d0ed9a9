"""Pictures: those that records name, and those of editors' pages. What would be refused is said here, with its place.

What a picture carries unseen is taken out by the build, but the repository is public too, so the check says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit.pictures import FORMATS, MOST_BYTES, PictureError, facts, unpacked
from charterkit.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from charterkit.cache import Cache
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

_RIGHT = b"right"
"""What the cache holds of a picture in which nothing was found."""


def pictures(root: Path, model: DataModel, tables: Tables, cache: Cache | None = None) -> Iterator[Problem]:
    """Find pictures that are not what they seem, too large, damaged, or carry what nobody wanted to publish.

    A schema says in which folder a record's picture is (`file_in: data`). `cache` remembers what was found right.
    """
    seen: set[str] = set()
    for table in model.tables.values():
        folders = {f.name: f.file_in for f in table.fields if f.file_in}
        for row in tables[table.name] if folders else ():
            for field, folder in folders.items():
                value = row.cells.get(field, "")
                shown = f"{folder}/{value}"
                if not value or field in row.broken or "/" in value or "\\" in value or shown in seen:
                    continue
                seen.add(shown)
                yield from _judged(root / folder / value, _at_cell(row, field, shown), cache)
    yield from _of_pages(root, cache)


def _of_pages(root: Path, cache: Cache | None) -> Iterator[Problem]:
    for path in sorted((root / "content").rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.suffix.lower() in FORMATS and path.is_file() and not hidden:
            shown = path.relative_to(root).as_posix()
            yield from _judged(path, _at_file(shown), cache)


def _at_cell(row: Row, field: str, shown: str) -> Callable[[str, str, str], Problem]:
    return lambda message, hint, rule: row.problem(field, f"{shown} {message}", hint, rule)


def _at_file(shown: str) -> Callable[[str, str, str], Problem]:
    return lambda message, hint, rule: Problem(shown, 1, 1, f"this picture {message}", hint, rule)


def _judged(path: Path, problem: Callable[[str, str, str], Problem], cache: Cache | None) -> Iterator[Problem]:
    """Judge a file; `problem` puts a message, a hint and a rule in their place."""
    if path.is_symlink() or not path.is_file():
        return  # reported as a link, or as missing
    if path.stat().st_size > MOST_BYTES:
        message = f"is {-(-path.stat().st_size // 1024**2)} MB large; at most {MOST_BYTES // 1024**2} MB are read"
        yield problem(message, "Save it smaller: 1,600 pixels wide is plenty.", "too-large")
        return
    raw, ending = path.read_bytes(), path.suffix.lower()
    key = cache.key(("picture", ending, raw)) if cache else b""
    if cache and cache.find(key) == _RIGHT:
        return
    try:
        unpacked(raw, ending).close()
        found = facts(raw, ending)
    except PictureError as error:
        yield problem(error.message, error.hint, error.rule)
        return
    if found.notes:
        what = (
            f"where it was taken ({', '.join(found.notes)})" if found.place else f"metadata ({', '.join(found.notes)})"
        )
        hint = "The build takes it out, but the repository keeps the file as it is: remove it before you commit."
        yield replace(problem(f"holds {what}", hint, "picture-metadata"), severity=Severity.WARNING)
    elif cache:
        cache.put(key, _RIGHT)
