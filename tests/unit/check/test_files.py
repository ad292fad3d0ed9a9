"""Files that a record names: there, plain, of the right kind and not too large."""

import pytest

from charterkit import catalogue
from tests.editing import add

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@pytest.fixture
def rules(site):
    """Examine the site whose brand names a logo."""
    add(site, "data/brand.yml", "logo: logo.png\n")
    return lambda: [p.rule for p in catalogue.examine(site)[2]]


def test_a_picture_is_taken(site, rules):
    (site / "data/logo.png").write_bytes(PNG)
    assert rules() == []


def test_a_picture_that_is_not_there_is_missed(rules):
    assert rules() == ["missing-file"]


def test_a_folder_is_no_picture(site, rules):
    (site / "data/logo.png").mkdir()
    assert rules() == ["missing-file"]


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg onload='alert(1)'/>", b"\x89PNG"])
def test_a_file_of_another_kind_is_refused(site, rules, raw):
    (site / "data/logo.png").write_bytes(raw)
    assert rules() == ["picture"]


def test_a_picture_is_not_too_large(site, rules):
    (site / "data/logo.png").write_bytes(PNG + b"\0" * 1024 * 1024)
    assert rules() == ["too-large"]


def test_a_link_is_not_followed(site, rules, tmp_path):
    (tmp_path / "outside.png").write_bytes(PNG)
    (site / "data/logo.png").symlink_to(tmp_path / "outside.png")
    assert rules() == ["link"]
