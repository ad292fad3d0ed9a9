"""The versions of a charter: their history, each earlier one to read, and any two compared clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page
from charterkit.views.charters import adopted, has_history
from charterkit.views.clauses import numbered
from charterkit.views.differences import compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Change, Charter, CharterVersion, Section
    from charterkit.views.clauses import Numbered
    from charterkit.views.differences import ClauseChange


@dataclass(frozen=True)
class VersionShown:
    """A version in the history: where it is read, and how it differs from the one before and from today's.

    `changes` are the entries of the changelog that name it. `path` is empty where its text has not been kept.
    """

    version: str
    adopted: str
    superseded: str
    path: str
    before: page.Link | None
    now: page.Link | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class VersionsView:
    """The history of a charter, the newest version first."""

    charter: Charter
    path: str
    shown: tuple[VersionShown, ...]


@dataclass(frozen=True)
class VersionView:
    """An earlier version of a charter, to read."""

    charter: Charter
    path: str
    version: CharterVersion
    adopted: str
    sections: tuple[tuple[Section, str, tuple[Numbered, ...]], ...]
    history: str
    now: str


@dataclass(frozen=True)
class Side:
    """One of two versions that are compared."""

    version: str
    adopted: str
    path: str


@dataclass(frozen=True)
class ComparisonView:
    """Two versions of a charter: `groups` are clauses in the order of the newer one, by heading."""

    charter: Charter
    path: str
    old: Side
    new: Side
    history: str
    introduction_changed: bool
    groups: tuple[tuple[str, tuple[ClauseChange, ...]], ...]
    counts: dict[str, int]


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give the history of every charter that has one, its earlier versions, and their comparisons."""
    earlier: dict[str, list[CharterVersion]] = {}
    for version in catalogue.charter_versions.values():
        earlier.setdefault(version.charter, []).append(version)
    for charter in catalogue.charters.values():
        if has_history(catalogue, charter):
            versions = sorted(earlier.get(charter.id, ()), key=lambda v: (str(v.superseded_on), v.id))
            yield from _of(charter, versions)


def _of(charter: Charter, versions: list[CharterVersion]) -> Iterator[page.Page]:
    crumbs: tuple[page.Link, ...] = (
        page.Link("Charters", page.CHARTERS),
        page.Link(charter.title, page.charter(charter.id)),
    )
    yield page.Page(
        path=page.versions(charter.id),
        title=f"Versions: {charter.title}",
        description=f"What has changed in {charter.title}, and its earlier versions.",
        template="versions.html",
        view=VersionsView(charter, page.charter(charter.id), tuple(_history(charter, versions))),
        source=charter.path,
        crumbs=crumbs,
        search=False,
    )
    crumbs = (*crumbs, page.Link("Versions", page.versions(charter.id)))
    for place, version in enumerate(versions):
        yield page.Page(
            path=page.version(charter.id, version.id),
            title=f"{version.title}, version {version.version}",
            description=f"An earlier version of {charter.title}.",
            template="version.html",
            view=VersionView(
                charter=charter,
                path=page.charter(charter.id),
                version=version,
                adopted=adopted(version),
                sections=tuple(numbered(version.sections)),
                history=page.versions(charter.id),
                now=page.changes(charter.id, version.id),
            ),
            source=version.path,
            language=charter.language,
            crumbs=crumbs,
            search=False,
        )
        yield _comparison(charter, version, None, crumbs)
        if place + 1 < len(versions):
            yield _comparison(charter, version, versions[place + 1], crumbs)


def _history(charter: Charter, versions: list[CharterVersion]) -> Iterator[VersionShown]:
    """Give today's version, the earlier ones that are kept, and those of which only the changelog tells."""
    told: dict[str, list[Change]] = {}
    for entry in charter.changelog:
        told.setdefault(entry.version, []).append(entry)
    last = versions[-1] if versions else None
    yield VersionShown(
        version=charter.version,
        adopted=adopted(charter),
        superseded="",
        path=page.charter(charter.id),
        before=_link(charter, last, None) if last else None,
        now=None,
        changes=tuple(told.pop(charter.version, ())),
    )
    for place in range(len(versions) - 1, -1, -1):
        version = versions[place]
        yield VersionShown(
            version=version.version,
            adopted=adopted(version),
            superseded=f"{version.superseded_on.day} {version.superseded_on:%B %Y}" if version.superseded_on else "",
            path=page.version(charter.id, version.id),
            before=_link(charter, versions[place - 1], version) if place else None,
            now=_link(charter, version, None) if version is not last else None,
            changes=tuple(told.pop(version.version, ())),
        )
    for name, changes in sorted(told.items(), key=lambda item: item[1][0].changed_on, reverse=True):
        yield VersionShown(name, "", "", "", None, None, tuple(changes))


def _link(charter: Charter, old: CharterVersion, new: CharterVersion | None) -> page.Link:
    named = new.version if new else charter.version
    return page.Link(
        f"Version {old.version} compared with {named}", page.changes(charter.id, old.id, new.id if new else "")
    )


def _comparison(
    charter: Charter, old: CharterVersion, new: CharterVersion | None, crumbs: tuple[page.Link, ...]
) -> page.Page:
    later = new or charter
    changes = compared(old.sections, later.sections)
    groups: list[tuple[str, list[ClauseChange]]] = []
    for change in changes:
        if not groups or groups[-1][0] != change.heading:
            groups.append((change.heading, []))
        groups[-1][1].append(change)
    to = page.version(charter.id, new.id) if new else page.charter(charter.id)
    return page.Page(
        path=page.changes(charter.id, old.id, new.id if new else ""),
        title=f"{charter.short_title or charter.title}: version {old.version} and version {later.version}",
        description=f"What changed in {charter.title} from version {old.version} to version {later.version}.",
        template="changes.html",
        view=ComparisonView(
            charter=charter,
            path=page.charter(charter.id),
            old=Side(old.version, adopted(old), page.version(charter.id, old.id)),
            new=Side(later.version, adopted(later), to),
            history=page.versions(charter.id),
            introduction_changed=(old.introduction, old.aspiration) != (later.introduction, later.aspiration),
            groups=tuple((heading, tuple(found)) for heading, found in groups),
            counts={kind: sum(c.kind == kind for c in changes) for kind in ("added", "removed", "changed", "same")},
        ),
        source=old.path,
        language=charter.language,
        crumbs=crumbs,
        search=False,
    )
