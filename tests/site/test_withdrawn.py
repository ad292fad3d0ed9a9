"""What readers may not see is in no page, list, index, feed or download."""

import gzip
import io
import shutil

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


def test_a_draft_is_nowhere(site):
    """Not even by its id in another case's links, and nothing is left of an earlier build."""
    build(site)
    replaced(site, "content/case-studies/example-college.yml", "status: published", "status: draft")
    built = build(site)
    assert [] == holding(built, *CASE)
    assert 1 == built.json("library/index.json")["size"]


COLLEGE = "content/case-studies/example-college.yml"
UNRELATED = ("content/case-studies/example-school.yml", "related:\n  - example-college\n", "")


def only_in(path, others):
    """Give what a record says and no other file of the site: texts that can be in the output through it alone."""
    known = "\n".join(other.read_text("utf-8") for other in others)
    lines = [line.partition(": ")[2].strip() for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if len(line) > 8 and line not in known]


class TestWithdrawnCase:
    @pytest.fixture
    def told(self, site):
        """What the college says and nobody else."""
        return only_in(
            site / COLLEGE,
            [p for p in site.rglob("*.*") if p.suffix in {".yml", ".csv", ".md"} and p != site / COLLEGE],
        )

    def withdraw(self, site, text):
        written(site, COLLEGE, text)
        replaced(site, *UNRELATED)
        return build(site)

    def test_leaves_nothing_but_a_page_that_says_so(self, site, told):
        """Nothing of an earlier build either, in whatever file."""
        assert len(told) >= 5
        before = build(site)
        assert len(holding(before, *told)) > 5
        built = self.withdraw(site, "status: withdrawn\nwithdrawn_on: 2026-05-04\nwithdrawn_reason: recognised\n")
        assert [] == holding(built, *told, *CASE[1:])
        assert ["case-studies/example-college/index.html"] == holding(built, "example-college")
        page = built.page("case-studies/example-college/")
        assert "This entry was withdrawn" in page.text
        assert "4 May 2026" in page.text
        assert "To protect somebody's privacy" in page.text
        assert "../../library/" in page.links()

    def test_is_left_out_though_its_text_is_still_there(self, site, told):
        """An editor in a hurry changes one word; the check warns, and nothing is published."""
        replaced(site, COLLEGE, "status: published", "status: withdrawn")
        done = charterkit(site, "build")
        assert done.returncode == 0
        assert "still holds `title`" in done.stderr
        assert "`example-college` is withdrawn" in done.stderr
        built = Built(site)
        assert [] == holding(built, *told, *CASE[1:])
        assert ["case-studies/example-college/index.html"] == holding(built, "example-college")

    def test_leaves_nothing_in_what_is_remembered_for_the_next_build(self, site, told):
        build(site)
        self.withdraw(site, "status: withdrawn\n")
        build(site)
        left = [
            p for p in (site / ".charterkit/search").rglob("*.html") if any(t in p.read_text("utf-8") for t in told)
        ]
        assert left == []

    def test_has_a_page_that_is_not_to_be_found(self, site):
        built = self.withdraw(site, "status: withdrawn\n")
        page = built.page("case-studies/example-college/")
        assert ["noindex"] == [e.attributes["content"] for e in page.with_attribute("name", "robots")]
        assert [] == holding(built, "case-studies/example-college/")[1:]
        assert " on " not in built.main("case-studies/example-college/").text.partition("taken back")[2][:5]

    def test_leads_on_to_what_replaces_it(self, site):
        replaced(
            site,
            "content/case-studies/example-school.yml",
            "subject: setting",
            "replaces: example-college\nsubject: setting",
        )
        page = self.withdraw(site, "status: withdrawn\n").page("case-studies/example-college/")
        assert "../../case-studies/example-school/" in page.links()
        assert "A seat at every table" in page.text

    def test_comes_back(self, site):
        """Withdrawing is no one-way street."""
        text = (site / COLLEGE).read_text("utf-8")
        replaced(site, *UNRELATED)
        written(site, COLLEGE, "status: withdrawn\n")
        build(site)
        written(site, COLLEGE, text)
        assert "soft chairs" in build(site).page("case-studies/example-college/").text


def test_every_kind_of_record_that_has_a_page_leaves_one(site):
    """And the lists of the others are there without it."""
    gone = {
        "content/charters/example-charter.yml": "charters/example-charter/",
        "content/principles/example-principle.yml": "principles/example-principle/",
        "content/key-features/example-feature.yml": "key-features/example-feature/",
        COLLEGE: "case-studies/example-college/",
        "content/case-studies/example-school.yml": "case-studies/example-school/",
        "content/worksheets/example-worksheet.yml": "worksheets/example-worksheet/",
    }
    build(site)
    for name in gone:
        written(site, name, "status: withdrawn\n")
    for folder in ("content/charter-versions", "content/charter-translations", "data/actions"):
        shutil.rmtree(site / folder)
    replaced(site, "data/brand.yml", "charter: example-charter\n", "")
    replaced(site, "mkdocs.yml", "  - Charters: charters/index.md\n", "")
    replaced(site, "mkdocs.yml", "  - Worksheets: worksheets/index.md\n", "")
    written(
        site,
        "data/pledges/example-charter.csv",
        "id,organisation,organisation_type,charter,charter_version,verified_by,status\nexample-school,,,,,,withdrawn\n",
    )
    written(
        site,
        "data/resources.csv",
        "id,title,publisher,kind,url,description,key_feature,status\nexample-guide,,,,,,,withdrawn\n",
    )
    built = build(site)
    for address in gone.values():
        page = built.page(address)
        assert "This entry was withdrawn" in page.text
        for link in page.links():
            assert "://" in link or (built.folder / address / link.partition("#")[0] / "index.html").is_file(), link
    assert [] == holding(
        built, "A seat", "lay a place for every pupil", "We begin with lunch", "Example council", "-poster.pdf"
    )
    assert {"printables"} == {path.parent.name for path in built.folder.rglob("*.pdf")}, "blank sheets"


