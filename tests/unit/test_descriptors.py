"""No mistake in the Data Package or a schema ends in a traceback, or in a site that is not what was meant."""

import copy

import pytest
import yaml

from charterkit import catalogue, schema
from tests.editing import replace, write

NOWHERE = "data/nowhere"
SHAPES = ["text", "", ["a", "list"], {"a": "mapping"}, [], {}]


def problems(site):
    return schema.load(site, site / NOWHERE)[1]


def nodes(value, path=()):
    """Give the path of everything in a descriptor."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, (*path, key))


def with_other(value, path, other):
    """Give the descriptor with something else in one place."""
    changed = copy.deepcopy(value)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = other
    return changed


@pytest.fixture
def few(site):
    """The site with six tables only, which refer to no others: a list in a record, and a CSV file with a reference."""
    package = yaml.safe_load((site / "data/datapackage.yml").read_text("utf-8"))
    kept = {
        "regions",
        "local-authorities",
        "principles",
        "principle-examples",
        "principle-questions",
        "principle-sources",
    }
    kept.add("withdrawal-reasons")
    package["resources"] = [resource for resource in package["resources"] if resource["name"] in kept]
    write(site, "data/datapackage.yml", yaml.safe_dump(package))
    return site


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", ["schemas/local-authorities.yml", "schemas/principle-examples.yml", "datapackage.yml"])
def test_nothing_in_the_place_of_something_else_ends_in_a_traceback(few, name, shape):
    """Whatever stands where: there is a problem or a model, never an exception."""
    whole = yaml.safe_load((few / "data" / name).read_text("utf-8"))
    assert [] == catalogue.examine(few)[2]
    found = []
    for path in nodes(whole):
        write(few, f"data/{name}", yaml.safe_dump(with_other(whole, path, shape)))
        found += catalogue.examine(few)[2]
    assert len(found) > 10
    assert all(problem.hint and problem.line >= 1 for problem in found)


def test_a_problem_stands_where_the_mistake_is(site):
    replace(site, "data/schemas/measures.yml", "{maxLength: 40}", "{maxlength: 40}")
    (problem,) = problems(site)
    assert ("data/schemas/measures.yml", "Did you mean `maxLength`?") == (problem.path, problem.hint)
    line = (site / problem.path).read_text("utf-8").splitlines()[problem.line - 1]
    assert "maxlength" in line[problem.column - 1 :]


@pytest.mark.parametrize(
    "path", ["../outside.csv", "/etc/passwd", "https://example.org/x.csv", "data/../../x.csv", "site/x.csv"]
)
def test_rows_come_from_inside_the_site_only(site, path):
    replace(site, "data/datapackage.yml", "rows: data/resources.csv", f'rows: "{path}"')
    (problem,) = problems(site)
    assert "outside the site" in problem.message


def test_a_schema_of_the_engine_stands_in_for_one_that_the_site_does_not_have(site):
    (site / "data" / "schemas").rename(site / "defaults")
    model, found = schema.load(site, site / "defaults")
    assert [] == found
    assert "title" in model.tables["case-studies"].by_name


def test_nobody_is_shown_a_reference_that_only_a_broken_schema_lost(site):
    """One broken schema takes its table away; those that refer to it are not to blame."""
    replace(site, "data/schemas/measures.yml", "type: integer", "type: integr")
    assert len(catalogue.examine(site)[2]) == 1


@pytest.mark.parametrize("folder", ["..", "../other", "/etc", "site", "data/../.."])
def test_files_that_records_name_are_inside_the_site_only(site, folder):
    replace(site, "data/schemas/brand.yml", "file_in: data", f'file_in: "{folder}"')
    (problem,) = problems(site)
    assert "outside the site" in problem.message
