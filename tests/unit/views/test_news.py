"""What is new, from what records say of themselves."""

import datetime

from charterkit import catalogue
from charterkit.views import news
from tests.editing import COLLEGE, SCHOOL, copy, replace


def events(site):
    return news.events(catalogue.load(site))


def test_publications_and_changes_are_events_the_newest_first(site):
    found = [(e.date.isoformat(), e.path, bool(e.change)) for e in events(site)]
    assert ("2026-03-01", "case-studies/example-school/", False) in found
    assert ("2026-04-01", "case-studies/example-school/", True) in found
    assert ("2026-02-01", "case-studies/example-college/", False) in found
    assert found == sorted(found, key=lambda event: event[0], reverse=True)


def test_each_year_has_a_page_and_the_newest_is_the_first(site):
    copy(site, COLLEGE, "old", title="Old", published_on="2024-05-01")
    pages = list(news.pages(events(site), ()))
    assert ["news/", "news/2024/"] == [page.path for page in pages]
    assert [2026, 2024] == [page.view.year for page in pages]
    assert all(e.date.year == page.view.year for page in pages for month in page.view.months for e in month.events)


def test_months_hold_their_own_events(site):
    (page,) = news.pages(events(site), ())
    for month in page.view.months:
        assert {(month.first.year, month.first.month)} == {(e.date.year, e.date.month) for e in month.events}


def test_a_site_with_nothing_has_a_page_that_says_so():
    (page,) = news.pages([], ())
    assert "news/" == page.path
    assert () == page.view.months


def test_the_script_is_told_of_so_many(site):
    made = [news.Event(datetime.date(2026, 1, 1), str(n), "library/", "x") for n in range(300)]
    assert news.MOST_RECENT == len(news.recent(made))


def test_a_change_that_many_records_share_is_told_of_each(site):
    replace(site, SCHOOL, "changed_on: 2026-04-01", "changed_on: 2026-04-02")
    copy(site, SCHOOL, "twin", title="Twin")
    changed = [e.title for e in events(site) if e.change and e.date == datetime.date(2026, 4, 2)]
    assert ["A seat at every table", "Twin"] == changed


def test_a_year_with_many_events_has_several_pages(site, monkeypatch):
    """None is left out or told twice, and each page leads to the next."""
    monkeypatch.setattr(news, "PER_PAGE", 2)
    found = events(site)
    made = list(news.pages(found, ()))
    assert len(made) > len({event.date.year for event in found})
    told = [event for page in made for month in page.view.months for event in month.events]
    assert found == told
    first = made[0]
    assert ("news/", "news/page-2/") == (first.path, first.view.pager.next.path)
    assert len(made) == len({page.path for page in made})
