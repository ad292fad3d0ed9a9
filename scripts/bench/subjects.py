"""What is measured: the engine's two commands, and what MkDocs + Material + Pagefind need for the same words."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pagefind_bin

from bench import baseline, corpus
from bench.process import Usage, run

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = (sys.executable, "-m", "charterkit")
CACHE = ".charterkit"
"""The engine's cache in a site's folder; deleting it is what makes a build cold."""

OUTPUT = "site"
"""Where both put the built site."""

BESIDE = (
    "charterkit/certificates",
    "charterkit/composer",
    "charterkit/contribute",
    "charterkit/coverage",
    "charterkit/crosswalk",
    "charterkit/downloads",
    "charterkit/embed",
    "charterkit/evidence",
    "charterkit/feeds",
    "charterkit/likeness",
    "charterkit/metadata",
    "charterkit/news",
    "charterkit/printables",
    "charterkit/share-pictures",
    "charterkit/shortlist",
    "charterkit/statements",
    "charterkit/translations",
    "charterkit/versions",
    "charterkit/word-forms",
    "charterkit/worksheets",
)
"""What the targets do not speak of, and the baseline has nothing of: documents, feeds, forms, further pages of cases.

The targets are for a build with checks, facets, listing pages, search index and open data; `everything` is a cold build
of all that the reference site offers.
"""


class WrongResultError(Exception):
    """A command said that all was well, and did not do its work: its time means nothing."""


class Subjects:
    """The sites of one size, and the things measured on them."""

    def __init__(self, reference: Path, work: Path, size: int) -> None:
        """Write a site of `size` case studies, and its twin of plain pages, into the folder `work`.

        The engine's site holds the reference site besides, of which the baseline has nothing.
        """
        self.size, self.reference = size, reference
        self.site = work / f"{size}-engine"
        self.plain = work / f"{size}-baseline"
        self.whole = work / f"{size}-everything"
        self.records = corpus.write_site(reference, self.site, size, BESIDE)
        self.terms = corpus.Terms.read(self.site)
        baseline.write_site(self.plain, self.records)
        self.edits = 0

    def baseline(self) -> Usage:
        """MkDocs + Material from nothing, then `pagefind` over what it built."""
        shutil.rmtree(self.plain / OUTPUT, ignore_errors=True)
        built = run((sys.executable, "-m", "mkdocs", "build", "--quiet"), self.plain)
        indexed = run((str(pagefind_bin.get_executable()), "--site", OUTPUT, "--quiet"), self.plain)
        self._expect_pages(self.plain)
        return built.then(indexed)

    def cold(self) -> Usage:
        """`charterkit build` with neither a cache nor an earlier site."""
        for folder in (CACHE, OUTPUT):
            shutil.rmtree(self.site / folder, ignore_errors=True)
        used = run((*ENGINE, "build"), self.site)
        self._expect_pages(self.site)
        return used

    def everything(self) -> Usage:
        """A cold `charterkit build` of the site with all that the reference site offers, documents included."""
        corpus.write_site(self.reference, self.whole, self.size)
        used = run((*ENGINE, "build"), self.whole)
        self._expect_pages(self.whole)
        return used

    def rebuild(self) -> Usage:
        """`charterkit build` once more after an edit to the summary and the text of one case study."""
        self.edits += 1
        sentence = f"Edit number {self.edits} of the benchmark."
        number = self.size // 2
        self.records[number].write_text(corpus.dump(corpus.edited(number, self.terms, sentence)), encoding="utf-8")
        used = run((*ENGINE, "build"), self.site)
        page = self.site / OUTPUT / "case-studies" / self.records[number].stem / "index.html"
        if page.read_text(encoding="utf-8").count(sentence) < 2:
            raise WrongResultError(f"{page} does not show an edit of its record")
        return used

    def check(self) -> Usage:
        """`charterkit check`."""
        return run((*ENGINE, "check"), self.site)

    def _expect_pages(self, site: Path) -> None:
        """See that every case study has a page, and that there is an index of as many."""
        pages = sum(1 for _ in (site / OUTPUT / "case-studies").glob("*/index.html"))
        fragments = sum(1 for _ in (site / OUTPUT / "pagefind").rglob("*.pf_fragment"))
        if min(pages, fragments) < self.size:
            raise WrongResultError(f"{site} has {pages} pages and {fragments} in its index, not {self.size}")
