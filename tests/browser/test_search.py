"""The search page; the dialog of every header is in test_search_dialog.py."""

import re
import time
from collections import Counter

import pytest
from playwright.sync_api import expect

from charterkit.publish import search
from charterkit.views.search import KINDS
from tests.browser.conftest import NARROW, visiting
from tests.site import records
from tests.site.building import build, small_site, written


def results(page):
    """The links of the results, in order."""
    groups = page.get_by_role("region").filter(has=page.get_by_role("heading", level=3))
    return groups.get_by_role("listitem").get_by_role("link")


def group(page, heading):
    """The results of one kind."""
    return page.get_by_role("region", name=re.compile(rf"^{heading} [\d,]+$"))


def count(page):
    """The sentence that says how many there are."""
    return page.get_by_role("heading", level=2).first


def searched(visit, words, **how):
    page = visit.open("search/", **how)
    page.get_by_role("searchbox", name="What are you looking for?").fill(words)
    page.keyboard.press("Enter")
    return page


@pytest.fixture(scope="module")
def only_here(published):
    """For each kind of page, an address and a word that stands in its text and in no other page's."""
    texts = {address: published.main(address).text for address in published.pages if not address.startswith("library")}
    # Words of one stem find each other, so none may begin as another does.
    seen = Counter(
        stem for text in texts.values() for stem in {word[:5] for word in re.findall(r"[a-z]{5,}", text.lower())}
    )
    found = {}
    for kind, start in (
        ("case", "case-studies/"),
        ("charter", "charters/"),
        ("toolkit page", "toolkit/"),
        ("key feature", "key-features/"),
    ):
        found[kind] = next(
            (address, word)
            for address, text in texts.items()
            if address.startswith(start) and address.count("/") == 2
            for word in re.findall(r"\b[a-z]{8,}\b", text)
            if seen[word[:5]] == 1
        )
    return found


@pytest.mark.parametrize("kind", ["case", "charter", "toolkit page", "key feature"])
def test_a_word_of_any_page_is_found(visit, only_here, kind):
    """The result leads to the page that has it, below the folder in which the site is served."""
    address, word = only_here[kind]
    page = searched(visit, word)
    expect(count(page)).to_have_text(re.compile(rf"^\d+ results? for “{word}”$"))
    expect(results(page).first).to_be_visible()
    found = results(page).evaluate_all("links => links.map(link => link.href)")
    assert visit.top + address in found
    results(page).nth(found.index(visit.top + address)).click()
    expect(page).to_have_url(visit.top + address)
    expect(page.locator("article").first).to_contain_text(word, ignore_case=True)


@pytest.mark.parametrize("width", [1280, NARROW])
def test_every_header_searches_without_script(visit, addresses, width):
    """Its form leads to the search page, which then says what to do; with script, it answers."""
    context = visit.context(width=width, script=False)
    page = context.new_page()
    page.goto(visit.top + addresses["case study"])
    assert (
        0
        == page.get_by_role("banner").get_by_role("button", name="Search").and_(page.locator("[aria-haspopup]")).count()
    )
    page.get_by_role("banner").get_by_role("searchbox").fill("inclusion")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.top}search/?q=inclusion")
    expect(page.locator("article").first).to_contain_text("JavaScript", use_inner_text=True)
    page = visit.open("search/?q=inclusion", width=width)
    expect(count(page)).to_have_text(re.compile("results for “inclusion”"))
    expect(page.get_by_role("searchbox", name="What are you looking for?")).to_have_value("inclusion")
    expect(results(page).nth(3)).to_be_visible()


def test_results_are_grouped_by_kind(visit, published):
    """In the order of the site, with how many there are of each; titles, and the words found, marked."""
    title = "Surrey Square" if (published.root / "content/case-studies/surrey-square.yml").exists() else "school"
    page = searched(visit, title)
    cases = group(page, "Case studies")
    expect(cases.get_by_role("link").first).to_be_visible()
    titles = {case["title"] for case in records.records(published.root, "case-studies").values()}
    assert set(cases.get_by_role("link").all_inner_texts()) <= titles
    assert cases.locator("mark").count() > 0
    page = searched(visit, "inclusion")
    expect(results(page).first).to_be_visible()
    headings = page.get_by_role("heading", level=3).all_inner_texts()
    kinds = [heading for _, heading in KINDS]
    names, counts = zip(*(heading.rsplit(" ", 1) for heading in headings), strict=True)
    usual = [kind for kind in kinds if kind in names]
    assert usual == [*names[: len(usual)]], "kinds of a site's own come last"
    assert len(names) > 3
    assert count(page).inner_text().startswith(f"{sum(map(int, counts))} results")
    for kind, total in zip(names, counts, strict=True):
        assert min(int(total), 10) == group(page, kind).get_by_role("listitem").count()


