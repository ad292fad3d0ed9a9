"""Makes the full-text index with Pagefind.

What is indexed is written for it: one small document a page, with the words of the page and nothing of its frame, in
a folder beside the cache. That keeps navigation and footers out of the results, is quicker to read than the built
pages, and lets the index be made while the pages are being written.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pagefind_bin
from markupsafe import escape

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# What the bundle holds for Pagefind's own interfaces, which the site does not use.
_NOT_NEEDED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


@dataclass(frozen=True, slots=True)
class Document:
    """A page as search sees it: `html` is its content; `kind` groups results."""

    path: str
    title: str
    kind: str
    language: str
    html: str


class Indexing:
    """An index that is being made. `finish` waits for it."""

    def __init__(self, documents: Iterable[Document], work: Path) -> None:
        """Start indexing `documents`; `work` is a folder of our own for what goes between."""
        self.bundle = work / "bundle"
        pages = work / "pages"
        shutil.rmtree(work, ignore_errors=True)
        for document in documents:
            folder = pages / document.path
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(_slim(document), encoding="utf-8")
        self.process = subprocess.Popen(  # noqa: S603 - the program is the one that the package ships
            [pagefind_bin.get_executable(), "--site", str(pages), "--output-path", str(self.bundle), "--quiet"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self, folder: Path) -> None:
        """Wait for the index, and put it into the new folder `folder`.

        Raises `CharterkitError` with Pagefind's own words when it fails.
        """
        said, _ = self.process.communicate()
        if self.process.returncode != 0:
            message = f"The search index could not be made. Pagefind says: {said.strip()}"
            raise CharterkitError(message)
        for pattern in _NOT_NEEDED:
            for path in self.bundle.glob(pattern):
                path.unlink()
        shutil.move(str(self.bundle), str(folder))


def _slim(document: Document) -> str:
    return (
        f'<!doctype html><html lang="{escape(document.language or "en")}"><head><title>{escape(document.title)}</title></head>'
        f'<body data-pagefind-body data-pagefind-meta="title:{escape(document.title)}">'
        f'<p data-pagefind-ignore data-pagefind-meta="kind">{escape(document.kind)}</p>{document.html}</body></html>'
    )
