"""Search by Pagefind: it finds words of every kind of page, leads right below the top, and shows what it is given as text."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

HOSTILE = "<img src=x onerror=alert(1)><b>bold</b>\"'&amp;"


@pytest.fixture(scope="module")
def rare_words(published):
    """A word of each kind of page that stands on that page alone."""
    pages = {page: set(re.findall(r"\b[a-z]{7,}\b", published.main(page).text)) for page in published.pages}
    kinds = ("case-studies/", "charters/", "toolkit/", "key-features/", "principles/")
    found = {}
    for kind in kinds:
        for page, words in pages.items():
            if kind in found or not page.startswith(kind) or page == kind:
                continue
            # The lists and cards of the library repeat a case study's first words.
            rare = words.difference(*(others for other, others in pages.items() if other != page))
            if rare:
                found[kind] = (max(sorted(rare), key=len), page)
    assert sorted(kinds) == sorted(found)
    return found


def results(page):
    """The links of what was found, once it is there."""
    expect(page.get_by_role("heading", level=2, name=re.compile(r"^[\d,]+ results? for|^No results for"))).to_be_visible()
    return page.get_by_role("heading", level=3).get_by_role("link")


@pytest.mark.parametrize("kind", ["case-studies/", "charters/", "toolkit/", "key-features/", "principles/"])
def test_a_word_leads_to_its_page(visit, published, rare_words, kind):
    """From the header of any page; the link leads to the page itself, below the site's top."""
    word, wanted = rare_words[kind]
    page = visit.open("about/")
    field = page.get_by_role("search", name="Search the whole site").get_by_role("searchbox")
    field.fill(word)
    field.press("Enter")
    expect(page).to_have_url(f"{visit.top}search/?q={word}")
    found = results(page)
    links = found.evaluate_all("(links) => links.map((link) => link.href)")
    assert f"{visit.top}{wanted}" in links
    place = links.index(f"{visit.top}{wanted}")
    expect(page.get_by_role("mark").or_(page.locator("mark")).first).to_be_visible()
    found.nth(place).click()
    expect(page).to_have_url(f"{visit.top}{wanted}")
    assert published.main(wanted).all("h1")[0].text == " ".join(page.get_by_role("heading", level=1).inner_text().split())


def test_every_result_is_a_page_of_the_site(visit, published):
    """With its title and its kind; more come when asked for, and the first new one gets the focus."""
    page = visit.open("search/?q=school")
    found = results(page)
    assert 10 == found.count()
    heading = page.get_by_role("heading", level=2, name="results for “school”")
    number = int(heading.inner_text().split()[0])
    more = page.get_by_role("button", name="Show more")
    more.click()
    expect(found).to_have_count(min(20, number))
    expect(found.nth(10)).to_be_focused()
    for _ in range(20):
        if not more.is_visible():
            break
        before = found.count()
        more.click()
        expect(found).to_have_count(min(before + 10, number))
    links = found.evaluate_all("(links) => links.map((link) => [link.href, link.textContent])")
    assert number == len({link for link, _ in links})
    for link, title in links:
        assert link.startswith(visit.top)
        assert link.removeprefix(visit.top) in published.pages
        assert title.strip()


def test_the_address_holds_the_question(visit):
    """Typing searches after a pause; the back button asks the question before."""
    page = visit.open("search/?q=charter")
    field = page.get_by_role("search", name="Search everything").get_by_role("searchbox")
    expect(field).to_have_value("charter")
    results(page)
    field.fill("restorative")
    expect(page.get_by_role("heading", level=2, name="for “restorative”")).to_be_visible()
    expect(page).to_have_url(f"{visit.top}search/?q=restorative")
    field.fill("nurture")
    field.press("Enter")
    expect(page.get_by_role("heading", level=2, name="for “nurture”")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("restorative")
    expect(page.get_by_role("heading", level=2, name="for “restorative”")).to_be_visible()
    field.fill("")
    expect(page.get_by_role("heading", level=2, name="Nothing searched for yet")).to_be_visible()
    assert 0 == page.get_by_role("heading", level=3).count()


def test_the_number_of_results_is_announced(visit):
    """A live region that is there before the first search."""
    page = visit.open("search/")
    heading = page.get_by_role("heading", level=2, name="Nothing searched for yet")
    assert "polite" == heading.get_attribute("aria-live")
    same = heading.element_handle()
    page.get_by_role("search", name="Search everything").get_by_role("searchbox").fill("exclusion")
    results(page)
    assert re.match(r"\d+ results for “exclusion”", same.inner_text())


def test_nothing_found_is_said(visit):
    """With what to do, and where else to go."""
    page = visit.open("search/?q=zzzqqqxxx")
    expect(page.get_by_role("heading", level=2, name="No results for “zzzqqqxxx”. Check the spelling")).to_be_visible()
    assert 0 == results(page).count()
    links = page.get_by_role("region", name="No results").get_by_role("link")
    assert links.count() >= 3
    assert links.first.is_visible()


def test_what_is_asked_is_shown_as_text(visit):
    """Nobody makes the page do something by an address."""
    page = visit.open(f"search/?q={quote(HOSTILE)}")
    expect(page.get_by_role("heading", level=2, name="for “")).to_contain_text(HOSTILE)
    expect(page.get_by_role("search", name="Search everything").get_by_role("searchbox")).to_have_value(HOSTILE)
    assert 0 == page.locator("article img, article b").count()


def test_what_records_say_is_shown_as_text(visit_hostile):
    """Titles and excerpts hold what their authors wrote; a script that ran, or had to be stopped, fails this test."""
    page = visit_hostile.open("search/?q=alert")
    found = results(page)
    expect(found.first).to_contain_text("<script>")
    assert found.count() >= 3
    assert 0 == page.locator("article img, article script:not([src]), article b").count()
    hosts = found.evaluate_all("(links) => links.map((link) => link.href)")
    assert [] == [link for link in hosts if not link.startswith(visit_hostile.top)]


def test_it_says_so_when_the_index_cannot_be_had(visit):
    """And searches again when it can."""
    page = visit.context().new_page()
    visit.expected.append("Failed to load resource")
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{visit.top}search/?q=school")
    expect(page.get_by_role("heading", level=2, name="The search index could not be loaded.")).to_be_visible()
    page.unroute("**/pagefind/**")


def test_without_script_it_says_what_to_do(visit):
    """The header's form leads there with the words; links lead on."""
    page = visit.open("", script=False, width=NARROW)
    field = page.get_by_role("search", name="Search the whole site").get_by_role("searchbox")
    field.fill("school")
    field.press("Enter")
    expect(page).to_have_url(f"{visit.top}search/?q=school")
    message = page.get_by_text("Searching needs JavaScript")
    assert message.is_visible()
    message.get_by_role("link", name="library").click()
    expect(page).to_have_url(f"{visit.top}library/")
