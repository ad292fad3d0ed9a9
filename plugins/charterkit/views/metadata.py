"""What a page says of itself to other software: to what shares a link, and to search engines.

Addresses in here are whole ones, because nobody resolves relative ones there. A site whose address is not known says
only what needs none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from charterkit.views import page as places
from charterkit.views.open_data import OpenDataView

if TYPE_CHECKING:
    import datetime

    from charterkit.catalogue import Catalogue
    from charterkit.model import CaseStudy, Charter
    from charterkit.views.page import Link, Page

_CONTEXT = "https://schema.org"
_HEADLINE = 110
"""How long a headline may be before search engines cut it."""

Thing = dict[str, Any]
"""Something described in the words of https://schema.org, as JSON-LD."""


@dataclass(frozen=True)
class Picture:
    """The picture that is shown with a shared link: where it is below the top of the site, and what it says."""

    path: str
    words: str
    width: int = 1200
    height: int = 630


@dataclass(frozen=True)
class Head:
    """What stands in the head of one page; `picture` is a whole address, and empty where there is none."""

    title: str
    description: str
    site: str
    address: str
    article: bool
    published: datetime.date | None = None
    changed: datetime.date | None = None
    picture: Picture | None = None
    things: tuple[Thing, ...] = field(default=())


class Describer:
    """Describes the pages of one site, whose address is `top`: empty where it is not known."""

    def __init__(self, catalogue: Catalogue, top: str, search: str) -> None:
        """`search` is where the page for searching is, or empty."""
        self.catalogue = catalogue
        self.top = top
        self.search = search
        self.records: dict[str, dict[str, Any]] = {
            "case-studies": dict(catalogue.case_studies),
            "charters": dict(catalogue.charters),
        }

    def page(self, page: Page, picture: Picture | None) -> Head:
        """Describe a page that comes from a view."""
        head = self.written(page.path, page.title, page.description, page.crumbs, picture)
        table, record_id = page.record
        record: CaseStudy | Charter | None = self.records.get(table, {}).get(record_id)
        if record is not None:
            published, changed = record.published_on, last_changed(record)
            article = self._article(head, page, record, changed)
            head = replace(head, article=True, published=published, changed=changed, things=(article, *head.things))
        elif isinstance(page.view, OpenDataView):
            head = replace(head, things=(self._dataset(page.view, head), *head.things))
        return head

    def written(
        self, path: str, title: str, description: str, crumbs: tuple[Link, ...], picture: Picture | None
    ) -> Head:
        """Describe a page that an editor wrote, or what all pages have in common."""
        home = path == places.HOME
        name = self.catalogue.brand.name
        things = (self._site(),) if home else self._trail(path, title, crumbs)
        shown = replace(picture, path=self.top + picture.path) if picture and self.top else None
        return Head(
            title=name if home else title,
            description=description or self.catalogue.brand.strapline,
            site=name,
            address=self.top + path if self.top else "",
            article=False,
            picture=shown,
            things=things,
        )

    def _publisher(self) -> Thing:
        brand = self.catalogue.brand
        return _without_empty({"@type": "Organization", "name": brand.owner, "url": brand.owner_url})

    def _site(self) -> Thing:
        brand = self.catalogue.brand
        finding = {
            "@type": "SearchAction",
            "target": f"{self.top}{self.search}?q={{words}}",
            "query-input": "required name=words",
        }
        return _without_empty(
            {
                "@context": _CONTEXT,
                "@type": "WebSite",
                "name": brand.name,
                "description": brand.strapline,
                "url": self.top,
                "publisher": self._publisher(),
                "potentialAction": finding if self.top and self.search else None,
            }
        )

    def _trail(self, path: str, title: str, crumbs: tuple[Link, ...]) -> tuple[Thing, ...]:
        if not self.top:
            return ()
        links = [places.Link(self.catalogue.brand.name, places.HOME), *crumbs, places.Link(title, path)]
        items = [
            {"@type": "ListItem", "position": number, "name": link.title, "item": self.top + link.path}
            for number, link in enumerate(links, 1)
        ]
        return ({"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items},)

    def _article(self, head: Head, page: Page, record: CaseStudy | Charter, changed: datetime.date | None) -> Thing:
        brand = self.catalogue.brand
        return _without_empty(
            {
                "@context": _CONTEXT,
                "@type": "Article",
                "headline": page.title if len(page.title) <= _HEADLINE else f"{page.title[: _HEADLINE - 1]}…",
                "description": head.description,
                "url": head.address,
                "mainEntityOfPage": head.address,
                "image": head.picture.path if head.picture else "",
                "inLanguage": page.language or "en-GB",
                "datePublished": record.published_on.isoformat() if record.published_on else "",
                "dateModified": changed.isoformat() if changed else "",
                "author": self._publisher(),
                "publisher": self._publisher(),
                "license": brand.licence_url,
                "isPartOf": _without_empty({"@type": "WebSite", "name": brand.name, "url": self.top}),
            }
        )

    def _dataset(self, view: OpenDataView, head: Head) -> Thing:
        files = [
            {"@type": "DataDownload", "name": table.title, "encodingFormat": kind, "contentUrl": self.top + path}
            for table in view.tables
            for kind, path in (("text/csv", table.csv), ("application/json", table.json))
        ]
        package = self.catalogue.data_model.package
        return _without_empty(
            {
                "@context": _CONTEXT,
                "@type": "Dataset",
                "name": view.title or head.title,
                "description": package.get("description") or head.description,
                "version": view.version,
                "url": head.address,
                "license": view.licence_url,
                "isAccessibleForFree": True,
                "creator": self._publisher(),
                "distribution": files if self.top else None,
            }
        )


def last_changed(record: CaseStudy | Charter) -> datetime.date | None:
    """Give the day on which a record was last published, reviewed or changed, as it says itself."""
    dates = (record.published_on, record.last_reviewed, *(change.changed_on for change in record.changelog))
    return max((date for date in dates if date), default=None)


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", None)}
