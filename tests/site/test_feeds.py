"""Feeds and the page of what is new, in built sites."""

import json
import xml.etree.ElementTree as ET

from tests.site import records
from tests.site.building import build, replaced, written
from tests.site.built import ADDRESS

ATOM = "{http://www.w3.org/2005/Atom}"


def named(document):
    return [
        e.attributes["href"]
        for e in document.with_attribute("rel", "alternate")
        if e.attributes["type"] in {"application/atom+xml", "application/feed+json"}
    ]


def test_generated_pages_name_the_feed_and_a_feature_its_own(published):
    assert ["./feeds/all.xml", "./feeds/all.json"] == named(published.page(""))
    key = next(iter(records.records(published.root, "key-features")))
    page = f"key-features/{key}/"
    assert f"../../feeds/key-features/{key}.xml" in named(published.page(page))
    assert len(named(published.page(page))) == 4
    assert [] == named(published.page("about/")), "Material's script would ask for a sitemap there"
    assert [] == [f for name, document in published.pages.items() for f in published.faults_of(name, document)]


def test_the_feed_holds_every_case(published):
    feed = ET.fromstring((published.folder / "feeds/all.xml").read_bytes())  # noqa: S314 - our own
    links = {link.get("href") for entry in feed.iter(f"{ATOM}entry") for link in entry.iter(f"{ATOM}link")}
    cases = records.records(published.root, "case-studies")
    assert {f"{ADDRESS}case-studies/{name}/" for name in cases} == links
    items = published.json("feeds/all.json")["items"]
    assert links == {item["url"] for item in items}


def test_news_name_every_publication(published):
    pages = [page for page in published.pages if page.startswith("news/")]
    links = {link.rpartition("../")[2] for page in pages for link in published.main(page).links()}
    cases = {f"case-studies/{name}/" for name in records.records(published.root, "case-studies")}
    assert cases <= links


def test_a_withdrawn_case_is_no_news(site):
    written(site, "content/case-studies/example-college.yml", "status: withdrawn\n")
    replaced(site, "content/case-studies/example-school.yml", "related:\n  - example-college\n", "")
    built = build(site)
    assert "example-college" not in (built.folder / "feeds/all.xml").read_text("utf-8")
    assert "example-college" not in json.dumps(built.json("news/recent.json"))
