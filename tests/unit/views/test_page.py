"""Where pages live, and what every page says."""

import pytest

from charterkit.model import Source
from charterkit.views import page


@pytest.mark.parametrize(
    ("path", "base"),
    [("", "./"), ("library/", "../"), ("case-studies/a/", "../../"), ("library/tier/a/page-2/", "../../../../")],
)
def test_each_page_knows_the_way_to_the_top(path, base):
    assert base == page.Page(path, "T", "D", "x.html", None).base


@pytest.mark.parametrize(("number", "expected"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1234, "1,234 cases")])
def test_numbers_are_written_with_their_noun(number, expected):
    assert expected == page.counted(number, "case")


def test_a_plural_of_its_own_is_used():
    assert page.counted(2, "case study", "case studies") == "2 case studies"


def test_a_source_is_one_line_of_what_is_known():
    full = Source(title="T", publisher="P", year=2020, url="https://example.org", pages="3")
    bare = Source(title="T")
    assert page.citations((full, bare)) == (
        page.Citation("T", "P, 2020, 3", "https://example.org"),
        page.Citation("T", "", ""),
    )
