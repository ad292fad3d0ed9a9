"""Facets: any field that refers to something or has a choice of values, counted over the cases."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views.cards import newest_first
from charterkit.views.facets import Choice, facets
from tests.editing import COLLEGE, FEATURE, SCHOOL, copy, replace, write

SCHEMA = "data/schemas/case-studies.yml"


def made(site, name):
    loaded = catalogue.load(site)
    (facet,) = facets(loaded, [name], newest_first(loaded))
    return facet


def counts(facet):
    return {term.id: term.count for term in facet.terms if term.count}


class TestFacet:
    def test_of_a_field_has_all_terms_of_its_vocabulary_in_their_order(self, site):
        facet = made(site, "tier")
        assert [("universal", 1), ("targeted", 0), ("specialist", 0)] == [(term.id, term.count) for term in facet.terms]
        assert facet.title == "Tier"

    def test_of_a_list_counts_every_case_that_has_the_term(self, site):
        copy(site, COLLEGE, "another")
        assert counts(made(site, "regions")) == {"south-east": 1, "north-west": 2}

    def test_of_a_list_with_reasons_is_one_too(self, site):
        assert counts(made(site, "principles")) == {"example-principle": 2}

    def test_of_records_leads_to_their_pages(self, site):
        (term,) = made(site, "key_features").terms
        assert (term.label, term.about) == ("A shared table", "key-features/example-feature/")
        assert term.path == "library/key-features/example-feature/"

    def test_of_a_choice_has_its_values(self, site):
        facet = made(site, "naming")
        assert [("named", "Named", 1), ("anonymous", "Anonymous", 1)] == [(t.id, t.label, t.count) for t in facet.terms]

    def test_does_not_count_what_is_hidden(self, site):
        replace(site, SCHOOL, "status: published", "status: withdrawn")
        assert counts(made(site, "tier")) == {}
        replace(site, FEATURE, "status: published", "status: draft")
        assert made(site, "key_features").terms == ()


class TestGroups:
    """A column of the terms' table that refers to a vocabulary."""

    def groups(self, site, choice):
        return [(g.term and g.term.id, g.count, [t.id for t in g.terms]) for g in made(site, choice).groups]

    def test_come_in_the_order_of_their_vocabulary_with_their_terms(self, site):
        found = self.groups(site, Choice("local_authorities", "region"))
        regions = list(catalogue.load(site).terms["regions"])
        assert [group for group, _, _ in found] == sorted((g for g, _, _ in found), key=regions.index)
        flat = [term for _, _, terms in found for term in terms]
        assert flat == [term.id for term in made(site, Choice("local_authorities", "region")).terms]

    def test_count_a_case_of_two_of_their_terms_once(self, site):
        copy(site, FEATURE, "another-feature", title="Another")
        replace(site, SCHOOL, "  - example-feature\n", "  - example-feature\n  - another-feature\n")
        assert [("all-pupils", 2, ["another-feature", "example-feature"])] == self.groups(site, "key_features")

    def test_are_the_usual_ones_unless_none_are_asked_for(self, site):
        assert [] == self.groups(site, Choice("key_features", ""))
        assert [] == self.groups(site, "regions")

    def test_leave_what_is_in_none_at_the_end(self, site):
        schema = site / "data/schemas/local-authorities.yml"
        text = schema.read_text("utf-8")
        schema.write_text(text.replace("title: Region\n    constraints: {required: true}", "title: Region"), "utf-8")
        path = site / "data/vocabularies/local-authorities.csv"
        first, *rest = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([first, "nowhere,Nowhere,,0,,,,,,", *rest]) + "\n", "utf-8")
        assert (None, 0, ["nowhere"]) == self.groups(site, Choice("local_authorities", "region"))[-1]


def test_a_description_is_the_schemas_or_the_sites_own(site):
    assert "Whether the practice" in made(site, "tier").description
    assert made(site, Choice("tier", description="Ours.")).description == "Ours."


class TestFieldOfASite:
    def test_is_a_facet_by_its_name(self, site):
        """Nothing in the engine knows of it."""
        replace(site, SCHEMA, "primaryKey:", "  - {name: grade, title: Our grade}\nprimaryKey:")
        replace(
            site,
            SCHEMA,
            "foreignKeys:\n",
            "foreignKeys:\n  - {fields: [grade], reference: {resource: grades, fields: [id]}}\n",
        )
        write(
            site, "data/vocabularies/grades.csv", "id,label,description,order\nfair,Fair,Quite good.,2\ngood,Good,,1\n"
        )
        replace(
            site,
            "data/datapackage.yml",
            "  - name: tiers\n",
            "  - name: grades\n    schema: schemas/vocabulary.yml\n"
            "    charterkit: {rows: data/vocabularies/grades.csv}\n  - name: tiers\n",
        )
        replace(site, SCHOOL, "tier: universal", "grade: fair")
        facet = made(site, "grade")
        assert facet.title == "Our grade"
        assert [("Good", "", 0), ("Fair", "Quite good.", 1)] == [(t.label, t.description, t.count) for t in facet.terms]
        assert facet.terms[1].path == "library/grade/fair/"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("zebra", "Use one of: "), ("key_feature", "Did you mean `key_features`?"), ("tear", "Did you mean `tier`?")],
)
def test_what_cannot_be_a_facet_is_told_with_what_can(site, name, hint):
    with pytest.raises(CharterkitError) as caught:
        made(site, name)
    assert f"mkdocs.yml: charterkit/library: `{name}` cannot be a facet. {hint}" in str(caught.value)
