"""What YAML reads otherwise than its author meant it, and what only looks like that and must stay possible."""

import pytest

from charterkit import catalogue
from charterkit.source import Mapping, Scalar, read_yaml
from charterkit.writing import plain


def cut(text):
    """Give where a comment ends the text that stands first."""
    tree, problems = read_yaml(text, "record.yml")
    assert problems == []
    assert isinstance(tree, Mapping)
    first = next(iter(tree.values.values()))
    assert isinstance(first, Scalar)
    return first.cut


class TestComment:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("place: Near the #Estate\n", (1, 17)),
            ("place: Near the  # the old one\n", (1, 18)),
            ("place: #1 the Estate\n", (1, 8)),
            ("place: Near\n  the #Estate\n", (2, 7)),
            ("place: Near the\n  #Estate\n", (2, 3)),
        ],
    )
    def test_that_ends_a_text_is_found(self, text, place):
        assert cut(text) == place

    @pytest.mark.parametrize(
        "text",
        [
            'place: "Near the #Estate"  # the old one\n',
            "place: Near the number#1\n",
            "place: |  # as it was\n  Near the #Estate\n",
            "# the old one\nplace: Near the Estate\n# needs:\n#   - one\n",
            "place: Near the Estate\n  # - a note\n",
            "place: # fill this in\n",
            "place:\n# needs:\n",
        ],
    )
    def test_of_which_nobody_could_think_otherwise_is_left(self, text):
        assert cut(text) is None

    def test_may_stand_behind_what_is_no_text_of_its_author(self, site):
        """A choice, a date, a number, an id, an address."""
        path = site / "content/case-studies/example-school.yml"
        lines = path.read_text("utf-8").splitlines()
        starts = (
            "tier:",
            "status:",
            "last_reviewed:",
            "  - measure: pupils",
            "    value: 210",
            "    url:",
            "  - attendance",
        )
        noted = [f"{line}  # see the notes" if line.startswith(starts) else line for line in lines]
        assert sum(line.endswith("# see the notes") for line in noted) >= len(starts)
        path.write_text("\n".join(noted) + "\n", encoding="utf-8")
        assert catalogue.examine(site)[2] == []


class TestQuotes:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("place: 'We teach\n  social: in lessons'\n", {"place": "We teach social: in lessons"}),
            ('place: "We teach\n  social: in lessons"\n', {"place": "We teach social: in lessons"}),
            ('what:\n  - text: "We\n      social: yes"\n', {"what": [{"text": "We social: yes"}]}),
            ('needs:\n  - "We\n    social: yes"\n', {"needs": ["We social: yes"]}),
        ],
    )
    def test_may_go_on_with_a_word_and_a_colon_indented_below(self, text, read):
        tree, problems = read_yaml(text, "record.yml")
        assert problems == []
        assert plain(tree) == read

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ('title: "We teach\nplace: "here"\n', (1, 8)),
            ('what:\n  - text: "We\n    note: "here"\n', (2, 11)),
            ('needs:\n  - "We\nplace: "here"\n', (2, 5)),
        ],
    )
    def test_that_were_forgotten_are_told_where_they_open(self, text, place):
        _, problems = read_yaml(text, "record.yml")
        assert [("yaml-quote", *place)] == [(p.rule, p.line, p.column) for p in problems]


class TestEntries:
    def test_may_hold_a_dash_on_one_line(self):
        tree, problems = read_yaml("needs:\n  - one - two\n  - three\n", "record.yml")
        assert problems == []
        assert plain(tree) == {"needs": ["one - two", "three"]}


class TestMarks:
    @pytest.mark.parametrize(
        "text", ["“One” and “two”", "‘One’ and two", "The “one”", "'“One”'", "“One", "‘Tis the children’s”"]
    )
    def test_that_are_part_of_a_text_are_left(self, text):
        assert read_yaml(f"title: {text}\n", "record.yml")[1] == []

    @pytest.mark.parametrize("text", ["“One”", "‘The children’s room’", "„Eins“", "«Un»"])
    def test_around_the_whole_text_are_told_and_the_rest_is_read(self, text):
        tree, problems = read_yaml(f"title: {text}\nplace: Here\n", "record.yml")
        assert [problem.rule for problem in problems] == ["yaml-quote"]
        assert plain(tree)["place"] == "Here"
