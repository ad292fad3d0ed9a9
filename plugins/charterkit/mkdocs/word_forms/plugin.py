"""The blank forms for contributors as Word documents: see `charterkit.views.word_forms`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.problems import CharterkitError
from charterkit.views import word_forms

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class WordFormsConfig(Config):
    """Options of the forms for Word."""

    collections = options.ListOfItems(options.Type(str), default=[])
    """The collections for which there is a form: any whose records are files of their own."""


class WordFormsPlugin(BasePlugin[WordFormsConfig]):
    """Publishes the forms."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities which forms there will be."""
        session.of(config).downloads.update(map(word_forms.path, self.config.collections))
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write them, or take them from the cache where neither schemas nor terms have changed."""
        from charterkit.render import word_form  # noqa: PLC0415 - 0.2 s, which `serve` need not wait for

        build = session.of(config)
        try:
            forms = word_forms.forms(build.catalogue, self.config.collections)
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        for form in forms:
            made = build.cache.data(
                ("word-form", form, build.timestamp), partial(word_form.form, form, build.timestamp)
            )
            target = Path(config.site_dir) / form.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
