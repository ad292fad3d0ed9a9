"""Addresses that records had before lead to those they have now, without script and without a host's help."""

import pytest

from tests.site.building import build, replaced, written
from tests.site.markup import parsed

SCHOOL = "content/case-studies/example-school.yml"
COLLEGE = "content/case-studies/example-college.yml"


def former(site, name, *ids):
    replaced(
        site, name, "status: published", "former_ids:\n" + "".join(f"  - {i}\n" for i in ids) + "status: published"
    )


@pytest.fixture
def built(site):
    """A site with renamed records of two kinds, and one that was withdrawn after it had been renamed."""
    former(site, SCHOOL, "lunch", "seats-at-lunch")
    former(site, "content/charters/example-charter.yml", "old-charter")
    written(site, COLLEGE, "status: withdrawn\nformer_ids:\n  - quiet-room\n")
    replaced(site, SCHOOL, "related:\n  - example-college\n", "")
    return build(site)


ADDRESSES = {
    "case-studies/lunch/": "case-studies/example-school/",
    "case-studies/seats-at-lunch/": "case-studies/example-school/",
    "case-studies/quiet-room/": "case-studies/example-college/",
    "charters/old-charter/": "charters/example-charter/",
}


@pytest.mark.parametrize(("old", "new"), ADDRESSES.items())
def test_an_old_address_leads_to_the_new_one(built, old, new):
    page = parsed((built.folder / old / "index.html").read_text("utf-8"))
    (refresh,) = page.with_attribute("http-equiv", "refresh")
    assert refresh.attributes["content"] == f"0; url=../../{new}"
    assert page.links() == [f"../../{new}"]
    assert (built.folder / new / "index.html").is_file()
    (canonical,) = page.with_attribute("rel", "canonical")
    assert canonical.attributes["href"].endswith(f"/{new}")
    assert canonical.attributes["href"].startswith("https://")
    assert ["noindex"] == [e.attributes["content"] for e in page.with_attribute("name", "robots")]
    assert page.all("script") == []
    assert page.text.startswith("This page has moved")


def test_a_host_that_reads_a_list_finds_one(built):
    lines = [line.split() for line in (built.folder / "_redirects").read_text("utf-8").splitlines()]
    base = lines[0][0].partition("case-studies")[0]
    assert {(f"{base}{old}", f"{base}{new}", "301") for old, new in ADDRESSES.items()} == set(map(tuple, lines))


def test_no_old_address_is_in_the_sitemap_or_the_search_or_the_data(built):
    """Nor is a withdrawn record."""
    for name in ("sitemap.xml", "library/index.json", "open-data/case-studies.csv", "open-data/datapackage.json"):
        text = (built.folder / name).read_text("utf-8")
        assert not [old for old in ("lunch/", "quiet-room", "old-charter", "example-college") if old in text], name
    assert not [d for d in built.search_documents() if "quiet-room" in str(d) or "example-college" in d["url"]]


def test_a_site_without_old_addresses_has_none(small_published):
    assert not (small_published.folder / "_redirects").exists()
    assert 'http-equiv="refresh"' not in "".join(p.read_text("utf-8") for p in small_published.folder.rglob("*.html"))


def test_an_old_address_of_a_draft_leads_nowhere(site):
    former(site, SCHOOL, "lunch")
    replaced(site, SCHOOL, "status: published", "status: draft")
    assert not (build(site).folder / "case-studies/lunch").exists()


def test_a_page_of_an_editor_at_an_old_address_stays(site):
    former(site, SCHOOL, "lunch")
    written(site, "content/case-studies/lunch.md", "# About lunch\n\nOurs.\n")
    replaced(site, "mkdocs.yml", "  - About: about.md\n", "  - About: about.md\n  - Lunch: case-studies/lunch.md\n")
    assert "Ours." in build(site).page("case-studies/lunch/").text
