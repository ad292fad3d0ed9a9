"""The search dialog, which every header opens."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Visit
from tests.browser.serving import served
from tests.site.building import build, replaced, small_site
from tests.site.built import ADDRESS


def opened(page):
    """Open the dialog by its button."""
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search this site")
    expect(dialog).to_be_visible()
    return dialog


def asked(dialog, words):
    field = dialog.get_by_role("searchbox", name="What are you looking for?")
    field.fill(words)
    field.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(f"for “{words}”"))


@pytest.mark.parametrize("kind", ["home", "case study", "toolkit chapter", "not found"])
@pytest.mark.parametrize("width", [1280, NARROW])
def test_every_page_finds_every_page(visit, addresses, kind, width):
    """From any depth, under a sub-path, on a small screen too; a result leads where it says."""
    visit.expected.append("404")
    page = visit.open(addresses[kind], width=width)
    dialog = opened(page)
    asked(dialog, "attendance")
    cases = dialog.get_by_role("region", name=re.compile("^Case studies"))
    link = cases.get_by_role("link").first
    title = link.inner_text()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    link.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_url(re.compile(f"^{re.escape(visit.top)}case-studies/"))


def test_nothing_is_fetched_before_it_is_used(visit):
    """Neither the dialog before it is opened, nor anything of the index before there is a question."""
    context = visit.context()
    fetched = []
    context.on("request", lambda request: fetched.append(request.url.removeprefix(visit.top)))
    page = context.new_page()
    page.goto(visit.top, wait_until="networkidle")
    assert not [url for url in fetched if "search" in url or url.startswith("pagefind/")]
    dialog = opened(page)
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if url.startswith("pagefind/")]
    asked(dialog, "school")
    assert [url for url in fetched if url.startswith("pagefind/")]


def test_it_is_worked_by_keyboard(visit):
    """Ctrl+K opens it with the focus in its field; arrows go through the links; Escape gives the focus back."""
    page = visit.open("charters/")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Library")
    link.focus()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search this site")
    field = dialog.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("attendance")
    links = dialog.get_by_role("listitem").get_by_role("link")
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Control+k")
    expect(field).to_have_value("attendance")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")


def test_the_shortcut_can_be_turned_off_and_is_no_single_key(visit):
    """On this device, for all pages, until it is turned on again (WCAG 2.1.4); in a field it is the field's."""
    page = visit.open("library/")
    page.get_by_role("searchbox", name="Words in the case studies").press("Control+k")
    assert 0 == page.get_by_role("dialog").count()
    dialog = opened(page)
    dialog.get_by_text("Settings", exact=True).click()
    box = dialog.get_by_role("checkbox", name=re.compile("^Open search with Ctrl and K"))
    expect(box).to_be_checked()
    box.uncheck()
    page.keyboard.press("Escape")
    page.goto(f"{visit.top}charters/")
    page.keyboard.press("Control+k")
    page.wait_for_timeout(300)
    assert 0 == page.get_by_role("dialog").count()
    dialog = opened(page)
    dialog.get_by_text("Settings", exact=True).click()
    dialog.get_by_role("checkbox", name=re.compile("^Open search with Ctrl and K")).check()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()


def test_searches_are_remembered_until_one_says_no(visit):
    """Those that were meant, on the device alone; cleared by a button, and by turning it off."""
    page = visit.open("")
    dialog = opened(page)
    asked(dialog, "attendance")
    asked(dialog, "trauma")
    page.goto(f"{visit.top}about/")
    dialog = opened(page)
    recent = dialog.get_by_role("heading", name="Recent searches")
    expect(recent).to_be_visible()
    dialog.get_by_role("button", name="trauma").click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile("for “trauma”"))
    page.reload()
    dialog = opened(page)
    expect(dialog.get_by_role("button", name=re.compile("^(trauma|attendance)$"))).to_have_count(2)
    dialog.get_by_role("button", name="Clear recent searches").click()
    expect(recent).to_have_count(0)
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    asked(dialog, "attendance")
    dialog.get_by_text("Settings", exact=True).click()
    dialog.get_by_role("checkbox", name="Remember my searches on this device").uncheck()
    asked(dialog, "trauma")
    page.reload()
    dialog = opened(page)
    expect(dialog.get_by_role("heading", name="Or browse")).to_be_visible()
    expect(recent).to_have_count(0)
    assert "trauma" not in page.evaluate("JSON.stringify(localStorage)")


