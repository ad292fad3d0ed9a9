"""References lead somewhere; where they do not, one mistake is one problem, with the nearest id."""

import pytest

from charterkit import catalogue
from tests.editing import CHARTER, COLLEGE, FEATURE, PLEDGES, PRINCIPLE, SCHOOL, add, copy, replace, write


def problems(site):
    return [(p.rule, p.path) for p in catalogue.examine(site)[2]]


def hint(site):
    (problem,) = catalogue.examine(site)[2]
    return problem.hint


class TestHint:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("pupil-premum", "Did you mean `pupil-premium`?"),
            ("Pupils eligible for pupil premium", "Write its id, `pupil-premium`."),
            ("PUPILS ELIGIBLE FOR PUPIL PREMIUM", "Write its id, `pupil-premium`."),
            ("Pupils eligible for the pupil premium", "Did you mean `pupil-premium`?"),
            ("zebra", "Choose from those in data/vocabularies/measures.csv."),
        ],
    )
    def test_offers_the_id_that_was_meant(self, site, written, expected):
        replace(site, SCHOOL, "measure: pupil-premium", f"measure: {written}")
        assert expected == hint(site)

    def test_lists_a_short_vocabulary(self, site):
        replace(site, SCHOOL, "tier: universal", "tier: zebra")
        assert hint(site) == "Choose from: universal, targeted, specialist."


class TestBlame:
    """Whoever refers to what cannot be read has made no mistake."""

    @pytest.mark.parametrize("name", [PRINCIPLE, FEATURE, COLLEGE])
    @pytest.mark.parametrize("text", ["", "title: a: b\n", "- list\n", "title: \x00\n", "title: &a x\n", "x" * 70_000])
    def test_is_not_on_those_who_refer_to_a_broken_record(self, site, name, text):
        write(site, name, text)
        assert {name} == {path for _, path in problems(site)}
        assert len(problems(site)) == 1

    @pytest.mark.parametrize(
        "text", ["", "id;label\n", 'id,label,description,order\n"universal,Universal,,1\n', "id,id\n"]
    )
    def test_is_not_on_those_who_refer_to_a_broken_vocabulary(self, site, text):
        write(site, "data/vocabularies/tiers.csv", text)
        assert ["data/vocabularies/tiers.csv"] == [path for _, path in problems(site)]

    def test_is_on_those_who_refer_to_what_is_not_there(self, site):
        (site / FEATURE).unlink()
        expected = [SCHOOL, COLLEGE, CHARTER, "content/worksheets/example-worksheet.yml", "data/resources.csv"]
        assert sorted(("unknown-tag", path) for path in expected) == sorted(problems(site))

    def test_is_not_passed_on_by_another_mistake_in_the_record(self, site):
        """A record that can be read keeps its id, whatever else is wrong with it."""
        replace(site, PRINCIPLE, "order: 1", "order: first")
        assert [("type", PRINCIPLE)] == problems(site)


class TestSelf:
    def test_a_record_may_refer_to_another_of_its_table(self, site):
        replace(site, SCHOOL, "tier: universal", "tier: universal\nreplaces: example-college")
        assert [] == problems(site)

    def test_the_same_tag_may_stand_in_two_records(self, site):
        add(site, COLLEGE, "needs:\n  - attendance\n")
        assert [] == problems(site)

    def test_the_same_text_may_not_stand_twice_in_a_list(self, site):
        replace(site, CHARTER, "          - moving the tables", "          - asking who has none")
        assert [("twice", CHARTER)] == problems(site)

    def test_entries_may_begin_alike_and_go_on_otherwise(self, site):
        """As figures of two years do."""
        entry = "  - measure: pupils\n    value: 210\n    period: "
        replace(site, SCHOOL, f"{entry}2024\n", f"{entry}2024\n{entry}2023\n")
        assert [] == problems(site)

    def test_entries_may_not_say_the_same_in_another_order(self, site):
        entry = "  - measure: pupils\n    value: 210\n    period: 2024\n"
        turned = "  - value: 210\n    period: 2024\n    measure: pupils\n"
        replace(site, SCHOOL, entry, f"{entry}  - measure: pupils\n    value: 209\n{turned}")
        assert [("twice", SCHOOL)] == problems(site)

    def test_the_same_entry_may_stand_in_two_records(self, site):
        add(site, COLLEGE, "in_numbers:\n  - measure: pupils\n    value: 210\n    period: 2024\n")
        assert [] == problems(site)


class TestIds:
    def test_are_unique_over_all_files_of_a_table(self, site):
        text = (site / PLEDGES).read_text("utf-8")
        write(site, "data/pledges/more.csv", text)
        assert [("duplicate-id", "data/pledges/more.csv")] * 2 == problems(site)

    def test_may_be_the_same_in_different_tables(self, site):
        copy(site, COLLEGE, "example-principle")
        assert [] == problems(site)
