"""Single values are changed in files that people keep, and every other byte stays as it was."""

import pytest

from charterkit import amending, schema
from charterkit.writing import CannotWrite

TEXT = 'id,name,"note"\r\na,"One, and more",x\r\nb,Two,"quoted"\r\n\r\nc,"a\nb",\r\n'


def test_only_the_cell_that_was_meant_changes():
    assert TEXT.replace("b,Two,", "b,Three,") == amending.rows(TEXT, {"b": {"name": "Three"}})


def test_a_cell_that_had_quotes_keeps_them_and_one_that_needs_them_gets_them():
    made = amending.rows(TEXT, {"b": {"note": "plain", "name": 'say "yes", twice'}})
    assert TEXT.replace('b,Two,"quoted"', 'b,"say ""yes"", twice","plain"') == made


def test_what_is_the_same_already_is_not_touched():
    assert TEXT == amending.rows(TEXT, {"a": {"name": "One, and more"}, "b": {"note": "quoted"}})


def test_a_row_after_one_of_several_lines_is_found():
    assert TEXT.replace("\r\n\r\nc,", "\r\n\r\nc,").replace('"a\nb",', '"a\nb",new') == amending.rows(
        TEXT, {"c": {"note": "new"}}
    )


def test_new_rows_come_at_the_end_with_the_files_own_line_ends():
    assert f"{TEXT}d,Four,\r\n" == amending.rows(TEXT, {}, [{"id": "d", "name": "Four"}])
    assert "id,name\na,One\nb,Two\n" == amending.rows("id,name\na,One", {}, [{"id": "b", "name": "Two"}])


def test_a_column_that_is_not_there_yet_comes_last():
    assert "id,name,more\na,One,\nb,Two,new\n" == amending.rows("id,name\na,One\nb,Two\n", {"b": {"more": "new"}})


def test_a_byte_order_mark_stays():
    assert "\ufeffid,name\na,Two\n" == amending.rows("\ufeffid,name\na,One\n", {"a": {"name": "Two"}})


@pytest.mark.parametrize("value", ["a\u202eb", " space around "])
def test_what_would_be_read_as_something_else_is_refused(value):
    with pytest.raises(CannotWrite):
        amending.rows("id,name\na,One\n", {"a": {"name": value}})


def test_a_file_with_mistakes_is_refused():
    with pytest.raises(CannotWrite, match="charterkit check"):
        amending.rows("id,name\na,One,two,three\n", {"a": {"name": "Two"}})


class TestRecord:
    @pytest.fixture
    def table(self, site):
        return schema.load(site, site)[0].tables["pledges"]

    def test_keeps_its_comments_and_its_order(self, table):
        text = "# A note\nstatus: pending\norganisation: A   # as it says\nstatement: |\n  One\n  status: two\n"
        made = amending.fields(text, table, {"status": "published", "verified_by": "phone"})
        assert text.replace("status: pending", "status: published") + "verified_by: phone\n" == made

    def test_loses_a_field_that_is_emptied(self, table):
        text = "organisation: A\nreview_due: 2026-03-01\n"
        assert "organisation: A\n" == amending.fields(text, table, {"review_due": ""})

    def test_is_left_alone_where_a_field_has_several_lines(self, table):
        with pytest.raises(CannotWrite, match="by hand"):
            amending.fields("organisation: A\nstatement: |\n  One\n", table, {"statement": "Two"})
