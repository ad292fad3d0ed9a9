"""Filtering the library with script: what is shown and counted, addresses, chips, the keyboard, small screens."""

import json
import random

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.library import Expected, Library, address


@pytest.fixture(scope="module")
def expected(published):
    return Expected(published)


@pytest.fixture
def library(visit, expected):
    """The whole library, nothing chosen."""
    return Library.open(visit, expected)


@pytest.fixture(scope="module")
def pair(expected):
    """Two terms of one facet, each with cases that the other has not: only then do "or" and "and" differ."""
    first, *others = expected.ranked("key_features")
    for second in others:
        one, two = expected.tagged("key_features", [first]), expected.tagged("key_features", [second])
        if one - two and two - one:
            return first, second
    raise AssertionError("no two key features are apart")


def choices(expected, number=10):
    """Give choices of one to three facets with one to three terms each, the same in every run."""
    made_up = random.Random(20261122)  # noqa: S311 - not for a secret
    for _ in range(number):
        facets = made_up.sample(list(expected.labels), made_up.randint(1, 3))
        yield {f: made_up.sample(list(expected.labels[f]), made_up.randint(1, min(3, len(expected.labels[f])))) for f in facets}


def test_nothing_chosen_shows_everything(library):
    """With the count of every term; terms that no case has are shown, and cannot be chosen."""
    library.agrees({})
    assert any(box.disabled for facet in library.expected.labels for box in library.boxes(facet))


def test_terms_of_one_facet_widen_the_choice(library, expected, pair):
    """Cases of either are shown; the counts of the facet itself stay what they were, so that one can add a third."""
    first, second = pair
    before = [(box.label, box.count) for box in library.boxes("key_features")]
    library.choose("key_features", first)
    library.agrees({"key_features": [first]})
    library.choose("key_features", second)
    library.agrees({"key_features": [first, second]})
    assert len(expected.shown({"key_features": [first, second]})) > len(expected.tagged("key_features", [first]))
    assert before == [(box.label, box.count) for box in library.boxes("key_features")]


def test_facets_narrow_the_choice(library, expected):
    """Only cases that fit in each are shown, and each facet counts what the others leave."""
    feature, principle = expected.ranked("key_features")[0], expected.ranked("principles")[0]
    library.choose("key_features", feature)
    library.choose("principles", principle)
    both = {"key_features": [feature], "principles": [principle]}
    library.agrees(both)
    assert len(expected.shown(both)) < len(expected.cases)
    library.choose("key_features", feature)
    library.agrees({"principles": [principle]})


def test_every_choice_can_be_shared(visit, expected):
    """Whoever opens its address sees the same cases, counts, boxes and chips."""
    page = visit.open("library/")
    tried = list(choices(expected))
    assert any(not expected.shown(choice) for choice in tried)
    assert any(len(choice) > 1 and expected.shown(choice) for choice in tried)
    for choice in tried:
        page.goto(visit.top + address(choice))
        Library(page, expected).agrees(choice)


def test_a_term_without_cases_cannot_be_chosen(library, expected):
    """But what was chosen can be taken back, even when another choice has left nothing of it."""
    choice = next(c for c in choices(expected, 200) if len(c) > 1 and not expected.shown(c) and all(map(len, c.values())))
    library.page.goto(library.page.url.partition("?")[0] + "?" + address(choice).partition("?")[2])
    library = Library(library.page, expected)
    library.agrees(choice)
    expect(library.page.get_by_text("No case study fits all of these filters.")).to_be_visible()
    facet, terms = next(iter(choice.items()))
    for term in terms:
        library.choose(facet, term)
    library.agrees({name: chosen for name, chosen in choice.items() if name != facet})
    library.page.goto(library.page.url.partition("?")[0])
    library = Library(library.page, expected)
    facet, term = next((f, t) for f in expected.labels for t in expected.labels[f] if not expected.tagged(f, [t]))
    expect(library.box(facet, term)).to_be_disabled()
    library.facet(facet).get_by_text(expected.labels[facet][term], exact=True).click(force=True)
    library.agrees({})


def test_the_back_button_takes_back_a_choice(library, expected, pair):
    """Step by step, forward again, and after a page of a case."""
    first, second = pair
    library.choose("key_features", first)
    library.agrees({"key_features": [first]})
    library.choose("key_features", second)
    library.agrees({"key_features": [first, second]})
    page = library.page
    page.go_back()
    library.agrees({"key_features": [first]})
    page.go_back()
    library.agrees({})
    page.go_forward()
    library.agrees({"key_features": [first]})
    page.get_by_role("heading", level=3).get_by_role("link").first.click()
    expect(page).not_to_have_url(f"{page.url.partition('/fork/')[0]}/fork/library/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Library")
    page.go_back()
    Library(page, expected).agrees({"key_features": [first]})


