"""How problems are counted, ordered and written, and the words that go with them."""

import pytest

from charterkit.problems import ContentError, Problem, Severity, choice, did_you_mean, errors, in_order, matters, short


def problem(path="a.yml", line=1, severity=Severity.ERROR, message="something is wrong", hint="Mend it."):
    return Problem(path, line, 2, message, hint, "rule", severity)


class TestOrder:
    def test_is_errors_first_then_by_place(self):
        listed = [
            problem("a.yml", 1, Severity.NOTICE),
            problem("a.yml", 1, Severity.WARNING),
            problem("b.yml", 2),
            problem("b.yml", 10),
            problem("a.yml", 9),
        ]
        found = [(p.severity.name, p.path, p.line) for p in in_order(listed)]
        expected = [("ERROR", "a.yml", 9), ("ERROR", "b.yml", 2), ("ERROR", "b.yml", 10)]
        assert [*expected, ("WARNING", "a.yml", 1), ("NOTICE", "a.yml", 1)] == found

    def test_puts_first_what_may_hide_other_problems(self):
        hiding = Problem("z.yml", 1, 1, "a tab stands where YAML wants spaces", "Indent.", "yaml-tab")
        assert [hiding, problem()] == in_order([problem(), hiding])

    def test_says_nothing_twice(self):
        assert [problem()] == in_order([problem(), problem()])


def test_warnings_are_no_errors():
    warning, error = problem(severity=Severity.WARNING), problem()
    assert [error] == errors([warning, error])


def test_the_exception_for_content_says_each_problem():
    error = ContentError([problem()])
    assert str(error) == "a.yml:1:2: error: something is wrong\n    Mend it."
    assert (problem(),) == error.problems


def test_notices_are_no_mistakes():
    assert [problem()] == matters([problem(severity=Severity.NOTICE), problem()])


class TestWords:
    @pytest.mark.parametrize(
        ("word", "expected"), [("titel", "Did you mean `title`?"), ("TITLE", "Did you mean `title`?")]
    )
    def test_offer_the_nearest(self, word, expected):
        assert expected == did_you_mean(word, ["summary", "title"])

    def test_offer_several_that_are_as_near(self):
        assert did_you_mean("exampl-school", ["example-school", "example-schools", "zebra"]) == (
            "Did you mean `example-school` or `example-schools`?"
        )
        assert did_you_mean("tier-0", ["tier-1", "tier-2", "tier-3", "tier-4"]).count("`tier-") == 3

    def test_offer_nothing_where_nothing_is_like_it(self):
        assert did_you_mean("zebra", ["summary", "title"]) == ""

    def test_list_a_choice_only_where_it_can_be_read(self):
        assert choice(["a", "b"], "data/x.csv") == "Choose from: a, b."
        assert choice(map(str, range(13)), "data/x.csv") == "Choose from those in data/x.csv."
        assert choice([], "data/x.csv") == "Choose from those in data/x.csv."

    def test_shorten_to_one_line(self):
        assert short("a\n  b") == "a b"
        assert len(short("word " * 100)) == 60
