"""The key features: one page for all in their groups, and one for each with its evidence and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import cards, page, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Finding, KeyFeature, Resource, Term


@dataclass(frozen=True)
class FeatureShown:
    """A feature in a list, with the number of its cases."""

    feature: KeyFeature
    standing: standing.Standing
    path: str
    count: int


@dataclass(frozen=True)
class Group:
    """The features for one group of beneficiaries."""

    term: Term
    features: tuple[FeatureShown, ...]


@dataclass(frozen=True)
class KeyFeaturesView:
    """All features in their groups."""

    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Evidence:
    """A finding (Markdown) and the study in which it stands."""

    finding: str
    citation: page.Citation


@dataclass(frozen=True)
class KeyFeatureView:
    """One feature with its evidence, cases, resources and neighbours.

    `cards` are the newest of `total` cases; `listing` leads to all of them, and is empty when `cards` holds them all.
    """

    feature: KeyFeature
    standing: standing.Standing
    evidence: tuple[Evidence, ...]
    cards: tuple[cards.Card, ...]
    total: int
    listing: str
    resources: tuple[Resource, ...]
    citations: tuple[page.Citation, ...]
    previous: page.Link | None
    next: page.Link | None


def pages(catalogue: Catalogue, *, listed: bool) -> Iterator[page.Page]:
    """Give the page of all features and the page of each.

    `listed` says whether the library has a list of the cases of each feature.
    """
    shown = list(catalogue.key_features.values())
    if not shown:
        return
    cases = cards.newest_first(catalogue)
    tagged = {f.id: [case for case in cases if f.id in case.key_features] for f in shown}
    standings = {f.id: standing.standing(catalogue, "key-features", f, catalogue.key_features) for f in shown}
    groups: dict[str, list[FeatureShown]] = {}
    for f in shown:
        key = f.beneficiary_group.id if f.beneficiary_group else ""
        groups.setdefault(key, []).append(FeatureShown(f, standings[f.id], page.key_feature(f.id), len(tagged[f.id])))
    terms = catalogue.terms.get(catalogue.data_model.tag_target("key-features", "beneficiary_group"), {})
    ordered = tuple(Group(term, tuple(groups[key])) for key, term in terms.items() if key in groups)
    yield page.Page(
        path=page.KEY_FEATURES,
        title="Key features",
        description=f"{page.counted(len(shown), 'feature')} of practice, each with its evidence and its cases.",
        template="key-features.html",
        view=KeyFeaturesView(ordered),
        search=False,
    )
    most = page.MOST_CASES if listed else len(cases)
    for index, f in enumerate(shown):
        view = KeyFeatureView(
            feature=f,
            standing=standings[f.id],
            evidence=tuple(_evidence(finding) for finding in f.evidence),
            cards=cards.cards(catalogue, tagged[f.id][:most]),
            total=len(tagged[f.id]),
            listing=page.listing("key_features", f.id) if len(tagged[f.id]) > len(tagged[f.id][:most]) else "",
            resources=tuple(r for r in catalogue.resources.values() if r.key_feature == f.id),
            citations=page.citations(f.sources),
            previous=_link(shown[index - 1] if index else None),
            next=_link(shown[index + 1] if index + 1 < len(shown) else None),
        )
        yield page.Page(
            path=page.key_feature(f.id),
            title=f.title,
            description=f.summary,
            template="key-feature.html",
            view=view,
            kind="Key feature",
            source=f.path,
            crumbs=(page.Link("Key features", page.KEY_FEATURES),),
            record=("key-features", f.id),
        )


def _evidence(finding: Finding) -> Evidence:
    return Evidence(finding.finding, page.citations((finding,))[0])


def _link(feature: KeyFeature | None) -> page.Link | None:
    return page.Link(feature.title, page.key_feature(feature.id)) if feature else None
