"""A withdrawn entry, an archived one, an old address and a picture: for everybody, on every screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, visiting
from tests.browser.test_pages import shortcomings
from tests.pictures import telling
from tests.site.building import charterkit, replaced, small_site, written
from tests.site.built import Built

SCHOOL = "content/case-studies/example-school.yml"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site in which much has happened; the check warns of the picture's metadata."""
    root = small_site(tmp_path_factory.mktemp("withdrawn") / "small")
    (root / "data/media").mkdir(exist_ok=True)
    (root / "data/media/table.jpg").write_bytes(telling("jpg", orientation=6))
    college = (root / "content/case-studies/example-college.yml").read_text("utf-8")
    written(root, "content/case-studies/old.yml", college.replace("status: published", "status: archived"))
    written(
        root,
        "content/case-studies/gone.yml",
        "status: withdrawn\nwithdrawn_on: 2026-05-04\nwithdrawn_reason: asked\nformer_ids:\n  - long-gone\n",
    )
    replaced(
        root,
        SCHOOL,
        "subject: setting",
        "media:\n  - file: table.jpg\n    alt: A long table.\n    credit: Example school\n    licence: CC-BY-4.0\n"
        "    identifiable: false\nformer_ids:\n  - lunch\nreplaces: old\nsubject: setting",
    )
    assert charterkit(root, "build").returncode == 0
    return Built(root)


@pytest.fixture
def visit_built(browser, built):
    with visiting(browser, built) as made:
        yield made


@pytest.mark.parametrize(
    "address", ["case-studies/gone/", "case-studies/old/", "case-studies/example-school/", "library/"]
)
def test_everybody_can_use_it(visit_built, address):
    page = visit_built.open(address)
    expect(page.locator("h1")).to_be_visible()
    assert [] == shortcomings(page)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("old", "new"), [("lunch", "example-school"), ("long-gone", "gone")])
def test_an_old_address_leads_on_with_and_without_script(visit_built, old, new, script):
    page = visit_built.open(f"case-studies/{old}/", script=script)
    page.wait_for_url(f"{visit_built.top}case-studies/{new}/")
    expect(page.locator("h1")).to_be_visible()


def test_a_picture_is_shown_upright_in_a_size_that_fits(visit_built):
    page = visit_built.open("case-studies/example-school/", width=NARROW)
    image = page.get_by_role("img", name="A long table.")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    natural, shown, source = image.evaluate("(i) => [[i.naturalWidth, i.naturalHeight], i.clientWidth, i.currentSrc]")
    assert natural[1] > natural[0]
    assert shown <= NARROW
    assert source.endswith("-640.jpg")
