"""The shortlist, the comparison and the pack, and what their scripts read: see `charterkit.views.shortlist`."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import shortlist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class ShortlistPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds them."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there is a shortlist."""
        session.of(config).offers.add("shortlist")
        return config

    def pages(self, build: Session) -> Iterable[Page]:
        """Give the pages."""
        del build
        return shortlist.pages()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the scripts read."""
        build = session.of(config)
        site = Path(config.site_dir)
        (site / shortlist.CASES).mkdir(parents=True, exist_ok=True)
        _write(site / shortlist.INDEX, _json(shortlist.index(build.catalogue)))
        _write(site / shortlist.QUESTIONS, _json(shortlist.questions(build.catalogue)))
        for case in build.catalogue.case_studies.values():
            view = shortlist.pack(build.catalogue, case)
            text = build.cache.text(("shortlist", view), partial(_case, build, view))
            _write(site / f"{shortlist.CASES}{case.id}.json", text)


def _case(build: Session, view: shortlist.PackView) -> str:
    return _json(shortlist.compared(view, build.renderer.component("pack", view, "../../")))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
