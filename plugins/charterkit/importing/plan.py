"""Says what an import would write or change, and writes it.

Nothing is overwritten unless that was asked for. A record that is there already, by its id or by the fields that the
mapping matches, is changed in the fields that the import brings, and keeps all others. What somebody has confirmed of
one organisation holds of no other: where an import changes whom a confirmed record is about, it waits to be confirmed.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from charterkit import amending, beginning, sheet, writing
from charterkit.importing import CannotImport, Found, Left
from charterkit.problems import short
from charterkit.sameness import Known, Likeness, Telling
from charterkit.source import FILE_NAME, forbidden, read_text, read_yaml

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from charterkit.importing.people import People
    from charterkit.importing.values import Converter
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel, Table

NEW, CHANGED, SAME, THERE, REFUSED = "new", "changed", "same", "already there", "refused"

WRITES = frozenset({NEW, CHANGED})

_STATUS = "status"
_SAY_WHICH = "leave it out, or say in a column `id` which record it is, or that it is a new one"
_OWN_ID = "give it an id of its own in a column `id`"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to become of one record: `path` is its file, `values` what it will hold, `note` the reason or change."""

    where: str
    action: str
    id: str
    path: str
    values: dict[str, Any]
    note: str = ""


@dataclass
class Plan:
    """Everything that an import would do, in order, and what did not fit."""

    steps: list[Step] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def writes(self) -> list[Step]:
        """Give the steps that change a file."""
        return [step for step in self.steps if step.action in WRITES]

    @property
    def stopped(self) -> list[Step]:
        """Give the steps that were asked for and will not be done."""
        return [step for step in self.steps if step.action in {THERE, REFUSED}]


