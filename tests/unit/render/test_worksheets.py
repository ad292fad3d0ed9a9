"""Worksheets on paper and in Word: everything that the page asks stands there, whoever reads it and how."""

import dataclasses
import io

import docx
import page
import pypdf
import pytest

from charterkit.model import Criterion, Level, Part, Question, Worksheet
from charterkit.render import worksheet_text, worksheet_word
from charterkit.render.pdf import Printer, PrintError
from charterkit.views.printables import PrintedBrand
from charterkit.views.worksheet_prints import PrintedWorksheet
from charterkit.views.worksheets import LAYOUTS, sheet
from tests.large_print import beyond, smallest

DATE = 1_767_225_600
BRAND = PrintedBrand("Harbour charters", "The harbour schools", "#0b5c63", "A site of the harbour schools.")
LONG = "Anything that somebody could write about it at some length " * 6


def parts(*titles):
    return tuple(Part(title=title, prompt=f"About {title}?") for title in titles)


def worksheet(layout, **changes):
    record = Worksheet(
        id="example",
        title="Example",
        layout=layout,
        votes=3,
        layers=parts("Surface", "Depth"),
        rings=parts("Middle", "Near", "Far"),
        axes=parts("Doable", "Wanted"),
        boxes=parts("Aim", "Means"),
        levels=(Level(title="Low"), Level(title="High")),
        criteria=(
            Criterion(title="Doors are open", area="Doors", looks_like=("On some days", "On all days")),
            Criterion(title="Windows are clean", area="Windows"),
        ),
        columns=parts("Who", "When"),
        questions=(
            Question(question="How was it?", part="Then"),
            Question(question="Which colour?", part="Now", kind="several", choices=("Red", "Blue")),
            Question(question="How often?", part="Now", kind="scale"),
        ),
        scale=("Seldom", "Often"),
        rows=3,
    )
    plain = {
        "title": "How the harbour fares",
        "summary": "What a group sees.",
        "language": "en-GB",
        "direction": "ltr",
        "purpose": "To look together.\n\nIt takes time.",
        "who": "A few people.",
        "time_needed": "An hour.",
        "materials": ("A pencil",),
        "steps": ("Watch.", "Write."),
        "care": "Write no names.",
        "sheet": sheet(record),
        "source_line": "Harbour handbook, Harbour press, 2020",
        "url": "https://example.org/worksheets/example/",
        "licence": "CC BY 4.0",
    }
    return PrintedWorksheet(**{**plain, **changes})


EXPECTED = {
    "layers": ("Surface", "About Depth?", "Who", "When"),
    "rings": ("Middle", "Near", "About Far?", "Who"),
    "matrix": ("Doable", "About Wanted?", "3 votes"),
    "canvas": ("1. Aim", "About Means?"),
    "levels": ("Doors are open", "On some days", "Windows", "Low", "High", "Who"),
    "table": ("Who", "About When?"),
    "questions": ("How was it?", "Red", "Blue", "Seldom", "Often"),
    "survey": ("How was it?", "Red", "Blue", "Seldom", "Often"),
}


COMMON = ("How the harbour fares", "To look together.", "A pencil", "Write.", "Write no names.", BRAND.notice)


