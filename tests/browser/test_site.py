"""What the site's script does on every page: the menu, the colours, what is folded, and print."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.site import records


def ground(page):
    """Say whether the page is light or dark, by its background."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if colour in {"rgba(0, 0, 0, 0)", "transparent"}:
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    brightness = sum(int(part) for part in re.findall(r"\d+", colour)[:3])
    return "light" if brightness > 3 * 128 else "dark"


def switch(page, to):
    return page.get_by_role("banner").get_by_role("button", name=re.compile(f"^{to}( colours)?$", re.IGNORECASE))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_colours_follow_the_system(visit, addresses, dark, script):
    """With script and without, on a page of ours and on one of the theme's."""
    for kind in ("home", "toolkit chapter"):
        assert ("dark" if dark else "light") == ground(visit.open(addresses[kind], dark=dark, script=script))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_colours_that_a_reader_chose_are_remembered(visit, addresses, dark):
    """On every page, after a reload, and until they choose the system's again."""
    system, other = ("dark", "light") if dark else ("light", "dark")
    page = visit.open("", dark=dark)
    switch(page, other).click()
    assert other == ground(page)
    page.reload()
    assert other == ground(page)
    for kind in ("toolkit chapter", "case study", "search"):
        page.goto(visit.top + addresses[kind])
        assert other == ground(page), kind
    switch(page, system).press("Enter")
    assert system == ground(page)
    page.emulate_media(color_scheme=other)
    assert other == ground(page), "who chose the system's colours follows the system again"


def test_closed_storage_is_no_error(visit):
    """Some browsers of schools forbid it."""
    context = visit.context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })")
    page = context.new_page()
    page.goto(visit.top)
    switch(page, "dark").click()
    assert "dark" == ground(page)
    page.goto(f"{visit.top}toolkit/")
    assert "light" == ground(page)


@pytest.mark.parametrize("kind", ["home", "toolkit chapter", "case study"])
def test_the_menu_of_a_small_screen_works_by_keyboard(visit, addresses, kind):
    """It opens, its links follow in order, Escape closes it and gives the focus back; closed, it is passed over."""
    page = visit.open(addresses[kind], width=NARROW)
    button = page.get_by_role("button", name="Menu")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(links.first).to_be_hidden()
    button.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header')"), "closed, it is passed over"
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    names = links.all_inner_texts()
    assert len(names) >= 4
    for name in names:
        page.keyboard.press("Tab")
        assert name == page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    links.filter(has_text="Library").click()
    expect(page).to_have_url(f"{visit.top}library/")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_hidden()


def test_the_menu_says_where_one_is(visit, addresses):
    """On a page of the menu, and on those that hang from it."""
    for kind, name in (("library", "Library"), ("case study", "Library"), ("charter", "Charters"), ("about", "About")):
        page = visit.open(addresses[kind])
        current = page.get_by_role("navigation", name="Main").locator("[aria-current]")
        assert [name] == current.all_inner_texts(), kind


def test_a_link_to_a_folded_answer_opens_it(visit, addresses):
    """From another page, and from the list of parts on the page itself."""
    page = visit.open(f"{addresses['case study']}#how-2")
    answer = page.locator("#how-2")
    expect(answer).to_be_visible()
    expect(page.locator("#how-1")).to_be_hidden()
    page.get_by_role("navigation", name="On this page").locator("a[href='#how-1']").click()
    expect(page.locator("#how-1")).to_be_visible()
    expect(page.locator("#how-1")).to_be_in_viewport()


def test_all_answers_open_and_close_at_once(visit, addresses):
    """By a button that says what it will do."""
    page = visit.open(addresses["case study"])
    answers = page.locator("[id^=how-][id$='1'], [id^=how-][id$='2']").filter(has_not=page.locator("summary"))
    expect(answers.first).to_be_hidden()
    page.get_by_role("button", name="Open all").click()
    expect(answers.first).to_be_visible()
    page.get_by_role("button", name="Close all").click()
    expect(answers.first).to_be_hidden()


def test_a_case_is_printed_whole(visit, addresses, published):
    """On A4, with what is folded on the screen, the address and the notice, and without the menu."""
    name = addresses["case study"].split("/")[1]
    case = records.record(published.root / f"content/case-studies/{name}.yml")
    page = visit.open(addresses["case study"], dark=True)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = re.sub(r"\W", "", " ".join(sheet.extract_text() for sheet in printed.pages))
    assert {(595, 842)} == {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed.pages}
    for item in case["how"]:
        assert re.sub(r"\W", "", item["question"]) in text
        assert re.sub(r"\W", "", item["answer"].split(".")[0]) in text
    assert f"casestudies{name.replace('-', '')}" in text
    assert "unofficial" in text.lower()
    assert "Skiptocontent" not in text
    assert "Suggestachange" not in text
    page.emulate_media(media="print")
    assert page.get_by_role("navigation", name="Main").is_hidden()
    assert "light" == ground(page)


def test_print_buttons_are_there_with_script_only(visit, addresses):
    """Without it, the browser's own menu prints."""
    assert visit.open(addresses["case study"]).get_by_role("button", name="Print this case").is_visible()
    assert visit.open(addresses["case study"], script=False).get_by_role("button", name="Print this case").count() == 0


def test_every_page_works_from_any_folder(visit, published):
    """All addresses are relative: the same files, served at the top of an origin, need no change."""
    for page, document in published.pages.items():
        if page != "404.html":
            assert not [link for _, link in document.addresses() if link.startswith("/")], page
