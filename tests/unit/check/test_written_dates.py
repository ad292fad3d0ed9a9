"""A date that is written as people write it is told in the form that records have."""

import pytest

from charterkit.check.written_dates import hint, meant, month_meant


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2026",
        "31.3.2026",
        "31-03-26",
        "2026-3-31",
        "2026/03/31",
        "20260331",
        "31 March 2026",
        "31st of March, 2026",
        "31-Mar-2026",
        "March 31, 2026",
        "Tuesday, 31 March 2026",
        "2026-03-31T09:30:00Z",
        "2026 March 31",
        "31\n  March 2026",
    ],
)
def test_a_day_is_understood(text):
    assert str(meant(text)) == "2026-03-31"


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "31 Marsh 2026", "soon", "2026", "1/2", "0/0/0", "9" * 100, "٣١/٣/٢٠٢٦"]
)
def test_what_is_no_day_is_not(text):
    assert meant(text) is None


@pytest.mark.parametrize("text", ["March 2026", "Mar. 2026", "2026-03", "2026/3", "03/2026"])
def test_a_month_is_understood(text):
    assert month_meant(text) == "2026-03"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "1/4/2026", "Write 2026-04-01, if 1 April 2026 is meant."),
        ("date", "March 2026", "Write the day too, for example 2026-03-01."),
        ("yearmonth", "31/03/2026", "Write 2026-03."),
        ("year", "March 2026", "Write 2026."),
        ("date", "31 April 2026", "April 2026 has 30 days, and no day 31: look up which day is meant."),
        ("date", "2026-02-29", "February 2026 has 28 days, and no day 29: look up which day is meant."),
        ("date", "0/4/26", "April 2026 has 30 days, and no day 0: look up which day is meant."),
        ("date", "04/31/2026", "There is no month 31: look up which day is meant, and write year-month-day."),
        ("date", "03/31/2026", "Write 2026-03-31, if 31 March 2026 is meant."),
        ("date", "2026-13-01", "There is no month 13: look up which day is meant, and write year-month-day."),
        ("date", "31 Marsh 2026", ""),
        ("date", "soon", ""),
        ("integer", "31/03/2026", ""),
    ],
)
def test_the_hint_is_for_the_kind_of_field(kind, text, expected):
    assert expected == hint(kind, text)
