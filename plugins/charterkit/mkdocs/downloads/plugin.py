"""Prints each case study as PDF, in a process of its own where there can be one: see `charterkit.views.downloads`.

What was printed is kept in a folder of its own, one file a print under the hash of all that it was made from, so that
an edit prints only its own case. It can be deleted at any time.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.pages import NoOptions
from charterkit.problems import CharterkitError
from charterkit.publish.aside import Aside
from charterkit.render.pdf import Printer
from charterkit.views import downloads, printing, takeaway

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session

KEPT = ".charterkit/downloads"


class DownloadsPlugin(BasePlugin[NoOptions]):
    """Prints the case studies."""

    serving = False
    printing: Aside | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served; then there are threads."""
        del dirty
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there will be files."""
        session.of(config).offers.add("downloads")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to print, which needs nothing but the catalogue."""
        work = partial(_print, session.of(config), Path(config.site_dir))
        self.printing = Aside(work, copies=not self.serving)
        return files

    def on_build_error(self, *, error: Exception) -> None:
        """Print nothing more for a site that will not be published."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave no work behind that nobody waits for."""
        if self.printing:
            self.printing.stop()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait until all is printed."""
        del config
        if self.printing is None:
            return
        try:
            self.printing.finish()
        except CharterkitError as error:
            raise PluginError(str(error)) from None


def _print(build: Session, site: Path) -> None:
    """Print each case that was not printed before, and put the files beside the pages."""
    folder = build.root / KEPT
    folder.mkdir(parents=True, exist_ok=True)
    brand = printing.printed_brand(build.catalogue)
    printer: Printer | None = None
    needed = set()
    for case in build.catalogue.case_studies.values():
        key = build.cache.key(("case", downloads.made_from(build.catalogue, case), build.site_url))
        kept = folder / f"{key.hex()}.pdf"
        if not kept.is_file():
            printer = printer or Printer(brand, build.timestamp)
            printed = downloads.printed_case(build.catalogue, case, build.site_url)
            fresh = kept.with_suffix(".new")
            fresh.write_bytes(printer.case_study(printed, downloads.timestamp(case)))
            fresh.replace(kept)
        target = site / takeaway.pdf_path(case.id)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)
        needed.add(kept.name)
    for stale in folder.iterdir():
        if stale.name not in needed:
            with suppress(OSError):  # another build may have been quicker
                stale.unlink()
