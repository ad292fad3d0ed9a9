"""Where in its file some words of a cell stand: a cell knows only where its text begins, which may be lines above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit.source import MAX_BYTES, read_marred

if TYPE_CHECKING:
    from pathlib import Path

    from charterkit.records import Row

_ESCAPED = {'"': '(?:"{1,2}|\\\\")', "'": "'{1,2}"}


class Places:
    """Looks into the files of a site, each read once, and only where somebody asks."""

    def __init__(self, root: Path) -> None:
        """Nothing is read yet."""
        self.root = root
        self.known: dict[str, tuple[str, list[int]]] = {}

    def find(self, row: Row, name: str, text: str, number: int) -> tuple[int, int]:
        """Give the line and column of the `number`th `text`, from 0, in the cell `name`; of the cell if it is not seen.

        In the file the words may run over lines, and quotes be written twice.
        """
        line, column = row.place(name)
        source, starts = self._source(row)
        if not 1 <= line <= len(starts):
            return line, column
        written = r"\s+".join("".join(_ESCAPED.get(sign) or re.escape(sign) for sign in word) for word in text.split())
        begin = starts[line - 1] + column - 1
        for count, found in enumerate(re.finditer(written, source[begin:])):
            if count == number:
                place = begin + found.start()
                line = source.count("\n", 0, place) + 1
                return line, place - starts[line - 1] + 1
        return line, column

    def _source(self, row: Row) -> tuple[str, list[int]]:
        if row.path not in self.known:
            if row.csv is not None:
                text = "\n".join(row.csv.lines)
            else:
                text, _ = read_marred(self.root / row.path, row.path, MAX_BYTES)
            starts = [0]
            starts.extend(found.end() for found in re.finditer("\n", text))
            self.known[row.path] = text, starts
        return self.known[row.path]
