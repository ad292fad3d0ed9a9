"""What the script of the charter composer reads: principles, charters, and the rules by which a record is judged."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from charterkit.publish import contribute
from charterkit.views import composer, languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter, Section
    from charterkit.views.composer import Maker
    from charterkit.views.contribute import Form

_WORDS = (
    "by",
    "so",
    "so_can",
    "own_we_will",
    "own_title",
    "own_date",
    "own_signatures",
    "own_based_on",
    "mark_of",
    "page",
    "of",
)


def data(catalogue: Catalogue, form: Form, makers: Iterable[Maker] = composer.MAKERS) -> dict[str, Any]:
    """Give everything that `assets/composer.js` needs. `form` is the contributors' form of a charter's record."""
    return {
        "site": catalogue.brand.name,
        "licence": catalogue.brand.licence,
        "makers": [asdict(maker) for maker in makers],
        "principles": [
            {"id": p.id, "number": p.order, "title": p.title, "summary": p.summary, "mark": p.mark, "colour": p.colour}
            for p in catalogue.principles.values()
        ],
        "charters": [_charter(charter) for charter in catalogue.charters.values()],
        "locales": [[code, languages.direction(code)] for code in composer.languages(catalogue)],
        "kind": composer.usual_kind(catalogue),
        "words": {code: _words(catalogue, code) for code in (languages.ENGLISH, *catalogue.languages)},
        "rules": contribute.data(form, catalogue),
    }


def _words(catalogue: Catalogue, code: str) -> dict[str, str]:
    """Give the words that a sheet adds in one language: those that are known in it, and no others."""
    found = languages.words(catalogue, code)
    return {name: found[name].text for name in _WORDS if found[name].language == code}


def _charter(charter: Charter) -> dict[str, Any]:
    return {
        "id": charter.id,
        "title": charter.title,
        "owner": charter.owner,
        "year": charter.adopted_year or (charter.adopted_on.year if charter.adopted_on else None),
        "language": charter.language,
        "opening": charter.aspiration,
        "sections": [_section(section) for section in charter.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "kind": section.kind.id if section.kind else "",
        "on_poster": bool(section.on_poster),
        "clauses": [
            {"text": s.text, "by": list(s.by), "so": s.so, "principles": list(s.principles)} for s in section.statements
        ],
    }
