"""The printed pages that come with each charter."""

import io
import re

import page as pdf_rules
import pypdf
import pytest

from tests.site import records
from tests.site.building import build, replaced
from tests.site.built import ADDRESS

A4 = (595, 842)


@pytest.fixture(scope="module")
def charters(published):
    return records.records(published.root, "charters")


def prints(site, charter):
    """Give the PDFs to which a charter's page links, by name."""
    names = [link for link in site.main(f"charters/{charter}/").links() if link.endswith(".pdf")]
    return {
        name.rpartition("/")[2]: (site.folder / f"charters/{charter}" / name.rpartition("/")[2]).read_bytes()
        for name in names
    }


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(pdf):
    return " ".join(" ".join(sheet.extract_text() for sheet in opened(pdf).pages).replace("\u200b", "").split())


def letters(text):
    """Leave out what print may set otherwise: spaces, quotation marks, a full stop after a clause's title."""
    return re.sub(r"[\W_]", "", text)


def test_every_charter_has_a_poster_and_a_blank_template(published, charters):
    """Linked from its page."""
    assert len(charters) >= 5
    for charter in charters:
        assert {f"{charter}-poster.pdf", f"{charter}-template.pdf"} <= prints(published, charter).keys()


def test_no_print_is_published_that_no_page_links_to(published, charters):
    """Or it would never be found, nor looked at."""
    linked = {f"charters/{charter}/{name}" for charter in charters for name in prints(published, charter)}
    assert linked == {path.relative_to(published.folder).as_posix() for path in published.folder.rglob("*.pdf")}


def test_every_print_passes_pdf_ua_1(published, charters):
    """ISO 14289-1, all rules: who listens to it reads it too."""
    for charter in charters:
        for name, pdf in prints(published, charter).items():
            report = pdf_rules.validate_pdf_bytes(pdf, profile="ua-1")
            assert report.is_compliant, f"{name}: {report}"


def test_every_print_is_a4_with_its_title_and_language(published, charters):
    """Upright."""
    for charter, record in charters.items():
        for name, pdf in prints(published, charter).items():
            document = opened(pdf)
            assert {A4} == {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in document.pages}, (
                name
            )
            title = document.metadata.title.replace("’", "'")
            assert record["title"] in title or record["short_title"] in title, name
            assert document.trailer["/Root"]["/Lang"].startswith(record.get("language", "en")[:2]), name


def test_every_clause_of_a_charter_is_printed(published, charters):
    """On the poster, or in the longer document beside it."""
    for charter, record in charters.items():
        text = letters(" ".join(words(pdf) for pdf in prints(published, charter).values()))
        for section in record["sections"]:
            for clause in section["statements"]:
                assert letters(clause["text"]) in text, f"{charter}: {clause['text']}"


def test_every_unofficial_charter_is_labelled_in_print(published, charters):
    """With the source named: a sheet on a wall has no footer of a site."""
    for charter, record in charters.items():
        text = words(prints(published, charter)[f"{charter}-poster.pdf"])
        if record["unofficial"] == "true":
            assert "unofficial" in text.lower()
            assert record["sources"][0]["publisher"].split()[0] in text


def test_a_poster_leads_to_its_page(published, charters):
    """By the address where the site is published."""
    for charter in charters:
        text = words(prints(published, charter)[f"{charter}-poster.pdf"]).replace(" ", "")
        assert f"{ADDRESS}charters/{charter}".removeprefix("https://") in text


def test_a_site_without_an_address_prints_none(site):
    """`site_url` may be empty while nobody knows where the site will be."""
    replaced(site, "mkdocs.yml", f"site_url: {ADDRESS}\n", "site_url: ''\n")
    built = build(site)
    assert "online" not in words(prints(built, "example-charter")["example-charter-poster.pdf"]).lower()
