"""The pages of worksheets, and the same sheets for print and for Word: see `charterkit.views.worksheets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import worksheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class WorksheetsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the worksheets."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return worksheets.pages(build.catalogue)