@pytest.fixture(scope="module")
def of_parts(tmp_path_factory):
    """The small site with so many cases that its index has parts; one speaks of trampolines, the others of tramps."""
    root = small_site(tmp_path_factory.mktemp("parts") / "small")
    text = (root / "content/case-studies/example-college.yml").read_text("utf-8")
    for number in range(search.MANY):
        title = f"Room {number} for {'tramps' if number else 'trampolines'}"
        written(root, f"content/case-studies/room-{number}.yml", text.replace("A quiet room that stays open", title))
    return build(root)


def late(route):
    time.sleep(1)
    route.continue_()


def test_every_part_of_a_large_index_answers_at_once(browser, of_parts):
    """However late some of it comes; parts that have not the word, but one that it begins with, have no result."""
    with visiting(browser, of_parts) as visit:
        context = visit.context()
        engines = []
        context.on("request", lambda request: engines.append(request.url) if "/wasm" in request.url else None)
        context.route("**/pagefind/0/wasm*", late)
        page = context.new_page()
        page.goto(f"{visit.top}search/?q=tramps")
        page.wait_for_timeout(500)
        assert len(engines) <= 1, "a further engine would take the place of the first"
        expect(group(page, "Case studies").get_by_role("heading")).to_have_text(f"Case studies {search.MANY}")
        page.goto(f"{visit.top}search/?q=trampolines")
        expect(group(page, "Case studies").get_by_role("heading")).to_have_text("Case studies 1")


def test_more_results_are_shown_as_they_are_asked_for(visit):
    """Ten of a kind at a time; the focus goes to the first new one."""
    page = searched(visit, "school")
    cases = group(page, "Case studies")
    expect(cases.get_by_role("link")).to_have_count(10)
    cases.get_by_role("button", name=re.compile("^Show .* more in Case studies$")).press("Enter")
    expect(cases.get_by_role("link").nth(10)).to_be_focused()
    addresses = cases.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 10
    assert len(set(addresses)) == len(addresses)


SLIPS = {
    "shcool": "school",
    "truama": "trauma",
    "resotrative": "restorative",
    "exclusionz": "exclusion",
    "atendance": "attendance",
    "traumatised": "traumatic",
}
"""What nobody wrote, and what is shown instead; the last three Pagefind would read as words that begin alike, silently."""


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_spelling_is_put_right(visit, slip):
    """By words that do find something, and what was done is said where it is announced."""
    page = searched(visit, slip)
    expect(count(page)).to_have_text(re.compile(rf"^No page has “{slip}”\. Showing “{SLIPS[slip]}”: \d+ results?$"))
    assert page.evaluate("Boolean(document.querySelector('h2').closest('[aria-live=polite], [role=status]'))")
    (number,) = re.findall(r"\d+", count(page).inner_text())
    shown = results(page).count()
    page.get_by_role("searchbox", name="What are you looking for?").fill(SLIPS[slip])
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(re.compile(f"^{number} results? for “{SLIPS[slip]}”"))
    assert shown == results(page).count()


def test_other_spellings_are_offered_too(visit):
    """Each with how much it finds; taking one asks for it."""
    page = searched(visit, "behavour")
    offers = page.get_by_role("list", name="Or did you mean").get_by_role("button")
    expect(offers.first).to_be_visible()
    word, number = offers.first.inner_text().removesuffix(")").split(" (")
    number = number.split()[0]
    offers.first.click()
    expect(count(page)).to_have_text(re.compile(f"^{number} results? for “{word}”"))
    expect(page.get_by_role("searchbox", name="What are you looking for?")).to_be_focused()
    expect(page).to_have_url(f"{visit.top}search/?q={word}")


