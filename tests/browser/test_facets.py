"""The library's filters, by mouse, by keyboard, by address, and by ear."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.expectations import Expected


@pytest.fixture(scope="module")
def expected(published):
    return Expected(published.root)


def cards(page):
    """The titles of the cards, which lead to their cases."""
    return page.get_by_role("article").get_by_role("heading", level=3).get_by_role("link")


class Library:
    """The library's page as a reader uses it."""

    def __init__(self, page, expected):
        """Wait until the filters can be used."""
        self.page = page
        self.expected = expected
        self.region = page.get_by_role("region", name="Filter the library")
        boxes = page.get_by_role("group", include_hidden=True).get_by_role("checkbox", include_hidden=True)
        expect(boxes.first).to_be_attached()

    @property
    def heading(self):
        return self.page.get_by_role("heading", level=2, name=re.compile(r"case stud(y|ies)"))

    def group(self, facet):
        return self.page.get_by_role("group", name=self.expected.titles[facet], exact=True, include_hidden=True).last

    def box(self, facet, term):
        """The checkbox of a term, in a facet that is open."""
        summary = self.region.locator(
            "summary", has_text=re.compile(rf"^\s*{re.escape(self.expected.titles[facet])}\s*$")
        )
        if not summary.evaluate("part => part.parentElement.open"):
            summary.click()
        label = re.escape(self.expected.labels[facet][term])
        return self.group(facet).get_by_role("checkbox", name=re.compile(rf"^{label}\s*[\d,]+( case stud(y|ies))?$"))

    def toggle(self, facet, term):
        self.box(facet, term).click()

    def states(self):
        """Give (count, checked, disabled) of every term, by facet and label, read at once."""
        read = """boxes => boxes.map(box => {
            const words = box.closest("label").innerText || box.closest("label").textContent;
            return [words.replace(/\\s+/g, " ").trim(), box.checked, box.disabled];
        })"""
        found = {}
        for facet in self.expected.facets:
            for words, checked, disabled in (
                self.group(facet).get_by_role("checkbox", include_hidden=True).evaluate_all(read)
            ):
                matched = re.fullmatch(r"(.*?)\s*([\d,]+)(?: case stud(?:y|ies))?", words)
                assert matched, words
                label, count = matched.groups()
                found[facet, label] = (int(count.replace(",", "")), checked, disabled)
        return found

    def cases(self):
        """Give the cases whose cards are shown, in order."""
        found = cards(self.page).evaluate_all("links => links.map(link => new URL(link.href).pathname)")
        return [path.split("/")[-2] for path in found]

    def chips(self):
        chosen = self.page.get_by_role("list", name="Chosen filters")
        return (
            [chip for chip in chosen.get_by_role("button").all_inner_texts() if chip != "Clear all"]
            if chosen.count()
            else []
        )

    def assert_shows(self, choice):
        """Hold everything that the page says against what the records say."""
        found = self.expected.found(choice)
        total = len(self.expected.cases)
        noun = "case study" if len(found) == 1 else "case studies"
        words = f"{len(found)} {noun} of {total}" if any(choice.values()) else f"{total} case studies"
        expect(self.heading).to_have_text(words)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        assert found == set(self.cases())
        assert len(found) == len(self.cases())
        states = self.states()
        for facet in self.expected.facets:
            for term, label in self.expected.labels[facet].items():
                count = self.expected.count(choice, facet, term)
                checked = term in choice.get(facet, ())
                assert (count, checked, count == 0 and not checked) == states[facet, label], f"{facet}: {label}"
        chosen = {self.expected.labels[facet][term] for facet, terms in choice.items() for term in terms}
        assert chosen == set(self.chips())
        query = parse_qs(urlsplit(self.page.url).query)
        assert {f: t for f, t in choice.items() if t} == {f: set(v[0].split(",")) for f, v in query.items()}


@pytest.fixture
def library(visit, expected):
    return Library(visit.open("library/"), expected)


def test_without_a_choice_all_is_shown_with_right_counts(library):
    """And no term that no case has can be chosen."""
    library.assert_shows({})
    assert any(disabled for _, _, disabled in library.states().values())


def test_values_of_one_facet_widen_and_facets_narrow(library, expected):
    """OR inside a facet, AND between facets; each count says what choosing that value would give."""
    (one, other) = list(expected.labels["key_features"])[:2]
    library.toggle("key_features", one)
    library.assert_shows({"key_features": {one}})
    library.toggle("key_features", other)
    library.assert_shows({"key_features": {one, other}})
    assert expected.found({"key_features": {one, other}}) > expected.found({"key_features": {one}})
    kind = next(
        t
        for t in expected.labels["setting_type"]
        if 0 < expected.count({"key_features": {one, other}}, "setting_type", t) < 5
    )
    library.toggle("setting_type", kind)
    library.assert_shows({"key_features": {one, other}, "setting_type": {kind}})


