"""The feeds: new and changed case studies, all of them and those of each term of chosen fields."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, facets, metadata, page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy


@dataclass(frozen=True)
class Entry:
    """A case study in a feed; `changes` are what its change log says, the newest first, each with its day."""

    path: str
    title: str
    summary: str
    language: str
    published: datetime.date
    updated: datetime.date
    changes: tuple[tuple[datetime.date, str], ...]
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """A feed: `path` is that of its files without their ending, `about` the page whose news it brings.

    `title` names it among the feeds of many sites, `label` among those of this one.
    """

    path: str
    title: str
    label: str
    about: str
    updated: datetime.date
    entries: tuple[Entry, ...]

    @property
    def atom(self) -> str:
        """Give where the Atom feed is."""
        return f"{self.path}.xml"

    @property
    def json(self) -> str:
        """Give where the JSON Feed is."""
        return f"{self.path}.json"


def feeds(catalogue: Catalogue, fields: Sequence[str], most: int, facet_names: Sequence[str]) -> Iterator[Feed]:
    """Give the feed of all cases, then one for each term of `fields` with the `most` newest entries.

    `facet_names` are the fields whose terms have lists in the library. Raises `CharterkitError` for a name in `fields`
    that is not a field by which cases can be told apart.
    """
    entries = _entries(catalogue)
    name = catalogue.brand.name
    newest = tuple(entry for _, entry in entries[:most])
    yield Feed(f"{page.FEEDS}all", name, "All case studies", page.LIBRARY, _updated(catalogue, newest), newest)
    cases = [case for case, _ in entries]
    for facet in facets.facets(catalogue, fields, cases):
        by_term: dict[str, list[Entry]] = {}
        for case, entry in entries:
            for term_id in case.tags.get(facet.field, ()):
                by_term.setdefault(term_id, []).append(entry)
        for term in facet.terms:
            about = term.about or (term.path if facet.field in facet_names else page.LIBRARY)
            path = f"{page.FEEDS}{facet.field.replace('_', '-')}/{term.id}"
            own = tuple(by_term.get(term.id, ())[:most])
            yield Feed(path, f"{term.label} – {name}", term.label, about, _updated(catalogue, own), own)


def _updated(catalogue: Catalogue, entries: Sequence[Entry]) -> datetime.date:
    """Give the day of the last change; a feed without entries has the site's own date, which is not the clock's."""
    built = datetime.datetime.fromtimestamp(catalogue.timestamp(), tz=datetime.UTC).date()
    return max((entry.updated for entry in entries), default=built)


def _entries(catalogue: Catalogue) -> list[tuple[CaseStudy, Entry]]:
    """Make every case's entry once, the last changed first. A case without any date is not news."""
    found = []
    for case in cards.newest_first(catalogue):
        updated = metadata.last_changed(case)
        if updated is None:
            continue
        changes = sorted(((c.changed_on, c.change) for c in case.changelog), reverse=True)
        entry = Entry(
            path=page.case_study(case.id),
            title=case.title,
            summary=case.summary,
            language=case.language,
            published=case.published_on or updated,
            updated=updated,
            changes=tuple(changes),
            categories=tuple(catalogue.key_features[key].title for key in case.key_features),
        )
        found.append((case, entry))
    found.sort(key=lambda pair: pair[1].updated, reverse=True)
    return found


def moment(date: datetime.date) -> str:
    """Write a day as feeds do: its first second, in UTC."""
    made = datetime.datetime.fromtimestamp(calendar.timegm(date.timetuple()), tz=datetime.UTC)
    return made.strftime("%Y-%m-%dT%H:%M:%SZ")
