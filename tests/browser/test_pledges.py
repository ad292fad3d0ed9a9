"""The public list of pledges: found by name, filtered, ordered and shared, by mouse, keyboard and address."""

import csv
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, visiting
from tests.site.building import build, small_site

FILE = "data/pledges/example-charter.csv"
KINDS = {"council": "Council", "primary-school": "Primary school", "charity": "Charity or community group"}
AREAS = {"barnet": "Barnet", "barking-and-dagenham": "Barking and Dagenham"}
PAGE = 50
ODD = ("Ékó Centre", "St Mary's Church", "O’Brien Trust", "<b>Bold</b> Club")


def signatories():
    """Make 90 pledges: kind, area and date of each by its number, so that every choice has its own answer."""
    for number in range(90):
        kind = list(KINDS)[number % 3]
        area = list(AREAS)[number % 2] if number % 5 else ""
        name = ODD[number // 25] if number % 25 == 7 else f"Organisation {number:02}"
        yield {
            "id": f"organisation-{number}" if number else "example-school",  # of which an action is told
            "organisation": name,
            "organisation_type": kind,
            "local_authority": area,
            "charter": "example-charter",
            "charter_version": "1",
            "signed_year": str(2025 + number % 4 // 3),
            "signed_on": f"{2025 + number % 4 // 3}-0{number % 9 + 1}-{number % 28 + 1:02}",
            "verified_by": "minute",
            "verified_on": "2026-03-06",
            "status": "published",
        }


PLEDGES = list(signatories())


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    root = small_site(tmp_path_factory.mktemp("signed") / "small")
    with (root / FILE).open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    assert columns
    with (root / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(PLEDGES)
    brand = root / "data/brand.yml"
    brand.write_text(brand.read_text("utf-8") + "contact_url: https://example.org/write-to-us\n", "utf-8")
    return build(root)


@pytest.fixture
def visit_signed(browser, signed):
    with visiting(browser, signed) as made:
        yield made


class List:
    """The page as a reader uses it."""

    def __init__(self, page):
        """Wait until the filters can be used."""
        self.page = page
        self.field = page.get_by_role("searchbox", name="Name of an organisation")
        expect(self.field).to_be_visible()

    @property
    def heading(self):
        return self.page.get_by_role("heading", level=2, name=re.compile(r"organisations?( of|$)|^No "))

    @property
    def names(self):
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        return self.page.locator("[data-ck-cards] > li a").all_inner_texts()

    def box(self, facet, label):
        part = self.page.locator(f"[data-ck-facet={facet}]")
        if not part.evaluate("part => part.open"):
            part.locator("summary").first.click()
        return part.get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)}\s*[\d,]+$"))

    def count(self, facet, label):
        words = self.box(facet, label).evaluate("box => box.closest('label').innerText")
        return int(re.sub(r"\D", "", words.removeprefix(label)))

    def query(self):
        return {name: value for name, (value,) in parse_qs(urlsplit(self.page.url).query).items()}


def fitting(**chosen):
    return [p for p in PLEDGES if all(p[field] in terms for field, terms in chosen.items())]


def test_values_widen_and_facets_narrow_with_counts_that_hold(visit_signed):
    """Each count says how many there would be, given what is chosen elsewhere."""
    page = List(visit_signed.open("pledges/"))
    expect(page.heading).to_have_text("90 organisations")
    assert PAGE == len(page.names)
    page.box("organisation_type", "Council").check()
    page.box("organisation_type", "Primary school").check()
    found = fitting(organisation_type={"council", "primary-school"})
    expect(page.heading).to_have_text(f"{len(found)} organisations of 90")
    page.box("local_authority", "Barnet").check()
    found = fitting(organisation_type={"council", "primary-school"}, local_authority={"barnet"})
    expect(page.heading).to_have_text(f"{len(found)} organisations of 90")
    assert {p["organisation"] for p in found} == set(page.names)
    for kind, label in KINDS.items():
        expected = len(fitting(organisation_type={kind}, local_authority={"barnet"}))
        assert expected == page.count("organisation_type", label), label
    for area, label in AREAS.items():
        expected = len(fitting(organisation_type={"council", "primary-school"}, local_authority={area}))
        assert expected == page.count("local_authority", label), label
    for year in ("2025", "2026"):
        assert len([p for p in found if p["signed_year"] == year]) == page.count("year", year)


def test_those_without_an_area_are_found_too(visit_signed):
    page = List(visit_signed.open("pledges/"))
    page.box("local_authority", "None given, or several").check()
    found = fitting(local_authority={""})
    expect(page.heading).to_have_text(f"{len(found)} organisations of 90")
    assert {p["organisation"] for p in found} == set(page.names)
    expect(page.page.locator("[data-ck-cards]")).not_to_contain_text("None given")


def test_a_charter_leads_to_its_form_with_itself_and_its_version_chosen(visit_signed):
    """By the page that says what it asks; what nobody could have signed is refused, as the check would."""
    page = visit_signed.open("charters/example-charter/")
    page.get_by_role("link", name="Sign this charter").click()
    asked = page.locator("#example-charter")
    expect(asked.get_by_text("We will lay a place for every pupil")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Sign it with the form")).click()
    expect(page.get_by_role("radio", name="Example charter")).to_be_checked()
    version = page.get_by_label("Version of the charter")
    expect(version).to_have_value("1")
    version.fill("7")
    page.get_by_label("Signed (optional)").fill("2999-01-01")
    page.get_by_role("button", name="Check and review").click()
    summary = page.locator("[data-ck-summary]")
    expect(summary).to_contain_text("“Example charter” has no version “7”. Choose from: 1, 0.")
    expect(summary).to_contain_text("“2999-01-01” in Signed is still to come. Write the day on which it happened.")


def test_what_a_charter_asks_is_a_list_on_paper_too(visit_signed):
    page = visit_signed.open("pledges/sign/")
    page.emulate_media(media="print")
    styles = page.locator(".ck-asks li").evaluate_all("all => all.map((item) => getComputedStyle(item).display)")
    assert styles
    assert {"list-item"} == set(styles)


def test_a_signature_is_handed_over_by_the_way_that_the_site_gives(visit_signed):
    """An e-mail to nobody is not offered."""
    page = visit_signed.open("contribute/pledges/?charter=example-charter&statement=no")
    expect(page.get_by_label("Statement (optional)")).to_have_value("")
    page.get_by_label("Organisation", exact=True).fill("Example club")
    page.get_by_label("Type of organisation").select_option(index=1)
    page.get_by_role("button", name="Check and review").click()
    expect(page.get_by_role("link", name="Open the page for messages")).to_have_attribute(
        "href", "https://example.org/write-to-us"
    )
    expect(page.get_by_role("link", name="Begin an e-mail")).to_have_count(0)


def test_a_choice_is_in_the_address_and_can_be_taken_back(visit_signed):
    """Shared, reloaded, with the back button, chip by chip, or all at once."""
    page = List(visit_signed.open("pledges/?organisation_type=charity,council&local_authority=barnet"))
    found = fitting(organisation_type={"charity", "council"}, local_authority={"barnet"})
    expect(page.heading).to_have_text(f"{len(found)} organisations of 90")
    assert sorted(p["organisation"] for p in found) == sorted(page.names)
    page.page.get_by_role("button", name="Remove filter: Local authority, Barnet").click()
    found = fitting(organisation_type={"charity", "council"})
    expect(page.heading).to_have_text(f"{len(found)} organisations of 90")
    assert {"organisation_type"} == set(page.query())
    page.page.go_back()
    expect(page.box("local_authority", "Barnet")).to_be_checked()
    page.page.get_by_role("button", name="Clear all").click()
    expect(page.heading).to_have_text("90 organisations")
    assert {} == page.query()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("eko", ["Ékó Centre"]),
        ("st marys", ["St Mary's Church"]),
        ("OBRIEN", ["O’Brien Trust"]),
        ("trust brien", ["O’Brien Trust"]),
        ("<b>", ["<b>Bold</b> Club"]),
        ("8 tion 4", ["Organisation 48", "Organisation 84"]),
    ],
)
def test_an_organisation_is_found_by_any_part_of_its_name(visit_signed, words, names):
    """Without its accents and apostrophes, in any order, and what is written like markup is a name like any other."""
    page = List(visit_signed.open("pledges/"))
    page.field.fill(words)
    page.field.press("Enter")
    noun = "organisation" if len(names) == 1 else "organisations"
    expect(page.heading).to_contain_text(f"{len(names)} {noun}")
    assert names == page.names
    assert words == page.query()["q"]
    assert 0 == page.page.locator("[data-ck-cards] b").count()


