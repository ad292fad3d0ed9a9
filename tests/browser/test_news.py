"""What is new since the last visit: kept on the device only, said plainly, and ended by one button."""

import io
import json

import pypdf
import pytest
from playwright.sync_api import expect

KEY = "/fork/ck-last-visit"
STOP = "Do not keep my visits"


def note(page):
    return page.get_by_role("region", name="Since your last visit")


def returned(visit, address, kept):
    """Come back on a later day: what was kept then is put there first, on a page that keeps nothing."""
    page = visit.open("about/")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, json.dumps(kept)])
    page.goto(visit.top + address, wait_until="load")
    return page


@pytest.mark.parametrize("address", ["", "library/"])
def test_the_first_visit_says_what_is_kept(visit_many, address):
    page = visit_many.open(address)
    expect(note(page)).to_contain_text("kept on this device only")
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    assert {"before", "last"} == kept.keys()
    assert "" == kept["before"]
    assert [] == page.context.cookies()


@pytest.mark.parametrize("address", ["", "library/"])
def test_a_later_visit_names_what_is_new_and_what_has_changed(visit_many, address):
    page = returned(visit_many, address, {"before": "", "last": "2026-02-15"})
    expect(note(page)).to_contain_text("2 new and 2 changed since 15 February 2026")
    expect(note(page).get_by_role("link", name="A seat at every table")).to_have_count(2)
    note(page).get_by_role("link", name="A seat at every table").first.click()
    expect(page.get_by_role("heading", level=1, name="A seat at every table")).to_be_visible()


def test_nothing_new_is_said_too(visit_many):
    page = returned(visit_many, "", {"before": "2030-01-01", "last": "2030-01-02"})
    expect(note(page)).to_contain_text("Nothing new since 2 January 2030")


def test_the_reader_can_end_it_and_begin_again(visit_many):
    page = returned(visit_many, "", {"before": "", "last": "2026-02-15"})
    page.get_by_role("button", name=STOP).click()
    expect(note(page)).to_contain_text("has been forgotten")
    assert '"off"' == page.evaluate(f"localStorage.getItem('{KEY}')")
    again = page.get_by_role("button", name="Tell me what is new")
    expect(again).to_be_focused()
    page.reload()
    expect(note(page)).to_contain_text("does not keep when you were here")
    page.get_by_role("button", name="Tell me what is new").click()
    expect(page.get_by_role("button", name=STOP)).to_be_focused()


@pytest.mark.parametrize("kept", ["<img src=x>", {"last": "<b>"}, [], 7, {"before": "9999", "last": None}])
def test_what_is_no_day_is_passed_over(visit_many, kept):
    page = returned(visit_many, "", kept)
    expect(note(page)).to_contain_text("kept on this device only")


def test_its_print_begins_on_the_first_sheet(visit):
    """A long list goes on over sheets; it is not kept together at the cost of an empty one."""
    page = visit.open("news/")
    events = page.locator(".ck-event h3")
    expect(events.nth(8)).to_be_attached()
    first = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()
    assert events.first.inner_text() in " ".join(first.split())
