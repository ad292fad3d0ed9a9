"""Makes a build visible all at once: it is written beside the published folder and takes its place at the end.

A build that fails leaves the published folder byte for byte as it was. A folder that this engine did not write is never
replaced or deleted.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MARKER = ".charterkit"
"""The file by which a published folder is known as ours."""

_MARKER_TEXT = "This folder is written by charterkit; the next build replaces it.\n"


def staging_folder(site: Path) -> Path:
    """Make the empty folder into which the next build of `site` is written.

    Raises `CharterkitError` when `site` exists and is not ours to replace.
    """
    if site.exists() and not _is_ours(site):
        message = (
            f"{site} was not written by charterkit, so it is not replaced. "
            "Move it away, or choose another site_dir in mkdocs.yml."
        )
        raise CharterkitError(message)
    folder = site.with_name(f".{site.name}.building")
    discard(folder)
    folder.mkdir(parents=True)
    return folder


def publish(staged: Path, site: Path, meanwhile: Iterable[Callable[[], None]] = ()) -> None:
    """Put the folder `staged` in the place of `site`. While the old one is deleted, do what `meanwhile` holds."""
    (staged / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
    old = site.with_name(f".{site.name}.old")
    discard(old)
    if site.exists():
        site.rename(old)
    try:
        staged.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    with ThreadPoolExecutor(max_workers=1) as pool:  # deleting waits for the disk, and a large site for seconds
        deleting = pool.submit(discard, old)
        for work in meanwhile:
            work()
        deleting.result()


def discard(folder: Path) -> None:
    """Delete a folder of our own making, if it is there."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _is_ours(site: Path) -> bool:
    return site.is_dir() and not site.is_symlink() and ((site / MARKER).is_file() or not any(site.iterdir()))
