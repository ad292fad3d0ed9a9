"""A case study in print: readable by everybody, whatever an author wrote."""

import dataclasses
import io
import re

import page
import pypdf
import pytest

from charterkit import catalogue
from charterkit.render import case_text
from charterkit.render.pdf import Printer, PrintError
from charterkit.views import downloads
from charterkit.views.blocks import blocks
from charterkit.views.printables import PrintedBrand, PrintedChapter, PrintedPart
from tests.large_print import beyond, smallest

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


IN_ORDER = (
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
)

either = pytest.mark.parametrize("make", ["case_study", "large_case_study"])


def in_order(text):
    at, text = 0, text.replace("example- school", "example-school")  # an address that goes on in the next line
    for piece in IN_ORDER:
        at = text.find(piece, at)
        assert at >= 0, f"{piece!r} is not in its place"


@either
def test_says_what_the_page_says_in_its_order(printer, case, make):
    pdf = getattr(printer, make)(case)
    assert [] == valid(pdf)
    in_order(text_of(pdf))


def test_the_text_says_the_same(case):
    written = case_text.document(BRAND, case).decode("utf-8-sig")
    in_order(written)
    assert "A seat at every table\n=====================\n" in written


def test_the_text_keeps_the_form_of_what_authors_write(case):
    """Lists stay lists, with their numbers; a link gives its address; markup that is none is left as it is."""
    body = "One **two**.\n\n3. Three\n4. Four\n   - Five\n\n> [Six](https://example.org/six) & <seven>\n\n    eight\n"
    chapter = PrintedChapter("Chapter", (PrintedPart("", tuple(blocks(body))),))
    written = case_text.document(BRAND, dataclasses.replace(case, chapters=(chapter,))).decode("utf-8-sig")
    lines = [
        "One two.",
        "",
        "3. Three",
        "4. Four",
        "",
        "   - Five",
        "",
        "> Six (https://example.org/six) & ",
        "",
        "    eight",
    ]
    assert "\n".join(lines).replace(" \n", "\n") in written


@either
def test_lists_inside_lists_are_printed(printer, case, make):
    """As deep as they go; no font of ours has the sign that Typst would put before the second level."""
    deep = "".join(f"{'  ' * depth}- deep {depth}\n" for depth in range(8))
    chapter = PrintedChapter("Chapter", (PrintedPart("", tuple(blocks(deep))),))
    pdf = getattr(printer, make)(dataclasses.replace(case, chapters=(chapter,)))
    assert [] == valid(pdf)
    assert "deep 7" in text_of(pdf)


def test_large_print_is_large_throughout(printer, case):
    """Whatever is written, and none of it beyond the sheet."""
    deep = "".join(f"{'  ' * depth}- {'word ' * 40}\n" for depth in range(12))
    chapter = PrintedChapter(HOSTILE, (PrintedPart(HOSTILE * 4, tuple(blocks(f"{deep}\n`{HOSTILE}`\n\n    code\n"))),))
    for printed in (case, dataclasses.replace(case, title=HOSTILE * 4, summary="so " * 400, chapters=(chapter,))):
        pdf = printer.large_case_study(printed)
        assert [] == valid(pdf)
        assert smallest(pdf) >= 18
        assert [] == beyond(pdf)


@either
def test_same_bytes_whatever_was_printed_before(printer, case, make):
    first = getattr(printer, make)(case, 86400)
    getattr(printer, make)(dataclasses.replace(case, title="Another"), 86400)
    assert first == getattr(printer, make)(case, 86400) == getattr(Printer(BRAND, 0), make)(case, 86400)


@either
def test_what_is_missing_is_said(printer, case, make):
    bare = dataclasses.replace(case, figures=(), tags=(), chapters=(), sources=(), url="", summary="")
    assert [] == valid(getattr(printer, make)(bare))


@either
def test_markup_is_text(printer, case, make):
    """Nothing an author writes is read as Typst or as SVG."""
    chapter = PrintedChapter(HOSTILE, (PrintedPart(HOSTILE, tuple(blocks(f"`{HOSTILE}`"))),))
    pdf = getattr(printer, make)(dataclasses.replace(case, title=HOSTILE, name=HOSTILE, chapters=(chapter,)))
    assert [] == valid(pdf)
    assert re.sub(r"\s", "", HOSTILE) in re.sub(r"\s", "", text_of(pdf)).replace("“", '"').replace("”", '"')


@either
@pytest.mark.parametrize(
    ("sign", "name"), [("😀", "[grinning face]"), ("→", "[rightwards arrow]"), ("👩‍🏫", "[woman][school]")]
)
def test_a_sign_that_no_font_has_is_named(printer, case, make, sign, name):
    """An emoji is no reason to publish nothing."""
    pdf = getattr(printer, make)(dataclasses.replace(case, summary=f"All of us {sign} together"))
    assert [] == valid(pdf)
    assert f"All of us {name} together" in text_of(pdf)


@either
def test_arabic_and_bengali_are_printed(printer, case, make):
    """With letters of their own fonts, Arabic from the right."""
    arabic = dataclasses.replace(case, language="ar", direction="rtl", title="مدرسة للجميع", summary="مكان لكل تلميذ")
    bengali = dataclasses.replace(case, language="bn", title="সবার জন্য স্কুল")
    for printed in (arabic, bengali):
        pdf = getattr(printer, make)(printed)
        assert [] == valid(pdf)
        assert "arabic" not in text_of(pdf)
        assert "bengali" not in text_of(pdf)


def test_a_control_character_is_refused_with_its_place(printer, case):
    with pytest.raises(PrintError, match="summary holds the control character U\\+202E"):
        printer.case_study(dataclasses.replace(case, summary="a\u202eb"))
