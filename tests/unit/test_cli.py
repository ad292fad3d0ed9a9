"""The command: its exit status, and a sentence for what goes wrong. What `check` says is in golden/."""

import subprocess
import sys

import pytest

from charterkit import __version__, catalogue, cli
from charterkit.problems import CharterkitError, Problem, Severity


class TestStatus:
    @pytest.fixture
    def warned(self, site, monkeypatch):
        warning = Problem("a.yml", 1, 1, "this is odd", "Look again.", "odd", Severity.WARNING)
        monkeypatch.setattr(catalogue, "examine", lambda root: (None, {}, [warning]))
        return site

    def test_is_0_for_warnings(self, warned, capsys):
        assert cli.main(["--site", str(warned), "check"]) == 0
        assert capsys.readouterr().out.endswith("0 errors, 1 warning\n")

    def test_is_1_for_warnings_when_strict(self, warned):
        assert cli.main(["--site", str(warned), "check", "--strict"]) == 1

    def test_is_1_with_a_sentence_for_what_stops_a_command(self, site, monkeypatch, capsys):
        def stop(_):
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


def test_a_reader_who_leaves_ends_it_in_silence(site):
    """As `charterkit check | head` does, when there is more to say than the reader wants to hear."""
    program = f"{sys.executable} -m charterkit --site {site} check"
    done = subprocess.run(
        ["bash", "-c", f"({program}; echo status $? >&2) | true"], capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("status ")
