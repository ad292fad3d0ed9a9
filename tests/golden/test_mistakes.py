"""Every mistake that an author can make gives one problem, in the right place, with what to write instead.

The format of the golden files is described in `reading.py`. After a message was reworded on purpose,
`pytest tests/golden --write-golden` writes them anew, for the author of the change to read through.
"""

import datetime
import re
import subprocess
import sys

import pytest

from charterkit import catalogue, report
from charterkit.cli import main
from tests.golden.reading import goldens

ALL = goldens()
PLACE = re.compile(r"^[^:]+:[1-9]\d*:[1-9]\d*: (?:error|warning): \S", re.MULTILINE)
# Mistakes in files of their own, so that none hides another.
TOGETHER = ("missing-required-tag", "unknown-tag-in-nested-list", "misspelt-key", "duplicate-id", "unreadable-colour")


TODAY = datetime.date(2026, 6, 1)


def examined(site, today=TODAY):
    return catalogue.examine(site, today=today)[2]


def test_the_small_site_has_no_mistake(site):
    assert [] == examined(site)


def test_there_are_golden_files():
    """An empty folder would make every test below pass."""
    assert len(ALL) >= 35


@pytest.mark.parametrize("golden", ALL, ids=lambda golden: golden.path.stem)
class TestMistake:
    def test_is_reported_once_with_its_place_and_remedy(self, golden, site, request):
        golden.make(site)
        problems = examined(site, golden.today)
        said = report.text(problems, site)
        if request.config.getoption("--write-golden"):
            golden.rewrite(said)
        assert golden.report == said
        assert len(problems) == 1
        assert problems[0].hint, "it must say what to write instead"
        assert PLACE.match(said)

    def test_is_told_in_a_sentence(self, golden):
        """So that a folder of golden files can be read as a list of what the engine catches."""
        assert re.fullmatch(r"[A-Z].+\.", golden.given["mistake"])


class TestSeveralMistakes:
    """An editor who mends what one run says is done."""

    @pytest.fixture
    def chosen(self, site):
        found = [golden for golden in ALL if golden.path.stem in TOGETHER]
        assert len({golden.given["file"] for golden in found}) == len(TOGETHER)
        for golden in found:
            golden.make(site)
        return found

    def test_are_all_reported_in_one_run_by_file_and_line(self, chosen, site):
        problems = [golden.report.rpartition("\n")[0] for golden in chosen]
        problems.sort(key=lambda text: text.partition(":")[0])
        count = f"{len(TOGETHER)} errors, 0 warnings in {len(TOGETHER)} files."
        assert "\n".join([*problems, count]) == report.text(examined(site), site)

    def test_in_one_file_are_all_reported(self, site):
        by_name = {golden.path.stem: golden for golden in ALL}
        names = ("misspelt-key", "bad-address", "wrong-type", "unknown-tag", "date-order", "tag-twice", "bad-urn")
        for name in names:
            assert by_name[name].given["file"] == "content/case-studies/example-school.yml"
            by_name[name].make(site)
        rules = sorted(problem.rule for problem in examined(site))
        assert ["date-order", "pattern", "pattern", "twice", "type", "unknown-key", "unknown-tag"] == rules

    @pytest.mark.parametrize("character", ["\u202e", "\x07", "\u200f"])
    def test_are_not_hidden_by_an_invisible_character(self, character, site):
        by_name = {golden.path.stem: golden for golden in ALL}
        for name in ("misspelt-key", "bad-address", "wrong-type", "unknown-tag"):
            by_name[name].make(site)
        path = site / "content/case-studies/example-school.yml"
        path.write_text(path.read_text("utf-8").replace("A seat", f"A {character}seat"), encoding="utf-8")
        rules = sorted(problem.rule for problem in examined(site))
        assert ["character", "pattern", "type", "unknown-key", "unknown-tag"] == rules


class TestCommand:
    """What somebody sees who runs `charterkit check`."""

    def check(self, site, *more):
        return main(["--site", str(site), "check", *more])

    def test_says_that_nothing_is_wrong(self, site, capsys):
        assert self.check(site) == 0
        assert capsys.readouterr().out == "No problems found.\n"

    def test_gives_1_and_the_report_for_a_mistake(self, site, capsys):
        (golden,) = (golden for golden in ALL if golden.path.stem == "misspelt-key")
        golden.make(site)
        assert self.check(site) == 1
        assert capsys.readouterr().out == f"{golden.report}\n"

    def test_gives_2_where_there_is_no_site(self, tmp_path, capsys):
        assert self.check(tmp_path) == 2
        assert "mkdocs.yml" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [["chekc"], ["check", "--stict"], []])
    def test_gives_2_where_the_command_is_misspelt(self, arguments, capsys):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert "usage: charterkit" in capsys.readouterr().err

    def test_shows_no_traceback_as_a_program(self, site):
        """The same as above, through the door that everybody uses."""
        (site / "data" / "datapackage.yml").write_bytes(b"\x80")
        done = subprocess.run(
            [sys.executable, "-m", "charterkit", "--site", str(site), "check"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        assert done.stdout.startswith("data/datapackage.yml:1:1: error: this is not UTF-8 text\n")
        assert done.stderr == ""
