"""Turns sources into rows of tables, each with its origin.

A record's own values become a row of its collection's table; each of its lists becomes rows of a child table, keyed by
the parent's primary key and the position in the list. What has the wrong shape (a key that no schema has, text where a
list belongs) is found here, since a table cannot say it.

A file or row that cannot be read leaves a row all the same, with every cell `broken`: whatever refers to it is not to
blame, and one mistake stays one problem.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from charterkit import sheet, wording
from charterkit.problems import Problem, choice, nearest
from charterkit.source import MAX_BYTES, STAND_IN, Mapping, Node, Scalar, Sequence, files, read_marred, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from charterkit.cache import Cache
    from charterkit.schema import DataModel, Origin, Table
    from charterkit.sheet import CsvTable

_STRANGE = 2
"""How many keys that a table does not have make one ask whether a record is one of another."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Row:
    """A row of a table: its cells as they stand in the file, and where.

    `marks` holds the line and column of each cell's value; a cell that the author left out has none, and is placed at
    the row's own `line` and `column`. What a withdrawn record still holds is not read: it has marks but no cells. `csv`
    finds columns in a CSV file when somebody asks. `broken` names the cells that have a problem already and are not
    judged again; a `known` row was found to be right before. `source` is a hash of the file where a memory keeps one:
    while it stays, so does all that the file says.
    """

    cells: dict[str, str]
    path: str
    line: int
    column: int
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    csv: CsvTable | None = None
    known: bool = False
    broken: set[str] = field(default_factory=set)
    source: bytes = b""

    def place(self, name: str = "") -> tuple[int, int]:
        """Give the line and column of the cell `name`, or of the row."""
        if self.csv is not None and name:
            return self.line, self.csv.column(self.line, name)
        return self.marks.get(name, (self.line, self.column))

    def problem(self, name: str, message: str, hint: str, rule: str) -> Problem:
        """Make a problem at the cell `name`."""
        return Problem(self.path, *self.place(name), message, hint, rule)


Tables = dict[str, list[Row]]


class Memory:
    """Records that were read and found right before, by the hash of their files; the rest of a site may change freely.

    What is remembered is what the record itself says: its rows, and that its schema allows them. Whatever depends on
    other files (references, ids, rules over several records) is judged every time.
    """

    def __init__(self, cache: Cache) -> None:
        """Remember in `cache`, which has begun with a fingerprint of the schemas."""
        self.cache = cache
        self.fresh: dict[str, tuple[bytes, dict[str, list[Row]]]] = {}
        self.keys: dict[str, bytes] = {}

    def recall(self, path: Path, name: str, tables: Tables) -> bool:
        """Add the rows of a file to `tables` if it is known, and say whether it is."""
        try:
            self.keys[name] = key = self.cache.key(
                (name, path.read_bytes() if path.stat().st_size <= MAX_BYTES else b"")
            )
        except OSError:
            return False
        told = self.cache.find(key)
        if told is None:
            return False
        for table, line, column, cells, marks in json.loads(told):
            tables[table].append(Row(cells, name, line, column, marks, known=True, source=key))
        return True

    def note(self, name: str, rows: dict[str, list[Row]]) -> None:
        """Hear what a file that was not known holds."""
        if name in self.keys:
            self.fresh[name] = self.keys[name], rows
            for row in (row for found in rows.values() for row in found):
                row.source = self.keys[name]

    def keep(self, but: set[str]) -> None:
        """Remember what was noted: the site has been found right, `but` for files that have something to be told."""
        for key, rows in (noted for name, noted in self.fresh.items() if name not in but):
            told = [[table, r.line, r.column, r.cells, r.marks] for table, found in rows.items() for r in found]
            self.cache.put(key, json.dumps(told, ensure_ascii=False).encode())
        self.cache.end()


def read(root: Path, model: DataModel, memory: Memory | None = None) -> tuple[Tables, list[Problem]]:
    """Read every record and row of the site at `root`, with every problem on the way; `memory` knows some already."""
    reader = _Reader(root, model, memory)
    for table in model.tables.values():
        reader.read(table)
    return reader.tables, reader.problems