def longer(value):
    """Give a sheet in which every text that somebody wrote is long."""
    if isinstance(value, tuple):
        return tuple(longer(inner) for inner in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    written = {name: f"{text} {LONG}" for name in ("title", "prompt", "label") if (text := getattr(value, name, ""))}
    inner = {f.name: longer(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in written}
    return dataclasses.replace(value, **inner, **written)


def hostile(layout):
    usual = worksheet(layout)
    return dataclasses.replace(
        usual,
        title="#set page(width: 1pt) $x$ \\ 😀",
        summary=LONG,
        care=LONG,
        steps=(LONG,) * 30,
        sheet=longer(usual.sheet),
    )


@pytest.fixture(scope="module")
def printer():
    return Printer(BRAND, DATE)


def words(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).replace("\u200b", "").split())


@pytest.mark.parametrize("make", ["worksheet", "large_worksheet"])
@pytest.mark.parametrize("layout", LAYOUTS)
class TestPdf:
    def test_is_a4_and_passes_pdf_ua_1(self, printer, layout, make):
        pdf = getattr(printer, make)(worksheet(layout))
        report = page.validate_pdf_bytes(pdf, profile="ua-1")
        assert report.is_compliant, str(report)
        sizes = {
            tuple(sorted((round(s.mediabox.width), round(s.mediabox.height))))
            for s in pypdf.PdfReader(io.BytesIO(pdf)).pages
        }
        assert {(595, 842)} == sizes

    def test_asks_what_the_page_asks_and_says_how(self, printer, layout, make):
        text = words(getattr(printer, make)(worksheet(layout)))
        assert [] == [part for part in EXPECTED[layout] if part not in text]
        assert [] == [part for part in COMMON if part not in text]
        assert "example.org/worksheets/example" in text.replace(" ", "")

    def test_is_the_same_every_time(self, printer, layout, make):
        first, second = (getattr(one, make)(worksheet(layout)) for one in (printer, Printer(BRAND, DATE)))
        assert first == second

    def test_sets_what_others_write(self, printer, layout, make):
        """Whatever it holds, it is text, and a sign that no font has does not stop it."""
        pdf = getattr(printer, make)(hostile(layout))
        assert "#set page" in words(pdf)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_large_print_is_large_throughout_and_upright(printer, layout):
    """Nothing runs over the end of a sheet, however long it is."""
    for printed in (worksheet(layout), hostile(layout)):
        pdf = printer.large_worksheet(printed)
        assert smallest(pdf) >= 18
        assert [] == beyond(pdf)
        assert {(595, 842)} == {tuple(map(round, s.mediabox[2:])) for s in pypdf.PdfReader(io.BytesIO(pdf)).pages}


@pytest.mark.parametrize("layout", LAYOUTS)
class TestText:
    def test_asks_what_the_page_asks_and_says_how(self, layout):
        text = worksheet_text.document(BRAND, worksheet(layout)).decode("utf-8-sig")
        said = (*EXPECTED[layout], *COMMON, "https://example.org/worksheets/example/")
        assert [] == [part for part in said if part not in text]

    def test_has_room_for_every_answer(self, layout):
        """A line to write on or a box to tick after each that is asked."""
        text = worksheet_text.document(BRAND, worksheet(layout)).decode("utf-8-sig")
        sheet = text.partition("The sheet\n===")[2]
        rooms = {
            "layers": 8,
            "rings": 18,
            "matrix": 15,
            "canvas": 19,
            "levels": 19,
            "table": 9,
            "questions": 10,
            "survey": 6,
        }
        assert rooms[layout] == sum("____" in line or line.startswith(("( )", "[ ]")) for line in sheet.splitlines())


def test_a_control_character_is_refused_with_its_place(printer):
    with pytest.raises(PrintError, match=r"worksheet .*who holds the control character U\+202E"):
        printer.worksheet(worksheet("table", who="a\u202eb"))


@pytest.mark.parametrize("layout", LAYOUTS)
class TestWord:
    def opened(self, layout):
        return docx.Document(io.BytesIO(worksheet_word.document(worksheet(layout), BRAND, DATE)))

    def test_asks_what_the_page_asks(self, layout):
        document = self.opened(layout)
        found = "".join(f"{node.text} " for node in document.element.iter() if node.tag.endswith("}t"))
        found += " ".join(str(value) for node in document.element.iter() for value in node.attrib.values())
        assert [] == [part for part in EXPECTED[layout] if part not in found]
        assert "How the harbour fares" == document.core_properties.title

    def test_has_header_rows_and_a_name_for_every_control(self, layout):
        document = self.opened(layout)
        for table in document.tables:
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert [] == document.element.xpath("//w:sdt[not(w:sdtPr/w:alias/@w:val)]")

    def test_begins_the_sheet_on_a_page_of_its_own(self, layout):
        """It is turned where a table is too wide for one that stands upright."""
        document = self.opened(layout)
        breaks = document.element.xpath("//w:pPr[w:pageBreakBefore]/w:pStyle/@w:val")
        widest = max((len(table.columns) for table in document.tables), default=0)
        if widest > 4:
            assert [False, True] == [s.page_width > s.page_height for s in document.sections]
        else:
            assert ["Heading1"] == breaks
            assert [False] == [s.page_width > s.page_height for s in document.sections]

    def test_is_the_same_every_time(self, layout):
        first, second = (worksheet_word.document(worksheet(layout), BRAND, DATE) for _ in range(2))
        assert first == second
