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
- Pagefind's answer to a question names fragments, and only a fragment says of which page it is. So that readers need
  not fetch one for every result, a file of ours names the fragment of each page: kind by kind, so that results can be
  grouped and counted, and in the order of the library, so that they can be filtered there.
- The whole site is one index in its own language. Pagefind would make one for each language that a record is in, and
  look only into that of the page on which somebody searches.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pagefind_bin
from markupsafe import escape

from charterkit.problems import CharterkitError
from charterkit.publish.files import link_or_copy, link_or_copy_tree, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

PAGES = "pages.json"
"""Names, for the script, how many parts there are, and the fragment of each page."""

WORDS = "words.json"
"""The words by which the script puts spelling right."""

MANY = 300
"""From how many records on the index is made in parts. Readers of a small site need not fetch several."""

OF_MANY = range(4)
"""The parts that many records are shared out among; all other pages are in the one after them.

So records can be indexed as soon as they are read, while the other pages are still being written.
"""

_FORMAT = 4
"""Changes when what is written for Pagefind does."""

_ADDRESS = re.compile(rb'pagefind_dcd\{"url":("(?:[^"\\]|\\.)*")')
_GZIP, _HEAD = 31, 1200

# What the bundle holds for Pagefind's own interfaces, which the site does not use.
_NOT_NEEDED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


@dataclass(frozen=True, slots=True)
class Document:
    """A page as search sees it: `texts` gives its words, as plain text; `kind` groups results.

    `made_from` is what the words depend on. They are asked for only when that has changed, or when it has for another
    page of the same part.
    """

    path: str
    title: str
    kind: str
    language: str
    texts: Callable[[], tuple[str, ...]]
    made_from: object


class Index:
    """The index of one site, which is kept in a folder of ours and made anew part by part."""

    def __init__(self, work: Path, key: Callable[[object], bytes], language: str = "en") -> None:
        """Take `work`, a folder of our own, where parts are found again by `key`.

        `language` is the site's, whose rules hold for words.
        """
        self.work = work
        self.key = key
        self.language = language

    def make(self, documents: Iterable[Document], parts: range) -> None:
        """Make the parts with these numbers, among which `documents` are shared out, and wait for them.

        Raises `CharterkitError` with Pagefind's own words when it fails.
        """
        shares: list[list[Document]] = [[] for _ in parts]
        for document in sorted(documents, key=lambda document: document.path):
            shares[zlib.crc32(document.path.encode()) % len(parts)].append(document)
        program = str(pagefind_bin.get_executable())
        begun = []
        for number, share in zip(parts, shares, strict=True):
            made_from = [(page.path, page.title, page.kind, page.language, page.made_from) for page in share]
            key = self.key((_FORMAT, program, self.language, made_from)).hex()
            begun.append(_Part(self._part(number), share, key, self.language))
        for part in begun:
            part.finish()

    def put(
        self,
        folder: Path,
        count: int,
        kind_of: dict[str, str],
        kinds: Sequence[tuple[str, str]] = (),
        listed: Sequence[str] = (),
    ) -> None:
        """Put the first `count` parts, which have been made, into the new folder `folder`.

        `kind_of` gives the kind of each page, `kinds` are those with the headings of their results, in the order in
        which they are shown; `listed` are the paths of the pages that the library lists, in its order.
        """
        folder.mkdir(parents=True)
        names: dict[str, str] = {}
        for number in range(count):
            part = self._part(number)
            link_or_copy_tree(part / "bundle", folder / str(number))
            found: dict[str, str] = json.loads((part / "names").read_text(encoding="utf-8"))
            names.update({path: f"{number}{name}" for path, name in found.items()})
        write_json(folder / PAGES, {"parts": count, **_pages_by_kind(names, kind_of, kinds, listed)})

    def _part(self, number: int) -> Path:
        return self.work / str(number)


