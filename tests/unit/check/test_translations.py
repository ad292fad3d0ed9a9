"""Translations against their original, where a golden file cannot say it in one edit."""

from charterkit import catalogue
from tests.editing import CHARTER, replace

EO = "content/charter-translations/example-charter-eo.yml"
SONG = """\
        so: So, you can always sit down.
      - text: We will sing
        key: song
"""


def found(site):
    return [problem.message for problem in catalogue.examine(site)[2]]


def unmarked(site):
    """Take the fingerprint out, so that the two are compared whatever changes."""
    lines = (site / EO).read_text("utf-8").splitlines()
    (site / EO).write_text("\n".join(line for line in lines if "original_text" not in line) + "\n", encoding="utf-8")


def test_a_clause_that_is_missing_is_named(site):
    unmarked(site)
    replace(site, CHARTER, "        so: So, you can always sit down.\n", SONG)
    assert found(site) == ["clause 1.2 of the original is missing: “We will sing”"]


def test_a_section_that_is_missing_is_named(site):
    unmarked(site)
    more = "  - heading: What we ask\n    kind: asks\n    statements:\n      - text: Come on time.\nsources:\n"
    replace(site, CHARTER, "sources:\n", more)
    assert found(site) == ["section 2 of the original is missing: “What we ask”"]


def test_an_original_that_has_moved_on_can_be_published_before_its_translations(site):
    replace(site, CHARTER, "        so: So, you can always sit down.\n", SONG)
    assert found(site) == []


def test_clauses_are_known_by_key_in_any_order(site):
    unmarked(site)
    replace(site, CHARTER, "      - text: We will lay", "      - key: seat\n        text: We will lay")
    replace(site, CHARTER, "        so: So, you can always sit down.\n", SONG)
    seat = (site / EO).read_text("utf-8")
    seat = seat.replace(
        "      - text: Ni metos",
        "      - key: song\n        text: Ni kantos\n      - key: seat\n        text: Ni metos",
    )
    (site / EO).write_text(seat, encoding="utf-8")
    assert found(site) == []
