"""Open data: plain tables that hold what readers may see, and nothing that a spreadsheet would run."""

import csv
import itertools
import json

import frictionless
import pytest

from charterkit import catalogue
from charterkit.publish import open_data
from tests.editing import CHARTER, COLLEGE, FEATURE, PLEDGES, SCHOOL, add, replace
from tests.pictures import picture


@pytest.fixture
def write(site, tmp_path):
    written = itertools.count()

    def run():
        folder = tmp_path / f"open-data-{next(written)}"
        open_data.write(catalogue.load(site), folder)
        return folder

    return run


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder):
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.*")))


def test_frictionless_accepts_it(write, monkeypatch):
    folder = write()
    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["name", "note"])
    assert len(report.tasks) > 30


class TestFormulas:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_in_a_text_become_text(self, site, write, start):
        """https://owasp.org/www-community/attacks/CSV_Injection."""
        replace(site, SCHOOL, "place: Exampleton", f"place: \"{start}HYPERLINK('https://example.org')\"")
        (row,) = [row for row in rows(write(), "case-studies") if row["id"] == "example-school"]
        assert row["place"] == f"'{start}HYPERLINK('https://example.org')"

    def test_in_a_row_of_csv_become_text(self, site, write):
        replace(site, PLEDGES, "Example council,council", "=1+1,council")
        assert "'=1+1" in [row["organisation"] for row in rows(write(), "pledges")]

    @pytest.mark.parametrize("start", ["\\t", "\\r", "\\n", " "])
    def test_behind_what_is_not_seen_become_text(self, site, write, start):
        replace(site, SCHOOL, "place: Exampleton", f'place: "{start}=1+1"')
        (row,) = [row for row in rows(write(), "case-studies") if row["id"] == "example-school"]
        assert row["place"] == "'=1+1"

    def test_are_no_negative_numbers(self, site, write):
        replace(site, SCHOOL, "value: 210", "value: -210")
        assert rows(write(), "case-study-in-numbers")[0]["value"] == "-210"

    def test_stay_as_they_are_in_json(self, site, write):
        """Nothing runs there."""
        replace(site, SCHOOL, "place: Exampleton", 'place: "=1+1"')
        assert json.loads((write() / "case-studies/example-school.json").read_text("utf-8"))["place"] == "=1+1"


class TestWhatIsNotPublic:
    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    @pytest.mark.parametrize(
        ("name", "trace"),
        [(SCHOOL, "A seat at every table"), (FEATURE, "A shared table"), (CHARTER, "A seat for everybody.")],
    )
    def test_is_in_no_file(self, site, write, name, trace, status):
        assert trace in everything(write())
        replace(site, name, "status: published", f"status: {status}")
        assert trace not in everything(write())

    def test_has_no_file_of_its_own(self, site, write):
        replace(site, SCHOOL, "status: published", "status: withdrawn")
        assert ["example-college.json"] == [path.name for path in (write() / "case-studies").iterdir()]

    def test_is_no_pending_pledge(self, site, write):
        replace(site, PLEDGES, "2026-03-06,published,2027-03-05", "2026-03-06,pending,2027-03-05")
        assert "Headteacher" not in everything(write())

    def test_is_no_reference_to_a_consent_form(self, site, write):
        """Neither its value nor its column, in any table."""
        assert "form-17" in (site / SCHOOL).read_text("utf-8")
        add(
            site,
            COLLEGE,
            "media:\n  - file: a.png\n    alt: A room\n    credit: Example\n    licence: CC BY 4.0\n"
            "    identifiable: true\n    consent_ref: form-18\n",
        )
        (site / "data/media").mkdir(exist_ok=True)
        (site / "data/media/a.png").write_bytes(picture("png"))
        text = everything(write())
        assert "form-1" not in text
        assert "consent_ref" not in text

    def test_is_no_table_of_the_engine(self, write):
        assert not (write() / "brand.csv").exists()

    def test_is_a_field_that_the_schema_keeps_back(self, site, write):
        replace(
            site,
            "data/schemas/case-studies.yml",
            "primaryKey:",
            "  - {name: own, charterkit: {published: false}}\nprimaryKey:",
        )
        replace(site, SCHOOL, "tier: universal", "tier: universal\nown: SECRET")
        text = everything(write())
        assert "SECRET" not in text
        assert '"own"' not in text


class TestRecord:
    @pytest.fixture
    def school(self, write):
        return json.loads((write() / "case-studies/example-school.json").read_text("utf-8"))

    def test_has_its_values_with_their_types(self, school):
        assert school["urn"] == "012345"
        assert school["in_numbers"][0]["value"] == 210
        assert school["in_numbers"][1] == {
            "measure": "pupil-premium",
            "value": 31.5,
            "approximate": True,
            "comparator": "England",
            "comparator_value": 25,
        }

    def test_has_its_lists_as_the_author_wrote_them(self, school):
        assert school["key_features"] == ["example-feature"]
        assert school["principles"] == [{"principle": "example-principle", "reason": "Every pupil has a seat."}]

    def test_leaves_out_what_was_left_out(self, write):
        college = json.loads((write() / "case-studies/example-college.json").read_text("utf-8"))
        assert not {"urn", "needs", "quotes"}.intersection(college)

    def test_has_lists_in_lists(self, write):
        charter = json.loads((write() / "charters/example-charter.json").read_text("utf-8"))
        assert charter["sections"][0]["statements"][0]["by"] == ["asking who has none", "moving the tables"]


class TestTable:
    def test_is_the_same_as_csv_and_json(self, write):
        folder = write()
        for path in folder.glob("*.csv"):
            table = json.loads(path.with_suffix(".json").read_text("utf-8"))
            told = [{key: value for key, value in row.items() if value} for row in rows(folder, path.stem)]
            assert [set(row) for row in told] == [set(row) for row in table], path.name
            assert len(told) == len(table)

    def test_is_described_with_its_size_and_hash(self, write):
        folder = write()
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        for resource in package["resources"]:
            assert resource["bytes"] == (folder / resource["path"]).stat().st_size
        assert all(resource["hash"].startswith("sha256:") for resource in package["resources"])

    def test_carries_nothing_of_the_engine_in_its_description(self, write):
        assert '"charterkit"' not in (write() / "datapackage.json").read_text("utf-8")

    def test_without_rows_is_published_too(self, site, write):
        """So that what reads the data finds what it found before."""
        assert rows(write(), "case-study-media") == []


def test_the_same_records_give_the_same_bytes(site, tmp_path):
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        open_data.write(catalogue.load(site), folder)
        made.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")})
    assert made[0] == made[1]


def test_the_rows_of_each_published_table_are_counted(site):
    counted = dict(open_data.rows(catalogue.load(site)))
    assert counted["case-studies"] == 2
    assert "brand" not in counted
