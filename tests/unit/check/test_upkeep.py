"""What has gone stale on a given day, and what was left behind; a build asks for none of it."""

import datetime

import pytest

from charterkit import catalogue
from tests.editing import COLLEGE, SCHOOL, add, copy, replace

DUE = datetime.date(2027, 4, 1)
STORY = (
    "subject: individual\nnames_changed: true\nconsent_basis: They agreed.\nreviewed_by_role: Lead\nreviewed_on: {}\n"
)


def told(site, today):
    return [(p.rule, p.path.rpartition("/")[2]) for p in catalogue.examine(site, today=today)[2]]


def day(number):
    return DUE + datetime.timedelta(days=number)


class TestReview:
    def test_is_overdue_from_the_day_after(self, site):
        school = ("review-due", "example-school.yml")
        assert school not in told(site, day(0))
        assert school in told(site, day(1))

    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    def test_of_what_readers_cannot_see_is_not_due(self, site, status):
        replace(site, SCHOOL, "status: published", f"status: {status}")
        assert ("review-due", "example-school.yml") not in told(site, day(1))

    def test_is_a_warning(self, site):
        assert {"WARNING"} == {p.severity.name for p in catalogue.examine(site, today=day(1))[2]}

    def test_of_a_story_is_stale_after_years(self, site):
        replace(site, COLLEGE, "subject: cohort\n", STORY.format("2026-03-01"))
        assert told(site, datetime.date(2026, 6, 1)) == []
        stale = ("review-stale", "example-college.yml")
        assert stale not in told(site, datetime.date(2029, 3, 1))
        assert stale in told(site, datetime.date(2029, 3, 2))

    def test_of_a_story_holds_as_long_as_the_site_says(self, site):
        replace(site, COLLEGE, "subject: cohort\n", STORY.format("2024-03-01"))
        replace(site, "data/safeguarding.yml", "review_years: 3", "review_years: 2")
        assert told(site, datetime.date(2026, 6, 1)) == [("review-stale", "example-college.yml")]

    def test_is_judged_on_the_29th_of_february_too(self, site):
        replace(site, COLLEGE, "subject: cohort\n", STORY.format("2025-03-01"))
        assert ("review-stale", "example-college.yml") not in told(site, datetime.date(2028, 2, 29))


class TestConsent:
    def test_ends_with_its_last_day(self, site):
        add(site, COLLEGE, "consent_until: 2026-06-01\n")
        assert told(site, datetime.date(2026, 6, 1)) == []
        assert told(site, datetime.date(2026, 6, 2)) == [("consent-expired", "example-college.yml")]


class TestLinks:
    def test_to_what_readers_cannot_see_are_told(self, site):
        """Those to what is withdrawn are told on every day, by a rule of their own."""
        replace(site, COLLEGE, "status: published", "status: draft")
        assert told(site, datetime.date(2026, 6, 1)) == [("link-hidden", "example-school.yml")]

    def test_of_what_readers_cannot_see_are_not(self, site):
        replace(site, COLLEGE, "status: published", "status: draft")
        replace(site, SCHOOL, "status: published", "status: draft")
        assert told(site, datetime.date(2026, 6, 1)) == []

    def test_to_what_is_archived_are_not(self, site):
        replace(site, COLLEGE, "status: published", "status: archived")
        add(site, SCHOOL, "replaces: example-college\n")
        assert told(site, datetime.date(2026, 6, 1)) == []

    def test_in_a_circle_are_told_once(self, site):
        for number in range(3):
            copy(site, COLLEGE, f"round-{number}")
            add(site, f"content/case-studies/round-{number}.yml", f"replaces: round-{(number + 1) % 3}\n")
        add(site, COLLEGE, "replaces: round-1\n")
        assert told(site, datetime.date(2026, 6, 1)) == [("replaces-cycle", "round-0.yml")]


class TestFiles:
    @pytest.fixture
    def with_pictures(self, site):
        replace(
            site,
            "data/schemas/case-study-media.yml",
            "file_in: data/media",
            "file_in: content/pictures",
        )
        (site / "content/pictures").mkdir()
        (site / "content/pictures/table.png").write_bytes((site / "data/media/table.png").read_bytes())
        return site

    def test_that_no_record_names_are_told(self, with_pictures):
        assert told(with_pictures, datetime.date(2026, 6, 1)) == [("file-unused", "table.png")]

    def test_that_a_record_names_are_not(self, with_pictures):
        entry = "media:\n  - file: table.png\n    alt: A table.\n    credit: Us\n    licence: CC0\n    identifiable: false\n"
        add(with_pictures, SCHOOL, entry)
        assert told(with_pictures, datetime.date(2026, 6, 1)) == []

    def test_that_a_record_names_but_are_not_there_are_told(self, with_pictures):
        entry = "media:\n  - file: chair.png\n    alt: A chair.\n    credit: Us\n    licence: CC0\n    identifiable: false\n"
        add(with_pictures, SCHOOL, entry)
        expected = [("missing-file", "example-school.yml"), ("file-unused", "table.png")]
        assert expected == told(with_pictures, datetime.date(2026, 6, 1))


def test_a_build_does_not_ask_what_day_it_is(site):
    """What was built today can be built in a hundred years, strictly too."""
    replace(site, COLLEGE, "status: published", "status: draft")
    add(site, SCHOOL, "consent_until: 2026-06-01\n")
    assert catalogue.load(site).problems == ()
    assert len(told(site, datetime.date(2126, 1, 1))) > 3
