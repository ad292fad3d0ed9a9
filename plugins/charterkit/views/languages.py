"""Charters in other languages: the words around them, how they read there, and whether they have fallen behind."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal

from charterkit.views import page
from charterkit.views.printables import PrintedWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, CharterTranslation, Section, Statement

TRANSLATIONS = "translations"
"""The capability that publishes them."""

ENGLISH = "en"

_WORDS = {
    "draft_machine": "Machine-made draft, awaiting review. It may contain mistakes; the original is what counts.",
    "draft_person": "Draft translation, awaiting review. It may contain mistakes; the original is what counts.",
    "moved_on": "The original has changed since this was translated.",
    "own_words": "Written in our own words. Only the original document speaks for those who made it.",
    "other_languages": "In other languages",
    "original": "The original",
    "contents": "On this page",
    "principles": "The principles it rests on",
    "formats": "Print and other formats",
    "poster": "Poster",
    "document": "Whole charter",
    "template": "Blank template",
    "booklet": "Booklet",
    "table_sign": "Table sign",
    "children": "For children, to draw and write in",
    "pledge": "Pledge form",
    "large": "Large print",
    "plain": "Plain text",
    "clause": "Clause",
    "sources": "Sources",
    **{field.name: str(field.default) for field in fields(PrintedWords)},
}
"""What pages and prints put around a charter, in English."""

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages whose usual script runs from right to left (Unicode CLDR)."""


@dataclass(frozen=True)
class Said:
    """A word of a page and the language it is in: English where the page's own has no word for it."""

    text: str
    language: str


@dataclass(frozen=True)
class InLanguage:
    """A charter in one language: what its speakers call the language, its English name, and where it is read."""

    tag: str
    direction: Direction
    name: str
    english_name: str
    path: str
    draft: bool
    behind: bool


def direction(language: str) -> Direction:
    """Say in which direction a language is written; `language` is a BCP 47 tag, or empty for the site's own."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def words(catalogue: Catalogue, language: str) -> dict[str, Said]:
    """Give every word in the language, or in English where there is none."""
    known: Mapping[str, str] = catalogue.languages[language].words if language in catalogue.languages else {}
    return {
        name: Said(known[name], language) if known.get(name) else Said(text, ENGLISH) for name, text in _WORDS.items()
    }


def printed_words(catalogue: Catalogue, language: str) -> PrintedWords:
    """Give the words of a print."""
    found = words(catalogue, language)
    return PrintedWords(**{field.name: found[field.name].text for field in fields(PrintedWords)})


def of(catalogue: Catalogue, charter: Charter) -> tuple[InLanguage, ...]:
    """Give the languages into which a charter is translated, by their English names."""
    found = [in_language(catalogue, t) for t in catalogue.charter_translations.values() if t.charter == charter.id]
    return tuple(sorted(found, key=lambda language: language.english_name))


def in_language(catalogue: Catalogue, translation: CharterTranslation) -> InLanguage:
    """Describe a translation."""
    language = catalogue.languages[translation.language]
    return InLanguage(
        tag=language.id,
        direction=direction(language.id),
        name=language.name,
        english_name=language.english_name,
        path=page.translation(translation.charter, language.id),
        draft=is_draft(translation),
        behind=is_behind(catalogue, translation),
    )


def is_draft(translation: CharterTranslation) -> bool:
    """Say whether nobody who speaks the language has read the translation yet."""
    return translation.review != "reviewed"


def is_behind(catalogue: Catalogue, translation: CharterTranslation) -> bool:
    """Say whether the original has moved on since it was translated."""
    charter = catalogue.charters[translation.charter]
    text = translation.original_text
    return translation.original_version != charter.version or bool(text and text != catalogue.fingerprints[charter.id])


def translated(charter: Charter, translation: CharterTranslation) -> Charter:
    """Give the charter as it reads in the translation; what is no text (principles, dates, sources) is the original's.

    A translation that has fallen behind is shown as it is, with what it still shares with the original.
    """
    return replace(
        charter,
        title=translation.title,
        short_title=translation.short_title,
        language=translation.language,
        owner=translation.owner or charter.owner,
        area=translation.area or charter.area,
        version=translation.original_version,
        summary=translation.summary,
        aspiration=translation.aspiration,
        introduction=translation.introduction,
        sections=tuple(
            _section(section, charter.sections[place] if place < len(charter.sections) else None)
            for place, section in enumerate(translation.sections)
        ),
        extra=(),
    )


def _section(section: Section, original: Section | None) -> Section:
    if original is None:
        return section
    by_key = {statement.key: statement for statement in original.statements if statement.key}
    return replace(
        section,
        kind=original.kind,
        on_poster=original.on_poster,
        statements=tuple(
            _statement(s, by_key.get(s.key) if s.key else _at(original.statements, place))
            for place, s in enumerate(section.statements)
        ),
    )


def _at(statements: tuple[Statement, ...], place: int) -> Statement | None:
    return statements[place] if place < len(statements) else None


def _statement(statement: Statement, original: Statement | None) -> Statement:
    """Give a clause with what the original says of it beside its text."""
    if original is None:
        return statement
    return replace(
        statement,
        key=original.key,
        principles=original.principles,
        key_features=original.key_features,
    )
