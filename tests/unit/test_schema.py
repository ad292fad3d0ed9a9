"""The data model: what a table's fields, keys and lists are, all from the descriptors."""

import pytest

from charterkit import schema


@pytest.fixture
def model(site):
    found, problems = schema.load(site, site / "nowhere")
    assert [] == problems
    return found


class TestTable:
    def test_knows_which_fields_an_author_writes(self, model):
        """Not the id, which is the file's name, nor what an entry's place in its record says."""
        assert "id" not in [field.name for field in model.tables["case-studies"].own_fields]
        assert ["heading", "body", "example"] == [field.name for field in model.tables["case-study-what"].own_fields]
        assert "id" in [field.name for field in model.tables["resources"].own_fields], (
            "a row of a CSV file holds its id"
        )

    def test_knows_the_key_of_its_parent(self, model):
        assert model.tables["case-study-what"].parent_key == ("case_study",)
        assert model.tables["charter-statement-by"].parent_key == ("charter", "section", "statement")
        assert model.tables["charters"].parent_key == ()

    def test_is_a_link_where_each_row_is_one_value(self, model):
        assert model.tables["case-study-needs"].is_link
        assert not model.tables["case-study-principles"].is_link, "it also holds the reason"
        assert not model.tables["setting-types"].is_link

    def test_knows_what_a_field_refers_to(self, model):
        assert model.tables["case-studies"].target("setting_type") == "setting-types"
        assert model.tables["case-studies"].target("title") == ""


class TestField:
    def test_takes_its_standard_from_the_schema(self, model):
        field = model.tables["case-studies"].by_name["context"]
        assert (field.type, field.required, field.markdown, field.shown, field.published) == (
            "string",
            True,
            True,
            True,
            True,
        )

    def test_takes_what_is_ours_from_its_own_key(self, model):
        field = model.tables["case-studies"].by_name["consent_ref"]
        assert (field.shown, field.published, field.group) == (False, False, "Safeguarding")

    def test_knows_its_choices(self, model):
        assert model.tables["case-studies"].by_name["naming"].choices == ("named", "anonymous")
        assert model.tables["case-studies"].by_name["title"].choices == ()


class TestModel:
    def test_knows_the_lists_of_a_table(self, model):
        assert {"needs", "what", "sources"} <= model.lists("case-studies").keys()
        assert list(model.lists("charters")) == [
            "principles",
            "sections",
            "sources",
            "changelog",
            "acknowledged",
            "former_ids",
        ]
        assert model.lists("setting-types") == {}

    @pytest.mark.parametrize(
        ("tag", "target"),
        [
            ("setting_type", "setting-types"),
            ("needs", "needs"),
            ("principles", "principles"),
            ("title", ""),
            ("nothing", ""),
        ],
    )
    def test_knows_what_a_tag_refers_to(self, model, tag, target):
        assert target == model.tag_target("case-studies", tag)
