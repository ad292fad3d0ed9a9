"""The public list: in the order of names, filtered by what pledges are tagged with, and a page for each pledge."""

import dataclasses
import datetime

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views import pledge_pages, pledge_report, pledges
from tests.editing import CHARTER, PLEDGES, add, copy, replace

ROW = "{id},{name},{kind},,,{area},{charter},{version},{year},,,,minute,2026-03-06,{status},\n"
SCHOOL = "pledges/example-school/"


def sign(site, key, name, **more):
    usual = {"kind": "council", "area": "", "charter": "example-charter", "version": "1", "year": "2026"}
    add(site, PLEDGES, ROW.format(id=key, name=name, **usual | {"status": "published"} | more))


def source(site, **settings):
    return pledges.source(catalogue.load(site), pledges.Settings(**settings))


def pages(site, **settings):
    made = source(site, **settings)
    return {page.path: page for page in (*pledges.pages(made), *pledge_pages.pages(made))}


def rows(page):
    return [row.name for row in page.view.rows]


def facet(made, name):
    (found,) = [facet for facet in made.facets if facet.field == name]
    return {term.id: term.count for term in found.terms}


class TestList:
    def test_is_in_the_order_of_the_alphabet_whatever_the_case_and_accents(self, site):
        sign(site, "b", "beta council")
        sign(site, "e", "École Alpha")
        sign(site, "a", "Alpha council")
        names = rows(pages(site)["pledges/"])
        assert ["Alpha council", "beta council", "École Alpha", "Example council", "Example school"] == names

    def test_shows_the_first_and_leads_by_letter_to_all(self, site):
        for number in range(300):
            sign(site, f"z-{number:03}", f"Zeta {number:03}")
        made = pages(site, per_page=10)
        assert len(made["pledges/"].view.rows) == 10
        assert len(made["pledges/by/name/z/"].view.rows) == pledges.LIST_PAGE
        assert len(made["pledges/by/name/z/page-2/"].view.rows) == 300 - pledges.LIST_PAGE
        listed = [name for path, page in made.items() if path.startswith("pledges/by/name/") for name in rows(page)]
        assert len(listed) == len(set(listed)) == 302

    def test_holds_what_begins_with_no_letter_too(self, site):
        sign(site, "n", "21st Century School")
        assert ["21st Century School"] == rows(pages(site)["pledges/by/name/signs/"])

    def test_is_filtered_by_kind_area_charter_and_year(self, site):
        area = next(iter(catalogue.load(site).terms["local-authorities"].values()))
        copy(site, CHARTER, "another")
        sign(site, "x", "X", area=area.id, charter="another", year="2019")
        made = source(site)
        assert {"council": 2, "primary-school": 1} == facet(made, "organisation_type")
        assert {area.id: 1, "not-given": 2} == facet(made, "local_authority")
        assert {"another": 1, "example-charter": 2} == facet(made, "charter")
        assert {"2026": 2, "2019": 1} == facet(made, "year")
        assert ["X"] == rows(pages(site)["pledges/by/year/2019/"])
        assert ["Example council", "Example school"] == rows(pages(site)["pledges/by/local-authority/not-given/"])

    def test_tells_the_script_the_same(self, site):
        made = source(site)
        told = pledges.names(made)
        assert ["Example council", "Example school"] == told["names"]
        assert "example-council example-school" == told["ids"]
        index = pledges.index(made)
        assert (2, [facet.field for facet in made.facets]) == (index["size"], [f["field"] for f in index["facets"]])
        assert len(index["has"]) == sum(len(f["terms"]) for f in index["facets"])

    def test_can_be_told_the_last_signed_first(self, site):
        sign(site, "x", "A", year="2030")
        assert [0, 2, 1] == pledges.orders(source(site))["newest"]

    def test_says_which_charter_only_where_there_are_several(self, site):
        assert [False] * 2 == ["Example charter" in row.meta for row in pages(site)["pledges/"].view.rows]
        copy(site, CHARTER, "another")
        sign(site, "x", "X", charter="another")
        assert [True] * 3 == ["Example charter" in row.meta for row in pages(site)["pledges/"].view.rows]

    def test_refuses_a_facet_that_the_data_does_not_have(self, site):
        with pytest.raises(CharterkitError, match="charterkit/pledges: `zebra` cannot be a facet"):
            source(site, facets=("zebra",))

    @pytest.mark.parametrize("key", ["sign", "by"])
    def test_refuses_a_pledge_whose_address_is_taken(self, site, key):
        sign(site, key, "X")
        with pytest.raises(CharterkitError, match=f"`{key}`"):
            source(site)


