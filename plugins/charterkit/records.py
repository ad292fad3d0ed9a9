"""Turns sources into rows of tables, each with its origin.

A record's own values become a row of its collection's table; each of its lists becomes rows of a child table, keyed by
the parent's primary key and the position in the list. What has the wrong shape (a key that no schema has, text where a
list belongs) is found here, since a table cannot say it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from charterkit.problems import Problem
from charterkit.source import (
    MAX_BYTES,
    MAX_TABLE_BYTES,
    CsvTable,
    Mapping,
    Node,
    Scalar,
    Sequence,
    files,
    read_csv,
    read_text,
    read_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from charterkit.schema import DataModel, Table


@dataclass(slots=True)
class Row:
    """A row of a table: its cells as they stand in the file, and where.

    `marks` holds the line and column of each cell's value; a cell that the author left out has none, and is placed at
    the row's own `line` and `column`. `csv` finds columns in a CSV file when somebody asks. `broken` names the cells that
    have a problem already and are not judged again.
    """

    cells: dict[str, str]
    path: str
    line: int
    column: int
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    csv: CsvTable | None = None
    broken: set[str] = field(default_factory=set)

    def place(self, name: str = "") -> tuple[int, int]:
        """Give the line and column of the cell `name`, or of the row."""
        if self.csv is not None and name:
            return self.line, self.csv.column(self.line, name)
        return self.marks.get(name, (self.line, self.column))

    def problem(self, name: str, message: str, hint: str, rule: str) -> Problem:
        """Make a problem at the cell `name`."""
        return Problem(self.path, *self.place(name), message, hint, rule)


Tables = dict[str, list[Row]]


def read(root: Path, model: DataModel) -> tuple[Tables, list[Problem]]:
    """Read every record and row of the site at `root`, with every problem on the way."""
    tables: Tables = {name: [] for name in model.tables}
    problems: list[Problem] = []
    for table in model.tables.values():
        origin = table.origin
        if origin.records:
            paths, found = files(root, origin.records, ".yml")
            problems += found
            for path in paths:
                _record(path, f"{origin.records}/{path.name}", path.stem, table, model, tables, problems)
        if origin.file:
            path = root / origin.file
            if path.is_file() and not path.is_symlink():
                _record(path, origin.file, path.stem, table, model, tables, problems)
            else:
                hint = "Take it from the reference site, and make it your own."
                problems.append(Problem(origin.file, 1, 1, "this file is missing", hint, "missing-file"))
        if origin.rows:
            for path, name in _csv_files(root, origin.rows, problems):
                _rows(path, name, table, tables, problems)
    return tables, problems


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like `word`, or an empty text when none is like it."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the sentence that offers the nearest known word, or an empty text."""
    close = nearest(word, known)
    return f"Did you mean `{close}`?" if close else ""


def _csv_files(root: Path, origin: str, problems: list[Problem]) -> list[tuple[Path, str]]:
    path = root / origin
    if not origin.endswith(".csv"):
        paths, found = files(root, origin, ".csv")
        problems += found
        return [(path, f"{origin}/{path.name}") for path in paths]
    if path.is_file() and not path.is_symlink():
        return [(path, origin)]
    hint = "Make it with a line of column names, or take the table out of data/datapackage.yml."
    problems.append(Problem(origin, 1, 1, "this file is missing", hint, "missing-file"))
    return []


def _record(  # noqa: PLR0913 - what is read, and what is collected
    path: Path, name: str, stem: str, table: Table, model: DataModel, tables: Tables, problems: list[Problem]
) -> None:
    text, found = read_text(path, name, MAX_BYTES)
    problems += found
    if found:
        return
    tree, found = read_yaml(text, name)
    problems += found
    if found:
        return
    if not isinstance(tree, Mapping):
        hint = "Start with `title:` at the beginning of a line; the documentation lists the fields."
        problems.append(Problem(name, 1, 1, "this file does not hold keys and values", hint, "shape"))
        return
    if key := tree.keys.get("id"):
        hint = f"Remove this line; to change the id, rename the file (now `{stem}`)."
        problems.append(Problem(name, key.line, key.column, "the file's name is the id", hint, "unknown-key"))
        tree.values.pop("id")
    _Exploder(name, model, tables, problems).explode(tree, table, {"id": stem})


