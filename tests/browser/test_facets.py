"""The library's filters, by mouse, by keyboard, by address, and by ear."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.expectations import Expected
from tests.site import records


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
        part = self.page.locator(f"[data-ck-facet={facet}]")
        return part.get_by_role("group", name=self.expected.titles[facet], exact=True, include_hidden=True).last

    def box(self, facet, term):
        """The checkbox of a term, in a facet that is open."""
        return self.named(facet, self.expected.labels[facet][term])

    def named(self, facet, words):
        """The checkbox of a term or group that has these words."""
        summary = self.region.locator(
            "summary", has_text=re.compile(rf"^\s*{re.escape(self.expected.titles[facet])}\s*$")
        )
        if not summary.evaluate("part => part.parentElement.open"):
            summary.click()
        return self.group(facet).get_by_role("checkbox", name=re.compile(rf"^{re.escape(words)}\s*[\d,]+$"))

    def toggle(self, facet, term):
        self.box(facet, term).click()

    def states(self):
        """Give (count, checked, disabled) of every term, by facet and label, read at once."""
        read = """boxes => boxes.map(box => {
            const words = box.closest("label").innerText || box.closest("label").textContent;
            const state = box.indeterminate ? "mixed" : box.checked;
            return [words.replace(/\\s+/g, " ").trim(), state, box.disabled];
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
        self.assert_groups(choice, states)
        said, asked = self.written(choice)
        assert said == set(self.chips())
        query = parse_qs(urlsplit(self.page.url).query)
        assert asked == {f: set(v[0].split(",")) for f, v in query.items()}

    def assert_groups(self, choice, states):
        """A group's box stands for any of its terms: ticked when all are, neither when some are."""
        for facet in ("key_features", "local_authorities"):
            for label, terms in self.expected.groups(facet).items() if facet in self.expected.facets else ():
                others = {field: chosen for field, chosen in choice.items() if field != facet}
                count = len(self.expected.found(others | {facet: terms}))
                chosen = terms & choice.get(facet, set())
                state = True if chosen == terms else "mixed" if chosen else False
                assert (count, state, count == 0 and not chosen) == states[facet, label], f"{facet}: {label}"

    def written(self, choice):
        """Give the chips and the address for a choice: a whole group of several terms is one of each."""
        chips: set[str] = set()
        query: dict[str, set[str]] = {}
        for facet, terms in choice.items():
            rest = set(terms)
            groups = self.expected.groups(facet) if facet in {"key_features", "local_authorities"} else {}
            for label, members in groups.items():
                if len(members) > 1 and members <= rest:
                    rest -= members
                    chips.add(label)
                    query.setdefault(facet, set()).add(f"{self.group_id(facet, label)}*")
            for term in rest:
                chips.add(self.expected.labels[facet][term])
                query.setdefault(facet, set()).add(term)
        return chips, query

    def group_id(self, facet, label):
        part = self.page.locator(f"[data-ck-facet={facet}] [data-ck-group]").filter(has_text=label)
        return part.get_attribute("data-ck-group")


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
    kept = library.heading.element_handle()
    library.page.evaluate(
        """(heading) => {
            window.said = [];
            const note = (changes) => changes.forEach(({ target }) => window.said.push(target.textContent));
            for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
                if (region === heading || region.contains(heading)) continue;
                new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
            }
        }""",
        kept,
    )
    library.toggle("key_features", next(iter(expected.labels["key_features"])))
    expect(library.heading).to_have_text(re.compile(" of "))
    assert kept.evaluate("part => part.isConnected && part.textContent.includes(' of ')")
    library.page.get_by_role("button", name="Clear all").click()
    expect(library.heading).not_to_have_text(re.compile(" of "))
    assert [] == library.page.evaluate("window.said")


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
    (chosen,) = [label for (field, label), (_, on, _) in library.states().items() if on is True and field == facet]
    term = next(t for t, label in expected.labels[facet].items() if label == chosen)
    library.assert_shows({facet: {term}})
    assert page.evaluate("document.activeElement.checked"), "the focus stays where it is"
    focus_by_tab(page, lambda: focused(page) == chosen)
    page.keyboard.press("Enter")
    library.assert_shows({})


def focused(page):
    return page.evaluate("document.activeElement.innerText").strip()


def focus_by_tab(page, reached):
    for _ in range(120):
        page.keyboard.press("Tab")
        if reached():
            return
    pytest.fail("The Tab key does not get there.")


def test_on_a_small_screen_the_filters_are_a_panel(visit, expected):
    """Opened by a button; it keeps the focus inside, says how many cases there are, and gives the focus back."""
    page = visit.open("library/", width=NARROW)
    library = Library(page, expected)
    button = page.get_by_role("button", name="Filter the library")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    focus_by_tab(page, lambda: focused(page) == "Filter the library")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Filter the library")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    found = len(expected.found({"key_features": {one}}))
    see = panel.get_by_role("button", name=f"Show {found} case studies")
    expect(see).to_be_visible()
    expect(panel.get_by_role("status")).to_have_text(f"{found} case studies")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    see.press("Enter")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_text("Filter the library (1 chosen)")
    library.assert_shows({"key_features": {one}})
    button.press("Enter")
    panel.get_by_role("button", name="Clear all").click()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    library.assert_shows({})


def test_a_panel_left_open_comes_back_beside_the_results(visit, expected):
    """A tablet is turned: the filters work where there is room for them."""
    page = visit.open("library/", width=NARROW)
    library = Library(page, expected)
    page.get_by_role("button", name="Filter the library").click()
    page.set_viewport_size({"width": WIDE, "height": 900})
    expect(page.get_by_role("dialog")).to_have_count(0)
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    library.assert_shows({"key_features": {one}})


@pytest.mark.parametrize("facet", ["key_features", "local_authorities"])
def test_a_group_stands_for_all_of_its_terms(visit, expected, facet):
    """By keyboard: one press chooses them, with some taken back the box is in between, another press chooses all again."""
    page = visit.open("library/")
    library = Library(page, expected)
    label, terms = next((g, t) for g, t in expected.groups(facet).items() if len(t) > 1)
    box = library.named(facet, label)
    box.press("Space")
    library.assert_shows({facet: terms})
    one = next(term for term in sorted(terms) if expected.count({}, facet, term))
    library.toggle(facet, one)
    library.assert_shows({facet: terms - {one}})
    assert box.evaluate("box => box.indeterminate")
    page.reload()
    Library(page, expected).assert_shows({facet: terms - {one}})
    box.press("Space")
    library.assert_shows({facet: terms})
    page.get_by_role("button", name=re.compile(f"^Remove filter: .*, {re.escape(label)}$")).click()
    library.assert_shows({})


def test_boxes_are_described(library, expected):
    """What a term means is said with it, and shown to everybody in a fold of its own."""
    page = library.page
    term = next(t for t in expected.labels["outcome"] if expected.count({}, "outcome", t))
    box = library.box("outcome", term)
    rows = records.table(expected.root, "data/vocabularies/outcomes.csv")
    (meaning,) = [row["description"] for row in rows if row["id"] == term]
    expect(box).to_have_accessible_description(meaning)
    shown = page.locator("[data-ck-facet=outcome]").get_by_text(meaning)
    expect(shown).to_be_hidden()
    page.get_by_text("What these mean: ").filter(has_text="What came of it").press("Enter")
    expect(shown).to_be_visible()


def in_order(library, key, *, newest=True):
    """Give the cases as a sort by `key` has them, the newest of equals first."""
    cases = library.expected.cases
    found = sorted(cases, key=lambda name: (cases[name]["title"].casefold(), name))
    if newest:
        found.sort(key=lambda name: cases[name]["published_on"], reverse=True)
    return sorted(found, key=lambda name: key(cases[name]))


def test_cases_are_sorted_as_one_likes(visit, expected):
    """The address keeps it; a filter leaves it."""
    page = visit.open("library/")
    library = Library(page, expected)
    order = page.get_by_role("combobox", name="Order")
    assert in_order(library, lambda case: 0) == library.cases()
    order.select_option("Title, A to Z")
    expect(page).to_have_url(re.compile(r"\?sort=title$"))
    by_title = in_order(library, lambda case: case["title"].casefold(), newest=False)
    settled(page)
    assert by_title == library.cases()
    order.select_option("Strongest evidence first")
    stages = [row["id"] for row in records.table(expected.root, "data/vocabularies/practice-stages.csv")]
    by_strength = in_order(library, lambda case: -stages.index(case["practice_stage"]))
    expect(page).to_have_url(re.compile(r"\?sort=evidence$"))
    settled(page)
    assert by_strength == library.cases()
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    settled(page)
    fitting = expected.found({"key_features": {one}})
    assert [name for name in by_strength if name in fitting] == library.cases()
    page.go_back()
    page.go_back()
    settled(page)
    expect(order).to_have_value("title")
    assert by_title == library.cases()
    expect(order.get_by_role("option", name="Best match first", include_hidden=True)).to_be_disabled()


def settled(page):
    page.wait_for_timeout(150)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def words_of(published, case):
    return published.main(f"case-studies/{case}/").text.lower()


@pytest.fixture(scope="module")
def rare(published, expected):
    """A word that stands in some cases, and those cases; words of one stem would find each other, so none may be near."""
    texts = {case: words_of(published, case) for case in expected.cases}
    counts: dict[str, set[str]] = {}
    for case, text in texts.items():
        for word in re.findall(r"\b[a-z]{8,}\b", text):
            counts.setdefault(word, set()).add(case)
    return next(
        (word, found)
        for word, found in sorted(counts.items())
        if 3 <= len(found) <= 6 and all((word[:5] in texts[case]) == (case in found) for case in texts)
    )


def test_words_and_filters_work_together(visit, expected, rare):
    """Cards, counts and what can be chosen, all given the words; the address, the chips and the way back as well."""
    word, having = rare
    page = visit.open("library/")
    library = Library(page, expected)
    field = page.get_by_role("searchbox", name="Words in the case studies")
    field.press_sequentially(word, delay=20)
    expect(library.heading).to_have_text(f"{len(having)} case studies of {len(expected.cases)} for “{word}”")
    settled(page)
    assert having == set(library.cases())
    expect(page.get_by_role("combobox", name="Order")).to_have_value("relevance")
    states = library.states()
    for facet in expected.facets:
        for term, label in expected.labels[facet].items():
            count = len(expected.found({facet: {term}}) & having)
            assert (count, False, count == 0) == states[facet, label]
    term = next(
        t
        for t in expected.labels["key_features"]
        if 0 < len(expected.found({"key_features": {t}}) & having) < len(having)
    )
    library.toggle("key_features", term)
    both = expected.found({"key_features": {term}}) & having
    expect(library.heading).to_have_text(re.compile(rf"^{len(both)} case stud(y|ies) of"))
    settled(page)
    assert both == set(library.cases())
    assert [f"“{word}”", expected.labels["key_features"][term]] == library.chips()
    again = Library(visit.open(page.url.removeprefix(visit.top)), expected)
    expect(again.heading).to_have_text(library.heading.inner_text())
    settled(again.page)
    assert library.cases() == again.cases()
    page.get_by_role("button", name=f"Remove words: {word}").click()
    library.assert_shows({"key_features": {term}})
    expect(field).to_have_value("")
    page.go_back()
    expect(field).to_have_value(word)
    expect(library.heading).to_have_text(re.compile(re.escape(word)))


def test_the_count_is_not_announced_at_every_letter(library):
    """Only when typing rests."""
    page = library.page
    page.evaluate(
        """() => {
            window.said = [];
            const heading = document.querySelector("[data-ck-count]");
            new MutationObserver(() => window.said.push(heading.textContent)).observe(heading, { childList: true });
        }"""
    )
    # All in one go: how fast a loaded machine types must not matter.
    page.get_by_role("searchbox", name="Words in the case studies").evaluate(
        """field => {
            for (const letter of "attendance") {
                field.value += letter;
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }
        }"""
    )
    expect(library.heading).to_have_text(re.compile("attendance"))
    assert 1 == len(page.evaluate("window.said"))


def test_words_that_no_case_has_lead_on(library):
    """With other spellings that have some, where there are any."""
    page = library.page
    page.get_by_role("searchbox", name="Words in the case studies").fill("shcool")
    page.keyboard.press("Enter")
    expect(library.heading).to_have_text(re.compile("^0 case studies of"))
    assert "No case study has this word." in page.get_by_role("article").first.inner_text()
    page.get_by_role("button", name=re.compile(r"^school \(\d+\)$")).click()
    expect(library.heading).to_have_text(re.compile("for “school”"))
    settled(page)
    assert library.cases()


def test_what_fits_nothing_says_what_could_be_taken_away(visit):
    """With how many cases there would be; what is taken away goes, and the focus stands at what is shown."""
    page = visit.open("library/")
    pairs = page.evaluate(
        """async () => {
            const { Index, places } = await import(new URL("../assets/charterkit/facets-index.js", location.href));
            const index = new Index(await (await fetch("index.json")).json());
            const none = () => index.facets.map(() => new Set());
            const number = (chosen) => places(index.matching(chosen, index.all())).length;
            const all = index.facets.flatMap(({ terms }, f) => terms.map((_, t) => [f, t]));
            for (const [f, one] of all) for (const [g, other] of all) {
                if (f >= g) continue;
                const [both, first, second] = [none(), none(), none()];
                both[f].add(one); both[g].add(other);
                first[f].add(one); second[g].add(other);
                if (!number(both) && number(first) && number(second))
                    return [index.write(both).join("&"), index.facets[g].title, number(first)];
            }
            return null;
        }"""
    )
    assert pairs, "the cases of this site fit every two filters"
    query, title, number = pairs
    page.goto(f"{visit.top}library/?{query}")
    page.get_by_role("button", name=f"Without {title} ({number})", exact=True).click()
    heading = page.locator("[data-ck-count]")
    expect(heading).to_have_text(re.compile(rf"^{number} case stud"))
    expect(heading).to_be_focused()


def test_without_the_search_index_the_filters_still_work(visit, expected):
    """It is said, and nothing is shown as if the words had been looked for."""
    visit.expected += ["net::ERR_FAILED", "Failed to load", "pagefind", "Failed to fetch"]
    context = visit.context()
    context.route("**/pagefind/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{visit.top}library/?q=attendance")
    library = Library(page, expected)
    expect(page.get_by_role("alert")).to_contain_text("could not be looked for")
    expect(library.heading).to_have_text(f"{len(expected.cases)} case studies")
    one = next(iter(expected.labels["key_features"]))
    library.toggle("key_features", one)
    count = len(expected.found({"key_features": {one}}))
    expect(library.heading).to_have_text(f"{count} case studies of {len(expected.cases)}")
    context.unroute("**/pagefind/**")
    page.get_by_role("searchbox", name="Words in the case studies").fill("attendance ")
    library.toggle("key_features", one)
    expect(library.heading).to_have_text(re.compile("for “attendance”"))
    expect(page.get_by_role("alert")).to_have_count(0)


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
    """One small index; cards, other orders and the words only when they are needed (the first cards are in the page)."""
    context = visit.context(width=WIDE)
    asked = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(visit.top)))
    page = context.new_page()
    page.goto(f"{visit.top}library/", wait_until="networkidle")
    assert "library/index.json" in asked
    assert not [url for url in asked if url.startswith(("library/cards/", "library/orders", "pagefind/"))]
