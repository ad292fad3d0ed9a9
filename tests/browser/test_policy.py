"""The content security policy of the pages themselves: nothing needs what it stops, and it stops what it should."""

import contextlib

import pytest
from playwright.sync_api import expect

from tests.browser import serving
from tests.browser.conftest import Visit
from tests.browser.test_pages import MISSING, unfolded

VIOLATIONS = """
    window.stopped = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def visit_bare(browser, published, monkeypatch):
    """The reference site from a host that sends no headers, so that only the pages' own policy holds."""
    monkeypatch.setattr(serving, "POLICY", "")
    with serving.served(published.folder) as address:
        made = Visit(browser, address)
        yield made
        with contextlib.suppress(AssertionError):
            made.close()


def test_no_page_needs_what_it_stops(visit_bare, addresses, kind):
    """Whatever is folded, opened or chosen; on paper too."""
    context = visit_bare.context()
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.goto(visit_bare.top + addresses[kind], wait_until="load")
    unfolded(page)
    page.get_by_role("button", name="colours").click()
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert [] == page.evaluate("window.stopped")
    assert [] == [error for error in visit_bare.errors if MISSING not in error]


@pytest.mark.parametrize("kind_of_page", ["case study", "toolkit chapter"])
def test_a_script_that_got_into_a_page_does_not_run(visit_bare, addresses, kind_of_page):
    """As an element, a handler or an address; nor is anything asked of another host."""
    page = visit_bare.open(addresses[kind_of_page])
    page.evaluate(
        """() => {
            window.ran = [];
            const script = document.createElement("script");
            script.textContent = "window.ran.push('element')";
            const holder = document.createElement("div");
            holder.innerHTML = `<img src="data:," onerror="window.ran.push('handler')">
                <a href="javascript:window.ran.push('address')">x</a><img src="https://elsewhere.invalid/x.png">`;
            document.body.append(script, holder);
            holder.querySelector("a").click();
        }"""
    )
    page.wait_for_timeout(300)
    assert [] == page.evaluate("window.ran")
    told = " ".join(visit_bare.errors)
    assert told.count("Content Security Policy") >= 3


def test_search_works_under_it(visit_bare):
    """It is WebAssembly, in a worker of its own where there is one."""
    page = visit_bare.open("search/?q=school")
    expect(page.get_by_role("heading", name="results for")).to_be_visible()
    assert [] == visit_bare.errors
