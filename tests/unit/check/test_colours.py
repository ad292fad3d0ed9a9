"""Colours that are too pale are refused with one that can be read."""

import re

import pytest

from charterkit import catalogue
from charterkit.colour import NIGHT, PAPER, TEXT_CONTRAST, contrast
from tests.editing import replace


@pytest.mark.parametrize(
    ("field", "colour", "ground"),
    [
        ("accent", "#9fd4d8", PAPER),
        ("accent", "#ffffff", PAPER),
        ("accent_dark", "#0b5c63", NIGHT),
        ("accent_dark", "#000000", NIGHT),
    ],
)
def test_the_colour_that_is_offered_can_be_read(site, field, colour, ground):
    replace(site, "data/brand.yml", 'accent: "#0b5c63"', 'accent: "#0b5c63"\naccent_dark: "#7fc4cb"')
    old = "#0b5c63" if field == "accent" else "#7fc4cb"
    replace(site, "data/brand.yml", f'{field}: "{old}"', f'{field}: "{colour}"')
    (problem,) = catalogue.examine(site)[2]
    assert problem.rule == "contrast"
    assert contrast(re.findall("#[0-9a-f]{6}", problem.hint)[0], ground) >= TEXT_CONTRAST


@pytest.mark.parametrize("colour", ["#0b5c63", "#0B5C63", "#000000"])
def test_a_colour_that_can_be_read_is_taken(site, colour):
    replace(site, "data/brand.yml", 'accent: "#0b5c63"', f'accent: "{colour}"')
    assert [] == catalogue.examine(site)[2]


@pytest.mark.parametrize("colour", ["#12345", "#1234567", "#GGGGGG", "teal", "rgb(0,0,0)"])
def test_what_is_no_colour_is_told_once(site, colour):
    replace(site, "data/brand.yml", 'accent: "#0b5c63"', f'accent: "{colour}"')
    assert ["pattern"] == [p.rule for p in catalogue.examine(site)[2]]
