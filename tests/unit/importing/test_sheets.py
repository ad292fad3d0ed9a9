"""Tables become records: by the columns' names or a mapping, safely, and nothing that does not fit is lost in silence."""

import csv
import datetime
import random
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from charterkit import catalogue, sheet, writing
from charterkit.cli import main
from charterkit.importing import CannotImport, mapping, packages, sheets
from charterkit.source import read_yaml
from tests.unit.importing.test_docx import BOMB, package

PLEDGES = "data/pledges/example-charter.csv"
HEADER = ["Organisation", "Type of organisation", "Charter", "Version of the charter"]
ROW = ["Hill School", "Primary school", "example-charter", "1"]
FIELDS = ["organisation", "organisation_type", "charter", "charter_version"]


def table(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def workbook():
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    return book, page


def take(site, path, *more, collection="pledge"):
    return main(["--site", str(site), "import", collection, str(path), *more])


def record(site, name):
    text = (site / name).read_text("utf-8")
    tree, problems = read_yaml(text, name)
    assert [] == problems
    return writing.plain(tree)


class TestSheet:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_may_have_any_of_three_separators(self, tmp_path, separator):
        path = tmp_path / "a.csv"
        path.write_text(separator.join(["A", "B"]) + "\n" + separator.join(["1", '"2\n3"']) + "\n", encoding="utf-8")
        read = sheets.read(path)
        assert ("A", "B") == read.header
        assert {"A": "1", "B": "2\n3"} == read.rows[0].cells

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_may_be_in_an_encoding_of_excel(self, tmp_path, encoding):
        path = tmp_path / "a.csv"
        path.write_text("Café\nnaïve £5\n", encoding=encoding)
        assert {"Café": "naïve £5"} == sheets.read(path).rows[0].cells

    def test_of_a_workbook_gives_texts(self, tmp_path):
        book, page = workbook()
        page.append(["Day", "Number", "Truth", "Text", "Sum"])
        page.append([datetime.datetime(2026, 3, 1, 9, 30), 12.0, True, "=A1 as text", None])  # noqa: DTZ001 - Excel knows no time zones
        page["D2"].data_type = "s"
        page.append([datetime.date(2026, 3, 2), 1.5, False, "  x ", "=1+1"])
        book.save(tmp_path / "a.xlsx")
        first, second = sheets.read(tmp_path / "a.xlsx").rows
        assert {"Day": "2026-03-01", "Number": "12", "Truth": "true", "Text": "=A1 as text"} == first.cells
        assert {"Day": "2026-03-02", "Number": "1.5", "Truth": "false", "Text": "x"} == second.cells

    def test_of_a_workbook_tells_of_all_that_is_not_read(self, tmp_path):
        """Further sheets with rows, cells that are joined over rows, and formulas of which nobody knows the result."""
        book, page = workbook()
        for row in (["A heading", None], ["Name", "Place"], ["One", "Here"], ["Two", None], ["Three", "=B3"]):
            page.append(row)
        page.merge_cells("A1:B1")
        page.merge_cells("B3:B4")
        book.create_sheet("Empty")
        second = book.create_sheet("More schools")
        second.append(["Name"])
        second.append(["Four"])
        book.save(tmp_path / "a.xlsx")
        told = [(left.where, left.why) for left in sheets.read(tmp_path / "a.xlsx").left]
        assert ["a.xlsx, cells B3:B4", "a.xlsx, cells B5", "a.xlsx, sheet “More schools”"] == [
            where for where, _ in told
        ]
        assert "2 rows" in told[-1][1]

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b"", "empty"),
            (b"\n\n", "empty"),
            (b"A,A\n", "two columns"),
            (b"\0", "not text"),
            ("Café\nRené, Anna\n".encode("cp437"), "encoding is an old one"),
            ("Zoë\n".encode("cp850"), "encoding is an old one"),
            ("Café, José\n".encode("mac_roman"), "encoding is an old one"),
            (b"Name\nJos\x81\n", "encoding is an old one"),
            (b"\xff\xfeA\x00\x00", "not text"),
            (b"A\n" + b"x" * 40_000, "32 KB"),
        ],
    )
    def test_that_cannot_be_used_is_refused(self, tmp_path, raw, said):
        (tmp_path / "a.csv").write_bytes(raw)
        with pytest.raises(CannotImport, match=said):
            sheets.read(tmp_path / "a.csv")

    @pytest.mark.parametrize(
        "members",
        [
            {"xl__workbook_xml": BOMB + "<a/>"},
            {"xl__workbook_xml": b"0" * (packages.MAX_UNPACKED + 1)},
            {"xl__workbook_xml": "<a/>"},
            {"word__document_xml": "<a/>"},
        ],
    )
    def test_of_a_hostile_workbook_is_refused(self, tmp_path, members):
        with pytest.raises(CannotImport, match=r"a\.xlsx"):
            sheets.read(package(tmp_path / "a.xlsx", **members))


