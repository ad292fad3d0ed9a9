"""The order of a record's life: published, then reviewed, then due for the next review."""

import pytest

from charterkit import catalogue
from tests.editing import COLLEGE, add

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
