"""The sites that these tests read: the reference site, built once, and small ones to change and build."""

import shutil

import pytest

from tests.site.building import build, reference_site, small_site
from tests.site.built import Built


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The reference site as it is published. It is shared: tests read it and change nothing."""
    return reference_site(tmp_path_factory)


@pytest.fixture(scope="session")
def small_published(tmp_path_factory):
    """The small site, built. It is shared: tests read it, or copy it to see what another build does to it."""
    return build(small_site(tmp_path_factory.mktemp("small-site") / "small"))


@pytest.fixture
def site(tmp_path):
    """The small site, not built yet, to change at will."""
    return small_site(tmp_path / "small")


@pytest.fixture
def standing(small_published, tmp_path):
    """A copy of the small site with what its last build published, to be broken and built again."""
    return Built(shutil.copytree(small_published.root, tmp_path / "standing"))
