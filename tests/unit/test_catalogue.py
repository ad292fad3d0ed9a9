"""The one way in: typed records, and what a site adds to its schemas, without a change to the engine."""

import datetime
from decimal import Decimal

import pytest

from charterkit import catalogue
from charterkit.model import Fact, PrincipleTag, Term
from charterkit.problems import ContentError
from tests.editing import COLLEGE, PRINCIPLE, SCHOOL, copy, replace, write

SCHEMA = "data/schemas/case-studies.yml"


@pytest.fixture
def loaded(site):
    return catalogue.load(site)


class TestTypes:
    def test_of_texts_numbers_truths_and_dates(self, loaded):
        school = loaded.case_studies["example-school"]
        assert school.urn == "012345", "a text keeps its zeros"
        assert school.published_on == datetime.date(2026, 3, 1)
        assert school.sources[0].year == 2024
        pupils, premium = school.in_numbers
        assert (Decimal(210), None) == (pupils.value, pupils.approximate)
        assert (Decimal("31.5"), True) == (premium.value, premium.approximate)
        assert loaded.charters["example-charter"].unofficial is True

    def test_of_what_was_left_out(self, loaded):
        college = loaded.case_studies["example-college"]
        assert college.urn == ""
        assert (college.tier, college.last_reviewed) == (None, None)
        assert (college.needs, college.quotes) == ((), ())

    def test_of_terms(self, loaded):
        tier = loaded.case_studies["example-school"].tier
        assert isinstance(tier, Term)
        assert loaded.terms["tiers"]["universal"] == tier
        assert (tier.id, tier.label) == ("universal", "Universal")

    def test_of_terms_with_columns_of_their_own(self, loaded):
        assert loaded.terms["measures"]["pupil-premium"].more["unit"] == "% of pupils"

    def test_of_lists(self, loaded):
        school = loaded.case_studies["example-school"]
        assert school.key_features == ("example-feature",)
        assert school.principles == (PrincipleTag(principle="example-principle", reason="Every pupil has a seat."),)
        assert [need.id for need in school.needs] == ["attendance"]

    def test_of_lists_in_lists(self, loaded):
        statement = loaded.charters["example-charter"].sections[0].statements[0]
        assert statement.by == ("asking who has none", "moving the tables")
        assert statement.so == "So, you can always sit down."
        assert statement.principles == ("example-principle",)

    def test_of_rows_of_csv(self, loaded):
        pledge = loaded.pledges["example-school"]
        assert pledge.signed_on == datetime.date(2026, 3, 5)
        assert pledge.statement == "We begin with lunch, and go on."
        assert pledge.organisation_type.id == "primary-school"


class TestOrder:
    def test_is_that_of_the_field_order_then_of_the_ids(self, site):
        for name, order in [("zebra", "1"), ("apple", "3"), ("middle", "2")]:
            copy(site, PRINCIPLE, name, order=order)
        assert ["example-principle", "zebra", "middle", "apple"] == list(catalogue.load(site).principles)

    def test_of_terms_is_that_of_their_order(self, site):
        write(
            site, "data/vocabularies/tiers.csv", "id,label,description,order\nuniversal,U,,2\nfirst,F,,1\nalso,A,,1\n"
        )
        assert ["also", "first", "universal"] == list(catalogue.load(site).terms["tiers"])


class TestErrors:
    def test_leave_no_catalogue(self, site):
        replace(site, SCHOOL, "tier: universal", "tier: zebra")
        replace(site, COLLEGE, "naming: anonymous", "naming: secret")
        with pytest.raises(ContentError) as caught:
            catalogue.load(site)
        assert ["unknown-value", "unknown-tag"] == [p.rule for p in caught.value.problems]

    def test_of_a_schema_come_alone(self, site):
        """Without the data model nothing else can be judged."""
        replace(site, "data/schemas/measures.yml", "type: integer", "type: integr")
        replace(site, COLLEGE, "naming: anonymous", "naming: secret")
        assert ["schema"] == [p.rule for p in catalogue.examine(site)[2]]


def test_every_record_of_the_reference_site_is_loaded(reference):
    """One record a file, and no file without its record."""
    loaded = catalogue.load(reference)
    collections = {
        "case-studies": loaded.case_studies,
        "principles": loaded.principles,
        "key-features": loaded.key_features,
        "charters": loaded.charters,
    }
    for name, records in collections.items():
        files = {path.stem for path in (reference / "content" / name).glob("*.yml")}
        hidden = {row.cells["id"] for row in catalogue.examine(reference)[1][name]} - set(records)
        assert files == set(records) | hidden


class TestTimestamp:
    def test_is_the_newest_date_in_the_records(self, site, loaded):
        day = datetime.datetime.fromtimestamp(loaded.timestamp(), tz=datetime.UTC)
        assert day == datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
        replace(site, COLLEGE, "published_on: 2026-02-01", "published_on: 2026-06-01")
        assert catalogue.load(site).timestamp() - loaded.timestamp() == 61 * 24 * 60 * 60

    def test_does_not_know_the_clock(self, site, loaded):
        assert catalogue.load(site).timestamp() == loaded.timestamp()


