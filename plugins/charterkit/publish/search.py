"""Makes the full-text index with Pagefind.

What is indexed is written for it: one small document a page, with the words of the page and nothing of its frame. That
keeps navigation and footers out of the results, and lets the index be made while the pages are being written.

What shapes the rest (measured; `scripts/bench.py` holds it):

- Pagefind writes its files on one thread, which takes longer than all else. A large site is therefore indexed in parts,
  which the reader's browser searches together; an edit makes one part anew, and the others are taken as they are.
- A word that is added moves the places of all that follow, so the chunks of a part all change, but not its fragments
  (the texts for results). They are linked from the last bundle; Pagefind leaves files alone that are there.
- Which part a page is in, and how many parts there are, depends on the pages alone. So the same pages give the same
  files, whether everything is made anew or not. Filters are not used: Pagefind orders them by chance.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pagefind_bin
from markupsafe import escape

from charterkit.problems import CharterkitError
from charterkit.publish.files import link_or_copy, link_or_copy_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

PARTS = "parts.json"
"""Names, for the script, how many parts there are."""

_MANY = 300
"""From how many pages on the index is made in parts. Readers of a small site need not fetch several."""

_PARTS_OF_MANY = 4

_FORMAT = 1
"""Changes when what is written for Pagefind does."""

# What the bundle holds for Pagefind's own interfaces, which the site does not use.
_NOT_NEEDED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


@dataclass(frozen=True, slots=True)
class Document:
    """A page as search sees it: `texts` are its words, as plain text; `kind` groups results."""

    path: str
    title: str
    kind: str
    language: str
    texts: tuple[str, ...]


class Indexing:
    """An index that is being made. `finish` waits for it."""

    def __init__(self, documents: Iterable[Document], work: Path, key: Callable[[object], bytes]) -> None:
        """Start indexing `documents`; `work` is a folder of our own, where the last index is found again by `key`."""
        pages = sorted((document.path, _slim(document)) for document in documents)
        self.count = _PARTS_OF_MANY if len(pages) >= _MANY else 1
        shares: list[list[tuple[str, bytes]]] = [[] for _ in range(self.count)]
        for path, html in pages:
            shares[zlib.crc32(path.encode()) % self.count].append((path, html))
        program = str(pagefind_bin.get_executable())
        self.parts = [
            _Part(work / str(number), share, key((_FORMAT, program, share)).hex())
            for number, share in enumerate(shares)
        ]

    def finish(self, folder: Path) -> None:
        """Wait for the index, and put it into the new folder `folder`.

        Raises `CharterkitError` with Pagefind's own words when it fails.
        """
        folder.mkdir(parents=True)
        for number, part in enumerate(self.parts):
            link_or_copy_tree(part.finish(), folder / str(number))
        (folder / PARTS).write_text(json.dumps({"parts": self.count}), encoding="utf-8")


class _Part:
    """A share of the pages with a bundle of its own, in the folder `work`: `pages`, `bundle` and `key`."""

    def __init__(self, work: Path, pages: list[tuple[str, bytes]], key: str) -> None:
        self.work = work
        self.key = key
        self.process: subprocess.Popen[str] | None = None
        if self._known() == self.key:
            return
        _write_pages(pages, work / "pages")
        new = self._empty("new")
        (new / "fragment").mkdir()
        for fragment in (work / "bundle" / "fragment").glob("*"):
            link_or_copy(fragment, new / "fragment" / fragment.name)
        arguments = ["--site", str(work / "pages"), "--output-path", str(new), "--quiet"]
        self.process = subprocess.Popen(
            [pagefind_bin.get_executable(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def finish(self) -> Path:
        """Wait for the bundle, and give its folder."""
        bundle = self.work / "bundle"
        if self.process is None:
            return bundle
        said, _ = self.process.communicate()
        if self.process.returncode != 0:
            message = f"The search index could not be made. Pagefind says: {said.strip()}"
            raise CharterkitError(message)
        _tidy(self.work / "new")
        (self.work / "key").unlink(missing_ok=True)
        if bundle.exists():
            bundle.rename(self._empty("old") / "bundle")
        (self.work / "new").rename(bundle)
        (self.work / "key").write_text(self.key, encoding="ascii")
        shutil.rmtree(self.work / "old", ignore_errors=True)
        return bundle

    def _known(self) -> str:
        key = self.work / "key"
        whole = key.is_file() and (self.work / "bundle" / "pagefind-entry.json").is_file()
        return key.read_text(encoding="ascii", errors="replace") if whole else ""

    def _empty(self, name: str) -> Path:
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def _tidy(bundle: Path) -> None:
    """Take out what is not needed, and bring what Pagefind orders by chance into order."""
    for pattern in _NOT_NEEDED:
        for path in bundle.glob(pattern):
            path.unlink()
    entry = bundle / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True), encoding="utf-8")
    names = b"".join(gzip.decompress(meta.read_bytes()) for meta in bundle.glob("*.pf_meta"))
    for fragment in (bundle / "fragment").glob("*"):
        if fragment.name.partition(".")[0].encode() not in names:
            fragment.unlink()


def _write_pages(pages: list[tuple[str, bytes]], folder: Path) -> None:
    """Write a file for each page: only what changed, and nothing else may stay.

    The page `a/b/` is the file a/b.html; the script that shows results turns its address back.
    """
    old = set(folder.rglob("*.html")) if folder.is_dir() else set()
    for name, html in pages:
        path = folder / f"{name.rstrip('/') or 'index'}.html"
        if path in old:
            old.remove(path)
            if path.stat().st_size == len(html) and path.read_bytes() == html:
                continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html)
    for path in old:
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _slim(document: Document) -> bytes:
    title = escape(document.title)
    words = "".join(f"<p>{escape(text)}</p>" for text in document.texts)
    return (
        f'<!doctype html><html lang="{escape(document.language)}"><head><title>{title}</title></head>'
        f'<body data-pagefind-body data-pagefind-meta="title:{title}"><h1>{title}</h1>'
        f'<p data-pagefind-ignore data-pagefind-meta="kind">{escape(document.kind)}</p>{words}</body></html>'
    ).encode()
