"""Puts pages of one shape into a frame that the theme has rendered once.

The theme renders the same header, navigation and footer for every page of one kind at one depth; at 1,000 case
studies that is a fifth of a build. So the theme renders one page with slots in place of what differs, and each page's
own values are set into the slots. Whether that is right is not assumed: the first page of each kind is also rendered
by the theme, and when the two differ (a site's own template may use something else of the page) every page of that
kind is rendered by the theme.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

    from charterkit.mkdocs.generated import GeneratedPage

log = logging.getLogger("mkdocs.plugins.charterkit")

Context = dict[str, Any]

_SLOT = re.compile(r"(ck7slot(?:title|description|canonical|edit|content)ck7)")
_TEMPLATE = "main.html"


class Frames:
    """The frames of one build."""

    def __init__(self, environment: jinja2.Environment) -> None:
        """Render with the theme's environment."""
        self.environment = environment
        self.frames: dict[tuple[str, int, bool, bool], list[str] | None] = {}

    def render(self, page: GeneratedPage, context: Context) -> str:
        """Give the whole HTML document of `page`. `context` is what the theme's template would be given."""
        key = (page.generated.template, page.generated.path.count("/"), page.edit_url is None, page.canonical_url is None)
        if key not in self.frames:
            self.frames[key] = frame = self._frame(page, context)
            whole = self._themed(context)
            if frame is None or self._spliced(frame, page) != whole:
                log.info("Pages like %s are rendered one by one: a template uses more of the page.", page.file.src_uri)
                self.frames[key] = None
            return whole
        frame = self.frames[key]
        return self._spliced(frame, page) if frame is not None else self._themed(context)

    def _themed(self, context: Context) -> str:
        return self.environment.get_template(_TEMPLATE).render(context)

    def _frame(self, page: GeneratedPage, context: Context) -> list[str]:
        values = {name: getattr(page, name) for name in ("title", "content", "edit_url", "canonical_url")}
        meta = page.meta
        try:
            page.title = "ck7slottitleck7"
            page.content = "ck7slotcontentck7"
            page.edit_url = values["edit_url"] and "ck7sloteditck7"
            page.canonical_url = values["canonical_url"] and "ck7slotcanonicalck7"
            page.meta = {**meta, "title": page.title, "description": "ck7slotdescriptionck7"}
            return _SLOT.split(self._themed(context))
        finally:
            for name, value in values.items():
                setattr(page, name, value)
            page.meta = meta

    @staticmethod
    def _spliced(frame: list[str], page: GeneratedPage) -> str:
        values: dict[str, Callable[[], str]] = {
            "ck7slottitleck7": lambda: str(escape(page.title or "")),
            "ck7slotcontentck7": lambda: page.content or "",
            "ck7slotdescriptionck7": lambda: str(escape(page.meta["description"])),
            "ck7sloteditck7": lambda: str(escape(page.edit_url or "")),
            "ck7slotcanonicalck7": lambda: str(escape(page.canonical_url or "")),
        }
        return "".join(values[part]() if index % 2 else part for index, part in enumerate(frame))