@pytest.mark.parametrize("seed", range(3))
def test_any_walk_through_the_filters_shows_what_the_records_say(library, expected, seed):
    """Ten choices by chance, each judged: cards, counts, what can be chosen, chips and address."""
    chance = random.Random(seed)  # noqa: S311 - the same walk in every run
    choice: dict[str, set[str]] = {}
    for _ in range(10):
        facet = chance.choice(expected.facets)
        usable = [t for t in expected.labels[facet] if expected.count(choice, facet, t) or t in choice.get(facet, ())]
        if not usable:
            continue
        term = chance.choice(usable)
        library.toggle(facet, term)
        choice.setdefault(facet, set()).symmetric_difference_update({term})
        library.assert_shows(choice)


def test_an_address_can_be_shared(visit, library, expected):
    """Opened by somebody else, it shows the same; the facet is open, so that the choice is seen."""
    facet = expected.facets[-1]
    term = next(t for t in expected.labels[facet] if expected.count({}, facet, t))
    library.toggle(facet, term)
    library.assert_shows({facet: {term}})
    other = Library(visit.open(library.page.url.removeprefix(visit.top)), expected)
    other.assert_shows({facet: {term}})
    expect(other.group(facet).get_by_role("checkbox", checked=True)).to_be_visible()


def test_back_and_forward_go_through_the_choices(library, expected):
    """The browser's own buttons undo a choice and take it up again."""
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    library.assert_shows({"key_features": {one}})
    other = next(t for t in expected.labels["principles"] if expected.count({"key_features": {one}}, "principles", t))
    library.toggle("principles", other)
    library.assert_shows({"key_features": {one}, "principles": {other}})
    library.page.go_back()
    library.assert_shows({"key_features": {one}})
    library.page.go_back()
    library.assert_shows({})
    library.page.go_forward()
    library.assert_shows({"key_features": {one}})


def test_the_way_back_from_a_case_keeps_the_choice(library, expected):
    """A reader who looks at a card comes back to where they were."""
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    library.assert_shows({"key_features": {one}})
    cards(library.page).first.click()
    expect(library.page).to_have_url(re.compile("/case-studies/"))
    library.page.go_back()
    Library(library.page, expected).assert_shows({"key_features": {one}})


def test_chips_name_what_is_chosen_and_take_it_back(library, expected):
    """One by one, or all at once; the focus goes on to the next chip, and at last to the count."""
    one, other = list(expected.labels["key_features"])[:2]
    library.toggle("key_features", one)
    library.toggle("key_features", other)
    library.assert_shows({"key_features": {one, other}})
    title = expected.titles["key_features"]
    library.page.get_by_role("button", name=f"Remove filter: {title}, {expected.labels['key_features'][one]}").click()
    library.assert_shows({"key_features": {other}})
    expect(
        library.page.get_by_role("button", name=f"Remove filter: {title}, {expected.labels['key_features'][other]}")
    ).to_be_focused()
    library.page.get_by_role("button", name="Clear all").click()
    library.assert_shows({})
    expect(library.heading).to_be_focused()
    assert urlsplit(library.page.url).query == ""


def test_the_count_is_announced(library, expected):
    """In a live region that was there before it changes; nothing else speaks (WCAG 4.1.3)."""
    region = library.page.locator("[aria-live=polite], [role=status]").filter(has=library.heading)
    assert 1 == library.heading.and_(library.page.locator("[aria-live=polite], [role=status]")).or_(region).count()
    assert 1 == library.page.locator("[aria-live], [role=status], [role=alert]").count()
    kept = library.heading.element_handle()
    library.toggle("key_features", next(iter(expected.labels["key_features"])))
    expect(library.heading).to_have_text(re.compile(" of "))
    assert kept.evaluate("part => part.isConnected && part.textContent.includes(' of ')")


def test_everything_works_by_keyboard(library, expected):
    """Open a facet, choose, take back by a chip: Tab, Enter and Space, nothing else."""
    page = library.page
    facet = next(f for f in expected.facets if not library.group(f).is_visible())
    focus_by_tab(
        page,
        lambda: (
            page.evaluate("document.activeElement.tagName") == "SUMMARY" and expected.titles[facet] in focused(page)
        ),
    )
    page.keyboard.press("Enter")
    expect(library.group(facet)).to_be_visible()
    focus_by_tab(page, lambda: page.evaluate("document.activeElement.type") == "checkbox")
    page.keyboard.press("Space")
    (chosen,) = [label for (field, label), (_, checked, _) in library.states().items() if checked and field == facet]
    term = next(t for t, label in expected.labels[facet].items() if label == chosen)
    library.assert_shows({facet: {term}})
    assert page.evaluate("document.activeElement.checked"), "the focus stays where it is"
    focus_by_tab(page, lambda: focused(page) == chosen)
    page.keyboard.press("Enter")
    library.assert_shows({})


