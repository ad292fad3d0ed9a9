"""Shows the directory of outside help in an editor's page at `<!-- charterkit/resources -->`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.views.resources import resources

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class ResourcesPlugin(BasePlugin[NoOptions]):
    """Offers the directive."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Offer it to the pages of this build."""
        build = session.of(config)
        build.directives["resources"] = lambda _, base: build.renderer.directive(
            "resources", resources(build.catalogue), base
        )
        return files
