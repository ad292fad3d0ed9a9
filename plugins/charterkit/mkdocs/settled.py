"""Leaves pages alone that would come out as they are published already.

A page is settled when everything that it is made from is as it was: its view (which holds its record and all that it
says of others) and its frame. MkDocs then meets it as a file to copy, and links it from the published site. What a
frame can depend on is taken broadly: any change to the configuration, an editor's page, a template, the brand or the
engine builds every page. So does any plugin that is not ours, since it may look at every page.
"""

from __future__ import annotations

import hashlib
import json
import pickle  # for hashing only; nothing is ever unpickled
import re
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_build_date

from charterkit.publish.files import link_or_copy

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.views.page import Page

_MARKDOWN_FILE = re.compile(r"[\w-]+\.md\b")

_ENGINES = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions")

Stamp = tuple[str, int, int]
"""What a page was made from (a hash), and the size and time of its file, by which a later change is noticed."""


class SettledFile(File):
    """A page that is published already: MkDocs need not build it, only take it over."""

    def __init__(self, page: Page, uri: str, config: MkDocsConfig, published: Path) -> None:
        """Take `published` for the page; `uri` is the name by which Markdown links find it."""
        super().__init__(
            uri,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{page.path}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.published = published
        self.shows = page

    def is_documentation_page(self) -> bool:
        """Say that there is nothing to build."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as in MkDocs
        """Take the published page over."""
        del dirty
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(self.published, target)


def mentioned(config: MkDocsConfig) -> frozenset[str]:
    """Give the names of all Markdown files that the navigation or an editor's page mentions.

    MkDocs must know a page that is linked to: its place in the navigation, and the anchors in it.
    """
    files = [Path(config.config_file_path), *_below(Path(config.docs_dir), "*.md")]
    return frozenset(name for path in files for name in _MARKDOWN_FILE.findall(path.read_text(encoding="utf-8")))


class Settled:
    """What is known of the published site: the file `memory` tells how each of its pages was made."""

    def __init__(self, memory: Path, site: Path) -> None:
        """Read what is there; a memory that cannot be read is none."""
        self.memory = memory
        self.site = site
        self.frames = ""
        self.stamps: dict[str, list[Any]] = {}
        try:
            told = json.loads(memory.read_text(encoding="utf-8"))
            self.known_frames, self.known = str(told["frames"]), dict(told["pages"])
        except (OSError, ValueError, KeyError, TypeError):
            self.known_frames, self.known = "", {}

    def begin(self, frames: str) -> None:
        """Say what the frames of this build depend on (`frames_of`)."""
        self.frames = frames

    def published(self, page: Page, key: str) -> Path | None:
        """Give the published file of `page`, made from `key`, when it can be taken over."""
        self.stamps[page.path] = [key]
        stamp = self.known.get(page.path)
        if not self.frames or self.frames != self.known_frames or not stamp or stamp[0] != key:
            return None
        path = self.site / page.path / "index.html"
        try:
            found = path.lstat()
        except OSError:
            return None
        return path if [found.st_size, found.st_mtime_ns] == stamp[1:] else None

    def end(self) -> None:
        """Remember the site as it has been published now."""
        for path, stamp in self.stamps.items():
            try:
                found = (self.site / path / "index.html").lstat()
            except OSError:
                continue
            stamp += [found.st_size, found.st_mtime_ns]
        told = {"frames": self.frames, "pages": {path: stamp for path, stamp in self.stamps.items() if len(stamp) > 1}}
        self.memory.parent.mkdir(parents=True, exist_ok=True)
        self.memory.write_text(json.dumps(told), encoding="utf-8")


def frames_of(config: MkDocsConfig, root: Path, shown: Any, engine: bytes) -> str:  # noqa: ANN401 - any plain object
    """Hash everything that the frame of a page can depend on, or give nothing where that cannot be known.

    `shown` is what the theme is given to show on every page, `engine` the engine's own fingerprint.
    """
    if config.hooks or any(not name.startswith("charterkit") for name in config.plugins):
        return ""
    digest = hashlib.blake2b(engine, digest_size=20)
    digest.update(
        pickle.dumps((shown, config.site_url, config.site_name, config.repo_url, config.edit_uri), protocol=5)
    )
    digest.update(repr([(name, version(name)) for name in _ENGINES]).encode())
    files = [Path(config.config_file_path), *_below(Path(config.docs_dir), "*.md")]
    if config.theme.custom_dir:
        files += _below(Path(config.theme.custom_dir), "*")
    for path in files:
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def sitemap(files: Files, config: MkDocsConfig) -> list[File]:
    """Give every page for the sitemap, settled ones included, in the order of the files, but not the unlisted."""
    date = get_build_date()
    top = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    listed: list[Any] = []
    for file in files:
        if isinstance(file, SettledFile):
            if not file.shows.indexed:
                continue
            address = f"{top}{file.shows.path}" if top else None
            page = SimpleNamespace(is_link=False, canonical_url=address, abs_url=address, update_date=date)
            listed.append(SimpleNamespace(page=page))
        elif file.is_documentation_page() and "noindex" not in str(file.page and file.page.meta.get("robots", "")):
            listed.append(file)
    return listed


def _below(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if path.is_file())
