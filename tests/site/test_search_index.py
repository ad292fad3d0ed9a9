"""The index that Pagefind makes, in one part or in several."""

import gzip
import json

from charterkit.publish import search
from tests.site.building import build, replaced

SCHOOL = "content/case-studies/example-school.yml"


def addresses(built):
    """Give the address of the page that each name in pages.json stands for; the first sign of a name is the part."""
    pages = built.json("pagefind/pages.json")
    found = {}
    for name in " ".join([pages["listed"]["pages"], *pages["others"]]).split():
        (fragment,) = (built.folder / "pagefind" / name[0] / "fragment").glob(f"*_{name[1:]}.pf_fragment")
        found[name] = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["url"]
    return found


def inodes(built, part):
    return {
        path.name: path.stat().st_ino for path in (built.folder / "pagefind" / str(part)).rglob("*") if path.is_file()
    }


def test_many_records_are_shared_out_and_apart_from_other_pages(site, monkeypatch):
    """All pages are found all the same, each once, whether records are many or not."""
    whole = build(site)
    assert 1 == whole.json("pagefind/pages.json")["parts"]
    before = sorted(addresses(whole).values())
    monkeypatch.setattr(search, "MANY", 1)
    built = build(site)
    assert 5 == built.json("pagefind/pages.json")["parts"]
    found = addresses(built)
    assert before == sorted(found.values())
    parts = {url: name[0] for name, url in found.items()}
    assert "4" not in {part for url, part in parts.items() if url.startswith("/case-studies/")}
    assert {"4"} == {part for url, part in parts.items() if url in {"/about.html", "/toolkit.html"}}


def test_an_edit_makes_the_part_of_its_record_anew(site, monkeypatch):
    monkeypatch.setattr(search, "MANY", 1)
    built = build(site)
    (part,) = {name[0] for name, url in addresses(built).items() if url == "/case-studies/example-school.html"}
    before = {number: inodes(built, number) for number in range(4)}
    replaced(site, SCHOOL, "title: A seat at every table", "title: A chair at every table")
    again = build(site)
    changed = {number for number in range(4) if before[number] != inodes(again, number)}
    assert changed == {int(part)}
    assert any("A chair at every table" in json.dumps(document) for document in again.search_documents())
