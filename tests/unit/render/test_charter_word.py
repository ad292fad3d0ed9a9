"""The sheet to write one's own charter on for Word: what it asks in controls with names, in either direction."""

import dataclasses
import io

import docx
import pytest
from docx.oxml.ns import qn

from charterkit.importing.docx import read
from charterkit.render import charter_word
from tests.unit.render.test_further_pdf import ARABIC
from tests.unit.render.test_pdf import BRAND, DATE, FOURTEEN, PROMISES, SHORT


def document(charter):
    return docx.Document(io.BytesIO(charter_word.template(BRAND, charter, DATE)))


def tags(made):
    return [tag.get(qn("w:val")) for tag in made.element.body.iter(qn("w:tag"))]


def test_every_heading_is_a_heading_and_a_value():
    made = document(PROMISES)
    headings = [p for p in made.paragraphs if p.style.name == "Heading 1"] or [
        p for p in made.element.body.iter(qn("w:pStyle")) if p.get(qn("w:val")) == "Heading1"
    ]
    assert len(PROMISES.sections) == len(headings)
    assert len(PROMISES.sections) == tags(made).count("sections[].heading") == tags(made).count("sections[]")


def test_a_promise_has_its_three_parts():
    for name in ("text", "by[]", "so"):
        assert f"sections[].statements[].{name}" in tags(document(PROMISES))
    assert "sections[].statements[].so" not in tags(document(FOURTEEN))
    assert "sections[].statements[].so" in tags(document(dataclasses.replace(FOURTEEN, three_parts=True)))


def test_principles_are_the_headings_where_a_section_names_each(tmp_path):
    file = tmp_path / "own.docx"
    file.write_bytes(charter_word.template(BRAND, SHORT, DATE))
    found, _ = read(file)
    assert [mark.title for mark in SHORT.marks] == [section["heading"] for section in found.values["sections"]]


def test_the_code_has_a_text_and_is_left_out_without_an_address():
    def told(charter):
        return [shape.get("descr") for shape in document(charter).element.body.iter(qn("wp:docPr"))]

    assert [f"{SHORT.words.code_for} {SHORT.url}"] == told(SHORT)
    assert [] == told(dataclasses.replace(SHORT, url=""))


@pytest.mark.parametrize(("charter", "expected"), [(ARABIC, True), (SHORT, False)])
def test_runs_in_its_language(charter, expected):
    made = document(charter)
    assert expected == bool(list(made.element.body.iter(qn("w:bidi"))))
    assert charter.language == made.core_properties.language


def test_is_always_the_same_and_takes_any_title():
    long = dataclasses.replace(SHORT, words=dataclasses.replace(SHORT.words, own_title="W" * 600))
    assert charter_word.template(BRAND, long, DATE) == charter_word.template(BRAND, long, DATE)


def test_speaks_its_language_where_one_writes_and_says_what_is_english():
    words = dataclasses.replace(ARABIC.words, own_write="اكتبوا هنا.", page="صفحة", of="من")
    made = document(dataclasses.replace(ARABIC, words=words, draft_in_english="A draft."))
    text = [node.text for node in made.element.body.iter(qn("w:t"))]
    assert "اكتبوا هنا." in text
    assert "Write here." not in text
    assert "صفحة 1 من 1" == "".join(t.text for t in made.sections[0].footer._element.iter(qn("w:t")))
    english = {
        "".join(t.text for t in run.iter(qn("w:t")))
        for run in made.element.body.iter(qn("w:r"))
        if [lang.get(qn("w:val")) for lang in run.iter(qn("w:lang"))] == ["en-GB"]
    }
    assert {"A draft.", BRAND.notice} == english
