"""A charter as plain text."""

from charterkit import catalogue
from charterkit.render import text
from charterkit.views.printing import printed_brand, printed_charter
from tests.editing import CHARTER, replace
from tests.unit.render.test_pdf import BRAND, SHORT


def written(site, make=text.charter):
    loaded = catalogue.load(site)
    printed = printed_charter(loaded, loaded.charters["example-charter"], "https://example.org/")
    return make(printed_brand(loaded), printed).decode("utf-8-sig")


def test_it_holds_the_whole_charter_in_order(site):
    lines = written(site).splitlines()
    expected = [
        "Example charter",
        "===============",
        "UNOFFICIAL SUMMARY",
        "A seat for everybody.",
        "What we promise",
        "---------------",
        "1. We will lay a place for every pupil",
        "  by",
        "  - asking who has none",
        "  - moving the tables",
        "  So, you can always sit down.",
        "Everything here is made up.",
        "Read this online: https://example.org/charters/example-charter/",
    ]
    assert expected == [line for line in lines if line in expected]


def test_it_says_what_it_is_encoded_in(site):
    """A server that tells nothing of a .txt must not turn a Polish or an Arabic charter into nonsense."""
    loaded = catalogue.load(site)
    printed = printed_charter(loaded, loaded.charters["example-charter"], "")
    assert text.charter(printed_brand(loaded), printed).startswith(b"\xef\xbb\xbf")


def test_a_template_asks_for_what_the_charter_has(site):
    assert "We will: ____" in written(site, text.template)
    replace(site, CHARTER, "        so: So, you can always sit down.\n", "")
    plain = written(site, text.template)
    assert "We will: ____" not in plain
    assert "1. ____" in plain


def test_children_and_tables_have_it_as_text_with_what_nobody_may_miss(site):
    """The same headings as on the sheets to print, whichever section of the record they come from."""
    loaded = catalogue.load(site)
    charter = printed_charter(loaded, loaded.charters["example-charter"], "https://example.org/")
    brand = printed_brand(loaded)
    children, sign = (make(brand, charter).decode("utf-8-sig") for make in (text.children, text.table_sign))
    for said in (children, sign):
        assert "UNOFFICIAL SUMMARY" in said
        assert "https://example.org/charters/example-charter/" in said
    assert all(f"\n{box}\n" in children for box in charter.boxes)
    assert "A seat for everybody." in sign


def test_a_template_has_the_principles_as_headings_where_a_section_names_them():
    """As the same sheet in PDF and Word has them."""
    said = text.template(BRAND, SHORT).decode("utf-8-sig")
    assert [mark.title for mark in SHORT.marks] == [line for line in said.splitlines() if line in TITLES]


TITLES = {mark.title for mark in SHORT.marks} | {section.heading for section in SHORT.sections}
