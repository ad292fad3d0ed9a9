"""The shortlist across pages: kept, shared, compared, printed; and settings like the reader's own."""

import io
import itertools
import re

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import shortcomings

THREE = ("surrey-square", "engage-in-education", "carr-manor")
SHARED = f"shortlist/#cases={','.join(THREE)}"


def count(page):
    return page.locator("[data-ck-shortlist-count]").first


def titles(page):
    return page.locator(".ck-short__list h3").all_inner_texts()


def test_a_case_put_aside_is_kept_and_announced(visit):
    """From a card of the library, by keyboard, to the list, in another page of the same browser."""
    page = visit.open("library/")
    button = page.get_by_role("button", name="Add to shortlist").first
    title = page.locator(".ck-card h3").first.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Put on your shortlist")).to_contain_text(title)
    expect(count(page)).to_have_text("(1)")
    page.goto(f"{visit.top}case-studies/carr-manor/")
    expect(count(page)).to_have_text("(1)")
    page.locator(".ck-take__box").get_by_role("button", name="Add to shortlist").click()
    page.goto(f"{visit.top}shortlist/")
    expect(page.get_by_role("heading", name="2 cases on your shortlist")).to_be_visible()
    second = titles(page)[1]
    page.get_by_role("button", name="Move up").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ck-short__list h3").first).to_have_text(second)
    assert page.evaluate("document.activeElement !== document.body"), "focus is not lost"
    assert [] == shortcomings(page)
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_role("heading", name="1 case on your shortlist")).to_be_visible()
    page.get_by_role("button", name="Clear the list").click()
    page.get_by_role("button", name="Yes, clear it").click()
    expect(page.get_by_text("There is nothing on your shortlist yet")).to_be_visible()


def test_a_shared_list_asks_before_it_replaces_ones_own(visit):
    """What is not published is said, what cannot be an id is passed over, and the reader's own list stays until asked."""
    page = visit.open("case-studies/astrea/")
    page.locator(".ck-take__box").get_by_role("button", name="Add to shortlist").click()
    page.goto(f"{visit.top}{SHARED},no-longer-here,%3Cscript%3E,../../x")
    expect(page.get_by_role("heading", name="Somebody shared 3 cases with you")).to_be_visible()
    expect(page.get_by_text("One case of this list is no longer published here")).to_be_visible()
    expect(count(page)).to_have_text("(1)")
    assert [] == shortcomings(page)
    page.get_by_role("button", name="Show my own shortlist").click()
    expect(page.get_by_role("heading", name="1 case on your shortlist")).to_be_visible()
    page.goto(f"{visit.top}")
    page.goto(f"{visit.top}{SHARED}")
    page.get_by_role("button", name="Replace my shortlist (1 case) with this").click()
    expect(page.get_by_role("heading", name="3 cases on your shortlist")).to_be_visible()
    expect(count(page)).to_have_text("(3)")


@pytest.mark.parametrize("kept", ['"x"', "{", '["<b>", 7, "../x", "astrea", "astrea"]'])
def test_what_is_kept_is_not_trusted(visit, kept):
    """Whatever stands in the browser's storage, the page works."""
    page = visit.open("about/")
    page.evaluate("kept => localStorage.setItem(`${new URL('..', location).pathname}ck-shortlist`, kept)", kept)
    page.goto(f"{visit.top}shortlist/")
    expect(page.locator(".ck-short > *").first).to_be_visible()
    expect(count(page)).to_have_text("(1)" if "astrea" in kept else "")


def test_cases_stand_side_by_side(visit):
    """A table with headers both ways; what is not reported is said; it can be used by everybody and printed across."""
    page = visit.open(SHARED.replace("shortlist/", "shortlist/compare/"))
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(4)
    expect(table.get_by_role("row", name="What came of it").get_by_role("cell").nth(1)).to_have_text("Did not work")
    expect(table.get_by_role("rowheader", name="Cost", exact=True)).to_be_visible()
    assert [] == shortcomings(page)
    page.get_by_role("checkbox").first.uncheck()
    expect(table.get_by_role("columnheader")).to_have_count(3)
    sheet = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    assert sheet.mediabox.width > sheet.mediabox.height


def test_a_phone_shows_that_there_are_more_cases(visit):
    """A piece of the next column is in view, a line says how many more there are; nothing is said where all fits."""
    page = visit.open(SHARED.replace("shortlist/", "shortlist/compare/"), width=320)
    expect(page.get_by_text("Scroll sideways for the other 2")).to_be_visible()
    seen = """(frame) => {
        const next = frame.querySelectorAll("thead th")[2].getBoundingClientRect();
        return [frame.getBoundingClientRect().right - next.left, next.width];
    }"""
    piece, whole = page.locator(".ck-compare__scroll").evaluate(seen)
    assert 24 <= piece < whole
    assert [] == shortcomings(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_text("Scroll sideways")).to_be_hidden()


