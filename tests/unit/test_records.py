"""From files to rows: each with its cells as text, its keys and its place."""

import pytest

from charterkit import records, schema
from tests.editing import CHARTER, COLLEGE, PLEDGES, PRINCIPLE, SCHOOL, replace, write


@pytest.fixture
def read(site):
    def run():
        model, _ = schema.load(site, site / "nowhere")
        return records.read(site, model)

    return run


def by_id(tables, name, key):
    (row,) = [row for row in tables[name] if row.cells.get("id") == key]
    return row


class TestRecord:
    def test_becomes_a_row_with_its_file_name_as_id(self, read):
        tables, _ = read()
        assert ["example-college", "example-school"] == [row.cells["id"] for row in tables["case-studies"]]

    def test_keeps_its_cells_as_they_stand_and_where(self, read):
        tables, _ = read()
        row = by_id(tables, "case-studies", "example-school")
        assert row.cells["urn"] == "012345"
        assert (SCHOOL, (6, 6)) == (row.path, row.place("urn"))

    def test_places_what_it_does_not_have_at_its_beginning(self, read):
        tables, _ = read()
        assert by_id(tables, "case-studies", "example-college").place("urn") == (1, 1)

    def test_spreads_its_lists_over_tables_of_their_own(self, read):
        tables, _ = read()
        rows = [row.cells for row in tables["case-study-in-numbers"]]
        expected = {
            "case_study": "example-school",
            "position": "1",
            "measure": "pupils",
            "value": "210",
            "period": "2024",
        }
        assert expected == rows[0]
        assert [r["position"] for r in rows] == ["1", "2"]

    def test_spreads_lists_in_lists(self, read):
        tables, _ = read()
        (row,) = tables["charter-statement-key-features"]
        expected = {"charter": "example-charter", "section": "1", "statement": "1", "position": "1"}
        assert {**expected, "key_feature": "example-feature"} == row.cells
        assert (CHARTER, 32) == (row.path, row.line)

    def test_may_write_a_list_of_values_with_its_field_name(self, site, read):
        """Which is what a list of entries looks like; the table is the same."""
        replace(site, SCHOOL, "needs:\n  - attendance", "needs:\n  - need: attendance")
        tables, problems = read()
        assert [] == problems
        assert [row.cells["need"] for row in tables["case-study-needs"]] == ["attendance"]

    def test_may_leave_an_optional_list_empty(self, site, read):
        replace(site, SCHOOL, "needs:\n  - attendance", "needs:")
        assert read()[1] == []

    def test_may_write_lists_in_brackets(self, site, read):
        replace(site, SCHOOL, "needs:\n  - attendance", "needs: [attendance, trauma]")
        tables, _ = read()
        assert [row.cells["need"] for row in tables["case-study-needs"]] == ["attendance", "trauma"]

    def test_is_trimmed(self, site, read):
        replace(site, SCHOOL, "place: Exampleton", 'place: " Exampleton "')
        assert by_id(read()[0], "case-studies", "example-school").cells["place"] == "Exampleton"


class TestRowOfCsv:
    def test_is_placed_in_its_file(self, read):
        tables, _ = read()
        row = by_id(tables, "pledges", "example-council")
        assert (PLEDGES, (3, 1), (3, 17)) == (row.path, row.place(), row.place("organisation"))

    def test_stands_beside_records_of_the_same_table(self, site, read):
        write(site, "data/pledges/single.yml", "organisation: Example nursery\n")
        ids = {row.cells["id"] for row in read()[0]["pledges"]}
        assert ids == {"single", "example-school", "example-council"}


class TestWhatCannotBeRead:
    """It leaves a row that is judged no more, so that nobody else is blamed."""

    @pytest.mark.parametrize("text", ["", "a: b: c\n", "title: \x00\n", "title: \x07: b\n", "title: a\ntitle: b\n"])
    def test_keeps_its_id(self, site, read, text):
        write(site, PRINCIPLE, text)
        row = by_id(read()[0], "principles", "example-principle")
        assert {"title", "summary", "status"} <= row.broken

    def test_keeps_the_id_that_a_wrong_file_name_meant(self, site, read):
        (site / COLLEGE).rename(site / "content/case-studies/Example College.YML")
        assert by_id(read()[0], "case-studies", "example-college").broken

    def test_keeps_the_ids_of_a_folder_that_is_not_read(self, site, read):
        (site / "content/case-studies/2026").mkdir()
        (site / COLLEGE).rename(site / "content/case-studies/2026/example-college.yml")
        assert by_id(read()[0], "case-studies", "example-college").broken

    def test_has_no_id_where_a_table_is_lost(self, site, read):
        write(site, "data/vocabularies/tiers.csv", "")
        (row,) = read()[0]["tiers"]
        assert "id" not in row.cells
        assert "id" in row.broken

    def test_is_a_cell_where_only_that_is_marred(self, site, read):
        """So that the rest of the file is judged in the same run."""
        replace(site, COLLEGE, "title: A quiet room", "title: A \u202equiet room")
        tables, problems = read()
        assert ["character"] == [problem.rule for problem in problems]
        row = by_id(tables, "case-studies", "example-college")
        assert row.broken == {"title"}
        assert row.cells["setting_name"]

    def test_keeps_the_id_of_a_row_with_the_wrong_number_of_cells(self, site, read):
        replace(site, PLEDGES, '"We begin with lunch, and go on."', "We begin with lunch, and go on.")
        assert by_id(read()[0], "pledges", "example-school").broken