class TestCounts:
    def test_of_charters_that_nobody_signed_are_not_shown(self, site):
        copy(site, CHARTER, "another")
        assert [c.charter.id for c in pledges.pledges(catalogue.load(site)).charters] == ["example-charter"]
        sign(site, "x", "X", charter="another")
        counted = pledges.pledges(catalogue.load(site))
        assert {c.charter.id for c in counted.charters} == {"example-charter", "another"}
        assert counted.total == 3

    def test_of_kinds_are_in_the_order_of_the_vocabulary_and_the_right_number(self, site):
        sign(site, "x", "X")
        (charter,) = pledges.pledges(catalogue.load(site)).charters
        assert (("Councils", 2), ("Primary school", 1)) == charter.kinds

    def test_of_areas_have_the_largest_first(self, site):
        terms = list(catalogue.load(site).terms["local-authorities"].values())[:2]
        for number, term in enumerate([terms[0], terms[1], terms[1]]):
            sign(site, f"x-{number}", f"Council {number}", area=term.id)
        (charter,) = pledges.pledges(catalogue.load(site)).charters
        assert ((terms[1].label, 2), (terms[0].label, 1)) == charter.areas


class TestPage:
    def test_says_what_the_record_says(self, site):
        view = pages(site)[SCHOOL].view
        assert ("Example school", "Primary school", "5 March 2026") == (view.organisation, view.kind.title, view.signed)
        assert ("1", "", False, "5 March 2027") == (view.version, view.newer, view.due, view.review_due)
        assert view.statement.startswith("We begin with lunch")
        assert "2026" == pages(site)["pledges/example-council/"].view.signed

    def test_says_that_there_is_a_newer_version_and_that_it_is_due(self, site):
        sign(site, "x", "X", version="0", status="renewal due")
        view = pages(site)["pledges/x/"].view
        assert ("0", "1", True) == (view.version, view.newer, view.due)

    def test_shows_what_has_changed_by_principle_the_newest_first(self, site):
        add(site, "data/actions/example-actions.csv", "b,example-school,,2026-05-01,More.,,published\n")
        add(site, "data/actions/example-actions.csv", "c,example-school,,2026-05-02,Most.,,published\n")
        add(site, "data/actions/example-actions.csv", "d,example-school,,2026-05-03,Hidden.,,pending\n")
        done = pages(site)[SCHOOL].view.done
        assert ["Everybody takes part", None] == [group.mark and group.mark.title for group in done]
        assert ["Most.", "More."] == [action.what for action in done[1].actions]

    def test_has_a_badge_whose_code_is_escaped_and_leads_to_it(self, site):
        replace(site, PLEDGES, "Example council,", '"""<b onload=x>""",')
        view = pages(site, address="https://example.org/site/")["pledges/example-council/"].view
        assert view.code.startswith('<a href="https://example.org/site/pledges/example-council/"><img src="https://')
        assert "<b" not in view.code
        assert "&quot;&lt;b onload=x&gt;&quot; has signed: Example charter" in view.code
        assert not pages(site)["pledges/example-council/"].view.code

    def test_links_to_a_certificate_that_will_be_there(self, site):
        paths = [f"{SCHOOL}{name}" for name in ("certificate.pdf", "sticker.pdf", "certificate.txt")]

        def led_to(*there):
            view = pages(site, downloads=set(there))[SCHOOL].view
            return [view.certificate, view.sticker, view.plain]

        assert [""] * 3 == led_to()
        assert paths == led_to(*paths)
        assert [paths[0], "", ""] == led_to(paths[0])

    def test_is_left_out_where_a_site_wants_none(self, site):
        made = pages(site, pages=False)
        assert SCHOOL not in made
        assert ["", ""] == [row.path for row in made["pledges/"].view.rows]
        assert "" == pledges.names(source(site, pages=False))["ids"]
        assert [] == list(pledge_pages.badges(source(site, pages=False)))


def test_a_badge_has_two_short_lines(site):
    replace(site, CHARTER, "short_title: Example", f"short_title: {'A very long name of a charter ' * 2}")
    (_, badge), *_ = pledge_pages.badges(source(site))
    assert len(badge.lines) == 2
    assert all(len(line) <= 22 for line in badge.lines)
    assert badge.lines[1].endswith("…")


def test_each_view_is_only_data(site):
    """It is hashed to see whether a page was made before, so nothing in it may depend on when it is asked."""
    for page in pages(site).values():
        assert dataclasses.is_dataclass(page.view)


class TestAnOrganisationThatSignsTwice:
    """It has made two pledges, and is one organisation, whether its name is spelt alike or only its number is."""

    @pytest.fixture
    def site(self, site):
        copy(site, CHARTER, "another-charter", title="Another charter")
        sign(site, "again", "Éxample SCHOOL", kind="primary-school", charter="another-charter")
        add(
            site,
            PLEDGES,
            "new-name,A new name,primary-school,012345,,,another-charter,1,2026,,,,minute,2026-03-06,published,\n",
        )
        return site

    def test_is_counted_once_of_all(self, site):
        view = pages(site)["pledges/"].view
        assert (4, 2, ("pledge", "pledges")) == (view.total, view.organisations, view.noun)

    def test_is_counted_once_in_the_report(self, site):
        model, tables, _ = catalogue.examine(site)
        made = pledge_report.report(model, tables, datetime.date(2026, 6, 1))
        assert made.summary[0] == "2 organisations have signed, with 4 pledges."
        (kinds,) = [part for part in made.parts if part.heading == "By kind of organisation"]
        assert ["1", "1"] == [row[1] for row in kinds.rows if row[1] != "0"]
