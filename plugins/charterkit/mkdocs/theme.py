"""Mends in Material's own templates what no block of them lets us replace, as they are read."""

from __future__ import annotations

import re

from jinja2.ext import Extension

_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class Mended(Extension):
    """An extension of the theme's environment. Where Material has mended a fault itself, nothing is changed."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Take away an attribute that checkboxes cannot have, which no validator accepts."""
        del filename
        return _TOGGLE.sub(r"\1", source) if name == "base.html" else source
