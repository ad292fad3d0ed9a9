"""The form for contributors as a Word document: the same sections and questions, and how to fill it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import contribute, page
from charterkit.views.languages import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Brand
    from charterkit.views.printables import Direction


@dataclass(frozen=True)
class WordForm:
    """A blank form for Word.

    `path` is where it is published. `introduction` stands above the sections, a paragraph each. `accent` is `#rrggbb`.
    `asked` are headings with texts to read before the questions.
    """

    path: str
    title: str
    introduction: tuple[str, ...]
    sections: tuple[contribute.Section, ...]
    language: str
    direction: Direction
    author: str
    accent: str
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()


def path(collection: str) -> str:
    """Give where the form of a collection is published."""
    return f"{page.CONTRIBUTE}{collection}.docx"


def forms(catalogue: Catalogue, collections: Sequence[str]) -> tuple[WordForm, ...]:
    """Give the form of each collection.

    Raises `CharterkitError` for a collection that has no records.
    """
    brand = catalogue.brand
    return tuple(
        WordForm(
            path=path(form.collection),
            title=f"{brand.name}: your {form.singular}",
            introduction=_introduction(brand),
            sections=form.sections,
            language="en-GB",
            direction=direction(""),
            author=brand.owner,
            accent=brand.accent,
        )
        for form in contribute.forms(catalogue, collections)
    )


def _introduction(brand: Brand) -> tuple[str, ...]:
    where = contribute.sending(brand, "send it to whoever asked you for it")
    fill = (
        f"Fill in what you can, save this document, and {where}. What is needed says so; leave the rest if you have "
        "nothing to say about it. Nothing is published before somebody has read it."
    )
    write = (
        "Click or tab into a field and write. Where a list may have several entries, click into the last one and "
        "choose the plus sign at its lower corner; without one, copy the entry and paste it below itself."
    )
    nobody = (
        "Write nothing by which a child or a family could be recognised: no names, dates of birth, addresses, "
        "telephone numbers or e-mail addresses."
    )
    return fill, write, nobody
