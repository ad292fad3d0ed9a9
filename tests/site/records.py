"""Reads records without the engine, so that tests can say what a page must show."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

LISTED = {"principles": "principle"}
"""The lists of case studies whose entries have fields of their own: the field that holds the tag."""


def record(path: Path) -> dict[str, Any]:
    """Read a record, every value as text."""
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only
    return loaded


def records(root: Path, collection: str) -> dict[str, dict[str, Any]]:
    """Read a collection, by id."""
    return {path.stem: record(path) for path in sorted((root / "content" / collection).glob("*.yml"))}


def table(root: Path, name: str) -> list[dict[str, str]]:
    """Read a CSV file."""
    with (root / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tags(case: dict[str, Any], field: str) -> list[str]:
    """Give what a case study is tagged with in a field: one value, or a list."""
    value = case.get(field) or []
    if isinstance(value, str):
        return [value]
    return [entry[LISTED[field]] if isinstance(entry, dict) else entry for entry in value]


def configuration(root: Path) -> dict[str, Any]:
    """Read mkdocs.yml without MkDocs; its tags are passed over."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    loaded: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=Loader)  # noqa: S506 - made from SafeLoader
    return loaded


def options(root: Path, plugin: str) -> dict[str, Any]:
    """Give the options that mkdocs.yml has for a plugin."""
    for entry in configuration(root)["plugins"]:
        if isinstance(entry, dict) and plugin in entry:
            found: dict[str, Any] = entry[plugin]
            return found
    return {}


def facets(root: Path) -> list[str]:
    """Give the fields by which the library is filtered; mkdocs.yml may say more of each than its field."""
    asked = options(root, "charterkit/library")["facets"]
    return [entry["field"] if isinstance(entry, dict) else entry for entry in asked]
