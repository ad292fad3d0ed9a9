"""The form for contributors: what it says, what it keeps, and that what it writes is a record that passes the check."""

import io
import json
import re
import urllib.parse
import zipfile

import docx
import pytest
from playwright.sync_api import expect

from charterkit import beginning, catalogue, sameness
from charterkit.source import Mapping, Scalar, read_text, read_yaml
from tests.browser.conftest import NARROW, visiting
from tests.browser.test_pages import overflowing, shortcomings
from tests.site import records
from tests.site.building import build, charterkit, replaced, small_site, written

FORM = "contribute/case-studies/"
NESTED = "contribute/charters/"
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} {% x %} \"q\" 's': # c \\n &a *b !c [d] {e} | > %f @g `h`"
RIGHT_TO_LEFT = "مدرسة للجميع"
WORD = "w" * 10_000
TEXTS = [
    HOSTILE,
    "plain",
    "yes",
    "null",
    "0777",
    "12:30",
    "2026-13-45",
    "~",
    "- a",
    "? a",
    "a: b",
    "a:",
    ": a",
    "a #b",
    "#a",
    "---",
    "...",
    "--- a\n---\n...",
    "%TAG ! x",
    "'single'",
    '"double"',
    "it's",
    "back\\slash \\n \\u0041",
    " leading",
    "trailing ",
    "  both  ",
    "a\nb",
    "a\n\nb",
    "a\n\n\n  b\n",
    "a\n",
    "a\n\n",
    "\na",
    " a\n b",
    "a\n  \nb",
    "a\n\t\nb",
    "\ttab",
    "tab\tinside",
    "a\n\ttab",
    "a \nb  \n",
    "a\r\nb\r\n",
    "a\rb",
    "- a\n- b",
    "> quote\n> more",
    "| a\n  b",
    "key: value\nother: [",
    "👩‍👩‍👧‍👦 emoji é",
    RIGHT_TO_LEFT,
    f"{RIGHT_TO_LEFT}\n\nabc",
    WORD,
    f"a {WORD} b",
    "long line " * 40,
    ("long line " * 40).strip(),
    f"{'long line ' * 40}: # with signs\tand a tab",
    "two  spaces " * 30,
    "\u00a0nbsp\u00a0",
    "[a, b]",
    "{a: b}",
    "!!python/object:os.system x",
    "*alias",
    "&anchor",
    "<<",
    "|",
    ">-",
    "@x",
    "`x`",
    ",",
    "-",
    "=",
]


@pytest.fixture(scope="module")
def contributed(tmp_path_factory):
    """The small site, kept on a host that has a page for new files."""
    root = small_site(tmp_path_factory.mktemp("contributed") / "small")
    replaced(root, "mkdocs.yml", "https://example.org/repository", "https://github.com/example/charters")
    return build(root)


@pytest.fixture
def visit(browser, contributed):
    with visiting(browser, contributed) as made:
        yield made


def opened(visit, address=FORM, **how):
    page = visit.open(address, **how)
    expect(page.locator(".ck-form--live")).to_be_attached()
    return page


def field(page, path):
    """The controls of a field, by its name in the field reference."""
    return page.locator(f'[data-ck-ask][data-ck-path="{path}"]').locator("input, textarea, select")


TYPED = {"date": "2026-03-31", "year": "2021", "number": "63.1", "integer": "7"}
FORMED = {
    "language": "en-GB",
    "urn": "012345",
    "url": "https://example.org/a?b=c&d=%20",
    "key": "welcome",
    "charter_version": "1",
}
"""What goes into fields that do not take any text: by their types, and by name where they have a pattern."""

KINDS = """async () => {
    const data = await (await fetch(document.querySelector("[data-ck-contribute]").dataset.ckContribute)).json();
    const spread = (part) => (part.parts ? part.parts.flatMap(spread) : [[part.path, part.type]]);
    return Object.fromEntries(data.sections.flatMap((section) => section.parts.flatMap(spread)));
}"""


