"""Reading CSV: rows with their lines, cells with their columns, and slips in plain words."""

import csv
import time

import pytest

from charterkit.sheet import read_csv


def cells(text):
    table, problems = read_csv(text, "x.csv")
    assert [] == problems
    return [row.cells for row in table.rows]


class TestRows:
    def test_are_read_by_column_name(self):
        assert cells("id,label\na,One\nb,Two\n") == [{"id": "a", "label": "One"}, {"id": "b", "label": "Two"}]

    def test_may_hold_commas_quotes_and_line_ends(self):
        assert cells('id,label\na,"One, ""two""\nthree"\n') == [{"id": "a", "label": 'One, "two"\nthree'}]

    def test_are_trimmed(self):
        assert cells(" id , label \n a , One \n") == [{"id": "a", "label": "One"}]

    def test_that_are_empty_are_passed_over(self):
        assert cells("id,label\n\n , \na,One\n,\n") == [{"id": "a", "label": "One"}]

    def test_may_have_the_empty_columns_that_spreadsheets_add(self):
        assert cells("id,label,,\na,One,,\nb,Two\n") == [{"id": "a", "label": "One"}, {"id": "b", "label": "Two"}]

    def test_may_not_have_empty_cells_that_the_header_does_not_have(self):
        """A name or a comma is missing in the header, and all cells would slip by one."""
        _, problems = read_csv("idlabel,order\na,One,\nb,Two,\n", "x.csv")
        assert ["csv-header"] == [p.rule for p in problems]

    def test_keep_the_line_on_which_they_start(self):
        table, _ = read_csv('id,label\na,"One\ntwo"\nb,Three\n', "x.csv")
        assert [2, 4] == [row.line for row in table.rows]

    def test_keep_the_columns_of_their_cells(self):
        table, _ = read_csv('id,label,order\na,"One, two",3\n', "x.csv")
        assert [1, 3, 14] == [table.column(2, name) for name in table.header]
        assert table.column(2, "unknown") == 1

    def test_with_the_wrong_number_of_cells_are_marked(self):
        table, problems = read_csv("id,label\na\nb,Two\nc,Three,3\n", "x.csv")
        assert [False, True, False] == [row.whole for row in table.rows]
        assert [("csv-cells", 2, 1), ("csv-cells", 4, 9)] == [(p.rule, p.line, p.column) for p in problems]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1)),
        ("\n\n", (1, 1)),
        ("id;label\na;One\n", (1, 3)),
        ("id\tlabel\na\tOne\n", (1, 3)),
        ("id,id\na,b\n", (1, 4)),
        ("id,,label\na,b,c\n", (1, 4)),
    ],
)
def test_a_header_that_cannot_be_used_leaves_nothing(text, place):
    table, (problem,) = read_csv(text, "x.csv")
    assert ([], []) == (table.header, table.rows)
    assert place == (problem.line, problem.column)


def test_an_unclosed_quote_keeps_the_rows_before_it():
    table, (problem,) = read_csv('id,label\na,One\nb,"Two\nc,Three\n', "x.csv")
    assert ["a"] == [row.cells["id"] for row in table.rows]
    assert (3, 3) == (problem.line, problem.column)


@pytest.mark.parametrize("limit", [131_072, 2**31 - 1])
def test_a_cell_without_end_is_refused_at_once(limit):
    """Whether Python's own limit stands or some other package has lifted it."""
    before = csv.field_size_limit(limit)
    try:
        start = time.perf_counter()
        _, (problem,) = read_csv("id,label\na," + "x" * 1_000_000 + "\nb,Two\n", "x.csv")
        assert time.perf_counter() - start < 1
    finally:
        csv.field_size_limit(before)
    assert (2, "a cell of this row is too long") == (problem.line, problem.message)


class TestRowsThatAgree:
    """Where all rows have as many cells as each other, it is the header that is wrong."""

    @pytest.mark.parametrize("header", ["id,labelorder", "id,label,order,more"])
    def test_give_one_problem_in_the_header(self, header):
        table, (problem,) = read_csv(f"{header}\na,One,1\nb,Two,2\nc,Three,3\n", "x.csv")
        assert (1, 1) == (problem.line, problem.column)
        assert "every row has 3 cells" in problem.message
        assert ([], []) == (table.header, table.rows)

    def test_leave_a_single_row_to_blame_itself(self):
        _, (problem,) = read_csv("id,label\na,One,1\n", "x.csv")
        assert problem.line == 2

    def test_leave_rows_that_differ_to_blame_themselves(self):
        _, problems = read_csv("id,label\na,One,1\nb,Two\nc,Three,3\n", "x.csv")
        assert [2, 4] == [problem.line for problem in problems]