class _Exploder:
    """Spreads one record over its table and the child tables."""

    def __init__(self, path: str, model: DataModel, tables: Tables, problems: list[Problem]) -> None:
        self.path = path
        self.model = model
        self.tables = tables
        self.problems = problems

    def explode(self, tree: Mapping, table: Table, cells: dict[str, str]) -> None:
        marks: dict[str, tuple[int, int]] = {}
        row = Row(cells, self.path, tree.line, tree.column, marks)
        self.tables[table.name].append(row)
        own = table.by_name
        children = self.model.lists(table.name)
        for key, node in tree.values.items():
            if key in children:
                self._list(node, children[key], table, cells)
            elif key not in own or key in cells:
                place = tree.keys[key]
                known = [f.name for f in table.own_fields] + list(children)
                meant = nearest(key, [name for name in known if name not in tree.values])
                row.broken.add(meant)  # or the same slip would be told twice, as a missing field too
                hint = f"Did you mean `{meant}`?" if meant else f"Known here: {', '.join(known)}."
                self._problem(place, f"`{key}` is not a field of {table.title.lower()}", hint, "unknown-key")
            elif node.__class__ is Scalar:
                cells[key] = node.text.strip()  # type: ignore[union-attr]  # the test above is exact and fast
                marks[key] = (node.line, node.column)
            else:
                self._problem(node, f"`{key}` must be text", f"Write `{key}: ` and the text after it.", "shape")
                row.broken.add(key)
        for key, child in children.items():
            node = tree.values.get(key)
            if child.origin.min_items and key not in row.broken and (node is None or (isinstance(node, Sequence) and not node.items)):
                place = tree.keys.get(key, tree)
                count = "at least one" if child.origin.min_items == 1 else f"at least {child.origin.min_items}"
                hint = f"Add `{key}:` and below it {'`  - ` with a value' if child.is_link else '`  - ` with its fields'}."
                self._problem(place, f"`{key}` needs {count}", hint, "required")

    def _list(self, node: Node, child: Table, parent: Table, parent_cells: dict[str, str]) -> None:
        name = child.origin.list
        if isinstance(node, Scalar) and not node.text.strip():
            return
        if not isinstance(node, Sequence):
            hint = f"Write `{name}:`, and below it a line `  - ` for each entry."
            self._problem(node, f"`{name}` must be a list", hint, "shape")
            return
        key = dict(zip(child.parent_key, (parent_cells[k] for k in parent.primary_key), strict=True))
        only = child.own_fields[0].name
        rows = self.tables[child.name]
        link = child.is_link
        for position, item in enumerate(node.items, start=1):
            cells = {**key, "position": str(position)}
            if isinstance(item, Mapping):
                self.explode(item, child, cells)
            elif isinstance(item, Scalar) and link:
                cells[only] = item.text.strip()
                place = (item.line, item.column)
                rows.append(Row(cells, self.path, *place, {only: place}))
            else:
                keys = ", ".join(f.name for f in child.own_fields)
                what = "a value" if link else f"keys and values ({keys})"
                self._problem(item, f"each entry of `{name}` must be {what}", "Compare it with a template.", "shape")

    def _problem(self, node: Node, message: str, hint: str, rule: str) -> None:
        self.problems.append(Problem(self.path, node.line, node.column, message, hint, rule))


def _rows(path: Path, name: str, table: Table, tables: Tables, problems: list[Problem]) -> None:
    text, found = read_text(path, name, MAX_TABLE_BYTES)
    problems += found
    if found:
        return
    sheet, found = read_csv(text, name)
    problems += found
    for column in sheet.header:
        if column and column not in table.by_name:
            known = list(table.by_name)
            hint = did_you_mean(column, known) or f"Known here: {', '.join(known)}."
            message = f"the column `{column}` is not a field of {table.title.lower()}"
            problems.append(Problem(name, 1, sheet.column(1, column), message, hint, "unknown-key"))
    tables[table.name] += (Row(row.cells, name, row.line, 1, csv=sheet) for row in sheet.rows)
