"""The crosswalk: the clauses of every charter against the principles, both ways, with what is missing."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page
from charterkit.views.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter

_COLUMNS = ("charter", "section", "number", "clause", "principle", "principle_title", "address")
# What a spreadsheet would run as a formula (OWASP, CSV injection). A quote before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Served:
    """A clause with its number and address, and the marks of the principles that it serves."""

    section: str
    number: str
    text: str
    path: str
    marks: tuple[page.Mark, ...]


@dataclass(frozen=True)
class OfPrinciple:
    """A principle with the clauses of one charter that serve it; `anchor` leads to it on the charter's crosswalk."""

    mark: page.Mark
    anchor: str
    clauses: tuple[Served, ...]


@dataclass(frozen=True)
class CharterCrosswalk:
    """One charter against the principles."""

    charter: Charter
    path: str
    own: str
    csv: str
    all: str
    principles: tuple[OfPrinciple, ...]
    clauses: tuple[Served, ...]
    untouched: tuple[page.Mark, ...]
    unserved: tuple[Served, ...]


@dataclass(frozen=True)
class Cell:
    """How many clauses of a charter serve a principle, and where they are listed."""

    count: int
    path: str


@dataclass(frozen=True)
class Row:
    """A principle in the matrix, with a cell for each charter."""

    mark: page.Mark
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """All charters against all principles; `columns` are the charters, each with how many of its clauses serve none."""

    columns: tuple[tuple[page.Link, Cell], ...]
    rows: tuple[Row, ...]
    unofficial: bool
    csv: str


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give the matrix and the crosswalk of each charter; nothing where there are no principles, or no charters."""
    found = crosswalks(catalogue)
    if not found:
        return
    marks = [page.mark(principle) for principle in catalogue.principles.values()]
    yield page.Page(
        path=page.CROSSWALK,
        title="Charters and principles",
        description=(
            f"{page.counted(len(found), 'charter')} set against {page.counted(len(marks), 'principle')}: which clauses "
            "serve which principle, and what is missing."
        ),
        template="crosswalk.html",
        view=Matrix(
            columns=tuple(
                (page.Link(c.charter.short_title or c.charter.title, c.own), Cell(len(c.unserved), f"{c.own}#unserved"))
                for c in found
            ),
            rows=tuple(
                Row(
                    mark,
                    tuple(
                        Cell(len(c.principles[place].clauses), f"{c.own}#{c.principles[place].anchor}") for c in found
                    ),
                )
                for place, mark in enumerate(marks)
            ),
            unofficial=any(c.charter.unofficial for c in found),
            csv=f"{page.CROSSWALK}crosswalk.csv",
        ),
        crumbs=(page.Link("Charters", page.CHARTERS),),
        search=False,
    )
    for one in found:
        yield page.Page(
            path=one.own,
            title=f"{one.charter.short_title or one.charter.title} and the principles",
            description=f"Which clauses of {one.charter.title} serve which principle, and what is missing.",
            template="charter-crosswalk.html",
            view=one,
            source=one.charter.path,
            crumbs=(page.Link("Charters", page.CHARTERS), page.Link(one.charter.title, one.path)),
            search=False,
        )


def files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give the path and the text of each crosswalk as CSV: one for each charter, and one of all."""
    found = crosswalks(catalogue)
    if found:
        yield f"{page.CROSSWALK}crosswalk.csv", _csv(found)
    for one in found:
        yield one.csv, _csv([one])


def crosswalks(catalogue: Catalogue) -> list[CharterCrosswalk]:
    """Set each charter against the principles."""
    if not catalogue.principles:
        return []
    return [_crosswalk(catalogue, charter) for charter in catalogue.charters.values()]


def _crosswalk(catalogue: Catalogue, charter: Charter) -> CharterCrosswalk:
    marks = {key: page.mark(principle) for key, principle in catalogue.principles.items()}
    served = tuple(
        Served(
            section=section.heading,
            number=clause.number,
            text=clause.statement.text,
            path=f"{page.charter(charter.id)}#{clause.anchor}",
            marks=tuple(mark for key, mark in marks.items() if key in clause.statement.principles),
        )
        for section, clause in clauses(charter.sections)
    )
    principles = tuple(
        OfPrinciple(mark, f"principle-{mark.id}", tuple(clause for clause in served if mark in clause.marks))
        for mark in marks.values()
    )
    own = page.crosswalk(charter.id)
    return CharterCrosswalk(
        charter=charter,
        path=page.charter(charter.id),
        own=own,
        csv=f"{own}{charter.id}-crosswalk.csv",
        all=page.CROSSWALK,
        principles=principles,
        clauses=served,
        untouched=tuple(item.mark for item in principles if not item.clauses),
        unserved=tuple(clause for clause in served if not clause.marks),
    )


def _csv(found: list[CharterCrosswalk]) -> str:
    """Write a row for each clause and principle that it serves; what is missing has an empty cell on its other side."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in found:
        rows = [
            (one.charter.id, c.section, c.number, c.text, mark.id if mark else "", mark.title if mark else "", c.path)
            for c in one.clauses
            for mark in c.marks or (None,)
        ]
        rows += [(one.charter.id, "", "", "", mark.id, mark.title, "") for mark in one.untouched]
        writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue()
