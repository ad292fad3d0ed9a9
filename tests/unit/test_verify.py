"""`charterkit verify` and `charterkit report`: the officer's way from what came in to what is published."""

import errno
import shutil

import pytest

from charterkit import catalogue
from charterkit.cli import main
from tests.editing import PLEDGES, add, replace, write

PENDING = 'hill-school,"Hill School",primary-school,,,,example-charter,1,,2026-05-01,,"One, two",,,pending,\n'
BY = ("--by", "official email", "--on", "2025-05-20")


def run(site, *words):
    return main(["--site", str(site), *words])


def line(site, key):
    (found,) = [row for row in (site / PLEDGES).read_text("utf-8").splitlines() if row.startswith(key)]
    return found


class TestVerify:
    def test_publishes_and_leaves_all_other_bytes(self, site, capsys):
        before = (site / PLEDGES).read_text("utf-8")
        add(site, PLEDGES, PENDING)
        assert "hill-school" not in catalogue.load(site).pledges
        assert run(site, "verify", "pledges", "hill-school", *BY) == 0
        after = (site / PLEDGES).read_text("utf-8")
        done = PENDING.replace(",,,pending,", ",official email,2025-05-20,published,2026-05-20")
        assert before + done == after
        assert "hill-school" in catalogue.load(site).pledges
        assert f"Wrote {PLEDGES}." in capsys.readouterr().out

    def test_publishes_a_record_in_a_file_of_its_own(self, site):
        text = "# From the form\norganisation: Hill\norganisation_type: council\ncharter: example-charter\n"
        write(site, "data/pledges/hill.yml", f'{text}charter_version: "1"\nstatus: pending\n')
        assert run(site, "verify", "pledge", "hill", *BY) == 0
        assert (site / "data/pledges/hill.yml").read_text("utf-8").startswith(text)
        assert "hill" in catalogue.load(site).pledges

    def test_renews_with_the_version_that_is_stood_by_now(self, site):
        replace(site, PLEDGES, "published,2027-03-05", "renewal due,2026-03-05")
        replace(site, PLEDGES, "example-charter,1,,2026-03-05", "example-charter,0,,2026-03-05")
        assert run(site, "verify", "pledges", "example-school", *BY, "--version", "1") == 0
        assert "example-charter,1,,2026-03-05" in line(site, "example-school")
        assert line(site, "example-school").endswith("official email,2025-05-20,published,2026-05-20")

    def test_tells_when_a_pledge_was_affirmed_again(self, site):
        """Not of the first time, and not where the same day is written once more."""
        add(site, PLEDGES, PENDING)
        assert (
            run(site, "verify", "pledges", "hill-school", "example-school", "--by", "phone", "--on", "2026-04-01") == 0
        )
        known = catalogue.load(site).pledges
        assert (None, "2026-04-01") == (known["hill-school"].reaffirmed_on, str(known["example-school"].reaffirmed_on))
        assert run(site, "verify", "pledges", "hill-school", "--by", "minute", "--on", "2026-04-01") == 0
        assert catalogue.load(site).pledges["hill-school"].reaffirmed_on is None

    def test_in_a_dry_run_writes_nothing(self, site, capsys):
        add(site, PLEDGES, PENDING)
        before = (site / PLEDGES).read_bytes()
        assert run(site, "verify", "pledges", "hill-school", *BY, "--dry-run") == 0
        assert before == (site / PLEDGES).read_bytes()
        assert "status: published" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("words", "status", "said"),
        [
            (("pledges", "exmple-school", *BY), 1, "Did you mean `example-school`?"),
            (("pledges", "example-school", "--by", "gossip"), 2, "Choose from:"),
            (("pledges", "example-school", "--by", "phone", "--on", "tomorrow"), 2, "is not a date"),
            (("principles", "example-principle", *BY), 2, "nothing that is verified"),
            (("pledges", "example-school", "--by", "phone", "--on", "2999-01-01"), 2, "is still to come"),
            (("pledges", "example-school", *BY, "--version", "9"), 1, "`example-charter` has no version `9`"),
        ],
    )
    def test_says_what_is_wrong_and_writes_nothing(self, site, words, status, said, capsys):
        before = (site / PLEDGES).read_bytes()
        assert run(site, "verify", *words) == status
        assert said in capsys.readouterr().err
        assert before == (site / PLEDGES).read_bytes()

    def test_says_so_where_the_site_cannot_be_copied_to_try_it_out(self, site, capsys, monkeypatch):
        def full(*_, **__):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(shutil, "copytree", full)
        before = (site / PLEDGES).read_bytes()
        assert run(site, "verify", "pledges", "example-school", *BY) == 1
        assert "No space left on device" in capsys.readouterr().err
        assert before == (site / PLEDGES).read_bytes()

    def test_does_not_bring_back_what_was_withdrawn(self, site, capsys):
        add(site, PLEDGES, "gone,,,,,,,,,,,,,,withdrawn,\n")
        assert run(site, "verify", "pledges", "gone", *BY) == 1
        assert "is withdrawn" in capsys.readouterr().err