class TestRecords:
    def test_are_made_by_the_names_of_columns(self, site, tmp_path, capsys):
        assert take(site, table(tmp_path / "a.csv", HEADER, ROW)) == 0, capsys.readouterr().out
        values = record(site, "data/pledges/hill-school.yml")
        assert "primary-school" == values["organisation_type"]
        assert "pending" == values["status"]
        assert [] == catalogue.examine(site)[2]

    def test_are_made_of_a_workbook_too(self, site, tmp_path):
        book, page = workbook()
        for row in (HEADER, ROW):
            page.append(row)
        book.save(tmp_path / "a.xlsx")
        assert take(site, tmp_path / "a.xlsx") == 0
        assert "Hill School" == record(site, "data/pledges/hill-school.yml")["organisation"]

    def test_have_an_id_whatever_letters_their_name_is_in(self, site, tmp_path):
        """Two names in Urdu give two ids, and the same name the same again."""
        rows = [[name, *ROW[1:]] for name in ("مدرسہ اوک", "مدرسہ ہل")]
        assert take(site, table(tmp_path / "a.csv", HEADER, *rows)) == 0
        made = sorted((site / "data/pledges").glob("pledge-*.yml"))
        assert len(made) == 2
        assert take(site, table(tmp_path / "b.csv", HEADER, rows[0])) == 0
        assert made == sorted((site / "data/pledges").glob("pledge-*.yml"))

    def test_hold_formulas_as_text(self, site, tmp_path):
        hostile = '=HYPERLINK("http://example.org",1)'
        take(site, table(tmp_path / "a.csv", [*HEADER, "Statement"], [*ROW, hostile]))
        assert hostile == record(site, "data/pledges/hill-school.yml")["statement"]

    def test_never_hold_personal_data_nor_show_it(self, site, tmp_path, capsys):
        rows = [[*ROW, "jo@example.org", "020 7946 0000", "Jo Bloggs"]]
        take(site, table(tmp_path / "a.csv", [*HEADER, "Email address", "Reach us", "Your name"], *rows))
        said = capsys.readouterr().out
        assert said.count("personal data") == 3
        written = (site / "data/pledges/hill-school.yml").read_text("utf-8")
        assert not any(word in said + written for word in ("jo@", "7946", "Bloggs"))

    def test_that_are_there_are_left_alone(self, site, tmp_path, capsys):
        path = table(tmp_path / "a.csv", HEADER, ROW)
        assert take(site, path) == 0
        before = (site / "data/pledges/hill-school.yml").read_bytes()
        assert take(site, path) == 0  # the same again is no change
        assert "same" in capsys.readouterr().out
        changed = table(tmp_path / "b.csv", [*HEADER, "Signed by (role)"], [*ROW, "Headteacher"])
        assert take(site, changed) == 1
        assert "would change signed_by_role; say --replace" in capsys.readouterr().out
        assert before == (site / "data/pledges/hill-school.yml").read_bytes()
        assert take(site, changed, "--replace") == 0
        assert "Headteacher" == record(site, "data/pledges/hill-school.yml")["signed_by_role"]

    def test_with_the_same_id_in_one_file_are_not_both_written(self, site, tmp_path, capsys):
        assert take(site, table(tmp_path / "a.csv", HEADER, ROW, ROW)) == 1
        assert "row 2 is the same; keep one of the two" in capsys.readouterr().out

    def test_that_cannot_be_written_are_refused_and_the_others_written(self, site, tmp_path, capsys):
        bad = ["Bad \u202e name", *ROW[1:]]
        assert take(site, table(tmp_path / "a.csv", HEADER, bad, ROW)) == 1
        assert "U+202E" in capsys.readouterr().out
        assert (site / "data/pledges/hill-school.yml").is_file()
        assert [] == catalogue.examine(site)[2]

    def test_may_go_into_a_csv_file_whose_rows_stay(self, site, tmp_path):
        plan = tmp_path / "m.yml"
        plan.write_text(
            "columns:\n"
            + "".join(f"  {c}: {f}\n" for c, f in zip(HEADER, FIELDS, strict=True))
            + f"into: {PLEDGES}\nconstants:\n"
            + "  status: published\n  verified_by: phone\n  verified_on: 2026-05-02\n",
            encoding="utf-8",
        )
        before = (site / PLEDGES).read_text("utf-8")
        assert take(site, table(tmp_path / "a.csv", HEADER, ['=A1, "B"\nC', *ROW[1:]]), "--mapping", str(plan)) == 0
        after = (site / PLEDGES).read_text("utf-8")
        assert after.startswith(before.rstrip("\n"))
        rows = sheet.read_csv(after, "a")[0].rows
        assert '=A1, "B" C' == rows[-1].cells["organisation"]
        assert [] == catalogue.examine(site)[2]

    def test_of_a_collection_of_rows_go_into_its_file(self, site, tmp_path):
        path = table(tmp_path / "a.csv", ["title", "publisher", "kind", "description"], ["A", "B", "Guide", "C"])
        assert take(site, path, collection="resource") == 0
        assert "\na,A,B,guide," in (site / "data/resources.csv").read_text("utf-8")

    def test_survive_hostile_cells(self, site, tmp_path, capsys):
        """Texts by chance, from a fixed seed, in every column: written and read back, or refused; never a traceback."""
        chance = random.Random(5)  # noqa: S311 - the same texts every time
        signs = [
            "\n",
            '"',
            "'",
            ",",
            ";",
            ":",
            "#",
            "- ",
            "=",
            "<b>",
            "\u202e",
            "é",
            "x",
            "  ",
            "\t",
            "{{",
            "&a",
            "*b",
            "\\",
        ]
        rows = [["".join(chance.choices(signs, k=8)) for _ in HEADER] for _ in range(60)]
        take(site, table(tmp_path / "a.csv", ["id", *HEADER], *([f"r{n}", *row] for n, row in enumerate(rows))))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        for number, row in enumerate(rows):
            path = site / f"data/pledges/r{number}.yml"
            if path.exists():
                wanted = " ".join(row[0].split()) if "\n" in row[0].strip() else row[0].strip()
                assert wanted == record(site, path.relative_to(site).as_posix()).get("organisation", "")
            else:
                assert "\u202e" in "".join(row)


