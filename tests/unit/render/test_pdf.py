"""Printed pages: what stands on them, that everybody can read them, and that no text gets lost or takes over."""

import dataclasses
import io
import itertools
import re

import page
import pypdf
import pytest

from charterkit.render.pdf import Printer, PrintError
from charterkit.views.printables import (
    PrintedBrand,
    PrintedCharter,
    PrintedClause,
    PrintedMark,
    PrintedSection,
    PrintedWords,
)

DATE = 1_767_225_600
A4_WIDTH = 595
# How wide a letter is at the least, on average, as a share of the type's size.
LETTER = 0.45
BRAND = PrintedBrand("Harbour charters", "The harbour schools", "#0b5c63", "A site of the harbour schools.")
SQUARE = "M2 2H22V22H2Z"
MARKS = (
    PrintedMark(1, "Everybody is let in", SQUARE, "#9c5b00"),
    PrintedMark(2, "Everybody is heard", "M12 2L22 22H2Z", "#2f43a8"),
    PrintedMark(3, "Everybody grows"),
)
WORDS = ("early", "help", "comes", "to", "a", "pupil", "who", "finds", "the", "day", "hard", "and", "adults", "change")


def sentence(number, length):
    """Give a made-up sentence that no other number gives."""
    words = itertools.islice(itertools.cycle(WORDS), number, number + length)
    return f"Point {number} says that {' '.join(words)}."


def charter_of(*sections, **changes):
    plain = PrintedCharter(
        title="Harbour inclusion charter",
        short_title="Harbour",
        owner="Harbour council",
        area="Three ports",
        version="2",
        adopted="2025",
        language="en-GB",
        direction="ltr",
        aspiration="A place in the boat for every child.",
        introduction="The ports wrote this together.\n\nIt is meant to be used.",
        unofficial=True,
        notice="The council did not write these words.",
        source_line="Harbour inclusion charter, Harbour council, 2025",
        url="https://example.org/charters/harbour/",
        marks=MARKS,
        sections=sections,
        licence="CC BY 4.0",
    )
    return dataclasses.replace(plain, **changes)


def section_of(count, length, heading="What we undertake", kind="commitments"):
    clauses = tuple(
        PrintedClause(str(n), sentence(n, length), marks=MARKS[n % 3 : n % 3 + 1]) for n in range(1, count + 1)
    )
    return PrintedSection(heading, kind, clauses=clauses)


SHORT = charter_of(
    PrintedSection(
        "Three principles",
        "principles",
        introduction="They belong together.",
        clauses=tuple(PrintedClause(str(m.number), f"{m.title}. {sentence(m.number, 9)}", marks=(m,)) for m in MARKS),
    ),
    section_of(3, 8, "What we ask of schools", "asks"),
)
PROMISES = charter_of(
    *(
        PrintedSection(
            f"Heading {s}",
            "commitments",
            clauses=tuple(
                PrintedClause(
                    f"{s}.{c}",
                    f"We will keep promise {s}.{c}",
                    by=(f"doing thing {s}.{c} well", f"asking about {s}.{c}"),
                    so=f"So, you can count on {s}.{c}.",
                    marks=MARKS[s - 1 : s],
                )
                for c in range(1, 6)
            ),
        )
        for s in range(1, 4)
    )
)
FOURTEEN = charter_of(section_of(14, 32, "Fourteen principles", "principles"), marks=())
FORTY = charter_of(*(dataclasses.replace(section_of(5, 24), heading=f"Heading {n}") for n in range(1, 9)))
# One clause that no column of a page can hold.
BOUNDLESS = charter_of(PrintedSection("All in one", "statements", clauses=(PrintedClause("1", sentence(1, 2500)),)))
ALL = {"short": SHORT, "promises": PROMISES, "fourteen": FOURTEEN, "forty": FORTY, "boundless": BOUNDLESS}
KINDS = ("poster", "template")

every_kind = pytest.mark.parametrize("kind", KINDS)
every_charter = pytest.mark.parametrize("charter", ALL.values(), ids=ALL)


