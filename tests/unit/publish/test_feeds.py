"""Feeds hold what Atom and JSON Feed ask for, and what identifies an entry stays."""

import json
import xml.etree.ElementTree as ET

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.publish.feeds import Writer
from charterkit.views import feeds
from tests.editing import COLLEGE, SCHOOL, copy, replace

ATOM = "{http://www.w3.org/2005/Atom}"
TOP = "https://site.example/fork/"


def made(site, top=TOP, fields=("key_features",), most=50):
    loaded = catalogue.load(site)
    return Writer(loaded.brand, top, 2026), list(feeds.feeds(loaded, fields, most, fields))


def atom(site, **how):
    writer, (feed, *_) = made(site, **how)
    return ET.fromstring(writer.atom(feed))  # noqa: S314 - written a line before


def texts(element, *path):
    return [found.text for found in element.findall("/".join(ATOM + name for name in path))]


def test_atom_has_what_the_standard_asks_for(site):
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author, and links."""
    feed = atom(site)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert 1 == len(element.findall(ATOM + name)), name
        (link,) = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        assert link.get("href").startswith(TOP)
    (own,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert f"{TOP}feeds/all.xml" == own.get("href")
    assert ["the example project"] == texts(feed, "author", "name")
    assert max(texts(feed, "entry", "updated")) == feed.find(f"{ATOM}updated").text


def test_the_last_changed_come_first(site):
    assert ["2026-04-01T00:00:00Z", "2026-02-01T00:00:00Z"] == texts(atom(site), "entry", "updated")
    (summary, _) = texts(atom(site), "entry", "summary")
    assert "1 April 2026: The number of pupils was corrected." in summary


@pytest.mark.parametrize("top", [TOP, ""])
def test_what_identifies_an_entry_stays_when_it_changes(site, top):
    before = texts(atom(site, top=top), "entry", "id")
    assert len(set(before)) == 2
    replace(site, SCHOOL, "title: A seat at every table", "title: Another title")
    replace(site, SCHOOL, "published_on: 2026-03-01", "published_on: 2025-03-01")
    assert sorted(before) == sorted(texts(atom(site, top=top), "entry", "id"))
    start = "tag:site.example,2026:/fork/case-studies/" if top else "urn:uuid:"
    assert all(one.startswith(start) for one in before)


def test_links_are_relative_where_the_address_is_not_known(site):
    feed = atom(site, top="")
    links = [(one.get("rel"), one.get("href")) for one in feed.iter(f"{ATOM}link")]
    assert ("alternate", "../case-studies/example-school/") in links
    assert "self" not in [rel for rel, _ in links]


def test_hostile_texts_stay_text(site):
    replace(site, SCHOOL, "title: A seat at every table", "title: ']]></title><script>alert(1)</script> & \"'")
    feed = atom(site)
    assert ']]></title><script>alert(1)</script> & "' in texts(feed, "entry", "title")
    assert [] == list(feed.iter("script"))


def test_a_feed_holds_no_more_than_it_may(site):
    for number in range(5):
        copy(site, COLLEGE, f"case-{number}", title=f"Case {number}", published_on=f"2026-05-0{number + 1}")
    assert ["Case 4", "Case 3", "Case 2"] == texts(atom(site, most=3), "entry", "title")


def test_each_term_has_its_own(site):
    copy(site, "content/key-features/example-feature.yml", "other", title="Other")
    _, (_, own, other) = made(site)
    assert ("feeds/key-features/example-feature", "key-features/example-feature/") == (own.path, own.about)
    assert len(own.entries) == 2
    assert () == other.entries
    assert other.updated.isoformat() == "2026-04-01", "the site's own date, not the clock's"


def test_json_feed_has_what_the_standard_asks_for(site):
    writer, (feed, *_) = made(site)
    whole = json.loads(writer.json(feed))
    assert "https://jsonfeed.org/version/1.1" == whole["version"]
    assert f"{TOP}feeds/all.json" == whole["feed_url"]
    for item in whole["items"]:
        assert {"id", "url", "title", "content_text", "date_published", "date_modified"} <= item.keys()
    assert [item["id"] for item in whole["items"]] == texts(atom(site), "entry", "id")


def test_a_field_that_cannot_have_feeds_is_named(site):
    with pytest.raises(CharterkitError, match="titel"):
        made(site, fields=("titel",))