def test_letters_on_the_way_are_not_remembered(visit):
    """Only what was entered, or led to a result that was opened."""
    page = visit.open("")
    dialog = opened(page)
    dialog.get_by_role("searchbox").press_sequentially("attendance", delay=20)
    expect(dialog.get_by_role("status")).to_have_text(re.compile("for “attendance”"))
    assert "attendance" not in page.evaluate("JSON.stringify(localStorage)")
    dialog.get_by_role("listitem").get_by_role("link").first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "attendance" in page.evaluate("JSON.stringify(localStorage)")


def test_without_words_there_are_ways_to_begin(visit):
    """The parts of the site; they lead there."""
    page = visit.open("toolkit/finding-opportunities/")
    dialog = opened(page)
    assert "" == dialog.get_by_role("status").inner_text()
    dialog.get_by_role("link", name="Key features").click()
    expect(page).to_have_url(f"{visit.top}key-features/")


def test_what_one_looks_for_can_be_opened_as_a_page(visit):
    """To share it, or to keep the results beside."""
    page = visit.open("charters/")
    dialog = opened(page)
    asked(dialog, "attendance")
    dialog.get_by_role("link", name="Open as a page").click()
    expect(page).to_have_url(f"{visit.top}search/?q=attendance")
    expect(page.get_by_role("heading", name="results for “attendance”")).to_be_visible()


def test_an_index_that_cannot_be_loaded_is_told(visit):
    """And asking again works, once it can."""
    visit.expected += ["net::ERR_FAILED", "Failed to load", "pagefind", "Failed to fetch"]
    context = visit.context()
    context.route("**/pagefind/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(visit.top)
    dialog = opened(page)
    field = dialog.get_by_role("searchbox")
    field.fill("attendance")
    expect(dialog.get_by_role("status")).to_contain_text("could not be loaded")
    expect(dialog.get_by_role("heading", name="Or browse")).to_be_visible()
    context.unroute("**/pagefind/**")
    asked(dialog, "attendance")


def test_a_dialog_that_cannot_be_loaded_is_a_page(visit):
    """The button leads to the search page."""
    visit.expected += ["net::ERR_FAILED", "Failed to load", "Failed to fetch"]
    context = visit.context()
    context.route("**/search-dialog.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{visit.top}charters/")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{visit.top}search/")


def test_a_click_beside_it_closes_it(visit):
    """And a click inside does not."""
    page = visit.open("")
    dialog = opened(page)
    dialog.get_by_role("heading", name="Search this site").click()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("banner").get_by_role("button", name="Search")).to_be_focused()


@pytest.fixture(scope="module")
def instant(tmp_path_factory):
    """The small site with pages that take each other's place without being loaded, as Material offers it."""
    root = small_site(tmp_path_factory.mktemp("instant") / "small")
    replaced(root, "mkdocs.yml", "  font: false\n", "  font: false\n  features: [navigation.instant]\n")
    with served(root / "site") as address:
        replaced(root, "mkdocs.yml", f"site_url: {ADDRESS}", f"site_url: {address}")
        build(root)
        yield address


def test_pages_that_are_not_loaded_have_it_too(browser, instant):
    """The dialog closes when another page comes; the header leads on from there; the library's filters come to life, twice."""
    visit = Visit(browser, instant)
    visit.expected.append("feeds/sitemap.xml")  # Material asks beside every alternate of a page, so beside feeds too
    page = visit.open("toolkit/")
    page.evaluate("window.same = true")
    for _ in range(2):
        dialog = opened(page)
        asked(dialog, "lunch")
        dialog.get_by_role("region", name=re.compile("^Case studies")).get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(f"^{re.escape(instant)}case-studies/"))
        expect(page.get_by_role("dialog")).to_have_count(0)
        navigation = page.get_by_role("navigation", name="Main")
        navigation.get_by_role("link", name="Library").click()
        expect(page).to_have_url(f"{instant}library/")
        expect(page.get_by_role("checkbox").first).to_be_visible()
        expect(navigation.locator("[aria-current]")).to_have_text("Library")
        navigation.get_by_role("link", name="Toolkit").click()
        expect(page).to_have_url(f"{instant}toolkit/")
    assert page.evaluate("window.same"), "no page was loaded"
    visit.close()
