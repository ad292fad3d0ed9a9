"""Every address on every page of the reference site leads somewhere."""

import re
from urllib.parse import urljoin
from xml.etree import ElementTree

from tests.site.built import ADDRESS
from tests.site.markup import parsed

_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_address_on_every_page_resolves(published):
    """Links, forms, scripts, styles, pictures and anchors, the ones in the 404 page included."""
    assert len(published.pages) > 50
    assert [] == published.faults()


def test_every_address_on_the_cards_that_script_shows_resolves(published):
    """The library's script sets these into the library's page."""
    fragments = dict(published.fragments())
    assert fragments
    for name, cards in fragments.items():
        assert cards.links(), name
        assert [] == published.faults_of("library/", cards)


def test_every_address_in_style_sheets_resolves(published):
    """Fonts and pictures."""
    sheets = sorted(published.folder.rglob("*.css"))
    assert sheets
    found = 0
    for sheet in sheets:
        name = sheet.relative_to(published.folder).as_posix()
        for link in _CSS_ADDRESS.findall(sheet.read_text("utf-8")):
            if not link.startswith("data:"):
                found += 1
                assert published.fault(name, link) == "", f"{name}: {link}"
    assert found, "the site's own fonts at least are asked for by a style sheet"


def test_the_sitemap_lists_every_page_once(published):
    """All but the 404 page, by the address at which they are published."""
    root = ElementTree.fromstring((published.folder / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    listed = [entry.findtext(f"{_SITEMAP}loc", "") for entry in root]
    assert sorted(ADDRESS + page for page in published.pages if page != "404.html") == sorted(listed)


def test_every_search_result_leads_to_a_page(published):
    """The index is made from documents of its own, so their addresses could differ from the pages'."""
    documents = published.search_documents()
    assert documents
    for document in documents:
        assert document["url"] in published.pages


def test_every_file_that_the_data_package_names_is_published(published):
    """And the page of the open data links to every one of them."""
    package = published.json("open-data/datapackage.json")
    offered = {urljoin(f"{ADDRESS}open-data/", link) for link in published.page("open-data/").links()}
    names = [resource["path"] for resource in package["resources"]]
    assert names
    for name in names:
        assert (published.folder / "open-data" / name).is_file()
        assert f"{ADDRESS}open-data/{name}" in offered


def test_canonical_addresses_are_the_pages_own(published):
    """A canonical address that names another page would take this one out of search engines."""
    for page, document in published.pages.items():
        canonical = [e.attributes["href"] for e in document.with_attribute("rel", "canonical")]
        assert canonical == ([] if page == "404.html" else [ADDRESS + page])


def test_links_from_the_404_page_work_at_any_depth(published):
    """It is served for addresses at any depth, so its links must not depend on where it seems to be."""
    document = published.page("404.html")
    relative = [link for _, link in document.addresses() if not link.startswith(("/fork/", "#", "https://"))]
    assert relative == []


def test_a_site_works_from_any_folder(published):
    """All other pages name nothing from the top of an origin: the same files can be served anywhere."""
    for page, document in published.pages.items():
        assert page == "404.html" or not [link for _, link in document.addresses() if link.startswith("/")], page


def test_a_broken_link_would_be_noticed(published):
    """What the tests above rest on."""
    page = parsed('<a href="nowhere/">a</a><a href="#nothing">b</a><a href="../../up/">c</a><img src="no.png">')
    assert len(published.faults_of("library/", page)) == 4
