"""The open data: whole, described, and accepted by the standard's own tool."""

import csv
import hashlib
import json
import sys

import frictionless
import pytest

from tests.site import records
from tests.site.building import run


@pytest.fixture(scope="module")
def package(published):
    return published.json("open-data/datapackage.json")


@pytest.fixture(scope="module")
def downloaded(published, tmp_path_factory):
    """What a reader has who downloads the folder: nothing else of the site."""
    folder = tmp_path_factory.mktemp("downloaded")
    for path in (published.folder / "open-data").glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_frictionless_accepts_it(downloaded):
    """The command of the standard's own tool, as a reader would run it."""
    done = run([sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"], downloaded)
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert report["valid"]
    assert len(report["tasks"]) > 30
    assert sum(task["stats"].get("rows", 0) for task in report["tasks"]) > 500


def test_frictionless_would_refuse_a_broken_reference(downloaded, tmp_path):
    """The keys that tie the tables together are in the description."""
    for path in downloaded.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "case-study-key-features.csv"
    table.write_text(table.read_text("utf-8") + "no-such-case,99,no-such-feature\n", encoding="utf-8")
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("hash"), resource.pop("bytes")  # else those would be the only complaint
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    errors = [error for task in report.tasks for error in task.errors]
    assert ["foreign-key", "foreign-key"] == [error.type for error in errors]


def test_it_says_what_it_is(package, published):
    """Specification: Data Package v2."""
    assert "https://datapackage.org/profiles/2.0/datapackage.json" == package["$schema"]
    assert package["name"]
    assert package["title"]
    assert package["version"]
    assert ["CC-BY-4.0"] == [licence["name"] for licence in package["licenses"]]
    assert "charterkit" not in json.dumps(package)


def test_sizes_and_hashes_are_right(package, published):
    """So that a copy can be trusted."""
    for resource in package["resources"]:
        raw = (published.folder / "open-data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_every_row_of_every_file_is_there(package, published):
    """As many rows as records, rows and list entries, counted without the engine."""
    described = {resource["name"]: resource for resource in package["resources"]}
    cases = records.records(published.root, "case-studies")
    for name, count in {
        "case-studies": len(cases),
        "case-study-how": sum(len(case.get("how", [])) for case in cases.values()),
        "case-study-in-numbers": sum(len(case.get("in_numbers", [])) for case in cases.values()),
        "case-study-principles": sum(len(case["principles"]) for case in cases.values()),
        "setting-types": len(records.table(published.root, "data/vocabularies/setting-types.csv")),
        "resources": len(records.table(published.root, "data/resources.csv")),
        "charter-statements": sum(
            len(section["statements"])
            for c in records.records(published.root, "charters").values()
            for section in c["sections"]
        ),
    }.items():
        assert count == len(records.table(published.folder, f"open-data/{described[name]['path']}")), name


def test_csv_and_json_say_the_same(package, published):
    """Cell by cell; JSON has its types, and leaves out what is empty."""
    for resource in package["resources"]:
        rows = records.table(published.folder, f"open-data/{resource['path']}")
        objects = published.json(f"open-data/{resource['name']}.json")
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert len(rows) == len(objects)
        for row, found in zip(rows, objects, strict=True):
            assert [name for name, cell in row.items() if cell] == list(found)
            for name, value in found.items():
                kinds = {"integer": (int,), "year": (int,), "boolean": (bool,), "number": (int, float)}.get(
                    types[name], (str,)
                )
                assert isinstance(value, kinds), f"{resource['name']}.{name}: {value!r}"
                if kinds == (str,):
                    assert row[name].removeprefix("'") == str(value).removeprefix("'")


def test_a_records_own_file_holds_all_of_it(published):
    """Lists inside it, as its author wrote them."""
    hidden = {"consent_ref"}
    for name, case in records.records(published.root, "case-studies").items():
        found = published.json(f"open-data/case-studies/{name}.json")
        assert name == found["id"]
        assert {key for key, value in case.items() if value} - hidden <= found.keys(), name
        for key, value in case.items():
            if isinstance(value, list):
                assert len(value) == len(found[key])
            elif key in {"title", "summary", "context", "setting_type"}:
                assert value.strip() == found[key].strip()


def test_a_records_page_links_to_its_data(published):
    """The record's own file, from its own page."""
    for name in records.records(published.root, "case-studies"):
        assert f"../../open-data/case-studies/{name}.json" in published.main(f"case-studies/{name}/").links()


def test_the_files_are_what_spreadsheets_read(published):
    """UTF-8, a header, no row shorter than another."""
    for path in (published.folder / "open-data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1, path.name
        assert len(set(rows[0])) == len(rows[0])
