"""A built site on disk, read once: its pages by address, and where each address leads."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from tests.site.markup import Element, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "https://site.example/fork/"
"""Where the sites of these tests are published: below the top of an origin, as on GitHub Pages."""

_PAGEFIND_SIGN = b"pagefind_dcd"


class Built:
    """The site that was built in `root`."""

    def __init__(self, root: Path) -> None:
        """Nothing is read before it is asked for."""
        self.root = root
        self.folder = root / "site"

    @functools.cached_property
    def pages(self) -> dict[str, Element]:
        """Give every HTML page by its address below the top: `library/`, `404.html`. Cards for other sites are none."""
        found = (path for path in sorted(self.folder.rglob("*.html")) if path.parent.name != "card")
        return {self._address(path): parsed(path.read_text("utf-8")) for path in found}

    def page(self, address: str) -> Element:
        """Give one page."""
        return self.pages[address]

    def main(self, address: str) -> Element:
        """Give what a page says between its header and its footer."""
        (article,) = self.page(address).all("article")[:1]
        return article

    def json(self, name: str) -> Any:
        """Read a JSON file of the site."""
        return json.loads((self.folder / name).read_text("utf-8"))

    def search_documents(self) -> list[dict[str, Any]]:
        """Give what the search index holds of each page: `url`, `content`, `meta` (format of Pagefind 1).

        `url` is the page's address below the top, as the search page makes it of what the index holds.
        """
        found = []
        for path in sorted((self.folder / "pagefind").rglob("*.pf_fragment")):
            raw = gzip.decompress(path.read_bytes())
            assert raw.startswith(_PAGEFIND_SIGN)
            document = json.loads(raw.removeprefix(_PAGEFIND_SIGN))
            document["url"] = re.sub(r"(/index)?\.html$", "/", document["url"]).removeprefix("/")
            found.append(document)
        return found

    def fragments(self) -> Iterator[tuple[str, Element]]:
        """Give each file of cards that the library's script sets into its page, with what is in it."""
        for path in sorted((self.folder / "library" / "cards").glob("*.json")):
            name = path.relative_to(self.folder).as_posix()
            yield name, parsed("".join(self.json(name)))

    def fault(self, page: str, link: str) -> str:
        """Say why an address that stands on `page` leads nowhere; an empty text where it leads somewhere or away."""
        parts = urlsplit(urljoin(ADDRESS + page, link))
        top = urlsplit(ADDRESS)
        if parts.scheme == "mailto" or (parts.scheme == "https" and parts.netloc != top.netloc):
            return ""
        if parts.scheme != "https":
            return "this is not an https address"
        if not parts.path.startswith(top.path):
            return "this leads out of the site's folder"
        path = unquote(parts.path).removeprefix(top.path)
        if path.endswith("/") or not path:
            path += "index.html"
        if not (self.folder / path).is_file():
            return "there is no such file"
        if parts.fragment and path.endswith(".html") and unquote(parts.fragment) not in self._anchors(path):
            return "there is no such anchor"
        return ""

    def faults(self) -> list[str]:
        """Name every address on every page that leads nowhere."""
        return [f for page, document in self.pages.items() for f in self.faults_of(page, document)]

    def faults_of(self, page: str, document: Element) -> list[str]:
        """Name every address in `document` that leads nowhere when it stands on `page`."""
        found = [(element, link, self.fault(page, link)) for element, link in document.addresses()]
        return [f"{page}: <{element.tag}> {link}: {fault}" for element, link, fault in found if fault]

    @functools.cache  # noqa: B019 - a built site lives as long as the session
    def _anchors(self, path: str) -> frozenset[str]:
        document = self.page(path.removesuffix("index.html"))
        named = {e.attributes["name"] for e in document.with_attribute("name") if e.tag == "a"}
        return frozenset(named | {e.attributes["id"] for e in document.with_attribute("id")})

    def _address(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix().removesuffix("index.html")


def tree(folder: Path) -> dict[str, str]:
    """Give a hash of every file below `folder`, hidden ones included, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Name the files that are not the same in two trees."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