class TestMapping:
    def load(self, site, tmp_path, text, collection="case-studies"):
        path = tmp_path / "m.yml"
        path.write_text(text, encoding="utf-8")
        model, _, _ = catalogue.examine(site)
        return mapping.load(path, model, model.tables[collection])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("colums:\n  A: title\n", "Did you mean `columns`"),
            ("columns:\n  A: titel\n", "Did you mean `title`"),
            ("columns: x\n", "stand lines"),
            ("columns:\n  A: [x]\n", "names one thing"),
            ("into: ../../x.csv\n", "a CSV file of this site"),
            ("match: {a: b}\n", "list of texts"),
            ("columns:\n\tA: b\n", "tab"),
            ("- a\n", "keys and values"),
            ("a: &x b\n", "names a value"),
        ],
    )
    def test_that_is_wrong_says_what_to_write(self, site, tmp_path, text, said):
        with pytest.raises(CannotImport, match=said):
            self.load(site, tmp_path, text)

    def test_fills_lists_and_entries(self, site, tmp_path):
        made = self.load(
            site,
            tmp_path,
            "columns:\n  T: title\n  Tags: needs[]\n  S1: sources[1].title\n  S2: sources[2].title\n  P2: sources[2].publisher\n"
            "separator: '|'\nconstants:\n  naming: named\n",
        )
        read = sheets.read(
            table(tmp_path / "a.csv", ["T", "Tags", "S1", "S2", "P2"], ["A", "send | trauma", "One", "Two", "Us"])
        )
        (found,) = mapping.found(made, read)
        assert {
            "naming": "named",
            "title": "A",
            "needs": ["send", "trauma"],
            "sources": [{"title": "One"}, {"title": "Two", "publisher": "Us"}],
        } == found.values

    def test_matches_records_by_other_fields_than_the_id(self, site, tmp_path, capsys):
        take(site, table(tmp_path / "a.csv", ["urn", *HEADER], ["100001", *ROW]))
        plan = tmp_path / "m.yml"
        columns = "".join(f"  {c}: {f}\n" for c, f in zip(HEADER, FIELDS, strict=True))
        plan.write_text(f"columns:\n  urn: urn\n{columns}match: [urn]\n", encoding="utf-8")
        renamed = table(tmp_path / "b.csv", ["urn", *HEADER], ["100001", "Hill Academy", *ROW[1:]])
        capsys.readouterr()
        assert take(site, renamed, "--mapping", str(plan)) == 1
        assert "would change organisation" in capsys.readouterr().out
        other = table(tmp_path / "c.csv", ["urn", *HEADER], ["100002", *ROW])
        assert take(site, other, "--mapping", str(plan)) == 1
        assert "its id would be `hill-school`, which another record has" in capsys.readouterr().out
        plan.write_text(f"{plan.read_text('utf-8')}id: [organisation, urn]\n", encoding="utf-8")
        assert take(site, other, "--mapping", str(plan)) == 0
        assert (site / "data/pledges/hill-school-100002.yml").is_file()

    def test_is_written_to_begin_with_and_can_be_used(self, site, tmp_path, capsys):
        path = table(tmp_path / "a.csv", [*HEADER, "What: else"], [*ROW, "x"])
        plan = tmp_path / "m.yml"
        assert take(site, path, "--write-mapping", str(plan)) == 0
        assert not (site / "data/pledges/hill-school.yml").exists()
        assert '  # "What: else":' in plan.read_text("utf-8")
        assert take(site, path, "--mapping", str(plan)) == 0
        assert take(site, path, "--write-mapping", str(plan)) == 1
        assert "is there already" in capsys.readouterr().err


MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name", "URN"]


def forms(path, *schools):
    """Write a workbook as Microsoft Forms does: its rows are numbered from 1 in every export."""
    book, page = workbook()
    page.append([*MICROSOFT, *HEADER])
    for number, (urn, name) in enumerate(schools, start=1):
        day = datetime.datetime(2026, 5, number, 9, 1)  # noqa: DTZ001 - Excel knows no time zones
        page.append([number, day, day, "anonymous", None, urn, name, *ROW[1:]])
    book.save(path)
    return path


class TestIdentity:
    """What was confirmed of one organisation is never said of another."""

    def verified(self, site, tmp_path):
        take(site, forms(tmp_path / "a.xlsx", ("100001", "Hill School"), ("100002", "Dale School")))
        how = ("--by", "phone", "--on", "2026-05-05")
        assert main(["--site", str(site), "verify", "pledges", "hill-school", "dale-school", *how]) == 0

    def test_does_not_go_by_the_numbers_of_a_form(self, site, tmp_path, capsys):
        self.verified(site, tmp_path)
        before = {path.name: path.read_bytes() for path in (site / "data/pledges").glob("*.yml")}
        assert before.keys() == {"hill-school.yml", "dale-school.yml"}
        later = forms(tmp_path / "b.xlsx", ("100003", "Brook School"), ("100001", "Hill School"))
        assert take(site, later, "--replace") == 0, capsys.readouterr().out
        after = {path.name: path.read_bytes() for path in (site / "data/pledges").glob("*.yml")}
        assert after == {**before, "brook-school.yml": after["brook-school.yml"]}
        assert "pending" == record(site, "data/pledges/brook-school.yml")["status"]

    def test_goes_by_numbers_where_the_mapping_says_so(self, site, tmp_path):
        plan = tmp_path / "m.yml"
        columns = "".join(f"  {c}: {f}\n" for c, f in zip(HEADER, FIELDS, strict=True))
        plan.write_text(f"columns:\n  ID: id\n  URN: urn\n{columns}", encoding="utf-8")
        assert take(site, forms(tmp_path / "a.xlsx", ("100001", "Hill School")), "--mapping", str(plan)) == 0
        assert "Hill School" == record(site, "data/pledges/1.yml")["organisation"]

    def signed(self, site, tmp_path, into=()):
        take(site, table(tmp_path / "a.csv", ["URN", *HEADER], ["100001", *ROW]), *into)
        main(["--site", str(site), "verify", "pledges", "hill-school", "--by", "phone", "--on", "2026-05-05"])

    @pytest.mark.parametrize(
        ("changed", "stays"),
        [
            (("Hill Centre", "1"), False),
            (("Hill School", "0"), False),
            (("HILL school.", "1"), True),
            (("Hill Primary School", "1"), True),
        ],
    )
    @pytest.mark.parametrize("into", [(), ("--into", PLEDGES)])
    def test_that_changes_ends_the_verification(self, site, tmp_path, changed, stays, into):
        self.signed(site, tmp_path, into)
        name, version = changed
        again = table(tmp_path / "b.csv", ["URN", *HEADER], ["100001", name, *ROW[1:3], version])
        assert take(site, again, "--replace") == 0
        (cells,) = [row.cells for row in catalogue.examine(site)[1]["pledges"] if row.cells["id"] == "hill-school"]
        assert changed == (cells["organisation"], cells["charter_version"])
        wanted = ("phone", "2026-05-05", "published") if stays else ("", "", "pending")
        assert wanted == tuple(cells.get(key, "") for key in ("verified_by", "verified_on", "status"))

    def test_that_changes_is_told_before(self, site, tmp_path, capsys):
        self.signed(site, tmp_path)
        again = table(tmp_path / "b.csv", ["URN", *HEADER], ["100001", "Hill Centre", *ROW[1:]])
        capsys.readouterr()
        assert take(site, again, "--dry-run") == 1
        assert "would change organisation, so that it is no longer verified; say --replace" in capsys.readouterr().out
        assert take(site, again, "--dry-run", "--replace") == 0
        assert "changes organisation; no longer verified: status pending" in capsys.readouterr().out

    def test_is_left_alone_where_a_record_was_withdrawn(self, site, tmp_path, capsys):
        (site / "data/pledges/hill-school.yml").write_text("status: withdrawn\n", encoding="utf-8")
        assert take(site, table(tmp_path / "a.csv", ["id", *HEADER], ["hill-school", *ROW]), "--replace") == 1
        assert "it is withdrawn, and stays so" in capsys.readouterr().out
        assert "status: withdrawn\n" == (site / "data/pledges/hill-school.yml").read_text("utf-8")

    def test_of_a_form_is_proposed_in_its_mapping(self, site, tmp_path):
        plan, path = tmp_path / "m.yml", forms(tmp_path / "a.xlsx", ("100001", "Hill School"))
        assert take(site, path, "--write-mapping", str(plan)) == 0
        model, _, _ = catalogue.examine(site)
        chosen = mapping.load(plan, model, model.tables["pledges"])
        assert tuple(MICROSOFT[:5]) == chosen.ignore
        assert [*FIELDS, "urn"] == [chosen.columns[column] for column in (*HEADER, "URN")]
        assert "id" not in chosen.columns.values()

    def test_of_google_too(self, site, tmp_path):
        plan = tmp_path / "m.yml"
        path = table(tmp_path / "a.csv", ["Timestamp", "Email Address", *HEADER, "Name"], ["1", "", *ROW, "x"])
        assert take(site, path, "--write-mapping", str(plan)) == 0
        model, _, _ = catalogue.examine(site)
        assert ("Timestamp", "Email Address") == mapping.load(plan, model, model.tables["pledges"]).ignore


