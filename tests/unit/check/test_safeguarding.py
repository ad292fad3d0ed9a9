"""A record about one pupil is published only with changed names, a basis of consent and a review."""

import pytest

from charterkit import catalogue
from charterkit.check.rules import PERSON_NAME
from tests.editing import COLLEGE, SCHOOL, replace

COMPLETE = {
    "names_changed": "true",
    "consent_basis": "The family agreed.",
    "reviewed_by_role": "Safeguarding lead",
    "reviewed_on": "2026-01-20",
}


def rules(site, fields, status="published"):
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    replace(site, COLLEGE, "subject: cohort\n", f"subject: individual\n{lines}")
    replace(site, COLLEGE, "status: published", f"status: {status}")
    return [p.rule for p in catalogue.examine(site)[2]]


def test_with_everything_it_is_published(site):
    assert rules(site, COMPLETE) == []


@pytest.mark.parametrize("missing", COMPLETE)
def test_without_one_of_them_it_is_not(site, missing):
    assert rules(site, {key: value for key, value in COMPLETE.items() if key != missing}) == ["individual"]


@pytest.mark.parametrize("answer", ["false", "no"])
def test_with_names_as_they_were_it_is_not(site, answer):
    assert rules(site, {**COMPLETE, "names_changed": answer}) == ["individual"]


def test_without_anything_each_is_asked_for(site):
    assert rules(site, {}) == ["individual"] * 4


def test_while_it_is_a_draft_nothing_is_asked_for(site):
    """A draft is not published, and has to be begun somehow."""
    assert rules(site, {}, status="draft") == []


def test_what_is_archived_stays_under_the_rule(site):
    assert rules(site, {}, status="archived") == ["individual"] * 4


def test_nothing_keeps_a_record_from_being_withdrawn(site):
    """Least of all that it tells too much; that its text is still there is a warning."""
    assert "individual" not in rules(site, {}, status="withdrawn")


def test_an_answer_that_cannot_be_read_is_one_problem(site):
    assert rules(site, {**COMPLETE, "names_changed": "perhaps"}) == ["type"]


def test_words_that_have_a_problem_of_their_own_do_not_count(site):
    """Though texts are looked through while the schemas are still being asked."""
    replace(site, SCHOOL, "limitations: |\n", "limitations: |\n  We worked with a goalkeeper called Jordan Amari.\n")
    words = "data/safeguarding.yml"
    replace(site, words, "people:\n", "people:\n  - {one: goalkeeper, many: goalkeepers}\n")

    def found():
        return [problem.rule for problem in catalogue.examine(site)[2]]

    assert [PERSON_NAME.name] == found()
    replace(site, words, "many: goalkeepers", f"many: {'goalkeepers' * 9}")
    assert ["length"] == found()
