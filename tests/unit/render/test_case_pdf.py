"""A case study in print: readable by everybody, whatever an author wrote."""

import dataclasses
import io
import re

import page
import pypdf
import pytest

from charterkit import catalogue
from charterkit.render.pdf import Printer, PrintError
from charterkit.views import downloads
from charterkit.views.blocks import blocks
from charterkit.views.printables import PrintedBrand, PrintedChapter, PrintedPart

BRAND = PrintedBrand("Harbour charters", "The harbour schools", "#0b5c63", "A site of the harbour schools.")
HOSTILE = '#panic("ran") [*b*] $x$ </svg><script>alert(1)</script> \\u{41} @ref <label> // = - +'


@pytest.fixture(scope="module")
def printer():
    return Printer(BRAND, 0)


@pytest.fixture
def case(site):
    loaded = catalogue.load(site)
    return downloads.printed_case(loaded, loaded.case_studies["example-school"], "https://example.org/")


def text_of(pdf):
    return re.sub(r"\s+", " ", " ".join(s.extract_text() for s in pypdf.PdfReader(io.BytesIO(pdf)).pages)).replace(
        "\u200b", ""
    )


def valid(pdf):
    return [failure.message for failure in page.validate_pdf_bytes(pdf, profile="ua-1").failures]


def test_says_what_the_page_says_in_its_order(printer, case):
    pdf = printer.case_study(case)
    assert [] == valid(pdf)
    text, at = text_of(pdf), 0
    for piece in (
        "A seat at every table",
        "Example school",
        "In numbers",
        "210",
        "How sure can we be?",
        "Evaluated locally",
        "One school, one term",
        "Two adults at each table",
        "Context",
        "One long table",
        "Example",
        "How did it begin?",
        "Fewer pupils eat alone",
        "Lunch at our school",
        "A site of the harbour schools",
        "example.org/case-studies/example-school",
    ):
        at = text.find(piece, at)
        assert at >= 0, f"{piece!r} is not in its place"


def test_same_bytes_whatever_was_printed_before(printer, case):
    first = printer.case_study(case, 86400)
    printer.case_study(dataclasses.replace(case, title="Another"), 86400)
    assert first == printer.case_study(case, 86400) == Printer(BRAND, 0).case_study(case, 86400)


def test_what_is_missing_is_said(printer, case):
    bare = dataclasses.replace(case, figures=(), tags=(), chapters=(), sources=(), url="", summary="")
    assert [] == valid(printer.case_study(bare))


def test_markup_is_text(printer, case):
    """Nothing an author writes is read as Typst or as SVG."""
    chapter = PrintedChapter(HOSTILE, (PrintedPart(HOSTILE, tuple(blocks(f"`{HOSTILE}`"))),))
    pdf = printer.case_study(dataclasses.replace(case, title=HOSTILE, name=HOSTILE, chapters=(chapter,)))
    assert [] == valid(pdf)
    assert re.sub(r"\s", "", HOSTILE) in re.sub(r"\s", "", text_of(pdf)).replace("“", '"').replace("”", '"')


@pytest.mark.parametrize(
    ("sign", "name"), [("😀", "[grinning face]"), ("→", "[rightwards arrow]"), ("👩‍🏫", "[woman][school]")]
)
def test_a_sign_that_no_font_has_is_named(printer, case, sign, name):
    """An emoji is no reason to publish nothing."""
    pdf = printer.case_study(dataclasses.replace(case, summary=f"All of us {sign} together"))
    assert [] == valid(pdf)
    assert f"All of us {name} together" in text_of(pdf)


def test_arabic_and_bengali_are_printed(printer, case):
    """With letters of their own fonts, Arabic from the right."""
    arabic = dataclasses.replace(case, language="ar", direction="rtl", title="مدرسة للجميع", summary="مكان لكل تلميذ")
    bengali = dataclasses.replace(case, language="bn", title="সবার জন্য স্কুল")
    for printed in (arabic, bengali):
        pdf = printer.case_study(printed)
        assert [] == valid(pdf)
        assert "arabic" not in text_of(pdf)
        assert "bengali" not in text_of(pdf)


def test_a_control_character_is_refused_with_its_place(printer, case):
    with pytest.raises(PrintError, match="summary holds the control character U\\+202E"):
        printer.case_study(dataclasses.replace(case, summary="a\u202eb"))
