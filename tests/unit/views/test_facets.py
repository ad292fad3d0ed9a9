"""Facets: any field that refers to something or has a choice of values, counted over the cases."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views.cards import newest_first
from charterkit.views.facets import facets
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
