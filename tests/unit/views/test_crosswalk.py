"""Charters against principles, both ways."""

import csv
import io

from charterkit import catalogue
from charterkit.views import crosswalk
from tests.editing import CHARTER, PRINCIPLE, copy, replace

SECOND = """\
        key_features:
          - example-feature
      - text: "=Sit with somebody new"
sources:
"""


def one(site):
    (found,) = crosswalk.crosswalks(catalogue.load(site))
    return found


def unserved(site):
    replace(site, CHARTER, "        key_features:\n          - example-feature\nsources:\n", SECOND)


def test_both_ways_say_the_same(site):
    found = one(site)
    there = {(item.mark.id, clause.number) for item in found.principles for clause in item.clauses}
    back = {(mark.id, clause.number) for clause in found.clauses for mark in clause.marks}
    assert there == back == {("example-principle", "1")}


def test_what_is_missing_is_named(site):
    unserved(site)
    copy(site, PRINCIPLE, "other-principle", title="Nobody left", order="2")
    found = one(site)
    assert [mark.id for mark in found.untouched] == ["other-principle"]
    assert [clause.number for clause in found.unserved] == ["2"]


def test_it_holds_fourteen_principles(site):
    for number in range(2, 15):
        copy(site, PRINCIPLE, f"principle-{number}", order=str(number))
    matrix = next(page.view for page in crosswalk.pages(catalogue.load(site)) if page.path == "crosswalk/")
    assert len(matrix.rows) == 14
    assert [cell.count for row in matrix.rows for cell in row.cells] == [1] + [0] * 13


def test_the_table_holds_every_pair_and_what_is_missing(site):
    unserved(site)
    copy(site, PRINCIPLE, "other-principle", order="2")
    tables = dict(crosswalk.files(catalogue.load(site)))
    rows = list(csv.DictReader(io.StringIO(tables["charters/example-charter/crosswalk/example-charter-crosswalk.csv"])))
    assert [(row["number"], row["principle"]) for row in rows] == [
        ("1", "example-principle"),
        ("2", ""),
        ("", "other-principle"),
    ]
    assert rows[1]["clause"].startswith("'="), "a spreadsheet must not run it"
    assert tables["crosswalk/crosswalk.csv"] == next(text for path, text in tables.items() if "example" in path)
