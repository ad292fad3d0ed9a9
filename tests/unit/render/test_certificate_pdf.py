"""Certificates and stickers: readable by everybody, whatever an organisation is called."""

import dataclasses
import io
import re
import time

import page
import pypdf
import pytest

from charterkit import catalogue
from charterkit.render import text
from charterkit.render.pdf import Printer, PrintError
from charterkit.views import certificates
from charterkit.views.printables import PrintedBrand
from tests.large_print import beyond, smallest

BRAND = PrintedBrand("Harbour charters", "The harbour schools", "#0b5c63", "A site of the harbour schools.")
LONG = (
    "The Federation of All Saints and Holy Trinity Church of England Infant, Junior and Secondary Schools with Nursery"
)
NAMES = (
    "Example school",
    f"{LONG} and Sixth Form, Upper Harbour East and Lower Harbour West"[:160],
    "W" * 160,
    "مدرسة الميناء الابتدائية للجميع",
    "বন্দর প্রাথমিক বিদ্যালয়",
    '#panic("ran") [*b*] $x$ </svg><script>alert(1)</script> \\u{41} @ref <label> // = - +',
)


@pytest.fixture(scope="module")
def printer():
    return Printer(BRAND, 0)


@pytest.fixture
def certificate(site):
    loaded = catalogue.load(site)
    return next(certificates.certificates(loaded, "https://example.org/", ()))[1]


def valid(pdf):
    return [failure.message for failure in page.validate_pdf_bytes(pdf, profile="ua-1").failures]


def squeezed(words):
    return re.sub(r"[\s\u200b]", "", words)


def both(certificate):
    return certificate, certificates.sticker(certificate)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_whole_on_one_sheet(printer, certificate, name):
    for printed in both(dataclasses.replace(certificate, organisation=name, unofficial=True)):
        pdf = printer.certificate(printed)
        assert [] == valid(pdf)
        (sheet,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
        said = squeezed(sheet.extract_text()).replace("“", '"').replace("”", '"')
        if name.isascii():
            assert squeezed(name) in said
        assert "Unofficialsummary" in said
        within(sheet)


def within(sheet):
    """Every piece of text begins on the sheet, a printer's margin from its edges."""
    _, _, width, height = sheet.mediabox
    margin = 5 / 25.4 * 72

    def seen(piece, outer, inner, _font, _size):
        if piece.strip():
            x = inner[4] * outer[0] + outer[4]
            y = inner[5] * outer[3] + outer[5]
            assert margin <= x <= width - margin
            assert margin <= y <= height - margin

    sheet.extract_text(visitor_text=seen)


def test_sheets_are_a4_and_a5_across(printer, certificate):
    sizes = [
        tuple(
            round(float(side) / 72 * 25.4)
            for side in pypdf.PdfReader(io.BytesIO(printer.certificate(p))).pages[0].mediabox[2:]
        )
        for p in both(certificate)
    ]
    assert sizes == [(297, 210), (210, 148)]


def test_says_what_was_signed_and_when(printer, certificate):
    said = squeezed(pypdf.PdfReader(io.BytesIO(printer.certificate(certificate))).pages[0].extract_text())
    for piece in (
        certificate.organisation,
        "has signed",
        certificate.charter,
        BRAND.notice,
        *dict(certificate.facts).values(),
    ):
        assert squeezed(piece) in said


def test_same_bytes_whatever_was_printed_before(printer, certificate):
    first = printer.certificate(certificate, 86400)
    printer.certificate(dataclasses.replace(certificate, organisation="Another"), 86400)
    assert first == printer.certificate(certificate, 86400) == Printer(BRAND, 0).certificate(certificate, 86400)


def test_a_mark_cannot_carry_markup(printer, certificate):
    bad = dataclasses.replace(certificate.marks[0], path="M0 0'/><script/>")
    with pytest.raises(PrintError, match="shape of mark"):
        printer.certificate(dataclasses.replace(certificate, marks=(bad,)))


def test_the_label_is_of_unofficial_charters_only(printer, certificate):
    official = printer.certificate(dataclasses.replace(certificate, unofficial=False))
    assert "Unofficial" not in pypdf.PdfReader(io.BytesIO(official)).pages[0].extract_text()


def test_the_label_can_be_read_from_where_it_hangs(printer, certificate):
    """At least as large as the owner's name beside it; nothing on either sheet is smaller than 9 pt."""
    for printed in both(dataclasses.replace(certificate, unofficial=True)):
        (sheet,) = pypdf.PdfReader(io.BytesIO(printer.certificate(printed))).pages
        sizes: dict[str, float] = {}

        def seen(piece, outer, inner, _font, size, sizes=sizes):
            if piece.strip():
                sizes[piece.strip()] = round(size * abs(inner[3] * outer[3]), 1)

        sheet.extract_text(visitor_text=seen)
        (label,) = [size for piece, size in sizes.items() if "Unofficial" in piece]
        assert label >= 12
        assert min(sizes.values()) >= 9


def test_large_print_is_large_on_one_sheet_and_says_the_same(printer, certificate):
    for given in (certificate, *(dataclasses.replace(certificate, unofficial=True, organisation=n) for n in NAMES)):
        pdf = printer.large_certificate(given)
        assert [] == [failure.message for failure in page.validate_pdf_bytes(pdf, profile="ua-1").failures]
        assert smallest(pdf) >= 18
        assert [] == beyond(pdf)
        (sheet,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
        assert (1191, 842) == tuple(round(side) for side in sheet.mediabox[2:])
        (usual,) = pypdf.PdfReader(io.BytesIO(printer.certificate(given))).pages
        assert squeezed(usual.extract_text()) == squeezed(sheet.extract_text())


def test_as_text(certificate):
    said = text.certificate(BRAND, dataclasses.replace(certificate, unofficial=True)).decode("utf-8-sig")
    for piece in (
        certificate.organisation,
        "has signed",
        certificate.charter,
        "UNOFFICIAL SUMMARY",
        certificate.url,
        BRAND.notice,
    ):
        assert piece in said


def test_hundreds_take_seconds(printer, certificate):
    """500 in 4 s of a core: 8 ms each, which a heavier template would soon exceed. A busy machine gets twice that."""
    printer.certificate(certificate)
    took = []
    for _ in range(3):  # the shortest of three: another test's rubbish may be cleared away meanwhile
        began = time.process_time()
        for number in range(100):
            printer.certificate(dataclasses.replace(certificate, organisation=f"{LONG} {number}"))
        took.append(time.process_time() - began)
    assert min(took) < 100 * 0.016
