"""What pages say of themselves to what shares a link and to search engines: see `charterkit.views.metadata`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.views import metadata, page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Described

_AFTER_ALL_PAGES = -50


class MetadataPlugin(BasePlugin[NoOptions]):
    """Describes every page in its head."""

    @event_priority(_AFTER_ALL_PAGES)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Offer the description to the pages of this build, when it is known which there are."""
        build = session.of(config)
        top = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        search = page.SEARCH if page.SEARCH in build.pages else ""
        describer = metadata.Describer(build.catalogue, top, search)

        def head(of: Described) -> str:
            picture = build.share_picture(of.page)
            if of.page:
                described = describer.page(of.page, picture)
            else:
                described = describer.written(of.path, of.title, of.description, (), picture)
            return build.renderer.head(described)

        build.heads.append(head)
        return files
