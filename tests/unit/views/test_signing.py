"""How to sign: what each charter asks of whom, the site's own charter first."""

from charterkit import catalogue
from charterkit.views import signing
from tests.editing import CHARTER, copy, replace


def view(site, forms=None, downloads=()):
    (page,) = signing.pages(catalogue.load(site), forms or {}, downloads)
    return page.view


def test_what_is_asked_stands_under_its_audience(site):
    (charter,) = view(site).charters
    assert [("Schools and other education settings", ("We will lay a place for every pupil",))] == [
        (asked.title, asked.clauses) for asked in charter.asked
    ]


def test_what_is_asked_of_all_comes_last(site):
    extra = "  - heading: For all\n    kind: commitments\n    statements:\n      - text: All of us agree\nsources:\n"
    replace(site, CHARTER, "sources:\n", extra)
    assert ["Schools and other education settings", ""] == [asked.title for asked in view(site).charters[0].asked]


def test_the_sites_own_charter_comes_first_and_an_archived_one_is_not_signed(site):
    copy(site, CHARTER, "a-first", title="A first", order="0")
    copy(site, CHARTER, "old", title="Old", status="archived")
    assert ["Example charter", "A first"] == [charter.title for charter in view(site).charters]


def test_only_the_ways_that_there_are_are_offered(site):
    assert ("", "") == (view(site).form, view(site).word)
    path = "contribute/pledges.docx"
    there = view(site, {"pledges": "contribute/pledges/"}, {path})
    assert ("contribute/pledges/", path) == (there.form, there.word)
