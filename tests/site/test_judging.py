"""What helps readers to judge, compare and take away: evidence, shortlist, settings like theirs, files, cards."""

import io
import re

import page as page_validation
import pypdf
import pytest

from tests.large_print import beyond, smallest
from tests.site import records
from tests.site.building import build, charterkit, replaced
from tests.site.markup import parsed


@pytest.fixture(scope="module")
def cases(published):
    return records.records(published.root, "case-studies")


def words(text):
    return " ".join(text.split())


def test_every_case_says_what_is_not_reported(published, cases):
    """A fact that a record leaves out is named, never passed over."""
    silent = [name for name, case in cases.items() if "staffing" not in case]
    assert silent
    for name in silent:
        (brief,) = [e for e in published.main(f"case-studies/{name}/").all("dl") if e.attributes["class"] == "ck-brief"]
        assert "People not reported" in words(brief.text)


def test_every_case_leads_to_what_the_labels_mean(published, cases):
    labels = words(published.main("about/evidence/").text)
    for name in cases:
        assert any(link.endswith("about/evidence/") for link in published.main(f"case-studies/{name}/").links())
    for vocabulary in ("practice-stages", "outcomes"):
        text = (published.root / f"data/vocabularies/{vocabulary}.csv").read_text("utf-8")
        for row in text.splitlines()[1:]:
            assert row.rpartition(",")[0].rpartition(",")[2].strip('"') in labels


def test_what_did_not_work_has_a_door(published):
    """The first page of the library leads to the list of such cases."""
    links = published.main("library/").links()
    assert any(link.endswith("library/outcome/did-not-work/") for link in links)
    assert published.main("library/outcome/did-not-work/").all("h3")


def test_every_case_is_a_file_that_everybody_can_read(published, cases):
    """PDF/UA-1 in full, with the case's title, its sources and where to find the page; large print as well."""
    for name, ending in ((name, ending) for name in cases for ending in (".pdf", "-large.pdf")):
        case = cases[name]
        pdf = (published.folder / f"case-studies/{name}/{name}{ending}").read_bytes()
        report = page_validation.validate_pdf_bytes(pdf, profile="ua-1")
        assert [] == [failure.message for failure in report.failures], name
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        titled = str(reader.metadata and reader.metadata.title)
        assert case["title"].replace("'", "\u2019") == titled.replace("'", "\u2019")
        text = re.sub(r"[\s\u200b]", "", "".join(sheet.extract_text() for sheet in reader.pages)).replace("\u2019", "'")
        for source in case["sources"]:
            assert re.sub(r"\s", "", source["title"]).replace("\u2019", "'").replace('"', "")[:20] in text.replace(
                "\u201c", ""
            )


def test_large_print_is_large_throughout_and_linked_with_the_text(published, cases):
    """18 pt or more, on sheets that end where the text does; the text says what the PDF says."""
    for name, case in cases.items():
        links = [link.rpartition("/")[2] for link in published.main(f"case-studies/{name}/").links()]
        assert {f"{name}.pdf", f"{name}-large.pdf", f"{name}.txt"} <= set(links)
        pdf = (published.folder / f"case-studies/{name}/{name}-large.pdf").read_bytes()
        assert smallest(pdf) >= 18, name
        assert [] == beyond(pdf), name
        text = words((published.folder / f"case-studies/{name}/{name}.txt").read_text("utf-8-sig"))
        headings = [part["heading"] for part in case.get("what", ())] + [
            part["question"] for part in case.get("how", ())
        ]
        for said in (case["title"], case["summary"], *headings, *(source["title"] for source in case["sources"])):
            assert words(said) in text, f"{name}: {said}"


def test_a_card_stands_alone(published, cases):
    """It asks for nothing but its style sheet, runs nothing, is kept out of search, and leads out of its frame."""
    sitemap = (published.folder / "sitemap.xml").read_text("utf-8")
    assert "/card/" not in sitemap
    for name in cases:
        html = (published.folder / f"case-studies/{name}/card/index.html").read_text("utf-8")
        card = parsed(html)
        assert "<script" not in html
        assert "style=" not in html
        assert 'content="noindex"' in html
        assert ["_blank"] == [link.attributes["target"] for link in card.all("a")]
        for element, link in card.addresses():
            assert not published.fault(f"case-studies/{name}/card/", link), element.tag


def test_the_shortlist_knows_every_case_and_no_other(published, cases):
    """What scripts read agrees with the records, and its HTML holds no script."""
    assert sorted(cases) == published.json("shortlist/index.json")
    for name, case in cases.items():
        found = published.json(f"shortlist/cases/{name}.json")
        assert words(case["title"]) == words(found["title"])
        assert bool(case.get("staffing")) == bool(found["people"])
        assert "<script" not in found["html"]


def test_every_feature_and_principle_has_questions(published):
    found = published.json("shortlist/questions.json")
    for kind, collection in (("features", "key-features"), ("principles", "principles")):
        assert set(records.records(published.root, collection)) == {group["id"] for group in found[kind]}


def test_figures_are_in_a_table_without_script(published, cases):
    """Every setting that gives one of the figures of its own is a row, and says so where it lacks another."""
    compared = set(records.options(published.root, "charterkit/likeness")["measures"])
    own = {n: [f for f in c.get("in_numbers", []) if "of_area" not in f] for n, c in cases.items()}
    with_figures = [n for n, figures in own.items() if compared & {f["measure"] for f in figures}]
    assert len(with_figures) < len(
        [n for n, c in cases.items() if compared & {f["measure"] for f in c.get("in_numbers", [])}]
    )
    (table,) = published.main("library/like-ours/").all("table")
    assert len(with_figures) == len(table.all("tr")) - 1
    assert "no figure" in table.text


@pytest.mark.parametrize("page", ["", "library/"])
def test_settings_like_ours_are_found_from_where_people_begin(published, page):
    """In the content of the home page and of the library, not in the footer alone."""
    (link,) = [link for link in published.main(page).all("a") if link.text == "Find settings like ours"]
    assert link.attributes["href"].endswith("library/like-ours/")


def test_a_measure_that_there_is_not_stops_the_build(site):
    """The message names the right one."""
    replaced(site, "mkdocs.yml", "measures: [free-school-meals,", "measures: [free-school-meal,")
    done = charterkit(site, "build")
    assert done.returncode != 0
    assert "free-school-meals" in done.stdout + done.stderr


def test_an_edit_prints_only_its_own_case(standing):
    """What is kept of the other case is taken as it is; the same records give the same bytes."""
    kept = {path.name for path in (standing.root / ".charterkit/downloads").iterdir()}
    before = (standing.folder / "case-studies/example-school/example-school.pdf").read_bytes()
    replaced(standing.root, "content/case-studies/example-college.yml", "It has soft chairs", "It has very soft chairs")
    after = build(standing.root)
    now = {path.name for path in (standing.root / ".charterkit/downloads").iterdir()}
    assert len(kept & now) == 3, "PDF, large print and text of the other"
    assert len(now) == 6
    assert before == (after.folder / "case-studies/example-school/example-school.pdf").read_bytes()
    printed = pypdf.PdfReader(after.folder / "case-studies/example-college/example-college.pdf")
    assert "very soft" in " ".join(sheet.extract_text() for sheet in printed.pages)
