"""A worksheet on the page: what is written stays on the device, counts, makes a plan, and can be taken away."""

import io
from pathlib import Path

import docx
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.test_pages import shortcomings

REVIEW = "worksheets/inclusion-and-send-review/"
VOTES = "worksheets/energy-for-change/"
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


def taken(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_a_review_is_stopped_resumed_and_ends_in_a_plan(visit):
    """And goes out as text and as a Word document; clearing asks first, and leaves nothing on the device."""
    page = visit.open(REVIEW)
    sheet = page.locator("[data-ck-worksheet]")
    for criterion, level in ((0, 0), (1, 1), (2, 2)):
        sheet.locator("[data-ck-rating]").nth(criterion).get_by_role("radio").nth(level).check()
    sheet.get_by_label("How we know").first.fill(HOSTILE)
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.reload()
    expect(sheet.get_by_label("How we know").first).to_have_value(HOSTILE)
    expect(sheet.locator("[data-ck-rating]").nth(1).get_by_role("radio").nth(1)).to_be_checked()
    summary = sheet.locator("[data-ck-summary] tbody tr").first.locator("output")
    assert ["1", "1", ""] == summary.all_inner_texts()

    page.get_by_role("button", name="into the plan").click()
    expect(page.get_by_role("status").filter(has_text="2 lines were put into the plan")).to_be_visible()
    plan = sheet.locator('[data-ck-grid="plan"]')
    wanted = plan.locator("tbody tr textarea[name$='-1']")
    assert "Developing" in wanted.nth(0).input_value()
    assert "Secure" in wanted.nth(1).input_value()
    assert "" == wanted.nth(2).input_value()
    before = plan.locator("tbody tr").count()
    page.get_by_role("button", name="Add a row").click()
    assert before + 1 == plan.locator("tbody tr").count()
    plan.get_by_label(f"Who leads, row {before + 1}").fill("The governors")
    assert [] == shortcomings(page)

    text = taken(page, "Take it away text").decode()
    document = docx.Document(io.BytesIO(taken(page, "Take it away Word")))
    word = "\n".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    for found in (text, word):
        assert HOSTILE in found
        assert "The governors" in found
    page.reload()
    expect(plan.get_by_label(f"Who leads, row {before + 1}")).to_have_value("The governors")

    page.get_by_role("button", name="Clear the sheet").click()
    expect(sheet.get_by_label("How we know").first).to_have_value(HOSTILE)
    page.get_by_role("button", name="Clear it").click()
    expect(sheet.get_by_label("How we know").first).to_have_value("")
    assert before == plan.locator("tbody tr").count()
    assert [] == [key for key in page.evaluate("Object.keys(localStorage)") if "worksheet" in key]


def test_votes_are_counted_and_put_in_order(visit):
    """Markup stays text, on a small screen as well."""
    page = visit.open(VOTES, width=NARROW)
    rows = page.locator("[data-ck-grid] tbody tr")
    for number, (idea, votes) in enumerate(((HOSTILE, "2"), ("What if we sang?", "3"))):
        rows.nth(number).get_by_role("textbox").first.fill(idea)
        for place in (1, 2, 3):
            rows.nth(number).get_by_role("textbox").nth(place).fill(votes)
    ranked = page.locator("[data-ck-ranked] li")
    assert ["What if we sang? (9 votes)", f"{HOSTILE} (6 votes)"] == ranked.all_inner_texts()
    assert 0 == page.locator("[data-ck-ranked] img").count()


def test_a_sheet_in_one_tab_shows_what_was_written_in_another(visit):
    first = visit.open(VOTES)
    second = first.context.new_page()
    second.goto(first.url, wait_until="load")
    first.locator("[data-ck-grid] textarea").first.fill("What if we sang?")
    expect(second.locator("[data-ck-grid] textarea").first).to_have_value("What if we sang?")


def test_a_draft_of_an_earlier_sheet_is_not_lost(visit):
    """It does not fit the fields any more; it can still be taken away."""
    page = visit.open(REVIEW)
    page.evaluate("""async () => {
        const { keep } = await import(new URL("../../assets/charterkit/device.js", location.href));
        keep("worksheet-inclusion-and-send-review", { shape: "old", values: {}, text: "What I wrote then" });
    }""")
    page.reload()
    assert b"What I wrote then" == taken(page, "Take away what I wrote before")