def filled(page, text=lambda path: f"Words for {path}"):
    """Write something into every field, with an entry in every list."""
    kinds = page.evaluate(KINDS)
    empty = page.locator("[data-ck-list]:not(:has([data-ck-entry])) > p > [data-ck-add]")
    while empty.count():  # an entry may hold a list of its own
        empty.first.click()
    for ask in page.locator("[data-ck-ask]").all():
        path = ask.get_attribute("data-ck-path")
        boxes = ask.locator(".ck-option input")
        if boxes.count():
            boxes.first.check()
            continue
        control = ask.locator("input, textarea, select")
        if control.evaluate("e => e.localName") == "select":
            control.select_option(index=1)
        elif control.get_attribute("list"):
            control.fill(ask.locator("datalist option").first.get_attribute("value"))
        else:
            limit = ask.locator("[data-ck-count]")
            most = int(limit.get_attribute("data-ck-count")) if limit.count() else 20_000
            control.fill(TYPED.get(kinds[path]) or FORMED.get(path.rpartition(".")[2]) or text(path)[:most])
    return page


def reviewed(page):
    page.get_by_role("button", name="Check and review").click()
    summary = page.locator("[data-ck-summary]")
    assert summary.is_hidden(), summary.inner_text()
    expect(page.get_by_role("heading", name="Review what you wrote")).to_be_focused()
    return page


def downloaded(page, words):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=words, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def plain(node):
    """A tree without its lines."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.values.items()}
    return [plain(item) for item in node.items]


def imported(visit, page, module, call, given):
    """Call a function, written in JavaScript, with a module of the site's scripts and what it is given."""
    address = f"{visit.top}assets/charterkit/{module}"
    return page.evaluate(f"async ([address, given]) => ({call})(await import(address), given)", [address, given])


def test_every_text_is_read_back_as_it_was_typed(visit, tmp_path):
    """By the strict reader, as a value of a record, of a list and of an entry inside an entry."""
    page = opened(visit)
    given = [
        {
            "title": text,
            "list": [text, "b", text],
            "entries": [{"one": text, "inner": [{"two": text}], "three": "x"}],
            "end": "e",
        }
        for text in TEXTS
    ]
    written_out = imported(visit, page, "yaml.js", "(m, all) => all.map((record) => m.yaml(record, {}))", given)
    for record, text in zip(given, written_out, strict=True):
        path = tmp_path / "record.yml"
        path.write_bytes(text.encode())
        read, problems = read_text(path, "record.yml", 10_000_000)
        tree, found = read_yaml(read, "record.yml")
        assert [] == [*problems, *found], text[:300]
        expected = json.loads(json.dumps(record).replace("\\r\\n", "\\n").replace("\\r", "\\n"))
        assert expected == plain(tree), text[:300]


def test_hostile_text_in_every_field_makes_a_record_that_passes_and_harms_nobody(visit, contributed, browser, tmp_path):
    """Filled in, downloaded, put into a site, checked as strictly as can be, built, and looked at in a browser."""
    page = filled(
        opened(visit),
        lambda path: (
            f"{path} {HOSTILE}"
            if "\n" in path or len(path) % 2
            else f"{HOSTILE}\n\n{RIGHT_TO_LEFT} {path}\n- {HOSTILE}"
        ),
    )
    field(page, "title").fill("<b>Ärger</b> & Freude: {{ 7*7 }}")
    field(page, "context").fill(f"---\n{HOSTILE}\n\n{WORD}\n\n\t{HOSTILE}\n  ---\n{RIGHT_TO_LEFT} 👩‍👩‍👧‍👦  \n\n")
    reviewed(page)
    assert 0 == page.locator("[data-ck-review] img, [data-ck-review] b, [data-ck-review] script").count()
    expect(page.locator("[data-ck-review]").get_by_text(HOSTILE).first).to_be_visible()
    name, raw = downloaded(page, "Download the file")
    assert "b-arger-b-and-freude-7-7.yml" == name
    root = small_site(tmp_path / "small")
    path = root / "content/case-studies" / name
    path.write_bytes(raw)
    done = charterkit(root, "check")
    assert done.returncode == 0, done.stdout
    record = records.record(path)
    assert "draft" == record["status"]
    assert f"---\n{HOSTILE}" in record["context"]
    assert WORD in record["context"]
    assert "012345" == record["urn"]
    model, _, _ = catalogue.examine(root)
    asked = {f.name for f in model.tables["case-studies"].own_fields if f.form}
    asked |= {name for name, child in model.lists("case-studies").items() if child.form}
    assert asked <= record.keys()
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    built = build(root)
    with visiting(browser, built) as looking:
        public = looking.open(f"case-studies/{path.stem}/")
        expect(public.locator("h1")).to_have_text("<b>Ärger</b> & Freude: {{ 7*7 }}")
        assert 0 == public.locator("article img, article b, article script:not([src])").count()
        assert [] == overflowing(public)


