"""Builds sites in folders of their own, with the command that editors use."""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from charterkit import cli
from tests.conftest import make_site
from tests.site.built import ADDRESS, Built

if TYPE_CHECKING:
    import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PARTS = ("mkdocs.yml", "content", "data", "overrides")
"""What a borough owns, and all that a site consists of."""


def copied(source: Path, target: Path) -> Path:
    """Copy the site at `source` to the new folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part)
        elif (source / part).is_file():
            shutil.copy2(source / part, target / part)
    return target


def small_site(folder: Path) -> Path:
    """Make the small site in the new folder `folder`, published where these tests publish theirs."""
    root = make_site(folder)
    replaced(root, "mkdocs.yml", "site_url: https://example.org/\n", f"site_url: {ADDRESS}\n")
    return root


def surroundings(**changes: str) -> dict[str, str]:
    """Give the variables with which the tests' sites are built: those of this process, but for what changes a build."""
    kept = {name: value for name, value in os.environ.items() if name not in {"SOURCE_DATE_EPOCH", "SITE_URL"}}
    return kept | {"SITE_URL": ADDRESS, "PYTHONUTF8": "1"} | changes


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, and give what it said."""
    return subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=surroundings(**variables),
        timeout=240,
    )


def charterkit(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `charterkit` for the site at `root` in this process, which is twice as fast as in one of its own."""
    said, told = io.StringIO(), io.StringIO()
    logger = logging.getLogger("mkdocs")
    handlers, level = logger.handlers, logger.level
    with (
        contextlib.chdir(root),
        mock.patch.dict(os.environ, surroundings(), clear=True),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(told),
    ):
        try:
            status = cli.main(["--site", str(root), *arguments])
        finally:
            logger.handlers, logger.level = handlers, level
    return subprocess.CompletedProcess(["charterkit", *arguments], status, said.getvalue(), told.getvalue())


def charterkit_alone(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `charterkit` for the site at `root` in a process of its own, as an editor does."""
    return run([sys.executable, "-m", "charterkit", "--site", str(root), *arguments], root, **variables)


def build(root: Path) -> Built:
    """Build the site at `root` as strictly as can be, and give it. It must succeed without a warning."""
    done = charterkit(root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    assert "ERROR" not in done.stderr
    return Built(root)


def reference_site(folders: pytest.TempPathFactory) -> Built:
    """Give the reference site, built once in a session and only to be read."""
    return _reference_site(folders.getbasetemp() / "reference-site")


@functools.cache
def _reference_site(folder: Path) -> Built:
    root = copied(REPOSITORY, folder)
    done = charterkit_alone(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return Built(root)


def written(root: Path, name: str, text: str) -> Path:
    """Write a file of a site."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def replaced(root: Path, name: str, old: str, new: str) -> None:
    """Change one place of a site's file, which must be there."""
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
