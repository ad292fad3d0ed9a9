"""The page that offers the checked tables for download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.catalogue import Catalogue


@dataclass(frozen=True)
class TableShown:
    """A table: its rows, where its files are, and its fields as (title, name, type, description)."""

    name: str
    title: str
    rows: int
    csv: str
    json: str
    fields: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class OpenDataView:
    """All published tables; `package` is where the datapackage.json is."""

    title: str
    version: str
    licence: str
    licence_url: str
    package: str
    tables: tuple[TableShown, ...]


def pages(catalogue: Catalogue, rows: dict[str, int]) -> Iterator[page.Page]:
    """Give the page of the open data; `rows` are the published tables with their numbers of rows."""
    package = catalogue.data_model.package
    shown = tuple(
        TableShown(
            name=name,
            title=catalogue.data_model.tables[name].title,
            rows=count,
            csv=f"{page.OPEN_DATA}{name}.csv",
            json=f"{page.OPEN_DATA}{name}.json",
            fields=tuple(
                (f.title, f.name, f.type, f.description)
                for f in catalogue.data_model.tables[name].fields
                if f.published
            ),
        )
        for name, count in rows.items()
    )
    yield page.Page(
        path=page.OPEN_DATA,
        title="Open data",
        description=f"{page.counted(len(shown), 'table')} as CSV and JSON, with a description that machines can read.",
        template="open-data.html",
        view=OpenDataView(
            title=package.get("title", ""),
            version=package.get("version", ""),
            licence=catalogue.brand.licence,
            licence_url=catalogue.brand.licence_url,
            package=f"{page.OPEN_DATA}datapackage.json",
            tables=shown,
        ),
        kind="Open data",
    )
