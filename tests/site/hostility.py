"""Fills a site with hostile texts: every field of every table that can hold one, as the data model says.

Hardly anything here names a table or a field. A table that a site adds is filled as well, with a made-up entry in each list
and, where it has no row, none in the table. What the model binds (references, choices, patterns, dates) is filled with
what it allows, so that the hostile texts beside it are published and can be looked for.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import yaml

from charterkit import catalogue, records, schema
from charterkit.check.acknowledged import LIST as ACKNOWLEDGED
from charterkit.check.safeguarding import in_numbers, in_texts
from charterkit.check.words import FILE as SAFEGUARDING
from charterkit.check.words import words
from tests.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from charterkit.schema import Condition, DataModel, Field, Table

MARK = re.compile(r"q\d{3,4}z")

PAYLOADS = (
    """<script>alert(1)</script>"'><img src=x onerror=alert(1)></script></title><b>""",
    "{{{{ 7*7 }}}}{{% raw %}}ck7slottitleck7 ck7view0ck7 <!-- charterkit/resources -->",
    "[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>) <javascript:alert(1)> ![z](https://evil.example/z)",
    """#set page(width: 1pt) #import "x.typ": * $x^2$ = Top @label <label> *b* _i_ \\u{{41}} `#sys.inputs` //""",
    "&lt;b&gt; &#60;i&#62; &amp;amp; &quot;",
    '--8<-- "mkdocs.yml"',
    "emoji 😀 👩‍🏫 🇬🇧 ✔️",
    "من اليمين إلى اليسار שלום",
    "</textarea></template></style>--></noscript><svg/onload=alert(1)>",
)
FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)")
ENDLESS = 10_000
_SHORT = "<img src=x onerror=alert(1)>"
_MARKUP = re.compile("<(img|script|svg|/textarea)")
_ROOM_FOR_ALL = 900
_LONG = 1_500
"""How long a word is where several stand in one record, which may hold 64 KB in all."""

# What the model allows where a pattern or a type binds a field.
_BOUND = {"date": "2099-03-01", "year": "2024", "yearmonth": "2026-03", "integer": "3", "number": "3.5"}
_READABLE = {"paper": "#0b5c63", "night": "#6cc5cc"}
_MATCHING = ("012345", "123", "https://example.org/x", "#0b5c63", "en", "example-x", "a.png", "M2 2 H22 V22 H2 Z")


# The one text that refers to another: which version of a charter was signed.
_CHECKED = "charter_version"


class Hostility:
    """Makes hostile texts, each with a mark by which it is found again, and remembers where it put them."""

    def __init__(self) -> None:
        """Nothing is put anywhere yet."""
        self.put: dict[str, str] = {}
        self.kept_back: set[str] = set()
        """The marks that no reader gets: in tables that are not published, and where there is no room for a mark."""
        self.filled: set[tuple[str, str]] = set()

    def text(self, place: str, table: Table, field: Field) -> str:
        """Give a text for a field of a table; `place` is the file and the way in it."""
        self.filled.add((table.name, field.name))
        length = field.descriptor.get("constraints", {}).get("maxLength")
        number = len(self.put)
        mark = f"q{number:03}z"
        self.put[mark] = place
        if not table.published or (length is not None and length < len(mark)):
            self.kept_back.add(mark)
        return self.make(mark, number, length)

    def make(self, mark: str, number: int, limit: int | None) -> str:
        """Give as much of what is hostile as there is room for, beginning with another one each time."""
        length = _ROOM_FOR_ALL if limit is None else limit
        text = mark if number % 3 else f"{FORMULAS[number % len(FORMULAS)]}{mark}"
        for step in range(len(PAYLOADS)):
            payload = PAYLOADS[(number + step) % len(PAYLOADS)].format()
            if len(text) + 1 + len(payload) <= length:
                text = f"{text} {payload}"
        if " " not in text:
            return f"{text}{_SHORT}"[:length]
        if not _MARKUP.search(text) and len(mark) + 1 + len(_SHORT) + 1 < length:  # whichever text it begins with
            kept = text[: length - len(_SHORT) - 1].rstrip()
            text = f"{kept if mark in kept else mark} {_SHORT}"
        return text


class Harmless(Hostility):
    """Makes ordinary texts, to compare with: Markdown with all that it can hold, where there is room for it."""

    def make(self, mark: str, number: int, limit: int | None) -> str:
        """Give an ordinary text, as long as a hostile one."""
        if limit is None:
            lists = '- a\n- b\n\n1. c\n\n> d\n\n---\n\n`e` *f* [g](https://example.org/ "h") x\\\ny\n\n    i\n'
            return f"**{mark}** text\n\n{lists}"
        return (mark + " an ordinary text" * 50)[: min(limit, len(super().make(mark, number, limit)))].strip()