def tabbed(page, wanted, most=150):
    """Press Tab until the element with this id has the focus."""
    for _ in range(most):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(
        f"the Tab key does not reach {wanted}; it stopped at {page.evaluate('document.activeElement.outerHTML')[:200]}"
    )


def test_the_keyboard_alone_is_enough(visit, contributed, tmp_path):
    """From the first field to the downloaded file: typing, arrows, Space, Enter and Tab."""
    page = opened(visit)
    page.locator("#f-title").focus()
    for wanted, keys in [
        ("f-title", "A garden for the quiet hour"),
        ("f-summary", "Pupils may spend one hour a week in the garden."),
        ("f-setting_name", "A primary school"),
        ("f-setting_type", "Prim"),
        ("f-naming-1", None),
        ("f-regions-1", " "),
        ("f-key_features-1", " "),
        ("f-principles-1-principle-1", None),
        ("f-principles-1-reason", "It lets pupils choose."),
        ("f-context", "A school with a yard."),
        ("f-what-1-heading", "The garden"),
        ("f-what-1-body", "It is open at noon."),
        ("f-cost_band-1", None),
        ("f-practice_stage-1", None),
        ("f-outcome-1", None),
        ("f-subject-1", None),
        ("f-sources-1-title", "Our own report"),
        ("f-sources-1-publisher", "The school"),
    ]:
        tabbed(page, wanted)
        if keys is None:
            page.keyboard.press("Space")
        else:
            page.keyboard.type(keys)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Review what you wrote")).to_be_focused()
    with page.expect_download() as waiting:
        for _ in range(100):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Download the file":
                break
        page.keyboard.press("Enter")
    root = small_site(tmp_path / "small")
    name = waiting.value.suggested_filename
    assert "a-garden-for-the-quiet-hour.yml" == name
    (root / "content/case-studies" / name).write_bytes(waiting.value.path().read_bytes())
    done = charterkit(root, "check", "--strict")
    assert (0, "No problems found.\n") == (done.returncode, done.stdout)
    assert "primary" == records.record(root / "content/case-studies" / name)["setting_type"]


MISTAKES = [
    ("title", "x" * 130),
    ("urn", "12345"),
    ("setting_type", "primry"),
    ("setting_type", "nothing like it"),
    ("naming", "nmaed"),
    ("naming", "zzz"),
    ("names_changed", "maybe"),
    ("reviewed_on", "31/3/2026"),
    ("reviewed_on", "2026-02-30"),
    ("reviewed_on", "Tuesday, 3rd of March 2026"),
    ("reviewed_on", "March 2026"),
    ("reviewed_on", "some day"),
    ("sources[].year", "March 2021"),
    ("reviewed_on", "31 April 2026"),
    ("reviewed_on", "02/20/2026"),
    ("reviewed_on", "2026-13-45"),
    ("in_numbers[].value", "1,234"),
    ("in_numbers[].value", "36,8"),
    ("in_numbers[].value", "1,2,3"),
    ("in_numbers[].value", "many"),
    ("sources[].year", "21"),
    ("sources[].url", "http://example.org"),
    ("sources[].url", "www.example.org/a?b=c"),
    ("sources[].url", "https:// example.org"),
    ("sources[].url", "see example.org"),
    ("urn", "123 456"),
    ("in_numbers[].measure", "attendanc"),
]


JUDGE = "(m, [data, path, value]) => { const r = new m.Rules(data); return r.value(r.fields.get(path), value); }"


def spread(parts):
    """Every field of a form, those of entries included."""
    for part in parts:
        yield from spread(part["parts"]) if "parts" in part else [part]


def test_the_same_mistake_has_the_same_words_here_and_in_the_command(visit, contributed, tmp_path):
    """But for what the field and the terms are called: by their keys in a file, by their titles in the form."""
    page = opened(visit)
    root = small_site(tmp_path / "small")
    base = records.record(root / "content/case-studies/example-school.yml")
    data = contributed.json("contribute/case-studies.json")
    fields = {part["path"]: part for section in data["sections"] for part in spread(section["parts"])}
    for path, value in MISTAKES:
        record = json.loads(json.dumps(base))
        if "[]." in path:
            name, key = path.split("[].")
            entry = {"in_numbers": {"measure": "eal", "value": "1"}, "sources": {"title": "T", "publisher": "P"}}[name]
            record[name] = [entry | {key: value}]
        else:
            key = path
            record[path] = value
        written(root, "content/case-studies/example-school.yml", json.dumps(record))
        _, _, problems = catalogue.examine(root)
        (problem,) = problems
        told = imported(visit, page, "contribute-rules.js", JUDGE, [data, path, value])
        field = fields[path]
        assert problem.message.replace(f"`{key}`", field["title"]) == told["message"], path
        if value and not field["options"]:
            assert problem.hint == told["hint"], path
        expected = problem.hint
        for term, label in field["options"]:
            if field["table"] and value:
                expected = expected.replace(f"`{term}`", f"`{label}`")
        if "Did you mean" in expected:
            assert expected == told["hint"], path


