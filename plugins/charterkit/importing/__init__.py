"""Takes in what people have: the form for Word, and tables from spreadsheets, as records.

A file goes through four steps, each a module or two. Readers (`docx`, `sheets`) say what stands in it, as texts; for
a table a `mapping` says which column is which field. `values` makes of those texts what the schema wants: ids of
labels, dates of what people call a date; `people` takes out who could be recognised, `sameness` finds what is there
already. `plan` says what would be written or changed, and writes it. Whatever does not fit is kept as `Left`, so that
nothing is lost without a word; personal data that no field takes is named, but never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Mapping


class CannotImport(CharterkitError):
    """A file or a mapping that cannot be used; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that did not fit: where it stands, and a sentence on why and what to do."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """One record as it was found: texts by field, lists of texts or of entries, and where."""

    where: str
    values: Mapping[str, Any]