class Endless(Hostility):
    """Makes words that do not end."""

    endless = ""

    def make(self, mark: str, number: int, limit: int | None) -> str:
        """Give one word: as long as may be, and of 10,000 letters for the first text that may be."""
        del number
        most = limit or _LONG
        if limit is None and not self.endless:
            self.endless, most = mark, ENDLESS
        return (mark + "W" * most)[:most]


def spoilt(root: Path, hostility: Hostility) -> Path:
    """Put a hostile text into every free text of every record, term and row of the site at `root`."""
    model, problems = schema.load(root, root / "nowhere")
    assert problems == []
    filler = _Filler(root, model, hostility)
    for table in model.tables.values():
        filler.fill(table)
    _acknowledge(root, hostility)
    site = root / "mkdocs.yml"  # no sheet holds what these charters say
    settings = site.read_text("utf-8")
    site.write_text(
        settings.replace("  - charterkit/charters\n", "  - charterkit/charters: {one_sheet: false}\n"), encoding="utf-8"
    )
    return root


def free(model: DataModel) -> list[tuple[Table, Field]]:
    """Give every field of the data model that can hold any text, with its table.

    Of what somebody acknowledges, it is what `_acknowledge` finds to acknowledge.
    """
    tables = [table for table in model.tables.values() if table.origin.list != ACKNOWLEDGED]
    return [(table, field) for table in tables for field in table.own_fields if _is_free(table, field)]


def _acknowledge(root: Path, hostility: Hostility) -> None:
    """Acknowledge what the hostile texts hold that looks like a trace of a person, with hostile reasons."""
    model, tables, _ = catalogue.examine(root)
    lists = {table.origin.parent: table for table in model.tables.values() if table.origin.list == ACKNOWLEDGED}
    owners = {
        row.path: table.name for table in model.tables.values() for row in tables[table.name] if table.name in lists
    }
    entries: dict[str, list[dict[str, str]]] = {}
    known = words(model, tables)
    for finding in (*in_texts(model, tables, known), *in_numbers(model, tables, known)):
        path = finding.row.path
        entry = {"rule": finding.rule.name, "text": finding.text, "field": finding.field}
        if finding.row.csv:
            entry, path = {"file": path, **entry}, SAFEGUARDING
        if any(entry.items() <= other.items() for other in entries.get(path, ())):
            continue
        of = lists[owners[path]]
        for name in ("reason", "by_role"):
            entry[name] = hostility.text(f"{path}.{ACKNOWLEDGED}.{name}", of, of.by_name[name])
        entries.setdefault(path, []).append(entry)
    for name, given in entries.items():
        text = (root / name).read_text("utf-8")
        added = yaml.safe_dump({ACKNOWLEDGED: given}, allow_unicode=True, width=1_000_000, sort_keys=False)
        (root / name).write_text(f"{text.rstrip()}\n{added}", encoding="utf-8")


def _is_free(table: Table, field: Field) -> bool:
    bound = {name for key in table.foreign_keys for name in key.fields} | {*table.primary_key, "language", _CHECKED}
    limits = field.descriptor.get("constraints", {})
    return field.type == "string" and field.name not in bound and not {"enum", "pattern"} & limits.keys()


