"""The pages of charters' versions and what changed between them: see `charterkit.views.versions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import charters, versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class VersionsPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the versions."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the charters' pages that there is a history to lead to."""
        session.of(config).offers.add(charters.VERSIONS)
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give their pages."""
        return versions.pages(build.catalogue) if charters.CHARTERS in build.offers else ()
