"""Each case study as PDF, in large print and as plain text: see `charterkit.views.downloads`.

They are made in a process of its own where there can be one. What was made is kept in a folder of its own, one file a
print under the hash of all that it was made from, so that an edit prints only its own case. It can be deleted at any
time.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WorksBeside
from charterkit.mkdocs.pages import NoOptions
from charterkit.publish.kept import Kept
from charterkit.render import case_text
from charterkit.render.pdf import Printer
from charterkit.views import downloads, printing, takeaway

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.model import CaseStudy
    from charterkit.views.printables import PrintedCase

KEPT = ".charterkit/downloads"


class DownloadsPlugin(WorksBeside, BasePlugin[NoOptions]):
    """Makes the files of case studies."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of cases that there will be files."""
        session.of(config).offers.add("downloads")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to print, which needs nothing but the catalogue."""
        self.begin(partial(_print, session.of(config), Path(config.site_dir)))
        return files


def _print(build: Session, site: Path) -> None:
    """Make the files of each case that were not made before, and put them beside the pages."""
    kept = Kept(build.root / KEPT)
    brand = printing.printed_brand(build.catalogue)
    printer = cache(partial(Printer, brand, build.timestamp))  # fonts are read only when there is something to print

    @lru_cache(1)
    def said(key: str) -> PrintedCase:
        return downloads.printed_case(build.catalogue, build.catalogue.case_studies[key], build.site_url)

    def drawn(case: CaseStudy) -> bytes:
        return printer().case_study(said(case.id), downloads.timestamp(case))

    def large(case: CaseStudy) -> bytes:
        return printer().large_case_study(said(case.id), downloads.timestamp(case))

    def written(case: CaseStudy) -> bytes:
        return case_text.document(brand, said(case.id))

    for case in build.catalogue.case_studies.values():
        key = build.cache.key(("case", downloads.made_from(build.catalogue, case), build.site_url)).hex()
        for ending, make, path in (
            (".pdf", drawn, takeaway.pdf_path(case.id)),
            ("-large.pdf", large, takeaway.large_path(case.id)),
            (".txt", written, takeaway.plain_path(case.id)),
        ):
            kept.publish(f"{key}{ending}", partial(make, case), site / path)
    kept.end()
