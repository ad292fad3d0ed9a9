"""What every kind of page does in a browser: loads cleanly, fits a small screen, and can be used by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
STATES = [(width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark")]
MISSING = "the server responded with a status of 404"


FOCUSED = """() => {
    const now = document.activeElement;
    if (!now || now === document.body) return null;
    const box = now.getBoundingClientRect();
    const style = getComputedStyle(now);
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const shown = box.width > 0 && box.height > 0 && style.visibility === "visible" && inView;
    const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
    return { what: now.outerHTML.slice(0, 150), shown, ring };
}"""


def opened(visit, addresses, kind, **how):
    if kind == "not found":
        visit.expected.append(MISSING)
    return visit.open(addresses[kind], **how)


def violations(page):
    """What axe finds, rule by rule with where."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", RULES)
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def shortcomings(page):
    """What keeps somebody from using the page as it is now, on wide and small screens, in light and dark colours."""
    found = []
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {fault}" for fault in [*violations(page), *overflowing(page)]]
    return found


def overflowing(page):
    """How far a page can be scrolled to the side, and what sticks out."""
    return page.evaluate(
        """() => {
            const root = document.scrollingElement;
            const over = root.scrollWidth - root.clientWidth;
            const sticksOut = (e) => e.getBoundingClientRect().right > root.clientWidth + 1;
            const out = [...document.body.querySelectorAll("*")].filter(sticksOut);
            return over > 0 ? [over, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))] : [];
        }"""
    )


def test_everybody_can_use_it(visit, addresses, kind):
    """Axe finds nothing (WCAG 2.2 A and AA, and good practice), and nothing sticks out to the side (1.4.10)."""
    page = opened(visit, addresses, kind)
    expect(page.locator("h1")).to_be_visible()
    assert [] == shortcomings(page)


def test_everybody_can_use_what_opens(visit, addresses):
    """The menu, every folded part, chosen filters and search results are judged as well."""
    page = visit.open("library/?outcome=did-not-work,worked,promising", width=NARROW)
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()
    folded = page.get_by_role("button", expanded=False)
    assert folded.count() == 1
    folded.first.click()
    assert [] == shortcomings(unfolded(page))
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.get_by_role("button", name="Filter the library").click()
    expect(page.get_by_role("dialog", name="Filter the library")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert [] == violations(page) + overflowing(page)
    page.goto(visit.top + addresses["case study"])
    assert [] == shortcomings(unfolded(page))
    page.goto(f"{visit.top}search/?q=school")
    expect(page.get_by_role("heading", name="results for")).to_be_visible()
    assert [] == shortcomings(page)


def test_everybody_can_use_the_search_dialog(visit, addresses):
    """Empty, with settings and recent searches open, with results, and without any."""
    page = visit.open(addresses["toolkit chapter"])
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search this site")
    field = dialog.get_by_role("searchbox")
    asked = {"": "Or browse", "inclusion": "results for", "shcool": "No page has", "xqzvwk": "No results for"}
    for words, shown in asked.items():
        field.fill(words)
        field.press("Enter")
        expect(dialog.get_by_text(shown).first).to_be_visible()
        assert [] == shortcomings(unfolded(page)), shown
    field.fill("")
    field.press("Enter")
    expect(dialog.get_by_role("heading", name="Recent searches")).to_be_visible()
    assert [] == shortcomings(page)


def unfolded(page):
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    return page


def test_a_fault_would_be_found(visit):
    """What the tests above rest on."""
    visit.expected.append(MISSING)
    page = visit.open("about/", width=NARROW)
    page.locator("h1").evaluate(
        """(title) => {
            title.insertAdjacentHTML("afterend", '<img src="x.png"><div>wide</div>');
            title.nextElementSibling.nextElementSibling.style.width = "900px"; // the policy stops style attributes
        }"""
    )
    assert any(found.startswith("image-alt") for found in violations(page))
    assert overflowing(page)[0] > 300


def test_it_is_whole_without_script(visit, addresses, kind):
    """The same heading, the whole text, and the links of the menu, on a small screen too."""
    with_script = opened(visit, addresses, kind)
    title = with_script.locator("h1").inner_text()
    page = opened(visit, addresses, kind, width=NARROW, script=False)
    assert title == page.locator("h1").inner_text()
    for link in page.get_by_role("navigation", name="Main").get_by_role("link").all():
        assert link.is_visible()
    assert [] == page.eval_on_selector_all(
        "main *, article *", "all => all.filter((e) => e.hidden && e.tagName === 'SECTION' && e.textContent.trim())"
    )


def test_focus_never_enters_what_cannot_be_seen(visit, addresses, kind):
    """From the first to the last place on a small screen, by the Tab key alone (WCAG 2.4.3, 2.4.7, 2.4.11)."""
    page = opened(visit, addresses, kind, width=NARROW)
    page.wait_for_load_state("networkidle")  # a script that draws its part of the page late moves what follows it
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        if not found["shown"]:  # the browser may still be scrolling there
            page.wait_for_timeout(500)
            found = page.evaluate(FOCUSED)
        seen.append(found)
    assert len(seen) > 3
    assert [] == [place["what"] for place in seen if not place["shown"]]
    assert [] == [place["what"] for place in seen if not place["ring"]]


@pytest.mark.parametrize("kind_of_page", ["home", "toolkit chapter"])
def test_no_single_key_does_anything(visit, addresses, kind_of_page):
    """WCAG 2.1.4: who dictates, or strikes a key by mistake, stays where they are."""
    page = visit.open(addresses[kind_of_page])
    before = page.url
    for key in "sfnp/,.?":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert before == page.url
    assert page.evaluate("document.activeElement === document.body")
    assert 0 == page.get_by_role("dialog").count()


def test_the_skip_link_leads_past_the_header(visit, addresses):
    """It is the first place that the Tab key reaches, and shows when it is reached."""
    page = visit.open(addresses["case study"])
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert "Skip to content" == focused.inner_text()
    assert focused.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("!document.activeElement.closest('header')")
    assert inside
