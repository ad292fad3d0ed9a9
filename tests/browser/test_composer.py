"""Writing a charter: what one begins from, what is kept, and that what comes out can be printed, read back and shared."""

import base64
import io
import json
import re
import subprocess
import zlib

import docx
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, visiting
from tests.browser.test_contribute import HOSTILE, RIGHT_TO_LEFT, TEXTS
from tests.browser.test_pages import shortcomings
from tests.site import records
from tests.site.building import build, charterkit, replaced, small_site, written

PAGE = "compose/"
SECOND = """\
  - heading: What we ask
    kind: commitments
    statements:
      - text: Sit with somebody new.
      - text: Ask again.
sources:
"""
NAME = "Class 4B, Hill Road Academy"


@pytest.fixture(scope="module")
def composing(tmp_path_factory):
    """The small site, with a charter of two sections, and one whose owner has marked what belongs on a wall."""
    root = small_site(tmp_path_factory.mktemp("composing") / "small")
    replaced(root, "content/charters/example-charter.yml", "sources:\n", SECOND)
    marked = (root / "content/charters/example-charter.yml").read_text("utf-8")
    for before, after in (
        ("title: Example charter", "title: Marked charter"),
        ("order: 1", "order: 2"),
        ("    audience: schools\n", "    on_poster: true\n"),
        ("We will lay a place for every pupil", "Every pupil has a place. Nobody stands."),
    ):
        assert before in marked
        marked = marked.replace(before, after, 1)
    written(root, "content/charters/marked-charter.yml", marked)
    eo = root / "data/languages/eo.yml"
    eo.write_text(eo.read_text("utf-8") + "own_we_will: Ni\n", "utf-8")
    return build(root)


@pytest.fixture
def visit(browser, composing):
    with visiting(browser, composing) as made:
        yield made


def live(page):
    expect(page.locator(".ck-compose--live")).to_be_attached()
    return page


def opened(visit, address=PAGE, **how):
    return live(visit.open(address, **how))


def begun(visit, choice="Example charter", **how):
    page = opened(visit, **how)
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name="Who it is for")).to_be_focused()
    return page


def sheets(page):
    return page.locator(".ck-sheet")


def clauses(page):
    """The words of the clauses on the sheets, with their numbers."""
    return page.locator(".ck-sheet__clause").all_inner_texts()


def button(page, words):
    return page.get_by_role("button", name=words, exact=True)


def keep(page, draft):
    """Leave a draft on the device, as an earlier visit, or somebody else's script, would."""
    page.evaluate(
        """draft => localStorage.setItem(`${new URL(document.querySelector(".ck-brand").href).pathname}ck-charter`, draft)""",
        json.dumps(draft),
    )
    page.reload()
    live(page)


def draft(texts=(), **more):
    made = [{"on": True, "three": False, "text": text, "by": [], "so": "", "principles": []} for text in texts]
    section = {"heading": "Ours", "principle": "", "kind": "commitments", "clauses": made}
    return {"v": 1, "who": "group", "name": NAME, "place": "Exampleshire", "sections": [section]} | more


def downloaded(page, words):
    with page.expect_download() as waiting:
        button(page, words).click()
    return waiting.value.suggested_filename, waiting.value.path()


def link_of(page):
    button(page, "Make a link").click()
    expect(page.get_by_label("Link to this charter")).to_be_visible()
    return page.get_by_label("Link to this charter").input_value()


