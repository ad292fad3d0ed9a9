"""Booklets, boxes for children, table signs, A3 posters, forms and pictures: readable by everybody, and always the same."""

import dataclasses
import io

import page
import pypdf
import pytest
from PIL import Image

from charterkit.render import text
from charterkit.render.pdf import Printer
from charterkit.views.printables import PrintedAsked, PrintedForm, PrintedQuestion
from tests.large_print import smallest
from tests.unit.render.test_pdf import ALL, BRAND, DATE, FORTY, FOURTEEN, PROMISES, SHORT

KINDS = {
    "booklet": (420, 595),
    "large_booklet": (595, 842),
    "children": (595, 842),
    "table_sign": (595, 842),
    "large_poster": (842, 1191),
}
FORM = PrintedForm(
    title="Pledge form: Harbour",
    introduction=("Read what it asks.",),
    sections=(
        PrintedAsked("What it asks", know=("Leave nobody on the quay.", "Row together.")),
        PrintedAsked(
            "You",
            (
                PrintedQuestion("Organisation", "Its full name."),
                PrintedQuestion("Kind", options=("Port", "Ferry")),
                PrintedQuestion("Statement", lines=5),
            ),
        ),
    ),
    language="en-GB",
    direction="ltr",
    url="https://example.org/charters/harbour/",
)
ARABIC = dataclasses.replace(
    PROMISES,
    title="ميثاق الميناء",
    language="ar",
    direction="rtl",
    draft="مسودّة",
    draft_in_english="Machine-made draft, awaiting review.",
)

every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def printer():
    return Printer(BRAND, DATE)


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def told(pdf):
    return "".join("".join(sheet.extract_text() for sheet in opened(pdf).pages).replace("\u200b", "").split())


def failures(pdf):
    return [failure.message for failure in page.validate_pdf_bytes(pdf, profile="ua-1").failures]


@every_kind
@pytest.mark.parametrize("charter", [*ALL.values(), ARABIC], ids=[*ALL, "arabic"])
def test_meets_pdf_ua_on_sheets_of_one_size(printer, kind, charter):
    pdf = getattr(printer, kind)(charter)
    assert [] == failures(pdf)
    assert {KINDS[kind]} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in opened(pdf).pages}


@every_kind
def test_same_bytes_whatever_was_printed_before(printer, kind):
    first = getattr(printer, kind)(SHORT)
    getattr(printer, kind)(FORTY)
    assert first == getattr(printer, kind)(SHORT) == getattr(Printer(BRAND, DATE), kind)(SHORT)


def test_what_fits_a4_stands_on_one_sheet_of_a3(printer):
    assert 1 == len(opened(printer.large_poster(FOURTEEN)).pages)


def test_a_booklet_says_every_clause_and_the_cases_that_show_it(printer):
    (section, *others) = PROMISES.sections
    (clause, *more) = section.clauses
    shown = dataclasses.replace(clause, practice=("Harbour school: A seat kept free",))
    charter = dataclasses.replace(PROMISES, sections=(dataclasses.replace(section, clauses=(shown, *more)), *others))
    large = printer.large_booklet(charter)
    written = "".join(text.booklet(BRAND, charter).decode("utf-8-sig").split())
    for words in (told(printer.booklet(charter)), told(large), written):
        assert "Harbourschool:Aseatkeptfree" in words
        assert "Howtosign" in words
        for part in charter.sections:
            for each in part.clauses:
                assert each.text.replace(" ", "") in words
    assert smallest(large) >= 18
    assert "Howtosign" not in told(printer.large(PROMISES)), "the charter alone is no booklet"


def test_a_table_sign_is_one_sheet_and_is_read_out_once(printer):
    (sheet,) = opened(printer.table_sign(SHORT)).pages
    title = SHORT.title
    assert 2 == sheet.extract_text().replace("\n", " ").count(title)  # drawn for both sides of the table
    marked = sheet.get_contents().get_data()
    assert b"/Artifact" in marked


def test_every_heading_has_a_box_and_one_heading_alone_gives_its_clauses_boxes(printer):
    words = told(printer.children(SHORT))
    assert all(mark.title.replace(" ", "") in words for mark in SHORT.marks)
    pdf = printer.children(FOURTEEN)
    assert 4 == len(opened(pdf).pages)
    assert all(clause.text.replace(" ", "") in told(pdf) for clause in FOURTEEN.sections[0].clauses)


@pytest.mark.parametrize("size", [11, 18])
def test_a_form_asks_everything_on_pages_of_its_own(printer, size):
    pdf = printer.form(dataclasses.replace(FORM, size=size))
    assert [] == failures(pdf)
    sheets = [sheet.extract_text() for sheet in opened(pdf).pages]
    assert "Row together." in sheets[0]
    assert "Organisation" not in sheets[0]
    assert all(
        word in " ".join(sheets[1:]) for word in ("Organisation", "Its full name.", "Port", "Ferry", "Statement")
    )


def test_a_form_as_text():
    said = text.form(BRAND, FORM).decode("utf-8-sig")
    assert all(word in said for word in ("- Row together.", "[ ] Port", "Its full name.", FORM.url))
    assert 6 == sum(line.startswith("____") for line in said.splitlines())


@pytest.mark.parametrize(("template", "printed", "size"), [("poster", SHORT, (420, 594)), ("form", FORM, (420, 594))])
def test_a_picture_is_small_and_always_the_same(printer, template, printed, size):
    picture = printer.picture(template, printed, 420)
    with Image.open(io.BytesIO(picture)) as image:
        assert all(abs(got - wanted) <= 1 for got, wanted in zip(image.size, size, strict=True))
    assert len(picture) < 80_000
    assert picture == Printer(BRAND, DATE).picture(template, printed, 420)
