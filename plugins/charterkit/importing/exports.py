"""The columns that programs for forms write by themselves: they say nothing of what was asked.

They are known by their names, all at once: a table of one's own may have a column `Name` that means something, but none
has `Start time` and `Completion time` beside it unless the program wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_OWN: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    # Microsoft Forms, as it opens in Excel; the second line is of quizzes
    (
        frozenset({"id", "start time", "completion time"}),
        frozenset({"email", "name", "last modified time", "language"})
        | frozenset({"total points", "quiz feedback", "grade posted time"}),
    ),
    # Google Forms, as it stands in Sheets; the score is of quizzes
    (frozenset({"timestamp"}), frozenset({"email address", "username", "score"})),
)
"""For each program the columns that it always writes, and those that it may write beside them, in small letters."""


def own(header: Iterable[str]) -> tuple[str, ...]:
    """Give the columns of a header that the program of a form wrote by itself, in order."""
    columns = list(header)
    names = {column.casefold() for column in columns}
    known = frozenset[str]().union(*(always | more for always, more in _OWN if always <= names))
    return tuple(column for column in columns if column.casefold() in known)


def numbered(cells: Collection[str]) -> bool:
    """Say whether a column that is called like ids holds the numbers of rows, which are the ids of nothing."""
    return any(cell.isdecimal() for cell in cells)
