"""Booklets, boxes for children, table signs, A3 posters, forms and pictures: readable by everybody, and always the same."""

import dataclasses
import io
from itertools import pairwise

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
    "large_children": (595, 842),
    "table_sign": (595, 842),
    "large_table_sign": (842, 1191),
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
    sections = (dataclasses.replace(section, clauses=(shown, *more)), *others)
    charter = dataclasses.replace(PROMISES, sections=sections, can_sign=True)
    large = printer.large_booklet(charter)
    written = "".join(text.booklet(BRAND, charter).decode("utf-8-sig").split())
    for words in (told(printer.booklet(charter)), told(large), written):
        assert "Harbourschool:Aseatkeptfree" in words
        assert "Howtosign" in words
        for part in charter.sections:
            for each in part.clauses:
                assert each.text.replace(" ", "") in words
    assert smallest(large) >= 18
    assert "Howtosign" not in told(printer.large(charter)), "the charter alone is no booklet"
    assert "Howtosign" not in told(printer.booklet(PROMISES)), "nobody signs it"


LONG_SIGN = dataclasses.replace(
    SHORT,
    title="An agreement between everybody who comes ashore, whichever the boat and whatever the weather",
    source_line=" ".join(["The harbour's own papers of many years"] * 4),
    draft=" ".join(["A draft that awaits its review"] * 4),
    draft_in_english=" ".join(["A draft that awaits its review"] * 4),
    aspiration=" ".join(["Nobody is left behind on the quay"] * 5) + ".",
)


@pytest.mark.parametrize("charter", [*ALL.values(), LONG_SIGN], ids=[*ALL, "long"])
@pytest.mark.parametrize("kind", ["table_sign", "large_table_sign"])
def test_a_table_sign_says_everything_and_nothing_over_something_else(printer, kind, charter):
    """What leaves too little room for the rest goes on a sheet of its own."""
    pdf = getattr(printer, kind)(charter)
    words = told(pdf)
    for said in (charter.title, charter.aspiration, charter.draft_in_english, charter.notice, BRAND.notice):
        assert "".join(said.split()).replace("'", "’") in words
    both = charter is LONG_SIGN and kind == "large_table_sign"
    assert (2 if both else 1) == len(opened(pdf).pages)
    lines = lower_half(pdf)
    # What stands beside a label is centred on it, and so begins a little higher.
    assert all(after < before + 12 for before, after in pairwise(lines)), "a line begins above the one before"


def lower_half(pdf):
    """Give how high each run of the half that is read out stands, in points, in the order in which it is read."""
    heights: list[int] = []

    def look(words, outer, inner, _, __):
        if words.strip() and inner[0] * outer[0] > 0:
            heights.append(round(inner[5] * outer[3] + outer[5]))

    opened(pdf).pages[0].extract_text(visitor_text=look)
    return heights


def test_a_table_sign_is_one_sheet_and_is_read_out_once(printer):
    (sheet,) = opened(printer.table_sign(SHORT)).pages
    title = SHORT.title
    assert 2 == sheet.extract_text().replace("\n", " ").count(title)  # drawn for both sides of the table
    marked = sheet.get_contents().get_data()
    assert b"/Artifact" in marked


@pytest.mark.parametrize("kind", ["large_children", "large_table_sign"])
@pytest.mark.parametrize("charter", [*ALL.values(), ARABIC, LONG_SIGN], ids=[*ALL, "arabic", "long"])
def test_large_print_is_large_whatever_it_says(printer, kind, charter):
    assert smallest(getattr(printer, kind)(charter)) >= 18


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
