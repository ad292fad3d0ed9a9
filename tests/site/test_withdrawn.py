"""What readers may not see is in no page, list, index, feed or download."""

import gzip
import io

import pypdf
import pytest

from tests.site.building import build, charterkit, replaced, written
from tests.site.built import Built


def holding(site, *words):
    """Name the files of a published site that hold one of these words, packed files and PDFs looked into."""
    found = []
    for path in sorted(site.folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            if raw.startswith(b"\x1f\x8b"):
                raw = gzip.decompress(raw)
            if raw.startswith(b"%PDF"):
                raw = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).encode()
            if any(word.encode() in raw or word.encode() in path.name.encode() for word in words):
                found.append(path.relative_to(site.folder).as_posix())
    return found


@pytest.fixture
def shown(small_published):
    return small_published


CASE = ("example-college", "A quiet room", "soft chairs")


def test_what_is_looked_for_would_be_found(shown):
    """What the tests below rest on: a published record is in many files."""
    found = holding(shown, *CASE)
    assert {"case-studies/example-college/index.html", "library/index.html", "sitemap.xml.gz", "sitemap.xml"} <= set(
        found
    )
    assert {"open-data/case-studies.csv", "open-data/case-studies/example-college.json", "library/cards/1.json"} <= set(
        found
    )
    assert any(name.startswith("pagefind/") for name in found)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_case_that_is_not_published_is_nowhere(site, status):
    """Not even by its id in another case's links, and nothing is left of an earlier build."""
    build(site)
    replaced(site, "content/case-studies/example-college.yml", "status: published", f"status: {status}")
    built = build(site)
    assert [] == holding(built, *CASE)
    assert 1 == built.json("library/index.json")["size"]


def test_a_withdrawn_pledge_is_nowhere(site):
    """It keeps its row in the repository, so that nobody enters it again, and leaves everything else."""
    path = site / "data/pledges/example-charter.csv"
    text = path.read_text("utf-8").replace("Headteacher,", "Headteacher of the withdrawn,")
    path.write_text(text.replace(",2026-03-06,published,2027-03-05", ",2026-03-06,withdrawn,"), encoding="utf-8")
    built = build(site)
    assert [] == holding(built, "Headteacher of the withdrawn", "We begin with lunch")
    assert "Example council" in built.main("pledges/").text


def test_a_withdrawn_charter_takes_its_pledges_with_it(site):
    """A pledge to nothing is no pledge."""
    replaced(site, "content/charters/example-charter.yml", "status: published", "status: withdrawn")
    replaced(site, "data/brand.yml", "charter: example-charter\n", "")
    replaced(site, "mkdocs.yml", "  - Charters: charters/index.md\n", "")
    built = build(site)
    assert [] == holding(built, "example-charter", "lay a place for every pupil", "We begin with lunch")


def test_fields_that_are_not_for_readers_are_nowhere(shown):
    """The reference of a consent form: `published: false` in its schema."""
    assert "form-17" in (shown.root / "content/case-studies/example-school.yml").read_text("utf-8")
    assert [] == holding(shown, "form-17", "consent_ref")


def test_files_that_are_not_for_readers_are_not_published(site):
    """Hidden files and records of other collections stay where they are."""
    written(site, "content/.env", "SECRET-17")
    written(site, "content/toolkit/.notes.md", "SECRET-17")
    written(site, "content/toolkit/later.yml", "title: SECRET-17")
    assert [] == holding(build(site), "SECRET-17")


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "mark.svg", "run.js", "feed.xml", "look.css", "page.xhtml"])
def test_files_that_could_run_are_not_published(site, name):
    """A stranger's pull request could bring one; the warning says what is published."""
    written(site, f"content/toolkit/{name}", "<script>SECRET-17</script>")
    done = charterkit(site, "build")
    assert done.returncode == 0
    assert f"toolkit/{name} is not published" in done.stderr
    assert [] == holding(Built(site), "SECRET-17")


def test_documents_and_what_the_configuration_names_are_published(site):
    """A picture, a PDF, and the site's own style sheet, script and sign."""
    names = ["plan.pdf", "room.png", "own.css", "own.js", "sign.svg"]
    for name in names:
        written(site, f"content/files/{name}", "/* Ours */")
    replaced(site, "mkdocs.yml", "  font: false\n", "  font: false\n  favicon: files/sign.svg\n")
    replaced(site, "mkdocs.yml", "\nnav:\n", "\nextra_css: [files/own.css]\nextra_javascript: [files/own.js]\nnav:\n")
    built = build(site)
    assert [f"files/{name}" for name in sorted(names)] == holding(built, "/* Ours */")
    for page in ("", "about/"):
        asked = {link.removeprefix("../").removeprefix("./") for _, link in built.page(page).addresses()}
        assert {"files/own.css", "files/own.js", "files/sign.svg"} <= asked, page
