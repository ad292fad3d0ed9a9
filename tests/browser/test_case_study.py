"""Links into folded answers, opening all of them, and printing."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.site import records
from tests.site.markup import parsed


@pytest.fixture(scope="module")
def case(published):
    """The case with the most questions."""
    cases = records.records(published.root, "case-studies")
    name = max(cases, key=lambda name: len(cases[name].get("how", [])))
    return name, cases[name]


@pytest.fixture
def questions(case):
    """Its questions."""
    found = [item["question"] for item in case[1]["how"]]
    assert len(found) > 2
    return found


def answers(page):
    """Which answers are seen, in order."""
    found = page.locator("[id^=how-]:not([id=how-answers])")
    return [answer.is_visible() for answer in found.all()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_link_to_a_question_opens_it(visit, case, questions, script):
    """It alone, and it is in view."""
    page = visit.open(f"case-studies/{case[0]}/#how-2", script=script)
    expect(page.locator("#how-2")).to_be_visible()
    expect(page.locator("#how-2")).to_be_in_viewport()
    assert [number == 1 for number in range(len(questions))] == answers(page)


def test_the_list_of_contents_opens_a_question(visit, case, questions):
    """A link on the page itself works like one from elsewhere."""
    page = visit.open(f"case-studies/{case[0]}/")
    assert not any(answers(page))
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name=questions[-1], exact=True).click()
    answer = page.locator(f"#how-{len(questions)}")
    expect(answer).to_be_visible()
    expect(answer).to_be_in_viewport()


def test_an_address_without_a_place_breaks_nothing(visit, case):
    """Mistyped, or not well-formed."""
    for place in ("#nothing", "#%E0%A4%A", "#how-answers"):
        page = visit.open(f"case-studies/{case[0]}/{place}")
        assert not any(answers(page))


def test_a_question_opens_by_keyboard(visit, case, questions):
    """Enter opens and closes it."""
    page = visit.open(f"case-studies/{case[0]}/")
    question = page.locator("summary", has=page.get_by_role("heading", name=questions[0], exact=True))
    question.focus()
    page.keyboard.press("Enter")
    assert [True] == answers(page)[:1]
    page.keyboard.press("Enter")
    assert [False] == answers(page)[:1]


def test_all_answers_open_at_once(visit, case, questions):
    """The button says what it does next, also when the last one is opened by hand."""
    page = visit.open(f"case-studies/{case[0]}/")
    page.get_by_role("button", name="Open all").click()
    assert all(answers(page))
    page.get_by_role("button", name="Close all").click()
    assert not any(answers(page))
    for question in questions:
        page.get_by_role("heading", name=question, exact=True).click()
    expect(page.get_by_role("button", name="Close all")).to_be_visible()


def test_without_script_no_button_does_nothing(visit, case):
    """Open all and print need script, so they are not shown without."""
    page = visit.open(f"case-studies/{case[0]}/", script=False)
    for name in ("Open all", "Print this page"):
        assert 0 == page.get_by_role("button", name=name).count()


def test_the_print_button_prints(visit, case):
    """It asks the browser to."""
    context = visit.context()
    context.add_init_script("window.print = () => { document.title = 'printed'; };")
    page = context.new_page()
    page.goto(f"{visit.top}case-studies/{case[0]}/")
    page.get_by_role("button", name="Print this page").click()
    expect(page).to_have_title("printed")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_on_paper_only_the_case_is_left(visit, case, script):
    """The answers are open; what is for the screen is gone; a dark screen is printed dark on light."""
    page = visit.open(f"case-studies/{case[0]}/", script=script, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert all(answers(page))
    for locator in (
        page.get_by_role("banner"),
        page.get_by_role("navigation"),
        page.get_by_role("button"),
        page.get_by_role("search"),
        page.get_by_role("link", name="Skip to content"),
    ):
        assert 0 == locator.count()
    assert page.get_by_role("heading", level=1).is_visible()
    red, *_ = page.evaluate("getComputedStyle(document.querySelector('h1')).color.match(/[\\d.]+/g).map(Number)")
    assert red < 80


def test_a_case_is_printed_whole(visit, case, published):
    """Several A4 pages hold every question and answer and the address; afterwards the answers are folded again."""
    page = visit.open(f"case-studies/{case[0]}/")
    reader = PdfReader(
        io.BytesIO(page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm")))
    )
    assert 2 <= len(reader.pages) <= 12
    printed = squeezed("".join(sheet.extract_text() for sheet in reader.pages))
    text = published.main(f"case-studies/{case[0]}/")
    for number, item in enumerate(case[1]["how"], 1):
        assert squeezed(item["question"]) in printed
        (answer,) = text.with_attribute("id", f"how-{number}")
        for paragraph in answer.all("p"):
            assert squeezed(paragraph.text) in printed
    assert squeezed("This page: https://site.example/fork/case-studies/") in printed
    assert not any(answers(page))


def squeezed(text):
    """Only letters and digits: lines and pages break anywhere, and hyphens with them."""
    return "".join(sign for sign in text if sign.isalnum())


def test_a_charter_is_printed_whole(visit, addresses, published):
    """With what is folded on the screen."""
    page = visit.open(addresses["charter"])
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = squeezed("".join(sheet.extract_text() for sheet in reader.pages))
    title = parsed(page.content()).all("h1")[0].text
    assert squeezed(title) in printed
    assert 1 <= len(reader.pages) <= 20
