"""A site adds fields and vocabularies to its schemas, and the engine follows without a change."""

import pytest

from tests.site import records
from tests.site.building import build, charterkit, replaced, small_site, written

PHASES = """\
fields:
  - {name: case_study, type: string, title: Case study, constraints: {required: true}}
  - {name: position, type: integer, title: Position, constraints: {required: true, minimum: 1}}
  - {name: season, type: string, title: Season, constraints: {required: true}}
primaryKey: [case_study, position]
foreignKeys:
  - {fields: [case_study], reference: {resource: case-studies, fields: [id]}}
  - {fields: [season], reference: {resource: seasons, fields: [id]}}
"""
PACKAGE = """
  - name: harbours
    title: Harbours
    schema: schemas/vocabulary.yml
    charterkit: {rows: data/vocabularies/harbours.csv}
  - name: seasons
    title: Seasons
    schema: schemas/vocabulary.yml
    charterkit: {rows: data/vocabularies/seasons.csv}
  - name: case-study-seasons
    title: Seasons of case studies
    schema: schemas/case-study-seasons.yml
    charterkit: {parent: case-studies, list: seasons}
"""
FIELDS = """\
  - name: harbour
    type: string
    title: Nearest harbour
  - name: boats
    type: integer
    title: Boats in use
  - name: tide
    type: string
    title: Kind of tide
    constraints: {enum: [neap, spring]}
  - name: weather
    type: string
    title: The weather
    description: How the weather was.
    charterkit: {text: markdown}
  - name: logbook
    type: string
    title: Logbook
    charterkit: {shown: false, published: false}
primaryKey: [id]
foreignKeys:
  - {fields: [harbour], reference: {resource: harbours, fields: [id]}}
"""
SCHOOL = """
harbour: old-port
boats: 7
tide: spring
weather: Rain, *mostly*.
logbook: SECRET-17
seasons: [winter, summer]
"""


def enlarged(root):
    """Add to the tables of case studies and of their questions what no engine knows of."""
    replaced(root, "data/schemas/case-studies.yml", "primaryKey: [id]\nforeignKeys:\n", FIELDS)
    answer = "    title: Answer\n    constraints: {required: true}\n    charterkit: {text: markdown}\n"
    replaced(
        root,
        "data/schemas/case-study-how.yml",
        answer,
        answer + "  - {name: asked_by, type: string, title: Asked by}\n",
    )
    written(root, "data/schemas/case-study-seasons.yml", PHASES)
    written(
        root,
        "data/vocabularies/harbours.csv",
        "id,label,description,order\nold-port,The old port,,1\nnew-port,The new port,,2\n",
    )
    written(
        root, "data/vocabularies/seasons.csv", "id,label,description,order\nwinter,Winter,,1\nsummer,High summer,,2\n"
    )
    package = root / "data/datapackage.yml"
    package.write_text(package.read_text("utf-8").rstrip("\n") + PACKAGE, encoding="utf-8")
    school = root / "content/case-studies/example-school.yml"
    school.write_text(school.read_text("utf-8") + SCHOOL, encoding="utf-8")
    replaced(
        root,
        "content/case-studies/example-school.yml",
        "How did it begin?\n",
        "How did it begin?\n    asked_by: The harbour master\n",
    )
    replaced(root, "mkdocs.yml", "practice_stage, outcome]", "practice_stage, outcome, harbour, seasons, tide]")
    return root


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    return build(enlarged(small_site(tmp_path_factory.mktemp("larger") / "small")))


def test_a_new_field_is_on_the_records_page(larger):
    """By its title, with the term's label, a number, a choice and Markdown as it is meant."""
    main = larger.main("case-studies/example-school/")
    for words in ("Nearest harbour The old port", "Boats in use 7", "Kind of tide Spring", "The weather Rain, mostly."):
        assert words.casefold() in main.text.casefold()
    assert ["mostly"] == [e.text for e in main.all("em")]
    assert "Asked by The harbour master" in main.text
    assert "Nearest harbour" not in larger.main("case-studies/example-college/").text


def test_a_new_list_is_on_the_records_page(larger):
    """A list of terms is a field like any other to whoever adds it."""
    text = larger.main("case-studies/example-school/").text
    assert "Season" in text
    assert "Winter" in text
    assert "High summer" in text


