"""What all tests share: sites in folders of their own."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from charterkit import descriptors, source
from charterkit.cli.asked import TODAY

REPOSITORY = Path(__file__).resolve().parents[1]
SMALL = Path(__file__).parent / "sites" / "small"


def pytest_addoption(parser):
    parser.addoption("--write-golden", action="store_true", help="write what the engine says now into the golden files")


@pytest.fixture(scope="session")
def reference() -> Path:
    """Give the reference site, which is this repository. Tests read it, and change and build copies only."""
    return REPOSITORY


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a small whole site without a mistake, to change at will: the repository's tables, made-up records."""
    return make_site(tmp_path / "small")


@pytest.fixture(scope="session", autouse=True)
def _each_schema_is_parsed_once():
    """The same text gives the same tree; parsing fifty schemas again for every test would take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descriptors, "read_yaml", functools.lru_cache(source.read_yaml))
        yield


@pytest.fixture(scope="session", autouse=True)
def _it_is_always_the_same_day():
    """So that nothing in the small site is overdue, whenever the tests are run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TODAY, "2026-06-01")
        yield


def make_site(folder: Path) -> Path:
    """Make the small site in the new folder `folder`, and give the folder."""
    for below in sorted({(folder / name).parent for name in _files()}):
        below.mkdir(parents=True, exist_ok=True)
    for name, raw in _files().items():
        (folder / name).write_bytes(raw)
    return folder


@functools.cache
def _files() -> dict[str, bytes]:
    """Give what the small site is made from, by path: its own files, and the repository's data model."""
    data = REPOSITORY / "data"
    found = [(SMALL, path) for path in sorted(SMALL.rglob("*"))]
    found += [(REPOSITORY, path) for part in ("schemas", "vocabularies") for path in sorted((data / part).iterdir())]
    found += [(REPOSITORY, data / name) for name in ("datapackage.yml", "safeguarding.yml")]
    return {path.relative_to(top).as_posix(): path.read_bytes() for top, path in found if path.is_file()}
