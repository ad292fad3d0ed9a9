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
from charterkit.render import word
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


class TestForm:
    def test_has_a_named_control_for_every_question(self, form):
        body = opened(word.form(*form)).element.body
        tags = {tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))}
        asked = [part for section in form[0].sections for part in inputs(section.parts)]
        assert len(asked) > 40
        assert {part.path for part in asked} <= tags
        for sdt in body.iter(qn("w:sdt")):
            assert sdt.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val"))

    def test_asks_nothing_that_is_an_editors(self, form):
        assert "status" not in re.findall(r'<w:tag w:val="([^"]+)"', xml(word.form(*form)))

    def test_offers_the_terms_with_their_labels(self, form):
        body = opened(word.form(*form)).element.body
        (kind,) = [
            s
            for s in body.iter(qn("w:sdt"))
            if "setting_type" in [t.get(qn("w:val")) for t in s.find(qn("w:sdtPr")).findall(qn("w:tag"))]
        ]
        shown = {item.get(qn("w:value")): item.get(qn("w:displayText")) for item in kind.iter(qn("w:listItem"))}
        assert "Primary school" == shown["primary"]

    def test_repeats_entries_of_lists(self, form):
        root = etree.fromstring(xml(word.form(*form)).encode())
        sections = list(root.iter(f"{{{word.W15}}}repeatingSection"))
        items = list(root.iter(f"{{{word.W15}}}repeatingSectionItem"))
        assert len(sections) == len(items) > 8
        assert "w15" in root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()
        assert "w15" in root.nsmap
        assert 'w:name="compatibilityMode"' in xml(word.form(*form), "word/settings.xml")

    def test_has_ids_that_differ(self, form):
        ids = re.findall(r'<w:id w:val="(\d+)"/>', xml(word.form(*form)))
        assert len(ids) == len(set(ids)) > 50

    def test_is_the_same_for_the_same_site(self, form):
        first, second = word.form(*form), word.form(*form)
        assert first == second
        dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
        assert {(1980, 1, 1, 0, 0, 0)} == dates

    def test_has_headings_in_order_a_title_and_a_language(self, form):
        made = opened(word.form(*form))
        levels = [int(p.style.name[-1]) for p in made.paragraphs if p.style.name.startswith("Heading")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert form[0].title == made.core_properties.title
        assert "en-GB" == made.core_properties.language
        assert '<w:lang w:val="en-GB"' in xml(word.form(*form), "word/styles.xml")

    def test_has_parts_of_properties_in_the_order_that_word_wants(self, form):
        root = etree.fromstring(xml(word.form(*form), "word/styles.xml").encode())
        order = ["keepNext", "keepLines", "pBdr", "spacing", "ind", "contextualSpacing", "outlineLvl"]
        for properties in root.iter(qn("w:pPr")):
            names = [etree.QName(child).localname for child in properties]
            places = [order.index(name) for name in names if name in order]
            assert sorted(places) == places, names

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

    def test_names_a_font_to_take_in_its_place(self):
        assert f'<w:altName w:val="{word.FALLBACKS[word.FONT]}"/>' in xml(
            WordDocument("A").save(), "word/fontTable.xml"
        )

    def test_tells_equal_labels_apart(self):
        made = WordDocument("A")
        made.control("a", "A", "choice", [("x", "Same"), ("y", "same")])
        shown = re.findall(r'w:displayText="([^"]+)"', xml(made.save()))
        assert ["Same", "same (y)"] == shown
