"""Coverage: how many case studies there are where two fields cross, and where nobody has written yet.

A matrix takes the terms of one field as rows and those of another as columns. Readers see where practice is known, and
editors whom to ask next.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from charterkit.problems import CharterkitError
from charterkit.views import cards, facets, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy

NAMED = 4
"""How many cases a list under the table names for one cell; the library has them all."""

_STEPS = (1, 2, 4, 8)
"""From how many cases on the sign of a cell is filled by another quarter."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Cell:
    """Where a row and a column cross: `level` says in quarters how far its sign is filled."""

    column: facets.FacetTerm
    count: int
    level: int
    path: str
    named: tuple[page.Link, ...]


@dataclass(frozen=True)
class Row:
    """A term with its cells; `total` counts each of its cases once, and `listing` leads to them, or is empty."""

    term: facets.FacetTerm
    cells: tuple[Cell, ...]
    total: int
    listing: str


@dataclass(frozen=True)
class Matrix:
    """Two fields crossed. `total` counts every case that has a term of both; `empty` the cells without a case."""

    id: str
    title: str
    rows_title: str
    columns_title: str
    columns: tuple[facets.FacetTerm, ...]
    rows: tuple[Row, ...]
    column_totals: tuple[int, ...]
    total: int
    empty: int
    csv: str

    @property
    def cells(self) -> int:
        """Give how many cells there are."""
        return len(self.rows) * len(self.columns)


@dataclass(frozen=True)
class CoverageView:
    """The matrices; `contribute` leads to where a reader can send their own practice, or is empty."""

    matrices: tuple[Matrix, ...]
    contribute: str


def matrices(catalogue: Catalogue, pairs: Iterable[tuple[str, str]], facet_names: Sequence[str]) -> tuple[Matrix, ...]:
    """Cross the fields of each pair (rows, columns). `facet_names` are the fields by which the library filters.

    Raises `CharterkitError` for a name that is no field by which cases can be told apart, or a field crossed with
    itself.
    """
    cases = cards.newest_first(catalogue)
    return tuple(_matrix(catalogue, rows, columns, cases, facet_names) for rows, columns in pairs)


def _matrix(
    catalogue: Catalogue, rows: str, columns: str, cases: Sequence[CaseStudy], facet_names: Sequence[str]
) -> Matrix:
    if rows == columns:
        message = f"mkdocs.yml: charterkit/coverage: `{rows}` cannot be crossed with itself. Name another field."
        raise CharterkitError(message)
    try:
        down, across = facets.facets(catalogue, [rows, columns], cases)
    except CharterkitError as error:
        raise CharterkitError(str(error).replace("charterkit/library", "charterkit/coverage")) from None
    counts: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], list[page.Link]] = {}
    row_totals: Counter[str] = Counter()
    column_totals: Counter[str] = Counter()
    total = 0
    for case in cases:
        own_rows, own_columns = set(case.tags.get(rows, ())), set(case.tags.get(columns, ()))
        if not own_rows or not own_columns:
            continue
        total += 1
        row_totals.update(own_rows)
        column_totals.update(own_columns)
        for key in ((r, c) for r in own_rows for c in own_columns):
            counts[key] += 1
            links = named.setdefault(key, [])
            if len(links) < NAMED:
                links.append(page.Link(case.title, page.case_study(case.id)))
    name = f"{rows}-by-{columns}".replace("_", "-")
    filtered = rows in facet_names and columns in facet_names

    def cell(row: facets.FacetTerm, column: facets.FacetTerm) -> Cell:
        count = counts[row.id, column.id]
        query = urlencode({rows: row.id, columns: column.id})
        path = f"{page.LIBRARY}?{query}" if filtered else f"{page.COVERAGE}#{name}-{row.id}"
        return Cell(
            column, count, sum(count >= step for step in _STEPS), path, tuple(named.get((row.id, column.id), ()))
        )

    made = tuple(
        Row(
            term=row,
            cells=tuple(cell(row, column) for column in across.terms),
            total=row_totals[row.id],
            listing=row.path if rows in facet_names and row.count else "",
        )
        for row in down.terms
    )
    return Matrix(
        id=name,
        title=f"{down.title} and {across.title[:1].lower()}{across.title[1:]}",
        rows_title=down.title,
        columns_title=across.title,
        columns=across.terms,
        rows=made,
        column_totals=tuple(column_totals[column.id] for column in across.terms),
        total=total,
        empty=sum(not c.count for row in made for c in row.cells),
        csv=f"{page.COVERAGE}{name}.csv",
    )


def pages(found: tuple[Matrix, ...], contribute: str) -> Iterator[page.Page]:
    """Give the page of the matrices, if there are any."""
    if not found:
        return
    yield page.Page(
        path=page.COVERAGE,
        title="Where practice is known",
        description="How many case studies there are for each combination, and where nobody has written yet.",
        template="coverage.html",
        view=CoverageView(found, contribute),
        kind="Coverage",
    )


def table(matrix: Matrix) -> str:
    """Write a matrix as CSV: a row a term, a column a term, and the totals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(t) for t in (matrix.rows_title, *(c.label for c in matrix.columns), "All")])
    for row in matrix.rows:
        writer.writerow([_cell(row.term.label), *(c.count for c in row.cells), row.total])
    writer.writerow(["All", *matrix.column_totals, matrix.total])
    return out.getvalue()


def _cell(text: str) -> str:
    """Keep a text from being read as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def chosen(found: Mapping[str, Matrix], words: str) -> Matrix | None:
    """Give the matrix that `rows columns` in an editor's page names, or None."""
    return found.get("-by-".join(words.split()).replace("_", "-"))