@pytest.fixture(scope="module")
def printer():
    return Printer(BRAND, DATE)


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    """Give the text in reading order, as one line, without what only guides where a line may break."""
    text = " ".join(sheet.extract_text() for sheet in opened(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())


def squeezed(text):
    """Leave out the spaces too, for texts whose words are broken over lines."""
    return re.sub(r"[\s\u200b]", "", text)


def alternatives(pdf):
    """Give the alternative texts of the document's structure, in reading order."""

    def walk(node):
        found = node.get_object()
        if isinstance(found, list):
            for inner in found:
                yield from walk(inner)
        elif isinstance(found, dict):
            if "/Alt" in found:
                yield str(found["/Alt"])
            if "/K" in found:
                yield from walk(found["/K"])

    return list(walk(opened(pdf).trailer["/Root"]["/StructTreeRoot"]))


def fragments(sheet):
    """Give every piece of text with its left edge, baseline and size, in points from the sheet's lower left corner."""
    found = []

    def seen(text, outer, inner, _font, size):
        if text.strip():
            left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            base = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((text.strip("\n"), left, base, size * abs(inner[3] * outer[3])))

    sheet.extract_text(visitor_text=seen)
    return found


def assert_in_order(text, *pieces):
    """Every piece stands in the text after the one before it."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} is not in its place"
        at = found + len(piece)


@pytest.mark.parametrize("kind", ["poster", "template", "large", "booklet", "large_template", "table_sign"])
def test_an_address_that_is_copied_holds_nothing_invisible(printer, kind):
    """It breaks over lines without a sign that would go along."""
    printed = dataclasses.replace(SHORT, url="https://example.org/" + "a-very-long-name-indeed/" * 4)
    text = " ".join(sheet.extract_text() for sheet in opened(getattr(printer, kind)(printed)).pages)
    assert "\u200b" not in text
    assert "example.org/" + "a-very-long-name-indeed/" * 3 in re.sub(r"\s", "", text)


@every_kind
@every_charter
def test_meets_pdf_ua(printer, kind, charter):
    """Every print passes each rule of PDF/UA-1: tags, title, language, alternative texts, embedded fonts."""
    report = page.validate_pdf_bytes(getattr(printer, kind)(charter), profile="ua-1")

    assert [] == [failure.message for failure in report.failures]
    assert report.is_compliant


@every_kind
@every_charter
def test_same_bytes(printer, kind, charter):
    """The same charter gives the same bytes, whatever the printer printed before, and in another printer too."""
    first = getattr(printer, kind)(charter)
    getattr(printer, kind)(dataclasses.replace(charter, title="Something else"))

    assert first == getattr(printer, kind)(charter)
    assert first == getattr(Printer(BRAND, DATE), kind)(charter)


def test_date_is_given():
    """The date of the PDF is the one handed in, not the clock's."""
    reader = opened(Printer(BRAND, DATE).poster(SHORT))

    assert "2026-01-01" == str(reader.metadata.creation_date.date())


def test_title_and_language(printer):
    """Readers that speak are told the title and the language."""
    reader = opened(printer.poster(SHORT))

    assert "Harbour inclusion charter" == reader.metadata.title
    assert "en-GB" == reader.trailer["/Root"]["/Lang"]


@every_kind
def test_a4(printer, kind):
    """Every sheet is A4 portrait."""
    for sheet in opened(getattr(printer, kind)(FORTY)).pages:
        assert [A4_WIDTH, 842] == [round(side) for side in sheet.mediabox[2:]]


@pytest.mark.parametrize(("name", "sheets"), [("short", 1), ("fourteen", 1), ("promises", 1), ("forty", 2)])
def test_sheets_of_posters(printer, name, sheets):
    """A charter stands on one sheet if it can be read there, and else on as few as hold it."""
    assert sheets == len(opened(printer.poster(ALL[name])).pages)


@every_charter
def test_poster_says_everything_in_order(printer, charter):
    """Whatever the layout, the whole charter is there, in its own order."""
    said = [charter.title, charter.source_line, charter.aspiration, *charter.introduction.split("\n\n")]
    for section in charter.sections:
        said.append(section.heading)
        for clause in section.clauses:
            said += [clause.text.rpartition(". ")[2], *clause.by, clause.so]
    # The colophon stands at the foot of the first sheet, so it comes before what is said on the next.
    text = text_of(printer.poster(charter))

    assert_in_order(squeezed(_without_furniture(text, charter)), *map(squeezed, said))


def _without_furniture(text, charter):
    """Leave out what repeats on every sheet or stands between the first and the second."""
    foot = f"{BRAND.name} · {charter.short_title}, Version {charter.version} · {charter.licence}"
    return re.sub(rf"{re.escape(foot)}( Page \d+ of \d+)?", "", text).replace(f"{charter.title} Unofficial summary", "")


@every_charter
def test_poster_says_whose_words_they_are(printer, charter):
    """The label, the source, the notices, the licence and the address are on the first sheet."""
    first = " ".join(opened(printer.poster(charter)).pages[0].extract_text().split())
    last = text_of(printer.poster(charter))

    assert "Unofficial summary" in first
    assert f"Source: {charter.source_line}" in first
    assert "CC BY 4.0" in first
    assert charter.notice in last
    assert BRAND.notice in last
    assert "example.org/charters/harbour" in last


def test_official_charter_has_no_label(printer):
    """The owner's own words are not called a summary; their source is still named."""
    text = text_of(printer.poster(dataclasses.replace(SHORT, unofficial=False)))

    assert "Unofficial" not in text
    assert SHORT.source_line in text


def test_later_sheets_have_a_running_header(printer):
    """A sheet that has lost its first still says what it is part of."""
    second = " ".join(opened(printer.poster(FORTY)).pages[1].extract_text().split())

    assert "Harbour inclusion charter Unofficial summary" in second
    assert "Page 2 of 2" in second


def test_marks_have_alternative_texts(printer):
    """A mark says which principle it stands for, with a shape or with a number in its place."""
    said = alternatives(printer.poster(SHORT))

    for mark in MARKS:
        assert f"Mark of principle {mark.number}: {mark.title}" in said


@every_kind
def test_code_only_with_an_address(printer, kind):
    """The QR code names what it holds; without an address there is none, and no word of it."""
    with_address = getattr(printer, kind)(SHORT)
    without = getattr(printer, kind)(dataclasses.replace(SHORT, url=""))

    assert "QR code for https://example.org/charters/harbour/" in alternatives(with_address)
    assert not [text for text in alternatives(without) if text.startswith("QR code")]
    assert "Read this online" not in text_of(without)


def test_template_takes_the_charters_form(printer):
    """A charter of promises gives a sheet for promises; any other gives numbered lines under its own headings."""
    promises, lines = (text_of(printer.template(charter)) for charter in (PROMISES, FORTY))

    assert_in_order(promises, "Heading 1", "We will", "by", "So, you can", "Heading 2", "We will")
    assert_in_order(lines, *(f"Heading {n} 1 2" for n in range(1, 9)))
    assert "We will" not in lines


def test_template_has_the_principles_as_headings(printer):
    """Where the charter states its principles, those are what a class writes under."""
    text = text_of(printer.template(SHORT))

    assert_in_order(text, *(mark.title for mark in MARKS))
    assert "What we ask of schools" not in text


@every_charter
def test_template_has_places_to_sign(printer, charter):
    """There is a place for the name, the names and the date, and the charter is named as the model."""
    text = text_of(printer.template(charter))

    assert_in_order(text, "Our own charter", "Name of our group", "Signed by all of us", "Date")
    assert "Written with the help of Harbour inclusion charter" in text


@every_kind
@pytest.mark.parametrize(
    "charter",
    [
        charter_of(marks=(), aspiration="", introduction="", notice="", source_line="", url="", adopted="", version=""),
        charter_of(PrintedSection("Nothing yet", "asks")),
        charter_of(PrintedSection("One", "asks", clauses=(PrintedClause("", "A clause without a number."),))),
    ],
    ids=["bare", "no clauses", "no number"],
)
def test_little_to_print(printer, kind, charter):
    """What a charter does not have leaves no hole, and stops nothing."""
    assert page.validate_pdf_bytes(getattr(printer, kind)(charter), profile="ua-1").is_compliant


HOSTILE = [
    '#panic("ran") #sys.inputs #let x = 1; #{1+1}',
    "[*bold*] _it_ $x^2$ `raw` @ref <label> // /* c */ \\ \\u{41} ~ -- = - + /",
    "</svg><script>alert(1)</script> &amp; %PDF {{ 7*7 }}",
]


@every_kind
@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_is_text(printer, kind, hostile):
    """No text is read as Typst, as SVG or as anything but text: it is printed as it was written."""
    clause = PrintedClause(hostile[:3], hostile, by=(hostile, hostile), so=hostile, marks=MARKS)
    hostile_charter = charter_of(
        PrintedSection(hostile, "asks", introduction=hostile, clauses=(clause,)),
        title=hostile,
        short_title=hostile,
        owner=hostile,
        aspiration=hostile,
        introduction=hostile,
        marks=tuple(dataclasses.replace(mark, title=hostile) for mark in MARKS),
    )
    pdf = getattr(printer, kind)(hostile_charter)

    curled = hostile.replace('"ran"', "“ran”")
    assert squeezed(curled) in squeezed(text_of(pdf))
    assert page.validate_pdf_bytes(pdf, profile="ua-1").is_compliant


@pytest.mark.parametrize("place", ["title", "aspiration", "introduction", "owner", "source_line"])
def test_long_words_stay_on_the_sheet(printer, place):
    """A word wider than the sheet is broken, not cut, and reads as one word still."""
    word = "Zusammen" * 30
    pdf = printer.poster(dataclasses.replace(SHORT, **{place: word}))
    ends = [
        left + len(text) * size * LETTER for sheet in opened(pdf).pages for text, left, _base, size in fragments(sheet)
    ]

    assert word in squeezed(text_of(pdf))
    assert max(ends) < A4_WIDTH


@every_kind
@every_charter
def test_lines_do_not_overlap(printer, kind, charter):
    """Blocks are placed by their measured heights; a wrong measure would set one over the other."""
    for sheet in opened(getattr(printer, kind)(charter)).pages:
        # A numeral alone is a label beside a line, or stands in a ring.
        texts = [found for found in fragments(sheet) if not re.fullmatch(r"[\d. ]+", found[0])]
        for (text, left, base, size), (other, begin, under, other_size) in itertools.combinations(texts, 2):
            beside = left + len(text) * size * LETTER <= begin or begin + len(other) * other_size * LETTER <= left
            apart = abs(base - under)
            assert beside or apart < 0.5 or apart > 0.8 * min(size, other_size), f"{text!r} overlaps {other!r}"


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("owner", "abc\u202edef", ["owner", "U+202E RIGHT-TO-LEFT OVERRIDE"]),
        ("notice", "abc\x00def", ["notice", "U+0000"]),
        ("language", "English!", ["'English!'", "en-GB"]),
    ],
)
def test_what_cannot_be_printed_is_named(printer, place, text, told):
    """A control character stops the print with the charter, the place and the sign; the check has refused it before."""
    wrong = dataclasses.replace(SHORT, **{place: text})

    with pytest.raises(PrintError) as raised:
        printer.poster(wrong)

    for piece in [wrong.title, *told]:
        assert piece in str(raised.value)
    assert printer.poster(SHORT), "the printer goes on after a mistake"