def test_what_is_said_of_a_number_that_is_not_exact_names_the_field_beside_it(visit, contributed):
    page = opened(visit)
    data = contributed.json("contribute/case-studies.json")
    for value, plain in (("about 36", "36"), ("<5", "5"), ("36+", "36"), ("about 1,250", "1250")):
        told = imported(visit, page, "contribute-rules.js", JUDGE, [data, "in_numbers[].value", value])
        assert told["hint"] == f"Write {plain}. Where it is not exact, “Approximate” says so."
    told = imported(visit, page, "contribute-rules.js", JUDGE, [data, "in_numbers[].value", "36%"])
    assert told["hint"] == "Write digits only, with a point for decimals, for example 63.1."


TWICE = "(m, [data, path, values]) => { const r = new m.Rules(data); return r.twice(r.lists.get(path), values); }"


def test_what_stands_twice_in_a_list_is_told(visit, contributed):
    """A reference that stands once, and an entry that says the same as another; not entries that differ."""
    page = opened(visit)
    data = contributed.json("contribute/case-studies.json")
    principle = {"principle": "example-principle", "reason": "Every pupil has a seat."}
    source = {"title": "Lunch", "publisher": "A school"}

    def told(path, *values):
        return imported(visit, page, "contribute-rules.js", TWICE, [data, path, list(values)])

    assert "stands twice" in told("principles[]", principle, principle | {"reason": "Nobody eats alone."})["message"]
    assert told("sources[]", source, dict(reversed(source.items())))["message"] == "An entry of “Sources” stands twice"
    assert told("sources[]", source, source | {"year": "2024"}) is None
    assert told("principles[]", principle) is None


def test_what_joins_letters_is_part_of_the_writing_of_some_languages(visit, contributed):
    """As in Persian, in Hindi, and in a picture of a family."""
    page = opened(visit)
    data = contributed.json("contribute/case-studies.json")
    call = "(m, [data, text]) => new m.Rules(data).character(text)"
    for text in ("می\u200cشود", "क्\u200dष", "👩\u200d👧", "❤\ufe0f\u200d🔥"):
        assert imported(visit, page, "contribute-rules.js", call, [data, text]) is None
    lost = imported(visit, page, "contribute-rules.js", call, [data, "M\ufffdller"])
    assert lost["message"] == "A character was lost here; \ufffd stands in its place"


def titled(page, title):
    """Name the record anew, from the form or its review, and give what the review says of its file."""
    if page.locator("[data-ck-contribute]").is_hidden():
        page.get_by_role("button", name="Go back to the form").click()
        expect(page.locator("#form-title")).to_be_focused()
    field(page, "title").fill(title)
    reviewed(page)
    return page.locator(".ck-review__way").first.locator("p").first.inner_text()


TITLES = [
    "Brent & Łódź: pupils' rooms",
    "Straße, Ærø, cœur, Þór",
    "a" * 70,
    "word " * 20,
    f"{'a' * 64} b",
    "--x--",
    "学校",
]


def test_a_file_has_a_name_that_no_record_has(visit, contributed):
    """Neither one of the site, nor that of another new record whose title has no letter for it."""
    page = filled(opened(visit))
    assert "The record as the site keeps it, quite-another-school.yml." == titled(page, "Quite another school")
    said = titled(page, "Example SCHOOL")
    assert "keeps it, example-school-2.yml. Another case study has, or had, the name example-school." in said
    assert "example-school-2.yml" == downloaded(page, "Download the file")[0]
    assert "example-school-2.docx" == downloaded(page, "Download for Word")[0]
    chinese, arabic = titled(page, "为每个孩子的学校"), titled(page, RIGHT_TO_LEFT)
    assert re.search(r"it, case-study-[0-9a-f]{8}\.yml\.$", chinese)
    assert re.search(r"it, case-study-[0-9a-f]{8}\.yml\.$", arabic)
    assert chinese != arabic
    assert chinese == titled(page, "为每个孩子的学校 ")
    for title in TITLES:
        expected = beginning.identifier(title)
        assert expected == imported(visit, page, "contribute-names.js", "(m, title) => m.identifier(title)", title)
    taken = {"example-school", "a" * 64, "a" * 62 + "-2"}
    for wanted in taken:
        call = "(m, [wanted, taken]) => m.free(wanted, (id) => taken.includes(id))"
        expected = beginning.free(wanted, taken)
        assert expected == imported(visit, page, "contribute-names.js", call, [wanted, sorted(taken)])


