"""What people write becomes what records hold, or is said not to fit."""

import pytest

from charterkit import catalogue
from charterkit.importing.values import Converter, date


class TestDate:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-03-01",
            "01/03/2026",
            "1/3/2026",
            "1.3.26",
            "01-03-2026",
            "1 March 2026",
            "1st March 2026",
            "1st of March 2026",
            "Sunday 1 March 2026",
            "Sun, 1 Mar 2026",
            "March 1, 2026",
            "01/03/2026 09:30:00",
            "2026-03-01T00:00:00Z",
            "2026-03-01 09:30",
        ],
    )
    def test_is_read_in_the_forms_of_this_country(self, text):
        assert "2026-03-01" == date(text, ())

    @pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "13/13/2026", "March 2026", "0", "1 Foo 2026"])
    def test_that_is_none_is_none(self, text):
        assert "" == date(text, ())

    def test_may_have_other_forms_first(self):
        assert "2026-03-01" == date("03/01/2026", ("%m/%d/%Y",))


@pytest.fixture
def convert(site):
    model, tables, _ = catalogue.examine(site)

    def run(values, table="case-studies", **options):
        return Converter(model, tables, **{"form": False, **options}).record(model.tables[table], values, "here")

    return run


class TestValue:
    @pytest.mark.parametrize("text", ["primary", "Primary school", "PRIMARY SCHOOL", "primary-school"])
    def test_of_a_vocabulary_may_be_its_label(self, convert, text):
        assert ({"setting_type": "primary"}, []) == convert({"setting_type": text})

    def test_of_a_vocabulary_may_be_a_word_of_the_mapping(self, convert):
        assert {"setting_type": "primary"} == convert(
            {"setting_type": "Infants"}, maps={"setting_type": {"infants": "primary"}}
        )[0]

    def test_that_is_no_term_is_named_with_the_nearest(self, convert):
        values, (left,) = convert({"setting_type": "Primery school"})
        assert {} == values
        assert "here, `setting_type`" == left.where
        assert "`Primery school` is not one of the types of setting. Did you mean `Primary school`?" == left.why

    @pytest.mark.parametrize(("text", "kept"), [("Yes", "true"), ("n", "false"), ("☒", "true"), ("TRUE", "true")])
    def test_may_be_yes_or_no(self, convert, text, kept):
        assert {"names_changed": kept} == convert({"names_changed": text})[0]

    def test_that_is_neither_yes_nor_no_is_said(self, convert):
        assert "`perhaps` is not yes or no. Write one of the two." == convert({"names_changed": "perhaps"})[1][0].why

    def test_of_numbers_loses_its_commas(self, convert):
        values, _ = convert({"in_numbers": [{"measure": "eal", "value": "1,234.5"}]})
        assert [{"measure": "eal", "value": "1234.5"}] == values["in_numbers"]

    @pytest.mark.parametrize("text", ["about 1,250", "1,250 pupils", "> 1,000", "1,25"])
    def test_that_is_no_number_stays_as_it_was_written_for_the_check_to_show(self, convert, text):
        values, _ = convert({"in_numbers": [{"measure": "eal", "value": text}]})
        assert text == values["in_numbers"][0]["value"]

    @pytest.mark.parametrize(("text", "kept"), [("45678", "2025-01-21"), ("25569", "1970-01-01")])
    def test_of_days_may_be_the_number_by_which_a_spreadsheet_counts_them_and_says_so(self, convert, text, kept):
        values, (left,) = convert({"published_on": text})
        assert kept == values["published_on"]
        assert f"`{text}` was read as {kept}" in left.why

    @pytest.mark.parametrize("text", ["456789", "99999", "2025"])
    def test_of_days_may_be_no_other_number(self, convert, text):
        values, (left,) = convert({"published_on": text})
        assert {} == values
        assert "is not a date" in left.why

    def test_of_lists_stands_once_in_them(self, convert):
        assert {"needs": ["send"]} == convert({"needs": ["send", "send"]})[0]

    def test_that_no_field_takes_is_named(self, convert):
        _, left = convert({"titel": "A", "sources": [{"titel": "B"}]})
        assert ["here, `titel`", "here, entry 1, `sources[].titel`"] == [one.where for one in left]
        assert all("Did you mean `title`?" in one.why for one in left)

    def test_for_editors_is_not_taken_from_a_form(self, convert):
        values, left = convert({"status": "published", "title": "A", "changelog": [{"change": "x"}]}, form=True)
        assert {"title": "A"} == values
        assert len(left) == 2