def test_a_chip_takes_its_filter_away(library, expected, pair):
    """The focus goes on to the next chip, and from the last one to the count: it is never lost."""
    first, second = pair
    library.choose("key_features", first)
    library.choose("key_features", second)
    library.agrees({"key_features": [first, second]})
    page = library.page
    page.get_by_role("button", name=f"Remove filter: {expected.titles['key_features']}, {expected.labels['key_features'][first]}").click()
    library.agrees({"key_features": [second]})
    expect(page.locator(":focus")).to_have_accessible_name(
        f"Remove filter: {expected.titles['key_features']}, {expected.labels['key_features'][second]}"
    )
    page.keyboard.press("Enter")
    library.agrees({})
    expect(library.count).to_be_focused()


def test_all_filters_are_cleared_at_once(visit, expected):
    """The address is then that of the library."""
    choice = {facet: [expected.ranked(facet)[0]] for facet in list(expected.labels)[:3]}
    library = Library.open(visit, expected, choice)
    library.agrees(choice)
    library.page.get_by_role("button", name="Clear all").click()
    library.agrees({})
    expect(library.page).to_have_url(f"{visit.top}library/")
    expect(library.page.get_by_role("button", name="Clear all")).to_have_count(0)
    library.page.go_back()
    library.agrees(choice)


def test_the_keyboard_alone_is_enough(library, expected):
    """Space chooses and keeps the focus on the box; folded facets open by Enter."""
    page = library.page
    page.get_by_role("link", name="Skip to content").press("Enter")
    term = next(iter(term for term in expected.labels["key_features"] if expected.tagged("key_features", [term])))
    tab_to(page, library.box("key_features", term))
    page.keyboard.press("Space")
    library.agrees({"key_features": [term]})
    expect(library.box("key_features", term)).to_be_focused()
    page.keyboard.press("Space")
    library.agrees({})
    folded = list(expected.labels)[-1]
    assert not page.get_by_role("group", name=expected.titles[folded], exact=True).is_visible()
    tab_to(page, page.locator("summary", has_text=expected.titles[folded]))
    page.keyboard.press("Enter")
    offered = next(iter(term for term in expected.labels[folded] if expected.tagged(folded, [term])))
    tab_to(page, library.box(folded, offered))
    page.keyboard.press("Space")
    library.agrees({folded: [offered]})
    tab_to(page, page.get_by_role("button", name="Clear all"))
    page.keyboard.press("Enter")
    library.agrees({})


def tab_to(page, wanted):
    """Press Tab until `wanted` has the focus."""
    for _ in range(120):
        if wanted.count() and wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key does not reach {wanted}")


def test_the_count_is_announced(library, expected):
    """It is a live region from before the first change, and the same element all the time."""
    assert "polite" == library.count.get_attribute("aria-live")
    before = library.count.element_handle()
    term = expected.ranked("setting_type")[0]
    library.choose("setting_type", term)
    library.agrees({"setting_type": [term]})
    assert library.expected.said({"setting_type": [term]}) == before.inner_text()


def test_an_address_that_means_nothing_is_passed_over(visit, expected):
    """What somebody wrote into it is neither a filter nor shown."""
    term = expected.ranked("regions")[0]
    page = visit.open(f"library/?regions={term},<img src=x onerror=alert(1)>,&nothing=<b>x</b>&needs=&key_features=__proto__")
    library = Library(page, expected)
    expect(library.count).to_have_text(expected.said({"regions": [term]}))
    assert [f"{expected.titles['regions']}, {expected.labels['regions'][term]}"] == library.chips()
    assert sorted(expected.shown({"regions": [term]})) == sorted(library.shown())
    assert 0 == page.locator("img[src=x]").count()


def test_a_list_of_a_term_leads_to_the_choice(visit, expected, addresses):
    """From there it can be combined with other filters."""
    _, folder, term, _ = addresses["list of a term"].split("/")
    facet = folder.replace("-", "_")
    page = visit.open(addresses["list of a term"])
    page.get_by_role("link", name="Combine with other filters").click()
    Library(page, expected).agrees({facet: [term]})


def test_the_panel_folds_on_a_small_screen(visit, expected):
    """Behind a button, so that the cards come first; the button says whether it is open, and works by keyboard."""
    library = Library.open(visit, expected, width=NARROW)
    page = library.page
    button = page.get_by_role("button", name="Filter the library")
    panel = page.get_by_role("checkbox")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(panel).to_have_count(0)
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("(now) => now.type") == "checkbox"
    term = expected.ranked("key_features")[0]
    library.choose("key_features", term)
    library.agrees({"key_features": [term]})
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(panel).to_have_count(0)
    library.agrees({"key_features": [term]})


def test_more_cards_come_when_asked_for(visit_many, many):
    """A page at a time, in the library's order, none twice; the focus goes to the first new one."""
    expected = Expected(many)
    library = Library.open(visit_many, expected)
    page = library.page
    more = page.get_by_role("button", name="Show ")
    expect(library.count).to_have_text("9 case studies")
    expect(more).to_have_text("Show 4 more of 9")
    first = library.shown()
    more.click()
    cards = page.get_by_role("heading", level=3).get_by_role("link")
    expect(cards).to_have_count(8)
    expect(cards.nth(4)).to_be_focused()
    assert first == library.shown()[:4]
    expect(more).to_have_text("Show 1 more of 9")
    more.click()
    expect(cards).to_have_count(9)
    expect(more).to_be_hidden()
    assert sorted(expected.cases) == sorted(library.shown())
    newest = sorted((case["published_on"], name) for name, case in expected.cases.items() if name.startswith("room-"))
    assert [name for _, name in reversed(newest)] == [name for name in library.shown() if name.startswith("room-")]


