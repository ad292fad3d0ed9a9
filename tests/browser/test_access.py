"""What axe cannot see: forced colours, motion, zoom, and tables that scroll."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.test_pages import MISSING, overflowing, violations


@pytest.mark.parametrize("kind_of_page", ["home", "library", "case study", "coverage", "toolkit chapter"])
def test_forced_colours_keep_the_ring_of_the_focus_and_every_sign(visit, addresses, kind_of_page):
    """WCAG 2.4.7 and 1.4.11 for those whose system has its own colours."""
    page = visit.open(addresses[kind_of_page])
    page.emulate_media(forced_colors="active")
    rings = []
    for _ in range(25):
        page.keyboard.press("Tab")
        rings.append(
            page.evaluate(
                """() => {
                    const style = getComputedStyle(document.activeElement);
                    const wide = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
                    return wide ? "" : document.activeElement.outerHTML.slice(0, 120);
                }"""
            )
        )
    assert [] == [ring for ring in rings if ring]
    unseen = page.evaluate(
        """() => {
            const ground = getComputedStyle(document.body).backgroundColor;
            const shown = [...document.querySelectorAll("article svg")].filter((e) => e.getBoundingClientRect().width);
            return shown.filter((e) => getComputedStyle(e).fill === ground && !e.closest(".ck-tile"))
                .map((e) => e.outerHTML.slice(0, 120));
        }"""
    )
    assert [] == unseen
    assert [] == [found for found in violations(page) if not found.startswith("color-contrast")]


def test_nothing_moves_for_those_who_want_no_motion(visit, addresses, kind):
    """WCAG 2.3.3, for every element and what is before and after it."""
    if kind == "not found":
        visit.expected.append(MISSING)
    page = visit.open(addresses[kind])
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"].flatMap((part) => {
            const style = getComputedStyle(e, part || null);
            const longest = (text) => Math.max(...text.split(",").map(parseFloat));
            const moves = style.animationName !== "none" && longest(style.animationDuration) > 0.01
                || longest(style.transitionDuration) > 0.01 && style.display !== "none"
                || style.scrollBehavior === "smooth";
            return moves ? [`${e.tagName}.${e.className}${part}`] : [];
        })).slice(0, 5)"""
    )
    assert [] == moving


def test_text_may_be_set_wider(visit, addresses, kind):
    """WCAG 1.4.12: with the spacing that somebody needs to read, on a small screen, nothing is cut off or sticks out."""
    if kind == "not found":
        visit.expected.append(MISSING)
    page = visit.open(addresses[kind], width=NARROW)
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
                p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert [] == overflowing(page)


def test_a_matrix_is_scrolled_by_the_keyboard_and_leads_to_both_filters(visit):
    page = visit.open("coverage/", width=NARROW)
    matrix = page.get_by_role("region", name="number of case studies").first
    assert matrix.evaluate("e => e.scrollWidth > e.clientWidth")
    matrix.focus()
    page.keyboard.press("ArrowRight")
    # Waited for inside the page, since the policy lets no text that a test polls with become code.
    matrix.evaluate("""async (e) => {
        const late = performance.now() + 15_000;
        while (!e.scrollLeft && performance.now() < late) await new Promise((go) => setTimeout(go, 50));
    }""")
    assert matrix.evaluate("e => e === document.activeElement && e.scrollLeft > 0")
    cell = matrix.get_by_role("link", name="case stud").first
    words, count = cell.inner_text(), cell.inner_text().split()[0]
    assert "case stud" in words
    cell.click()
    expect(page.get_by_role("heading", level=2, name=f"{count} case stud")).to_be_visible()
    expect(page.get_by_role("button", name="Remove filter: ")).to_have_count(2)


def test_without_script_the_coverage_says_what_to_do(visit):
    page = visit.open("coverage/", script=False)
    expect(page.get_by_text("Without JavaScript, the numbers lead to the whole library.")).to_be_visible()
    page.locator("details summary").first.click()
    expect(page.locator("details").first.get_by_role("link").first).to_be_visible()


def test_a_matrix_fits_on_paper(visit):
    page = visit.open("coverage/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 665, "height": 900})  # A4 without its margins
    assert [] == page.evaluate(
        "[...document.querySelectorAll('.ck-scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.scrollWidth)"
    )
