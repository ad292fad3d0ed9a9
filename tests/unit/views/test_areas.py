"""The map of areas: tiles where the vocabulary has them, shaded in equal steps, and a table of them all."""

import pytest

from charterkit.model import Term
from charterkit.views.areas import LEVELS, SIDE, areas, level


def term(key, row="", column="", **more):
    return Term(id=key, label=key.capitalize(), more={"tile_row": row, "tile_column": column, **more})


def made(terms, counts, total=None):
    return areas(terms, counts, sum(counts.values()) if total is None else total, "Ward", lambda key: f"by/{key}/")


TERMS = [term("north", "3", "5", tile_label="NTH"), term("south", "5", "6"), term("far")]


def test_tiles_are_where_their_vocabulary_places_them():
    view = made(TERMS, {"north": 4})
    assert [("NTH", 0, 0, 4), ("SOU", SIDE, 2 * SIDE, 0)] == [(t.short, t.x, t.y, t.number) for t in view.tiles]
    assert (2 * SIDE, 3 * SIDE) == (view.width, view.height)


def test_the_table_holds_areas_without_tiles_the_largest_first_and_what_has_no_area():
    view = made(TERMS, {"far": 7, "north": 1}, total=10)
    assert [("Far", 7, "by/far/"), ("North", 1, "by/north/")] == [
        (r.label, r.number, r.path) for r in view.rows if r.number
    ]
    assert view.without == 2
    assert "2 areas" in view.summary
    assert "Far 7, North 1" in view.summary


def test_the_table_says_what_every_tile_stands_for():
    """Areas of the map that have nothing are in it too, with 0 and no list to lead to; others without anything are not."""
    view = made([*TERMS, term("nowhere")], {"north": 1, "far": 2})
    assert [("Far", 2, ""), ("North", 1, "NTH"), ("South", 0, "SOU")] == [
        (r.label, r.number, r.short) for r in view.rows
    ]
    assert {tile.short for tile in view.tiles} == {row.short for row in view.rows} - {""}
    assert view.rows[-1].path == ""
    assert "South" not in view.summary


def test_there_is_no_map_where_all_of_it_would_be_empty():
    view = made(TERMS, {"far": 7})
    assert () == view.tiles
    assert ["Far"] == [row.label for row in view.rows]


def test_the_number_of_organisations_is_told_where_it_is_known():
    assert [20] == [row.of for row in made([term("x", organisations="20")], {"x": 3}).rows]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 7, 15, 1000])
def test_the_shades_in_the_legend_are_those_of_the_tiles(most):
    """Whatever the largest number is, each number has one shade, and the legend says which."""
    view = made([term("a", "1", "1"), term("b", "1", "2")], {"a": most})
    ranges = {}
    for shade in view.shades:
        low, _, high = shade.numbers.replace(",", "").partition(" to ")
        ranges[shade.level] = range(int(low), int(high or low) + 1)
    assert {number: level(number, most) for number in range(most + 1)} == {
        number: shade for shade, numbers in ranges.items() for number in numbers
    }
    assert max(ranges) == LEVELS
