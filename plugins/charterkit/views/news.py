"""What is new: publications and changes of records, from the dates and change logs that they hold themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from charterkit.views import page
from charterkit.views.library import Pager, page_path, paged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Charter

RECENT = f"{page.NEWS}recent.json"
PER_PAGE = 200
"""How many events one page lists."""

MOST_RECENT = 100
"""How many events the script is told of, to say what is new since the last visit."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a record: `change` says what was changed, and is empty for its publication."""

    date: datetime.date
    title: str
    path: str
    kind: str
    change: str = ""
    language: str = ""


@dataclass(frozen=True)
class Month:
    """The events of a month, the newest first; `first` is any day of it."""

    first: datetime.date
    events: tuple[Event, ...]


@dataclass(frozen=True)
class FeedShown:
    """A feed that a reader can subscribe to."""

    title: str
    atom: str
    json: str


@dataclass(frozen=True)
class NewsView:
    """The events of one year by month, or as many of them as one page lists, the other years, and the feeds."""

    year: int
    pager: Pager
    months: tuple[Month, ...]
    years: tuple[page.Link, ...]
    feeds: tuple[FeedShown, ...]


def events(catalogue: Catalogue) -> list[Event]:
    """Give all events, the newest first."""
    found = [event for case in catalogue.case_studies.values() for event in _of(case, page.case_study, "Case study")]
    found += [event for charter in catalogue.charters.values() for event in _of(charter, page.charter, "Charter")]
    found.sort(key=lambda event: (event.title.casefold(), event.path, event.change))
    found.sort(key=lambda event: event.date, reverse=True)
    return found


def _of(record: CaseStudy | Charter, path: Any, kind: str) -> Iterator[Event]:  # noqa: ANN401 - a function of `page`
    where = path(record.id)
    if record.published_on:
        yield Event(record.published_on, record.title, where, kind, language=record.language)
    for change in record.changelog:
        yield Event(change.changed_on, record.title, where, kind, change.change, record.language)


def pages(found: Sequence[Event], feeds: tuple[FeedShown, ...]) -> Iterator[page.Page]:
    """Give the pages of the newest year, and those of each year before."""
    years = sorted({event.date.year for event in found}, reverse=True)
    links = tuple(page.Link(str(year), _path(year, years)) for year in years)
    for year in years or [0]:
        own = [event for event in found if event.date.year == year]
        for pager, part in paged(own, PER_PAGE, _path(year, years)):
            months = tuple(
                Month(datetime.date(*key, 1), tuple(inside))
                for key, inside in groupby(part, key=lambda event: (event.date.year, event.date.month))
            )
            newest = pager.number == 1 and (not years or year == years[0])
            title = "What is new" if newest else f"What was new in {year}"
            yield page.Page(
                path=page_path(_path(year, years), pager.number),
                title=title if pager.number == 1 else f"{title}, page {pager.number}",
                description="What was published and what was changed, month by month, and how to hear of it.",
                template="news.html",
                view=NewsView(year, pager, months, links, feeds),
                alike=not newest,
                search=False,
                crumbs=() if newest else (page.Link("What is new", page.NEWS),),
            )


def recent(found: Sequence[Event]) -> list[list[str]]:
    """Give the newest events for the script: date, title, path, and what was changed (nothing where it is new)."""
    return [[event.date.isoformat(), event.title, event.path, event.change] for event in found[:MOST_RECENT]]


def _path(year: int, years: Sequence[int]) -> str:
    return page.NEWS if not years or year == years[0] else f"{page.NEWS}{year}/"
