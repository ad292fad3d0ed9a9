"""The page on which a charter is written, what leads to it, and what it needs."""

import re

import pytest

from tests.site.building import build, replaced, small_site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(small_site(tmp_path_factory.mktemp("composer") / "small"))


def test_charters_the_home_page_and_the_footer_lead_to_it(built):
    """From a charter, to write one's own from that."""
    leading = {
        "": "./compose/",
        "charters/": "../compose/",
        "charters/example-charter/": "../../compose/?from=example-charter",
    }
    for page, link in leading.items():
        assert link in built.main(page).links(), page
    assert any(link.endswith("compose/") for link in built.page("about/").links())
    assert [] == built.faults()


def test_without_script_it_leads_to_the_blank_sheets(built):
    links = built.main("compose/").links()
    (sheet,) = [link for link in links if link.endswith("-template.pdf")]
    assert (built.folder / "compose" / sheet).resolve().is_file()
    (said,) = [e for e in built.main("compose/").all("div") if "ck-without" in e.attributes.get("class", "")]
    assert "needs JavaScript" in said.text


def test_has_a_label_for_every_field_and_a_legend_for_every_choice(built):
    page = built.main("compose/")
    fields = {e.attributes["id"] for e in page.all("input", "textarea", "select")}
    assert fields == {label.attributes["for"] for label in page.all("label")}
    assert all(fieldset.all("legend") for fieldset in page.all("fieldset"))


def test_nothing_in_it_is_styled_or_run_in_line(built):
    page = built.main("compose/")
    assert [] == page.with_attribute("style")
    assert all(script.attributes.get("src") for script in page.all("script"))


def test_its_data_is_what_readers_may_see_and_the_same_in_every_build(site):
    one = build(site).folder / "compose" / "charters.json"
    before = one.read_bytes()
    data = build(site).json("compose/charters.json")
    assert before == one.read_bytes()
    assert ["example-charter"] == [charter["id"] for charter in data["charters"]]
    assert ["example-principle"] == [principle["id"] for principle in data["principles"]]


def test_a_site_can_do_without(site):
    """Also when it was there before."""
    build(site)
    (plugin,) = re.findall(r"  - charterkit/composer:\n(?:      .+\n)+", (site / "mkdocs.yml").read_text("utf-8"))
    replaced(site, "mkdocs.yml", plugin, "")
    again = build(site)
    assert not (again.folder / "compose").exists()
    for address, page in again.pages.items():
        assert not any("compose" in link for link in page.links()), address