def test_a_new_field_is_a_facet(larger):
    """A reference, a list of references or a choice: with the terms' labels, counts and lists of cases."""
    library = larger.main("library/")
    terms = {
        field: {
            e.attributes["data-ck-term"]: e
            for e in library.with_attribute("data-ck-facet", field)[0].with_attribute("data-ck-term")
        }
        for field in ("harbour", "seasons", "tide")
    }
    assert {"old-port": "The old port 1", "new-port": "The new port 0"} == {
        k: e.text for k, e in terms["harbour"].items()
    }
    assert {"winter": "Winter 1", "summer": "High summer 1"} == {k: e.text for k, e in terms["seasons"].items()}
    assert {"neap": "Neap 0", "spring": "Spring 1"} == {k: e.text for k, e in terms["tide"].items()}
    for item in (terms["harbour"]["old-port"], terms["seasons"]["winter"], terms["tide"]["spring"]):
        (link,) = item.links()
        page = larger.main(link.removeprefix("../"))
        assert any("case-studies/example-school/" in found for found in page.links())
        assert not any("case-studies/example-college/" in found for found in page.links())
    assert [] == larger.faults()
    index = larger.json("library/index.json")
    assert ["harbour", "seasons", "tide"] == [facet["field"] for facet in index["facets"]][-3:]


def test_a_new_field_is_in_the_open_data(larger):
    """In CSV, in JSON, in the record's own file and in the description, but for what is not published."""
    (row,) = [r for r in records.table(larger.folder, "open-data/case-studies.csv") if r["id"] == "example-school"]
    assert ("old-port", "7", "spring", "Rain, *mostly*.") == (row["harbour"], row["boats"], row["tide"], row["weather"])
    record = larger.json("open-data/case-studies/example-school.json")
    assert ("old-port", 7, ["winter", "summer"]) == (record["harbour"], record["boats"], record["seasons"])
    assert "The harbour master" == record["how"][0]["asked_by"]
    package = {resource["name"]: resource for resource in larger.json("open-data/datapackage.json")["resources"]}
    fields = {field["name"]: field for field in package["case-studies"]["schema"]["fields"]}
    assert "How the weather was." == fields["weather"]["description"]
    assert {"harbours", "seasons", "case-study-seasons"} <= package.keys()
    assert "logbook" not in fields
    assert "SECRET-17" not in (larger.folder / "open-data/case-studies.csv").read_text("utf-8")
    assert "Nearest harbour" in larger.main("open-data/").text


def test_a_new_field_is_found_by_search(larger):
    """Its value, as the page shows it."""
    (school,) = [d for d in larger.search_documents() if d["url"] == "case-studies/example-school/"]
    assert "The old port" in school["content"]
    assert "SECRET-17" not in school["content"]


def test_a_new_field_is_checked(site):
    """Its type, its choice, its references, at the line and column of the value."""
    enlarged(site)
    name = "content/case-studies/example-school.yml"
    replaced(site, name, "harbour: old-port", "harbour: old-prot")
    replaced(site, name, "boats: 7", "boats: seven")
    replaced(site, name, "tide: spring", "tide: sprung")
    replaced(site, name, "seasons: [winter, summer]", "seasons: [winter, sumer]")
    lines = (site / name).read_text("utf-8").splitlines()
    done = charterkit(site, "build")
    assert done.returncode == 1
    for start, column, words in (
        ("harbour:", 10, "Did you mean `old-port`?"),
        ("boats:", 8, "Write digits only"),
        ("tide:", 7, "Did you mean `spring`?"),
        ("seasons:", 19, "Did you mean `summer`?"),
    ):
        line = 1 + next(i for i, text in enumerate(lines) if text.startswith(start))
        assert f"{name}:{line}:{column}: error: " in done.stderr
        assert words in done.stderr
    assert "4 errors" in done.stderr


def test_a_term_that_is_renamed_is_renamed_everywhere(site):
    """Vocabularies are data: no label is written in the engine."""
    path = site / "data/vocabularies/setting-types.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Primary school", "School for the small"), encoding="utf-8")
    built = build(site)
    for page in ("library/", "case-studies/example-school/", "library/setting-type/primary/"):
        assert "School for the small" in built.main(page).text
    # What signs a charter has kinds of its own, one of which has the same name.
    pages = [page for page in built.pages if "pledges/" not in page]
    assert not [page for page in pages if "Primary school" in built.main(page).text]
