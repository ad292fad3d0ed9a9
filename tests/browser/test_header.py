"""The colour scheme and the menu of small screens."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

PAPER = "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"


def is_dark(page):
    """Whether the page is seen dark on light, or light on dark, and its form fields and scroll bars with it."""
    brightness = sum(page.evaluate(PAPER)) / 3
    assert brightness < 80 or brightness > 200, "the paper is grey"
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme in {"light dark", "dark" if brightness < 80 else "light"}
    return brightness < 80


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_chosen_colours_are_remembered(visit, addresses, dark):
    """On the next page, after a reload, in a new tab; for pages of views and editors' pages alike."""
    page = visit.open("", dark=dark)
    assert dark == is_dark(page)
    button = page.get_by_role("button", name="Light colours" if dark else "Dark colours")
    button.click()
    assert dark != is_dark(page)
    expect(page.get_by_role("button", name="Dark colours" if dark else "Light colours")).to_be_visible()
    page.reload()
    assert dark != is_dark(page)
    for kind in ("library", "toolkit chapter"):
        page.goto(visit.top + addresses[kind])
        assert dark != is_dark(page), kind
    tab = page.context.new_page()
    tab.goto(visit.top)
    assert dark != is_dark(tab)


def test_a_choice_that_agrees_with_the_system_follows_it_again(visit):
    """Switched there and back, the page changes with the system, as it did before."""
    page = visit.open("")
    page.get_by_role("button", name="Dark colours").click()
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)
    page.emulate_media(color_scheme="light")
    assert is_dark(page)
    page.get_by_role("button", name="Light colours").click()
    assert not is_dark(page)
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()


def test_the_system_is_followed_without_script(visit):
    """And no switch is shown that would do nothing."""
    for dark in (False, True):
        for address in ("", "toolkit/"):
            page = visit.open(address, script=False, dark=dark)
            assert dark == is_dark(page), address
            assert 0 == page.get_by_role("button", name="colours").count()


def test_closed_storage_breaks_nothing(visit):
    """Some browsers refuse it: the switch works for the page."""
    context = visit.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto(visit.top)
    page.get_by_role("button", name="Dark colours").click()
    assert is_dark(page)


def test_the_menu_is_worked_by_keyboard(visit, addresses):
    """It opens by Enter, its links come next, Escape folds it and gives the focus back (WCAG 2.1.1)."""
    page = visit.open(addresses["case study"], width=NARROW)
    button = page.get_by_role("button", name="Menu")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert 0 == links.count()
    for _ in range(5):
        page.keyboard.press("Tab")
        if button.evaluate("(element) => element === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    assert links.count() >= 4
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    assert 0 == links.count()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    there = links.first.get_attribute("href")
    assert there
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.top}charters/")


def test_a_closed_menu_is_passed_by(visit):
    """The focus goes from its button to the page (2.4.3)."""
    page = visit.open("library/", width=NARROW)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(
        "!document.activeElement.closest('header, [role=banner]') && document.activeElement !== document.body"
    )


def test_colours_are_in_the_menu(visit):
    """On a small screen everything of the header is reached; search stands beside the menu."""
    page = visit.open("library/", width=NARROW)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Dark colours").click()
    assert is_dark(page)


def test_everything_is_in_reach_when_zoomed_far_in(visit, addresses):
    """400 % of 1280 by 1024 leaves 320 by 256: the header's own, and the dialog, by keyboard alone (1.4.10, 2.1.1)."""
    page = visit.open(addresses["case study"], width=NARROW)
    page.set_viewport_size({"width": NARROW, "height": 256})
    named = []
    for _ in range(5):
        page.keyboard.press("Tab")
        named.append(page.evaluate("document.activeElement.innerText.trim()"))
    assert ["Skip to content", "Search", "Menu"] == [
        name for name in named if name in {"Skip to content", "Search", "Menu"}
    ]
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Search").press("Enter")
    page.keyboard.type("inclusion")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem").first).to_be_attached()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                return document.activeElement === document.body || (box.bottom > 0 && box.top < innerHeight && box.right <= innerWidth + 1);
            }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_without_script_the_menu_is_simply_there(visit):
    """And so is no button that would do nothing."""
    page = visit.open("", width=NARROW, script=False)
    assert 0 == page.get_by_role("button", name="Menu").count()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Library").click()
    expect(page).to_have_url(f"{visit.top}library/")


def test_the_menu_says_where_one_is(visit, addresses):
    """The page itself, or what it hangs from."""
    for kind, words in (
        ("library", "Library"),
        ("case study", "Library"),
        ("charter", "Charters"),
        ("toolkit chapter", "Toolkit"),
    ):
        page = visit.open(addresses[kind])
        current = page.get_by_role("navigation", name="Main").locator("[aria-current]")
        assert [words] == current.all_inner_texts(), kind