def test_a_form_says_that_the_same_is_on_the_site_already(visit, contributed):
    """However its name is spelt; and not of what is another's."""
    page = filled(opened(visit, "contribute/pledges/"))
    for name in ("urn", "la_code"):
        field(page, name).fill("")
    field(page, "organisation").fill("EXAMPLE Council ")
    note = reviewed(page).get_by_text("do not send a second pledge")
    expect(note).to_have_text(re.compile("Another pledge has the same “Organisation” and “Charter”[.]"))
    page.go_back()
    field(page, "organisation").fill("Example council of Hill")
    expect(reviewed(page).get_by_text("do not send a second pledge")).to_have_count(0)
    for name in ("St. Mary's C.E. Primary", "École d’été & Straße", "كلية_1", "A.B.C", "a.b.c.d Hill"):
        assert sameness.plain(name) == imported(visit, page, "contribute-names.js", "(m, name) => m.plain(name)", name)


def test_a_form_goes_on_without_the_list_of_names(visit):
    visit.expected.append("case-studies-taken.json")
    page = visit.context().new_page()
    page.route("**/case-studies-taken.json", lambda route: route.fulfill(status=404))
    page.goto(visit.top + FORM)
    expect(page.locator(".ck-form--live")).to_be_attached()
    said = titled(filled(page), "Example school")
    assert "example-school.yml. Whether another has that name already could not be looked up" in said


def test_the_browsers_back_leads_from_the_review_to_the_form(visit):
    """And so does the way back that the page offers; neither leaves the form, and what was written stays."""
    page = visit.context().new_page()
    page.goto(f"{visit.top}contribute/")
    page.goto(visit.top + FORM)
    expect(page.locator(".ck-form--live")).to_be_attached()
    reviewed(filled(page))
    page.go_back()
    expect(page.locator("#form-title")).to_be_focused()
    expect(page.locator("[data-ck-review]")).to_be_hidden()
    expect(field(page, "title")).to_have_value("Words for title")
    page.go_forward()
    expect(page.get_by_role("heading", name="Review what you wrote")).to_be_focused()
    page.get_by_role("button", name="Change Summary").click()
    expect(page.locator("#f-summary")).to_be_focused()
    expect(page.locator("#f-summary")).to_be_in_viewport()
    assert not page.url.endswith("#review")
    field(page, "title").fill("x" * 500)
    page.go_forward()
    expect(page.locator("[data-ck-summary]")).to_be_focused()
    field(page, "title").fill("Another title")
    reviewed(page)
    page.reload()
    expect(page.locator(".ck-form--live")).to_be_attached()
    expect(field(page, "title")).to_have_value("Another title")
    page.go_back()
    page.go_back()
    page.wait_for_url(f"{visit.top}contribute/")


def test_what_no_file_may_hold_is_refused_in_the_field(visit):
    """NUL and other control characters, and what turns the direction of text."""
    page = opened(visit)
    for text in ("a\u202eb", "a\u0007b", "a\u0085b", "a\ufeffb", "a\u200bb", "a\u00adb", "a\u200db"):
        field(page, "title").fill(text)
        page.locator("#f-summary").focus()
        error = page.locator("#f-title-error")
        expect(error).to_contain_text(f"The invisible character U+{ord(text[1]):04X}")
        field(page, "title").fill("a")
        expect(error).to_be_hidden()