@dataclass(frozen=True)
class Planner:
    """Plans for one table of a site.

    `into` is a CSV file that takes the rows, or empty for a file each. `made_from` are the fields from which ids are
    made, `match` those that tell that a record is there, several with a space between them where all must be the same.
    With `replace`, records that are there are changed. With `people`, texts that name somebody are left out.
    """

    root: Path
    model: DataModel
    tables: Tables
    table: Table
    today: datetime.date
    replace: bool = False
    into: str = ""
    made_from: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    people: People | None = None

    def plan(self, found: Iterable[Found], converter: Converter) -> Plan:
        """Say what is to become of each record."""
        made = Plan()
        telling = Telling(self.table, self.match)
        rows = _Rows({row.cells["id"]: row for row in self.tables[self.table.name] if row.cells.get("id")}, telling)
        for one in found:
            given = dict(one.values)
            wanted = str(given.pop("id", "")).strip()
            values, left = converter.record(self.table, given, one.where)
            made.left += left
            if self.people:
                whole = values
                values, dropped = self.people.without(self.table, whole, one.where)
                made.left += dropped
                if lacks := [name for name in whole if name not in values and self.table.by_name[name].required]:
                    note = f"without `{lacks[0]}`, which could lead to a person, nothing can be written"
                    made.steps.append(Step(one.where, REFUSED, wanted, "", values, note))
                    continue
            made.steps.append(self._step(one.where, wanted, values, rows))
        return made

    def lacking(self, made: Plan, told: Collection[str]) -> tuple[str, ...]:
        """Give what records need and no column tells, where all are new; `told` are the fields that a column tells."""
        if {step.action for step in made.steps} & {CHANGED, SAME, THERE}:
            return ()  # what is there has what it needs
        needed = [f.name for f in self.table.own_fields if f.required and f.name != "id" and not f.initial]
        return tuple(name for name in needed if name not in told)

    def _step(self, where: str, wanted: str, values: dict[str, Any], rows: _Rows) -> Step:
        """Plan one record; `wanted` is the id that it asks for, if any."""
        there = rows.known.like(values)
        if doubt := _doubt(wanted, there, rows.met.like(values), rows):
            return Step(where, REFUSED, wanted, "", values, doubt)
        key, how = self._key(wanted, values, there)
        if clash := self._clash(key, how, rows, made=not wanted and not (there and there.sure)):
            return Step(where, REFUSED, key, "", values, clash)
        rows.planned[key] = where, how
        rows.met.add(where, values)
        try:
            return self._placed(where, key, values, rows)
        except writing.CannotWrite as error:
            return Step(where, REFUSED, key, self._path(key), values, str(error))

    def _clash(self, key: str, how: str, rows: _Rows, *, made: bool) -> str:
        """Say why a record cannot have an id, which it has in the way `how`, or which was `made` for it."""
        if not key:
            return f"there is no `{self._parts[0]}` to make an id of; {_OWN_ID}"
        if not FILE_NAME.fullmatch(key):
            return f"`{short(key)}` cannot be an id"
        if key in rows.planned:
            other, by = rows.planned[key]
            return f"this is `{key}` {how}, and so is {other} {by}; keep one of the two, or give one another id"
        if made and self.match and key in rows.taken:
            more = "or make ids of more fields (`id:` in a mapping)"
            return f"its id would be `{key}`, which another record has; {_OWN_ID}, {more}"
        return ""

    @property
    def _parts(self) -> tuple[str, ...]:
        return self.made_from or (beginning.title_field(self.table).name,)

    def _key(self, wanted: str, values: dict[str, Any], there: Likeness | None) -> tuple[str, str]:
        """Give the id of a record, and by what it has it."""
        if there and there.sure:
            return there.name, f"by its {there.by}"
        if wanted:
            return wanted, "by its id"
        title = " ".join(str(values.get(name, "")) for name in self._parts)
        made = beginning.identifier(title) or (
            beginning.nameless(self.table, title) if any(map(str.isalpha, title)) else ""
        )
        return made, "by the id made of its " + " and ".join(f"`{name}`" for name in self._parts)

    def _placed(self, where: str, key: str, values: dict[str, Any], rows: _Rows) -> Step:
        row = rows.taken.get(key)
        if row is None:
            path = self._path(key)
            if (self.root / path).is_symlink() or (not self.into and (self.root / path).exists()):
                return Step(where, REFUSED, key, path, values, "there is a file of that name that is not read")
            begun = {f.name: text for f in self.table.own_fields if (text := beginning.initial(f, self.today))}
            whole = {**begun, **values}
            self._prove(path, key, whole)
            return Step(where, NEW, key, path, whole)
        if self.table.is_withdrawn(row.cells):
            return Step(where, REFUSED, key, row.path, values, f"it is withdrawn, and stays so; {_OWN_ID}")
        before = self._before(row)
        after = {**before, **values}
        changed = [name for name in after if before.get(name) != after[name]]
        if not changed:
            return Step(where, SAME, key, row.path, after)
        waits = self._waiting(before, after, rows.telling)
        named = ", ".join(changed)
        if not self.replace:
            end = ", so that it is no longer verified" if waits else ""
            return Step(where, THERE, key, row.path, after, f"would change {named}{end}; say --replace to do so")
        after |= waits
        self._prove(row.path, key, after)
        end = f"; no longer verified: {_STATUS} {waits[_STATUS]}" if waits.get(_STATUS) else ""
        return Step(where, CHANGED, key, row.path, after, f"changes {named}{end}")

    def _waiting(self, before: dict[str, Any], after: dict[str, Any], telling: Telling) -> dict[str, str]:
        """Give what a confirmed record holds when it becomes another's, or of another text: it begins again."""
        vouched = [field.name for field in self.table.fields if field.to_publish]
        if not any(before.get(name) for name in vouched):
            return {}
        if not any(telling.differ(name, before, after) for name in telling.fields):
            return {}
        status = self.table.by_name.get(_STATUS)
        return {**dict.fromkeys(vouched, ""), **({_STATUS: status.initial} if status and status.initial else {})}

    def _path(self, key: str) -> str:
        return self.into or f"{self.table.origin.records}/{key}.yml"

    def _before(self, row: Row) -> dict[str, Any]:
        """Give what a record holds now."""
        if row.csv is not None:
            return {name: text for name, text in row.cells.items() if text and name != "id"}
        text, problems = read_text(self.root / row.path, row.path, 1 << 20)
        tree, more = read_yaml(text, row.path)
        if problems or more:
            raise CannotImport(f"{row.path} has errors. Mend it first: run `charterkit check`.")
        return writing.tidied(writing.plain(tree))

    def _prove(self, path: str, key: str, values: dict[str, Any]) -> None:
        """Raise `CannotWrite` where the record cannot be written as it is."""
        if path.endswith(".csv"):
            lists = [name for name, value in values.items() if not isinstance(value, str)]
            if lists:
                raise writing.CannotWrite(f"a row of CSV cannot hold the list `{lists[0]}`.")
            header = list(dict.fromkeys(["id", *values]))
            _read_back(header, [{"id": key, **values}])
        else:
            writing.record(self.model, self.table, values)


