"""A charter in another language: its page, with the words around it in that language too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import languages, page
from charterkit.views.charters import adopted
from charterkit.views.clauses import numbered
from charterkit.views.prints import formats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, CharterTranslation, Section
    from charterkit.views.clauses import Numbered
    from charterkit.views.languages import InLanguage, Said
    from charterkit.views.prints import Format


@dataclass(frozen=True)
class TranslatedClause:
    """A clause in the language, with the marks of the principles that it serves."""

    clause: Numbered
    marks: tuple[page.Mark, ...]


@dataclass(frozen=True)
class TranslationView:
    """A charter in another language.

    `notices` are the names of the `words` that say what readers must know: that it is a draft, or has fallen behind.
    `english` are the same words in English, for those who look after the site.
    """

    charter: Charter
    language: InLanguage
    original: page.Link
    original_language: str
    adopted: str
    notices: tuple[str, ...]
    words: Mapping[str, Said]
    english: Mapping[str, Said]
    marks: tuple[page.Mark, ...]
    sections: tuple[tuple[Section, str, tuple[TranslatedClause, ...]], ...]
    citations: tuple[page.Citation, ...]
    prints: tuple[Format, ...]
    others: tuple[InLanguage, ...]


def pages(catalogue: Catalogue, offered: Collection[str] = ()) -> Iterator[page.Page]:
    """Give the page of each translation; `offered` are the further capabilities that the site has."""
    for translation in catalogue.charter_translations.values():
        view = translation_view(catalogue, translation, offered)
        yield page.Page(
            path=view.language.path,
            title=f"{translation.title} ({view.language.english_name})",
            description=translation.summary,
            template="charter-translation.html",
            view=view,
            kind="Charter",
            source=translation.path,
            language=translation.language,
            crumbs=(page.Link("Charters", page.CHARTERS), view.original),
            record=("charter-translations", translation.id),
        )


def translation_view(
    catalogue: Catalogue, translation: CharterTranslation, offered: Collection[str] = ()
) -> TranslationView:
    """Gather one translation."""
    original = catalogue.charters[translation.charter]
    charter = languages.translated(original, translation)
    titles = {item.principle: item.title for item in translation.principles}
    marks = {
        key: page.Mark(p.id, p.order, titles.get(key, p.title), page.principle(p.id), p.mark, p.colour)
        for key, p in catalogue.principles.items()
    }
    language = languages.in_language(catalogue, translation)
    notices = [f"draft_{translation.made_by}"] if language.draft else []
    if language.behind:
        notices.append("moved_on")
    return TranslationView(
        charter=charter,
        language=language,
        original=page.Link(original.title, page.charter(original.id)),
        original_language=original.language or languages.ENGLISH,
        adopted=adopted(charter) if not charter.adopted_on else str(charter.adopted_on.year),
        notices=tuple(notices),
        words=languages.words(catalogue, translation.language),
        english=languages.words(catalogue, languages.ENGLISH),
        marks=tuple(mark for key, mark in marks.items() if key in charter.principles),
        sections=tuple(
            (
                section,
                anchor,
                tuple(
                    TranslatedClause(c, tuple(m for key, m in marks.items() if key in c.statement.principles))
                    for c in clauses
                ),
            )
            for section, anchor, clauses in numbered(charter.sections)
        ),
        citations=page.citations(charter.sources),
        prints=formats(charter, translation.language, offered),
        others=tuple(other for other in languages.of(catalogue, original) if other.tag != language.tag),
    )
