"""Says what the labels of evidence mean, on a page or at `<!-- charterkit/evidence -->`: see `views.evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class EvidencePlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the page; one that an editor wrote in its place wins, and can show the labels by the directive."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there is an explanation to lead to."""
        session.of(config).offers.add("evidence")
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give the page."""
        return evidence.pages(build.catalogue, build.facets)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add it, and offer the directive."""
        build = session.of(config)
        build.directives["evidence"] = lambda _, base: build.renderer.directive(
            "evidence", evidence.labels(build.catalogue, build.facets), base
        )
        return super().on_files(files, config=config)
