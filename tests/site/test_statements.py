"""The accessibility statement and the privacy notice of built sites."""

import yaml

from tests.site.building import build, replaced, written

PARTS = ["scope", "status", "barriers", "preparation", "contact", "enforcement", "dates"]


def test_the_statement_has_the_parts_that_the_law_asks_for(published):
    main = published.main("accessibility/")
    assert PARTS == [e.attributes["id"] for e in main.all("h2")]


def test_it_says_what_the_records_say(small_published):
    text = small_published.main("accessibility/").text
    assert "The example film has no captions (WCAG success criterion 1.2.2" in text
    assert "15 March 2026: Two readers of the example" in text
    assert "12 pages in 24 states" in text
    assert "Faults found: 1" in text
    assert "do not claim" in text


def test_an_owner_that_is_no_public_body_is_said_to_be_none(published):
    text = published.main("accessibility/").text
    assert "is not a public body" in text
    assert "EASS" not in text


def test_a_public_body_names_who_enforces_the_law(site):
    brand = site / "data/brand.yml"
    more = "public_body: true\\ncontact_email: help@example.org\\nanswered_within: 10 working days\\naccessibility_status: partial\\n"
    brand.write_text(brand.read_text("utf-8") + more.replace("\\n", "\n"), encoding="utf-8")
    text = build(site).main("accessibility/").text
    for words in ("EHRC", "EASS", "ECNI", "partially compliant", "help@example.org", "10 working days", "2018"):
        assert words in text


def test_what_was_not_tested_is_said_to_be_not_tested(site):
    (site / "data/accessibility-tests/by-hand.yml").unlink()
    assert "not been tested yet" in build(site).main("accessibility/").text


def test_the_reference_site_tells_of_its_own_test(published):
    test = yaml.safe_load((published.root / "data/accessibility-tests/software.yml").read_text("utf-8"))
    text = published.main("accessibility/").text
    assert test["how"] in text
    assert f"{test['pages']} pages" in text


def test_the_privacy_notice_names_what_is_kept(published):
    text = published.main("privacy/").text
    assert "ck-scheme" in text
    assert "ck-last-visit" in text


def test_a_site_can_write_its_own(site):
    written(site, "content/privacy/index.md", "# Our own notice\n\nIt is ours.\n")
    replaced(site, "mkdocs.yml", "  - About: about.md\n", "  - About: about.md\n  - Privacy: privacy/index.md\n")
    assert "It is ours." in build(site).main("privacy/").text


def test_every_page_leads_to_both(published):
    for name, document in published.pages.items():
        assert ["Accessibility", "Privacy"] == [
            e.text for e in document.all("a") if e.text in {"Accessibility", "Privacy"}
        ], name
