"""The form for Word comes back as a record, however it was saved since, and a hostile file is refused at once."""

import copy
import io
import time
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from charterkit import catalogue, writing
from charterkit.cli import main
from charterkit.importing import CannotImport, labels, packages
from charterkit.importing.docx import read
from charterkit.render import word_form
from charterkit.source import read_yaml
from charterkit.views import word_forms

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def blank(site, tmp_path):
    """A blank form for case studies, as the site offers it."""
    loaded = catalogue.load(site)
    (form,) = word_forms.forms(loaded, ["case-studies"])
    path = tmp_path / "form.docx"
    path.write_bytes(word_form.form(form, loaded.timestamp()))
    return path


@pytest.fixture
def asked(site):
    model, _, _ = catalogue.examine(site)
    return labels.asked(model, model.tables["case-studies"])


class Person:
    """Somebody who fills in a form with Word, as far as python-docx can stand in for that."""

    def __init__(self, path):
        self.path = path
        self.document = docx.Document(str(path))

    def controls(self, tag):
        every = self.document.element.body.iter(qn("w:sdt"))
        return [
            sdt
            for sdt in every
            if tag == next((t.get(qn("w:val")) for t in sdt.find(qn("w:sdtPr")).findall(qn("w:tag"))), "")
        ]

    def write(self, tag, text, number=0, runs=1):
        """Write into the control of that name: the placeholder goes, and the text may be cut into runs."""
        sdt = self.controls(tag)[number]
        properties, content = sdt.find(qn("w:sdtPr")), sdt.find(qn("w:sdtContent"))
        for waiting in properties.findall(qn("w:showingPlcHdr")):
            properties.remove(waiting)
        run = next(content.iter(qn("w:r")))
        parent, place = run.getparent(), run.getparent().index(run)
        parent.remove(run)
        size = -(-len(text) // runs)
        for start in reversed(range(0, len(text), size)):
            new = OxmlElement("w:r")
            words = OxmlElement("w:t")
            words.text = text[start : start + size]
            new.append(words)
            parent.insert(place, new)
        return self

    def repeat(self, tag, number=0):
        """Copy an entry below itself, as Word's plus sign does: the copy has an id of its own."""
        entry = self.controls(tag)[number]
        twin = copy.deepcopy(entry)
        entry.addnext(twin)
        return self

    def save(self):
        self.document.save(str(self.path))
        return read(self.path)


class TestForm:
    def test_that_is_blank_gives_nothing(self, blank):
        found, left = read(blank)
        assert [] == left
        assert {} == {name: value for name, value in found.values.items() if isinstance(value, str)}
        assert {()} == {tuple(e) for value in found.values.values() for e in value}

    def test_gives_what_was_written_with_its_texts_cut_into_runs(self, blank):
        person = Person(blank).write("title", "A place for <b>all</b> & more", runs=7)
        person.write("context", "=SUM(A1): {{ x }}").write("setting_type", "Primary school")
        found, left = person.save()
        assert [] == left
        assert "A place for <b>all</b> & more" == found.values["title"]
        assert "=SUM(A1): {{ x }}" == found.values["context"]
        assert "primary" == found.values["setting_type"]

    def test_gives_copied_entries_in_order(self, blank):
        person = Person(blank).write("what[].heading", "One").repeat("what[]")
        person.write("what[].heading", "Two", number=1).write("what[].body", "Second", number=1)
        found, _ = person.save()
        assert [{"heading": "One"}, {"heading": "Two", "body": "Second"}] == found.values["what"]

    def test_gives_entries_whose_copies_lost_their_name(self, blank):
        """Word may copy an entry without its tag; the list around it still says what it is."""
        person = Person(blank).write("what[].heading", "One").repeat("what[]").write("what[].heading", "Two", number=1)
        for entry in person.controls("what[]"):
            properties = entry.find(qn("w:sdtPr"))
            properties.remove(properties.find(qn("w:tag")))
        assert [{"heading": "One"}, {"heading": "Two"}] == person.save()[0].values["what"]

    def test_gives_entries_whose_blocks_are_gone(self, blank):
        """A program that does not know blocks keeps their content: a name that comes again begins the next entry."""
        person = Person(blank).repeat("what[]")
        for number, text in enumerate(("One", "Two")):
            person.write("what[].heading", text, number).write("what[].body", f"{text}!", number)
        for tag in ("what[]", "what"):
            for sdt in person.controls(tag):
                for inner in list(sdt.find(qn("w:sdtContent"))):
                    sdt.addprevious(inner)
                sdt.getparent().remove(sdt)
        expected = [{"heading": "One", "body": "One!"}, {"heading": "Two", "body": "Two!"}]
        assert expected == person.save()[0].values["what"]

    def test_gives_ids_from_copied_controls_and_from_lines_in_one(self, blank):
        person = Person(blank)
        tag = "key_features[]"
        person.write(tag, "one\n\ntwo")
        assert ["one", "two"] == person.save()[0].values["key_features"]

    def test_gives_paragraphs_and_lists_of_long_text_as_markdown(self, blank):
        person = Person(blank).write("context", "First.")
        content = person.controls("context")[0].find(qn("w:sdtContent"))
        for text, style in (("one", "List Bullet"), ("two", "List Bullet"), ("Last.", "Normal")):
            content.append(person.document.add_paragraph(text, style=style)._p)
        assert "First.\n\n- one\n- two\n\nLast." == person.save()[0].values["context"]

    def test_keeps_lists_that_are_written_in_markdown(self, blank):
        person = Person(blank).write("context", "First.")
        content = person.controls("context")[0].find(qn("w:sdtContent"))
        for text in ("1. one", "2. two", "", "- three", "- four"):
            content.append(person.document.add_paragraph(text)._p)
        assert "First.\n\n1. one\n2. two\n- three\n- four" == person.save()[0].values["context"]

    def test_leaves_out_what_was_deleted_under_tracking(self, blank):
        person = Person(blank).write("title", "Kept")
        run = next(person.controls("title")[0].iter(qn("w:r")))
        gone = OxmlElement("w:del")
        gone.append(copy.deepcopy(run))
        run.addnext(gone)
        assert "Kept" == person.save()[0].values["title"]

    def test_lists_text_that_stands_outside_the_fields(self, blank):
        person = Person(blank).write("title", "A")
        person.document.add_paragraph("Please ring me.")
        _, left = person.save()
        assert ["this text was not taken in: Please ring me."] == [one.why for one in left]

    @pytest.mark.parametrize("typed", ["three mentors", "  three\tmentors "])
    @pytest.mark.parametrize("label", ["Title (needed)", "Place"])
    def test_lists_text_that_was_typed_onto_the_line_of_a_label(self, blank, asked, label, typed):
        person = Person(blank).write("title", "A")
        line = next(p for p in person.document.paragraphs if p.text.strip() == label)
        line.add_run(f" {typed}")
        person.save()
        found, left = read(blank, asked)
        assert ["this text was not taken in: three mentors"] == [one.why for one in left]
        assert "A" == found.values["title"]
        Older(blank)
        found, left = read(blank, asked)
        assert ["this text was not taken in: three mentors"] == [one.why for one in left]
        assert "A" == found.values["title"]

    def test_lists_a_label_that_somebody_wrote_over(self, blank, asked):
        person = Person(blank).write("title", "A")
        line = next(p for p in person.document.paragraphs if p.text.strip() == "Place")
        line.text = "By the sea"
        person.save()
        assert ["this text was not taken in: By the sea"] == [one.why for one in read(blank, asked)[1]]

    def test_takes_the_day_of_a_calendar_where_its_text_cannot_be_read(self, blank):
        person = Person(blank).write("reviewed_on", "le 3 mai 2026")
        date = person.controls("reviewed_on")[0].find(qn("w:sdtPr")).find(qn("w:date"))
        date.set(qn("w:fullDate"), "2026-05-03T00:00:00Z")
        assert "2026-05-03" == person.save()[0].values["reviewed_on"]

    def test_refuses_a_document_that_is_no_form(self, tmp_path):
        path = tmp_path / "a.docx"
        docx.Document().save(str(path))
        with pytest.raises(CannotImport, match="no fields of the form"):
            read(path)


class TestCommand:
    def filled(self, blank):
        person = Person(blank)
        for tag, text in {
            "title": "Tea: for everyone",
            "summary": "One sentence.",
            "setting_name": "Hill School",
            "setting_type": "Primary school",
            "naming": "Named",
            "regions[]": "London",
            "key_features[]": "An example feature",
            "principles[].reason": "It does.",
            "context": "Here.",
            "what[].heading": "Tea",
            "what[].body": "Every day.",
            "cost_band": "Low",
            "practice_stage": "Described, not tested",
            "outcome": "Unclear",
            "subject": "Setting",
            "sources[].title": "A report",
            "sources[].publisher": "Us",
            "sources[].year": "2025",
        }.items():
            if person.controls(tag)[0].find(qn("w:sdtPr")).find(qn("w:dropDownList")) is not None:
                items = person.controls(tag)[0].iter(qn("w:listItem"))
                shown = [item.get(qn("w:displayText")) for item in items]
                person.write(tag, text if text in shown else shown[0])
            else:
                person.write(tag, text)
        items = person.controls("principles[].principle")[0].iter(qn("w:listItem"))
        person.write("principles[].principle", next(items).get(qn("w:displayText")))
        person.document.save(str(blank))
        return blank

    def run(self, site, path, *more):
        return main(["--site", str(site), "import", "case-study", str(path), *more])

    def test_writes_a_record_that_passes_the_check(self, site, blank, capsys):
        """Every needed field filled in, in Word, becomes a draft without a problem."""
        assert self.run(site, self.filled(blank)) == 0, capsys.readouterr().out
        path = site / "content/case-studies/tea-for-everyone.yml"
        values = writing.plain(read_yaml(path.read_text("utf-8"), path.name)[0])
        assert "Tea: for everyone" == values["title"]
        assert "draft" == values["status"]
        assert [{"title": "A report", "publisher": "Us", "year": "2025"}] == values["sources"]
        assert [] == catalogue.examine(site)[2]

    def test_shows_and_writes_nothing_in_a_dry_run(self, site, blank, capsys):
        before = sorted(site.rglob("*"))
        assert self.run(site, self.filled(blank), "--dry-run") == 0
        assert "content/case-studies/tea-for-everyone.yml" in capsys.readouterr().out
        assert before == sorted(site.rglob("*"))

    def test_changes_what_is_there_only_when_told(self, site, blank, capsys):
        self.run(site, self.filled(blank))
        path = site / "content/case-studies/tea-for-everyone.yml"
        text = path.read_text("utf-8").replace("status: draft", "status: published\nplace: Hill")
        path.write_text(text, encoding="utf-8")
        Person(blank).write("summary", "Another sentence.").save()
        assert self.run(site, blank) == 1
        assert "would change summary; say --replace" in capsys.readouterr().out
        assert text == path.read_text("utf-8")
        assert self.run(site, blank, "--replace") == 0
        values = writing.plain(read_yaml(path.read_text("utf-8"), path.name)[0])
        assert ("Another sentence.", "published", "Hill") == (values["summary"], values["status"], values["place"])

    def test_leaves_to_editors_what_is_theirs(self, site, blank, capsys):
        """A control that somebody renamed cannot publish a record."""
        blank = self.filled(blank)
        person = Person(blank)
        person.controls("place")[0].find(qn("w:sdtPr")).find(qn("w:tag")).set(qn("w:val"), "status")
        person.write("status", "published").save()
        self.run(site, blank)
        assert "this is for an editor to say" in capsys.readouterr().out
        assert "status: draft" in (site / "content/case-studies/tea-for-everyone.yml").read_text("utf-8")

    @pytest.mark.parametrize("name", ["../../evil", "a/b", "..", "A", ""])
    def test_never_leaves_its_folder(self, site, blank, name, capsys):
        before = sorted(site.rglob("*"))
        Person(blank).write("title", "/../").save()
        assert self.run(site, blank, *(["--id", name] if name else [])) == 1
        assert "refused" in capsys.readouterr().out
        assert before == sorted(site.rglob("*"))


class Older:
    """A program that keeps what was written, and loses what holds it: LibreOffice 7.4 as far as was seen."""

    def __init__(self, path):
        document = docx.Document(str(path))
        for sdt in reversed(list(document.element.body.iter(qn("w:sdt")))):
            inline = sdt.getparent().tag == qn("w:p")
            properties = sdt.find(qn("w:sdtPr"))
            if inline and properties.find(qn("w:text")) is not None:
                properties.remove(properties.find(qn("w:tag")))
                continue
            for inner in list(sdt.find(qn("w:sdtContent"))):
                sdt.addprevious(inner)
            sdt.getparent().remove(sdt)
        document.save(str(path))


class TestWithoutNames:
    """Forms whose controls have lost their names are read by the labels above the answers."""

    def test_the_same_record_is_made(self, site, blank, capsys):
        path = TestCommand().filled(blank)
        Person(path).repeat("what[]").write("what[].heading", "Cake", 1).write("what[].body", "Now and then.", 1).save()
        Person(path).repeat("sources[]").write("sources[].title", "Another", 1).save()
        made = {}
        for name, then in (("kept", Older), ("lost", str)):
            assert TestCommand().run(site, path, "--id", name) == 0, capsys.readouterr().out
            record = site / f"content/case-studies/{name}.yml"
            made[name] = writing.plain(read_yaml(record.read_text("utf-8"), record.name)[0])
            record.unlink()
            then(path)
        assert ["Tea", "Cake"] == [part["heading"] for part in made["kept"]["what"]]
        assert made["kept"] == made["lost"]

    def test_that_is_blank_gives_nothing(self, blank, asked):
        Older(blank)
        found, left = read(blank, asked)
        assert [] == left
        assert {} == found.values

    def test_an_entry_begins_where_a_label_comes_again_though_its_first_answer_is_empty(self, blank, asked):
        person = Person(blank).repeat("in_numbers[]").repeat("in_numbers[]")
        for number, (tag, text) in enumerate([("value", "1"), ("note", "Two"), ("value", "3")]):
            person.write(f"in_numbers[].{tag}", text, number)
        expected = [{"value": "1"}, {"note": "Two"}, {"value": "3"}]
        person.document.save(str(blank))
        Older(blank)
        assert expected == read(blank, asked)[0].values["in_numbers"]

    def test_a_label_means_the_field_of_its_list_and_after_it_that_of_the_form(self, blank, asked):
        """`Title` is asked for the case and for each source."""
        person = Person(blank).write("title", "The case").write("sources[].title", "The report")
        person.document.save(str(blank))
        Older(blank)
        values = read(blank, asked)[0].values
        assert ("The case", [{"title": "The report"}]) == (values["title"], values["sources"])

    def test_paragraphs_and_chosen_terms_are_kept_apart(self, blank, asked):
        person = Person(blank).write("context", "First.").write("key_features[]", "One")
        for tag, text in (("context", "Second."), ("key_features[]", "Two")):
            last = list(person.controls(tag)[0].iter(qn("w:p"))) or [person.controls(tag)[0].getparent()]
            new = person.document.add_paragraph(text)._p
            last[-1].addnext(new)
        person.document.save(str(blank))
        Older(blank)
        values = read(blank, asked)[0].values
        assert ("First.\n\nSecond.", ["One", "Two"]) == (values["context"], values["key_features"])

    def test_text_that_belongs_to_no_label_is_listed(self, blank, asked):
        document = docx.Document(str(blank))
        document.paragraphs[0].insert_paragraph_before("Please ring me.")
        document.save(str(blank))
        Older(blank)
        _, left = read(blank, asked)
        assert ["this text was not taken in: Please ring me."] == [one.why for one in left]

    def test_text_beside_a_control_that_has_its_name_is_listed_and_not_mixed_in(self, blank, asked):
        person = Person(blank).write("title", "In the control")
        line = person.controls("title")[0].getparent()
        for put in (line.addprevious, line.addnext):
            put(person.document.add_paragraph("Beside it")._p)
        person.document.save(str(blank))
        found, left = read(blank, asked)
        assert "In the control" == found.values["title"]
        assert ["this text was not taken in: Beside it."] * 2 == [f"{one.why}." for one in left]


def package(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


BODY = f'<w:document xmlns:w="{W}"><w:body>%s</w:body></w:document>'
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="title"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>'
BOMB = '<!DOCTYPE a [<!ENTITY b "' + "ha" * 1000 + '">' + "".join(f'<!ENTITY b{n} "&b;&b;">' for n in range(9)) + "]>"

HOSTILE = {
    "a-bomb-of-zeros": lambda p: package(p, word__document_xml=b"0" * (packages.MAX_UNPACKED + 10)),
    "entities": lambda p: package(p, word__document_xml=BOMB + BODY % CONTROL % "<w:r><w:t>&b8;</w:t></w:r>"),
    "an-external-entity": lambda p: package(
        p,
        word__document_xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + BODY % CONTROL % "<w:r><w:t>&x;</w:t></w:r>",
    ),
    "entities-in-utf-16": lambda p: package(p, word__document_xml=(BOMB + BODY % "").encode("utf-16")),
    "deep-nesting": lambda p: package(p, word__document_xml=BODY % ("<w:p>" * 50_000 + "</w:p>" * 50_000)),
    "nested-controls": lambda p: package(
        p,
        word__document_xml=BODY % ("<w:sdt><w:sdtContent>" * 100 + CONTROL % "" + "</w:sdtContent></w:sdt>" * 100),
    ),
    "too-many-fields": lambda p: package(p, word__document_xml=BODY % (CONTROL % "<w:r><w:t>x</w:t></w:r>" * 6_000)),
    "too-many-tags": lambda p: package(p, word__document_xml=BODY % ("<w:p/>" * (packages.MAX_TAGS + 1))),
    "too-many-members": lambda p: package(p, **{f"m{n}": "" for n in range(packages.MAX_MEMBERS + 1)}),
    "no-zip": lambda p: p.write_bytes(b"PK\x03\x04 no"),
    "empty": lambda p: p.write_bytes(b""),
    "text": lambda p: p.write_text("hello", encoding="utf-8"),
    "no-xml": lambda p: package(p, word__document_xml="<w:p>"),
    "another-package": lambda p: package(p, xl__workbook_xml="<a/>"),
    "large": lambda p: p.write_bytes(b"\1" * (packages.MAX_FILE + 1)),
    "a-folder": lambda p: p.mkdir(),
}


def block(tag, inner):
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_entries_in_entries_are_read_as_the_form_in_the_browser_writes_them(tmp_path):
    """It writes blocks around paragraphs, an entry's heading among them, and a list of texts as lines."""
    statements = [
        block("sections[].statements[]", block("sections[].statements[].text", paragraph(text)) + by)
        for text, by in (("One", block("sections[].statements[].by[]", paragraph("a") + paragraph("b"))), ("Two", ""))
    ]
    first = block("sections[]", block("sections[].heading", paragraph("A")) + "".join(statements))
    second = block("sections[]", block("sections[].heading", paragraph("B")) + statements[1])
    ids = block("principles[]", paragraph("x") + paragraph("") + paragraph("y"))
    path = package(tmp_path / "a.docx", word__document_xml=BODY % (first + second + ids))
    found, left = read(path)
    assert [] == left
    assert {
        "sections": [
            {"heading": "A", "statements": [{"text": "One", "by": ["a", "b"]}, {"text": "Two"}]},
            {"heading": "B", "statements": [{"text": "Two"}]},
        ],
        "principles": ["x", "y"],
    } == found.values


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_at_once(name, tmp_path):
    path = tmp_path / "a.docx"
    HOSTILE[name](path)
    start = time.process_time()
    with pytest.raises(CannotImport) as refused:
        read(path)
    assert time.process_time() - start < 1
    assert str(refused.value).startswith("a.docx ") or "a.docx" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_encrypted_member_is_refused(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", BODY % "")
    raw = bytearray(made.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.docx").write_bytes(bytes(raw))
    with pytest.raises(CannotImport, match="password"):
        read(tmp_path / "a.docx")


def test_links_and_pictures_elsewhere_are_not_followed(blank, monkeypatch):
    """A relationship to another host stands in many honest documents; nothing of it is opened."""
    import socket  # noqa: PLC0415 - to forbid it

    def refuse(*_):
        raise AssertionError("the network was asked for something")

    person = Person(blank).write("title", "A")
    person.document.part.relate_to("https://example.org/x.dotm", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    monkeypatch.setattr(socket, "socket", refuse)
    assert "A" == person.save()[0].values["title"]
