"""The pages of key features: see `charterkit.views.key_features`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import key_features

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class KeyFeaturesPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the pages to the site."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        return key_features.pages(build.catalogue, listed="key_features" in build.facets)