def test_a_pack_is_printed_with_questions_and_page_numbers(visit):
    """On A4, each case beginning a page, without a connection; what is left out is not in it."""
    page = visit.open(SHARED.replace("shortlist/", "shortlist/pack/"))
    expect(page.locator(".ck-pack__case")).to_have_count(3)
    assert [] == shortcomings(page)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((e) => Number(e.tagName[1]))")
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    page.context.set_offline(True)
    page.get_by_role("group", name="What is in the pack").get_by_role("checkbox").last.uncheck()
    expect(page.locator(".ck-pack__case")).to_have_count(2)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
    assert (595, 842) == tuple(round(side) for side in printed.pages[0].mediabox[2:])
    assert "Pack for a staff meeting" in texts[0]
    assert "Date" in texts[0]
    assert f"Page 2 of {len(texts)}" in texts[1]
    assert "Questions to talk about" in " ".join(texts[2:])
    assert "What we take from this" in " ".join(texts[-2:])
    assert "CC BY 4.0" in " ".join(texts)
    assert "Coaching circles" not in " ".join(texts)
    assert 6 <= len(texts) <= 16


def test_only_the_questions_that_are_ticked_are_printed(visit):
    """A handful at first; what was ticked stays so when a case is left out."""
    page = visit.open(SHARED.replace("shortlist/", "shortlist/pack/"))
    talk = page.locator(".ck-pack__talk")
    boxes = talk.get_by_role("checkbox")
    expect(boxes.first).to_be_checked()
    few, every = talk.get_by_role("checkbox", checked=True).count(), boxes.count()
    assert few <= 9 < every
    expect(talk.get_by_text(f"{few} of {every} questions are ticked")).to_be_visible()
    words = talk.locator("li:not(.ck-screen)").all_inner_texts()
    other = talk.locator("li.ck-screen").last.inner_text()
    talk.get_by_role("checkbox", name=words[0], exact=True).uncheck()
    talk.get_by_role("checkbox", name=other, exact=True).check()
    page.get_by_role("group", name="What is in the pack").get_by_role("checkbox").last.uncheck()
    page.get_by_role("group", name="What is in the pack").get_by_role("checkbox").last.check()

    def printed():
        sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())

    text = printed()
    assert words[0] not in text
    assert all(asked in text for asked in [*words[1:], other])
    talk.get_by_role("button", name="Tick none").click()
    assert "Questions to talk about" not in printed().split("In this pack")[1].partition("Notes")[2]
    talk.get_by_role("button", name="Tick all").click()
    expect(talk.get_by_role("checkbox", checked=True)).to_have_count(every)


def test_a_pack_has_the_comparison_in_front_when_it_is_wanted(visit):
    """Before the first case, on upright pages, in tables of no more than four; one case alone is compared with nothing."""
    five = f"{','.join(THREE)},astrea,kingsford"
    page = visit.open(f"shortlist/pack/#cases={five}")
    front = page.get_by_role("checkbox", name="Put the comparison in front")
    expect(front).to_be_checked()
    tables = page.locator(".ck-pack__compared table")
    expect(tables).to_have_count(2)
    columns = tables.evaluate_all("all => all.map((table) => table.tHead.rows[0].cells.length - 1)")
    assert sorted(columns) == [2, 3]
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in sheets}
    assert "Did not work" in sheets[1].extract_text()
    front.focus()
    page.keyboard.press("Space")
    expect(tables).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="The comparison is left out")).to_be_attached()
    front.check()
    for box in page.get_by_role("group", name="What is in the pack").get_by_role("checkbox").all()[2:]:
        box.uncheck()
    expect(tables).to_have_count(0)
    expect(front).to_be_hidden()


def test_a_pack_fills_the_width_of_the_paper(visit):
    """No text is kept to the measure of the screen."""
    page = visit.open(SHARED.replace("shortlist/", "shortlist/pack/"), width=680)
    expect(page.locator(".ck-pack__case")).to_have_count(3)
    page.emulate_media(media="print")
    parts = page.locator(".ck-pack__case > .ck-prose > p, .ck-pack__case > .ck-lede, .ck-pack__case > .ck-facts")
    narrow = parts.evaluate_all("all => all.filter((e) => e.offsetWidth < e.parentElement.offsetWidth * 0.95).length")
    assert parts.count() > 9
    assert narrow == 0


