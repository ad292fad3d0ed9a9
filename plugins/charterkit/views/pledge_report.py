"""What a cabinet or board wants to know of the pledges: who has signed, what is new, and what is to be done.

It is made from the tables as they were read, not from what readers see: pledges that wait are counted, and of those
that were withdrawn that there were some. What is new is told by the records' own dates, so it needs no history.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.sameness import plain
from charterkit.views import page, pledges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

    _Tell = Callable[[Row], tuple[str, ...]]

TABLE = "pledges"
_WAITING = "pending"
_KIND, _AREA = "organisation_type", "local_authority"


@dataclass(frozen=True)
class Part:
    """A table of the report, with its heading and a sentence; without rows only the sentence stands there."""

    heading: str
    text: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Report:
    """A report: its title, the day on which it holds, sentences that sum it up, and its tables."""

    title: str
    site: str
    day: datetime.date
    summary: tuple[str, ...]
    parts: tuple[Part, ...]


def report(model: DataModel, tables: Tables, today: datetime.date, since: datetime.date | None = None) -> Report:
    """Sum up the pledges on the day `today`; with `since`, also what has changed from that day on."""
    made = _Maker(model, tables, today, since)
    brand = next((row.cells.get("name", "") for row in tables.get("brand", ())), "")
    parts = (
        made.coverage("By kind of organisation", _KIND),
        made.coverage("By area", _AREA),
        made.by_charter(),
        *made.changes(),
        made.renewals(),
        made.behind(),
        made.waiting(),
    )
    return Report("Pledges", brand, today, tuple(made.summary()), parts)


class _Maker:
    def __init__(self, model: DataModel, tables: Tables, today: datetime.date, since: datetime.date | None) -> None:
        table = model.tables[TABLE]
        self.model, self.tables, self.table = model, tables, table
        self.today, self.since = today.isoformat(), since.isoformat() if since else ""
        rows = sorted(tables[TABLE], key=lambda row: (row.cells.get("organisation", "").casefold(), row.cells["id"]))
        self.withdrawn = [row for row in rows if table.is_withdrawn(row.cells)]
        self.waits = [row for row in rows if row.cells.get("status") == _WAITING]
        out = {id(row) for row in (*self.withdrawn, *self.waits)}
        self.signed = [row for row in rows if id(row) not in out]
        self.organisations = _organisations(self.signed)
        self.charters = {row.cells.get("id", ""): row.cells for row in tables.get("charters", ())}

    def summary(self) -> Iterator[str]:
        number = page.counted(len(self.organisations), "organisation has", "organisations have")
        pledges = "" if len(self.organisations) == len(self.signed) else f", with {len(self.signed):,} pledges"
        yield f"{number} signed{pledges}."
        if self.since:
            new = sum(1 for row in self.signed if self._is_new(row))
            gone = sum(1 for row in self.withdrawn if row.cells.get("withdrawn_on", "") >= self.since)
            undated = sum(1 for row in self.withdrawn if not row.cells.get("withdrawn_on"))
            more = f", and {undated:,} on a day that nobody has written down" if undated else ""
            yield f"Since {_day(self.since)}: {new:,} new, {gone:,} withdrawn{more}."
        due = len(list(self._due()))
        yield (
            f"{page.counted(len(self.waits), 'pledge waits', 'pledges wait')} to be verified, and "
            f"{page.counted(due, 'is', 'are')} due to be renewed."
        )

    def coverage(self, heading: str, name: str) -> Part:
        """Count by the terms of a field; with the share of all, where the vocabulary knows how many there are."""
        if name not in self.table.by_name:
            return Part(heading, "The pledges of this site do not say so.")
        terms = {row.cells["id"]: row.cells for row in self.tables.get(self.table.target(name), ())}
        order = sorted(terms, key=lambda key: int(terms[key].get("order") or 0))
        by: dict[str, list[Row]] = {}
        for row in self.organisations:
            by.setdefault(row.cells.get(name, ""), []).append(row)
        known = any(terms[key].get("organisations") for key in order)
        kept = [key for key in order if key in by or terms[key].get("organisations")] + ([""] if "" in by else [])
        header = (self.table.by_name[name].title, "Signed", *(["Of all", "Share"] if known else []))
        header += ("New",) if self.since else ()
        rows = []
        for key in kept:
            signed = by.get(key, [])
            nameless = pledges.NO_AREA if name == _AREA else "Not given"
            cells = [terms[key].get("label", key) if key else nameless, f"{len(signed):,}"]
            if known:
                of = int(terms[key].get("organisations") or 0) if key else 0
                cells += [f"{of:,}", f"{100 * len(signed) / of:.0f} %"] if of else ["", ""]
            if self.since:
                cells.append(f"{sum(map(self._is_new, signed)):,}")
            rows.append(tuple(cells))
        missing = [terms[key].get("label", key) for key in order if key not in kept]
        text = f"Nobody yet: {', '.join(missing)}." if rows and missing else ""
        return Part(heading, text if rows else "None yet.", header, tuple(rows))

    def by_charter(self) -> Part:
        by: dict[str, list[Row]] = {}
        for row in self.signed:
            by.setdefault(row.cells.get("charter", ""), []).append(row)
        rows = [
            (
                self._charter(key),
                cells.get("version", ""),
                f"{len(by[key]):,}",
                f"{sum(map(self._is_behind, by[key])):,}",
            )
            for key, cells in self.charters.items()
            if key in by
        ]
        header = ("Charter", "Version", "Signed", "On an older version")
        return Part("By charter", "" if rows else "None yet.", header, tuple(rows))

    def changes(self) -> Iterator[Part]:
        if not self.since:
            return
        new = [row for row in self.signed if self._is_new(row)]
        said = f"Signed on or after {_day(self.since)}; those without any date count from when they were verified."
        yield self._list("New", said if new else "None.", new, ("Date",), lambda row: (self._when(row),))
        # Without a day nobody knows whether it was before or after: it is told, not passed over.
        gone = [row for row in self.withdrawn if (row.cells.get("withdrawn_on") or self.since) >= self.since]
        rows = tuple((row.cells["id"], _day(row.cells.get("withdrawn_on", "")) or "Not written down") for row in gone)
        text = "Only what is left of them: their ids." if rows else "None."
        yield Part("Withdrawn", text, ("Id", "Date"), rows)

    def renewals(self) -> Part:
        due = sorted(self._due(), key=lambda row: row.cells.get("review_due", ""))
        return self._list(
            "To be renewed",
            "Their date has come, or their status says so." if due else "None.",
            due,
            ("Due",),
            lambda row: (_day(row.cells.get("review_due", "")),),
        )

    def behind(self) -> Part:
        found = [row for row in self.signed if self._is_behind(row)]
        return self._list(
            "To be asked about a new version",
            "They signed an earlier version than the one that is in force." if found else "None.",
            found,
            ("Signed", "In force"),
            lambda row: (row.cells.get("charter_version", ""), self._version(row)),
        )

    def waiting(self) -> Part:
        text = "Confirm with each, then run charterkit verify with its id." if self.waits else "None."
        return self._list("Waiting to be verified", text, self.waits, ("Id",), lambda row: (row.cells["id"],))

    def _list(self, heading: str, text: str, rows: Sequence[Row], more: tuple[str, ...], tell: _Tell) -> Part:
        made = tuple(
            (row.cells.get("organisation", ""), self._charter(row.cells.get("charter", "")), *tell(row)) for row in rows
        )
        return Part(heading, text, ("Organisation", "Charter", *more), made)

    def _due(self) -> Iterator[Row]:
        for row in self.signed:
            date = row.cells.get("review_due", "")
            if row.cells.get("status") == "renewal due" or (date and date <= self.today):
                yield row

    def _first(self, row: Row) -> str:
        """Give the day from which a pledge counts: that of the signature, or where it has none of its confirmation."""
        year = row.cells.get("signed_year", "")
        return row.cells.get("signed_on", "") or (f"{year}-01-01" if year else row.cells.get("verified_on", ""))

    def _when(self, row: Row) -> str:
        """Give what `_first` goes by as readers see it: no day where only the year is known."""
        year = row.cells.get("signed_year", "")
        return year if year and not row.cells.get("signed_on") else _day(self._first(row))

    def _is_new(self, row: Row) -> bool:
        return bool(self.since) and self._first(row) >= self.since

    def _is_behind(self, row: Row) -> bool:
        now = self._version(row)
        return bool(now) and row.cells.get("charter_version", "") != now

    def _version(self, row: Row) -> str:
        return self.charters.get(row.cells.get("charter", ""), {}).get("version", "")

    def _charter(self, key: str) -> str:
        cells = self.charters.get(key, {})
        return cells.get("short_title") or cells.get("title") or key


def _organisations(rows: Sequence[Row]) -> list[Row]:
    """Give one pledge of each organisation, its first: who signs two charters is one (as `pledges.organisations`)."""
    cells = [row.cells for row in rows]
    told = [(c.get("urn", ""), (plain(c.get("organisation", "")), c.get(_AREA, ""))) for c in cells]
    return [rows[place] for place in pledges.first_of_each(told)]


def _day(date: str) -> str:
    if not date:
        return ""
    day = datetime.date.fromisoformat(date)
    return f"{day.day} {day:%B %Y}"
