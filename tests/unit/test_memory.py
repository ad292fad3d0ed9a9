"""Records that were found right are remembered; whatever else changes is noticed all the same."""

from typing import Any

import pytest

from charterkit import cache as module
from charterkit import catalogue
from charterkit.cache import Cache
from tests.editing import COLLEGE, FEATURE, PLEDGES, SCHOOL, add, copy, replace, write

MISTAKES = {
    "in a record": (SCHOOL, "naming: named", "naming: secret"),
    "in another record, that many refer to": (FEATURE, "order: 1", "order: first"),
    "in a row of CSV": (PLEDGES, "official email", "hearsay"),
    "in a vocabulary": ("data/vocabularies/tiers.csv", "universal,Universal", "everyone,Universal"),
    "in a schema": (
        "data/schemas/case-studies.yml",
        "{required: true, enum: [named, anonymous]}",
        "{required: true, enum: [named]}",
    ),
    "in the words that texts are read with": (
        "data/safeguarding.yml",
        "{one: pupil, many: pupils}",
        "{one: adult, many: adults}",
    ),
    "in the brand": ("data/brand.yml", "charter: example-charter", "charter: other-charter"),
}


@pytest.fixture
def examined(site, monkeypatch, tmp_path):
    """Examine the site with a cache that lasts, and without one."""
    monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "machine" / name)

    def run():
        _, tables, problems = catalogue.examine(site, Cache(tmp_path / "cache.sqlite"))
        _, expected, fresh = catalogue.examine(site)
        assert fresh == problems
        assert [r.cells for rows in expected.values() for r in rows] == [
            r.cells for rows in tables.values() for r in rows
        ]
        return problems, sum(row.known for rows in tables.values() for row in rows)

    return run


def test_records_are_remembered_once_the_site_is_right(examined):
    assert examined() == ([], 0)
    problems, known = examined()
    assert [] == problems
    assert known > 30


def test_what_is_remembered_may_be_written_later(site, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "machine" / name)
    waiting: list[Any] = []

    def known():
        _, tables, _ = catalogue.examine(site, Cache(tmp_path / "cache.sqlite"), later=waiting.append)
        return sum(row.known for rows in tables.values() for row in rows)

    assert (0, 0) == (known(), known())
    waiting[-1]()
    assert known() > 30


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_whatever_is_remembered(site, examined, name):
    examined()
    path, old, new = MISTAKES[name]
    replace(site, path, old, new)
    assert len(examined()[0]) >= 1
    assert len(examined()[0]) >= 1, "and it is not remembered as right"
    replace(site, path, new, old)
    assert examined()[0] == []


def test_a_record_that_others_refer_to_is_missed_when_it_is_gone(site, examined):
    examined()
    (site / COLLEGE).unlink()
    assert ["unknown-tag"] == [p.rule for p in examined()[0]]


def test_a_record_under_another_name_is_another(site, examined):
    """The name is the id, and problems are told with it."""
    examined()
    (site / SCHOOL).rename(site / "content/case-studies/renamed.yml")
    assert examined()[0] == []
    assert "renamed" in catalogue.load(site).case_studies


def test_an_id_that_is_used_twice_is_found(site, examined):
    examined()
    write(
        site,
        "data/pledges/example-council.yml",
        "organisation: Example council\norganisation_type: council\n"
        "charter: example-charter\ncharter_version: '1'\nverified_by: minute\nverified_on: 2026-03-06\n"
        "status: published\n",
    )
    assert ["duplicate-id"] == [p.rule for p in examined()[0]]


def test_a_new_record_is_read(site, examined):
    examined()
    copy(site, COLLEGE, "another", naming="secret")
    assert ["unknown-value"] == [p.rule for p in examined()[0]]


def test_a_warning_is_told_again_and_again(site, examined):
    """What is remembered was right; a file of which there is anything to be told is not."""
    entry = "  - rule: phone\n    text: '1'\n    reason: None.\n    by_role: Editor\n"
    add(site, SCHOOL, f"acknowledged:\n{entry}")
    for _ in range(3):
        assert ["acknowledged-nothing"] == [p.rule for p in examined()[0]]


def test_an_acknowledged_finding_stays_one(site, examined):
    replace(site, SCHOOL, "One school, one term.", "They sang Mrs Robinson.")
    entry = "  - rule: person-name\n    text: Mrs Robinson\n    reason: A song.\n    by_role: Editor\n"
    add(site, SCHOOL, f"acknowledged:\n{entry}")
    for _ in range(3):
        assert ["NOTICE"] == [p.severity.name for p in examined()[0]]
