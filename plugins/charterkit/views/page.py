"""What every generated page is made of, and where each kind of page lives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from charterkit.model import Principle, Source, Term

HOME = ""
LIBRARY = "library/"
PRINCIPLES = "principles/"
KEY_FEATURES = "key-features/"
CHARTERS = "charters/"
CROSSWALK = "crosswalk/"
WORKSHEETS = "worksheets/"
PLEDGES = "pledges/"
SIGN = f"{PLEDGES}sign/"
OPEN_DATA = "open-data/"
SEARCH = "search/"
SHORTLIST = "shortlist/"
COMPARE = f"{SHORTLIST}compare/"
PACK = f"{SHORTLIST}pack/"
LIKE_OURS = f"{LIBRARY}like-ours/"
CONTRIBUTE = "contribute/"
COMPOSER = "compose/"
PRINTABLES = "printables/"
COVERAGE = "coverage/"
NEWS = "news/"
FEEDS = "feeds/"
ACCESSIBILITY = "accessibility/"
PRIVACY = "privacy/"
ASSETS = "assets/charterkit/"

MOST_CASES = 12
"""How many cases the page of a feature or principle shows before it leads on to the list of all."""


@dataclass(frozen=True)
class Link:
    """A link inside the site: `path` is relative to its top, as in `library/`, or holds an anchor."""

    title: str
    path: str


@dataclass(frozen=True)
class Mark:
    """A principle as a mark: its shape (SVG path data in a box of 24) and colour, or its number where it has none."""

    id: str
    number: int
    title: str
    path: str
    shape: str
    colour: str


@dataclass(frozen=True)
class Tag:
    """A term that a record is tagged with, the page that lists its records, and its group where it has one.

    The group's place in its vocabulary says how its shape is filled.
    """

    id: str
    title: str
    path: str
    group: Term | None = None


@dataclass(frozen=True)
class Citation:
    """A source as readers see it: `line` is everything but the title, as one line of text."""

    title: str
    line: str
    url: str


@dataclass(frozen=True)
class Page:
    """A generated page.

    `path` is where it is published (`library/`, `case-studies/some-school/`); `template` what renders `view`; `kind`
    groups pages in search; `source` is the file to edit, relative to the site; `alike` marks the many pages of one
    shape (one for each record, or for each part of a long list), which are framed alike and remembered. `crumbs` lead
    to it from the home page. `search` is False for pages that only list others; `record` names the table and the id of
    the record that the page is about. `indexed` is False for a page that search engines and the sitemap leave out.
    """

    path: str
    title: str
    description: str
    template: str
    view: Any
    kind: str = ""
    source: str = ""
    language: str = ""
    alike: bool = False
    search: bool = True
    crumbs: tuple[Link, ...] = field(default=())
    record: tuple[str, str] = ("", "")
    indexed: bool = True

    @property
    def base(self) -> str:
        """Give the way from this page to the top of the site: `../` for each folder."""
        return "../" * self.path.count("/") or "./"


def case_study(record_id: str) -> str:
    """Give where the page of a case study lives."""
    return f"case-studies/{record_id}/"


def key_feature(record_id: str) -> str:
    """Give where the page of a key feature lives."""
    return f"{KEY_FEATURES}{record_id}/"


def principle(record_id: str) -> str:
    """Give where the page of a principle lives."""
    return f"{PRINCIPLES}{record_id}/"


def charter(record_id: str) -> str:
    """Give where the page of a charter lives."""
    return f"{CHARTERS}{record_id}/"


def pledge(record_id: str) -> str:
    """Give where the page of a pledge lives."""
    return f"{PLEDGES}{record_id}/"


def crosswalk(record_id: str) -> str:
    """Give where a charter's clauses are set against the principles."""
    return f"{charter(record_id)}crosswalk/"


def versions(record_id: str) -> str:
    """Give where the versions of a charter are told."""
    return f"{charter(record_id)}versions/"


def version(record_id: str, version_id: str) -> str:
    """Give where an earlier version of a charter can be read."""
    return f"{versions(record_id)}{version_id}/"


def changes(record_id: str, old: str, new: str = "") -> str:
    """Give where two versions are compared: the earlier one `old` with `new`, or with the charter as it is now."""
    return f"{charter(record_id)}changes/{old}/{new}{'/' if new else ''}"


def translation(record_id: str, language: str) -> str:
    """Give where a charter can be read in another language."""
    return f"{charter(record_id)}{language}/"


def worksheet(record_id: str) -> str:
    """Give where the page of a worksheet lives."""
    return f"{WORKSHEETS}{record_id}/"


RECORDS: Mapping[str, tuple[Callable[[str], str], Link]] = {
    "case-studies": (case_study, Link("Library", LIBRARY)),
    "key-features": (key_feature, Link("Key features", KEY_FEATURES)),
    "principles": (principle, Link("Principles", PRINCIPLES)),
    "charters": (charter, Link("Charters", CHARTERS)),
    "worksheets": (worksheet, Link("Worksheets", WORKSHEETS)),
    "pledges": (pledge, Link("Pledges", PLEDGES)),
}
"""The tables whose records have pages: where the page of an id lives, and the page of them all."""


def listing(field: str, term: str) -> str:
    """Give where the case studies are listed that have `term` in the facet `field`."""
    return f"{LIBRARY}{field.replace('_', '-')}/{term}/"


def mark(record: Principle) -> Mark:
    """Make the mark of a principle."""
    return Mark(record.id, record.order, record.title, principle(record.id), record.mark, record.colour)


def citations(sources: tuple[Source, ...]) -> tuple[Citation, ...]:
    """Write sources as readers see them: title, then publisher, year and place in it."""
    return tuple(
        Citation(s.title, ", ".join(str(part) for part in (s.publisher, s.year, s.pages) if part), s.url)
        for s in sources
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 case study`, `2 case studies`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