def test_nothing_is_said_before_somebody_has_tried(visit):
    """Leaving an empty field is no mistake; leaving a wrong value is, and mending it takes the words away."""
    page = opened(visit)
    page.locator("#f-title").focus()
    page.keyboard.press("Tab")
    assert 0 == page.locator("[aria-invalid], .ck-ask--wrong").count()
    field(page, "urn").fill("12")
    field(page, "urn").blur()
    expect(page.locator("#f-urn-error")).to_have_text(
        "Error: “12” in URN has the wrong form. Write it like this: 100000. The six-digit unique reference number of an English school."
    )
    assert "true" == field(page, "urn").get_attribute("aria-invalid")
    assert "f-urn-error" in field(page, "urn").get_attribute("aria-describedby")
    field(page, "urn").fill("123456")
    expect(page.locator("#f-urn-error")).to_be_hidden()
    assert field(page, "urn").get_attribute("aria-invalid") is None


def test_the_summary_of_errors_has_the_focus_and_leads_to_each_field(visit):
    page = opened(visit)
    page.get_by_role("button", name="Check and review").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    links = summary.get_by_role("link")
    assert links.count() > 10
    for link in links.all():
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert target == page.evaluate("document.activeElement.id")
        box = page.locator(f"[id='{target}']").bounding_box()
        assert box
        assert 0 <= box["y"] < 900
    expect(page.locator("#f-title-error")).to_have_text("Error: Fill in “Title”.")
    field(page, "title").fill("A title")
    page.get_by_role("button", name="Check and review").click()
    expect(summary).not_to_contain_text("Fill in “Title”")
    expect(summary).to_contain_text("Fill in “Summary”.")
    expect(summary).to_contain_text("Choose an answer to “Type of setting”.")
    expect(summary).to_contain_text("Choose at least one under “Key features”.")
    expect(summary).to_contain_text("Add at least one source under “Sources”.")


def test_a_draft_is_kept_on_the_device_and_cleared_when_asked(visit):
    """In the browser's own storage, below the site's path, entries and choices included."""
    page = opened(visit)
    filled(page)
    expect(page.locator("[data-ck-draft]")).to_contain_text(re.compile(r"Draft saved on this device at \d\d:\d\d"))
    reviewed(page)
    _, before = downloaded(page, "Download the file")
    keys = page.evaluate("Object.keys(localStorage)")
    assert ["/fork/ck-draft-case-studies"] == [key for key in keys if "draft" in key]
    page.reload()
    expect(page.locator("[data-ck-draft]")).to_contain_text("was restored from this device")
    _, after = downloaded(reviewed(page), "Download the file")
    assert before == after
    page.get_by_role("button", name="Go back to the form").click()
    page.get_by_role("button", name="Clear the form").click()
    page.get_by_role("button", name="No, keep it").click()
    expect(page.get_by_role("button", name="Clear the form")).to_be_focused()
    assert field(page, "title").input_value()
    page.get_by_role("button", name="Clear the form").click()
    page.get_by_role("button", name="Yes, clear the form").click()
    assert not field(page, "title").input_value()
    assert [] == page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))")
    page.reload()
    expect(page.locator("[data-ck-draft]")).not_to_contain_text("restored")


def test_a_form_in_one_tab_shows_what_was_written_in_another(visit):
    """So that neither writes over the other's draft."""
    first = opened(visit)
    second = first.context.new_page()
    second.goto(first.url)
    field(first, "title").fill("A quiet room")
    expect(field(second, "title")).to_have_value("A quiet room")
    expect(second.locator("[data-ck-draft]")).to_contain_text("changed in another tab")
    field(second, "summary").fill("It stays open.")
    expect(field(first, "summary")).to_have_value("It stays open.")
    expect(field(first, "title")).to_have_value("A quiet room")


def test_entries_are_added_moved_and_removed_with_the_focus_and_a_word(visit):
    page = opened(visit)
    parts = page.locator("#f-what")
    said = page.locator("[data-ck-said]")
    headings = parts.get_by_label("Heading")
    headings.fill("one")
    parts.get_by_role("button", name="Add another part").click()
    expect(said).to_have_text("Part 2 added.")
    expect(headings.nth(1)).to_be_focused()
    headings.nth(1).fill("two")
    parts.get_by_role("button", name="Move part 2 up").click()
    expect(said).to_have_text("Part 2 is now part 1 of 2.")
    assert ["two", "one"] == [heading.input_value() for heading in headings.all()]
    expect(parts.get_by_role("button", name="Move part 1 down")).to_be_focused()
    parts.get_by_role("button", name="Remove part 1").click()
    expect(said).to_have_text("Part 1 removed.")
    expect(parts.get_by_role("group", name="Part 1")).to_be_focused()
    assert ["one"] == [heading.input_value() for heading in headings.all()]
    ids = page.eval_on_selector_all("[id]", "all => all.map((e) => e.id)")
    assert sorted(set(ids)) == sorted(ids)


