"""A finding that somebody has looked at is a notice; nothing else is silenced, and readers never see it."""

import datetime
import re

import pytest

from charterkit import catalogue
from charterkit.check.acknowledged import LIST
from charterkit.problems import Severity
from charterkit.publish import open_data
from tests.editing import CHARTER, FEATURE, PLEDGES, PRINCIPLE, SCHOOL, add, replace, write

TODAY = datetime.date(2026, 6, 1)
SONG = "They sang Mrs Robinson."
ENTRY = "  - rule: {rule}\n    text: {text}\n    reason: The name of a song.\n    by_role: Editor\n"


def acknowledge(site, rule="person-name", text="Mrs Robinson", name=SCHOOL, more=""):
    add(site, name, "acknowledged:\n" + ENTRY.format(rule=rule, text=text) + more)


def told(site):
    return [(p.severity.name, p.rule) for p in catalogue.examine(site, today=TODAY)[2]]


@pytest.fixture
def sung(site):
    """A site in which a song is taken for a person, in the body of a part of what was done."""
    replace(site, SCHOOL, "The tables stand in one row.", SONG)
    return site


class TestFinding:
    def test_is_an_error_until_it_is_acknowledged(self, sung):
        assert [("ERROR", "person-name")] == told(sung)
        acknowledge(sung)
        assert [("NOTICE", "person-name")] == told(sung)

    def test_says_who_and_why(self, sung):
        acknowledge(sung)
        (notice,) = catalogue.examine(sung)[2]
        assert notice.message == "`Mrs Robinson` looks like a person's name: acknowledged by Editor"
        assert notice.hint == "The name of a song."
        assert notice.line == 34

    def test_is_the_same_in_other_letters_and_lines(self, sung):
        acknowledge(sung, text="mrs  robinson")
        assert [("NOTICE", "person-name")] == told(sung)

    def test_of_other_words_stays(self, sung):
        acknowledge(sung)
        replace(sung, SCHOOL, "One school, one term.", "Mrs Exampleton was not asked.")
        assert [("ERROR", "person-name"), ("NOTICE", "person-name")] == told(sung)

    def test_of_another_rule_stays(self, sung):
        acknowledge(sung, rule="phone")
        assert [("ERROR", "person-name"), ("WARNING", "acknowledged-nothing")] == told(sung)

    def test_in_another_record_stays(self, sung):
        acknowledge(sung, name="content/case-studies/example-college.yml")
        assert [("ERROR", "person-name"), ("WARNING", "acknowledged-nothing")] == told(sung)

    def test_may_be_acknowledged_in_one_field_only(self, sung):
        replace(sung, SCHOOL, "One school, one term.", SONG)
        acknowledge(sung, more='    field: "what[].body"\n')
        assert [("ERROR", "person-name"), ("NOTICE", "person-name")] == told(sung)
        assert catalogue.examine(sung)[2][0].line == 47, "the other one, in `limitations`"

    def test_of_a_number_is_acknowledged_like_words(self, site):
        replace(site, SCHOOL, "value: 210", "value: 2")
        acknowledge(site, rule="small-count", text="2")
        assert [("NOTICE", "small-count")] == told(site)

    @pytest.mark.parametrize(
        ("name", "old"),
        [
            (PRINCIPLE, "meaning: |\n"),
            (FEATURE, "description: |\n"),
            (CHARTER, "introduction: |\n"),
        ],
    )
    def test_may_be_in_any_kind_of_record(self, site, name, old):
        text = (site / name).read_text("utf-8")
        key = old.partition(":")[0]
        assert f"\n{key}:" in text
        lines = text.split("\n")
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
        lines[place] = f"{key}: |\n  {SONG}\n" if not lines[place].endswith("|") else f"{key}: |\n  {SONG}"
        write(site, name, "\n".join(lines))
        assert [("ERROR", "person-name")] == told(site)
        acknowledge(site, name=name)
        moved_on = ("WARNING", "translation-behind")  # of the charter, which the test has reworded
        assert [("NOTICE", "person-name")] == [said for said in told(site) if said != moved_on]

    def test_in_csv_is_acknowledged_in_the_file_of_the_rules(self, site):
        replace(site, PLEDGES, "We begin with lunch", SONG)
        assert [("ERROR", "person-name")] == told(site)
        acknowledge(site, name="data/safeguarding.yml", more=f"    file: {PLEDGES}\n")
        assert [("NOTICE", "person-name")] == told(site)


def remedy(problem):
    """Give the lines that a finding says to write, with a reason and a role."""
    (entry,) = re.findall(r"`acknowledged:` and below it `(  - \{.*\})`$", problem.hint)
    return f"acknowledged:\n{entry}\n".replace("…", "A role in a play.")


class TestRemedy:
    """What a finding says to write can be read, and settles it; nothing else is to be known for that."""

    @pytest.mark.parametrize(
        "text",
        [
            "They sang Mrs Robinson.",
            'Of Mrs O\'Brien-Smith, "Amara (aged 9)" and others.',
            "D.O.B. \u201c03/05/2014\u201d.",
            "Seen from @example.pupil.",
            "Two\n      of our Year 9\n      pupils left.",
            "To jane.doe {at} example {dot} org.",
            "Of the pupils # who came - and went & stayed, three left.",
            f"Miss {' '.join(['Exampleton' * 3] * 4)} and Dr {'Éxample-' * 3}{'X' * 20} {'Y' * 30} {'Z' * 30} {'Q' * 30}.",
            f"To {'a' * 60}@{'.'.join(['b' * 60] * 4)}.org.",
        ],
    )
    def test_settles_it(self, site, text):
        replace(site, SCHOOL, "      The tables stand in one row.", f"      {text}")
        problems = catalogue.examine(site, today=TODAY)[2]
        assert problems, "the test needs one"
        for problem in problems:
            lines = remedy(problem)
            written = (site / SCHOOL).read_text("utf-8")
            add(site, SCHOOL, lines if LIST not in written else lines.partition("\n")[2])
        assert {Severity.NOTICE} == {p.severity for p in catalogue.examine(site, today=TODAY)[2]}

    def test_settles_what_is_in_a_table(self, site):
        replace(site, PLEDGES, "We begin with lunch", SONG)
        (problem,) = catalogue.examine(site, today=TODAY)[2]
        assert "in data/safeguarding.yml: " in problem.hint
        add(site, "data/safeguarding.yml", remedy(problem))
        assert [("NOTICE", "person-name")] == told(site)

    def test_settles_what_is_in_a_record_without_such_a_list(self, site):
        """As reports of change, which may be files of their own too."""
        action = "pledge: example-school\nprinciple: example-principle\ndone_on: 2026-04-10\nstatus: published\n"
        write(site, "data/actions/lunch.yml", f"{action}what: {SONG}\n")
        (problem,) = catalogue.examine(site, today=TODAY)[2]
        add(site, "data/safeguarding.yml", remedy(problem))
        assert [("NOTICE", "person-name")] == told(site)


class TestBuild:
    def test_publishes_no_acknowledgement(self, sung, tmp_path):
        acknowledge(sung)
        loaded = catalogue.load(sung)
        assert loaded.tables["case-study-acknowledged"], "the test needs one"
        open_data.write(loaded, tmp_path / "out")
        written = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("*") if path.is_file()]
        assert any(SONG in text for text in written)
        assert not [text for text in written if "The name of a song." in text or "acknowledged" in text]

    def test_has_only_the_notice_in_its_catalogue(self, sung):
        acknowledge(sung)
        assert [Severity.NOTICE] == [p.severity for p in catalogue.load(sung).problems]