def linked(top, value, *, way="1"):
    """An address that holds a value, made without the page."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    packed = zlib.compress(raw, 9, wbits=-15) if way == "1" else raw
    return f"{top}{PAGE}#charter={way}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


class TestBeginning:
    def test_with_the_principles_gives_a_heading_with_a_mark_for_each(self, visit):
        page = begun(visit, "1 principle")
        expect(sheets(page).get_by_role("heading", name="Everybody takes part", exact=True)).to_have_count(1)
        expect(sheets(page).get_by_role("img", name="Mark of principle 1: Everybody takes part").first).to_be_visible()
        assert ["1\nNobody stands at the edge of the playground."] == [c.replace("\n\n", "\n") for c in clauses(page)]

    def test_with_a_charter_gives_its_clauses_in_their_form(self, visit):
        page = begun(visit)
        first, second, third = clauses(page)
        assert (
            "1 We will lay a place for every pupil by asking who has none moving the tables So, you can always sit down."
            == " ".join(first.split())
        )
        assert ("2 Sit with somebody new.", "3 Ask again.") == (" ".join(second.split()), " ".join(third.split()))

    def test_with_a_charter_that_marks_what_belongs_on_a_wall_ticks_only_that(self, visit):
        """And a clause that is a sentence of its own is not made into a promise."""
        page = opened(visit)
        expect(
            page.get_by_text("3 clauses to choose from and change; the 1 that it puts on its poster")
        ).to_be_visible()
        page.get_by_role("radio", name="Marked charter", exact=True).check()
        button(page, "Begin").click()
        expect(page.locator(".ck-sheet__clause")).to_have_count(1)
        words = "1 Every pupil has a place. Nobody stands. By asking who has none moving the tables So, you can always sit down."
        assert [words] == [" ".join(clause.split()) for clause in clauses(page)]
        button(page, "Tick all of section 2").click()
        expect(page.locator(".ck-sheet__clause")).to_have_count(3)
        expect(button(page, "Untick all of section 2")).to_be_focused()

    def test_with_nothing_gives_a_clause_to_write(self, visit):
        page = begun(visit, "An empty sheet")
        expect(page.locator(".ck-compose__clause")).to_have_count(1)
        assert [] == clauses(page)

    def test_from_the_page_of_a_charter_begins_with_that(self, visit):
        page = visit.open("charters/example-charter/")
        page.get_by_role("link", name="Write your own from this").click()
        live(page)
        expect(page.locator(".ck-sheet__clause")).to_have_count(3)
        expect(page).to_have_url(f"{visit.top}{PAGE}")

    def test_asks_before_it_replaces_what_was_written(self, visit):
        """And what was there can be brought back."""
        page = begun(visit)
        page.get_by_label("Name of the school or college").fill(NAME)
        expect(sheets(page).first).to_contain_text(NAME)
        page.goto(f"{visit.top}{PAGE}?from=example-charter")
        live(page)
        expect(page.get_by_text("makes room for the new charter")).to_be_visible()
        page.get_by_role("radio", name="An empty sheet").check()
        button(page, "Begin").click()
        expect(page.locator(".ck-compose__clause")).to_have_count(1)
        button(page, "Begin again").click()
        button(page, "Bring back the charter before").click()
        expect(page.locator(".ck-sheet__clause")).to_have_count(3)

    def test_needs_script_and_without_leads_to_blank_sheets(self, visit):
        page = visit.open(PAGE, script=False)
        expect(page.get_by_text("needs JavaScript")).to_be_visible()
        expect(page.get_by_role("link", name="Example charter PDF, A4")).to_be_visible()
        expect(page.get_by_role("button", name="Begin")).to_be_hidden()


class TestWriting:
    def test_shows_on_the_sheet_what_is_ticked_and_written(self, visit):
        page = begun(visit)
        page.get_by_role("checkbox", name="Sit with somebody new.").uncheck()
        button(page, "Edit clause 1.1").click()
        expect(page.get_by_label("We will", exact=True)).to_be_focused()
        page.get_by_label("We will", exact=True).fill("Listen to <b>everybody</b>")
        page.get_by_label("by (one way a line)").fill("asking\n\nwaiting")
        page.get_by_label("So, you can", exact=True).fill("Be heard")
        words = "1 We will listen to <b>everybody</b> by asking waiting So, you can be heard"
        expect(page.locator(".ck-sheet__clause")).to_have_count(2)
        expect(page.locator(".ck-sheet__clause").first).to_contain_text("We will listen to <b>everybody</b>")
        assert words == " ".join(clauses(page)[0].split())
        assert "2 Ask again." == " ".join(clauses(page)[1].split())

    def test_moves_clauses_by_keyboard_and_says_where_they_are(self, visit):
        """Also into the section before; the focus stays on the button, or goes to the other one at an end."""
        page = begun(visit)
        said = page.locator("[data-ck-said]")
        button(page, "Move up clause 2.2").focus()
        page.keyboard.press("Enter")
        expect(said).to_have_text("Moved up. It is now clause 2.1; there are 2 here.")
        expect(button(page, "Move up clause 2.1")).to_be_focused()
        page.keyboard.press("Enter")
        expect(said).to_have_text("Moved up. It is now clause 1.2, under What we promise; there are 2 here.")
        page.keyboard.press("Enter")
        expect(said).to_have_text("Moved up. It is now clause 1.1; there are 2 here.")
        expect(button(page, "Move down clause 1.1")).to_be_focused()
        expect(page.locator(".ck-sheet__clause").first).to_contain_text("Ask again.")
        assert "1 Ask again." == " ".join(clauses(page)[0].split())

    def test_moves_sections(self, visit):
        page = begun(visit)
        button(page, "Move down section 1").press("Enter")
        expect(button(page, "Move up section 2")).to_be_focused()
        expect(sheets(page).get_by_role("heading", level=3).first).to_have_text("What we ask")

    def test_undoes_the_last_removal(self, visit):
        page = begun(visit)
        button(page, "Remove clause 2.1").press("Enter")
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_focused()
        expect(page.locator(".ck-sheet__clause")).to_have_count(2)
        undo.press("Enter")
        expect(page.locator(".ck-sheet__clause")).to_have_count(3)
        assert "2 Sit with somebody new." == " ".join(clauses(page)[1].split())
        button(page, "Remove section 1").click()
        expect(page.locator(".ck-sheet__clause")).to_have_count(2)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".ck-sheet__clause")).to_have_count(3)
        expect(sheets(page).get_by_role("heading", level=3).first).to_have_text("What we promise")

    def test_adds_clauses_and_sections(self, visit):
        page = begun(visit, "An empty sheet")
        button(page, "Add a section").click()
        expect(page.get_by_label("Heading").nth(1)).to_be_focused()
        page.keyboard.type("Break times")
        button(page, "Add in your own form to section 2").click()
        page.keyboard.type("Nobody plays alone.")
        expect(page.locator(".ck-sheet__clause")).to_have_text("1Nobody plays alone.")
        expect(sheets(page).get_by_role("heading", name="Break times")).to_be_visible()

    def test_points_at_what_could_lead_to_a_person_and_at_long_clauses(self, visit):
        page = begun(visit, "An empty sheet")
        button(page, "Edit clause 1").click()
        page.get_by_label("We will", exact=True).fill("ring Mrs Example on 020 7946 0000")
        expect(page.get_by_text("Look again: “020 7946 0000”")).to_be_visible()
        expect(page.get_by_text("Look again at these.")).to_be_visible()
        expect(page.get_by_text("sign as a group, never by name")).to_be_visible()
        page.get_by_label("We will", exact=True).fill("share " * 60)
        expect(page.get_by_text("This clause is long (360 characters)")).to_be_visible()

    def test_is_kept_on_the_device(self, visit):
        page = begun(visit)
        page.get_by_label("A class or group").check()
        page.get_by_label("Name of the class or group").fill(NAME)
        page.get_by_role("checkbox", name="Ask again.").uncheck()
        page.get_by_label("Large boxes").check()
        expect(page.locator("[data-ck-kept]")).to_contain_text("Saved on this device")
        expect(page.locator(".ck-sheet__clause")).to_have_count(2)
        page.reload()
        live(page)
        expect(page.get_by_label("Name of the class or group")).to_have_value(NAME)
        expect(page.get_by_role("checkbox", name="Ask again.")).not_to_be_checked()
        expect(page.locator(".ck-sheet--boxes")).to_have_count(1)

    def test_shows_in_one_tab_what_another_has_written(self, visit):
        first = begun(visit)
        second = first.context.new_page()
        second.goto(f"{visit.top}{PAGE}")
        live(second)
        first.get_by_label("Name of the school or college").fill(NAME)
        expect(second.get_by_label("Name of the school or college")).to_have_value(NAME)
        second.get_by_label("Opening sentence").fill("Come in.")
        expect(first.get_by_label("Opening sentence")).to_have_value("Come in.")
        expect(first.get_by_label("Name of the school or college")).to_have_value(NAME)

    def test_puts_aside_what_another_tab_has_written_at_the_same_moment(self, visit):
        """It is not written over: it can be brought back."""
        page = begun(visit)
        expect(page.locator("[data-ck-kept]")).to_contain_text("Saved on this device")
        page.evaluate(
            """() => {
              const key = Object.keys(localStorage).find((name) => name.endsWith("ck-charter"));
              localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), title: "Of the other tab", mark: "other" }));
            }"""
        )
        page.get_by_label("Name of the school or college").fill(NAME)
        expect(page.locator("[data-ck-kept]")).to_contain_text("Another tab had changed this charter too")
        button(page, "Begin again").click()
        button(page, "Bring back the charter before").click()
        expect(page.get_by_label("Title")).to_have_value("Of the other tab")

    def test_says_what_is_left_out_of_a_text_that_is_too_long(self, visit):
        page = begun(visit, "An empty sheet")
        button(page, "Edit clause 1").click()
        field = page.get_by_label("We will", exact=True)
        field.fill("share " * 160)
        errors = page.locator(".ck-ask__error:visible")
        expect(errors).to_contain_text("This has 959 characters, and there is room for 900")
        expect(field).to_have_attribute("aria-invalid", "true")
        page.get_by_label("by (one way a line)").fill("\n".join(["ask"] * 13))
        expect(errors.nth(1)).to_contain_text("These are 13 ways, and there is room for 12")
        page.get_by_label("Title").fill("x" * 121)
        button(page, "Print or save as PDF").first.click()
        expect(page.locator("[data-ck-summary] li")).to_have_count(3)
        page.get_by_label("Title").fill("Ours")
        field.fill("share")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(errors).to_have_count(1)

    def test_survives_whatever_is_on_the_device(self, visit):
        page = opened(visit)
        wrong: object
        for wrong in ({"v": 1, "sections": "x"}, {"v": 9}, [], "x", {"v": 1, "sections": [None, 7, {"clauses": 5}]}):
            keep(page, wrong)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        spoilt = draft(
            [HOSTILE], logo="data:image/svg+xml;base64,PHN2Zy8+", colour='x"] {}', who={}, date="<b>", from_=1
        )
        spoilt["sections"][0] |= {"kind": "no-such-kind", "principle": "no-such"}
        keep(page, spoilt)
        expect(page.locator(".ck-sheet__clause")).to_contain_text("<img src=x onerror=alert(1)>")
        assert 0 == page.locator(".ck-compose img").count()


class TestTheSheet:
    def test_is_what_is_printed(self, visit, tmp_path):
        """The PDF has the pages that the preview promises, the words, the title and the language."""
        page = begun(visit)
        for words in ("a", "b"):
            page.get_by_label("Name of the school or college").fill(f"Hill Road Academy {words}")
        page.get_by_label("Opening sentence").fill("A seat for everybody here.")
        page.get_by_label("Date").fill("2026-03-31")
        expect(page.locator("[data-ck-pages]")).to_contain_text("One page of A4, 3 clauses")
        expect(sheets(page).first).to_contain_text("31 March 2026")
        told = printed(page, tmp_path)
        assert ("1", "A4", "The charter of Hill Road Academy b") == (told["Pages"], told["Page size"], told["Title"])
        for words in (
            "The charter of Hill Road Academy b",
            "We will lay a place for every pupil",
            "So, you can always sit down.",
            "31 March 2026",
            "Signed by all of us",
        ):
            assert words in told["text"]
        assert "Who it is for" not in told["text"]

    def test_runs_over_one_page_and_says_so(self, visit, tmp_path):
        page = opened(visit)
        texts = [f"Clause {number}: " + "we share what we have, and ask who has nothing. " * 6 for number in range(24)]
        keep(page, draft(texts))
        said = page.locator("[data-ck-pages]")
        expect(said).to_contain_text("this charter runs over one page")
        count = sheets(page).count()
        assert count > 1
        assert said.inner_text().startswith(f"{count} pages of A4")
        told = printed(page, tmp_path)
        assert str(count) == told["Pages"]
        assert [number for number in range(24) if f"Clause {number}:" not in told["text"]] == []
        assert f"Page {count} of {count}" in told["text"]

    def test_sets_few_words_larger_than_many_and_never_beyond_its_edge(self, visit):
        page = opened(visit)
        sizes = []
        for count in (3, 12, 40):
            keep(
                page,
                draft(
                    [
                        f"Clause {number}: everybody has a place here, and everybody keeps one free."
                        for number in range(count)
                    ]
                ),
            )
            sizes.append(
                page.locator(".ck-sheet__words").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
            )
            high = sheets(page).evaluate_all("all => all.map((s) => s.offsetHeight / s.offsetWidth)")
            assert all(share <= 297 / 210 + 0.001 for share in high)
        assert sizes[0] > sizes[1] >= sizes[2]

    def test_takes_a_clause_taller_than_a_page(self, visit, tmp_path):
        page = opened(visit)
        spoilt = draft()
        tall = {
            "on": True,
            "three": True,
            "text": "Tall",
            "by": ["way " * 140] * 12,
            "so": "end " * 140,
            "principles": [],
        }
        spoilt["sections"][0]["clauses"] = [tall, tall]
        keep(page, spoilt)
        told = printed(page, tmp_path)
        assert 24 * 139 <= told["text"].count("way")

    def test_is_written_from_right_to_left_where_the_language_is(self, visit, tmp_path):
        page = opened(visit)
        keep(page, draft([RIGHT_TO_LEFT], language="ar", title=RIGHT_TO_LEFT))
        assert ("rtl", "ar") == tuple(page.locator(".ck-sheets").evaluate("e => [e.dir, e.lang]"))
        assert "1" == printed(page, tmp_path)["Pages"]
        _, path = downloaded(page, "Download for Word")
        document = docx.Document(path)
        assert all("bidi" in p._p.xml for p in document.paragraphs)
        assert RIGHT_TO_LEFT in [p.text for p in document.paragraphs]

    def test_has_the_words_of_its_language_and_asks_for_whole_sentences_where_there_are_none(self, visit):
        page = begun(visit, "An empty sheet")
        page.get_by_label("Language").select_option("eo")
        button(page, "Edit clause 1").click()
        page.get_by_label("Ni", exact=True).fill("Aŭskultos ĉiujn")
        page.get_by_label("per (one way a line)").fill("demandi")
        page.get_by_label("Do vi povas", exact=True).fill("Paroli")
        expect(page.locator(".ck-sheet__clause")).to_have_text("1Ni aŭskultos ĉiujnperdemandiDo vi povas paroli")
        page.get_by_label("Language").select_option("fr")
        expect(page.get_by_label("The clause", exact=True)).to_have_value("Aŭskultos ĉiujn")
        expect(page.get_by_label("How (one way a line)")).to_be_visible()
        expect(page.locator(".ck-sheet__clause")).to_have_text("1Aŭskultos ĉiujndemandiParoli")

    @pytest.mark.parametrize(
        ("language", "name", "title", "file"),
        [
            ("eo", "Hill Road Academy", "Nia propra ĉarto", "hill-road-academy.yml"),
            ("fr", "École du Parc", "École du Parc", "ecole-du-parc.yml"),
            ("ar", RIGHT_TO_LEFT, RIGHT_TO_LEFT, None),
        ],
    )
    def test_is_called_in_its_language(self, visit, language, name, title, file):
        """Where nobody gave it a title. A file whose name no letter can stand in has one of its own all the same."""
        page = opened(visit)
        keep(page, draft(["Sit together."], language=language, name=name, place="Exampleshire"))
        expect(page.locator(".ck-sheet__title")).to_have_text(title)
        expect(page.locator(".ck-sheet")).to_contain_text(name)
        called, path = downloaded(page, "Download the record (YAML)")
        assert file == called if file else re.fullmatch(r"charter-[0-9a-f]{8}\.yml", called)
        assert title == records.record(path)["title"]


def printed(page, folder):
    """Print to PDF as the browser does, and give what poppler says of it, and its words on one line."""
    path = folder / "charter.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True, encoding="utf-8").stdout
    told = {name: value.strip() for name, _, value in (line.partition(":") for line in info.splitlines())}
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    return told | {
        "Page size": "A4" if "A4" in told["Page size"] else told["Page size"],
        "text": " ".join(text.split()),
    }


class TestTakingAway:
    def test_the_record_passes_the_check(self, visit, composing, tmp_path):
        """Hostile words included: each arrives as it was written, on one line."""
        page = opened(visit)
        keep(
            page,
            draft(
                TEXTS,
                title=HOSTILE[:100],
                name=f"{HOSTILE[:80]} & co",
                opening=HOSTILE,
                place="x: [y]",
                **{"from": "example-charter"},
            ),
        )
        name, path = downloaded(page, "Download the record (YAML)")
        site = small_site(tmp_path / "site")
        written(site, f"content/charters/{name}", path.read_text("utf-8"))
        done = charterkit(site, "check")
        assert (0, "") == (done.returncode, done.stdout if done.returncode else "")
        record = records.record(site / "content/charters" / name)
        wanted = [" ".join(line_of(text).split())[:900].strip() for text in TEXTS]
        assert [text for text in wanted if text] == [s["text"] for s in record["sections"][0]["statements"]]
        assert ("draft", "x: [y]", HOSTILE[:100]) == (record["status"], record["area"], record["title"])
        assert ["Example charter"] == [source["title"] for source in record["sources"]][1:]

    def test_the_record_of_an_ordinary_charter_needs_nothing_more(self, visit, tmp_path):
        page = begun(visit)
        page.get_by_label("Name of the school or college").fill("Hill Road Academy")
        page.get_by_label("Area", exact=True).fill("Exampleshire")
        name, path = downloaded(page, "Download the record (YAML)")
        assert name == "the-charter-of-hill-road-academy.yml"
        expect(page.locator("[data-ck-missing]")).to_be_hidden()
        site = small_site(tmp_path / "site")
        written(site, f"content/charters/{name}", path.read_text("utf-8"))
        assert 0 == charterkit(site, "check").returncode
        record = records.record(site / f"content/charters/{name}")
        (first, *_) = record["sections"][0]["statements"]
        assert ["asking who has none", "moving the tables"] == first["by"]
        assert ["example-principle"] == record["principles"]

    def test_the_record_asks_for_what_it_needs(self, visit):
        page = begun(visit)
        button(page, "Untick all").click()
        button(page, "Download the record (YAML)").click()
        summary = page.get_by_role("alert").filter(has_text="There is a problem")
        expect(summary).to_be_focused()
        expect(summary.get_by_role("link")).to_have_count(3)
        summary.get_by_role("link", name="Write the name of the school or college.").click()
        name = page.get_by_label("Name of the school or college")
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
        page.keyboard.type("x")
        expect(name).not_to_have_attribute("aria-invalid", "true")

    def test_the_word_document_has_headings_and_lists(self, visit):
        page = begun(visit)
        page.get_by_label("Name of the school or college").fill("Hill Road Academy")
        name, path = downloaded(page, "Download for Word")
        assert name == "the-charter-of-hill-road-academy.docx"
        document = docx.Document(path)
        assert "The charter of Hill Road Academy" == document.core_properties.title
        found = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
        assert ("Heading 1", "The charter of Hill Road Academy") in found
        assert ("Heading 2", "What we promise") in found
        assert ("List Number", "We will lay a place for every pupil by") in found
        assert [("List Bullet", "asking who has none"), ("List Bullet", "moving the tables")] == [
            f for f in found if f[0] == "List Bullet"
        ]
        assert ("Normal", "So, you can always sit down.") in found
        assert "Written with the help of Example charter" in found[-1][1]

    def test_the_word_document_says_at_the_end_of_a_clause_which_principles_it_serves(self, visit):
        page = opened(visit)
        clause = {"text": "Sit together", "three": True, "by": ["moving tables"], "principles": ["example-principle"]}
        spoken = draft([])
        spoken["sections"][0]["clauses"] = [clause, clause | {"so": "eat in peace"}]
        keep(page, spoken)
        _, path = downloaded(page, "Download for Word")
        found = [p.text for p in docx.Document(path).paragraphs]
        assert {"We will sit together by", "moving tables (Everybody takes part)"} <= set(found)
        assert "So, you can eat in peace (Everybody takes part)" in found

    def test_a_logo_is_drawn_small_and_stays_on_the_device(self, visit):
        page = begun(visit)
        picture = io.BytesIO()
        Image.new("RGB", (2000, 500), "#123456").save(picture, "PNG")
        chooser = page.get_by_label("Logo (optional)")
        chooser.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": picture.getvalue()})
        expect(page.get_by_label("What the logo shows")).to_be_focused()
        page.keyboard.type("An oak tree")
        logo = sheets(page).get_by_role("img", name="An oak tree")
        expect(logo).to_be_visible()
        assert [720, 180] == logo.evaluate("e => [e.naturalWidth, e.naturalHeight]")
        link = link_of(page)
        other = live(visit.open(link.removeprefix(visit.top)))
        assert 0 == other.locator(".ck-compose img").count()
        button(page, "Remove the logo").click()
        expect(logo).to_have_count(0)

    @pytest.mark.parametrize(
        "content", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"\x89PNG\r\n\x1a\nbroken", b""]
    )
    def test_a_file_that_is_no_picture_is_refused(self, visit, content):
        """Whatever it is called."""
        page = begun(visit)
        page.get_by_label("Logo (optional)").set_input_files(
            {"name": "logo.png", "mimeType": "image/png", "buffer": content}
        )
        expect(page.locator("#c-logo-error")).to_contain_text("Choose")
        assert 0 == page.locator(".ck-compose img").count()


def line_of(text):
    """What the composer leaves out: characters that no record may hold."""
    return "".join(sign for sign in text if sign in "\n\t\r" or ord(sign) >= 32)


class TestSharing:
    def test_gives_the_whole_charter_to_whoever_has_the_link(self, visit):
        page = begun(visit)
        page.get_by_label("Name of the school or college").fill(HOSTILE[:60])
        page.get_by_role("checkbox", name="Sit with somebody new.").uncheck()
        link = link_of(page)
        assert link.startswith(f"{visit.top}{PAGE}#charter=1.")
        other = live(visit.open(link.removeprefix(visit.top)))
        expect(other.get_by_role("heading", name="Somebody shared a charter with you")).to_be_visible()
        expect(other.locator(".ck-sheet__clause")).to_have_count(2)
        expect(sheets(other).first).to_contain_text("<img src=x onerror=alert(1)>")
        assert other.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('ck-charter')).length") == 0
        button(other, "Go on with this charter").click()
        expect(other).to_have_url(f"{visit.top}{PAGE}")
        expect(other.get_by_label("Name of the school or college")).to_have_value(HOSTILE[:60])

    def test_asks_before_it_replaces_ones_own(self, visit):
        page = begun(visit)
        page.get_by_label("Name of the school or college").fill("Mine")
        expect(sheets(page).first).to_contain_text("Mine")
        address = linked(visit.top, draft(["Theirs"], name="Theirs"))
        page.goto(address)
        expect(page.get_by_text("You have a charter of your own on this device.")).to_be_visible()
        button(page, "Leave it").click()
        expect(page.get_by_label("Name of the school or college")).to_have_value("Mine")
        page.goto(address)
        button(page, "Go on with this charter").click()
        expect(page.get_by_label("Name of the class or group")).to_have_value("Theirs")
        button(page, "Begin again").click()
        button(page, "Bring back the charter before").click()
        expect(page.get_by_label("Name of the school or college")).to_have_value("Mine")

    def test_works_where_a_browser_cannot_compress(self, visit):
        context = visit.context()
        context.add_init_script("delete window.CompressionStream")
        page = context.new_page()
        page.goto(f"{visit.top}{PAGE}?from=example-charter")
        live(page)
        link = link_of(page)
        assert "#charter=0." in link
        expect(live(visit.open(link.removeprefix(visit.top))).locator(".ck-sheet__clause")).to_have_count(3)

    def test_says_when_a_charter_is_too_long_for_a_link(self, visit):
        page = opened(visit)
        # Words that do not compress.
        texts = [
            base64.b64encode(zlib.compress(str(n).encode()) + bytes((n * k * k) % 251 for k in range(500))).decode()
            for n in range(1, 40)
        ]
        keep(page, draft(texts))
        button(page, "Make a link").click()
        expect(page.locator("[data-ck-linked]")).to_contain_text("too long for a link")
        expect(page.get_by_label("Link to this charter")).to_be_hidden()

    @pytest.mark.parametrize(
        "value", [b"\x00\xff", b"[]", b"null", b'{"v": 1, "sections": []}', b'"' + b"x" * 5_000_000 + b'"']
    )
    def test_takes_nothing_from_a_damaged_link(self, visit, value):
        """One that unpacks to megabytes included."""
        page = live(visit.open(linked("", value)))
        expect(page.get_by_text("damaged or incomplete").first).to_be_visible()
        expect(button(page, "Begin")).to_be_visible()
        assert visit.top + PAGE == page.url

    @pytest.mark.parametrize("end", [".", ")", "%3E", "’,"])
    def test_takes_no_notice_of_what_ended_the_sentence_around_a_link(self, visit, end):
        page = live(visit.open(linked("", json.dumps(draft(["Sit together."])).encode()) + end))
        expect(page.locator(".ck-sheet__clause")).to_have_text("1Sit together.")

    def test_takes_text_from_a_hostile_link_and_nothing_else(self, visit):
        spoilt = draft(
            [HOSTILE, {"toString": "x"}, 7],
            logo="data:image/png;base64,AAAA",
            language='xx"><script>',
            title={"a": 1},
            opening=["x"],
            layout="constructor",
            colour="__proto__",
            size=None,
            date="2026-99-99",
            principles="x",
        )
        spoilt["__proto__"] = {"polluted": True}
        spoilt["sections"] += [{"clauses": [{"text": "x" * 2000, "by": ["y"] * 20, "so": {}, "three": True}] * 5}] * 30
        page = live(visit.open(linked("", spoilt)))
        expect(page.locator(".ck-sheet__clause").first).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator(".ck-sheet__clause").count() <= 120
        assert 0 == page.locator(".ck-compose img, .ck-compose script, .ck-compose b b").count()
        assert page.evaluate("({}).polluted") is None


class TestEverybody:
    def test_can_use_every_state(self, visit):
        """Axe finds nothing and nothing sticks out, at the start, while writing, with an error, and in what opens."""
        page = opened(visit)
        found = {"start": shortcomings(page)}
        page.set_viewport_size({"width": 1280, "height": 900})
        button(page, "Begin").click()
        button(page, "Edit clause 1").click()
        page.get_by_label("The clause").fill(f"{'w' * 300} 020 7946 0000")
        button(page, "Add: We will … by … So, you can … to section 1").click()
        button(page, "Remove clause 2").click()
        found["writing"] = shortcomings(page)
        page.set_viewport_size({"width": NARROW, "height": 900})
        button(page, "Preview").click()
        expect(sheets(page).first).to_be_visible()
        found["preview"] = shortcomings(page)
        button(page, "Whiteboard view").click()
        found["whiteboard, preview"] = shortcomings(page)
        button(page, "Write").click()
        found["whiteboard"] = shortcomings(page)
        button(page, "Leave whiteboard view").click()
        button(page, "Make a link").click()
        button(page, "Untick all").click()
        button(page, "Download the record (YAML)").click()
        expect(page.get_by_role("alert")).to_be_visible()
        found["error"] = shortcomings(page)
        assert {state: [] for state in found} == found

    def test_can_use_a_charter_that_was_shared(self, visit):
        page = live(visit.open(linked("", draft([HOSTILE, "w" * 500]))))
        assert [] == shortcomings(page)

    def test_sees_the_sheets_on_a_phone_as_a_whole(self, visit):
        page = begun(visit, width=NARROW)
        expect(sheets(page).first).to_be_hidden()
        button(page, "Preview").click()
        expect(sheets(page).first).to_be_visible()
        box = sheets(page).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW

    def test_can_work_with_a_class_before_a_whiteboard(self, visit):
        """Large words, and nothing of the site around them."""
        page = begun(visit)
        size = "e => parseFloat(getComputedStyle(e).fontSize)"
        tick = page.get_by_text("Ask again.", exact=True).first
        before = tick.evaluate(size)
        button(page, "Whiteboard view").click()
        assert tick.evaluate(size) >= before * 1.4
        expect(page.get_by_role("banner")).to_be_hidden()
        expect(page.get_by_label("Name of the school or college")).to_be_hidden()
        page.get_by_role("checkbox", name="Ask again.").uncheck()
        expect(page.locator(".ck-sheet__clause")).to_have_count(2)
        button(page, "Leave whiteboard view").click()
        expect(page.get_by_role("banner")).to_be_visible()