def test_settings_are_ranked_with_the_reasons(visit):
    """By what the reader says, which stays behind the #; missing figures are said, and nothing is sent."""
    page = visit.open("library/like-ours/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Type of setting").select_option("primary")
    page.get_by_label("Area", exact=True).select_option("london.southwark")
    page.get_by_label("Pupils with English as an additional language").fill("50")
    page.get_by_label("Pupils with special educational needs").fill("15")
    page.get_by_role("button", name="Find settings like ours").click()
    first = page.locator("[data-ck-results-list] > li").first
    expect(first).to_contain_text("Surrey Square")
    expect(first).to_contain_text("Same type")
    expect(first).to_contain_text("about the same (about 50%, yours 50%)")
    expect(first).to_contain_text("No figure for")
    expect(first).to_contain_text("Promising")
    expect(first.locator(".ck-like__summary")).not_to_be_empty()
    expect(first.get_by_role("button", name="Add to shortlist")).to_be_visible()
    assert "eal=50" in page.url.partition("#")[2]
    texts = visit.top + "library/like-ours/texts.json"  # all of them, whatever was asked
    assert [] == [address for address in asked if not address.endswith("favicon.svg") and address != texts]
    assert [] == shortcomings(page)
    page.go_back()
    expect(page.locator("[data-ck-results]")).to_be_hidden()


def test_only_settings_with_something_in_common_are_called_alike(visit):
    page = visit.open("library/like-ours/#type=secondary")
    title = page.get_by_role("heading", name="have something in common with yours")
    expect(title).to_be_visible()
    number, total = re.findall(r"\d+", title.inner_text())
    assert 0 < int(number) < int(total)
    expect(page.locator("[data-ck-results-list] > li")).to_have_count(min(int(number), 10))
    assert page.get_by_text("Same type: Secondary school").count() == min(int(number), 10)
    page.goto(visit.top + "library/like-ours/#type=early-years")
    page.reload()
    expect(page.get_by_role("heading", name="No setting is known to have anything in common")).to_be_visible()


def test_what_is_no_figure_is_said_beside_it(visit):
    page = visit.open("library/like-ours/")
    find = page.get_by_role("button", name="Find settings like ours")
    find.click()
    expect(page.get_by_role("alert").filter(has_text="Say at least one thing")).to_be_visible()
    expect(page.get_by_label("Type of setting")).to_be_focused()
    field = page.get_by_label("Pupils with English as an additional language")
    for wrong in ("140", "many", "-3"):
        field.fill(wrong)
        find.click()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description("Write a number from 0 to 100, or leave it empty.")
        assert [] == shortcomings(page)
    field.fill("36,5 %".replace(" ", ""))
    find.click()
    expect(page.locator("[data-ck-results]")).to_be_visible()
    assert "eal=36.5" in page.url
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_who_comes_back_from_a_case_is_where_they_left(visit):
    page = visit.open("library/like-ours/#area=london", width=390)
    page.get_by_role("button", name=re.compile(r"^Show \d+ more$")).click()
    link = page.locator("[data-ck-results-list] > li h3 a").nth(11)
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    there = page.locator("[data-ck-results-list]").get_by_role("link", name=name)
    expect(there).to_be_in_viewport()


def test_ranking_treats_missing_figures_honestly(visit):
    """A case of which nothing that was asked is known is not called alike, and the reason says that it is not known."""
    page = visit.open("library/like-ours/")
    case = {"place": 0, "type": "", "areas": [], "regions": [], "about": [False]}
    data = {
        "measures": [{"id": "m", "label": "M", "unit": "% of pupils", "share": True, "spread": 10}],
        "types": {},
        "areas": {},
        "regions": {},
        "cases": [
            {**case, "id": name, "values": [value]} for name, value in [("far", 90), ("none", None), ("near", 31)]
        ],
    }
    order = """async (data) => {
        const { ranked } = await import("../../assets/charterkit/likeness.js");
        const ours = { type: "", region: "", area: "", values: [30] };
        return ranked(data, ours).map((f) => [f.case.id, f.score, f.why[0].like, f.common]);
    }"""
    found = page.evaluate(order.replace("../../assets", f"{visit.top}assets"), data)
    assert ["near", "far", "none"] == [name for name, *_ in found]
    assert [0, 0] == [score for _, score, *_ in found[1:]]
    assert [["yes", True], ["no", False], ["unknown", False]] == [like for _, _, *like in found]


def test_citations_are_copied(visit):
    """What is copied is what is shown."""
    page = visit.open("case-studies/carr-manor/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this case").click()
    page.get_by_role("button", name="Copy: BibTeX").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{carr-manor,")
    assert [] == shortcomings(page)
