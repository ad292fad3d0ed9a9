"""Coverage: every case is counted where its terms cross, and nowhere else."""

import re

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views import coverage
from tests.editing import COLLEGE, FEATURE, SCHOOL, copy, replace, write

FACETS = ("key_features", "setting_type")


def matrix(site, rows="key_features", columns="setting_type", facets=FACETS):
    (found,) = coverage.matrices(catalogue.load(site), [(rows, columns)], facets)
    return found


def cell(found, row, column):
    (line,) = [line for line in found.rows if line.term.id == row]
    (one,) = [one for one in line.cells if one.column.id == column]
    return one


def test_cases_are_counted_where_their_terms_cross(site):
    copy(site, SCHOOL, "another-school", title="Another")
    found = matrix(site)
    assert 2 == cell(found, "example-feature", "primary").count
    assert 0 == cell(found, "example-feature", "special").count
    assert found.total == sum(found.column_totals) == 3


def test_a_case_with_several_terms_counts_once_in_a_total(site):
    replace(site, SCHOOL, "  - south-east\n", "  - south-east\n  - london\n")
    found = matrix(site, "setting_type", "regions")
    assert (1, 1) == (cell(found, "primary", "south-east").count, cell(found, "primary", "london").count)
    (primary,) = [row for row in found.rows if row.term.id == "primary"]
    assert 1 == primary.total
    assert 2 == found.total
    assert 3 == sum(found.column_totals)


def test_every_term_has_its_row_and_column_whether_it_has_cases_or_not(site):
    found = matrix(site)
    assert len(catalogue.load(site).terms["setting-types"]) == len(found.columns)
    assert found.empty == sum(not one.count for row in found.rows for one in row.cells) > 0
    assert len(found.rows) * len(found.columns) == found.cells


def test_a_cell_leads_to_the_library_with_both_filters(site):
    path = cell(matrix(site), "example-feature", "primary").path
    assert "library/?key_features=example-feature&setting_type=primary" == path


def test_a_cell_leads_to_the_list_below_where_the_library_does_not_filter_by_both(site):
    path = cell(matrix(site, facets=("key_features",)), "example-feature", "primary").path
    assert "coverage/#key-features-by-setting-type-example-feature" == path


@pytest.mark.parametrize(("count", "level"), [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (20, 4)])
def test_the_sign_says_how_many_without_colour(site, count, level):
    for number in range(count - 1):
        copy(site, SCHOOL, f"school-{number}", title=f"School {number}")
    found = cell(matrix(site), "example-feature", "primary")
    assert level == found.level
    assert min(count, coverage.NAMED) == len(found.named)


def test_the_download_holds_the_numbers_and_no_formula(site):
    write(site, FEATURE, re.sub("^title: ", "title: =1+", (site / FEATURE).read_text("utf-8")))
    lines = coverage.table(matrix(site)).splitlines()
    assert lines[0].startswith("Key feature,")
    assert lines[1].startswith("'=1+")
    assert lines[-1].startswith("All,")
    assert lines[-1].endswith(",2")


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [("key_features", "key_features", "crossed with itself"), ("key_feature", "regions", "key_features")],
)
def test_a_name_that_cannot_be_a_row_or_column_is_named(site, rows, columns, words):
    with pytest.raises(CharterkitError, match=words) as raised:
        matrix(site, rows, columns)
    assert "charterkit/coverage" in str(raised.value)


def test_a_site_without_cases_has_an_empty_matrix(site):
    for name in (SCHOOL, COLLEGE):
        (site / name).unlink()
    found = matrix(site)
    assert 0 == found.total
    assert found.cells == found.empty


@pytest.mark.parametrize("words", ["key_features setting_type", " key_features   setting_type "])
def test_a_directive_names_a_matrix_by_its_fields(site, words):
    found = matrix(site)
    known = {found.id: found}
    assert found is coverage.chosen(known, words)
    assert None is coverage.chosen(known, "setting_type key_features")