def test_a_word_is_found_while_it_is_typed_and_in_its_forms(visit):
    """Its beginning finds it; where another form than the one asked for is what pages have, that is said."""
    page = searched(visit, "attendan")
    expect(count(page)).to_have_text(re.compile(r"^\d+ results for “attendan”$"))
    page = searched(visit, "attendence")
    expect(count(page)).to_have_text(re.compile(r"^\d+ results for “attendence”, read as “attendance”$"))


def test_the_address_holds_the_question(visit):
    """It can be shared; back and forward go through the questions."""
    page = searched(visit, "attendance")
    expect(count(page)).to_have_text(re.compile("attendance"))
    expect(page).to_have_url(f"{visit.top}search/?q=attendance")
    field = page.get_by_role("searchbox", name="What are you looking for?")
    field.fill("parents")
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(re.compile("parents"))
    page.go_back()
    expect(count(page)).to_have_text(re.compile("attendance"))
    expect(field).to_have_value("attendance")


def test_results_come_while_one_types_and_are_announced_once(visit):
    """After a pause, in a live region."""
    page = visit.open("search/")
    page.get_by_role("searchbox", name="What are you looking for?").press_sequentially("attendance", delay=10)
    expect(count(page)).to_have_text(re.compile(r"\d+ results? for “attendance”"))
    assert page.evaluate("Boolean(document.querySelector('h2').closest('[aria-live=polite], [role=status]'))")


def test_nothing_found_says_what_to_do(visit):
    """And ways on are offered."""
    page = searched(visit, "xqzvwk")
    expect(count(page)).to_have_text(re.compile("^No results for “xqzvwk”"))
    assert results(page).count() == 0
    assert page.get_by_role("article").get_by_role("link", name="Library").first.is_visible()


def test_no_question_asks_for_one(visit):
    """Before a word is typed, nothing of the index is fetched."""
    context = visit.context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{visit.top}search/", wait_until="networkidle")
    expect(count(page)).to_have_text("Nothing searched for yet")
    assert not [url for url in asked if "/pagefind/" in url]
    page.get_by_role("searchbox", name="What are you looking for?").press("Enter")
    expect(count(page)).to_have_text("Nothing searched for yet")


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(1)>",
        '"><script>alert(1)</script>',
        "';alert(1)//",
        "%",
        "%E0%A4%A",
        "\\",
        "a" * 2000,
        "{{7*7}} ${7*7}",
        "  ",
    ],
)
def test_hostile_questions_are_words(visit, words):
    """They are shown as they were typed, and looked for."""
    page = searched(visit, words)
    asked = words.strip()
    expect(count(page)).to_have_text(re.compile(r"result|Nothing searched"))
    if asked:
        assert " ".join(asked.split()) in " ".join(count(page).text_content().split())
        assert page.get_by_role("searchbox", name="What are you looking for?").input_value().strip() == asked
        again = visit.open(page.url.removeprefix(visit.top))
        assert again.get_by_role("searchbox", name="What are you looking for?").input_value().strip() == asked
    assert page.locator("img[src=x], article script:not([src])").count() == 0


def test_without_script_search_says_so_and_leads_on(visit):
    """The header's field works; the page says why there are no results, and offers links."""
    page = visit.open("search/?q=attendance", script=False)
    expect(page.locator("article").first).to_contain_text("JavaScript", use_inner_text=True)
    page.get_by_role("article").get_by_role("link", name=re.compile("library", re.IGNORECASE)).first.click()
    expect(page).to_have_url(f"{visit.top}library/")


def test_an_index_that_cannot_be_loaded_is_told(visit):
    """And asking again works, once it can."""
    visit.expected += ["net::ERR_FAILED", "Failed to load", "pagefind", "Failed to fetch"]
    context = visit.context()
    context.route("**/pagefind/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{visit.top}search/?q=attendance")
    expect(count(page)).to_have_text(re.compile("could not be loaded"))
    context.unroute("**/pagefind/**")
    page.get_by_role("searchbox", name="What are you looking for?").fill("attendance")
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(re.compile(r"\d+ results? for “attendance”"))