class TestReport:
    @pytest.fixture
    def busy(self, site):
        add(site, PLEDGES, PENDING)
        add(
            site,
            PLEDGES,
            "old,Old | School,primary-school,,,,example-charter,0,2019,,,,phone,2019-02-03,renewal due,\n",
        )
        add(site, PLEDGES, "gone,,,,,,,,,,,,,,withdrawn,\n")
        return site

    def told(self, site, capsys, *words):
        assert run(site, "report", "pledges", "--today", "2026-06-01", *words) == 0
        return capsys.readouterr().out

    def test_sums_up(self, busy, capsys):
        said = self.told(busy, capsys)
        assert "- 3 organisations have signed." in said
        assert "- 1 pledge waits to be verified, and 1 is due to be renewed." in said
        assert "| Council | 1 |\n| Primary school | 2 |" in said
        assert "| Old \\| School | Example |" in said.partition("## To be renewed")[2]
        assert "| Old \\| School | Example | 0 | 1 |" in said.partition("about a new version")[2]
        assert "| Hill School | Example | hill\\-school |".replace("\\-", "-") in said.partition("## Waiting")[2]
        assert "gone" not in said

    def test_tells_what_is_new_by_the_records_own_dates(self, busy, capsys):
        new = self.told(busy, capsys, "--since", "2026-01-01").partition("## New\n")[2].partition("\n## ")[0]
        assert "| Example school | Example | 5 March 2026 |" in new
        assert "| Example council | Example | 2026 |" in new
        assert "Old" not in new

    def test_tells_of_the_withdrawn_that_nobody_has_dated(self, busy, capsys):
        """They are neither passed over nor counted as having gone since."""
        said = self.told(busy, capsys, "--since", "2026-01-01")
        assert "0 withdrawn, and 1 on a day that nobody has written down." in said
        assert "| gone | Not written down |" in said.partition("## Withdrawn")[2]

    def test_tells_the_share_where_the_vocabulary_has_the_whole(self, busy, capsys):
        path = "data/vocabularies/organisation-types.csv"
        replace(busy, path, "council,Council,,1,Councils,", "council,Council,,1,Councils,33")
        assert "| Council | 1 | 33 | 3 % |" in self.told(busy, capsys)

    def test_is_a_table_without_formulas(self, busy, capsys):
        replace(busy, PLEDGES, "Old | School", "=SUM(1)")
        said = self.told(busy, capsys, "--format", "csv")
        assert said.startswith("part,row,column,value\n")
        assert "Organisation,'=SUM(1)\n" in said

    def test_is_a_pdf_whatever_the_names_hold(self, busy, tmp_path, capsys):
        replace(busy, PLEDGES, "Old | School", "*Old* #emph[x] 😀 School")
        for name in ("a.pdf", "b.pdf"):
            self.told(busy, capsys, "--out", str(tmp_path / name))
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
        assert b"pdfuaid:part" in (tmp_path / "a.pdf").read_bytes()
        assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()

    def test_is_written_in_no_other_kind_than_it_can_be(self, site, tmp_path, capsys):
        path = tmp_path / "pledges.docx"
        assert run(site, "report", "pledges", "--out", str(path)) == 2
        assert "Name it .md, .csv or .pdf." in capsys.readouterr().err
        assert not path.exists()

    def test_of_a_pdf_wants_a_file(self, site, capsys):
        assert run(site, "report", "pledges", "--format", "pdf") == 2
        assert "--out" in capsys.readouterr().err
