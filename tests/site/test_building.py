"""A build is all or nothing, and the same input gives the same bytes."""

import contextlib
import re
import shutil
import sqlite3
import sys

import pytest

from charterkit import check
from charterkit.problems import Problem, Severity
from tests.site.building import build, charterkit, charterkit_alone, replaced, run, written
from tests.site.built import Built, differences, tree

BROKEN = {
    "content/case-studies/example-school.yml": ("setting_type: primary", "setting_type: primry"),
    "content/charters/example-charter.yml": ("status: published", "staus: published"),
    "content/principles/example-principle.yml": ("order: 1", "order: first"),
}
BAD_TEMPLATE = "theme:\n  custom_dir: overrides\n"


def with_overrides(root):
    replaced(root, "mkdocs.yml", "theme:\n", BAD_TEMPLATE)


def beside(site):
    """What else than the site's own parts stands in its folder."""
    return sorted(p.name for p in site.root.iterdir() if p.name not in {"mkdocs.yml", "content", "data", "overrides"})


def assert_untouched(site, before, done):
    assert done.returncode == 1, done.stderr
    assert [] == differences(before, tree(site.folder))
    assert beside(site) == [".charterkit", "site"]
    assert "Traceback" not in done.stderr


def test_building_again_gives_the_same_bytes(published, tmp_path):
    """With all that was remembered, with nothing of it, and in another folder; search index and PDFs included."""
    again = Built(shutil.copytree(published.root, tmp_path / "again"))
    before = tree(published.folder)
    assert (again.root / ".charterkit" / "cache.sqlite").is_file()
    build(again.root)
    assert [] == differences(before, tree(again.folder))
    shutil.rmtree(again.root / ".charterkit")
    shutil.rmtree(again.folder)
    build(again.root)
    assert [] == differences(before, tree(again.folder))
    assert any(name.endswith(".pdf") for name in before)
    assert any(name.endswith(".pf_index") for name in before)


def test_the_time_and_the_place_of_a_build_change_nothing(standing):
    """Nor does the language of the machine, or the order in which Python happens to hash."""
    before = tree(standing.folder)
    shutil.rmtree(standing.root / ".charterkit")
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0", "COLUMNS": "40"}
    done = charterkit_alone(standing.root, "build", "--strict", **odd)
    assert done.returncode == 0, done.stderr
    assert [] == differences(before, tree(standing.folder))


def folders(site):
    return sorted(path.relative_to(site.root).as_posix() for path in site.folder.rglob("*") if path.is_dir())


def test_a_page_that_is_gone_leaves_nothing_behind(standing):
    """Not even its folder, which was made before the records were read."""
    (standing.root / "content/case-studies/example-college.yml").unlink()
    replaced(standing.root, "content/case-studies/example-school.yml", "related:\n  - example-college\n", "")
    done = charterkit_alone(standing.root, "build")
    assert done.returncode == 0, done.stderr
    again = folders(standing)
    shutil.rmtree(standing.root / ".charterkit")
    shutil.rmtree(standing.folder)
    build(standing.root)
    assert folders(standing) == again


def test_no_folder_is_made_where_somebody_else_says(standing):
    """What is remembered of the published pages may come with a pull request."""
    before, others = folders(standing), sorted(standing.root.parent.iterdir())
    told = '{"frames": "", "pages": {"../../outside/": [], "gone/below/": [], "/tmp/outside/": []}}'
    written(standing.root, ".charterkit/published.json", told)
    done = charterkit_alone(standing.root, "build")
    assert done.returncode == 0, done.stderr
    assert before == folders(standing)
    assert others == sorted(standing.root.parent.iterdir())


def test_mkdocs_build_does_the_same(standing):
    """For those who know MkDocs: the same site, and no half site either."""
    before = tree(standing.folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = run(command, standing.root)
    assert done.returncode == 0, done.stderr
    assert [] == differences(before, tree(standing.folder))
    replaced(standing.root, "content/case-studies/example-school.yml", "setting_type: primary", "setting_type: primry")
    assert_untouched(standing, before, run(command, standing.root))


def test_broken_records_leave_the_site_as_it_was(standing):
    """Every problem of every file is told in that one run, with its place and what to write instead."""
    before = tree(standing.folder)
    for name, change in BROKEN.items():
        replaced(standing.root, name, *change)
    done = charterkit_alone(standing.root, "build")
    assert_untouched(standing, before, done)
    for name in BROKEN:
        assert re.search(rf"^{re.escape(name)}:\d+:\d+: error: ", done.stderr, re.MULTILINE), done.stderr
    assert "Did you mean `primary`?" in done.stderr
    assert "Did you mean `status`?" in done.stderr
    assert "3 errors, 0 warnings" in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("overrides/charterkit/pages/case-study.html", "{{ nothing.of_the_kind }}"),
        ("overrides/charterkit/components/card.html", "{% if %}"),
        ("overrides/partials/footer.html", "{{ page.url | no_such_filter }}"),
        ("overrides/partials/header.html", "{% include 'partials/nowhere.html' %}"),
    ],
)
def test_a_template_that_fails_leaves_the_site_as_it_was(standing, name, text):
    """The message names the template's file and line."""
    before = tree(standing.folder)
    with_overrides(standing.root)
    written(standing.root, name, text)
    done = charterkit_alone(standing.root, "build")
    assert_untouched(standing, before, done)
    assert f"{name}:1:1: error: " in done.stderr


