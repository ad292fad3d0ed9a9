"""The page on which a charter is written: see `charterkit.views.composer`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.publish import composer as published
from charterkit.publish.files import write_json
from charterkit.views import charters, composer, contribute, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session


class MakerConfig(Config):
    """What a site calls those who write a charter of their own."""

    label = options.Type(str, default="")
    """The choice: a whole school, say. Without one, all is called as the engine calls it."""

    name = options.Type(str, default="")
    """What is asked for: its name."""

    example = options.Type(str, default="")
    """A name, as one might be."""


class ComposerConfig(Config):
    """Options of the composer."""

    all = options.SubConfig(MakerConfig)
    """A whole organisation."""

    group = options.SubConfig(MakerConfig)
    """A group within one."""

    area = options.SubConfig(MakerConfig)
    """An area."""


class ComposerPlugin(AddsPages, BasePlugin[ComposerConfig]):
    """Adds the page."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that there is one, and where."""
        build = session.of(config)
        if composer.TABLE in build.catalogue.data_model.tables:
            build.offers.add(charters.COMPOSER)
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give its page."""
        return composer.pages(build.catalogue, self._makers(), build.contribute)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the script reads."""
        build = session.of(config)
        if charters.COMPOSER not in build.offers:
            return
        (form,) = contribute.forms(build.catalogue, [composer.TABLE])
        path = Path(config.site_dir) / composer.DATA
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, published.data(build.catalogue, form, self._makers()))

    def _makers(self) -> tuple[composer.Maker, ...]:
        given = {"all": self.config.all, "group": self.config.group, "area": self.config.area}
        return composer.called({name: (w.label, w.name, w.example) for name, w in given.items() if w.label})
