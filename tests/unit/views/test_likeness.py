"""What settings are compared by."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views import case_studies, likeness
from tests.editing import COLLEGE, add


def compared(site, *names):
    loaded = catalogue.load(site)
    return likeness.data(loaded, likeness.measures(loaded, names))


def values(site, *names):
    """Give the figures of each case."""
    ids = [row[0] for row in likeness.texts(catalogue.load(site))]
    return dict(zip(ids, (row[3] for row in compared(site, *names)["cases"]), strict=True))


def test_what_nobody_reports_is_not_asked_for(site):
    """The small site's cases give no figure for the second."""
    assert [m["id"] for m in compared(site, "pupils", "eal")["measures"]] == ["pupils"]


def test_a_case_without_a_figure_has_none_rather_than_nought(site):
    assert values(site, "pupils") == {"example-school": [210], "example-college": [None]}


def test_values_far_apart_make_a_wide_spread(site):
    narrow = compared(site, "pupil-premium")["measures"][0]["spread"]
    add(
        site,
        COLLEGE,
        "in_numbers:\n  - measure: pupil-premium\n    value: 90\n  - measure: pupil-premium\n    value: 1\n",
    )
    assert narrow == 15.0, "two values say nothing of a spread"
    assert [90] == values(site, "pupil-premium")["example-college"], "the first counts"


def test_a_figure_of_the_area_around_is_not_the_settings_own(site):
    add(
        site,
        COLLEGE,
        "in_numbers:\n  - measure: pupil-premium\n    value: 90\n    of_area: true\n"
        "  - measure: pupil-premium\n    value: 1\n",
    )
    assert [1] == values(site, "pupil-premium")["example-college"]
    loaded = catalogue.load(site)
    first, _ = case_studies.numbers(loaded.case_studies["example-college"])
    assert "Of the area around it." == first.note


def test_a_case_is_told_with_what_was_done_and_how_sure_one_can_be(site):
    """In the order in which the cases are ranked."""
    told = {row[0]: row[1:] for row in likeness.texts(catalogue.load(site))}
    title, _, setting, summary, judged = told["example-school"]
    assert ("A seat at every table", "Example school") == (title, setting)
    assert summary
    assert judged.startswith("Evaluated locally")


def test_an_unknown_measure_is_named_with_a_remedy(site):
    with pytest.raises(CharterkitError, match=r"`pupil`.*pupils"):
        compared(site, "pupil")
