"""The page for contributors and a form for each collection: see `charterkit.views.contribute`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages
from charterkit.publish import contribute as published
from charterkit.views import contribute, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session

SCHEMAS = "data/json-schemas"
"""Where a site keeps the JSON Schemas of its records, which code editors are told of in a record's first line."""


class ContributeConfig(Config):
    """Options of contributing."""

    collections = options.ListOfItems(options.Type(str), default=[])
    """The collections to which readers may contribute, in order: any whose records are files of their own."""


class ContributePlugin(AddsPages, BasePlugin[ContributeConfig]):
    """Adds the forms."""

    forms: tuple[contribute.Form, ...] = ()
    config_of_build: MkDocsConfig

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the other capabilities that one can contribute, and where."""
        self.config_of_build = config
        if self.config.collections:
            session.of(config).contribute = page.CONTRIBUTE
            session.of(config).forms = {name: f"{page.CONTRIBUTE}{name}/" for name in self.config.collections}
        return config

    def pages(self, build: Session) -> Iterable[page.Page]:
        """Give its pages."""
        config = self.config_of_build
        edit_uri = f"{(config.edit_uri or '').strip('/')}/"
        docs = session.docs_of(config)
        self.forms = contribute.forms(
            build.catalogue,
            self.config.collections,
            repository=(config.repo_url or "", edit_uri.removesuffix(f"{docs}/")),
            modelines=_modelines(build, self.config.collections),
            words={
                name: path
                for name in self.config.collections
                if (path := f"{page.CONTRIBUTE}{name}.docx") in build.downloads
            },
        )
        return contribute.pages(build.catalogue, self.forms) if self.forms else ()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the scripts read."""
        catalogue = session.of(config).catalogue
        for form in self.forms:
            for name, made in ((form.data, published.data), (form.taken, published.taken)):
                path = Path(config.site_dir) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(made(form, catalogue), separators=(",", ":")), encoding="utf-8")


def _modelines(build: Session, collections: Iterable[str]) -> dict[str, str]:
    """Give the comment by which code editors find the JSON Schema of a record, where the site keeps one."""
    found = {}
    for name in collections:
        table = build.catalogue.data_model.tables.get(name)
        if table and (build.root / SCHEMAS / f"{name}.json").is_file():
            up = "../" * (table.origin.records.count("/") + 1)
            found[name] = f"# yaml-language-server: $schema={up}{SCHEMAS}/{name}.json"
    return found
