"""The page on which a charter is written: see `charterkit.views.composer`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.publish import composer as published
from charterkit.publish.files import write_json
from charterkit.views import charters, composer, contribute, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session


class ComposerPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the page."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there is one, and where."""
        build = session.of(config)
        if composer.TABLE in build.catalogue.data_model.tables:
            build.offers.add(charters.COMPOSER)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give its page."""
        return composer.pages(build.catalogue, build.contribute)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads."""
        build = session.of(config)
        if charters.COMPOSER not in build.offers:
            return
        (form,) = contribute.forms(build.catalogue, [composer.TABLE])
        path = Path(config.site_dir) / composer.DATA
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, published.data(build.catalogue, form))
