"""Leads from the addresses that records had before to those they have now: see `charterkit.publish.redirects`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.publish import redirects as files
from charterkit.views import redirects

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class RedirectsPlugin(BasePlugin[NoOptions]):
    """Writes them beside the pages."""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write those that lead to a page of this site."""
        build = session.of(config)
        moved = [move for move in redirects.redirects(build.catalogue) if move.new in build.pages]
        render = partial(build.renderer.redirect, policy=build.policy)
        files.write(moved, Path(config.site_dir), config.site_url or "", render)
