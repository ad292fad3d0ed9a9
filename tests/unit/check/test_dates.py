"""The order of a record's life: published, then reviewed, then due for the next review."""

import datetime

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


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-05", []),
        ("2026-03-04", []),  # it is the next day already somewhere
        ("2026-03-03", [("date-ahead", 2)]),
    ],
)
def test_what_has_happened_is_not_still_to_come(site, today, expected):
    """The pledge was signed on 5 March."""
    for path in sorted((site / "content").rglob("*.yml")):
        path.write_text(path.read_text("utf-8").replace("last_reviewed: 2026", "last_reviewed: 2025"), "utf-8")
    found = catalogue.examine(site, today=datetime.date.fromisoformat(today))[2]
    assert expected == [(p.rule, p.line) for p in found if p.rule == "date-ahead" and "signed_on" in p.message]


def test_a_clock_that_is_behind_the_records_is_not_believed(site):
    """The charter was reviewed on 1 April 2026, after the pledge was signed."""
    found = catalogue.examine(site, today=datetime.date(2025, 1, 1))[2]
    assert [] == [p for p in found if p.rule == "date-ahead" and "signed_on" in p.message]
