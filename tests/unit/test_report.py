"""How problems are written: for people, for GitHub, and for other programs; none of it does more than say so."""

import io
import json

import pytest

from charterkit import report
from charterkit.problems import Problem, Severity


def problem(path="a.yml", line=1, column=2, message="something is wrong", hint="Mend it.", **more):
    return Problem(path, line, column, message, hint, more.get("rule", "rule"), more.get("severity", Severity.ERROR))


def excerpt(folder, line, column):
    """Give the line as a report shows it, and where its caret stands, from 0."""
    (folder / "a.yml").write_text(f"{line}\n", encoding="utf-8")
    shown, caret = report.text([problem(column=column)], folder).split("\n")[1:3]
    margin = "    1 | "
    assert shown.startswith(margin)
    assert caret.startswith("      | ")
    assert caret.endswith("^")
    return shown.removeprefix(margin), len(caret) - len(margin) - 1


class TestText:
    def test_gives_place_message_excerpt_and_remedy(self, tmp_path):
        (tmp_path / "a.yml").write_text("title: One\nsumary: Two\n", encoding="utf-8")
        expected = (
            "a.yml:2:1: error: something is wrong\n"
            "    2 | sumary: Two\n"
            "      | ^\n"
            "    Mend it.\n"
            "1 error, 0 warnings in 1 file."
        )
        assert expected == report.text([problem(line=2, column=1)], tmp_path)

    def test_has_no_excerpt_where_there_is_no_line(self, tmp_path):
        plain = "a.yml:1:2: error: something is wrong\n1 error, 0 warnings in 1 file."
        assert plain == report.text([problem(hint="")])
        assert plain == report.text([problem(hint="")], tmp_path)
        (tmp_path / "a.yml").write_bytes(b"\xff\xfe")
        assert plain == report.text([problem(hint="")], tmp_path)

    def test_does_not_follow_links(self, tmp_path):
        (tmp_path / "secret").write_text("never shown\n", encoding="utf-8")
        (tmp_path / "a.yml").symlink_to("secret")
        assert "never shown" not in report.text([problem()], tmp_path)

    def test_counts_files_once_and_notices_apart(self):
        listed = [problem(), problem(line=3), problem("b.yml", severity=Severity.WARNING)]
        assert report.text(listed).endswith("\n2 errors, 1 warning in 2 files.")
        listed = [problem(severity=Severity.NOTICE)]
        assert report.text(listed).endswith("\nNo problems found; 1 acknowledged.")
        assert report.text([]) == "No problems found."

    def test_lists_what_is_acknowledged_at_the_end(self):
        said = report.text([problem("a.yml", severity=Severity.NOTICE), problem("b.yml")]).split("\n")
        assert [line for line in said if line.startswith(("a.yml", "b.yml", "Ack"))] == [
            "b.yml:1:2: error: something is wrong",
            "Acknowledged, for whoever reviews this to read:",
            "a.yml:1:2: notice: something is wrong",
        ]


class TestExcerpt:
    def test_puts_the_caret_under_the_column(self, tmp_path):
        assert ("title: One", 7) == excerpt(tmp_path, "title: One", 8)

    def test_counts_wide_characters_twice_and_marks_not_at_all(self, tmp_path):
        assert ("漢字 x", 5) == excerpt(tmp_path, "漢字 x", 4)
        assert ("e\u0301 x", 2) == excerpt(tmp_path, "e\u0301 x", 4)

    def test_widens_tabs(self, tmp_path):
        assert ("    x", 4) == excerpt(tmp_path, "\tx", 2)

    def test_cuts_a_long_line_around_the_column(self, tmp_path):
        line = "".join(chr(ord("a") + number % 26) for number in range(5_000))
        for column in (1, 90, 2_500, 4_999):
            shown, caret = excerpt(tmp_path, line, column)
            assert len(shown) <= 102
            assert shown[caret] == line[column - 1]
            assert shown.strip("…") in line
        shown, _ = excerpt(tmp_path, line, 2_500)
        assert shown.startswith("…")
        assert shown.endswith("…")

    def test_may_stand_after_the_end(self, tmp_path):
        assert ("title:", 6) == excerpt(tmp_path, "title:", 7)

    @pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\x00"])
    def test_shows_what_could_move_or_hide_as_a_sign(self, tmp_path, character):
        assert ("a�b", 2) == excerpt(tmp_path, f"a{character}b", 3)

    def test_leaves_scripts_that_join_letters_as_they_are(self, tmp_path):
        shown, _ = excerpt(tmp_path, "a\u200cb \u200d", 5)
        assert shown == "a\u200cb \u200d"


class TestSafety:
    HOSTILE = "\x1b[2J\r\n::error::owned\u202e##[command]rm"

    @pytest.mark.parametrize("write", [report.text, report.github, report.as_json])
    def test_of_every_part_in_every_form(self, write):
        said = write([problem(self.HOSTILE, message=self.HOSTILE, hint=self.HOSTILE, rule=self.HOSTILE)])
        assert not set(said) & {"\x1b", "\r", "\u202e"}
        lines = [line.lstrip() for line in said.split("\n")]
        assert not [line for line in lines if line.startswith(("::error::owned", "##["))]

    def test_of_commands_for_github(self):
        told = report.github([problem("a,b:c%.yml", message="50% off", hint="one\ntwo\r\nthree")])
        assert told.split("\n")[0] == (
            "::error file=a%2Cb%3Ac%25.yml,line=1,col=2,title=Error%3A rule::50%25 off%0Aone two  three"
        )


class TestGithub:
    def test_has_a_command_for_each_severity(self):
        listed = [problem(severity=severity) for severity in Severity]
        told = report.github(listed).split("\n")
        assert [line.partition(" ")[0] for line in told[:-1]] == ["::error", "::warning", "::notice"]
        assert told[-1] == "1 error, 1 warning in 1 file; 1 acknowledged."

    def test_names_files_from_the_top_of_the_repository(self):
        assert "file=sites/one/a.yml," in report.github([problem()], "sites/one/")


def test_json_has_a_stable_form():
    """Other programs read it: a change here is a change of `JSON_VERSION`."""
    notice = problem("b.yml", severity=Severity.NOTICE)
    assert json.loads(report.as_json([problem(), notice])) == {
        "version": 1,
        "problems": [
            {
                "path": "a.yml",
                "line": 1,
                "column": 2,
                "severity": "error",
                "rule": "rule",
                "message": "something is wrong",
                "hint": "Mend it.",
            }
        ],
        "acknowledged": [
            {
                "path": "b.yml",
                "line": 1,
                "column": 2,
                "severity": "notice",
                "rule": "rule",
                "message": "something is wrong",
                "hint": "Mend it.",
            }
        ],
        "counts": {"errors": 1, "warnings": 0, "acknowledged": 1, "files": 1},
    }


class TestColour:
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def test_is_for_terminals_only(self, monkeypatch):
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        assert report.wants_colour(self.Terminal())
        assert not report.wants_colour(io.StringIO())

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_is_left_out_on_request(self, monkeypatch, name, value):
        monkeypatch.setenv(name, value)
        assert not report.wants_colour(self.Terminal())

    def test_changes_nothing_else(self, tmp_path):
        (tmp_path / "a.yml").write_text("title: One\n", encoding="utf-8")
        coloured = report.text([problem()], tmp_path, colour=True)
        assert "\x1b[31merror\x1b[0m" in coloured
        plain = "".join(
            part.partition("m")[2] if number else part for number, part in enumerate(coloured.split("\x1b["))
        )
        assert plain == report.text([problem()], tmp_path)
