"""What is withdrawn or a draft is gone, with everything that hangs on it."""

import pytest

from charterkit import catalogue
from tests.editing import CHARTER, COLLEGE, FEATURE, PLEDGES, PRINCIPLE, SCHOOL, copy, replace

HIDDEN = ["draft", "withdrawn"]


def hide(site, name, status="withdrawn"):
    replace(site, name, "status: published", f"status: {status}")
    return catalogue.load(site)


class TestRecord:
    @pytest.mark.parametrize("status", HIDDEN)
    def test_is_gone_with_the_rows_of_its_lists(self, site, status):
        loaded = hide(site, SCHOOL, status)
        assert ["example-college"] == list(loaded.case_studies)
        for name, rows in loaded.tables.items():
            if name.startswith("case-stud"):
                assert "example-school" not in {value for row in rows for value in row.cells.values()}, name

    def test_is_gone_with_the_lists_in_its_lists(self, site):
        loaded = hide(site, CHARTER)
        for name in (
            "charter-sections",
            "charter-statements",
            "charter-statement-by",
            "charter-statement-key-features",
        ):
            assert [] == loaded.tables[name]

    def test_that_is_archived_is_there(self, site):
        assert hide(site, SCHOOL, "archived").case_studies["example-school"].status == "archived"

    def test_leaves_the_rows_that_were_read_as_they_were(self, site):
        """The tables of `examine` are the files; only what is made from them is public."""
        hide(site, SCHOOL)
        _, tables, _ = catalogue.examine(site)
        assert len(tables["case-studies"]) == 2


class TestReference:
    @pytest.mark.parametrize("status", HIDDEN)
    def test_in_a_list_is_gone(self, site, status):
        loaded = hide(site, COLLEGE, status)
        assert loaded.case_studies["example-school"].related == ()

    def test_as_a_tag_is_gone_and_the_record_stays(self, site):
        loaded = hide(site, FEATURE)
        school = loaded.case_studies["example-school"]
        assert () == school.key_features
        assert "key_features" not in school.tags
        assert loaded.charters["example-charter"].sections[0].statements[0].key_features == ()

    def test_with_a_reason_is_gone_with_the_reason(self, site):
        loaded = hide(site, PRINCIPLE)
        assert loaded.case_studies["example-school"].principles == ()
        assert loaded.tables["case-study-principles"] == []

    def test_that_is_optional_is_emptied(self, site):
        replace(site, SCHOOL, "tier: universal", "tier: universal\nreplaces: example-college")
        assert hide(site, COLLEGE).case_studies["example-school"].replaces == ""
        assert catalogue.load(site).brand.charter == "example-charter"
        assert hide(site, CHARTER).brand.charter == ""

    def test_that_is_required_takes_its_record_along(self, site):
        """A pledge to a withdrawn charter has nothing to pledge to."""
        assert set(catalogue.load(site).pledges) == {"example-school", "example-council"}
        assert hide(site, CHARTER).pledges == {}

    def test_is_followed_as_far_as_it_leads(self, site):
        """A draft that the next refers to, which is required by the next."""
        schema = "data/schemas/case-studies.yml"
        replace(
            site, schema, "primaryKey:", "  - {name: after, type: string, constraints: {required: true}}\nprimaryKey:"
        )
        replace(
            site,
            schema,
            "foreignKeys:\n",
            "foreignKeys:\n  - {fields: [after], reference: {resource: case-studies, fields: [id]}}\n",
        )
        order = ["one", "two", "three", "four"]
        for new, after in zip(order, ["one", *order], strict=False):
            copy(site, COLLEGE, new, subject=f"cohort\nafter: {after if new != 'one' else 'four'}")
        for name in (SCHOOL, COLLEGE):
            replace(site, name, "naming: ", "after: four\nnaming: ")
        assert len(catalogue.load(site).case_studies) == 6
        assert hide(site, "content/case-studies/one.yml").case_studies == {}


class TestPledge:
    @pytest.mark.parametrize("status", ["pending", "withdrawn"])
    def test_that_is_not_public_is_gone(self, site, status):
        replace(site, PLEDGES, "2026-03-06,published,2027-03-05", f"2026-03-06,{status},2027-03-05")
        assert list(catalogue.load(site).pledges) == ["example-council"]

    def test_that_is_due_for_renewal_is_there(self, site):
        replace(site, PLEDGES, "2026-03-06,published,2027-03-05", "2026-03-06,renewal due,2027-03-05")
        assert len(catalogue.load(site).pledges) == 2
