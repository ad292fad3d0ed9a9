"""The order of a record's life: published, then reviewed, then due for the next review."""

import datetime

import pytest

from charterkit import RELEASED, catalogue
from tests.editing import COLLEGE, PLEDGES, add, replace

PUBLISHED = "2026-02-01"


def places(site):
    return [(p.rule, p.line) for p in catalogue.examine(site)[2]]


@pytest.mark.parametrize(
    ("last_reviewed", "review_due", "expected"),
    [
        (PUBLISHED, PUBLISHED, []),
        ("2026-05-01", "2027-05-01", []),
        ("2026-01-31", "2027-05-01", [("date-order", 29)]),
        ("2026-05-01", "2026-04-30", [("date-order", 30)]),
        ("2026-01-31", "2026-01-30", [("date-order", 29), ("date-order", 30)]),
        ("soon", "2026-01-31", [("type", 29), ("date-order", 30)]),
        ("9/9/2026", "2027-05-01", [("type", 29)]),
    ],
)
def test_each_date_is_compared_with_the_latest_right_one_before_it(site, last_reviewed, review_due, expected):
    add(site, COLLEGE, f"last_reviewed: {last_reviewed}\nreview_due: {review_due}\n")
    assert expected == places(site)


def test_every_date_may_be_left_out(site):
    add(site, COLLEGE, "review_due: 2026-01-01\n")
    assert [("date-order", 29)] == places(site), "it is before the publication, whether reviewed or not"


AFTER = RELEASED + datetime.timedelta(days=100)


@pytest.mark.parametrize(("days", "expected"), [(0, []), (-1, []), (-2, [("date-ahead", 2)])])
def test_what_has_happened_is_not_still_to_come(site, days, expected):
    """So many days before it was signed; on the day before, it is the next day already somewhere."""
    replace(site, PLEDGES, "2026-03-05", AFTER.isoformat())
    found = catalogue.examine(site, today=AFTER + datetime.timedelta(days=days))[2]
    assert expected == [(p.rule, p.line) for p in found if p.rule == "date-ahead"]


def test_one_date_that_is_still_to_come_does_not_excuse_another(site):
    """A slip of the pen in a review once let every other slip pass."""
    replace(site, PLEDGES, "2026-03-05", AFTER.isoformat())
    add(site, COLLEGE, "last_reviewed: 2062-11-22\nreview_due: 2063-11-22\n")
    found = catalogue.examine(site, today=RELEASED)[2]
    assert [COLLEGE, PLEDGES] == sorted(p.path for p in found if p.rule == "date-ahead")


def test_a_clock_that_is_behind_the_engine_is_not_believed(site):
    found = catalogue.examine(site, today=datetime.date(1970, 1, 1))[2]
    assert [] == [p for p in found if p.rule == "date-ahead"]
