"""What pages say of themselves: whole addresses, or none."""

import datetime

import pytest

from charterkit import catalogue
from charterkit.views import case_studies, metadata
from charterkit.views.page import Link, Page
from tests.editing import SCHOOL, replace

TOP = "https://site.example/fork/"
PICTURE = metadata.Picture("assets/charterkit/pictures/site.png", "Words")


@pytest.fixture
def loaded(site):
    return catalogue.load(site)


def case(loaded):
    (page,) = [p for p in case_studies.pages(loaded) if p.record == ("case-studies", "example-school")]
    return page


def types(head):
    return [thing["@type"] for thing in head.things]


def test_a_record_is_an_article_with_its_dates(loaded):
    head = metadata.Describer(loaded, TOP, "search/").page(case(loaded), PICTURE)
    assert head.article
    assert (datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)) == (head.published, head.changed)
    assert ["Article", "BreadcrumbList"] == types(head)
    article = head.things[0]
    assert f"{TOP}case-studies/example-school/" == article["url"] == head.address
    assert ("2026-03-01", "2026-04-01") == (article["datePublished"], article["dateModified"])
    assert f"{TOP}{PICTURE.path}" == article["image"]


def test_the_trail_leads_from_the_home_page_to_this_one(loaded):
    page = Page("a/b/", "B", "", "x.html", None, crumbs=(Link("A", "a/"),))
    (trail,) = metadata.Describer(loaded, TOP, "").page(page, None).things
    assert [TOP, f"{TOP}a/", f"{TOP}a/b/"] == [item["item"] for item in trail["itemListElement"]]
    assert [1, 2, 3] == [item["position"] for item in trail["itemListElement"]]


def test_nothing_needs_an_address_that_is_not_known(loaded):
    head = metadata.Describer(loaded, "", "search/").page(case(loaded), PICTURE)
    assert ("", None) == (head.address, head.picture)
    assert ["Article"] == types(head)
    assert {"url", "image", "mainEntityOfPage"}.isdisjoint(head.things[0])


def test_the_home_page_is_the_site_with_its_search(loaded):
    home = Page("", "Home", "", "home.html", None)
    (site,) = metadata.Describer(loaded, TOP, "search/").page(home, None).things
    assert ("WebSite", TOP) == (site["@type"], site["url"])
    assert f"{TOP}search/?q={{words}}" == site["potentialAction"]["target"]
    (site,) = metadata.Describer(loaded, TOP, "").page(home, None).things
    assert "potentialAction" not in site


def test_a_long_title_is_cut_for_a_headline_alone(site):
    replace(site, SCHOOL, "title: A seat at every table", f"title: {'long ' * 23}end")
    loaded = catalogue.load(site)
    head = metadata.Describer(loaded, TOP, "").page(case(loaded), None)
    assert len(head.things[0]["headline"]) == 110
    assert head.title.endswith("end")
