"""Contrast as WCAG 2.2 counts it, and the nearest colour that has enough of it."""

import pytest

from charterkit.colour import NIGHT, PAPER, TEXT_CONTRAST, contrast, nearest_readable, on_dark


# Worked out with the formula of https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; the greys are well-known edges.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_standard_either_way_round(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize("ground", [PAPER, NIGHT])
@pytest.mark.parametrize(
    "colour", ["#ffffff", "#000000", "#ffff00", "#00ff00", "#9fd4d8", "#123456", "#808080", "#ff00ff"]
)
def test_the_nearest_readable_colour_can_be_read(colour, ground):
    assert contrast(nearest_readable(colour, ground), ground) >= TEXT_CONTRAST


def test_a_readable_colour_stays_as_it_is():
    assert nearest_readable("#0b5c63", PAPER) == "#0b5c63"
    assert on_dark("#7fc4cb") == "#7fc4cb"


def test_the_hue_stays():
    red, green, blue = (int(nearest_readable("#ff8080", PAPER)[start : start + 2], 16) for start in (1, 3, 5))
    assert red > green == blue