@pytest.mark.parametrize(
    ("place", "text", "printed"),
    [
        ("aspiration", "All of us 😀 together", "All of us [grinning face] together"),
        ("title", "→ Forward", "[rightwards arrow] Forward"),
        ("owner", "Us ✔️", "[heavy check mark]"),
        ("introduction", "👩‍🏫 teaches", "woman"),
    ],
)
def test_a_sign_that_no_font_has_is_printed_as_its_name(printer, place, text, printed):
    """An emoji is no reason not to print a charter, and a name is read aloud as it is seen."""
    pdf = opened(printer.poster(dataclasses.replace(SHORT, **{place: text})))
    words = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert printed in words


def test_signs_that_no_font_has_are_named_in_clauses_too(printer):
    wrong = charter_of(section_of(1, 5), PrintedSection("Two", "asks", clauses=(PrintedClause("1", "Yes ✓"),)))
    for make in (printer.poster, printer.template):
        assert opened(make(wrong)).pages


@pytest.mark.parametrize(
    ("change", "told"),
    [({"path": "M0 0'/><script/>"}, "the shape of mark 1"), ({"colour": "red' onload='x"}, "the colour")],
)
def test_marks_cannot_carry_markup(printer, change, told):
    """A mark's shape and colour become part of an image, so they hold nothing but a path and a colour."""
    wrong = dataclasses.replace(SHORT, marks=(dataclasses.replace(MARKS[0], **change),))

    with pytest.raises(PrintError, match=told):
        printer.poster(wrong)


