"""The pictures of one build: every one that is published has been written anew (`charterkit.publish.media`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from charterkit.pictures import FORMATS, PictureError
from charterkit.problems import CharterkitError
from charterkit.publish.media import Darkroom
from charterkit.views import media

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.catalogue import Catalogue

WORK = ".charterkit/pictures"


class Pictures:
    """Those that records name are in `published`, by folder and name, as soon as somebody asks."""

    def __init__(self, root: Path, loaded: Catalogue, key: Callable[[object], bytes]) -> None:
        """Nothing is made yet. `key` gives the hash under which something is remembered."""
        self.root = root
        self.catalogue = loaded
        self.darkroom = Darkroom(root / WORK, key)
        self.files: dict[str, Path] = {}
        self.named: dict[str, str] = {}
        self._published: dict[str, media.Published] | None = None

    @property
    def published(self) -> Mapping[str, media.Published]:
        """Give the pictures of records, made ready."""
        if self._published is None:
            self._published = {}
            for folder, name in dict.fromkeys(media.named(self.catalogue)):
                source = self.root / folder / name
                stem = f"{folder.partition('/')[2] or folder}/{source.stem}"
                try:
                    shown, files = self.darkroom.sizes(source, stem, source.suffix)
                except (PictureError, OSError) as error:
                    message = f"{folder}/{name} {error}"
                    raise CharterkitError(message) from None
                self._published[f"{folder}/{name}"] = shown
                self.files.update(files)
        return self._published

    def add_as(self, path: str, name: str) -> None:
        """Let the picture `name` of the site's folder be published at `path`."""
        self.named[path] = name

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Put the pictures of records among the files of the site, and in place of editors' own those made anew.

        Raises `CharterkitError` where one cannot be made.
        """
        for file in list(files):
            if file.src_dir == config.docs_dir and Path(file.src_uri).suffix.lower() in FORMATS:
                files.remove(file)
                self._put(
                    files, config, file.src_uri, self._cleaned(Path(config.docs_dir, file.src_uri)), file.inclusion
                )
        for path, name in self.named.items():
            self._put(files, config, path, self._cleaned(self.root / name), InclusionLevel.INCLUDED)
        for path, made in self.files.items():
            self._put(files, config, path, made, InclusionLevel.INCLUDED)

    @staticmethod
    def _put(files: Files, config: MkDocsConfig, path: str, made: Path, inclusion: InclusionLevel) -> None:
        files.append(File.generated(config, path, abs_src_path=str(made), inclusion=inclusion))

    def _cleaned(self, source: Path) -> Path:
        try:
            return self.darkroom.cleaned(source, source.suffix.lower())
        except (PictureError, OSError) as error:
            message = f"{source.relative_to(self.root)} {error}"
            raise CharterkitError(message) from None
