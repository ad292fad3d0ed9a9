"""The worksheets of the reference site: every layout, complete without script, and the same sheet for print and Word."""

import io

import docx
import page as pdf_rules
import pypdf
import pytest

from tests.large_print import beyond, smallest
from tests.site import records
from tests.site.building import build, replaced, written

LAYOUTS = {"layers", "rings", "matrix", "canvas", "levels", "table", "questions", "survey"}


@pytest.fixture(scope="module")
def worksheets(published):
    return records.records(published.root, "worksheets")


def text(record):
    """Give what a record asks, whatever its layout."""
    found = []
    for name in ("layers", "rings", "axes", "boxes", "criteria", "columns"):
        found += [entry["title"] for entry in record.get(name, ())]
    return found + [entry["question"] for entry in record.get("questions", ())]


def squeezed(words):
    return "".join(words.replace("\u200b", "").replace("’", "'").split())


def test_every_layout_has_a_worksheet(worksheets):
    assert {record["layout"] for record in worksheets.values()} == LAYOUTS


def test_every_worksheet_is_listed_and_links_to_its_documents(published, worksheets):
    listed = published.main("worksheets/").links()
    for name in worksheets:
        assert f"{name}/" in [link.split("worksheets/")[-1] for link in listed]
        links = published.main(f"worksheets/{name}/").links()
        for ending in (".pdf", ".docx", "-large.pdf", ".txt"):
            assert any(link.endswith(f"{name}{ending}") for link in links)
            assert (published.folder / f"worksheets/{name}/{name}{ending}").is_file()


def test_every_control_has_a_label_and_a_name_of_its_own(published, worksheets):
    """Without script too: what the page asks is in its HTML."""
    for name in worksheets:
        article = published.main(f"worksheets/{name}/")
        controls = [e for e in article.all("input", "textarea") if "name" in e.attributes]
        labels = {label.attributes.get("for") for label in article.all("label")}
        assert controls
        assert [] == [e.attributes["id"] for e in controls if e.attributes["id"] not in labels], name
        written = [e.attributes["name"] for e in controls if e.attributes.get("type") not in {"radio", "checkbox"}]
        assert len(set(written)) == len(written), name
        for table in article.all("table"):
            assert table.all("caption"), name
            assert all("scope" in cell.attributes for cell in table.all("th")), name


def test_everything_that_is_asked_stands_on_the_page_in_print_in_word_and_in_text(published, worksheets):
    for name, record in worksheets.items():
        folder = published.folder / "worksheets" / name
        printed, large = (
            squeezed(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(folder / file).pages))
            for file in (f"{name}.pdf", f"{name}-large.pdf")
        )
        plain = squeezed((folder / f"{name}.txt").read_text("utf-8-sig"))
        document = docx.Document(io.BytesIO((folder / f"{name}.docx").read_bytes()))
        word = squeezed(" ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t")))
        page = squeezed(published.main(f"worksheets/{name}/").text)
        for asked in text(record):
            for where, found in (
                ("page", page),
                ("pdf", printed),
                ("large print", large),
                ("word", word),
                ("text", plain),
            ):
                assert squeezed(asked) in found, f"{name} {where}: {asked}"


def test_every_pdf_passes_pdf_ua_1(published, worksheets):
    for name in worksheets:
        for file in (f"{name}.pdf", f"{name}-large.pdf"):
            pdf = (published.folder / f"worksheets/{name}/{file}").read_bytes()
            report = pdf_rules.validate_pdf_bytes(pdf, profile="ua-1")
            assert report.is_compliant, f"{file}: {report}"


def test_large_print_is_large_throughout(published, worksheets):
    for name in worksheets:
        pdf = (published.folder / f"worksheets/{name}/{name}-large.pdf").read_bytes()
        assert smallest(pdf) >= 18, name
        assert [] == beyond(pdf), name


def test_they_are_found_by_search_and_published_as_data(published, worksheets):
    kinds = {document["url"]: document["meta"] for document in published.search_documents()}
    for name in worksheets:
        assert any(url.endswith(f"worksheets/{name}/") for url in kinds), name
    assert {"worksheets.csv", "worksheet-criteria.csv"} <= {path.name for path in published.folder.rglob("*.csv")}


def test_a_withdrawn_worksheet_leaves_no_document(site):
    """Only the page that says so."""
    path = "content/worksheets/example-worksheet.yml"
    written(site, path, "status: withdrawn\n")
    replaced(site, "mkdocs.yml", "  - Worksheets: worksheets/index.md\n", "")  # it was the only one
    built = build(site)
    folder = built.folder / "worksheets" / "example-worksheet"
    assert ["index.html"] == [file.name for file in folder.iterdir()]
    assert "withdrawn" in built.main("worksheets/example-worksheet/").text
    assert "How lunch goes" not in (folder / "index.html").read_text("utf-8")