class TestUse:
    @pytest.fixture
    def in_folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        table(tmp_path / "a.csv", HEADER, ROW)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("nothing", "a.csv"), "is not a collection"),
            (("pledge", "a.pdf"), "neither .docx nor .csv"),
            (("pledge", "a.csv", "--id", "x"), "--id is for"),
            (("resource", "a.docx"), "rows of a table"),
            (("pledge", "a.docx", "--mapping", "m.yml"), "a mapping is for tables"),
        ],
    )
    def test_that_is_wrong_gives_2(self, site, in_folder, words, said, capsys):
        assert main(["--site", str(site), "import", *words]) == 2
        assert said in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.docx", "folder.xlsx"])
    def test_of_a_file_that_is_not_there_gives_2_and_a_sentence(self, site, in_folder, name, capsys):
        Path("folder.xlsx").mkdir()
        words = ["case-study", name] if name.endswith(".docx") else ["pledge", name]
        assert main(["--site", str(site), "import", *words]) == 2
        assert name in capsys.readouterr().err

    def test_of_a_mapping_that_is_not_there_gives_2_and_a_sentence(self, site, in_folder, capsys):
        assert main(["--site", str(site), "import", "pledge", "a.csv", "--mapping", "no.yml"]) == 2
        assert "there is no file no.yml" in capsys.readouterr().err

    def test_of_a_csv_file_elsewhere_gives_2(self, site, tmp_path, capsys):
        plan = tmp_path / "m.yml"
        plan.write_text("columns:\n  Organisation: organisation\ninto: content/a.csv\n", encoding="utf-8")
        assert take(site, table(tmp_path / "a.csv", HEADER, ROW), "--mapping", str(plan)) == 2
        assert "do not come from content/a.csv" in capsys.readouterr().err

    def test_in_a_dry_run_writes_nothing(self, site, tmp_path, capsys):
        before = sorted(site.rglob("*"))
        assert take(site, table(tmp_path / "a.csv", HEADER, ROW), "--dry-run") == 0
        assert "Nothing was written (--dry-run)." in capsys.readouterr().out
        assert before == sorted(site.rglob("*"))

    def test_in_a_dry_run_is_told_what_is_wrong_today(self, site, tmp_path, capsys, monkeypatch):
        """What has happened cannot be still to come; the day may be set, as for the check."""
        path = table(tmp_path / "a.csv", [*HEADER, "Signed"], [*ROW, "2027-06-10"])
        for day, status, words in (("2027-06-01", 1, "is still to come"), ("2027-06-10", 0, "")):
            monkeypatch.setenv("CHARTERKIT_TODAY", day)
            assert take(site, path, "--dry-run") == status
            assert words in capsys.readouterr().out
        monkeypatch.setenv("CHARTERKIT_TODAY", "some day")
        assert take(site, path, "--dry-run") == 2

    def test_in_a_dry_run_is_told_what_the_check_would_say_of_it(self, site, tmp_path, capsys):
        """In the words of the check, of files that are not there yet."""
        rows = [*ROW[:3], "7"], ["Nobody", "Primary school", "example-charter", ""]
        assert take(site, table(tmp_path / "a.csv", HEADER, *rows), "--dry-run") == 1
        said = capsys.readouterr().out.partition("What would still have to be mended:")[2]
        assert "data/pledges/hill-school.yml" in said
        assert "data/pledges/nobody.yml" in said
        assert "`example-charter` has no version `7`" in said or "version `7`, of which no record is kept" in said
        assert not (site / "data/pledges/nobody.yml").exists()

    def test_drops_who_could_be_recognised_before_anything_is_written(self, site, tmp_path, capsys):
        """Also in the dry run, and by its place, not its words."""
        cells = [*ROW, "Ring Mrs Example on 020 7946 0000."]
        path = table(tmp_path / "a.csv", [*HEADER, "Statement"], cells)
        for more in (["--dry-run"], []):
            assert take(site, path, *more) == 0
            said = capsys.readouterr().out
            assert "row 2: `statement` holds what looks like" in said
            assert "7946" not in said
        assert "7946" not in (site / "data/pledges/hill-school.yml").read_text("utf-8")