def test_lists_inside_lists_make_a_record_too(visit, tmp_path):
    """Another collection, by its own schema: sections with clauses with ways."""
    page = filled(opened(visit, NESTED))
    section = page.locator("#f-sections")
    section.get_by_role("button", name="Add another clause").click()
    clauses = section.get_by_label("Text", exact=True)
    clauses.nth(1).fill("The second clause")
    name, raw = downloaded(reviewed(page), "Download the file")
    root = small_site(tmp_path / "small")
    path = root / "content/charters" / name
    path.write_bytes(raw)
    done = charterkit(root, "check")
    assert done.returncode == 0, done.stdout
    (one,) = records.record(path)["sections"]
    assert "The second clause" == one["statements"][1]["text"]
    assert ["Words for sections[].statements[].by[]"] == one["statements"][0]["by"]


def test_the_link_to_the_host_holds_the_same_file(visit):
    """Name and text, decoded; when it would be too long, the page says how to upload."""
    page = filled(opened(visit), lambda path: f"{path}: é # & + %")
    for summary in page.locator("#f-quotes").get_by_role("button", name=re.compile("Remove")).all():
        summary.click()
    reviewed(page)
    name, raw = downloaded(page, "Download the file")
    link = page.get_by_role("link", name="Propose it on GitHub")
    address = urllib.parse.urlsplit(link.get_attribute("href"))
    assert (
        "https://github.com/example/charters/new/main/content/case-studies"
        == f"{address.scheme}://{address.netloc}{address.path}"
    )
    assert {"filename": [name], "value": [raw.decode()]} == urllib.parse.parse_qs(address.query, strict_parsing=True)
    page.get_by_role("button", name="Go back to the form").click()
    field(page, "context").fill("word " * 2000)
    reviewed(page)
    assert 0 == link.count()
    upload = page.get_by_role("link", name="Open GitHub")
    assert "https://github.com/example/charters/upload/main/content/case-studies" == upload.get_attribute("href")


def test_the_word_document_holds_every_answer_by_its_name(visit, contributed):
    page = filled(opened(visit), lambda path: f"{RIGHT_TO_LEFT} <{path}> & ]]>\tx")
    field(page, "context").fill("First.\n\nSecond.")
    reviewed(page)
    name, raw = downloaded(page, "Download for Word")
    assert name.endswith(".docx")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert package.testzip() is None
    document = docx.Document(io.BytesIO(raw))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    controls: dict[str, list[str]] = {}
    for control in document.element.body.iter(f"{word}sdt"):
        tag = control.find(f"{word}sdtPr/{word}tag").get(f"{word}val")
        paragraphs = control.findall(f"{word}sdtContent/{word}p")
        controls.setdefault(tag, []).append(
            "\n".join("".join(t.text or "" for t in p.iter(f"{word}t")) for p in paragraphs)
        )
    assert ["First.\n\nSecond."] == controls["context"]
    assert {
        "title",
        "key_features[]",
        "principles[]",
        "principles[].principle",
        "what[].heading",
        "sources[].url",
    } <= controls.keys()
    assert "<what[].heading> & ]]>" in controls["what[].heading"][0]
    assert records.records(contributed.root, "key-features").keys() >= set(controls["key_features[]"])
    headings = [p.text for p in document.paragraphs if p.style and p.style.style_id == "Heading2"]
    assert "Narrative" in headings