class _Reader:
    """Reads the tables of one site."""

    def __init__(self, root: Path, model: DataModel, memory: Memory | None) -> None:
        self.root = root
        self.memory = memory
        self.model = model
        self.tables: Tables = {name: [] for name in model.tables}
        self.problems: list[Problem] = []

    def read(self, table: Table) -> None:
        """Read everything from which `table` has its rows."""
        for folder, endings in _folders(table.origin).items():
            listing = files(self.root, folder, endings)
            self.problems += listing.problems
            for path in listing.found:
                self._file(path, f"{folder}/{path.name}", table)
            for path in listing.refused:
                for refused in [path] if path.is_symlink() or not path.is_dir() else sorted(path.rglob("*.*")):
                    stem = refused.name.partition(".")[0] if refused.suffix.lower() != ".csv" else ""
                    self._unread(table, f"{folder}/{path.name}", _NOT_IN_IDS.sub("-", stem.lower()).strip("-"))
        for name in (table.origin.file, table.origin.rows if table.origin.rows.endswith(".csv") else ""):
            if name:
                self._named(self.root / name, name, table)

    def _named(self, path: Path, name: str, table: Table) -> None:
        if path.is_file() and not path.is_symlink():
            self._file(path, name, table)
            return
        self._unread(table, name)
        if not path.is_symlink():  # a link has been reported as one
            hint = "Take it from the reference site and make it your own; "
            hint += f"or take `{table.name}` out of data/datapackage.yml."
            self.problems.append(Problem(name, 1, 1, "this file is missing", hint, "missing-file"))

    def _file(self, path: Path, name: str, table: Table) -> None:
        if self.memory is None or path.suffix == ".csv":
            self._read(path, name, table)
        elif not self.memory.recall(path, name, self.tables):
            before = {key: len(known) for key, known in self.tables.items()}
            self._read(path, name, table)
            self.memory.note(name, {key: known[before[key] :] for key, known in self.tables.items()})

    def _read(self, path: Path, name: str, table: Table) -> None:
        rows = path.suffix == ".csv"
        text, found = read_marred(path, name, sheet.MAX_BYTES if rows else MAX_BYTES)
        self.problems += found
        before = {key: len(known) for key, known in self.tables.items()} if found else {}
        if found and not text:
            self._unread(table, name, "" if rows else path.stem)
        elif rows:
            self._rows(text, name, table)
        else:
            self._record(text, name, path.stem, table, marred=bool(found))
        for row in (row for key, number in before.items() for row in self.tables[key][number:]):
            _mark_marred(row)

    def _unread(self, table: Table, name: str, known_id: str = "") -> None:
        """Stand in for what could not be read; without its id, any reference may have meant it."""
        broken = {field.name for field in table.fields}
        self.tables[table.name].append(Row({"id": known_id} if known_id else {}, name, 1, 1, broken=broken))

    def _record(self, text: str, name: str, stem: str, table: Table, *, marred: bool) -> None:
        tree, found = read_yaml(text, name)
        if found and marred:  # for the sake of a character that is told already, maybe
            self._unread(table, name, stem)
            return
        self.problems += found
        if isinstance(tree, Mapping):
            if there := self._meant_for(tree, table):
                message = f"this file holds the fields of {there.title.lower()}, and stands among {table.title.lower()}"
                hint = f"Move it into {there.origin.records}/."
                self.problems.append(Problem(name, 1, 1, message, hint, "folder"))
                self._unread(table, name, stem)
                return
            if key := tree.keys.get("id"):
                hint = f"Remove this line; to change the id, rename the file (now `{stem}`)."
                message = "the file's name is the id; it is not written in the record"
                self.problems.append(Problem(name, key.line, key.column, message, hint, "unknown-key"))
                tree.values.pop("id")
            _Exploder(name, self.model, self.tables, self.problems).explode(tree, table, {"id": stem})
            return
        self._unread(table, name, stem)
        if not found:
            empty = tree is None or (isinstance(tree, Scalar) and not tree.text)
            message = "this file is empty" if empty else "this file does not hold keys and values"
            hint = f"Begin a line with `{table.own_fields[0].name}: ` and go on with a line for every field."
            self.problems.append(Problem(name, 1, 1, message, hint, "shape"))

    def _meant_for(self, tree: Mapping, table: Table) -> Table | None:
        """Give the table to whose folder a record belongs, by its keys, where that is another than `table`."""
        keys = tree.values.keys() - {"id"}
        strange = keys - self._known(table)
        if len(strange) < _STRANGE:
            return None
        others = [other for other in self.model.tables.values() if other.origin.records and other is not table]
        left, place = min(((len(keys - self._known(o)), n) for n, o in enumerate(others)), default=(len(keys), 0))
        if _STRANGE * 2 * left > len(strange):
            return None
        own, there = table.by_name.keys(), others[place].by_name.keys()
        alike = 2 * len(own & there) >= len(own)  # a version of a record, which somebody copied and did not shorten
        return None if alike and 2 * len(strange) < len(keys) else others[place]

    def _known(self, table: Table) -> set[str]:
        return table.by_name.keys() | self.model.lists(table.name).keys()

    def _rows(self, text: str, name: str, table: Table) -> None:
        read, found = sheet.read_csv(text, name)
        self.problems += found
        if {sheet.HEADER, sheet.CUT_SHORT}.intersection(problem.rule for problem in found):
            self._unread(table, name)
        broken = set(self._header(read, name, table)) if read.header else set()
        every = {field.name for field in table.fields}
        rows = [
            Row(row.cells, name, row.line, 1, csv=read, broken=set(broken if row.whole else every)) for row in read.rows
        ]
        kept = self.model.outlasting(table.name)
        for row in rows:
            if table.is_withdrawn(row.cells):
                row.marks = {key: row.place(key) for key, cell in row.cells.items() if cell and key not in kept}
                row.cells = {key: cell for key, cell in row.cells.items() if key in kept}
        self.tables[table.name] += rows

    def _header(self, read: CsvTable, name: str, table: Table) -> Iterable[str]:
        """Compare the columns with the schema's fields, and give the fields that no row can be blamed for."""
        absent = [field.name for field in table.fields if field.name not in read.header]
        for column in read.header:
            if column not in table.by_name:
                meant = nearest(column, absent)
                if STAND_IN in column:  # told already
                    yield from filter(None, [meant])
                    continue
                hint = f"Did you mean `{meant}`?" if meant else choice(table.by_name, table.schema_path)
                message = f"the column `{column}` is not a field of {table.title.lower()}"
                self.problems.append(Problem(name, 1, read.column(1, column), message, hint, "unknown-key"))
                if meant:
                    absent.remove(meant)
                    yield meant
        for column in absent:
            if table.by_name[column].required:
                hint = "Add it to the first line, and a cell for it to every row."
                self.problems.append(Problem(name, 1, 1, f"the column `{column}` is missing", hint, "required"))
                yield column


