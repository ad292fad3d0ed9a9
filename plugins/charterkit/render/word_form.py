"""The forms for contributors and for pledges as Word documents: a control for every question that the schema asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charterkit.render.word import CHOOSE, DATE, WordDocument
from charterkit.views.contribute import Input, Repeated

if TYPE_CHECKING:
    from charterkit.views.word_forms import WordForm

MOST_LISTED: Final = 80
"""With more terms than these to choose from, a form asks for the words instead; nobody reads on in such a list."""

NEEDED: Final = " (needed)"
"""Stands after a label whose field must be filled in."""


def form(given: WordForm, timestamp: int) -> bytes:
    """Give a blank form for Word; `timestamp` as of a `WordDocument`."""
    document = WordDocument(
        given.title,
        language=given.language,
        direction=given.direction,
        author=given.author,
        accent=given.accent,
        timestamp=timestamp,
    )
    document.title(given.title)
    for text in given.introduction:
        document.paragraph(text, style="Guidance")
    for heading, texts in given.asked:
        document.heading(heading, 1)
        document.items(texts)
    for section in given.sections:
        document.heading(section.title, 1)
        for part in section.parts:
            _part(document, part, 2)
    return document.save()


def _part(document: WordDocument, part: Input | Repeated, level: int) -> None:
    if isinstance(part, Repeated):
        _repeated(document, part, level)
    elif part.shape == "checks":
        name = part.path.removesuffix("[]")
        _asked(document, part)
        document.begin_list(name, part.title)
        document.begin_entry("", part.title)
        _answer(document, part)
        document.end()
        document.end()
    else:
        _asked(document, part)
        _answer(document, part)


def _repeated(document: WordDocument, part: Repeated, level: int) -> None:
    document.heading(part.title, min(level, 3))
    told = " ".join(filter(None, (part.description, "Needed." if part.required else "")))
    if told:
        document.paragraph(told, style="Help")
    document.begin_list(part.path.removesuffix("[]"), part.title)
    document.begin_entry("" if part.plain else part.path, part.singular[:1].upper() + part.singular[1:])
    for inner in part.parts:
        _part(document, inner, level + 1)
    document.end()
    document.end()


def _asked(document: WordDocument, part: Input) -> None:
    document.paragraph(part.title + (NEEDED if part.required else ""), style="Field label")
    example = f"For example: {part.example}." if part.example else ""
    most = f"At most {part.most} characters." if part.most else ""
    several = "One line for each." if part.shape == "checks" and len(part.options) > MOST_LISTED else ""
    told = " ".join(filter(None, (part.description, part.form, example, most, several)))
    if told:
        document.paragraph(told, style="Help")


def _answer(document: WordDocument, part: Input) -> None:
    choices = [(option.value, option.label) for option in part.options]
    if choices and len(choices) <= MOST_LISTED:
        document.control(part.path, part.title, "choice", choices, hint=CHOOSE)
    elif part.type == "date":
        document.control(part.path, part.title, "date", hint=DATE)
    else:
        document.control(part.path, part.title, "long" if part.shape == "area" or choices else "text")
