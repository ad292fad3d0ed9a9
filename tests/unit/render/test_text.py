"""A charter as plain text."""

from charterkit import catalogue
from charterkit.render import text
from charterkit.views.printing import printed_brand, printed_charter
from tests.editing import CHARTER, replace


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
