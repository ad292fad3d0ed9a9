"""The form for contributors, made from the schemas."""

import zlib

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.publish import contribute as published
from charterkit.views import contribute
from charterkit.views.contribute import Input, Repeated
from tests.conftest import make_site
from tests.site.building import replaced, written


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    return catalogue.load(make_site(tmp_path_factory.mktemp("contribute") / "small"))


@pytest.fixture(scope="module")
def form(loaded):
    (made,) = contribute.forms(loaded, ["case-studies"])
    return made


def spread(parts):
    for part in parts:
        yield part
        if isinstance(part, Repeated):
            yield from spread(part.parts)


def asked(form):
    return {part.path: part for section in form.sections for part in spread(section.parts)}


class TestForm:
    def test_asks_for_what_the_schema_does_not_keep_for_editors(self, loaded, form):
        table = loaded.data_model.tables["case-studies"]
        kept = {f.name for f in table.own_fields if not f.form}
        assert {"status", "published_on"} <= kept
        expected = {f.name for f in table.own_fields} - kept
        assert expected == {p.path for p in asked(form).values() if "[" not in p.path}
        assert not {"media[]", "changelog[]"} & asked(form).keys()
        assert dict(form.fixed) == {"status": "draft", "published_on": "today"}

    def test_has_a_section_for_each_group_with_its_lists(self, form):
        sections = {section.title: [part.key for part in section.parts] for section in form.sections}
        assert contribute.FIRST_SECTION == next(iter(sections))
        assert sections["Tags"] == ["tier", "key_features", "principles", "needs"]
        assert "Life" not in sections

    @pytest.mark.parametrize(
        ("path", "shape"),
        [
            ("title", "line"),
            ("summary", "area"),
            ("context", "area"),
            ("naming", "choice"),
            ("tier", "choice"),
            ("setting_type", "select"),
            ("in_numbers[].measure", "search"),
            ("key_features[]", "checks"),
            ("names_changed", "choice"),
            ("reviewed_on", "line"),
            ("sources[].url", "line"),
        ],
    )
    def test_offers_what_suits_the_field(self, form, path, shape):
        assert shape == asked(form)[path].shape

    def test_offers_terms_by_their_labels_with_what_they_mean(self, loaded, form):
        tier = {option.value: option for option in asked(form)["tier"].options}
        assert ("Targeted", "For some pupils.") == (tier["targeted"].label, tier["targeted"].description)
        (feature,) = asked(form)["key_features[]"].options
        record = loaded.key_features["example-feature"]
        assert ("example-feature", record.title, record.summary) == (feature.value, feature.label, feature.description)

    def test_holds_lists_inside_lists(self, loaded):
        """A collection whose schema nobody thought of when the form was made."""
        (charter,) = contribute.forms(loaded, ["charters"])
        ways = asked(charter)["sections[].statements[].by[]"]
        assert isinstance(ways, Input)  # the text itself; the list of them has the same name
        statements = asked(charter)["sections[].statements[]"]
        assert isinstance(statements, Repeated)
        assert statements.id == "f-sections-@-statements"
        by = next(part for part in statements.parts if part.key == "by")
        assert isinstance(by, Repeated)
        assert by.plain

    def test_follows_a_schema_that_grows(self, tmp_path):
        root = make_site(tmp_path / "small")
        new = "  - {name: tide, type: integer, title: Tide, constraints: {required: true}, charterkit: {group: Sea}}\n"
        replaced(root, "data/schemas/case-studies.yml", "primaryKey: [id]\n", f"{new}primaryKey: [id]\n")
        for name in ("example-school", "example-college"):
            path = root / f"content/case-studies/{name}.yml"
            written(root, f"content/case-studies/{name}.yml", path.read_text("utf-8") + "tide: 3\n")
        (made,) = contribute.forms(catalogue.load(root), ["case-studies"])
        (tide,) = next(section.parts for section in made.sections if section.title == "Sea")
        assert isinstance(tide, Input)
        assert ("Tide", True, "integer") == (tide.title, tide.required, tide.type)

    def test_is_refused_for_what_is_no_collection(self, loaded):
        with pytest.raises(CharterkitError, match="Did you mean `case-studies`"):
            contribute.forms(loaded, ["case-studys"])
        with pytest.raises(CharterkitError, match="Choose from"):
            contribute.forms(loaded, ["zzz"])


