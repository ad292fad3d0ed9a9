"""A case study as a card, and the order of cards."""

import pytest

from charterkit import catalogue
from charterkit.views import cards
from tests.editing import COLLEGE, SCHOOL, copy, replace


def card(site, name):
    loaded = catalogue.load(site)
    return cards.card(loaded, loaded.case_studies[name])


def test_a_card_says_what_a_reader_decides_on(site):
    made = card(site, "example-school")
    assert (made.path, made.setting, made.place) == ("case-studies/example-school/", "Example school", "Exampleton")
    assert [tag.title for tag in made.features] == ["A shared table"]
    assert [mark.title for mark in made.marks] == ["Everybody takes part"]
    assert made.time == "One term"


def test_a_region_stands_in_for_a_place(site):
    loaded = catalogue.load(site)
    assert card(site, "example-college").place == loaded.terms["regions"]["north-west"].label


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One term. Then more.", "One term …"),
        ("**One** _term_; then more", "One term …"),
        ("Key stage 2. More", "Key stage 2 …"),
        ("2.5 years", "2.5 years"),
    ],
)
def test_time_is_its_first_clause_without_signs(site, written, shown):
    replace(site, SCHOOL, "time_needed: One term.", f'time_needed: "{written}"')
    assert card(site, "example-school").time == shown


def test_an_archived_case_says_so(site):
    replace(site, SCHOOL, "status: published", "status: archived")
    assert card(site, "example-school").archived
    assert not card(site, "example-college").archived


def test_the_newest_come_first_then_by_title(site):
    copy(site, COLLEGE, "b", title="apple", published_on="2026-02-01")
    copy(site, COLLEGE, "a", title="Zebra", published_on="2026-06-01")
    assert ["a", "example-school", "example-college", "b"] == [c.id for c in cards.newest_first(catalogue.load(site))]
