"""The forms in which a charter can be printed and kept, and where each is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from charterkit.model import Charter

What = Literal["poster", "document", "booklet", "table_sign", "children", "template", "pledge"]
How = Literal["a4", "a3", "a5", "large", "word", "plain"]

PRINTABLES = "printables"
"""The capability that publishes the further forms, and the page that shows all of them."""

SIGNING = "signing"
"""The capability by which charters are signed: without it there is no form to sign on paper."""

HOWS: tuple[How, ...] = ("a4", "a3", "a5", "large", "word", "plain")
_WHATS: tuple[What, ...] = ("poster", "document", "booklet", "table_sign", "children", "template", "pledge")
_ALWAYS: tuple[How, ...] = ("a4", "large", "plain")
_ENDINGS: dict[How, str] = {
    "a4": ".pdf",
    "a3": "-a3.pdf",
    "a5": ".pdf",
    "large": "-large.pdf",
    "word": ".docx",
    "plain": ".txt",
}
_PARTS: dict[What, str] = {
    "poster": "-poster",
    "document": "",
    "booklet": "-booklet",
    "table_sign": "-table-sign",
    "children": "-children",
    "template": "-template",
    "pledge": "-pledge",
}
_FURTHER: tuple[tuple[What, How], ...] = (
    ("poster", "a3"),
    ("booklet", "a5"),
    ("booklet", "large"),
    ("booklet", "plain"),
    ("table_sign", "a4"),
    ("table_sign", "large"),
    ("table_sign", "plain"),
    ("children", "a4"),
    ("children", "large"),
    ("children", "plain"),
    ("template", "word"),
)
_PLEDGE: tuple[tuple[What, How], ...] = (("pledge", "a4"), ("pledge", "large"), ("pledge", "word"), ("pledge", "plain"))


@dataclass(frozen=True)
class Format:
    """One printed form: `what` it shows, `how` it is set, and where it is.

    `one_sheet` says of which charter, and in which language, it must fit one sheet; without a charter it may run on.
    """

    what: What
    how: How
    path: str
    one_sheet: tuple[str, str] = ("", "")

    @property
    def type(self) -> str:
        """Give its media type."""
        return _TYPES.get(self.path.rpartition(".")[2], "application/pdf")

    @property
    def kind(self) -> str:
        """Say what kind of file it is."""
        return {"word": "DOCX", "plain": "TXT"}.get(self.how, "PDF")


_TYPES = {
    "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def formats(charter: Charter, language: str = "", offered: Collection[str] = ()) -> tuple[Format, ...]:
    """Give every form of a charter that the site has; `language` is that of a translation, empty for the original."""
    more = further(charter, language, offered) if PRINTABLES in offered else ()
    return tuple(sorted((*usual(charter, language), *more), key=_order))


def usual(charter: Charter, language: str = "") -> tuple[Format, ...]:
    """Give the forms that every site has."""
    whats: tuple[What, ...] = (
        ("poster", "document", "template") if has_short_poster(charter) else ("poster", "template")
    )
    return _formats(charter, language, ((what, how) for what in whats for how in _ALWAYS))


def further(charter: Charter, language: str = "", offered: Collection[str] = ()) -> tuple[Format, ...]:
    """Give the forms that come with the page of printables. What is asked of who signs is asked in one language."""
    forms = to_sign(charter) if SIGNING in offered and not language else ()
    return (*_formats(charter, language, _FURTHER), *forms)


def to_sign(charter: Charter) -> tuple[Format, ...]:
    """Give the formats of the form by which a charter is signed on paper."""
    return _formats(charter, "", _PLEDGE)


def has_short_poster(charter: Charter) -> bool:
    """Say whether the poster shows a part of the charter only."""
    return any(section.on_poster for section in charter.sections)


def _formats(charter: Charter, language: str, wanted: Iterable[tuple[What, How]]) -> tuple[Format, ...]:
    folder = page.translation(charter.id, language) if language else page.charter(charter.id)
    name = f"{charter.id}-{language}" if language else charter.id
    return tuple(
        Format(what, how, f"{folder}{name}{_PARTS[what]}{_ENDINGS[how]}", _on_one_sheet(charter, language, what, how))
        for what, how in wanted
    )


def _on_one_sheet(charter: Charter, language: str, what: What, how: How) -> tuple[str, str]:
    # A translation may take more room than the original, and nobody can shorten it alone; its A3 poster fits.
    if what != "poster" or how not in {"a4", "a3"} or (language and how == "a4"):
        return ("", "")
    return (charter.id, language)


def _order(form: Format) -> tuple[int, int]:
    return _WHATS.index(form.what), HOWS.index(form.how)
