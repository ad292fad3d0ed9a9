"""What the pages about charters do in a browser."""

import pytest

from tests.browser.conftest import NARROW, WIDE, visiting
from tests.browser.test_pages import shortcomings
from tests.site.building import build, small_site


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small site: the one that has an earlier version of a charter."""
    return build(small_site(tmp_path_factory.mktemp("versions") / "small"))


@pytest.fixture
def visit_small(browser, small):
    """A visit to it."""
    with visiting(browser, small) as made:
        yield made


@pytest.mark.parametrize(
    "page",
    [
        "charters/example-charter/versions/",
        "charters/example-charter/versions/example-charter-0/",
        "charters/example-charter/changes/example-charter-0/",
    ],
)
def test_everybody_can_use_the_versions(visit_small, page):
    assert [] == shortcomings(visit_small.open(page))


def test_a_page_from_right_to_left_is_mirrored(visit):
    """The number of a clause stands to the right of its text, and the line goes on to the left."""
    for width in (WIDE, NARROW):
        page = visit.open("charters/young-people/ur/", width=width)
        number = page.locator(".ck-clause__number").first.bounding_box()
        assert number["x"] > page.locator(".ck-clause__text > p").first.bounding_box()["x"]
        assert page.locator(".ck-clause").first.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_following_a_clauses_link_copies_its_address(visit):
    page = visit.open("charters/southwark/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Link to clause 2", exact=False).first.click()
    page.get_by_role("status").get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("#clause-evidence")


def test_what_stands_beside_a_text_is_not_cut(visit):
    """A usual list of contents is there whole; of a longer one the edge fades, and nothing of it at its end."""
    side = visit.open("charters/london/").locator(".ck-contents--side")
    assert side.evaluate("part => part.scrollHeight <= part.clientHeight")
    page = visit.open("charters/london/")
    page.set_viewport_size({"width": WIDE, "height": 500})
    side = page.locator(".ck-contents--side")
    assert side.evaluate("part => part.scrollHeight > part.clientHeight")
    faded = side.evaluate("part => parseFloat(getComputedStyle(part).maskImage.match(/([0-9.]+)px/)[1])")
    assert faded > 20
    side.get_by_role("link").last.focus()
    below = side.evaluate(
        "part => part.getBoundingClientRect().bottom - [...part.querySelectorAll('a')].at(-1).getBoundingClientRect().bottom"
    )
    assert below >= faded - 1