class _Filler:
    def __init__(self, root: Path, model: DataModel, hostility: Hostility) -> None:
        self.root = root
        self.model = model
        self.hostility = hostility
        self.tables, problems = records.read(root, model)
        assert problems == []

    def fill(self, table: Table) -> None:
        """Fill the files of one table."""
        origin = table.origin
        if origin.records:
            self._vary(self.root / origin.records, table)
        paths = sorted((self.root / origin.records).glob("*.yml")) if origin.records else []
        for path in [*paths, *([self.root / origin.file] if origin.file else [])]:
            entry = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts of everything
            self._entry(entry, table, path.relative_to(self.root).as_posix(), path.stem)
            text = yaml.safe_dump(entry, allow_unicode=True, width=1_000_000, sort_keys=False)
            path.write_text(text, encoding="utf-8")
        rows = self.root / origin.rows
        for path in sorted(rows.glob("*.csv")) if rows.is_dir() else [rows] if origin.rows else []:
            self._rows(path, table)

    def _vary(self, folder: Path, table: Table) -> None:
        """Write a record for each choice with which it may have other lists, so that those are filled as well."""
        conditions = [
            condition
            for child in self.model.lists(table.name).values()
            for condition in (child.needed_where, child.only_where)
            if condition and "." not in condition.field
        ]
        for path in sorted(folder.glob("*.yml")) if conditions else ():
            entry = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts of everything
            for field, value in sorted({(c.field, value) for c in conditions for value in c.values}):
                if field in entry and entry[field] != value:
                    text = yaml.safe_dump({**entry, field: value}, allow_unicode=True, sort_keys=False)
                    (folder / f"{path.stem}-{value}.yml").write_text(text, encoding="utf-8")

    def _rows(self, path: Path, table: Table) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        out = io.StringIO()
        names = list(dict.fromkeys([*(rows[0] if rows else ()), *(f.name for f in table.fields if not f.outlasts)]))
        names += [f.name for f in table.fields if f.withdraws and f.name not in names]
        writer = csv.DictWriter(out, names, lineterminator="\n", restval="")
        writer.writeheader()
        apart = {name for entry in table.match for name in entry.split()}
        for number, row in enumerate(rows):
            for field in table.own_fields:
                # What a pattern allows is the same in every row, and would say that two rows are about the same.
                is_one = field.name in apart and not _is_free(table, field) and not row.get(field.name)
                if field.name in names and not (number and is_one):
                    value = self._value(table, field, path.stem, row.get(field.name) or "", row["id"])
                    row[field.name] = value
            writer.writerow(row)
        path.write_text(out.getvalue(), encoding="utf-8")

    def _entry(self, entry: dict[str, Any], table: Table, path: str, own: str, *around: dict[str, Any]) -> None:
        for field in table.own_fields:
            if value := self._value(table, field, path, entry.get(field.name, ""), own):
                entry[field.name] = value
        for name, child in self.model.lists(table.name).items():
            if name == ACKNOWLEDGED:
                continue
            if child.only_where and not _holds(child.only_where, entry):
                entry.pop(name, None)
                continue
            place = f"{path}.{name}"
            if child.is_link:
                like = next((e[child.as_many_as] for e in (entry, *around) if child.as_many_as in e), [""])
                given = [""] * len(like) if child.as_many_as else entry.get(name) or [""]
                if values := self._values(child, place, given, own):
                    entry[name] = values
                continue
            items = entry.get(name) or [{}]
            kinds = [(key, value) for key, value in self._kinds(table, name, child)]
            items += [{key: value} for key, value in kinds if not any(item.get(key) == value for item in items)]
            for item in items:
                self._entry(item, child, place, own, entry, *around)
            if all(item.get(field.name) for item in items for field in child.own_fields if field.required):
                entry[name] = items

    def _values(self, child: Table, place: str, given: list[str], own: str) -> list[str]:
        """Give the entries of a list of texts, each once."""
        values = [self._value(child, child.own_fields[0], place, value, own) for value in given]
        return [value for value in dict.fromkeys(values) if value]

    def _kinds(self, table: Table, name: str, child: Table) -> Iterator[tuple[str, str]]:
        """Give what entries of the list `name` must say so that the lists that hang on it may be there."""
        for inner in self.model.lists(child.name).values():
            if inner.only_where:
                yield inner.only_where.field, inner.only_where.values[0]
        for beside in self.model.lists(table.name).values():
            of, _, field = beside.only_where.field.rpartition(".") if beside.only_where else ("", "", "")
            if beside.only_where and of == name:
                yield field, beside.only_where.values[0]

    def _value(self, table: Table, field: Field, place: str, given: str, own: str) -> str:
        """Give a hostile text where the model allows any, else what stands there, else what it allows."""
        if field.name == _CHECKED:
            return self._version()
        if _is_free(table, field):
            return self.hostility.text(f"{place}.{field.name}", table, field)
        if given or field.outlasts or field.withdraws:
            return given
        if target := table.target(field.name):
            ids = [row.cells["id"] for row in self.tables[target] if row.cells.get("id") not in {None, own}]
            return ids[0] if ids and target != table.name else ""
        return self._allowed(field)

    def _version(self) -> str:
        """Give the version of the first charter, which has been filled before whatever refers to it."""
        folder = self.root / self.model.tables["charters"].origin.records
        entry = yaml.load(min(folder.glob("*.yml")).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - as above
        return str(entry["version"])

    def _allowed(self, field: Field) -> str:
        """Give something that the schema allows in a field."""
        if field.choices:
            return field.choices[(len(field.choices) - 1) // 2]  # neither the most nor the least that one can claim
        if field.type == "boolean":
            return str(field.descriptor.get("trueValues", ["true"])[0])
        if field.file_in:
            return self._picture(field)
        if field.readable_on:
            return _READABLE[field.readable_on]
        if pattern := field.descriptor.get("constraints", {}).get("pattern"):
            return next((text for text in _MATCHING if re.fullmatch(pattern, text)), "")
        return "" if field.type == "string" else _BOUND[field.type]

    def _picture(self, field: Field) -> str:
        folder = self.root / field.file_in
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.png").write_bytes(picture("png", 800, 300))
        return "a.png"


def _holds(condition: Condition, entry: dict[str, Any]) -> bool:
    """Say whether a condition holds of a record, or of an entry of its list."""
    of, _, field = condition.field.rpartition(".")
    return any(one.get(field) in condition.values for one in (entry.get(of, ()) if of else [entry]))


def marks(text: str) -> Iterator[str]:
    """Give the marks in a text."""
    yield from MARK.findall(text)
