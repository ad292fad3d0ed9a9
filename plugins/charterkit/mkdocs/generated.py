"""A generated page as MkDocs knows it: an empty source, and HTML that never passes through Python-Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from charterkit.views.page import Page

SPLICED = "spliced.html"
"""The template of a page that is put into a ready frame (`frames`)."""

_ID = re.compile(r'\bid="([^"]+)"')


class GeneratedPage(MkDocsPage):
    """A page whose content comes from a view."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, html: Callable[[Page], str]) -> None:
        """Take the place of `file.page`; `html` gives the content of a page."""
        self.generated = page
        self._html = html
        super().__init__(page.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source; the front matter is the page's own description."""
        del config
        self.markdown = ""
        self.meta = {
            "title": self.generated.title,
            "description": self.generated.description,
            "charterkit": self.generated,
        }
        if not self.generated.indexed:
            self.meta["robots"] = "noindex"
        if self.generated.alike:
            self.meta["template"] = SPLICED

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the HTML of the view."""
        del config, files
        self.content = self._html(self.generated)
        self.toc = TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # worked out only when a link asks
        """Give the anchors to which editors' pages can link."""
        return set(_ID.findall(self.content or ""))


def source_uri(path: str) -> str:
    """Give the path by which Markdown links name a generated page: `library/` is library/index.md, `a/b/` is a/b.md."""
    parts = path.strip("/").split("/")
    if parts == [""]:
        return "index.md"
    return f"{parts[0]}/index.md" if len(parts) == 1 else f"{'/'.join(parts)}.md"