def _pages_by_kind(
    names: dict[str, str], kind_of: dict[str, str], kinds: Sequence[tuple[str, str]], listed: Sequence[str]
) -> dict[str, object]:
    """Give the fragments of the pages, kind by kind, and apart those that the library lists.

    There a dash stands for a page that is not in the index, so that a place in the list is a place in the library.
    """
    shown = dict(kinds)
    shown.update({kind: kind for kind in dict.fromkeys(kind_of.values()) if kind not in shown})
    others: dict[str, list[str]] = {kind: [] for kind in shown}
    apart = set(listed)
    for path, kind in kind_of.items():
        if path in names and path not in apart:
            others[kind].append(names[path])
    order = list(shown)
    in_list = next((kind_of[path] for path in listed if path in kind_of), "")
    return {
        "kinds": [[kind, heading] for kind, heading in shown.items()],
        "listed": {
            "kind": order.index(in_list) if in_list in shown else 0,
            "pages": " ".join(names.get(path, "-") for path in listed),
        },
        "others": [" ".join(found) for found in others.values()],
    }


class _Part:
    """A share of the pages with a bundle of its own, in the folder `work`: `pages`, `bundle`, `names` and `key`."""

    def __init__(self, work: Path, pages: list[Document], key: str, language: str) -> None:
        self.work = work
        self.key = key
        self.process: subprocess.Popen[str] | None = None
        if self._known() == self.key:
            return
        _write_pages([(page.path, _slim(page)) for page in pages], work / "pages")
        new = self._empty("new")
        (new / "fragment").mkdir()
        for fragment in (work / "bundle" / "fragment").glob("*"):
            link_or_copy(fragment, new / "fragment" / fragment.name)
        arguments = ["--site", str(work / "pages"), "--output-path", str(new), "--quiet"]
        arguments += ["--force-language", language]
        self.process = subprocess.Popen(
            [pagefind_bin.get_executable(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def finish(self) -> None:
        """Wait for the bundle."""
        if self.process is None:
            return
        bundle = self.work / "bundle"
        said, _ = self.process.communicate()
        if self.process.returncode != 0:
            message = f"The search index could not be made. Pagefind says: {said.strip()}"
            raise CharterkitError(message)
        _tidy(self.work / "new")
        (self.work / "key").unlink(missing_ok=True)
        if bundle.exists():
            bundle.rename(self._empty("old") / "bundle")
        (self.work / "new").rename(bundle)
        write_json(self.work / "names", dict(map(_named, (bundle / "fragment").glob("*"))))
        (self.work / "key").write_text(self.key, encoding="ascii")
        shutil.rmtree(self.work / "old", ignore_errors=True)

    def _known(self) -> str:
        key = self.work / "key"
        whole = key.is_file() and (self.work / "bundle" / "pagefind-entry.json").is_file()
        return key.read_text(encoding="ascii", errors="replace") if whole else ""

    def _empty(self, name: str) -> Path:
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def _named(fragment: Path) -> tuple[str, str]:
    """Give the path of the page that a fragment is of, and its name without the language, which all have alike.

    The address is the first thing in a fragment; the rest, the page's whole text, need not be read.
    """
    found = _ADDRESS.match(zlib.decompressobj(wbits=_GZIP).decompress(fragment.read_bytes(), _HEAD))
    if found is None:
        message = f"The search index is not as it was expected: {fragment.name} does not begin with an address."
        raise CharterkitError(message)
    address: str = json.loads(found[1])
    path = address.removeprefix("/").removesuffix(".html")
    return "" if path in {"", "index"} else f"{path}/", fragment.name.partition(".")[0].partition("_")[2]


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
    words = "".join(f"<p>{escape(text)}</p>" for text in document.texts())
    return (
        f'<!doctype html><html lang="{escape(document.language)}"><head><title>{title}</title></head>'
        f'<body data-pagefind-body data-pagefind-meta="title:{title}"><h1>{title}</h1>'
        f'<p data-pagefind-ignore data-pagefind-meta="kind">{escape(document.kind)}</p>{words}</body></html>'
    ).encode()
