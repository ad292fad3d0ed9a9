"""What pages say of themselves to other software, in built sites."""

import io
import json

import pytest
from PIL import Image

from tests.site.building import build, replaced
from tests.site.built import ADDRESS, differences, tree
from tests.site.markup import parsed

HOSTILE = """</script><script>alert(1)</script> "' & <!--"""


def properties(document):
    return {e.attributes["property"]: e.attributes["content"] for e in document.with_attribute("property")}


def things(document):
    scripts = document.with_attribute("type", "application/ld+json")
    return [json.loads("".join(map(str, script.children))) for script in scripts]


def test_every_page_names_itself(published):
    for name, document in published.pages.items():
        if name == "404.html":
            continue
        found = properties(document)
        assert f"{ADDRESS}{name}" == found["og:url"]
        (title,) = [e.text for e in document.all("title") if "–" in e.text or name == ""]
        assert title.startswith(" ".join(found["og:title"].split()))
        assert found["og:description"]


def test_every_page_has_a_picture_that_is_there(published):
    sizes = {}
    for name, document in published.pages.items():
        if name == "404.html":
            continue
        found = properties(document)
        path = found["og:image"].removeprefix(ADDRESS)
        if path not in sizes:
            sizes[path] = Image.open(io.BytesIO((published.folder / path).read_bytes())).size
        assert (int(found["og:image:width"]), int(found["og:image:height"])) == sizes[path]
        assert found["og:image:alt"]
    assert len(sizes) > 20


def test_kinds_of_pages_are_described_in_their_own_way(published):
    assert ["WebSite"] == [t["@type"] for t in things(published.page(""))]
    assert ["Article", "BreadcrumbList"] == [t["@type"] for t in things(published.page("charters/london/"))]
    assert ["BreadcrumbList"] == [t["@type"] for t in things(published.page("about/"))]
    dataset, _ = things(published.page("open-data/"))
    assert "Dataset" == dataset["@type"]
    assert len(dataset["distribution"]) > 20
    assert [] == [
        d["contentUrl"]
        for d in dataset["distribution"]
        if not (published.folder / d["contentUrl"].removeprefix(ADDRESS)).is_file()
    ]


def test_hostile_titles_stay_data(site):
    quoted = HOSTILE.replace("'", "''")
    replaced(site, "content/case-studies/example-school.yml", "title: A seat at every table", f"title: '{quoted}'")
    document = build(site).page("case-studies/example-school/")
    assert HOSTILE == properties(document)["og:title"]
    assert HOSTILE == things(document)[0]["headline"]
    assert [] == [e for e in document.all("script") if "alert" in str(e.children) and "type" not in e.attributes]


def test_a_site_without_an_address_says_only_what_needs_none(site):
    replaced(site, "mkdocs.yml", f"site_url: {ADDRESS}\n", "")
    built = build(site)
    found = properties(built.page("case-studies/example-school/"))
    assert {"og:url", "og:image"}.isdisjoint(found)
    assert "A seat at every table" == found["og:title"]
    assert not (built.folder / "assets/charterkit/pictures").exists()


@pytest.mark.parametrize("plugin", ["metadata", "share-pictures", "feeds", "news", "coverage", "statements"])
def test_a_site_can_do_without(site, plugin):
    """The rest stays whole: no link leads nowhere."""
    text = (site / "mkdocs.yml").read_text("utf-8")
    head, rest = text.split(f"  - charterkit/{plugin}", 1)
    after = rest.split("\n  - ", 1)[1]
    (site / "mkdocs.yml").write_text(f"{head}  - {after}", encoding="utf-8")
    assert [] == build(site).faults()


def test_pictures_are_drawn_once(standing):
    before = tree(standing.folder / "assets/charterkit/pictures")
    assert "case-studies/example-school.png" in before
    build(standing.root)
    assert [] == differences(before, tree(standing.folder / "assets/charterkit/pictures"))


def test_the_head_of_a_page_that_is_taken_over_is_as_it_would_be(standing):
    """Pages that are settled keep the picture and the feeds that they name."""
    build(standing.root)
    for _, link in parsed((standing.folder / "case-studies/example-college/index.html").read_text("utf-8")).addresses():
        assert "" == standing.fault("case-studies/example-college/", link)