def focused(page):
    return page.evaluate("document.activeElement.innerText").strip()


def focus_by_tab(page, reached):
    for _ in range(80):
        page.keyboard.press("Tab")
        if reached():
            return
    pytest.fail("The Tab key does not get there.")


def test_on_a_small_screen_the_filters_fold(visit, expected):
    """Behind a button that says what it does; the results come first until it is pressed."""
    page = visit.open("library/", width=NARROW)
    library = Library(page, expected)
    button = page.get_by_role("button", name="Filter the library")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("checkbox").first).to_be_hidden()
    focus_by_tab(page, lambda: focused(page) == button.inner_text())
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    library.assert_shows({"key_features": {one}})
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    button.click()
    expect(page.get_by_role("checkbox").first).to_be_hidden()
    assert [expected.labels["key_features"][one]] == library.chips()


def test_an_address_with_strange_words_is_harmless(visit, expected):
    """Unknown terms and fields are passed over; nothing of them becomes part of the page."""
    for query in (
        "?needs=<img src=x onerror=alert(1)>&key_features=constructor,__proto__,toString",
        "?__proto__=x&constructor=y&needs=,,,&regions=",
        "?needs=%E0%A4%A&x=%",
    ):
        page = visit.open(f"library/{query}")
        library = Library(page, expected)
        expect(library.heading).to_have_text(f"{len(expected.cases)} case studies")
        assert library.chips() == []
        assert page.locator("img[src=x]").count() == 0


def test_a_list_of_one_term_leads_to_the_filters(visit, published, expected, addresses):
    """The link “Combine with other filters” opens the library with that term chosen."""
    _, field, term, _ = addresses["list of a term"].split("/")
    page = visit.open(addresses["list of a term"])
    page.get_by_role("link", name="Combine with other filters").click()
    library = Library(page, expected)
    (name,) = [facet for facet in expected.facets if facet.replace("_", "-") == field]
    library.assert_shows({name: {term}})


def test_more_cards_are_shown_as_they_are_asked_for(visit_many, many):
    """Four at a time, of nine; the focus goes to the first new one."""
    page = visit_many.open("library/")
    shown = cards(page)
    more = page.get_by_role("button", name=re.compile("^Show"))
    expect(more).to_have_text("Show 4 more of 9")
    assert shown.count() == 4
    more.press("Enter")
    expect(shown).to_have_count(8)
    expect(shown.nth(4)).to_be_focused()
    expect(more).to_have_text("Show 1 more of 9")
    more.click()
    expect(shown).to_have_count(9)
    expect(more).to_be_hidden()
    assert 9 == len(set(shown.all_inner_texts()))


def test_a_choice_reaches_cards_of_every_page(visit_many, many):
    """Those that were not in the page to begin with."""
    page = visit_many.open("library/")
    library = Library(page, Expected(many.root))
    library.toggle("regions", "north-west")
    expect(library.heading).to_have_text("8 case studies of 9")
    page.get_by_role("button", name=re.compile("^Show")).click()
    expect(cards(page)).to_have_count(8)


def test_without_the_index_the_page_stays_what_it_was(visit, expected, published):
    """Links to lists, cards and all: complete as without script."""
    visit.expected.append("net::ERR_FAILED")
    context = visit.context()
    context.route("**/library/index.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{visit.top}library/")
    page.wait_for_timeout(300)
    assert page.get_by_role("checkbox").count() == 0
    assert cards(page).count() == len(expected.cases)
    label = next(iter(expected.labels["key_features"].values()))
    page.get_by_role("region", name="Filter the library").get_by_role("link", name=label).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(label)


def test_cards_that_cannot_be_loaded_can_be_asked_for_again(visit, expected):
    """A train goes through a tunnel."""
    visit.expected.append("net::ERR_FAILED")
    context = visit.context()
    context.route("**/library/cards/*.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{visit.top}library/")
    library = Library(page, expected)
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    again = page.get_by_role("button", name=re.compile("[Tt]ry again"))
    expect(again).to_be_visible()
    context.unroute("**/library/cards/*.json")
    again.click()
    library.assert_shows({"key_features": {one}})


def test_the_library_asks_for_little(visit):
    """One small index; cards only when they are needed (the first are in the page)."""
    context = visit.context(width=WIDE)
    asked = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(visit.top)))
    page = context.new_page()
    page.goto(f"{visit.top}library/", wait_until="networkidle")
    assert "library/index.json" in asked
    assert not [url for url in asked if url.startswith(("library/cards/", "pagefind/"))]
