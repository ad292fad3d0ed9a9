"""What a cell may hold: only what every reader of the data would read alike."""

import frictionless
import pytest

from charterkit import catalogue
from tests.editing import SCHOOL, replace


def examined(site):
    return catalogue.examine(site)[2]


class TestForms:
    @pytest.mark.parametrize(
        "value",
        [
            "NaN",
            "Infinity",
            "-Infinity",
            "1_000",
            "1e5",
            "1e999999999",
            "١٢",
            "\uff11\uff12",
            "0x10",
            "1.",
            ".5",
            "+5",
            "5 %",
            "9" * 5000,
        ],
    )
    def test_of_numbers_that_only_python_reads_are_refused(self, site, value):
        replace(site, SCHOOL, "value: 210", f'value: "{value}"')
        assert ["type"] == [p.rule for p in examined(site)]

    @pytest.mark.parametrize("value", ["0", "-3", "12.50", "007"])
    def test_of_plain_numbers_are_read(self, site, value):
        replace(site, SCHOOL, "value: 210", f"value: {value}")
        assert [] == examined(site)

    @pytest.mark.parametrize(
        "value", ["2026-3-1", "20260301", "2026-W09-7", "2026-02-30", "0000-01-01", "2026-03-01T00:00"]
    )
    def test_of_dates_that_are_not_year_month_day_are_refused(self, site, value):
        replace(site, SCHOOL, "reviewed_on: 2026-02-20", f"reviewed_on: {value}")
        assert ["type"] == [p.rule for p in examined(site)]

    @pytest.mark.parametrize("value", ["24", "20245", "+202", " 24", "2_24", "٢٠٢٤"])
    def test_of_years_are_four_digits(self, site, value):
        replace(site, SCHOOL, "    year: 2024", f'    year: "{value}"')
        assert ["type"] == [p.rule for p in examined(site)]

    @pytest.mark.parametrize(
        ("value", "rules"), [("yes", []), ("no", []), ("true", []), ("True", ["type"]), ("1", ["type"])]
    )
    def test_of_truths_are_what_the_schema_says(self, site, value, rules):
        replace(site, SCHOOL, "approximate: true", f"approximate: {value}")
        assert rules == [p.rule for p in examined(site)]


class TestFieldOfASite:
    """A field that a site adds to a schema is judged like any other."""

    @pytest.mark.parametrize(
        ("type_and_constraints", "value", "rule"),
        [
            ("type: integer, constraints: {minimum: 5}", "4", "range"),
            ("type: integer, constraints: {maximum: 5}", "6", "range"),
            ("type: number, constraints: {minimum: 0.5}", "0.4", "range"),
            ("type: date, constraints: {minimum: 2026-01-01}", "2025-12-31", "range"),
            ("type: string, constraints: {minLength: 5}", "four", "length"),
            ("type: string, constraints: {enum: [a, b]}", "c", "unknown-value"),
            ("type: string, constraints: {pattern: 'a+'}", "b", "pattern"),
            ("type: yearmonth", "2026-13", "type"),
            ("type: boolean", "perhaps", "type"),
        ],
    )
    def test_is_judged(self, site, type_and_constraints, value, rule):
        replace(
            site,
            "data/schemas/case-studies.yml",
            "primaryKey:",
            f"  - {{name: own, {type_and_constraints}}}\nprimaryKey:",
        )
        replace(site, SCHOOL, "tier: universal", f'tier: universal\nown: "{value}"')
        (problem,) = examined(site)
        assert (rule, 10, 6) == (problem.rule, problem.line, problem.column)
        assert problem.hint

    def test_shows_its_example_and_no_pattern(self, site):
        field = 'name: own, type: string, example: AB12, constraints: {pattern: "[A-Z]{2}[0-9]{2}"}'
        replace(site, "data/schemas/case-studies.yml", "primaryKey:", f"  - {{{field}}}\nprimaryKey:")
        replace(site, SCHOOL, "tier: universal", "tier: universal\nown: ab12")
        (problem,) = examined(site)
        assert problem.hint == "Write it like this: AB12."


def test_no_pattern_of_the_reference_site_is_shown_to_authors(site):
    """Each field with a pattern says in words or by an example how it looks; a regular expression helps nobody."""
    model, _, _ = catalogue.examine(site)
    silent = [
        f"{table.name}.{field.name}"
        for table in model.tables.values()
        for field in table.own_fields
        if "pattern" in field.descriptor.get("constraints", {}) and not field.example and not field.description
    ]
    assert [] == silent


def test_a_table_is_not_judged_again_while_it_stays_the_same(site, monkeypatch):
    """In `serve` each edit is checked at once, and most tables are as they were."""
    assert [] == examined(site)
    judged = []
    validate = frictionless.Resource.validate

    def noted(resource, *arguments, **options):
        judged.append(resource)
        return validate(resource, *arguments, **options)

    monkeypatch.setattr(frictionless.Resource, "validate", noted)
    assert [] == examined(site)
    assert [] == judged
    replace(site, SCHOOL, "value: 210", "value: 211")
    assert [] == examined(site)
    assert len(judged) == 1
