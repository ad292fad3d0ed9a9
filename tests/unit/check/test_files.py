"""Files that a record names: there, and plain."""

import pytest

from charterkit import catalogue
from tests.editing import add
from tests.pictures import picture


@pytest.fixture
def rules(site):
    """Examine the site whose brand names a logo."""
    add(site, "data/brand.yml", "logo: logo.png\n")
    return lambda: [p.rule for p in catalogue.examine(site)[2]]


def test_a_picture_is_taken(site, rules):
    (site / "data/logo.png").write_bytes(picture("png"))
    assert rules() == []


def test_a_picture_that_is_not_there_is_missed(rules):
    assert rules() == ["missing-file"]


def test_a_folder_is_no_picture(site, rules):
    (site / "data/logo.png").mkdir()
    assert rules() == ["missing-file"]


def test_a_link_is_not_followed(site, rules, tmp_path):
    (tmp_path / "outside.png").write_bytes(picture("png"))
    (site / "data/logo.png").symlink_to(tmp_path / "outside.png")
    assert rules() == ["link"]
