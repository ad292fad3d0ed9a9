"""After an edit, only pages that it changes are built, and the site is as if it had been built anew."""

import shutil

import pytest

from tests.site.building import build, replaced, written
from tests.site.built import differences, tree

SCHOOL = "content/case-studies/example-school.yml"
COLLEGE = "case-studies/example-college/index.html"


def title_of(site):
    return next(line for line in (site.root / SCHOOL).read_text("utf-8").splitlines() if line.startswith("title: "))


def anew(site, folder):
    """What a build without any memory gives."""
    other = shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns(".charterkit", "site"))
    return tree(build(other).folder)


def taken_over(site, name, before):
    """Whether a page is the very file that was published before."""
    return (site.folder / name).stat().st_ino == before


@pytest.fixture
def built(standing):
    """The small site, built here, so that its memory is of this folder."""
    return build(standing.root)


def test_the_same_site_again_is_taken_over(built):
    before = (built.folder / COLLEGE).stat().st_ino
    build(built.root)
    assert taken_over(built, COLLEGE, before)


def test_a_page_that_shows_an_edited_record_is_built(built, tmp_path):
    """Its own page, and every other that names it."""
    old = title_of(built)
    replaced(built.root, SCHOOL, old, "title: Something else was done")
    build(built.root)
    assert [] == differences(anew(built, tmp_path / "anew"), tree(built.folder))
    assert "Something else was done" in (built.folder / "case-studies/example-school/index.html").read_text("utf-8")
    assert "Something else was done" in (built.folder / "library/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("mkdocs.yml", "site_name: ", "copyright: Somebody\nsite_name: "),
        ("data/brand.yml", "owner: ", "owner: Another "),
    ],
)
def test_what_every_page_shows_builds_every_page(built, tmp_path, name, old, new):
    before = (built.folder / COLLEGE).stat().st_ino
    replaced(built.root, name, old, new)
    build(built.root)
    assert not taken_over(built, COLLEGE, before)
    assert [] == differences(anew(built, tmp_path / "anew"), tree(built.folder))


def test_a_published_page_that_somebody_changed_is_built(built, tmp_path):
    page = built.folder / COLLEGE
    page.unlink()
    page.write_text("not ours", encoding="utf-8")
    build(built.root)
    assert [] == differences(anew(built, tmp_path / "anew"), tree(built.folder))


def test_with_a_hook_every_page_is_built(built):
    """A hook may look at every page, so none can be known to come out as before."""
    written(built.root, "hook.py", "def on_post_page(output, **_):\n    return output + '<!-- seen -->'\n")
    text = (built.root / "mkdocs.yml").read_text("utf-8")
    written(built.root, "mkdocs.yml", f"{text}\nhooks: [hook.py]\n")
    build(built.root)
    assert (built.folder / COLLEGE).read_text("utf-8").endswith("<!-- seen -->")
    build(built.root)
    assert (built.folder / COLLEGE).read_text("utf-8").endswith("<!-- seen -->")


@pytest.mark.parametrize("told", ["", "not json", '{"frames": 1}', "[]", '{"frames": "x", "pages": {"a": 1}}'])
def test_a_memory_that_cannot_be_read_is_none(built, tmp_path, told):
    (built.root / ".charterkit" / "published.json").write_text(told, encoding="utf-8")
    build(built.root)
    assert [] == differences(anew(built, tmp_path / "anew"), tree(built.folder))


def test_settled_pages_stand_in_the_sitemap(built):
    build(built.root)
    sitemap = (built.folder / "sitemap.xml").read_text("utf-8")
    assert f"{COLLEGE.removesuffix('index.html')}</loc>" in sitemap


def test_a_memory_from_elsewhere_is_not_believed(built, tmp_path, monkeypatch):
    """Hashes are made with a secret of the machine: a cache that comes with a pull request finds nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another-machine"))
    before = (built.folder / COLLEGE).stat().st_ino
    build(built.root)
    assert not taken_over(built, COLLEGE, before)
