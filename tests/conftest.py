"""What all tests share: sites in folders of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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


def make_site(folder: Path) -> Path:
    """Make the small site in the new folder `folder`, and give the folder."""
    shutil.copytree(SMALL, folder)
    shutil.copytree(REPOSITORY / "data" / "schemas", folder / "data" / "schemas")
    shutil.copytree(REPOSITORY / "data" / "vocabularies", folder / "data" / "vocabularies")
    shutil.copyfile(REPOSITORY / "data" / "datapackage.yml", folder / "data" / "datapackage.yml")
    return folder
