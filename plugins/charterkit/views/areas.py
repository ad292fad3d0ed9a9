"""A map of areas: one tile for each, where its vocabulary places it, shaded by a number that also stands in it.

Where tiles are is data (the columns `tile_row`, `tile_column` and `tile_label` of the vocabulary), so any set of
areas can have a map: boroughs, wards, regions. What the map says is also said as a table: all areas of the map, with
what stands in their tiles, and what is counted in areas without tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from charterkit.model import Term

SIDE = 44
"""The side of a tile in the map's own units, with the gap to the next."""

LEVELS = 4
"""How many shades there are beside that of nothing."""


@dataclass(frozen=True)
class Tile:
    """One area: where its tile is, what stands in it, and how dark it is, from 0 to `LEVELS`."""

    label: str
    short: str
    x: int
    y: int
    number: int
    level: int


@dataclass(frozen=True)
class Shade:
    """A shade and the numbers for which it stands, as text."""

    level: int
    numbers: str


@dataclass(frozen=True)
class AreaRow:
    """One line of the table; `path` leads to the list of what is counted, and is empty where there is none.

    `short` is what stands in the area's tile, if it has one.
    """

    label: str
    number: int
    path: str
    of: int = 0
    """How many there could be, or 0 where nobody has said."""
    short: str = ""


@dataclass(frozen=True)
class AreasView:
    """A map and its table. Without tiles there is only the table."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    shades: tuple[Shade, ...]
    rows: tuple[AreaRow, ...]
    without: int
    """How many of what is counted name no area."""
    title: str
    summary: str


def areas(
    terms: Iterable[Term], counts: Mapping[str, int], total: int, title: str, listing: Callable[[str], str]
) -> AreasView:
    """Lay out the areas `terms`, of which `counts` says how many there are of what `total` counts.

    There is a map only where something on it would be other than nothing. `title` is what an area is called; `listing`
    gives the path of an area's list.
    """
    known = list(terms)
    placed = [(term, *place) for term in known if (place := _place(term)) is not None]
    if not any(counts.get(term.id) for term, _, _ in placed):
        placed = []
    left, top = min((c for _, _, c in placed), default=1), min((r for _, r, _ in placed), default=1)
    most = max((counts.get(term.id, 0) for term, _, _ in placed), default=0)
    tiles = tuple(
        Tile(
            term.label,
            _short(term),
            (column - left) * SIDE,
            (row - top) * SIDE,
            counts.get(term.id, 0),
            level(counts.get(term.id, 0), most),
        )
        for term, row, column in sorted(placed, key=lambda one: one[1:])
    )
    on_map = {term.id: _short(term) for term, _, _ in placed}
    rows = tuple(
        AreaRow(
            term.label,
            number,
            listing(term.id) if number else "",
            int(term.more.get("organisations") or 0),
            on_map.get(term.id, ""),
        )
        for term in sorted(known, key=lambda term: (-counts.get(term.id, 0), term.label))
        if (number := counts.get(term.id, 0)) or term.id in on_map
    )
    return AreasView(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + SIDE,
        height=max((tile.y for tile in tiles), default=0) + SIDE,
        shades=_shades(most),
        rows=rows,
        without=total - sum(row.number for row in rows),
        title=title,
        summary=_summary(tiles, rows),
    )


def level(number: int, most: int) -> int:
    """Give the shade of a number where the largest is `most`: 0 for nothing, then equal steps."""
    return -(-number * LEVELS // most) if number else 0


def _shades(most: int) -> tuple[Shade, ...]:
    by_level: dict[int, list[int]] = {}
    for step in range(LEVELS + 1):
        low = step if not step else most * (step - 1) // LEVELS + 1
        high = most * step // LEVELS
        if low <= high:
            by_level[step] = [low, high]
    return tuple(
        Shade(step, str(low) if low == high else f"{low:,} to {high:,}") for step, (low, high) in by_level.items()
    )


def _place(term: Term) -> tuple[int, int] | None:
    row, column = term.more.get("tile_row"), term.more.get("tile_column")
    return (int(row), int(column)) if row and column else None


def _short(term: Term) -> str:
    return term.more.get("tile_label") or term.label[:3].upper()


def _summary(tiles: tuple[Tile, ...], rows: tuple[AreaRow, ...]) -> str:
    some = sum(1 for tile in tiles if tile.number)
    first = ", ".join(f"{row.label} {row.number:,}" for row in rows[:3] if row.number)
    return f"Map of {len(tiles)} areas, one tile each; {some} have some. The most: {first}. The table holds them all."