def test_a_withdrawn_pledge_is_nowhere(site):
    """It keeps its row in the repository, so that nobody enters it again, and leaves everything else.

    What it reported goes with it, though nobody took that back: a warning, so that nothing delays the withdrawal.
    """
    assert len(holding(build(site), "We begin with lunch", "We laid a place for everybody")) > 3
    path = site / "data/pledges/example-charter.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[1] = "example-school,,,,,,,,,,,,,,withdrawn,"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = charterkit(site, "build")
    assert done.returncode == 0
    assert "`example-school` is withdrawn, so this entry is not shown either" in done.stderr
    built = Built(site)
    assert [] == holding(built, "We begin with lunch", "We laid a place for everybody")
    left = built.folder / "pledges/example-school"
    assert ["index.html"] == [path.name for path in left.iterdir()], "no badge either"
    assert "This entry was withdrawn" in built.page("pledges/example-school/").text
    assert "Example council" in built.main("pledges/").text
    assert "Example school" not in built.main("pledges/").text


def test_a_withdrawn_charter_takes_its_pledges_with_it(site):
    """A pledge to nothing is no pledge; the check says at each that it is not shown."""
    build(site)
    written(site, "content/charters/example-charter.yml", "status: withdrawn\n")
    replaced(site, "data/brand.yml", "charter: example-charter\n", "")
    replaced(site, "mkdocs.yml", "  - Charters: charters/index.md\n", "")
    done = charterkit(site, "build")
    assert done.returncode == 0
    assert done.stderr.count("`example-charter` is withdrawn, so this entry is not shown either") == 4, (
        "two pledges, a version, a translation"
    )
    built = Built(site)
    assert [] == holding(built, "lay a place for every pupil", "We begin with lunch")
    assert ["charters/example-charter/index.html"] == holding(built, "example-charter")


def test_an_archived_record_says_so_everywhere(site):
    replaced(site, COLLEGE, "status: published", "status: archived")
    replaced(
        site,
        "content/case-studies/example-school.yml",
        "subject: setting",
        "replaces: example-college\nsubject: setting",
    )
    for name in ("charters/example-charter", "principles/example-principle", "key-features/example-feature"):
        replaced(site, f"content/{name}.yml", "status: published", "status: archived")
    built = build(site)
    page = built.main("case-studies/example-college/")
    assert "kept for the record and is no longer updated" in page.text
    assert "../../case-studies/example-school/" in page.links()
    assert "Replaces A quiet room that stays open" in built.main("case-studies/example-school/").text
    assert "Archived Replaced by a newer version" in built.main("library/").text
    for address in ("charters/", "principles/", "key-features/"):
        assert "Archived" in built.main(address).text, address
    for address in ("charters/example-charter/", "principles/example-principle/", "key-features/example-feature/"):
        assert "no longer updated" in built.main(address).text, address


def test_every_kind_of_record_can_be_replaced(site):
    for name, title in (
        ("charters/example-charter", "Example charter"),
        ("principles/example-principle", None),
        ("key-features/example-feature", None),
    ):
        text = (site / f"content/{name}.yml").read_text("utf-8")
        assert title is None or title in text
        folder, _, stem = name.partition("/")
        written(site, f"content/{folder}/new.yml", f"{text}replaces: {stem}\n")
    built = build(site)
    for address in ("charters/example-charter/", "principles/example-principle/", "key-features/example-feature/"):
        page = built.main(address)
        assert "There is a newer version of this entry" in page.text
        assert f"../../{address.partition('/')[0]}/new/" in page.links()
        assert "Replaces " in built.main(f"{address.partition('/')[0]}/new/").text


def test_fields_that_are_not_for_readers_are_nowhere(shown):
    """The reference of a consent form: `published: false` in its schema."""
    assert "form-17" in (shown.root / "content/case-studies/example-school.yml").read_text("utf-8")
    assert [] == holding(shown, "form-17")
    asked = [name for name in holding(shown, "consent_ref") if not name.startswith("contribute/")]
    assert [] == asked, "forms ask for it, and nothing else speaks of it"


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
    """Documents, and the site's own style sheet, script and sign."""
    names = ["plan.pdf", "plan.docx", "own.css", "own.js", "sign.svg"]
    for name in names:
        written(site, f"content/files/{name}", "/* Ours */")
    replaced(site, "mkdocs.yml", "  font: false\n", "  font: false\n  favicon: files/sign.svg\n")
    replaced(site, "mkdocs.yml", "\nnav:\n", "\nextra_css: [files/own.css]\nextra_javascript: [files/own.js]\nnav:\n")
    built = build(site)
    assert [f"files/{name}" for name in sorted(names)] == holding(built, "/* Ours */")
    for page in ("", "about/"):
        asked = {link.removeprefix("../").removeprefix("./") for _, link in built.page(page).addresses()}
        assert {"files/own.css", "files/own.js", "files/sign.svg"} <= asked, page
