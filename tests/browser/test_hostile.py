"""What scripts set into a page from records stays text. One that ran, or that the policy stopped, fails the visit."""

import pytest
from playwright.sync_api import expect

from tests.browser.expectations import Expected

LIVE = "article img, article b, article script:not([src])"


@pytest.fixture(scope="module")
def chosen(hostile):
    """A facet of which a term with a hostile name has cases, and that term."""
    expected = Expected(hostile.root)
    return next(
        (facet, term)
        for facet in expected.facets
        for term, label in expected.labels[facet].items()
        if "<img src=x onerror" in label and expected.count({}, facet, term)
    )


def test_names_of_terms_and_titles_of_cases_stay_text(visit_hostile, chosen):
    """In boxes, in chips and their names, in cards that come by script."""
    facet, term = chosen
    page = visit_hostile.open(f"library/?{facet}={term}")
    chip = page.get_by_role("button", name="Remove filter: ")
    expect(chip).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.get_by_role("group", include_hidden=True).get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(page.get_by_role("heading", level=3).get_by_role("link").first).to_contain_text(
        "<img src=x onerror=alert(1)>"
    )
    assert 0 == page.locator(LIVE).count()


def test_titles_and_excerpts_of_results_stay_text(visit_hostile):
    """The search index holds what authors wrote."""
    page = visit_hostile.open("search/?q=alert")
    found = page.get_by_role("heading", level=3).get_by_role("link")
    expect(found.first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.get_by_role("listitem").filter(has=found).filter(has_text="<script>alert").first).to_be_visible()
    assert 0 == page.locator(LIVE).count()
    links = found.evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) >= 3
    assert [] == [link for link in links if not link.startswith(visit_hostile.top)]


@pytest.mark.parametrize(
    "address", ["", "case-studies/example-school/", "charters/example-charter/", "pledges/", "toolkit/"]
)
def test_pages_show_what_was_written(visit_hostile, address):
    """Braces, brackets and quotation marks included."""
    page = visit_hostile.open(address)
    expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_attached()
    assert 0 == page.locator(LIVE).count()
