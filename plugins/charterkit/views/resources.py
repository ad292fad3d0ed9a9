"""The directory of outside help, which an editor's page shows where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charterkit.catalogue import Catalogue
    from charterkit.model import Resource, Term


@dataclass(frozen=True)
class ResourceGroup:
    """The resources of one kind."""

    term: Term
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class ResourcesView:
    """All resources by kind."""

    groups: tuple[ResourceGroup, ...]


def resources(catalogue: Catalogue) -> ResourcesView:
    """Gather the directory."""
    groups: dict[str, list[Resource]] = {}
    terms: dict[str, Term] = {}
    for resource in catalogue.resources.values():
        if resource.kind:
            terms[resource.kind.id] = resource.kind
            groups.setdefault(resource.kind.id, []).append(resource)
    return ResourcesView(
        tuple(
            ResourceGroup(term, tuple(sorted(groups[term.id], key=lambda r: r.title.casefold())))
            for term in sorted(terms.values(), key=lambda term: term.order)
        )
    )
