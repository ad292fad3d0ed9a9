"""Folders that are made before it is known what will be in them."""

import sys

import pytest

from charterkit import aside
from charterkit.publish.ahead import Ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied, and nothing is ahead")


@pytest.fixture(autouse=True)
def _copies(monkeypatch):
    """A print of another test may have left threads of Typst's behind."""
    monkeypatch.setattr(aside, "possible", lambda: True)


def folders(top):
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*"))


def test_those_that_are_needed_are_there(tmp_path):
    """And no other: a page that is gone leaves no empty folder, nor do those above it."""
    ahead = Ahead(tmp_path, ["a/one/", "a/two/", "b/c/d/", "b/c/e/"])
    ahead.put(["a/one/", "b/c/"])
    assert folders(tmp_path) == ["a", "a/one"]


def test_they_are_made_where_mkdocs_leaves_them_alone(tmp_path):
    """It empties the folder after the check, but for what is hidden."""
    ahead = Ahead(tmp_path, ["a/"])
    assert ahead.work is not None
    ahead.work.finish()
    assert folders(tmp_path) == [".ahead", ".ahead/a"]


@pytest.mark.parametrize("path", ["../out/", "a/../../out/", "/tmp/out/", "a//b/", ".git/", "a", ""])
def test_a_path_that_no_page_has_is_passed_over(tmp_path, path):
    """They are read from a file that may come with a pull request."""
    staged = tmp_path / "staged"
    staged.mkdir()
    ahead = Ahead(staged, [path, "a/"])
    ahead.put({path, "a/"})
    assert folders(tmp_path) == ["staged", "staged/a"]


def test_what_is_in_the_way_is_for_others_to_tell(tmp_path):
    (tmp_path / "a").write_text("A file", encoding="utf-8")
    ahead = Ahead(tmp_path, ["a/b/", "c/"])
    ahead.put(["a/b/", "c/"])
    assert (tmp_path / "a").read_text("utf-8") == "A file"
    assert not (tmp_path / ".ahead").exists()


def test_without_a_copy_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(aside, "possible", lambda: False)
    ahead = Ahead(tmp_path, ["a/"])
    ahead.put(["a/"])
    ahead.stop()
    assert folders(tmp_path) == []


def test_a_build_that_is_given_up_makes_no_more(tmp_path):
    ahead = Ahead(tmp_path, ["a/"])
    ahead.stop()
    ahead.put(["a/"])
    assert "a" not in folders(tmp_path)
