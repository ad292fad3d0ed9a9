"""Pictures of records, with what has to stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Picture
    from charterkit.schema import Table

# How people write the licences of Creative Commons: CC BY 4.0, CC-BY-SA-4.0, cc0 1.0.
_BY = re.compile(r"CC[ -](?P<kind>BY(?:[ -](?:NC|SA|ND)){0,2})[ -](?P<version>[1-4]\.[05])", re.IGNORECASE)
_ZERO = re.compile(r"CC[ -]?(?:0|ZERO)(?:[ -]1\.0)?", re.IGNORECASE)


@dataclass(frozen=True)
class Published:
    """A published picture: its sizes as `(path, width)`, the smallest first, and the size of the largest."""

    sizes: tuple[tuple[str, int], ...]
    width: int
    height: int


@dataclass(frozen=True)
class Figure:
    """A picture as a page shows it; `licence_url` is empty where the licence is none that we know."""

    picture: Published
    alt: str
    credit: str
    licence: str
    licence_url: str


def named(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give the folder and name of every picture that a record names which readers may see."""
    for table in catalogue.data_model.tables.values():
        fields = [field for field in table.fields if field.file_in and not table.origin.file]
        for row in catalogue.tables[table.name] if fields else ():
            yield from ((field.file_in, row.cells[field.name]) for field in fields if row.cells.get(field.name))


def figures(table: Table | None, media: Iterable[Picture], pictures: Mapping[str, Published]) -> tuple[Figure, ...]:
    """Give the figures of one record, whose pictures stand in `table`.

    `pictures` are those that the site publishes, by folder and name. Somebody who can be recognised is shown only
    where a consent is named; the check says so too.
    """
    folder = table.by_name["file"].file_in if table else ""
    return tuple(
        Figure(shown, item.alt, item.credit, item.licence, licence_url(item.licence))
        for item in media
        if (shown := pictures.get(f"{folder}/{item.file}")) and (item.consent_ref or not item.identifiable)
    )


def licence_url(licence: str) -> str:
    """Give where a licence of Creative Commons can be read; nothing for any other."""
    if found := _BY.fullmatch(licence.strip()):
        kind = re.sub("[ -]", "-", found["kind"].lower())
        return f"https://creativecommons.org/licenses/{kind}/{found['version']}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if _ZERO.fullmatch(licence.strip()) else ""
