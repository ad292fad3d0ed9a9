"""The JSON Schemas for code editors say what `charterkit check` says, as far as a schema can."""

import json
import random
import re

import jsonschema
import pytest
import yaml

from charterkit import catalogue, schema, terms, writing
from charterkit.cli import main
from charterkit.publish import json_schemas
from charterkit.source import read_yaml
from tests.conftest import REPOSITORY
from tests.editing import PLEDGES, SCHOOL, add, write
from tests.golden.reading import goldens

EXPRESSIBLE = {"unknown-key", "required", "shape", "type", "pattern", "length", "unknown-value", "unknown-tag", "range"}
"""The rules that a schema can say; the others look at several fields or files, or at how a file is written."""

NOT_SEEN = {
    "unknown-record": "a table's own records are not listed: each new one would change the schema of all",
    "translation-reviewed-by-nobody": "one field asks for another",
    "number-too-long": "no editor reads a number of five thousand digits",
}


class Editor(yaml.SafeLoader):
    """Reads YAML as code editors do: by the core schema of YAML 1.2."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as PyYAML has it


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first.replace("\0", ""))
    )
Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^$"), [""])


def seen(text):
    """Give the values that a code editor sees in a record."""
    return yaml.load(text, Editor)  # noqa: S506 - a kind of SafeLoader


def validator(text):
    written = json.loads(text)
    jsonschema.Draft7Validator.check_schema(written)
    return jsonschema.Draft7Validator(written, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def validators(site):
    model, tables, _ = catalogue.examine(site)
    return {name: validator(text) for name, text in json_schemas.schemas(model, tables).items()}


def of(table):
    return f"data/json-schemas/{table}.json"


def alone(model):
    """Give the files that are one record each, by their table."""
    return {name: table.origin.file for name, table in model.tables.items() if table.origin.file}


class TestFiles:
    def test_are_up_to_date(self):
        model, tables, _ = catalogue.examine(REPOSITORY)
        assert [] == json_schemas.stale(REPOSITORY, json_schemas.schemas(model, tables)), "run scripts/reference.py"

    def test_are_there_for_every_table_that_has_records(self):
        model, _ = schema.load(REPOSITORY, REPOSITORY / "nowhere")
        wanted = {of(name) for name in terms.collections(model)} | {of(name) for name in alone(model)}
        assert wanted == {
            path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "data/json-schemas").iterdir()
        }

    def test_are_named_in_the_first_line_of_every_record(self):
        model, _ = schema.load(REPOSITORY, REPOSITORY / "nowhere")
        for table in model.tables.values():
            folder = REPOSITORY / table.origin.records
            for path in sorted(folder.glob("*.yml")) if table.origin.records else ():
                line = path.read_text("utf-8").partition("\n")[0]
                assert writing.modeline(table) == line, path
                target = (path.parent / line.partition("$schema=")[2]).resolve()
                assert REPOSITORY / of(table.name) == target
        for name, file in alone(model).items():
            line = (REPOSITORY / file).read_text("utf-8").partition("\n")[0]
            target = ((REPOSITORY / file).parent / line.partition("$schema=")[2]).resolve()
            assert REPOSITORY / of(name) == target

    def test_are_named_in_the_settings_of_vs_code(self):
        text = (REPOSITORY / ".vscode/settings.json").read_text("utf-8")
        settings = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
        model, _ = schema.load(REPOSITORY, REPOSITORY / "nowhere")
        wanted = {of(name): f"{table.origin.records}/*.yml" for name, table in terms.collections(model).items()}
        wanted |= {of(name): file for name, file in alone(model).items()}
        assert wanted == json_schemas.places(model)
        assert {f"./{path}": files for path, files in wanted.items()} == settings["yaml.schemas"], "run reference.py"

    def test_are_written_by_the_command_and_only_where_they_change(self, site, capsys):
        assert main(["--site", str(site), "schemas", "--check"]) == 1
        assert main(["--site", str(site), "schemas"]) == 0
        assert main(["--site", str(site), "schemas", "--check"]) == 0
        write(site, of("gone"), "{}")
        write(site, of("pledges"), "{}")
        capsys.readouterr()
        assert main(["--site", str(site), "schemas"]) == 0
        assert (
            "Removed data/json-schemas/gone.json.\nWrote data/json-schemas/pledges.json.\n" == capsys.readouterr().out
        )
        assert not (site / of("gone")).exists()

    def test_do_not_change_with_a_new_record_of_the_same_table(self, site):
        model, tables, _ = catalogue.examine(site)
        before = json_schemas.schemas(model, tables)[of("case-studies")]
        write(site, "content/case-studies/another.yml", (site / SCHOOL).read_text("utf-8"))
        model, tables, _ = catalogue.examine(site)
        assert before == json_schemas.schemas(model, tables)[of("case-studies")]

    def test_do_not_change_with_a_new_row_of_a_list_that_grows(self, site):
        """Whoever adds a pledge does so in a spreadsheet or in the browser, and writes no schemas."""
        model, tables, _ = catalogue.examine(site)
        before = json_schemas.schemas(model, tables)
        add(site, PLEDGES, "another,Another,council,,,,example-charter,1,2026,,,,minute,2026-03-06,published,\n")
        model, tables, problems = catalogue.examine(site)
        assert [] == problems
        assert len(tables["pledges"]) == 3
        assert before == json_schemas.schemas(model, tables)


class TestRecord:
    def test_of_the_repository_is_right(self):
        found = validators(REPOSITORY)
        model, _ = schema.load(REPOSITORY, REPOSITORY / "nowhere")
        count = 0
        for name, table in terms.collections(model).items():
            for path in sorted((REPOSITORY / table.origin.records).glob("*.yml")):
                assert [] == [e.message for e in found[of(name)].iter_errors(seen(path.read_text("utf-8")))], path
                count += 1
        assert count > 30
        for name, file in alone(model).items():
            assert [] == list(found[of(name)].iter_errors(seen((REPOSITORY / file).read_text("utf-8")))), file

    def test_of_the_small_site_is_right(self, site):
        found = validators(site)
        for path in sorted((site / "content").rglob("*.yml")):
            assert [] == list(found[of(path.parent.name)].iter_errors(seen(path.read_text("utf-8"))))


RECORDS = [g for g in goldens() if re.search(r": error: ", g.report) and g.given["file"].endswith(".yml")]


@pytest.mark.parametrize("golden", RECORDS, ids=lambda golden: golden.path.stem)
def test_a_mistake_that_a_schema_can_see_is_refused(golden, site):
    found = validators(site)
    golden.make(site)
    found_wrong = catalogue.examine(site)[2]
    if not found_wrong:
        return  # it is one on some days only
    (problem,) = found_wrong
    table = of((site / problem.path).parent.name)
    if problem.rule not in EXPRESSIBLE or table not in found or golden.path.stem in NOT_SEEN:
        return
    record = seen((site / problem.path).read_text("utf-8"))
    assert list(found[table].iter_errors(record)), problem


VALUES = [
    None,
    "",
    "x",
    "x" * 5000,
    "2026-02-28",
    "2026-02-30",
    "2026-2-1",
    "31/03/2026",
    "12",
    "12.5",
    "1,000",
    "2021",
    "20211",
    "true",
    "yes",
    "True",
    "no",
    "draft",
    "primary",
    "example-feature",
    "https://example.org/a",
    "javascript:alert(1)",
    "100000",
    "01234",
    ["example-feature"],
    [],
    ["x"],
    [{"a": "b"}],
    {"a": "b"},
]


def places(values, path=()):
    """Give the way to every value of a record."""
    items = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def put(values, path, value):
    """Give a copy of the values with another one in that place."""
    copy = json.loads(json.dumps(values))
    inside = copy
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return copy


def test_the_schema_and_the_check_agree(site):
    """Values of every kind in every place of a record: where one refuses, so does the other, as far as it can."""
    schema_of = validators(site)[of("case-studies")]
    tree, _ = read_yaml((site / SCHOOL).read_text("utf-8"), SCHOOL)
    values = writing.plain(tree)
    chance = random.Random(3)  # noqa: S311 - the same places every time
    tried = [(path, value) for path in places(values) for value in VALUES]
    refused = 0
    for path, value in chance.sample(tried, 90):
        text = yaml.safe_dump(put(values, path, value), allow_unicode=True, width=1000)
        text = re.sub(r"(?m): '([1-9][\d.-]*|true|yes|no|True|null)'$", r": \1", text)  # as people write it
        text = text.replace(": null\n", ":\n")
        write(site, SCHOOL, text)
        rules = {problem.rule for problem in catalogue.examine(site)[2] if problem.path == SCHOOL}
        wrong = [error.message for error in schema_of.iter_errors(seen(text))]
        if wrong:
            refused += 1
            assert rules, (path, value, wrong)
        else:
            assert not rules & EXPRESSIBLE or path[0] in {"related", "replaces"}, (path, value, rules)
    assert 30 < refused < 90
