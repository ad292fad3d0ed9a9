"""Reads the first sheet of an Excel workbook, and says what else is in it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.importing import CannotImport, Left
from charterkit.importing.packages import members, xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml import etree

_PARTS = re.compile(r".*\.(?:xml|rels)")
_BOOK, _LEADS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_RANGE = re.compile(r"[A-Z]{1,3}(?P<first>[0-9]{1,7}):[A-Z]{1,3}(?P<last>[0-9]{1,7})")
_MOST_RANGES = 20


def opened(path: Path, most_rows: int, most_columns: int) -> Workbook:
    """Open a workbook, of which no more is looked at than so many rows and columns, and one more of each.

    Raises `CannotImport` where it cannot be used.
    """
    parts = members(path, _PARTS)  # refuses what no spreadsheet program writes, before another library looks at it
    import openpyxl  # noqa: PLC0415 - 0.2 s, for workbooks alone

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except Exception as error:  # noqa: BLE001 - openpyxl has none of its own for a damaged file
        raise _damaged(path, error) from None
    if not sheets:
        raise CannotImport(f"{path.name} has no sheet with cells.")
    return Workbook(path, sheets, parts, most_rows, most_columns)


def _damaged(path: Path, error: Exception) -> CannotImport:
    return CannotImport(f"{path.name} cannot be read as a workbook ({type(error).__name__}). Save it again as .xlsx.")


@dataclass(frozen=True)
class Workbook:
    """A workbook: its sheets, those of charts left out, and its parts as they stand in the file."""

    path: Path
    sheets: list[Any]
    parts: dict[str, bytes]
    most_rows: int
    most_columns: int

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give the rows of the first sheet, with their numbers from 1."""
        return self._rows(self.sheets[0])

    def left(self, named_in: int) -> Iterator[Left]:
        """Give what is not read: other sheets that hold rows, and cells that are joined below the row of the names."""
        ranges = [found for found in self._joined() if int(found["last"]) > named_in]
        for found in ranges[:_MOST_RANGES]:
            why = "these cells are joined, so what stands there counts for the first of them alone. Fill in each row."
            yield Left(f"{self.path.name}, cells {found[0]}", why)
        if len(ranges) > _MOST_RANGES:
            yield Left(self.path.name, f"{len(ranges) - _MOST_RANGES} more ranges of cells are joined.")
        if unknown := list(self._without_result()):
            more = f" and {len(unknown) - _MOST_RANGES} more" if len(unknown) > _MOST_RANGES else ""
            why = "nobody has worked out their formulas, so they are empty. Open and save it in a spreadsheet."
            yield Left(f"{self.path.name}, cells {', '.join(unknown[:_MOST_RANGES])}{more}", why)
        for sheet in self.sheets[1:]:
            number = sum(1 for _, cells in self._rows(sheet) if any(cells))
            if number:
                rows = "1 row" if number == 1 else f"{number} rows"
                why = f"only the first sheet is read; this one holds {rows}. Save it as a file of its own to import it."
                yield Left(f"{self.path.name}, sheet \u201c{sheet.title}\u201d", why)

    def _rows(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - openpyxl has no types
        try:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            cells: Iterable[tuple[Any, ...]] = sheet.iter_rows(
                max_row=self.most_rows + 1, max_col=self.most_columns + 1, values_only=True
            )
            for number, row in enumerate(cells, start=1):
                yield number, _trimmed([_cell(value) for value in row])
        except Exception as error:  # noqa: BLE001 - as above
            raise _damaged(self.path, error) from None

    def _joined(self) -> Iterator[re.Match[str]]:
        """Give the ranges of cells in the first sheet that are joined over several rows, as `A2:A4`."""
        for cell in self._elements("mergeCell"):
            found = _RANGE.fullmatch(cell.get("ref", ""))
            if found and found["first"] != found["last"]:
                yield found

    def _without_result(self) -> Iterator[str]:
        """Give the cells whose value is a formula, and of which the file does not say what it comes to."""
        for formula in self._elements("f"):
            cell = formula.getparent()
            if cell is not None and not any(value.text for value in cell.iterfind("{*}v")):
                yield cell.get("r", "")

    def _elements(self, tag: str) -> Iterable[etree._Element]:
        """Give all elements of one kind in the first sheet."""
        part = self.parts.get(self._part(self.sheets[0].title), b"")
        return xml(self.path.name, part).iter(f"{{*}}{tag}") if f"<{tag}".encode() in part else ()

    def _part(self, title: str) -> str:
        """Give the name of the part that holds a sheet; empty where the workbook does not say."""
        named = xml(self.path.name, self.parts[_BOOK]).iter("{*}sheet")
        sheet = next((sheet for sheet in named if sheet.get("name") == title), None)
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "") if sheet is not None else ""
        leads = xml(self.path.name, self.parts[_LEADS]).iter("{*}Relationship") if _LEADS in self.parts else ()
        target = next((str(lead.get("Target")) for lead in leads if lead.get("Id") == key), "")
        return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _trimmed(cells: list[str]) -> list[str]:
    """Take off the empty cells at the end; a workbook is as wide as somebody once clicked."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()
