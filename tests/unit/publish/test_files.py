"""Files that are there already."""

import pytest

from charterkit.publish.files import take_or_write


@pytest.fixture
def published(tmp_path):
    path = tmp_path / "old.json"
    path.write_bytes(b"[1]")
    return path


def test_what_has_not_changed_is_the_same_file(published, tmp_path):
    take_or_write(published, tmp_path / "new.json", b"[1]")
    assert (tmp_path / "new.json").samefile(published)


@pytest.mark.parametrize("content", [b"[2]", b"[1, 2]"])
def test_what_has_changed_is_a_new_one(published, tmp_path, content):
    """And the published one stays as it is until the build is done."""
    take_or_write(published, tmp_path / "new.json", content)
    assert (tmp_path / "new.json").read_bytes() == content
    assert published.read_bytes() == b"[1]"


def test_what_was_not_there_is_written(tmp_path):
    take_or_write(tmp_path / "none.json", tmp_path / "new.json", b"[1]")
    assert (tmp_path / "new.json").read_bytes() == b"[1]"


def test_a_link_is_not_taken_over(published, tmp_path):
    """A published site has none; whoever put it there could change what it leads to."""
    link = tmp_path / "link.json"
    link.symlink_to(published)
    take_or_write(link, tmp_path / "new.json", b"[1]")
    assert not (tmp_path / "new.json").is_symlink()
    assert not (tmp_path / "new.json").samefile(published)
