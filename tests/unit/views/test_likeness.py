"""What settings are compared by."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views import likeness
from tests.editing import COLLEGE, add


def compared(site, *names):
    loaded = catalogue.load(site)
    return likeness.data(loaded, likeness.measures(loaded, names))


def test_what_nobody_reports_is_not_asked_for(site):
    """The small site's cases give no figure for the second."""
    assert [m["id"] for m in compared(site, "pupils", "eal")["measures"]] == ["pupils"]


def test_a_case_without_a_figure_has_none_rather_than_nought(site):
    found = {case["id"]: case["values"] for case in compared(site, "pupils")["cases"]}
    assert found == {"example-school": [210.0], "example-college": [None]}


def test_values_far_apart_make_a_wide_spread(site):
    narrow = compared(site, "pupil-premium")["measures"][0]["spread"]
    add(
        site,
        COLLEGE,
        "in_numbers:\n  - measure: pupil-premium\n    value: 90\n  - measure: pupil-premium\n    value: 1\n",
    )
    found = compared(site, "pupil-premium")
    assert narrow == 15.0, "two values say nothing of a spread"
    assert [90.0] == next(c["values"] for c in found["cases"] if c["id"] == "example-college"), "the first counts"


def test_an_unknown_measure_is_named_with_a_remedy(site):
    with pytest.raises(CharterkitError, match=r"`pupil`.*pupils"):
        compared(site, "pupil")