class TestHost:
    @pytest.mark.parametrize(
        ("repo", "edit", "new", "upload"),
        [
            (
                "https://github.com/a/b/",
                "edit/main/",
                "https://github.com/a/b/new/main/content/x",
                "https://github.com/a/b/upload/main/content/x",
            ),
            (
                "https://gitlab.com/a/b",
                "-/edit/main/site/",
                "https://gitlab.com/a/b/-/new/main/site/content/x",
                "https://gitlab.com/a/b/-/tree/main/site/content/x",
            ),
            (
                "https://code.example.org/a/b",
                "-/edit/main/",
                "https://code.example.org/a/b/-/new/main/content/x",
                "https://code.example.org/a/b/-/tree/main/content/x",
            ),
            ("https://example.org/repository", "edit/main/", "", "https://example.org/repository/"),
        ],
    )
    def test_is_known_by_its_address(self, repo, edit, new, upload):
        host = contribute.host(repo, edit, "content/x")
        assert host
        assert (new, upload) == (host.new, host.upload)

    @pytest.mark.parametrize(
        ("repo", "edit"), [("", "edit/main/"), ("javascript:x", "edit/main/"), ("https://x.y", "")]
    )
    def test_is_not_guessed(self, repo, edit):
        assert contribute.host(repo, edit, "content/x") is None


def test_what_the_script_reads_holds_rules_and_words(form, loaded):
    """Constraints as the schema has them, sentences as the command has them, characters that no file may hold."""
    data = published.data(form, loaded)
    title = data["sections"][0]["parts"][0]
    assert ("title", True, {"maxLength": 120}) == (title["path"], title["required"], title["constraints"])
    assert data["words"]["empty"] == "{name} is empty"
    assert data["characters"]["\u202e"] == "right-to-left override"
    assert data["most_bytes"] == 64 * 1024
    assert "id" not in data["order"]


def test_the_script_is_told_which_ids_are_taken_and_of_no_record_that_readers_may_not_see(tmp_path):
    """Those that a record had before are taken, and those of records that were withdrawn."""
    root = make_site(tmp_path / "small")
    replaced(root, "content/case-studies/example-school.yml", "status: published", "status: draft\nformer_ids:\n- a")
    written(root, "content/case-studies/example-college.yml", "status: withdrawn\nformer_ids:\n  - quiet-room\n")
    loaded = catalogue.load(root)
    cases, charters = contribute.forms(loaded, ["case-studies", "charters"])
    assert "contribute/case-studies-taken.json" == cases.taken
    assert "case-studies-taken.json" == published.data(cases, loaded)["taken"]
    assert {"taken": _checksums("example-college", "quiet-room"), "there": ""} == published.taken(cases, loaded)
    assert {"taken": _checksums("example-charter"), "there": ""} == published.taken(charters, loaded)


def test_the_script_is_told_what_tells_records_apart(loaded):
    (pledges,) = contribute.forms(loaded, ["pledges"])
    data = published.data(pledges, loaded)
    assert ([("urn", "charter"), ("organisation", "charter")], ["organisation"]) == (data["match"], data["names"])
    expected = _checksums(
        "urn charter\n012345\nexample-charter",
        "organisation charter\nexample school\nexample-charter",
        "organisation charter\nexample council\nexample-charter",
    )
    assert expected == published.taken(pledges, loaded)["there"]


def _checksums(*ids):
    return "".join(sorted(f"{zlib.crc32(one.encode()):08x}" for one in ids))