def test_accent_is_a_colour():
    """The brand's accent is held to the same."""
    with pytest.raises(PrintError, match="teal"):
        Printer(dataclasses.replace(BRAND, accent="teal"), DATE).poster(SHORT)


def test_quotation_marks_are_curled_in_english_only(printer):
    """Straight marks become the English pair; in another language only the apostrophe is sure to be the same."""
    straight = dataclasses.replace(SHORT, aspiration="""The pupils' "own" words, 'safe' and don't""")
    danish = dataclasses.replace(straight, language="da")

    assert "The pupils’ “own” words, ‘safe’ and don’t" in text_of(printer.poster(straight))
    assert """The pupils’ "own" words""" in text_of(printer.poster(danish))


def left_edge(pdf, words):
    """Give how far from the left edge of the first sheet these words begin, in points."""
    return next(left for text, left, _base, _size in fragments(opened(pdf).pages[0]) if text.strip().startswith(words))


def test_right_to_left_mirrors_the_sheet(printer):
    """In a right-to-left charter the first column, the numbers and the title stand at the right."""
    mirrored = dataclasses.replace(FOURTEEN, language="ar", direction="rtl")
    usual, turned = printer.poster(FOURTEEN), printer.poster(mirrored)

    assert page.validate_pdf_bytes(turned, profile="ua-1").is_compliant
    assert left_edge(usual, "Fourteen") < A4_WIDTH / 2 < left_edge(turned, "Fourteen")


def test_words_of_the_page_can_be_in_the_charters_language(printer):
    """No English is forced on a charter in another language."""
    words = PrintedWords(unofficial="Uofficielt sammendrag", source="Kilde:", version="Udgave", online="Læs på nettet")
    text = text_of(printer.poster(dataclasses.replace(SHORT, language="da", words=words)))

    assert_in_order(text, "Uofficielt sammendrag", "Kilde:", "Læs på nettet")
    assert "Unofficial" not in text
