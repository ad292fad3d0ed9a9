"""The forms in which a charter can be printed and kept, and where each is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from charterkit.views import page

if TYPE_CHECKING:
    from charterkit.model import Charter

What = Literal["poster", "document", "template"]
How = Literal["a4", "large", "plain"]

HOWS: tuple[How, ...] = ("a4", "large", "plain")
_ENDINGS: dict[How, str] = {"a4": ".pdf", "large": "-large.pdf", "plain": ".txt"}
_PARTS: dict[What, str] = {"poster": "-poster", "document": "", "template": "-template"}


@dataclass(frozen=True)
class Format:
    """One printed form: `what` it shows, `how` it is set, and where it is.

    `source` is the file to mend where it must fit one sheet and does not; empty where it may run on.
    """

    what: What
    how: How
    path: str
    source: str = ""


def formats(charter: Charter, language: str = "") -> tuple[Format, ...]:
    """Give every form of a charter; `language` is that of a translation, empty for the original."""
    folder = page.translation(charter.id, language) if language else page.charter(charter.id)
    name = f"{charter.id}-{language}" if language else charter.id
    whats: tuple[What, ...] = ("poster", "document", "template")
    if not has_short_poster(charter):
        whats = ("poster", "template")
    return tuple(
        Format(
            what,
            how,
            f"{folder}{name}{_PARTS[what]}{_ENDINGS[how]}",
            # A translation may take more room than the original, and nobody can shorten it alone; its A3 poster fits.
            charter.path if what == "poster" and how == "a4" and not language else "",
        )
        for what in whats
        for how in HOWS
    )


def has_short_poster(charter: Charter) -> bool:
    """Say whether the poster shows a part of the charter only."""
    return any(section.on_poster for section in charter.sections)
