"""Word documents are accessible, safe and the same for the same content; the form asks what the schema asks."""

import io
import itertools
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from charterkit import catalogue
from charterkit.render import word_form, word_parts
from charterkit.render.word import WordDocument
from charterkit.views import contribute, word_forms


def opened(raw):
    return docx.Document(io.BytesIO(raw))


def xml(raw, name="word/document.xml"):
    return zipfile.ZipFile(io.BytesIO(raw)).read(name).decode()


@pytest.fixture
def form(site):
    loaded = catalogue.load(site)
    return word_forms.forms(loaded, ["case-studies"])[0], loaded.timestamp()


def inputs(parts):
    for part in parts:
        if isinstance(part, contribute.Repeated):
            yield from inputs(part.parts)
        else:
            yield part


# The order in which the parts of properties stand (ECMA-376, part 1, 17.3.1.26, 17.3.2.28 and 17.4.59), as far as used.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind contextualSpacing jc outlineLvl "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs u rtl lang",
    "tblPr": "tblStyle bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "sectPr": "headerReference footerReference type pgSz pgMar cols bidi docGrid",
}


def everything(language="en-GB", direction="ltr"):
    """A document in which each thing that can be written is written once."""
    made = WordDocument("All", language=language, direction=direction, accent="#123456")
    made.title("All")
    made.paragraph("Words", language="en-GB")
    made.items(["a", "b"])
    made.items(["c", "d"], numbered=True)
    made.items(["e"], numbered=True)
    made.begin_sheet()
    made.heading("On a new page")
    made.link("Here:", "https://example.org/?a=1&b=2")
    made.control("a", "A")
    made.control("b", "B", "long")
    made.control("c", "C", "choice", [("x", "X")])
    made.control("d", "D", "date")
    made.tick("e", "Something")
    made.begin_list("f", "F")
    made.begin_entry("f[]", "An entry")
    made.filled("f[].g", "G", "Given")
    made.end()
    made.end()
    made.begin_sheet(landscape=True)
    made.table(["One\nin words", "Two"], [["a", ""]], "What it shows")
    made.table(["One"], [["a"]], "Another")
    return made.save()