def test_words_and_filters_go_together(visit_signed):
    page = List(visit_signed.open("pledges/?q=organisation&organisation_type=council"))
    found = [p for p in fitting(organisation_type={"council"}) if p["organisation"].startswith("Organisation")]
    expect(page.heading).to_contain_text(f"{len(found)} organisations")


def test_where_nothing_fits_somebody_is_told_what_to_do(visit_signed):
    page = List(visit_signed.open("pledges/?q=nobody"))
    expect(page.page.get_by_text("No organisation fits all of this.")).to_be_visible()
    page.page.get_by_role("button", name="Clear all").first.click()
    expect(page.heading).to_have_text("90 organisations")


def test_more_are_shown_and_the_last_signed_come_first_if_asked(visit_signed):
    """The order that somebody chose holds on every page of the list."""
    page = List(visit_signed.open("pledges/"))
    by_name = page.names
    page.page.get_by_label("Order").select_option("Signed last first")
    expect(page.page.locator("[data-ck-cards] > li a").first).not_to_have_text(by_name[0])
    page.page.get_by_role("button", name="Show").click()
    expect(page.page.locator("[data-ck-cards] > li")).to_have_count(90)
    dates = {p["organisation"]: p["signed_on"] for p in PLEDGES}
    shown = [dates[name] for name in page.names if name not in ODD]
    assert sorted(shown, reverse=True) == shown
    assert {"sort": "newest"} == page.query()


