"""How the clauses of a charter are numbered, and the addresses that lead to each.

A clause with a key keeps its address when others are put before it; one without is found by its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.model import Section, Statement


@dataclass(frozen=True)
class Numbered:
    """A clause with its number as it is read, and the anchor that leads to it."""

    number: str
    anchor: str
    statement: Statement


def numbered(sections: tuple[Section, ...]) -> Iterator[tuple[Section, str, tuple[Numbered, ...]]]:
    """Give each section with its anchor and its clauses. Clauses of a charter of one section are numbered through."""
    alone = len(sections) == 1
    for number, section in enumerate(sections, start=1):
        clauses = tuple(
            Numbered(
                number=str(position) if alone else f"{number}.{position}",
                anchor=f"clause-{statement.key or f'{number}-{position}'}",
                statement=statement,
            )
            for position, statement in enumerate(section.statements, start=1)
        )
        yield section, f"section-{number}", clauses


def clauses(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Numbered]]:
    """Give every clause with the section that it stands in."""
    for section, _, found in numbered(sections):
        for clause in found:
            yield section, clause
