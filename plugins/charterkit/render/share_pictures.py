"""Draws the pictures that stand beside shared links, as PNG of 1200 by 630. The same view gives the same bytes.

The layout is Typst's, in `typst/picture.typ`; what is shown reaches it as one JSON string and is never read as Typst.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import typst

from charterkit.problems import CharterkitError
from charterkit.render.pdf import FONTS, FURTHER_FONTS, TEMPLATES

if TYPE_CHECKING:
    from charterkit.views.share_pictures import Shown

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{2,600}")
_LONG_WORD = re.compile(r"\S{16,}")
_PIECES = re.compile(r".{1,8}")
_DOTS_PER_INCH = 72.0  # so that a point is a dot


class Artist:
    """Draws the pictures of one site. Keep one for a whole build: fonts are then read once."""

    def __init__(self) -> None:
        """Read the fonts; the site's own family first."""
        folders = [FONTS, *FURTHER_FONTS]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]).families()
        self._families = [*own, *(family for family in fonts.families() if family not in own)]
        self._compiler = typst.Compiler(TEMPLATES / "picture.typ", root=TEMPLATES, font_paths=fonts)

    def draw(self, shown: Shown) -> bytes:
        """Give a picture. Raises `CharterkitError` where it cannot be drawn."""
        given = json.dumps({**_given(shown), "fonts": self._families}, ensure_ascii=False)
        try:
            png = self._compiler.compile(format="png", ppi=_DOTS_PER_INCH, sys_inputs={"data": given})
        except typst.TypstError as error:
            raise CharterkitError(f"The picture of “{shown.title}” cannot be drawn: {error.message}") from error
        if not isinstance(png, bytes):
            raise CharterkitError(f"The picture of “{shown.title}” has more than one page.")
        return png


def _given(shown: Shown) -> dict[str, Any]:
    """Give what Typst is told; a shape that is not the path data of an SVG is left out."""
    marks = [(path, colour) for path, colour in shown.marks if _PATH.fullmatch(path) and _COLOUR.fullmatch(colour)]
    return {
        # A word that is wider than the picture breaks; a zero-width space shows nothing and is not a hyphen.
        "title": _LONG_WORD.sub(lambda word: "\u200b".join(_PIECES.findall(word[0])), shown.title),
        "label": shown.label,
        "name": shown.name,
        "lang": shown.language,
        "direction": shown.direction,
        "accent": shown.accent,
        "marks": [{"path": path, "colour": colour} for path, colour in marks],
    }