class _Rows:
    """What is there and what was planned: records by id, and whom they and the rows that were met are about."""

    def __init__(self, taken: dict[str, Row], telling: Telling) -> None:
        self.taken = taken
        self.telling = telling
        self.known, self.met = Known(telling), Known(telling)
        self.planned: dict[str, tuple[str, str]] = {}
        for key, row in taken.items():
            self.known.add(key, row.cells)


def _doubt(wanted: str, there: Likeness | None, twin: Likeness | None, rows: _Rows) -> str:
    """Say why it is not clear whom a row is about: `there` is the record that it is like, `twin` another row."""
    if twin and twin.sure:
        return f"{twin.name} is the same; keep one of the two"
    if wanted in rows.taken and there and there.sure and there.name != wanted:
        return f"the id is that of `{wanted}`, but {there.by} are those of `{there.name}`; mend one of them"
    like = there or twin
    if like and not like.sure and not wanted:
        what = f"`{like.name}`, which is there already," if there else like.name
        return f"looks like {what} by its {like.by}; {_SAY_WHICH}"
    return ""


def write(root: Path, model: DataModel, table: Table, steps: Sequence[Step]) -> list[str]:
    """Write what is planned, and give the files. A new record never takes the place of a file."""
    written: list[str] = []
    rows: dict[str, list[Step]] = {}
    for step in steps:
        if step.path.endswith(".csv"):
            rows.setdefault(step.path, []).append(step)
            continue
        text = writing.record(model, table, step.values)
        put(root / step.path, text, new=step.action == NEW)
        written.append(step.path)
    for path, wanted in rows.items():
        put(root / path, _with_rows(root / path, path, table, wanted), new=False)
        written.append(path)
    return written


def _with_rows(path: Path, name: str, table: Table, steps: Sequence[Step]) -> str:
    """Give a CSV file with cells changed in their place and new rows at its end; all else stays as it is."""
    if not path.is_file():
        return _read_back([column.name for column in table.fields], [{"id": s.id, **s.values} for s in steps])
    _, problems = read_text(path, name, sheet.MAX_BYTES)
    if problems:
        raise CannotImport(f"{name} has errors. Mend it first: run `charterkit check`.")
    changed = {step.id: dict(step.values) for step in steps if step.action == CHANGED}
    new = [{"id": step.id, **step.values} for step in steps if step.action == NEW]
    return amending.rows(path.read_bytes().decode("utf-8"), changed, new)


def _read_back(header: list[str], rows: list[dict[str, Any]]) -> str:
    """Write rows as CSV, and make sure that the strict reader reads the same."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue()
    if sign := forbidden(text):
        raise writing.CannotWrite(f"the invisible character U+{ord(sign):04X} cannot be written. Delete it first.")
    read, problems = sheet.read_csv(text.replace("\r\n", "\n").replace("\r", "\n"), "rows")
    wanted = [{name: row.get(name, "") for name in header} for row in rows]
    if problems or [row.cells for row in read.rows] != wanted:
        raise writing.CannotWrite("a row of CSV would be read as other texts.")
    return text


def put(path: Path, text: str, *, new: bool) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if new:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return
    if path.is_symlink():
        raise CannotImport(f"{path.name} is a link, and nothing was written through it.")
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, path)  # noqa: PTH105 - takes the place on every system, as Path.rename does not