TRACES = [
    "Write to jo.bloggs@example.org about it.",
    "Ring 020 7946 0018 or +44 7700 900123.",
    "They live at SW1A 1AA.",
    "She was born on 3 May 2012.",
    "Mrs Bloggs taught it.",
    "Only three pupils stayed.",
    "Two Year 9 pupils left, and 2 of our Year 6 and 7 children.",
    "Of these pupils, three were excluded.",
    "Three (out of 40) pupils and four of the 38 girls.",
    "Only one of our Year 9 pupils, and 1 Year 9 pupil, left.",
    "Headteacher Jane Exampleton said so; Emily Exampleton (SENCO) did not.",
    "It was my son Mohammed Exampleton. It was my son Mohammed.",
    "The pupil Zoë Exampleton left. The pupil Mary-Jane Exampleton left. The pupil HANNAH EXAMPLETON left.",
    "Zoë Exampleton (Year 6) wrote it, and so did Hannah Exampleton, Y6. It is about Emily Exampleton in Year 9.",
    "Jane Exampleton's mum asked, and a father, Xanthe Exampleton, answered.",
    "A pupil called Amara, and Amara, aged 12.",
    "Write to jane.doe [at] example [dot] org or jane(at)example.org.",
    "The pupil (Hannah) spoke; the pupil Hannah came back; a boy, Jack, stayed; his mum Zoë rang.",
    "Then Jack's mother rang, and Hannah’s older sister. James' parents did not.",
    "Hannah, a Year 6 pupil, left; Mohammed (Year 6) wrote it; Anna-Maria in Y6 read it; Emily is one of our pupils.",
    "It was our SENCO Oluwaseun Exampleton, and the headteacher Nguyen Thi Lan.",
    "Our only pupil with a visual impairment, the only child who left, and a single pupil stayed.",
    "A couple of pupils, a pair of our Year 6 girls, two Year 6s, and 2 lads.",
    "Three of our five Year 9 pupils with autism left.",
    "Nothing: pupils read of Martin Luther King and Mary Seacole; St John's parents; Lady Margaret's mother house.",
    "Nothing: pupils and Hannah\n\nExampleton Road; each group has three pupils; not a single pupil; without a single pupil; the only pupil voice group.",
    "Nothing: our head Early Help, the deputy Chief Executive; a couple of schools; Hannah came; Jack's lessons.",
    "Nothing: two Year 9 classes, 3 out of 10 pupils, Year 2 pupils, of the pupils two thirds.",
    "Nothing: the headteacher, Pupil Premium lead; Jane Example School's pupils; see example at example.org.",
    "Nothing at all: https://example.org/020-7946-0018, 12 May 2012, 300 pupils, School 21.",
]


def test_what_points_to_a_person_has_the_same_words_here_and_in_the_command(visit, contributed, tmp_path):
    """For what a browser looks for; the command finds more."""
    page = opened(visit)
    root = small_site(tmp_path / "small")
    record = records.record(root / "content/case-studies/example-school.yml")
    data = contributed.json("contribute/case-studies.json")
    for text in TRACES:
        written(root, "content/case-studies/example-school.yml", json.dumps(record | {"context": text}))
        _, _, problems = catalogue.examine(root)
        call = "(m, [data, text]) => new m.Rules(data).people(text)"
        told = imported(visit, page, "contribute-rules.js", call, [data, text])
        assert sorted(p.message for p in problems if "looks like" in p.message) == sorted(told), text
        assert bool(told) != text.startswith("Nothing")


def test_what_may_point_to_a_person_is_shown_before_it_goes_out(visit):
    page = filled(opened(visit), lambda path: "Fine words")
    field(page, "context").fill("Write to jo.bloggs@example.org or ring 020 7946 0018.")
    reviewed(page)
    review = page.locator("[data-ck-review]")
    expect(review.get_by_text("Context: “jo.bloggs@example.org” looks like an e-mail address.")).to_be_visible()
    expect(review.get_by_text("Context: “020 7946 0018” looks like a telephone number.")).to_be_visible()
    review.get_by_role("listitem").filter(has_text="an e-mail address.").get_by_role("button", name="Change").click()
    expect(page.locator("#f-context")).to_be_focused()


def test_everybody_can_use_every_state_of_it(visit):
    """Empty, with errors, filled in, and the review; wide and small, light and dark."""
    page = opened(visit)
    assert [] == shortcomings(page)
    page.get_by_role("button", name="Check and review").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert [] == shortcomings(page)
    filled(page, lambda path: f"{WORD[:300]} {path}")
    assert [] == shortcomings(page)
    reviewed(page)
    page.get_by_text("See what").click()
    assert [] == shortcomings(page)


def test_without_script_it_says_how_else(visit):
    """No form that would do nothing, and all that is asked, to read."""
    page = visit.open(FORM, width=NARROW, script=False)
    expect(page.locator("form.ck-form")).to_be_hidden()
    expect(page.get_by_text("The form on this page needs JavaScript")).to_be_visible()
    page.get_by_text("Everything that is asked").click()
    asked = page.locator(".ck-asked")
    for title in ("Summary", "Type of setting", "Key features", "Publisher"):
        expect(asked.get_by_text(title, exact=True).first).to_be_visible()
    assert [] == overflowing(page)
