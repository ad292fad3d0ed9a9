"""The pages that withdrawn records leave: see `charterkit.views.withdrawn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class WithdrawnPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the pages to the site."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        return withdrawn.pages(build.catalogue)
