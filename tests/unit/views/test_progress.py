"""Progress over time: how many there were at the end of each year or month."""

import datetime

from charterkit.views.progress import HEIGHT, WIDTH, progress


def day(text):
    return datetime.date.fromisoformat(text), None


def test_years_are_counted_up_and_those_without_any_are_there():
    view = progress([(None, 2020), (None, 2020), day("2023-05-01"), (None, None)])
    assert [("2020", 2, 2), ("2021", 0, 2), ("2022", 0, 2), ("2023", 1, 3)] == [
        (bar.label, bar.new, bar.total) for bar in view.bars
    ]
    assert ("year", 1) == (view.unit, view.undated)
    assert "2 by the end of 2020, 3 by the end of 2023." == view.summary


def test_months_are_told_where_there_are_few_years_and_every_day_is_known():
    view = progress([day("2025-11-30"), day("2026-02-01")])
    assert ["November 2025", "December 2025", "January 2026", "February 2026"] == [bar.label for bar in view.bars]
    assert "month" == view.unit
    assert "year" == progress([day("2025-11-30"), (None, 2026)]).unit


def test_one_period_is_no_progress():
    view = progress([*[(None, 2022)] * 40, (None, None)])
    assert ((), "2022", 40, 1) == (view.bars, view.only, view.dated, view.undated)
    assert () == progress([]).bars


def test_bars_stand_inside_the_chart_and_the_last_is_the_highest():
    view = progress([(None, year) for year in (2019, 2020, 2020, 2022)])
    assert max(bar.height for bar in view.bars) == view.bars[-1].height
    for bar in view.bars:
        assert bar.x >= 0
        assert bar.y >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y + bar.height <= HEIGHT


def test_years_that_cannot_be_are_few_bars_all_the_same():
    """A slip in a year must not make a bar for each of two thousand years."""
    view = progress([(None, 202), *[(None, 1990 + n) for n in range(40)]])
    assert len(view.bars) <= 24
    assert view.bars[-1].total == 41
