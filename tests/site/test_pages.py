"""What holds of every page of the reference site."""

import itertools
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.site import records
from tests.site.built import ADDRESS
from tests.site.markup import live, parsed

COLLECTIONS = ("case-studies", "charters", "key-features", "principles", "worksheets")
LOADING = {"stylesheet", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "icon", "manifest"}


@pytest.fixture(scope="module")
def brand(published):
    return records.record(published.root / "data" / "brand.yml")


def visible(document):
    (body,) = document.all("body")
    return body.text


def test_every_page_says_that_it_is_unofficial_and_by_whom(published, brand):
    """The words are the brand's: what this site is, and who publishes it."""
    assert "unofficial" in brand["notice"].lower()
    for page, document in published.pages.items():
        assert brand["notice"] in visible(document), page
        assert f"Published by {brand['owner']}" in visible(document), page


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_record_names_the_publishers_of_its_sources(published, collection):
    """With the title, and the address where the record has one."""
    for name, record in records.records(published.root, collection).items():
        page = published.main(f"{collection}/{name}/")
        for source in record["sources"]:
            assert " ".join(source["title"].split()) in page.text
            assert " ".join(source["publisher"].split()) in page.text
            assert source.get("url", page.links()[0]) in page.links()


def test_every_unofficial_charter_says_so_in_its_text(published):
    """The page may be read without its footer."""
    unofficial = [n for n, r in records.records(published.root, "charters").items() if r["unofficial"] == "true"]
    assert unofficial
    for name in unofficial:
        assert "unofficial" in published.main(f"charters/{name}/").text.lower()


def test_every_page_has_a_language_a_title_a_description_and_one_heading(published):
    """No two pages have the same title, so that tabs and search results can be told apart."""
    titles: dict[str, list[str]] = {}
    for page, document in published.pages.items():
        (html,) = document.all("html")
        assert html.attributes.get("lang") == "en", page
        (title,) = [e for e in document.all("title") if e in document.all("head")[0].children]
        assert title.text, page
        titles.setdefault(title.text, []).append(page)
        (description,) = document.with_attribute("name", "description")
        assert description.attributes["content"].strip(), page
        (heading,) = document.all("h1")
        assert heading.text, page
    assert [] == [pages for pages in titles.values() if len(pages) > 1]


def test_headings_skip_no_level(published):
    """WCAG 1.3.1: who listens to a page finds the way by its headings."""
    for page, document in published.pages.items():
        levels = [int(e.tag[1]) for e in document.all("h1", "h2", "h3", "h4", "h5", "h6")]
        skipped = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        assert skipped == [], f"{page}: {levels}"


def test_no_id_stands_twice_on_a_page(published):
    """An anchor, a label or a description would lead to the wrong one."""
    for page, document in published.pages.items():
        ids = [e.attributes["id"] for e in document.with_attribute("id")]
        assert sorted(set(ids)) == sorted(ids), page


def test_every_reference_from_one_element_to_another_leads_to_one(published):
    """Labels, names, descriptions and what a button controls."""
    for page, document in published.pages.items():
        ids = {e.attributes["id"] for e in document.with_attribute("id")}
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            asked = {word for e in document.with_attribute(name) for word in e.attributes[name].split()}
            assert asked <= ids, f"{page}: {name} {asked - ids}"


def test_no_page_loads_anything_of_another_origin(published):
    """Scripts, styles, pictures, frames and hints to connect; a link that a reader may follow is no such thing."""
    for page, document in published.pages.items():
        loaded = [(e, link) for e, link in document.addresses() if e.tag not in {"a", "link", "form", "area"}]
        loaded += [
            (e, e.attributes["href"]) for e in document.all("link") if LOADING & set(e.attributes["rel"].split())
        ]
        assert loaded, page
        for element, link in loaded:
            assert urlsplit(urljoin(ADDRESS + page, link)).netloc == urlsplit(ADDRESS).netloc, (
                f"{page}: <{element.tag}> {link}"
            )
        for name in ("srcset", "imagesrcset", "ping", "background"):
            assert document.with_attribute(name) == [], page
        styled = [e.attributes["style"] for e in document.with_attribute("style")] + [
            e.text for e in document.all("style")
        ]
        assert [] == [style for style in styled if "url(" in style or "@import" in style], page


def test_no_style_sheet_loads_anything_of_another_origin(published):
    """Neither the engine's own nor the theme's."""
    for sheet in published.folder.rglob("*.css"):
        text = sheet.read_text("utf-8")
        assert re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import", text) == [], sheet.name