class TestForm:
    def test_has_a_named_control_for_every_question(self, form):
        body = opened(word_form.form(*form)).element.body
        tags = {tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))}
        asked = [part for section in form[0].sections for part in inputs(section.parts)]
        assert len(asked) > 40
        assert {part.path for part in asked} <= tags
        for sdt in body.iter(qn("w:sdt")):
            assert sdt.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val"))

    def test_asks_nothing_that_is_an_editors(self, form):
        assert "status" not in re.findall(r'<w:tag w:val="([^"]+)"', xml(word_form.form(*form)))

    def test_offers_the_terms_with_their_labels(self, form):
        body = opened(word_form.form(*form)).element.body
        (kind,) = [
            s
            for s in body.iter(qn("w:sdt"))
            if "setting_type" in [t.get(qn("w:val")) for t in s.find(qn("w:sdtPr")).findall(qn("w:tag"))]
        ]
        shown = {item.get(qn("w:value")): item.get(qn("w:displayText")) for item in kind.iter(qn("w:listItem"))}
        assert "Primary school" == shown["primary"]

    def test_repeats_entries_of_lists(self, form):
        root = etree.fromstring(xml(word_form.form(*form)).encode())
        sections = list(root.iter(f"{{{word_parts.W15}}}repeatingSection"))
        items = list(root.iter(f"{{{word_parts.W15}}}repeatingSectionItem"))
        assert len(sections) == len(items) > 8
        assert "w15" in root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()
        assert "w15" in root.nsmap
        modes = re.findall(
            r'w:name="compatibilityMode"[^>]*w:val="(\d+)"', xml(word_form.form(*form), "word/settings.xml")
        )
        assert ["15"] == modes  # the template has 14, in which entries cannot be repeated

    def test_has_ids_that_differ(self, form):
        ids = re.findall(r'<w:id w:val="(\d+)"/>', xml(word_form.form(*form)))
        assert len(ids) == len(set(ids)) > 50

    def test_is_the_same_for_the_same_site(self, form):
        first, second = word_form.form(*form), word_form.form(*form)
        assert first == second
        dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
        assert {(1980, 1, 1, 0, 0, 0)} == dates

    def test_has_headings_in_order_a_title_and_a_language(self, form):
        made = opened(word_form.form(*form))
        levels = [int(p.style.name[-1]) for p in made.paragraphs if p.style.name.startswith("Heading")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert form[0].title == made.core_properties.title
        assert "en-GB" == made.core_properties.language
        assert '<w:lang w:val="en-GB"' in xml(word_form.form(*form), "word/styles.xml")

    def test_of_a_collection_without_records_is_refused(self, site):
        with pytest.raises(Exception, match="no records called"):
            word_forms.forms(catalogue.load(site), ["nothing"])


class TestDocument:
    def test_runs_from_right_to_left_where_the_language_does(self):
        made = WordDocument("عنوان", language="ar", direction="rtl")
        made.title("عنوان")
        made.heading("رأس")
        made.control("title", "العنوان")
        made.table(["أ", "ب"], [["1", "2"]], "جدول")
        text = xml(made.save())
        assert text.count("<w:bidi/>") >= 8  # every paragraph, and the section
        assert text.count("<w:rtl/>") >= 7
        assert "<w:bidiVisual/>" in text
        assert re.search(r'<w:lang w:val="ar"[^>]*w:bidi="ar"', xml(made.save(), "word/styles.xml"))

    def test_runs_from_left_to_right_otherwise(self):
        made = WordDocument("A")
        made.paragraph("b")
        assert "<w:bidi/>" not in xml(made.save())

    def test_has_tables_with_headers_and_a_description(self):
        made = WordDocument("A")
        made.table(["One", "Two"], [["a", "b"], ["c", "d"]], "What it shows")
        text = xml(made.save())
        assert text.count("<w:tblHeader/>") == 1
        assert '<w:tblCaption w:val="What it shows"/>' in text
        (table,) = opened(made.save()).tables
        assert [["One", "Two"], ["a", "b"], ["c", "d"]] == [[cell.text for cell in row.cells] for row in table.rows]

    def test_has_pictures_with_a_text(self):
        image = io.BytesIO()
        Image.new("RGB", (4, 4)).save(image, "PNG")
        made = WordDocument("A")
        made.picture(image.getvalue(), "A black square", 914_400)
        assert 'descr="A black square"' in xml(made.save())

    @pytest.mark.parametrize(
        "text", ["<w:p/>", "{ MERGEFIELD x }", "&amp; &lt;", "\"quotes'", "=cmd|' /C calc'!A0", "  two  spaces "]
    )
    def test_keeps_text_text(self, text):
        made = WordDocument(text)
        made.paragraph(text)
        made.control(text, text, "choice", [(text, text)], hint=text)
        read = opened(made.save())
        assert text == read.paragraphs[0].text
        assert text == read.core_properties.title

    @pytest.mark.parametrize(("language", "direction"), [("en-GB", "ltr"), ("ar", "rtl")])
    @pytest.mark.parametrize("part", ["document", "styles", "footer1"])
    def test_has_parts_of_properties_in_the_order_that_word_wants(self, part, language, direction):
        root = etree.fromstring(xml(everything(language, direction), f"word/{part}.xml").encode())
        met = set()
        for name, order in ORDERS.items():
            places = order.split()
            for properties in root.iter(qn(f"w:{name}")):
                names = [etree.QName(child).localname for child in properties]
                assert sorted(names, key=places.index) == names
                met.add(name)
        assert met >= {"pPr", "rPr"}

    def test_is_on_a4_and_numbers_its_pages(self):
        made = opened(everything())
        sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in made.sections]
        assert [(210, 297), (297, 210)] == sizes
        fields = [f.get(qn("w:instr")) for f in made.sections[0].footer._element.iter(qn("w:fldSimple"))]
        assert ["PAGE", "NUMPAGES"] == fields
        assert "Page 1 of 1" == "".join(t.text for t in made.sections[0].footer._element.iter(qn("w:t")))

    def test_has_lists_that_are_lists_and_count_from_one_each(self):
        made = opened(everything())
        listed = [p for p in made.paragraphs if p.style.name in {"Guidance list", "Steps"}]
        assert ["a", "b", "c", "d", "e"] == [p.text for p in listed]
        numbers = [p._p.pPr.numPr.numId.val if p._p.pPr.numPr is not None else None for p in listed]
        assert numbers[:2] == [None, None]  # its style says how it is marked
        assert numbers[2] == numbers[3] != numbers[4]
        root = etree.fromstring(xml(everything(), "word/numbering.xml").encode())
        for number in numbers[2:]:
            (found,) = [n for n in root.iter(qn("w:num")) if n.get(qn("w:numId")) == str(number)]
            assert found.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "1"

    def test_has_boxes_to_tick_with_what_they_stand_for(self):
        text = xml(everything())
        assert '<w14:checked w14:val="0"/>' in text
        assert '<w:alias w:val="Something"/>' in text
        root = etree.fromstring(text.encode())
        ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()
        assert {"w14", "w15"} <= set(ignorable)

    def test_has_a_link_that_can_be_followed(self):
        made = opened(everything())
        (link,) = [h for p in made.paragraphs for h in p.hyperlinks]
        assert ("https://example.org/?a=1&b=2",) * 2 == (link.address, link.text)

    def test_says_which_words_are_in_another_language_and_lets_them_run_their_way(self):
        made = opened(everything("ar", "rtl"))
        (paragraph,) = [p for p in made.paragraphs if p.text == "Words"]
        assert paragraph._p.pPr.find(qn("w:bidi")) is None
        (run,) = paragraph.runs
        assert "en-GB" == run._r.rPr.find(qn("w:lang")).get(qn("w:val"))
        assert run._r.rPr.find(qn("w:rtl")) is None

    def test_has_room_to_write_in_a_table_and_keeps_two_apart(self):
        made = opened(everything())
        first, second = made.tables
        assert first._tbl.getnext() is not second._tbl
        (room,) = first.rows[1]._tr.iter(qn("w:trHeight"))
        assert int(room.get(qn("w:val"))) >= 400
        assert not list(second._tbl.iter(qn("w:trHeight")))
        assert ["One", "in words"] == [p.text for p in first.rows[0].cells[0].paragraphs]

    def test_cuts_the_name_of_a_control_where_word_has_no_room(self):
        made = WordDocument("A")
        made.control("a", "W" * 100)
        assert f'<w:alias w:val="{"W" * 64}"/>' in xml(made.save())

    def test_names_a_font_to_take_in_its_place(self):
        assert f'<w:altName w:val="{word_parts.FALLBACKS[word_parts.FONT]}"/>' in xml(
            WordDocument("A").save(), "word/fontTable.xml"
        )

    def test_tells_equal_labels_apart(self):
        made = WordDocument("A")
        made.control("a", "A", "choice", [("x", "Same"), ("y", "same")])
        shown = re.findall(r'w:displayText="([^"]+)"', xml(made.save()))
        assert ["Same", "same (y)"] == shown