def test_a_warning_stops_a_strict_build_only(standing):
    """A link from an editor's page that leads nowhere."""
    before = tree(standing.folder)
    written(standing.root, "content/about.md", "# About\n\n[Nowhere](nowhere.md)\n")
    done = charterkit(standing.root, "build", "--strict")
    assert_untouched(standing, before, done)
    assert "nowhere.md" in done.stderr
    assert charterkit(standing.root, "build").returncode == 0
    assert "about/index.html" in differences(before, tree(standing.folder))


def test_a_warning_about_a_record_stops_a_strict_build_too(standing, monkeypatch):
    """Records are judged before anything else; what is said of them then counts as much."""
    before = tree(standing.folder)
    replaced(standing.root, "data/brand.yml", "name: Example charters", "name: Other charters")
    warning = Problem("data/brand.yml", 1, 1, "Not nice", "", "nice", Severity.WARNING)
    monkeypatch.setattr(check, "RULES", (*check.RULES, lambda model, tables: [warning]))
    done = charterkit(standing.root, "build", "--strict")
    assert "Not nice" in done.stderr, done.stderr
    assert_untouched(standing, before, done)
    assert "Aborted with" not in done.stderr
    assert "with --strict, the warnings above stop it" in done.stderr
    done = charterkit(standing.root, "build", "--strict=pages")
    assert (0, True) == (done.returncode, "Not nice" in done.stderr), done.stderr
    assert "Other charters" in (standing.folder / "index.html").read_text("utf-8")


def test_links_in_pages_stop_a_build_that_is_strict_of_pages(standing):
    before = tree(standing.folder)
    written(standing.root, "content/about.md", "# About\n\n[Nowhere](nowhere.md)\n")
    assert_untouched(standing, before, charterkit(standing.root, "build", "--strict=pages"))


def test_a_charter_that_cannot_be_printed_leaves_the_site_as_it_was(standing):
    """Prints are made beside the pages, and waited for at the end."""
    before = tree(standing.folder)
    long = "We lay a table for everybody who comes, and we ask who is missing. " * 8
    clauses = "".join(f"      - {{text: '{number}. {long}', key: long-{number}}}\n" for number in range(30))
    path = standing.root / "content/charters/example-charter.yml"
    text, places = re.subn(
        r"^    statements:\n", f"    statements:\n{clauses}", path.read_text("utf-8"), count=1, flags=re.MULTILINE
    )
    assert places == 1
    path.write_text(text, encoding="utf-8")
    done = charterkit(standing.root, "build")
    assert_untouched(standing, before, done)
    assert "does not fit one sheet" in done.stderr


def test_a_facet_that_the_data_does_not_have_leaves_the_site_as_it_was(standing):
    """The message proposes the field that was meant."""
    before = tree(standing.folder)
    replaced(standing.root, "mkdocs.yml", "facets: [key_features,", "facets: [key_feature,")
    done = charterkit(standing.root, "build")
    assert_untouched(standing, before, done)
    assert "`key_feature` cannot be a facet. Did you mean `key_features`?" in done.stderr


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_that_is_not_ours_is_never_replaced(site, tmp_path, kind):
    """Nor deleted, nor written into; the message says what to do."""
    foreign = tmp_path / "foreign"
    written(foreign, "thesis.txt", "The only copy.")
    place = site / "site"
    if kind == "folder":
        shutil.copytree(foreign, place)
    elif kind == "file":
        place.write_text("The only copy.", encoding="utf-8")
    else:
        (foreign / ".charterkit").write_text("", encoding="utf-8")
        place.symlink_to(foreign)
    before = tree(site)
    done = charterkit(site, "build")
    assert done.returncode == 1
    assert "was not written by charterkit" in done.stderr
    assert "site_dir" in done.stderr
    after = {name: hashed for name, hashed in tree(site).items() if not name.startswith(".charterkit/")}
    assert [] == differences(before, after)
    assert (foreign / "thesis.txt").read_text("utf-8") == "The only copy."
    assert place.is_symlink() == (kind == "link")