def test_the_number_found_is_told_to_those_who_do_not_see_it(visit_signed):
    """The heading that says it is a live region, and was there before it changes (WCAG 4.1.3)."""
    page = List(visit_signed.open("pledges/"))
    heading = page.heading.element_handle()
    page.box("organisation_type", "Council").check()
    expect(page.heading).to_have_text("30 organisations of 90")
    assert heading.evaluate("heading => heading.isConnected && heading.getAttribute('aria-live')") == "polite"


def test_on_a_small_screen_the_filters_open_as_a_panel(visit_signed):
    """By the keyboard too, and the button that opened it has the focus again."""
    page = visit_signed.open("pledges/", width=NARROW)
    button = page.get_by_role("button", name="Filter the pledges")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Filter the pledges")
    panel.get_by_role("checkbox", name=re.compile("^Council")).check()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.get_by_role("heading", level=2, name="30 organisations of 90")).to_be_visible()


def test_every_pledge_is_listed_without_script(visit_signed):
    """Letter by letter, from the page itself."""
    page = visit_signed.open("pledges/", script=False)
    letters = page.get_by_role("navigation", name="Pledges by name").get_by_role("link")
    addresses = letters.evaluate_all("links => links.map(link => link.href)")
    found: list[str] = []
    for address in addresses:
        page.goto(address)
        found += page.locator(".ck-pledgelist > li a").all_inner_texts()
    assert sorted(p["organisation"] for p in PLEDGES) == sorted(found)


def test_a_name_leads_to_the_page_of_its_pledge(visit_signed):
    page = List(visit_signed.open("pledges/?q=bold"))
    page.page.get_by_role("link", name="<b>Bold</b> Club").click()
    expect(page.page.get_by_role("heading", level=1)).to_have_text("<b>Bold</b> Club")
    assert 0 == page.page.locator("main b").count()
