"""What the pictures beside shared links show: one for each record of chosen tables, one for each other kind of page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page as places
from charterkit.views.languages import direction
from charterkit.views.metadata import Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.views.page import Page

FOLDER = f"{places.ASSETS}pictures/"

_SCRIPTS = ("LATIN", "ARABIC", "BENGALI")
"""Scripts, as Unicode names them, for whose letters the engine has fonts."""

_NOT_SHOWN = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc", "Me"})
_JOINERS = "\u200c\u200d"
_LONG = 180
_MARKS = 8


@dataclass(frozen=True)
class Shown:
    """What one picture shows; `marks` are SVG path data and colours."""

    title: str
    label: str
    name: str
    language: str
    direction: str
    accent: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pictures:
    """The pictures of a site: which page has which (by the page's path), and what each shows (by its own)."""

    of_page: Mapping[str, Picture]
    shown: Mapping[str, Shown]
    otherwise: Picture


def pictures(catalogue: Catalogue, pages: Iterable[Page], tables: Collection[str], most: int) -> Pictures:
    """Choose the picture of every page; a table in `tables` with more than `most` records has one for all of them."""
    brand = catalogue.brand
    marks = tuple((p.mark, p.colour or brand.accent) for p in catalogue.principles.values() if p.mark)[:_MARKS]
    listed = list(pages)
    counts = {name: sum(page.record[0] == name for page in listed) for name in tables}
    own = {name for name, count in counts.items() if count <= most}
    of_page: dict[str, Picture] = {}
    shown: dict[str, Shown] = {}

    def add(path: str, title: str, label: str, language: str = "") -> Picture:
        text = f"{label}: {title}" if label else title
        shown[path] = Shown(
            title=title if len(title) <= _LONG else f"{title[: _LONG - 1]}…",
            label=label,
            name=readable(brand.name) or brand.name,
            language=(language or "en").partition("-")[0].lower(),
            direction=direction(language),
            accent=brand.accent,
            marks=marks,
        )
        return Picture(path, f"{text} – {brand.name}")

    site = add(f"{FOLDER}site.png", readable(brand.strapline) or brand.name, "")
    for page in listed:
        kind = page.kind or (page.crumbs[0].title if page.crumbs else page.title)
        title = readable(page.title)
        table, record_id = page.record
        if page.path == places.HOME:
            of_page[page.path] = site
        elif table in own and title:
            of_page[page.path] = add(f"{FOLDER}{table}/{record_id}.png", title, kind, page.language)
        else:
            path = f"{FOLDER}{_slug(kind)}.png"
            known = path in shown
            of_page[page.path] = Picture(path, f"{kind} – {brand.name}") if known else add(path, kind, "")
    return Pictures(of_page, shown, site)


def readable(text: str) -> str:
    """Give a text as it can be drawn: without emoji and other signs; nothing where it has letters that no font has."""
    kept = "".join(c for c in text if unicodedata.category(c) not in _NOT_SHOWN and not _is_selector(c))
    letters = [c for c in kept if c.isalpha()]
    drawn = all(unicodedata.name(c, "").startswith(_SCRIPTS) or not unicodedata.name(c, "") for c in letters)
    return " ".join(kept.split()) if letters and drawn else ""


def _is_selector(character: str) -> bool:
    """Say whether a sign shows nothing itself; the joiners of Arabic and Bengali stay."""
    selects = "\ufe00" <= character <= "\ufe0f"
    return selects or (unicodedata.category(character) == "Cf" and character not in _JOINERS)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "page"