def _mark_marred(row: Row) -> None:
    """Mark the cells in which a forbidden character stood; an id may have been any."""
    marred = {name for name, text in row.cells.items() if STAND_IN in text}
    row.broken |= marred
    if "id" in marred:
        row.cells["id"] = ""


def _folders(origin: Origin) -> dict[str, frozenset[str]]:
    """Give the folders from which rows come, with the endings of the files to read there."""
    found: dict[str, frozenset[str]] = {}
    if origin.records:
        found[origin.records] = frozenset({".yml"})
    if origin.rows and not origin.rows.endswith(".csv"):
        found[origin.rows] = found.get(origin.rows, frozenset()) | {".csv"}
    return found


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
        kept = self._kept(tree, table)
        for key, node in tree.values.items():
            if kept is not None and key not in kept and (key in children or key in own):
                marks[key] = (tree.keys[key].line, tree.keys[key].column)
            elif key in children:
                self._list(node, children[key], table, cells)
            elif key not in own or key in cells:
                self._unknown(key, tree, table, row)
            elif node.__class__ is Scalar:
                cells[key] = node.text.strip()
                marks[key] = (node.line, node.column)
                if node.cut and own[key].free:
                    self._cut(key, node, row)
            else:
                hint = f"Write `{key}: ` and the text after it; it cannot have entries or fields of its own."
                self._problem(node, f"`{key}` must be one text", hint, "shape")
                row.broken.add(key)
        for key, child in children.items() if kept is None else ():
            if child.origin.min_items and key not in row.broken:
                self._required(key, child, tree)

    def _kept(self, tree: Mapping, table: Table) -> frozenset[str] | None:
        """Give what is read of a withdrawn record; None for a record that is not withdrawn."""
        field = table.withdrawal
        said = tree.values.get(field.name) if field else None
        withdrawn = field and isinstance(said, Scalar) and said.text.strip() in field.withdraws
        return self.model.outlasting(table.name) if withdrawn else None

    def _unknown(self, key: str, tree: Mapping, table: Table, row: Row) -> None:
        known = [field.name for field in table.own_fields] + list(self.model.lists(table.name))
        meant = nearest(key, known)
        if STAND_IN in key:  # told already
            row.broken.update(filter(None, [meant]))
            return
        if meant and (other := self.model.elsewhere(key, table.name)):
            hint = f"It is one of {other.lower()}, and not kept here: take the line out."
        elif meant in tree.keys:
            hint = f"`{meant}` is written already, on line {tree.keys[meant].line}; keep one of the two."
        elif meant:
            row.broken.add(meant)  # or the same slip would be told twice, as a missing field too
            hint = f"Did you mean `{meant}`?"
        else:
            hint = choice(known, table.schema_path)
        self._problem(tree.keys[key], f"`{key}` is not a field of {table.title.lower()}", hint, "unknown-key")

    def _list(self, node: Node, child: Table, parent: Table, parent_cells: dict[str, str]) -> None:
        name = child.origin.list
        if _is_empty(node):
            return
        if not isinstance(node, Sequence):
            hint = f"Write `{name}:`, and below it a line `  - ` for each entry."
            if isinstance(node, Scalar) and node.text.startswith("-"):
                hint = "Put a space after the hyphen of each entry: `  - `."
            self._problem(node, f"`{name}` must be a list", hint, "shape")
            return
        key = dict(zip(child.parent_key, (parent_cells[k] for k in parent.primary_key), strict=True))
        only = child.own_fields[0].name
        rows = self.tables[child.name]
        link = child.is_link
        for position, item in enumerate(node.items, start=1):
            cells = {**key, "position": str(position)}
            if isinstance(item, Scalar) and link and item.text:
                cells[only] = item.text.strip()
                place = (item.line, item.column)
                rows.append(Row(cells, self.path, *place, {only: place}))
                if item.cut and child.own_fields[0].free:
                    self._cut(only, item, rows[-1])
            elif isinstance(item, Mapping) and (not link or only in item.values):
                self.explode(item, child, cells)
            else:
                self._entry(item, child)

    def _cut(self, key: str, node: Scalar, row: Row) -> None:
        """Say that a text ends at a `#`; beside a choice, a date or an address nobody can mean one but as a comment."""
        line, column = cast("tuple[int, int]", node.cut)
        message = f"what follows the `#` is a comment to YAML, and no part of `{key}`"
        hint = "Put the whole text between quotes; or write the comment on a line of its own above, behind `# `."
        self.problems.append(Problem(self.path, line, column, message, hint, "comment"))
        if not node.text:
            row.broken.add(key)

    def _entry(self, item: Node, child: Table) -> None:
        """Say what is wrong with an entry of a list that has the wrong shape."""
        name = child.origin.list
        first = child.own_fields[0].name
        if _is_empty(item):
            self._problem(item, f"this entry of `{name}` is empty", "Fill it in, or remove it.", "shape")
        elif child.is_link:
            hint = "Write `- ` and the text. A text with a colon goes between quotes, or the colon makes it a key."
            self._problem(item, f"each entry of `{name}` must be one text", hint, "shape")
        else:
            others = ", ".join(field.name for field in child.own_fields[1:])
            hint = f"Write `- {first}: ` and the text, and below it, in line with `{first}`: {others}."
            self._problem(item, f"each entry of `{name}` must have fields of its own", hint, "shape")

    def _required(self, key: str, child: Table, tree: Mapping) -> None:
        node = tree.values.get(key)
        if node is not None and not isinstance(node, Sequence) and not _is_empty(node):
            return
        least = child.origin.min_items
        if isinstance(node, Sequence) and len(node.items) >= least:
            return
        only = child.own_fields[0]
        target = self.model.tables.get(child.target(only.name))
        if not child.is_link:
            what = "its fields: " + ", ".join(field.name for field in child.own_fields)
        else:
            what = f"an id from {target.origin.rows or target.origin.records}" if target else "its text"
        hint = f"Write `{key}:` and below it, for each, a line `  - ` with {what}."
        self._problem(
            tree.keys.get(key, tree),
            wording.LEAST.format(name=f"`{key}`", count=wording.at_least(least)),
            hint,
            "required",
        )

    def _problem(self, node: Node, message: str, hint: str, rule: str) -> None:
        self.problems.append(Problem(self.path, node.line, node.column, message, hint, rule))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()
