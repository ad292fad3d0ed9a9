"""Two versions of a charter, clause by clause and word by word."""

import pytest

from charterkit.model import Section, Statement
from charterkit.views.differences import Piece, compared, pieces


def charter(*statements, heading="We promise"):
    return (
        Section(
            heading=heading, statements=tuple(s if isinstance(s, Statement) else Statement(text=s) for s in statements)
        ),
    )


def told(old, new):
    return [(c.kind, c.old_number, c.number) for c in compared(old, new)]


class TestClauses:
    def test_that_were_reworded_are_known_again(self):
        old = charter("We will lay a place for every pupil who asks for one", "Nobody runs in the hall")
        new = charter("Pupils choose the music", "We will lay a place for every pupil")
        assert told(old, new) == [("added", "", "1"), ("changed", "1", "2"), ("removed", "2", "")]

    def test_that_only_moved_are_unchanged(self):
        old, new = charter("One thing", "Another matter"), charter("Another matter", "One thing")
        assert sorted(told(old, new)) == [("same", "1", "2"), ("same", "2", "1")]

    def test_are_known_by_key_though_every_word_changed(self):
        old, new = charter(Statement(text="Abc def", key="seat")), charter(Statement(text="Xyz uvw", key="seat"))
        assert told(old, new) == [("changed", "1", "1")]

    def test_with_different_keys_are_different_however_alike(self):
        old = charter(Statement(text="We will listen to all pupils", key="one"))
        new = charter(Statement(text="We will listen to all pupils", key="two"))
        assert sorted(told(old, new)) == [("added", "", "1"), ("removed", "1", "")]

    def test_under_another_heading_say_where_they_were(self):
        (change,) = compared(charter("A clause", heading="Old"), charter("A clause", heading="New"))
        assert (change.kind, change.moved, change.old_heading) == ("same", True, "Old")

    def test_are_all_told_once(self):
        """Whatever was added, moved and removed, no clause of either version is lost."""
        old = charter(*(f"Promise number {n} about matter {n * 7}" for n in range(12)))
        new = charter(*(f"Promise number {n} about matter {n * 7}" for n in (11, 3, 4, 99, 0, 7)))
        changes = compared(old, new)
        assert sorted(c.number for c in changes if c.number) == sorted(str(n) for n in range(1, 7))
        assert sorted(c.old_number for c in changes if c.old_number) == sorted(str(n) for n in range(1, 13))

    def test_a_way_that_was_added_is_shown_as_one(self):
        old = charter(Statement(text="We listen", by=("asking",)))
        new = charter(Statement(text="We listen", by=("asking", "waiting")))
        (change,) = compared(old, new)
        assert change.kind == "changed"
        assert [line.pieces for line in change.lines if line.part == "by"] == [
            (Piece("same", "asking"),),
            (Piece("added", "waiting"),),
        ]

    def test_of_thousands_are_compared_in_good_time(self):
        """A charter of 64 KB in tiny clauses is hostile, not slow."""
        old = charter(*(f"a{n} b{n}" for n in range(3000)))
        new = charter(*(f"c{n} d{n}" for n in range(3000)))
        assert len(compared(old, new)) == 6000


class TestWords:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("We listen.", "We listen.", [("same", "We listen.")]),
            ("We listen.", "We always listen.", [("same", "We"), ("added", " always"), ("same", " listen.")]),
            ("", "New", [("added", "New")]),
            ("Old", "", [("removed", "Old")]),
            ("a red cat", "a blue dog", [("same", "a "), ("removed", "red cat"), ("added", "blue dog")]),
        ],
    )
    def test_are_compared(self, old, new, expected):
        assert expected == [(piece.kind, piece.text) for piece in pieces(old, new)]

    @pytest.mark.parametrize(
        ("old", "new"), [("one two three", "two three four"), ("a, b; c", "a b c d"), ("x  y", "x z y"), ("a b", "a,b")]
    )
    def test_give_both_versions_back(self, old, new):
        """What is not marked and what is added make the new text; what is not marked and what went, the old."""
        found = pieces(old, new)
        assert new.split() == "".join(p.text for p in found if p.kind != "removed").split()
        assert old.split() == "".join(p.text for p in found if p.kind != "added").split()
