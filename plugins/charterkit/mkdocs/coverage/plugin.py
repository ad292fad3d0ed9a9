"""Where practice is known and where nobody has written yet: see `charterkit.views.coverage`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.views import coverage, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session

log = logging.getLogger("mkdocs.plugins.charterkit")

_AFTER_OTHERS = -40


class MatrixConfig(Config):
    """One matrix."""

    rows = options.Type(str)
    """The field whose terms are its rows, as in `facets` of the library."""

    columns = options.Type(str)
    """The field whose terms are its columns."""


class CoverageConfig(Config):
    """Options of the coverage."""

    matrices = options.ListOfItems(options.SubConfig(MatrixConfig), default=[])
    """The matrices of the page `coverage/`, in order. `<!-- charterkit/coverage rows columns -->` shows one of them in
    an editor's page."""

    contribute = options.Type(str, default="")
    """The path of the page where readers can send in their own practice, or nothing."""


class CoveragePlugin(AddsPages, BasePlugin[CoverageConfig]):
    """Adds the page, its downloads and the directive."""

    found: tuple[coverage.Matrix, ...] = ()

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give the page."""
        pairs = [(one.rows, one.columns) for one in self.config.matrices]
        self.found = coverage.matrices(build.catalogue, pairs, build.facets)
        return coverage.pages(self.found, self.config.contribute)

    @event_priority(_AFTER_OTHERS)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the page, and offer the directive to the pages of this build."""
        files = super().on_files(files, config=config)
        build = session.of(config)
        by_id = {matrix.id: matrix for matrix in self.found}

        def directive(words: str, base: str) -> str:
            matrix = coverage.chosen(by_id, words)
            if matrix is None:
                known = ", ".join(one.replace("-by-", " ").replace("-", "_") for one in by_id) or "none"
                log.warning("a page asks for charterkit/coverage %s; the matrices in mkdocs.yml are: %s.", words, known)
                return ""
            return build.renderer.directive("coverage", matrix, base)

        build.directives["coverage"] = directive
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the downloads."""
        folder = Path(config.site_dir) / page.COVERAGE
        for matrix in self.found:
            folder.mkdir(parents=True, exist_ok=True)
            (Path(config.site_dir) / matrix.csv).write_text(coverage.table(matrix), encoding="utf-8")