def test_no_page_has_a_script_inside_it_or_a_handler(published):
    """So that a content security policy can forbid both, and text of records can never become one."""
    assert [] == [f"{page}: {found}" for page, document in published.pages.items() for found in live(document)]


def test_what_would_run_would_be_noticed():
    """What the test above rests on."""
    page = parsed('<script>x</script><a onclick="x" href=" java\nscript:x">a</a><iframe></iframe><base href="/">')
    assert len(live(page)) == 5


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_record_is_published_as_one_page(published, collection):
    """As many pages as files, one for each id, with the record's title as its heading."""
    written = records.records(published.root, collection)
    pages = {
        page.split("/")[1] for page in published.pages if page.startswith(f"{collection}/") and page.count("/") == 2
    }
    assert written
    assert sorted(written) == sorted(pages)
    for name, record in written.items():
        (heading,) = published.main(f"{collection}/{name}/").all("h1")
        assert " ".join(record["title"].split()) == heading.text


def test_every_pledge_stands_on_the_page_of_pledges(published):
    """By the organisation's name, once for each row."""
    signed = [
        row
        for path in (published.root / "data" / "pledges").glob("*.csv")
        for row in records.table(path.parent, path.name)
    ]
    page = published.main("pledges/").text
    assert signed
    assert [] == [row["organisation"] for row in signed if row["organisation"] not in page]
    assert f"{len(signed)} organisations" in published.main("").text


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_edit_link_of_a_record_opens_its_file(published, collection):
    """At the repository that mkdocs.yml names; the rest of the address is the file's path."""
    repository = records.configuration(published.root)["repo_url"]
    for name in records.records(published.root, collection):
        (link,) = published.page(f"{collection}/{name}/").with_attribute("rel", "edit")
        assert f"{repository}/edit/main/content/{collection}/{name}.yml" == urljoin(
            "https://x", link.attributes["href"]
        )


def test_every_edit_link_opens_a_file_that_is_there(published):
    """Those of editors' pages too. A page that only lists others has none."""
    top = f"{records.configuration(published.root)['repo_url']}/edit/main/"
    found = {
        page: e.attributes["href"]
        for page, document in published.pages.items()
        for e in document.with_attribute("rel", "edit")
    }
    assert {"about/", "toolkit/"} <= found.keys()
    assert not {"library/", "search/", "404.html"} & found.keys()
    for page, link in found.items():
        assert link.startswith(top)
        assert (published.root / link.removeprefix(top)).is_file(), page


def test_nothing_is_published_but_pages_data_and_what_they_need(published):
    """No record's file, no Markdown, nothing of the machinery."""
    expected = {
        ".html",
        ".map",
        ".xml",
        ".gz",
        ".css",
        ".js",
        ".woff2",
        ".ttf",
        ".svg",
        ".png",
        ".pdf",
        ".json",
        ".csv",
        ".txt",
    }
    index = {".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".pagefind"}
    for path in published.folder.rglob("*"):
        if path.is_file() and path.name != ".charterkit":
            name = path.relative_to(published.folder).as_posix()
            if name in {"_headers", ".htaccess"}:
                continue  # what hosts read
            assert path.suffix in (index | {".js", ".json"} if name.startswith("pagefind/") else expected), name
            tables = name.startswith(("open-data/", "coverage/")) or name.endswith("crosswalk.csv")
            assert path.suffix != ".csv" or tables, name
            assert not path.is_symlink(), name


def test_nothing_of_the_machine_is_published(published):
    """No path of the folder in which it was built."""
    where = str(published.root).encode()
    assert [] == [p.name for p in published.folder.rglob("*") if p.is_file() and where in p.read_bytes()]


def test_the_404_page_helps_on(published):
    """It says what happened, and leads to the main pages and to search."""
    page = published.main("404.html")
    assert "not found" in page.text.lower()
    assert {"/fork/library/", "/fork/charters/", "/fork/about/"} <= set(page.links())
    assert ["/fork/search/"] == [form.attributes["action"] for form in page.all("form")]


def test_every_page_leads_to_search(published):
    """From its header, and without script."""
    for page, document in published.pages.items():
        found = [f for f in document.all("form") if f.attributes.get("role") == "search"]
        actions = {
            urljoin(ADDRESS + page, form.attributes["action"]) for form in found if form.attributes.get("action")
        }
        assert actions == {f"{ADDRESS}search/"}, page
        assert all(form.with_attribute("name", "q") for form in found), page
