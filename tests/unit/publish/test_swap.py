"""A build becomes visible whole or not at all, and no folder is touched that is not ours."""

from pathlib import Path

import pytest

from charterkit.problems import CharterkitError
from charterkit.publish import swap


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def build(site, **files):
    staged = swap.staging_folder(site)
    for name, text in files.items():
        (staged / name).write_text(text, encoding="utf-8")
    swap.publish(staged, site)


class TestPublish:
    def test_makes_the_folder(self, site):
        build(site, page="one")
        assert (site / "page").read_text("utf-8") == "one"

    def test_replaces_the_whole_folder(self, site):
        build(site, old="one", page="one")
        build(site, page="two")
        assert {"page", swap.MARKER} == set(tree(site))

    def test_leaves_nothing_beside_it(self, site):
        build(site, page="one")
        build(site, page="two")
        assert ["site"] == [path.name for path in site.parent.iterdir()]

    def test_goes_on_from_what_a_crash_left(self, site):
        build(site, page="one")
        (site.parent / ".site.building").mkdir()
        (site.parent / ".site.building" / "half").touch()
        (site.parent / ".site.old").mkdir()
        build(site, page="two")
        assert {"page", swap.MARKER} == set(tree(site))
        assert ["site"] == [path.name for path in site.parent.iterdir()]

    def test_takes_an_empty_folder_for_its_own(self, site):
        site.mkdir()
        build(site, page="one")
        assert (site / "page").exists()

    def test_puts_the_old_folder_back_when_it_fails(self, site, monkeypatch):
        build(site, page="one")
        before = tree(site)
        staged = swap.staging_folder(site)
        (staged / "page").write_text("two", encoding="utf-8")
        rename = Path.rename

        def fail(path, target):
            if path == staged:
                raise OSError("no room")
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", fail)
        with pytest.raises(OSError, match="no room"):
            swap.publish(staged, site)
        assert before == tree(site)


class TestFoldersOfOthers:
    def test_are_never_replaced(self, site):
        site.mkdir()
        (site / "thesis.txt").write_text("ten years of work", encoding="utf-8")
        with pytest.raises(CharterkitError, match="was not written by charterkit"):
            swap.staging_folder(site)
        assert {"thesis.txt": b"ten years of work"} == tree(site)
        assert ["site"] == [path.name for path in site.parent.iterdir()]

    def test_are_never_replaced_through_a_link(self, site, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / swap.MARKER).touch()
        site.symlink_to(other)
        with pytest.raises(CharterkitError):
            swap.staging_folder(site)
        assert other.is_dir()

    def test_are_no_files_either(self, site):
        site.write_text("a file", encoding="utf-8")
        with pytest.raises(CharterkitError):
            swap.staging_folder(site)
        assert site.read_text("utf-8") == "a file"

    def test_are_not_followed_when_something_is_cleared_away(self, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "kept").touch()
        link = tmp_path / ".site.building"
        link.symlink_to(other)
        swap.discard(link)
        assert not link.exists()
        assert (other / "kept").exists()

    def test_may_hold_links_that_are_not_followed_when_ours_is_replaced(self, site, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "kept").touch()
        build(site, page="one")
        (site / "link").symlink_to(other)
        build(site, page="two")
        assert (other / "kept").exists()
