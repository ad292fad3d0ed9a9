"""Prints each case study as PDF, beside the rendering of pages: see `charterkit.views.downloads`.

What was printed is kept in a folder of its own, one file a print under the hash of all that it was made from, so that
an edit prints only its own case. It can be deleted at any time.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.problems import CharterkitError
from charterkit.render.pdf import Printer
from charterkit.views import downloads, printing, takeaway

if TYPE_CHECKING:
    from concurrent.futures import Future

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session

KEPT = ".charterkit/downloads"


class DownloadsPlugin(BasePlugin[NoOptions]):
    """Prints the case studies."""

    printing: Future[dict[str, Path]]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there will be files."""
        session.of(config).offers.add("downloads")
        return config

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Start printing; Typst works beside the pages, which are written meanwhile."""
        del files
        pool = ThreadPoolExecutor(max_workers=1)
        self.printing = pool.submit(_printed, session.of(config))
        pool.shutdown(wait=False)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was printed beside the pages, and forget what is not needed any more."""
        try:
            made = self.printing.result()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        for path, kept in made.items():
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept, target)
        needed = {kept.name for kept in made.values()}
        folder = session.of(config).root / KEPT
        for stale in folder.iterdir() if folder.is_dir() else ():
            if stale.name not in needed:
                with suppress(OSError):
                    stale.unlink()


def _printed(build: Session) -> dict[str, Path]:
    """Print each case that was not printed before, and give the files by where they will be published."""
    folder = build.root / KEPT
    folder.mkdir(parents=True, exist_ok=True)
    brand = printing.printed_brand(build.catalogue)
    printer: Printer | None = None
    made = {}
    for case in build.catalogue.case_studies.values():
        key = build.cache.key(("case", downloads.made_from(build.catalogue, case), build.site_url))
        kept = folder / f"{key.hex()}.pdf"
        if not kept.is_file():
            printer = printer or Printer(brand, build.timestamp)
            printed = downloads.printed_case(build.catalogue, case, build.site_url)
            fresh = kept.with_suffix(".new")
            fresh.write_bytes(printer.case_study(printed, downloads.timestamp(case)))
            fresh.replace(kept)
        made[takeaway.pdf_path(case.id)] = kept
    return made