class TestFieldOfASite:
    """A field that a site adds to a schema reaches pages (`extra`) and facets (`tags`); the engine stays as it is."""

    def add(self, site, field, value):
        replace(site, SCHEMA, "primaryKey:", f"  - {{{field}}}\nprimaryKey:")
        replace(site, SCHOOL, "tier: universal", f"tier: universal\nown: {value}")

    def refer(self, site, column="own"):
        """Let the field refer to a vocabulary that the site adds too."""
        write(site, "data/vocabularies/grades.csv", "id,label,description,order\ngood,Good,,1\nfair,Fair,,2\n")
        replace(
            site,
            "data/datapackage.yml",
            "  - name: tiers\n",
            "  - name: grades\n    schema: schemas/vocabulary.yml\n"
            "    charterkit: {rows: data/vocabularies/grades.csv}\n  - name: tiers\n",
        )
        return f"  - {{fields: [{column}], reference: {{resource: grades, fields: [id]}}}}\n"

    @pytest.mark.parametrize(
        ("field", "value", "shown"),
        [
            ("name: own, type: integer, title: Our field", "12", "12"),
            ("name: own, type: string, title: Our field", "some words", "some words"),
            ("name: own, type: date, title: Our field", "2026-03-05", "5 March 2026"),
            ("name: own, type: boolean, title: Our field", "true", "Yes"),
            ("name: own, type: boolean, title: Our field, falseValues: [nope]", "nope", "No"),
        ],
    )
    def test_is_shown_with_its_title_as_readers_see_it(self, site, field, value, shown):
        self.add(site, field, value)
        loaded = catalogue.load(site)
        assert (Fact("own", "Our field", shown),) == loaded.case_studies["example-school"].extra
        assert loaded.case_studies["example-college"].extra == ()

    def test_may_be_markdown(self, site):
        self.add(site, "name: own, title: Our field, charterkit: {text: markdown}", "'**bold**'")
        (fact,) = catalogue.load(site).case_studies["example-school"].extra
        assert fact.markdown

    def test_is_not_shown_where_the_schema_says_so(self, site):
        self.add(site, "name: own, charterkit: {shown: false}", "secret")
        assert catalogue.load(site).case_studies["example-school"].extra == ()

    def test_that_refers_to_a_new_vocabulary_is_a_tag_shown_by_its_label(self, site):
        self.add(site, "name: own, type: string, title: Our field", "good")
        replace(site, SCHEMA, "foreignKeys:\n", f"foreignKeys:\n{self.refer(site)}")
        loaded = catalogue.load(site)
        school = loaded.case_studies["example-school"]
        assert (Fact("own", "Our field", "Good"),) == school.extra
        assert school.tags["own"] == ("good",)
        assert ["good", "fair"] == list(loaded.terms["grades"])

    def test_that_refers_to_a_new_vocabulary_is_checked(self, site):
        self.add(site, "name: own, type: string, title: Our field", "god")
        replace(site, SCHEMA, "foreignKeys:\n", f"foreignKeys:\n{self.refer(site)}")
        (problem,) = catalogue.examine(site)[2]
        assert problem.hint == "Did you mean `good`?"

    def test_with_a_choice_of_values_is_a_tag(self, site):
        self.add(site, "name: own, constraints: {enum: [red, green]}", "red")
        assert catalogue.load(site).case_studies["example-school"].tags["own"] == ("red",)

    def test_may_be_a_list_of_references(self, site):
        reference = self.refer(site, "grade")
        write(
            site,
            "data/schemas/case-study-grades.yml",
            "fields:\n"
            "  - {name: case_study, type: string, constraints: {required: true}}\n"
            "  - {name: position, type: integer, constraints: {required: true}}\n"
            "  - {name: grade, type: string, title: Grades, constraints: {required: true}}\n"
            "primaryKey: [case_study, position]\n"
            "foreignKeys:\n"
            f"  - {{fields: [case_study], reference: {{resource: case-studies, fields: [id]}}}}\n{reference}",
        )
        replace(
            site,
            "data/datapackage.yml",
            "  - name: grades\n",
            "  - name: case-study-grades\n    schema: schemas/case-study-grades.yml\n"
            "    charterkit: {parent: case-studies, list: grades}\n  - name: grades\n",
        )
        replace(site, SCHOOL, "tier: universal", "tier: universal\ngrades:\n  - good\n  - fair")
        school = catalogue.load(site).case_studies["example-school"]
        assert school.tags["grades"] == ("good", "fair")
        assert (Fact("grades", "Grades", "Good, Fair"),) == school.extra

    def test_may_stand_in_an_entry_of_a_list(self, site):
        replace(
            site, "data/schemas/case-study-what.yml", "primaryKey:", "  - {name: own, title: Our field}\nprimaryKey:"
        )
        replace(site, SCHOOL, "  - heading: One long table", "  - heading: One long table\n    own: here")
        (part,) = catalogue.load(site).case_studies["example-school"].what
        assert (Fact("own", "Our field", "here"),) == part.extra


class TestTableThatASiteDoesWithout:
    def test_leaves_its_collection_empty(self, site):
        """A site without pledges takes the table out of its Data Package."""
        package = (site / "data/datapackage.yml").read_text("utf-8")
        start = package.index("  - name: pledges\n")
        end = package.index("  - name: resources\n")
        write(site, "data/datapackage.yml", package[:start] + package[end:])
        assert catalogue.load(site).pledges == {}

    def test_may_be_a_vocabulary(self, site):
        """The field then holds a text like any other, which the engine does not know as a term."""
        replace(site, SCHEMA, "  - {fields: [tier], reference: {resource: tiers, fields: [id]}}\n", "")
        assert catalogue.load(site).case_studies["example-school"].tier is None
