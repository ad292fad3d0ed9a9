"""Without script, every case study is reached by links that are seen, and its answers open."""

import pytest
from playwright.sync_api import expect

from tests.browser.expectations import Expected
from tests.site import records


@pytest.fixture(scope="module")
def expected(published):
    return Expected(published.root)


def cases_in(links):
    """Give the cases to which some links lead, in order."""
    paths = links.evaluate_all(
        "(links) => links.filter((link) => link.checkVisibility()).map((link) => new URL(link.href).pathname)"
    )
    return [path.split("/")[-2] for path in paths if "/case-studies/" in path]


def test_the_library_lists_every_case(visit_many, many):
    """Each once, on pages that lead to one another."""
    page = visit_many.open("library/", script=False)
    found = []
    for _ in range(10):
        found += cases_in(page.get_by_role("heading", level=3).get_by_role("link"))
        following = page.get_by_role("link", name="Next", exact=True)
        if not following.count():
            break
        with page.expect_navigation():
            following.click()
    assert sorted(records.records(many.root, "case-studies")) == sorted(found)


def test_every_case_is_reached_by_its_key_features(visit, expected):
    """The library leads to a list for each; there are its cases and no others."""
    page = visit.open("library/", script=False)
    panel = page.get_by_role("region", name="Filter the library")
    reached = set()
    for term, label in expected.labels["key_features"].items():
        wanted = expected.found({"key_features": {term}})
        link = panel.get_by_role("link", name=label, exact=True)
        assert bool(wanted) == link.is_visible(), label
        if wanted:
            link.click()
            expect(page.get_by_role("heading", level=1)).to_have_text(label)
            found = cases_in(page.get_by_role("heading", level=3).get_by_role("link"))
            assert sorted(wanted) == sorted(found)
            reached |= {*found}
            page.go_back()
    assert reached == {name for name, case in expected.cases.items() if records.tags(case, "key_features")}


def test_what_needs_a_script_says_so_and_leads_on(visit):
    """Settings are not ranked, so the form is not there; the table is, and a way to the library."""
    page = visit.open("library/like-ours/", script=False)
    said = page.locator("noscript p")  # found by its place: the text of such an element counts for none
    expect(said).to_be_visible()
    assert "needs JavaScript" in said.inner_text()
    expect(page.get_by_role("button", name="Find settings like ours")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    said.locator("a").click()
    expect(page).to_have_url(f"{visit.top}library/")


def test_a_case_is_opened_and_its_answers(visit, expected):
    """They are folded, and unfold without script."""
    page = visit.open("library/", script=False)
    name, case = next((name, case) for name, case in expected.cases.items() if case.get("how"))
    page.get_by_role("heading", level=3).get_by_role("link", name=case["title"], exact=True).click()
    expect(page).to_have_url(f"{visit.top}case-studies/{name}/")
    answer = page.locator("#how-1")
    expect(answer).to_be_hidden()
    page.get_by_role("heading", name=case["how"][0]["question"], exact=True).click()
    expect(answer).to_be_visible()
