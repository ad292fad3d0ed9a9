"""What scripts set into a page from records stays text. One that ran, or that the policy stopped, fails the visit."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.expectations import Expected
from tests.browser.test_pages import overflowing

OURS = "[src$='.png'], [src$='/badge.svg']"
LIVE = f"article img:not({OURS}), article b, article script:not([src]), [onerror], [onload], article svg[onload]"
MARKUP = re.compile("<(img|script|svg|/textarea)")
"""What is in every title that is long enough, whichever text it begins with."""

KINDS = (
    "",
    "library/",
    "case-studies/example-school/",
    "key-features/",
    "key-features/example-feature/",
    "principles/",
    "principles/example-principle/",
    "charters/",
    "charters/example-charter/",
    "pledges/",
    "pledges/example-school/",
    "pledges/?organisation_type=primary-school,council",
    "pledges/sign/",
    "worksheets/",
    "worksheets/example-worksheet/",
    "library/like-ours/#type=primary",
    "coverage/",
    "contribute/case-studies/",
    "shortlist/#cases=example-school,example-college",
    "news/",
    "open-data/",
    "search/",
    "compose/?from=example-charter",
    "toolkit/",
    "about/",
)
"""A page of each kind."""


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
    box = page.locator(f"[data-ck-facet={facet}] [data-ck-term={term}]").get_by_role("checkbox", checked=True)
    expect(box).to_have_count(1)
    expect(page.get_by_role("heading", level=3).get_by_role("link").filter(has_text=MARKUP).first).to_be_visible()
    assert 0 == page.locator(LIVE).count()


def test_titles_and_excerpts_of_results_stay_text(visit_hostile):
    """The search index holds what authors wrote."""
    page = visit_hostile.open("search/?q=alert")
    groups = page.get_by_role("region").filter(has=page.get_by_role("heading", level=3))
    found = groups.get_by_role("listitem").get_by_role("link")
    expect(found.filter(has_text=MARKUP).first).to_be_visible()
    expect(groups.get_by_role("listitem").filter(has_text="<script>alert").first).to_be_visible()
    assert 0 == page.locator(LIVE).count()
    links = found.evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) >= 3
    assert [] == [link for link in links if not link.startswith(visit_hostile.top)]


def test_the_dialog_shows_text_and_nothing_else(visit_hostile):
    """Results, recent searches that somebody wrote into the storage, and the words one types."""
    page = visit_hostile.open("library/")
    page.evaluate(
        """localStorage.setItem(`${new URL(document.querySelector('.ck-brand').href).pathname}ck-searches`,
           JSON.stringify(["<img src=x onerror=alert(1)>", { toString: 1 }, 7]))"""
    )
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="<img src=x onerror=alert(1)>")).to_be_visible()
    dialog.get_by_role("searchbox").fill("alert")
    found = dialog.get_by_role("listitem").get_by_role("link")
    expect(dialog.locator("mark").first).to_be_visible()
    expect(found.filter(has_text=MARKUP).first).to_be_visible()
    assert 0 == page.locator("dialog img, dialog b, dialog script").count()


def test_words_with_markup_filter_as_words(visit_hostile):
    """In the library's own field, in its chips and its count."""
    page = visit_hostile.open("library/?q=%3Cimg src=x onerror=alert(1)%3E&sort=<b>&key_features=*,<b>*")
    expect(page.get_by_role("button", name="Remove words: <img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.get_by_role("heading", level=2).filter(has_text="“<img src=x onerror=alert(1)>”")).to_be_visible()
    assert 0 == page.locator(LIVE).count()


def test_names_of_those_who_signed_stay_text(visit_hostile):
    """The list that the script makes, and what it says of each."""
    page = visit_hostile.open("pledges/?organisation_type=primary-school,council")
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()
    names = page.locator("[data-ck-cards] > li a")
    expect(names.filter(has_text=MARKUP).first).to_be_visible()
    assert 0 == page.locator(f"[data-ck-cards] :is(b, script, svg), {LIVE}").count()


def test_settings_like_ours_stay_text(visit_hostile):
    """Titles, settings and the reasons in words."""
    page = visit_hostile.open("library/like-ours/#type=primary")
    rows = page.locator("[data-ck-results-list] > li")
    expect(rows.first).to_be_visible()
    assert any(MARKUP.search(text) for text in rows.get_by_text("Same type: ").all_inner_texts())
    assert 0 == page.locator(f"[data-ck-results-list] :is(b, script, svg[onload]), {LIVE}").count()


@pytest.mark.parametrize("address", ["", "case-studies/example-school/", "charters/example-charter/", "toolkit/"])
def test_pages_show_what_was_written(visit_hostile, address):
    """Braces, brackets and quotation marks included."""
    page = visit_hostile.open(address)
    expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_attached()
    assert 0 == page.locator(LIVE).count()


@pytest.mark.parametrize("address", KINDS)
def test_no_page_runs_asks_or_says_anything(visit_hostile, address):
    """No dialog, no error, no request to elsewhere: the visit fails at each. Nothing that was written is live."""
    page = visit_hostile.open(address)
    page.wait_for_load_state("networkidle")
    assert 0 == page.locator(LIVE).count()
    scripts = page.eval_on_selector_all(
        "script", "all => all.filter((s) => !s.src && s.type !== 'application/json').length"
    )
    known = page.eval_on_selector_all("head script:not([src])", "all => all.length")
    assert scripts <= known + (1 if "toolkit" in address or "about" in address else 0)
    links = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}


@pytest.mark.parametrize("address", KINDS)
def test_a_word_without_end_breaks_no_page_on_a_small_screen(visit_endless, address):
    """Words of thousands of letters wherever somebody can write: nothing sticks out to the side (WCAG 1.4.10)."""
    page = visit_endless.open(address, width=NARROW)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert [] == overflowing(page)


def test_a_word_without_end_breaks_no_result_and_no_filter(visit_endless):
    """What scripts add, too."""
    page = visit_endless.open("library/", width=NARROW)
    page.get_by_role("button", name="Filter the library").click()
    panel = page.get_by_role("dialog", name="Filter the library")
    folded = panel.get_by_role("button", expanded=False)
    while folded.count():
        folded.first.click()
    panel.get_by_role("checkbox").first.check()
    assert [] == overflowing(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()
    assert [] == overflowing(page)
    page.goto(f"{visit_endless.top}search/?q=school")
    page.wait_for_load_state("networkidle")
    assert [] == overflowing(page)
