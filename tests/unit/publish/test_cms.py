"""The configuration of the CMS, made from the schemas, and its files."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.publish import cms
from tests.conftest import make_site

BACKEND = {"name": "github", "repo": "example/charters", "branch": "main"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    return catalogue.load(make_site(tmp_path_factory.mktemp("cms") / "small"))


def configuration(loaded, *names):
    return cms.configuration(loaded, names, BACKEND, "https://example.org/", "content/media")


def fields(listed, path=""):
    """Every field by its path."""
    found = {}
    for field in listed:
        found[f"{path}{field['name']}"] = field
        found |= fields(field.get("fields", []), f"{path}{field['name']}.")
    return found


class TestConfiguration:
    def test_has_every_collection_with_records_and_its_folder(self, loaded):
        made = configuration(loaded)
        folders = {c["name"]: c["folder"] for c in made["collections"]}
        expected = {t.name: t.origin.records for t in loaded.data_model.tables.values() if t.origin.records}
        assert expected == folders
        assert {"yml"} == {c["extension"] for c in made["collections"]}
        assert BACKEND == made["backend"]

    def test_has_every_field_and_list_that_an_author_writes(self, loaded):
        made = {c["name"]: fields(c["fields"]) for c in configuration(loaded)["collections"]}
        model = loaded.data_model

        def written(table, path=""):
            for field in table.own_fields:
                yield f"{path}{field.name}"
            for name, child in model.lists(table.name).items():
                yield f"{path}{name}"
                if not child.is_link:
                    yield from written(child, f"{path}{name}.")

        for name, found in made.items():
            assert set(written(model.tables[name])) - {"id"} == set(found), name

    def test_offers_terms_and_records_to_choose_from(self, loaded):
        cases = fields(configuration(loaded)["collections"][0]["fields"])
        assert cases["tier"]["options"][0] == {"label": "Universal", "value": "universal"}
        assert ("relation", "key-features", True, 1) == tuple(
            cases["key_features"][key] for key in ("widget", "collection", "multiple", "min")
        )
        assert cases["status"]["default"] == "draft"
        assert cases["published_on"]["format"] == "YYYY-MM-DD"
        assert cases["urn"]["pattern"][0] == "^([0-9]{6})$"

    def test_offers_as_terms_the_records_that_it_does_not_edit(self, loaded):
        """A relation to a collection that is not there would be an error of the CMS."""
        cases = fields(configuration(loaded, "case-studies")["collections"][0]["fields"])
        assert ("select", ["example-feature"]) == (
            cases["key_features"]["widget"],
            [option["value"] for option in cases["key_features"]["options"]],
        )

    def test_is_refused_for_what_is_no_collection(self, loaded):
        with pytest.raises(CharterkitError, match="Did you mean `charters`"):
            configuration(loaded, "charter")


def test_its_files_load_nothing_of_another_host_and_carry_their_licences():
    files = cms.files()
    script = files[cms.SCRIPT].decode()
    assert "url(https:" not in script
    assert "jsdelivr" not in script
    assert b"MIT License" in files["LICENSE.txt"]
    for font in ("source-sans-3", "noto-mono", "material-symbols-outlined"):
        assert f"url({font}.woff2)" in script
        assert files[f"{font}.woff2"].startswith(b"wOF2")
        assert f"{font}.LICENSE.txt" in files


def test_another_version_is_noticed(monkeypatch):
    """Or its fonts would be asked for elsewhere without anybody's knowing."""
    monkeypatch.setitem(cms._AT_HOME, "https://elsewhere.example/font", "font")
    with pytest.raises(CharterkitError, match="elsewhere"):
        cms.files()
