"""How problems are counted, ordered and written, and the words that go with them."""

import pytest

from charterkit.problems import ContentError, Problem, Severity, choice, did_you_mean, errors, in_order, report, short


def problem(path="a.yml", line=1, severity=Severity.ERROR, message="something is wrong", hint="Mend it."):
    return Problem(path, line, 2, message, hint, "rule", severity)


class TestReport:
    def test_gives_place_message_and_remedy(self):
        expected = "a.yml:3:2: error: something is wrong\n    Mend it.\n1 error, 0 warnings"
        assert expected == report([problem(line=3)])

    def test_has_no_empty_line_without_a_remedy(self):
        assert report([problem(hint="")]) == "a.yml:1:2: error: something is wrong\n1 error, 0 warnings"

    def test_puts_errors_first_then_orders_by_place(self):
        listed = [
            problem("a.yml", 1, Severity.WARNING),
            problem("b.yml", 2),
            problem("b.yml", 10),
            problem("a.yml", 9),
        ]
        places = [(p.path, p.line) for p in in_order(listed)]
        assert [("a.yml", 9), ("b.yml", 2), ("b.yml", 10), ("a.yml", 1)] == places
        assert report(listed).endswith("\n3 errors, 1 warning")

    def test_says_nothing_twice(self):
        assert report([problem(), problem()]).endswith("1 error, 0 warnings")


def test_warnings_are_no_errors():
    warning, error = problem(severity=Severity.WARNING), problem()
    assert [error] == errors([warning, error])


def test_the_exception_for_content_is_the_report():
    error = ContentError([problem()])
    assert report([problem()]) == str(error)
    assert (problem(),) == error.problems


class TestWords:
    @pytest.mark.parametrize(
        ("word", "expected"), [("titel", "Did you mean `title`?"), ("TITLE", "Did you mean `title`?")]
    )
    def test_offer_the_nearest(self, word, expected):
        assert expected == did_you_mean(word, ["summary", "title"])

    def test_offer_nothing_where_nothing_is_like_it(self):
        assert did_you_mean("zebra", ["summary", "title"]) == ""

    def test_list_a_choice_only_where_it_can_be_read(self):
        assert choice(["a", "b"], "data/x.csv") == "Choose from: a, b."
        assert choice(map(str, range(13)), "data/x.csv") == "Choose from those in data/x.csv."
        assert choice([], "data/x.csv") == "Choose from those in data/x.csv."

    def test_shorten_to_one_line(self):
        assert short("a\n  b") == "a b"
        assert len(short("word " * 100)) == 60