def test_what_a_killed_build_left_behind_is_cleared_away(standing):
    """It would otherwise be published with the next build."""
    before = tree(standing.folder)
    written(standing.root, ".site.building/half.html", "Half a page")
    written(standing.root, ".site.old/old.html", "An old page")
    build(standing.root)
    assert [] == differences(before, tree(standing.folder))
    assert beside(standing) == [".charterkit", "site"]


def test_what_was_changed_in_the_published_folder_is_made_anew(standing):
    """A page, a card file, a style sheet, a PDF: what is there is never taken for right because it is there."""
    before = tree(standing.folder)
    for path in standing.folder.rglob("*.*"):
        if path.is_file() and path.name != ".charterkit":
            raw = path.read_bytes()
            path.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    assert len(differences(before, tree(standing.folder))) > 100
    build(standing.root)
    assert [] == differences(before, tree(standing.folder))


def test_what_was_deleted_from_or_added_to_the_published_folder_is_made_good(standing):
    """The next build gives the whole site, and nothing else."""
    before = tree(standing.folder)
    shutil.rmtree(standing.folder / "case-studies")
    (standing.folder / "library" / "index.html").unlink()
    written(standing.folder, "case-studies/example-school/notes.html", "Not ours")
    written(standing.folder, "pagefind/old.pf_fragment", "Not ours")
    build(standing.root)
    assert [] == differences(before, tree(standing.folder))


def test_building_again_with_records_in_the_navigation_gives_the_same_bytes(site):
    """Pages that are not made anew are still linked to, by the navigation, by editors' pages and by the sitemap."""
    replaced(site, "mkdocs.yml", "  - About: about.md", "  - Ours: case-studies/example-school.md\n  - About: about.md")
    written(site, "content/about.md", "# About\n\n[A](case-studies/example-college.md#what) [B](library/index.md)\n")
    first = tree(build(site).folder)
    again = build(site)
    assert [] == differences(first, tree(again.folder))
    for page in ("", "case-studies/example-school/"):
        assert "Ours" in again.page(page).all("nav")[0].text
    assert "Ours" in again.page("case-studies/example-school/").all("title")[0].text
    assert "A seat at every table" == again.main("case-studies/example-school/").all("h1")[0].text


def test_a_link_to_an_anchor_that_is_not_there_is_told_in_every_build(site):
    """Whether the page that it leads to is made anew or not."""
    written(site, "content/about.md", "# About\n\n[A](case-studies/example-school.md#nothing)\n")
    for _ in range(3):
        done = charterkit(site, "build")
        assert done.returncode == 0
        assert "#nothing" in done.stderr
    assert charterkit(site, "build", "--strict").returncode == 1


def test_a_cache_that_cannot_be_read_is_passed_over(standing):
    """It is never the source of truth."""
    before = tree(standing.folder)
    (standing.root / ".charterkit" / "cache.sqlite").write_bytes(b"This is no database.")
    build(standing.root)
    assert [] == differences(before, tree(standing.folder))


def test_every_record_is_remembered_when_a_build_has_ended(standing):
    """They are written down while pages are made of them, and nothing is lost when the build ends first."""
    database = standing.root / ".charterkit" / "records.sqlite"
    database.unlink()
    build(standing.root)
    with contextlib.closing(sqlite3.connect(database)) as found:
        ((entries,),) = found.execute("SELECT count(*) FROM entries")
    assert entries >= len(list((standing.root / "content").glob("*/*.yml")))


def test_one_change_changes_what_shows_it_and_nothing_else(standing):
    """Seen with the cache warm: a page that is not rendered again must not be one that the change concerns."""
    before = tree(standing.folder)
    replaced(
        standing.root,
        "content/case-studies/example-college.yml",
        "A quiet room that stays open",
        "A room that stays quiet",
    )
    build(standing.root)
    changed = [
        n for n in differences(before, tree(standing.folder)) if not n.startswith(("pagefind/", "library/", "sitemap"))
    ]
    shows = ["case-studies/example-college/index.html", "case-studies/example-school/index.html", "index.html"]
    assert set(shows) <= set(changed)
    own_picture = "assets/charterkit/pictures/case-studies/example-college.png"
    assert own_picture in changed
    others = [name for name in changed if name != own_picture]
    assert [] == [n for n in others if n.startswith(("about/", "toolkit/", "pledges/", "assets/"))]
    shutil.rmtree(standing.root / ".charterkit")
    warm = tree(standing.folder)
    build(standing.root)
    assert [] == differences(warm, tree(standing.folder))


def test_only_what_a_site_owns_is_written(standing):
    """A build changes nothing but the published folder and its own folder of things to remember."""

    def others():
        return {n: h for n, h in tree(standing.root).items() if not n.startswith((".charterkit/", "site/"))}

    before = others()
    build(standing.root)
    assert before == others()
    assert any((standing.root / ".charterkit").iterdir())
