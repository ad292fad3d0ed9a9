"""The page of a charter: numbered clauses with anchors, and practice beside each."""

import pytest

from charterkit import catalogue
from charterkit.views import charters
from tests.editing import CHARTER, COLLEGE, SCHOOL, add, copy, replace


def view(site):
    return next(page.view for page in charters.pages(catalogue.load(site)) if page.path == "charters/example-charter/")


SECOND = """\
  - heading: What we ask
    kind: commitments
    statements:
      - text: Sit with somebody new.
      - text: And again.
sources:
"""


class TestClauses:
    def test_of_a_charter_of_one_section_are_numbered_through(self, site):
        (section,) = view(site).sections
        assert [(clause.number, clause.anchor) for clause in section.clauses] == [("1", "clause-1-1")]

    def test_of_several_sections_carry_the_number_of_theirs(self, site):
        replace(site, CHARTER, "sources:\n", SECOND)
        found = [(c.number, c.anchor) for section in view(site).sections for c in section.clauses]
        assert found == [("1.1", "clause-1-1"), ("2.1", "clause-2-1"), ("2.2", "clause-2-2")]

    def test_show_what_they_rest_on(self, site):
        (clause,) = view(site).sections[0].clauses
        assert [mark.id for mark in clause.marks] == ["example-principle"]
        assert [tag.path for tag in clause.features] == ["key-features/example-feature/"]


class TestPractice:
    def test_is_of_the_cases_that_share_most(self, site):
        replace(site, COLLEGE, "key_features:\n  - example-feature", "key_features:\n  - other-feature")
        copy(site, "content/key-features/example-feature.yml", "other-feature")
        (clause,) = view(site).sections[0].clauses
        assert [link.path for link in clause.practice] == [
            "case-studies/example-school/",
            "case-studies/example-college/",
        ]

    def test_is_none_where_a_clause_rests_on_nothing(self, site):
        replace(site, CHARTER, "sources:\n", SECOND)
        assert view(site).sections[1].clauses[0].practice == ()

    def test_is_of_a_few(self, site):
        for number in range(9):
            copy(site, SCHOOL, f"case-{number}")
        assert len(view(site).sections[0].clauses[0].practice) == charters.MOST_IN_PRACTICE


class TestAdopted:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [("adopted_year: 2020", "2020"), ("adopted_on: 2020-03-05", "5 March 2020"), ("", "")],
    )
    def test_is_written_as_exactly_as_it_is_known(self, site, line, expected):
        replace(site, CHARTER, "adopted_year: 2020\n", f"{line}\n" if line else "")
        assert view(site).adopted == expected


def test_those_who_signed_are_counted(site):
    assert view(site).signed == 2
    add(site, "data/pledges/example-charter.csv", "x,X,council,,,,example-charter,1,2026,,,,minute,,pending,\n")
    assert view(site).signed == 2, "a pending pledge is not one yet"


def test_neighbours_are_in_the_order_of_the_charters(site):
    copy(site, CHARTER, "earlier", order="0")
    found = {page.path: page.view for page in charters.pages(catalogue.load(site))}
    assert found["charters/earlier/"].next.path == "charters/example-charter/"
    assert found["charters/example-charter/"].previous.path == "charters/earlier/"
    assert found["charters/example-charter/"].next is None


def test_a_site_without_charters_has_no_page_of_them(site):
    replace(site, CHARTER, "status: published", "status: draft")
    assert list(charters.pages(catalogue.load(site))) == []
