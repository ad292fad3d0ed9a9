"""`charterkit keep`: the text of a charter among its earlier versions, before the next one takes its place."""

import pytest

from charterkit import catalogue
from charterkit.cli import main
from charterkit.problems import errors
from tests.editing import CHARTER, replace, write

KEPT = "content/charter-versions/example-charter-1.yml"


def run(site, *words):
    return main(["--site", str(site), "keep", *words])


def test_keeps_the_text_so_that_a_new_version_passes_the_check(site, capsys):
    """Pledges that name the version that was signed are right still, and nothing has to be taken out by hand."""
    assert 0 == run(site, "example-charter", "--on", "2026-09-01")
    assert f"Wrote {KEPT}." in capsys.readouterr().out
    replace(site, CHARTER, 'version: "1"\norder', 'version: "2"\norder')
    assert [] == errors(catalogue.examine(site)[2])
    kept = catalogue.load(site).charter_versions["example-charter-1"]
    assert ("example-charter", "1", "2026-09-01") == (kept.charter, kept.version, str(kept.superseded_on))
    (statement,) = kept.sections[0].statements
    assert ("We will lay a place for every pupil", ("asking who has none", "moving the tables")) == (
        statement.text,
        statement.by,
    )


def test_keeps_a_copy_of_the_record_as_it_was_after_the_change(site, tmp_path):
    """Its name is that of the version in the copy."""
    was = tmp_path / "download.txt"
    was.write_bytes((site / CHARTER).read_bytes())
    replace(site, CHARTER, 'version: "1"\norder', 'version: "2"\norder')
    replace(site, CHARTER, "A seat for everybody.", "Two seats for everybody.")
    assert 0 == run(site, "example-charter", "--was", str(was))
    assert "A seat for everybody." == catalogue.load(site).charter_versions["example-charter-1"].aspiration


def test_in_a_dry_run_shows_it_and_writes_nothing(site, capsys):
    assert 0 == run(site, "example-charter", "--dry-run")
    assert "charter: example-charter" in capsys.readouterr().out
    assert not (site / KEPT).exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["exmple-charter"], 2, "Did you mean `example-charter`?"),
        (["example-charter", "--was", "nowhere.yml"], 2, "there is no file nowhere.yml"),
        (["example-charter", "--on", "soon"], 2, "is not a date"),
    ],
)
def test_says_what_is_wrong_and_writes_nothing(site, words, status, said, capsys):
    assert status == run(site, *words)
    assert said in capsys.readouterr().err
    assert not (site / KEPT).exists()


def test_does_not_write_over_what_is_kept(site, capsys):
    write(site, KEPT, "mine\n")
    assert 1 == run(site, "example-charter")
    assert "already" in capsys.readouterr().err
    assert "mine\n" == (site / KEPT).read_text("utf-8")


@pytest.mark.parametrize("text", ["title: [", "- x\n", "title: x\n", "title: \u202e\n"])
def test_a_copy_that_is_no_record_is_told_and_not_kept(site, tmp_path, text, capsys):
    was = tmp_path / "was.yml"
    was.write_text(text, "utf-8")
    assert 1 == run(site, "example-charter", "--was", str(was))
    assert not list((site / KEPT).parent.glob("example-charter-[!0]*"))
