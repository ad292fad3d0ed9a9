"""What is printed of a charter: its texts without markup, its numbers, and where it comes from."""

import pytest

from charterkit import catalogue
from charterkit.views.languages import direction
from charterkit.views.printing import printed_brand, printed_charter
from tests.editing import CHARTER, replace


def printed(site, address="https://example.org/site/"):
    loaded = catalogue.load(site)
    return printed_charter(loaded, loaded.charters["example-charter"], address)


def test_texts_are_plain(site):
    replace(site, CHARTER, "The schools wrote this together.", "The **schools** wrote [this](https://example.org).")
    assert printed(site).introduction == "The schools wrote this."


def test_clauses_carry_their_number_and_parts(site):
    (section,) = printed(site).sections
    (clause,) = section.clauses
    assert (clause.number, clause.by) == ("1", ("asking who has none", "moving the tables"))
    assert [mark.title for mark in clause.marks] == ["Everybody takes part"]


@pytest.mark.parametrize("address", ["https://example.org/site/", "https://example.org/site"])
def test_the_address_is_that_of_its_page(site, address):
    assert printed(site, address).url == "https://example.org/site/charters/example-charter/"


def test_without_an_address_there_is_none(site):
    assert printed(site, "").url == ""


def test_the_first_source_is_named(site):
    assert printed(site).source_line == "Example charter, Example council, 2020"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("", "ltr"), ("en-GB", "ltr"), ("ar", "rtl"), ("ur-PK", "rtl"), ("he", "rtl"), ("bn", "ltr")],
)
def test_languages_run_in_their_direction(language, expected):
    assert expected == direction(language)


def test_every_print_says_whose_site_it_is(site):
    brand = printed_brand(catalogue.load(site))
    assert (brand.name, brand.owner, brand.notice) == (
        "Example charters",
        "the example project",
        "Everything here is made up.",
    )
