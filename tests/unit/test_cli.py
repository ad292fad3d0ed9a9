"""The command: its exit status, and a sentence for what goes wrong. What `check` says is in golden/."""

import json
import subprocess
import sys

import pytest

from charterkit import __version__, catalogue, cli
from charterkit.problems import CharterkitError, Problem, Severity
from tests.editing import CHARTER, FEATURE, SCHOOL, add, replace, write


class TestStatus:
    @pytest.fixture
    def warned(self, site, monkeypatch):
        warning = Problem("a.yml", 1, 1, "this is odd", "Look again.", "odd", Severity.WARNING)
        monkeypatch.setattr(catalogue, "examine", lambda root, **_: (None, {"a": []}, [warning]))
        return site

    def test_is_0_for_warnings(self, warned, capsys):
        assert cli.main(["--site", str(warned), "check"]) == 0
        assert capsys.readouterr().out.endswith("0 errors, 1 warning in 1 file.\n")

    def test_is_1_for_warnings_when_strict(self, warned):
        assert cli.main(["--site", str(warned), "check", "--strict"]) == 1

    def test_is_1_with_a_sentence_for_what_stops_a_command(self, site, monkeypatch, capsys):
        def stop(*_, **__):
            raise CharterkitError("There is no room.")

        monkeypatch.setattr(catalogue, "examine", stop)
        assert cli.main(["--site", str(site), "check"]) == 1
        assert capsys.readouterr().err == "There is no room.\n"


def test_the_site_may_be_named_from_anywhere(site, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--site", "small", "check"]) == 0


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"charterkit {__version__}\n"


def test_checking_needs_no_mkdocs(site):
    """Whoever only checks need not wait for it, nor have it break."""
    program = (
        "import sys; from charterkit.cli import main; "
        f"status = main(['--site', {str(site)!r}, 'check']); "
        "print(status, sorted({'mkdocs', 'material', 'typst', 'pagefind_bin'}.intersection(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines()[-1] == "0 []"
    assert done.stderr == ""


def test_help_is_quick_to_come(site):
    """What takes long to import waits until it is needed."""
    program = (
        "import sys; import charterkit.cli; print([m for m in ('frictionless', 'mkdocs', 'nh3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "[]\n"


class TestCheck:
    """What is asked for decides what is told and how the command ends; everything is read all the same."""

    @pytest.fixture
    def wrong(self, site, monkeypatch):
        """A site with a mistake in a case study and an overdue charter, in which the command is run."""
        replace(site, SCHOOL, "cost_band: low", "cost_band: lwo")
        replace(site, CHARTER, "review_due: 2027-04-01", "review_due: 2026-05-01")
        monkeypatch.chdir(site)
        return site

    def told(self, capsys, *arguments):
        status = cli.main(["check", "--format", "json", *arguments])
        return status, [problem["rule"] for problem in json.loads(capsys.readouterr().out)["problems"]]

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ([], (1, ["unknown-tag", "review-due"])),
            ([SCHOOL], (1, ["unknown-tag"])),
            (["content/case-studies"], (1, ["unknown-tag"])),
            (["content/case-studies/", "content/charters"], (1, ["unknown-tag", "review-due"])),
            (["./content/../content/charters"], (0, ["review-due"])),
            (["content/charters", "--strict"], (1, ["review-due"])),
            (["content/principles", "--strict"], (0, [])),
            (["."], (1, ["unknown-tag", "review-due"])),
            (["content/case-studies/example-college.yml"], (0, [])),
        ],
    )
    def test_tells_what_is_wrong_in_some_places(self, wrong, capsys, arguments, expected):
        assert expected == self.told(capsys, *arguments)

    def test_finds_a_broken_reference_whose_target_is_elsewhere(self, wrong, capsys):
        (wrong / FEATURE).unlink()
        status, rules = self.told(capsys, "content/case-studies/example-college.yml")
        assert (1, ["unknown-tag"]) == (status, rules)

    def test_takes_paths_from_the_site_when_run_elsewhere(self, wrong, capsys, monkeypatch, tmp_path):
        write(tmp_path, SCHOOL, "A file of the same name, which is not the site's.")
        monkeypatch.chdir(tmp_path)
        assert cli.main(["--site", str(wrong), "check", SCHOOL]) == 1
        assert "1 error, 0 warnings in 1 file." in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("path", "said"), [("content/nothing.yml", "there is no file"), ("..", "outside the site"), ("/", "outside")]
    )
    def test_does_not_pretend_to_check_what_is_not_the_sites(self, wrong, capsys, path, said):
        assert cli.main(["check", path]) == 2
        printed = capsys.readouterr()
        assert said in printed.err
        assert printed.out == ""

    def test_tells_of_a_broken_data_model_whatever_was_asked_for(self, wrong, capsys):
        """Nothing could be read, so nothing is known to be right."""
        (wrong / "data/datapackage.yml").write_text("resources: []\n", encoding="utf-8")
        assert (1, ["schema"]) == self.told(capsys, SCHOOL)

    def test_takes_a_link_for_itself(self, wrong, capsys):
        (wrong / "content/case-studies/other.yml").symlink_to("/etc/hostname")
        assert (1, ["link"]) == self.told(capsys, "content/case-studies/other.yml")

    def test_judges_by_the_day_that_it_is_given(self, wrong, capsys, monkeypatch):
        assert self.told(capsys, "content/charters", "--today", "2026-05-01") == (0, [])
        monkeypatch.setenv("CHARTERKIT_TODAY", "2026-05-01")
        assert self.told(capsys, "content/charters") == (0, [])
        assert self.told(capsys, "content/charters", "--today", "2026-05-02") == (0, ["review-due"])

    def test_takes_no_other_word_for_a_day(self, wrong, capsys):
        assert cli.main(["check", "--today", "tomorrow"]) == 2
        assert "`tomorrow` is not a date" in capsys.readouterr().err

    def test_annotates_files_where_github_finds_them(self, wrong, capsys, monkeypatch):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(wrong.parent))
        assert cli.main(["check", "--format", "github"]) == 1
        assert f"::error file={wrong.name}/{SCHOOL},line=55,col=12," in capsys.readouterr().out

    def test_fails_for_nothing_that_is_acknowledged(self, site, monkeypatch, capsys):
        monkeypatch.chdir(site)
        replace(site, SCHOOL, "One school, one term.", "They sang Mrs Robinson.")
        assert cli.main(["check"]) == 1
        entry = "  - rule: person-name\n    text: Mrs Robinson\n    reason: A song.\n    by_role: Editor\n"
        add(site, SCHOOL, f"acknowledged:\n{entry}")
        assert cli.main(["check", "--strict"]) == 0
        assert "acknowledged by Editor" in capsys.readouterr().out


def test_a_reader_who_leaves_ends_it_in_silence(site):
    """As `charterkit check | head` does, when there is more to say than the reader wants to hear."""
    program = f"{sys.executable} -m charterkit --site {site} check"
    done = subprocess.run(
        ["bash", "-c", f"({program}; echo status $? >&2) | true"], capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("status ")