def test_a_choice_shows_its_first_cards_only(visit_many, many):
    """And "Show more" goes on with the choice, not with the whole library."""
    expected = Expected(many)
    facet, term = max(
        ((f, t) for f in expected.labels for t in expected.labels[f] if len(expected.tagged(f, [t])) < 9),
        key=lambda pair: len(expected.tagged(*pair[:1], [pair[1]])),
    )
    wanted = expected.tagged(facet, [term])
    library = Library.open(visit_many, expected, {facet: [term]})
    cards = library.page.get_by_role("heading", level=3).get_by_role("link")
    more = library.page.get_by_role("button", name="Show ")
    expect(library.count).to_have_text(f"{len(wanted)} case studies of 9")
    expect(cards).to_have_count(4)
    more.click()
    expect(cards).to_have_count(8)
    assert sorted(wanted) == sorted(library.shown())
    expect(more).to_be_hidden()


def test_cards_that_do_not_arrive_can_be_asked_for_again(visit_many, many):
    """When the network fails in between, the page says so and stays usable."""
    library = Library.open(visit_many, Expected(many))
    page = library.page
    visit_many.expected.append("Failed to load resource")
    page.route("**/library/cards/*.json", lambda route: route.abort())
    page.get_by_role("button", name="Show 4 more").click()
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    page.unroute("**/library/cards/*.json")
    again.click()
    expect(page.get_by_role("heading", level=3).get_by_role("link")).to_have_count(8)


def test_without_the_index_the_links_stay(visit, expected):
    """The script improves the page only when it can."""
    context = visit.context()
    visit.expected.append("Failed to load resource")
    page = context.new_page()
    page.route("**/library/index.json", lambda route: route.abort())
    page.goto(f"{visit.top}library/")
    page.wait_for_load_state("networkidle")
    assert 0 == page.get_by_role("checkbox").count()
    term = expected.ranked("key_features")[0]
    page.get_by_role("link", name=expected.labels["key_features"][term], exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(expected.labels["key_features"][term])


class TestWithoutScript:
    """The library is complete: every case study is reached by links that are seen."""

    def test_every_case_is_listed(self, visit_many, many):
        """On the pages of the library, one leading to the next."""
        page = visit_many.open("library/", script=False)
        found = []
        for _ in range(10):
            found += page.get_by_role("heading", level=3).get_by_role("link").evaluate_all("(links) => links.map((l) => l.href)")
            following = page.get_by_role("link", name="Next", exact=True)
            if not following.count():
                break
            following.click()
        assert sorted(Expected(many).cases) == sorted(link.rstrip("/").rpartition("/")[2] for link in found)

    def test_every_case_is_reached_by_its_key_features(self, visit, expected):
        """From the list of each term, which has these cases and no others; then from the list to the case."""
        page = visit.open("library/", script=False)
        assert 0 == page.get_by_role("checkbox").count()
        for term in expected.ranked("key_features"):
            label = expected.labels["key_features"][term]
            page.get_by_role("listitem").filter(has_text=label).get_by_role("link", name=label, exact=True).first.click()
            expect(page.get_by_role("heading", level=1)).to_have_text(label)
            links = page.get_by_role("region", name="case stud").get_by_role("link").evaluate_all("(all) => all.map((l) => l.href)")
            cases = {link.rstrip("/").rpartition("/")[2] for link in links if "/case-studies/" in link}
            assert expected.tagged("key_features", [term]) == cases
            page.go_back()

    def test_a_case_is_opened(self, visit, expected):
        """Its answers too: they are folded, and open without script."""
        page = visit.open("library/", script=False)
        name, case = next((name, case) for name, case in expected.cases.items() if case.get("how"))
        page.get_by_role("link", name=case["title"], exact=True).first.click()
        expect(page).to_have_url(f"{visit.top}case-studies/{name}/")
        answer = page.locator("#how-1")
        expect(answer).to_be_hidden()
        page.get_by_role("heading", name=case["how"][0]["question"], exact=True).click()
        expect(answer).to_be_visible()


def test_hostile_words_stay_words(visit_hostile, hostile):
    """In boxes, chips and the cards that the script sets into the page; a hostile script would stop this test."""
    expected = Expected(hostile)
    index = json.dumps(hostile.json("library/index.json"))
    assert "<img src=x" in index
    facet = next(f for f, terms in expected.labels.items() if any("<" in label for label in terms.values()) and expected.ranked(f))
    page = visit_hostile.open(f"library/?{facet}={expected.ranked(facet)[0]}")
    chip = page.get_by_role("button", name="Remove filter: ")
    expect(chip).to_contain_text("<")
    expect(page.get_by_role("heading", level=3).get_by_role("link").first).to_contain_text("<script>")
    assert 0 == page.locator("article img, article script:not([src]), article b").count()
