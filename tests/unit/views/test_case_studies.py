"""The page of a case study: related cases, figures, neighbours."""

import pytest

from charterkit import catalogue
from charterkit.views import case_studies
from tests.editing import COLLEGE, FEATURE, PRINCIPLE, SCHOOL, add, copy, replace


def views(site):
    return {page.path: page.view for page in case_studies.pages(catalogue.load(site), {"open-data"})}


def view(site, name):
    return views(site)[f"case-studies/{name}/"]


def related(site, name):
    return [card.id for card in view(site, name).related]


class TestRelated:
    """First those that the author names, then those that share most, and rarer tags count for more."""

    def test_are_those_that_share_a_tag(self, site):
        assert related(site, "example-college") == ["example-school"]

    def test_begin_with_those_that_the_author_names(self, site):
        copy(site, COLLEGE, "twin")
        add(site, COLLEGE, "related:\n  - example-school\n")
        assert related(site, "example-college") == ["example-school", "twin"]
        assert related(site, "twin") == ["example-college", "example-school"]

    def test_are_not_the_case_itself(self, site):
        assert "example-college" not in related(site, "example-college")

    def test_are_none_where_nothing_is_shared(self, site):
        copy(site, FEATURE, "lonely-feature")
        copy(site, PRINCIPLE, "lonely-principle")
        replace(site, COLLEGE, "- example-feature", "- lonely-feature")
        replace(site, COLLEGE, "- principle: example-principle", "- principle: lonely-principle")
        assert related(site, "example-college") == []

    def test_prefer_one_rare_tag_to_several_common_ones(self, site):
        """Everybody shares the feature, the principle and the kind of setting; only one other has the same need."""
        for number in range(6):
            copy(site, COLLEGE, f"case-{number}")
        copy(site, FEATURE, "lonely-feature")
        copy(site, PRINCIPLE, "lonely-principle")
        copy(site, COLLEGE, "zz-rare", setting_type="primary", subject="cohort\nneeds:\n  - poverty")
        rare = "content/case-studies/zz-rare.yml"
        replace(site, rare, "- example-feature", "- lonely-feature")
        replace(site, rare, "- principle: example-principle", "- principle: lonely-principle")
        add(site, COLLEGE, "needs:\n  - poverty\n")
        assert related(site, "example-college")[0] == "zz-rare"

    def test_are_few(self, site):
        for number in range(10):
            copy(site, COLLEGE, f"case-{number}")
        assert len(related(site, "example-college")) == case_studies.MOST_RELATED

    def test_are_the_same_in_every_build(self, site):
        for number in range(10):
            copy(site, COLLEGE, f"case-{number}")
        assert related(site, "example-college") == ["case-0", "case-1", "case-2", "case-3"]


class TestFigures:
    def test_are_written_with_their_unit_and_what_they_are_compared_with(self, site):
        pupils, premium = view(site, "example-school").numbers
        assert (pupils.value, pupils.label, pupils.approximate) == ("210", "Pupils", False)
        assert (premium.value, premium.compared, premium.approximate) == ("31.5%", "England: 25%", True)

    @pytest.mark.parametrize(
        ("measure", "value", "more", "shown"),
        [
            ("money", "1250000", "", "£1,250,000"),
            ("pupils", "1234567.50", "", "1,234,567.50"),
            ("progress-8", "-0.5", "", "-0.5"),
            ("pupils", "0", "", "0"),
            ("pupils", "12", "unit: '% of boys'", "12%"),
        ],
    )
    def test_are_written_as_readers_say_them(self, site, measure, value, more, shown):
        add(site, COLLEGE, f"in_numbers:\n  - measure: {measure}\n    value: {value}\n    {more}\n")
        assert view(site, "example-college").numbers[0].value == shown


class TestNeighbours:
    def test_are_in_the_order_of_the_settings(self, site):
        copy(site, COLLEGE, "third", setting_name="B school")
        found = views(site)
        order = ["example-college", "third", "example-school"]
        assert [None, *order[:-1]] == [
            (v := found[f"case-studies/{n}/"].previous) and v.path.split("/")[1] for n in order
        ]
        assert [*order[1:], None] == [(v := found[f"case-studies/{n}/"].next) and v.path.split("/")[1] for n in order]

    def test_lead_from_what_is_replaced_to_what_replaces_it(self, site):
        replace(site, SCHOOL, "tier: universal", "tier: universal\nreplaces: example-college")
        assert view(site, "example-school").standing.replaces.path == "case-studies/example-college/"
        assert view(site, "example-college").standing.replaced_by.path == "case-studies/example-school/"


def test_the_record_can_be_edited_and_downloaded(site):
    (page,) = [p for p in case_studies.pages(catalogue.load(site), {"open-data"}) if "school" in p.path]
    assert (page.source, page.view.take.data) == (SCHOOL, "open-data/case-studies/example-school.json")
    (page,) = [p for p in case_studies.pages(catalogue.load(site), frozenset()) if "school" in p.path]
    assert page.view.take.data == ""
