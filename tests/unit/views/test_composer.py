"""The page on which a charter is written, and what its script is told."""

import json

from charterkit import catalogue
from charterkit.publish import composer as published
from charterkit.views import composer, contribute
from tests.editing import CHARTER, add, replace

SECOND = """\
  - heading: What we ask
    kind: asks
    statements:
      - text: Sit with somebody new.
  - heading: What we hope
    kind: asks
    statements:
      - text: That all are asked.
sources:
"""


def view(site):
    (made,) = composer.pages(catalogue.load(site))
    return made.view


def told(site):
    loaded = catalogue.load(site)
    (form,) = contribute.forms(loaded, [composer.TABLE])
    return published.data(loaded, form)


class TestWhatOneCanBeginFrom:
    def test_is_every_charter_with_its_clauses_and_marks(self, site):
        (start,) = view(site).starts
        assert (start.id, start.title, start.clauses) == ("example-charter", "Example charter", 1)
        assert [mark.id for mark in start.marks] == ["example-principle"]

    def test_is_on_paper_too(self, site):
        """For whoever has no script."""
        assert [link.path for link in view(site).templates] == ["charters/example-charter/example-charter-template.pdf"]

    def test_leaves_out_what_readers_may_not_see(self, site):
        replace(site, CHARTER, "status: published", "status: draft")
        replace(site, "mkdocs.yml", "  - charterkit/charters\n", "")
        assert view(site).starts == ()
        assert told(site)["charters"] == []


class TestTheScript:
    def test_is_told_clauses_in_their_parts(self, site):
        (section,) = told(site)["charters"][0]["sections"]
        assert section == {
            "heading": "What we promise",
            "kind": "commitments",
            "on_poster": False,
            "clauses": [
                {
                    "text": "We will lay a place for every pupil",
                    "by": ["asking who has none", "moving the tables"],
                    "so": "So, you can always sit down.",
                    "principles": ["example-principle"],
                }
            ],
        }

    def test_is_told_the_shape_and_colour_of_a_principle(self, site):
        (principle,) = told(site)["principles"]
        assert ("Everybody takes part", "M2 2H22V22H2Z", "#0b5c63") == (
            principle["title"],
            principle["mark"],
            principle["colour"],
        )

    def test_gets_hostile_text_as_text(self, site):
        hostile = "</script><img src=x onerror=alert(1)> {{ 7*7 }}"
        replace(site, CHARTER, "We will lay a place for every pupil", f"'{hostile}'")
        text = json.dumps(told(site))
        assert hostile == json.loads(text)["charters"][0]["sections"][0]["clauses"][0]["text"]

    def test_is_told_the_direction_of_each_language_and_those_of_the_charters(self, site):
        add(site, CHARTER, "language: he\n")
        languages = dict(told(site)["locales"])
        assert languages["ar"] == languages["he"] == "rtl"
        assert languages["en-GB"] == languages["pl"] == "ltr"

    def test_is_told_the_rules_of_a_record(self, site):
        rules = told(site)["rules"]
        assert rules["collection"] == "charters"
        assert rules["fixed"]["status"] == "draft"
        assert "birth" in rules["safeguarding"]


class TestTheKindOfANewSection:
    def test_is_that_of_sections_that_say_what_comes_of_their_clauses(self, site):
        """Although more sections are of another kind."""
        replace(site, CHARTER, "sources:\n", SECOND)
        assert composer.usual_kind(catalogue.load(site)) == "commitments"

    def test_is_the_most_frequent_where_none_does(self, site):
        replace(site, CHARTER, "sources:\n", SECOND)
        replace(site, CHARTER, "        so: So, you can always sit down.\n", "")
        assert composer.usual_kind(catalogue.load(site)) == "asks"

    def test_is_none_without_charters(self, site):
        replace(site, CHARTER, "status: published", "status: draft")
        assert composer.usual_kind(catalogue.load(site)) == ""


def test_offers_every_maker_sizes_that_can_be_read():
    for maker in composer.MAKERS:
        assert maker.largest > maker.smallest >= 10
