"""The printed pages that come with each charter."""

import io
import re
import unicodedata

import page as pdf_rules
import pypdf
import pytest

from tests.large_print import smallest
from tests.site import records
from tests.site.building import build, replaced
from tests.site.built import ADDRESS

A3, A4, A5 = (842, 1191), (595, 842), (420, 595)


@pytest.fixture(scope="module")
def charters(published):
    return records.records(published.root, "charters")


def pages(site, charter):
    """Give the addresses of a charter's page and of its translations."""
    own = f"charters/{charter}/"
    translated = [
        f"{own}{record['language']}/"
        for record in records.records(site.root, "charter-translations").values()
        if record["charter"] == charter
    ]
    return [own, *translated]


def linked(site, page, ending):
    """Give the files to which a page links, by name, with their paths below the site's top."""
    names = [link.rpartition("/")[2] for link in site.main(page).links() if link.endswith(ending)]
    return {name: f"{page}{name}" for name in names}


def prints(site, charter):
    """Give the PDFs to which a charter's page links, by name."""
    return {
        name: (site.folder / path).read_bytes() for name, path in linked(site, f"charters/{charter}/", ".pdf").items()
    }


def printed(site, charters):
    """Give every PDF of the site, translations included, with its name and the record that it is of."""
    for charter, record in charters.items():
        for page in pages(site, charter):
            for name, path in linked(site, page, ".pdf").items():
                yield name, (site.folder / path).read_bytes(), record, page.split("/")[2]


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


@pytest.mark.parametrize("ending", [".pdf", ".txt"])
def test_no_print_is_published_that_no_page_links_to(published, charters, ending):
    """Or it would never be found, nor looked at."""
    found = {
        path for c in charters for page in pages(published, c) for path in linked(published, page, ending).values()
    }
    there = {
        path.relative_to(published.folder).as_posix() for path in (published.folder / "charters").rglob(f"*{ending}")
    }
    assert len(found) > 30
    assert found == there


def test_every_print_passes_pdf_ua_1(published, charters):
    """ISO 14289-1, all rules: who listens to it reads it too, in every language and size."""
    for name, pdf, _, _ in printed(published, charters):
        report = pdf_rules.validate_pdf_bytes(pdf, profile="ua-1")
        assert report.is_compliant, f"{name}: {report}"


def test_every_print_is_of_its_size_with_its_title_and_language(published, charters):
    """Upright."""
    for name, pdf, record, language in printed(published, charters):
        document = opened(pdf)
        sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in document.pages}
        a3 = name.endswith(("-a3.pdf", "-table-sign-large.pdf"))
        assert {A3 if a3 else A5 if name.endswith("-booklet.pdf") else A4} == sizes, name
        said = document.trailer["/Root"]["/Lang"]
        if language:
            assert said == language, name
            continue
        title = document.metadata.title.replace("’", "'")
        assert record["title"] in title or record["short_title"] in title, name
        assert said.startswith(record.get("language", "en")[:2]), name


def test_large_print_is_large_throughout(published, charters):
    """18 pt is the least that the Association for Accessible Formats calls large; page numbers are no exception."""
    seen = 0
    for name, pdf, _, _ in printed(published, charters):
        if not name.endswith("-large.pdf"):
            continue
        seen += 1
        assert smallest(pdf) >= 18, name
    assert seen > 30


def test_a_booklet_says_the_same_in_large_print_and_as_text(published, charters):
    """Every clause and the cases that show it; the size of the type is all that differs."""
    for charter, record in charters.items():
        folder = published.folder / "charters" / charter
        small, large = (letters(words((folder / f"{charter}-booklet{e}.pdf").read_bytes())) for e in ("", "-large"))
        large = re.sub(r"Page\d+of\d+", "", large)  # a clause may go on after it
        text = (folder / f"{charter}-booklet.txt").read_text("utf-8-sig")
        clauses = [clause["text"] for section in record["sections"] for clause in section["statements"]]
        practice = [line.removeprefix("  - ") for part in text.split("  In practice:\n")[1:] for line in cases_of(part)]
        assert practice, charter
        for said in (*clauses, *practice, "How to sign"):
            assert all(letters(said) in letters(found) for found in (small, large, text)), f"{charter}: {said}"


def cases_of(part):
    return part[: part.index("\n\n")].splitlines()


def test_a_page_says_how_long_and_large_each_print_is(published, charters):
    for charter in charters:
        for page in pages(published, charter):
            html = (published.folder / page / "index.html").read_text("utf-8")
            assert "ck-size" not in html
            for path in linked(published, page, ".pdf").values():
                count = len(opened((published.folder / path).read_bytes()).pages)
                link = html.index(f'{path.rpartition("/")[2]}" type', html.index('id="formats"'))
                told = html[html.index("PDF", link) :]
                assert told.startswith(f"PDF, {count} page{'' if count == 1 else 's'}, "), path


def test_a_translation_offers_its_prints_at_the_top_and_names_the_original(published):
    """Before its text, as a charter's own page does; the label of a summary leads to the document that it sums up."""
    for record in records.records(published.root, "charter-translations").values():
        charter, language = record["charter"], record["language"]
        page = published.main(f"charters/{charter}/{language}/")
        (actions,) = page.with_attribute("class", "ck-actions ck-screen")
        name = f"{charter}-{language}-poster"
        assert [f"{name}.pdf", f"{name}-large.pdf", f"{name}.txt"] == [
            link.rpartition("/")[2] for link in actions.links() if not link.startswith("#")
        ]
        (label,) = page.with_attribute("class", "ck-unofficial")
        (source,) = label.all("a")
        original = records.records(published.root, "charters")[charter]["sources"][0]
        assert (original["title"], original.get("url", "#sources")) == (source.text, source.attributes["href"])


def test_a_translation_is_printed_word_for_word_as_a_draft(published):
    """In plain text, where nothing is set anew: every clause, and that nobody has reviewed it."""
    found = records.records(published.root, "charter-translations")
    assert len(found) >= 6
    for record in found.values():
        folder = published.folder / "charters" / record["charter"] / record["language"]
        text = (folder / f"{record['charter']}-{record['language']}.txt").read_text("utf-8-sig")
        assert "Machine-made draft" in text
        for section in record["sections"]:
            for clause in section["statements"]:
                assert all(" ".join(t.split()) in text for t in (clause["text"], clause["so"], *clause.get("by", ())))


JOINED = "\u09cd"
"""Makes one sign of several Bengali letters; what they were stands in the PDF in a way that pypdf does not read."""


def skeleton(text):
    """Give the letters of a text in their order, without the signs above and below, which are set apart from them."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) == "Lo")


@pytest.mark.parametrize("language", ["ar", "ur", "bn"])
def test_letters_of_other_scripts_can_be_read_out(published, language):
    """What a screen reader is told is what was written, not the shapes of the glyphs or their order on the sheet."""
    name = f"young-people-{language}"
    record = records.records(published.root, "charter-translations")[name]
    pdf = (published.folder / f"charters/young-people/{language}/{name}-large.pdf").read_bytes()
    told = skeleton(words(pdf))
    written = [word for section in record["sections"] for c in section["statements"] for word in c["text"].split()]
    wanted = {skeleton(word) for word in written if JOINED not in word}
    assert len(wanted) > 30
    found = [word for word in wanted if word in told]
    # pypdf takes the signs that stand for several letters apart; were the order wrong it would find a few short words.
    assert len(found) > len(wanted) / 2


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
