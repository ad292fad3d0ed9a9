"""A borough's own site: its name, colours, principles and charter, and only the capabilities that it wants."""

import re
import shutil
from urllib.parse import urljoin

import pytest
import yaml

from tests.site.building import build, charterkit, replaced, small_site, written
from tests.site.built import ADDRESS

CONFIGURATION = """\
site_name: Harbour schools
site_url: https://site.example/fork/
repo_url: https://example.org/harbour/site
edit_uri: edit/main/content/
docs_dir: content

theme:
  name: material
  font: false

nav:
  - Our charter: charters/index.md
  - What we stand for: principles/index.md
  - Practice: library/index.md

plugins:
  - charterkit
  - charterkit/home
  - charterkit/case-studies
  - charterkit/library:
      facets: [principles, regions]
  - charterkit/key-features
  - charterkit/principles
  - charterkit/charters
"""
BRAND = """\
name: Harbour & Quay
strapline: Every child gets a berth.
owner: Harbour Council
notice: The Council's own words, and nobody else's.
accent: "#7a1f5c"
charter: harbour
licence: OGL 3.0
licence_url: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
"""
CHARTER = {
    "title": "The Harbour Promise",
    "short_title": "Harbour",
    "version": "3",
    "adopted_year": "2025",
    "owner": "Harbour Council",
    "area": "Harbour",
    "summary": "What the ports promise.",
    "unofficial": "false",
    "status": "published",
    "published_on": "2026-01-01",
    "principles": [f"promise-{n}" for n in range(1, 8)],
    "sections": [
        {
            "heading": "We promise",
            "kind": "commitments",
            "statements": [{"text": f"We keep promise {n}.", "principles": [f"promise-{n}"]} for n in range(1, 8)],
        }
    ],
    "sources": [{"title": "The Harbour Promise", "publisher": "Harbour Council"}],
}


def table_without(root, *names):
    """Take tables out of the site's Data Package, and with them every list and reference that needs them."""
    path = root / "data/datapackage.yml"
    package = yaml.safe_load(path.read_text("utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] not in names]
    path.write_text(yaml.safe_dump(package, sort_keys=False), encoding="utf-8")


def harbour(root):
    """Make the small site a fork's: nothing of the reference site's own is left but two cases and a feature."""
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (root / "data/brand.yml").write_text(BRAND, encoding="utf-8")
    for folder in ("principles", "charters", "charter-versions", "charter-translations", "toolkit", "worksheets"):
        shutil.rmtree(root / "content" / folder)
    (root / "content/about.md").unlink()
    shutil.rmtree(root / "data/pledges")
    shutil.rmtree(root / "data/actions")
    table_without(root, "pledges", "pledge-acknowledged", "pledge-former-ids", "actions", "organisation-types")
    for number in range(1, 8):
        promise = {
            "title": f"Promise {number}",
            "order": str(number),
            "summary": f"The promise with the number {number}.",
            "meaning": "It means *what it says*.",
            "sources": [{"title": "The Harbour Promise", "publisher": "Harbour Council"}],
            "status": "published",
        }
        written(root, f"content/principles/promise-{number}.yml", yaml.safe_dump(promise))
    written(root, "content/charters/harbour.yml", yaml.safe_dump(CHARTER))
    for name, number in (("example-school", 2), ("example-college", 7)):
        replaced(
            root, f"content/case-studies/{name}.yml", "principle: example-principle", f"principle: promise-{number}"
        )
    return root


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return build(harbour(small_site(tmp_path_factory.mktemp("fork") / "harbour")))


def test_every_address_of_a_fork_resolves(fork):
    """Nothing links to a page of a capability that the site does not have."""
    assert [] == fork.faults()
    assert not [page for page in fork.pages if page.startswith(("pledges/", "search/", "open-data/", "toolkit/"))]


def test_a_fork_speaks_in_its_own_name(fork):
    """Name, owner, notice and licence on every page; nothing of the reference site."""
    for page, document in fork.pages.items():
        (body,) = document.all("body")
        assert "Harbour & Quay" in document.all("title")[0].text, page
        assert "The Council's own words, and nobody else's." in body.text, page
        assert "Published by Harbour Council." in body.text, page
        assert "OGL 3.0" in body.text, page
        for foreign in ("unofficial", "Unofficial", "Example charters", "Everything here is made up"):
            assert foreign not in body.text, f"{page}: {foreign}"


def test_a_forks_colour_is_everywhere(fork):
    """In the style sheet that carries it, and none of the reference site's."""
    css = (fork.folder / "assets/charterkit/brand.css").read_text("utf-8")
    assert "#7a1f5c" in css
    assert "#0b5c63" not in css


def test_principles_without_marks_are_numbered(fork):
    """Where no shape is, the number stands in its place, on the list, on cards and on the charter."""
    assert [f"Promise {n}" for n in range(1, 8)] == re.findall(r"Promise \d", fork.main("principles/").text)[:7]
    for page in ("principles/", "charters/harbour/", "library/"):
        shapes = [path for path in fork.main(page).all("path") if path.attributes.get("d", "x") == ""]
        assert shapes == [], page
    assert "7" in fork.main("library/").text


def test_the_navigation_is_the_forks(fork):
    """In its words and its order."""
    (menu,) = fork.page("charters/harbour/").with_attribute("aria-label", "Main")
    assert ["Our charter", "What we stand for", "Practice"] == [link.text for link in menu.all("a")]
    places = ["charters/", "principles/", "library/"]
    assert [ADDRESS + place for place in places] == [
        urljoin(f"{ADDRESS}charters/harbour/", link) for link in menu.links()
    ]


def test_a_charter_without_pledges_asks_nobody_to_count_them(fork):
    """There is no table of pledges, so none is spoken of."""
    assert "signed" not in fork.main("charters/harbour/").text.lower()
    assert "signed" not in fork.main("").text.lower()


def without(site, capability):
    """Take a plugin out of mkdocs.yml, and its page out of the navigation."""
    configuration = (site / "mkdocs.yml").read_text("utf-8")
    configuration = re.sub(rf"  - charterkit/{capability}:?\n(?:      .*\n)*", "", configuration)
    configuration = re.sub(rf"  - \w+: {capability}/index.md\n", "", configuration)
    (site / "mkdocs.yml").write_text(configuration, encoding="utf-8")


@pytest.mark.parametrize("capability", ["home", "resources", "search", "open-data", "pledges"])
def test_a_capability_can_be_left_out(site, capability):
    """The site is built, and nothing leads to where nothing is."""
    without(site, capability)
    if capability == "resources":
        written(site, "content/toolkit/index.md", "# Welcome\n")
    if capability == "pledges":
        (site / "data/pledges/example-charter.csv").unlink()
        (site / "data/actions/example-actions.csv").unlink()
    if capability == "home":
        written(site, "content/index.md", "# Our own front door\n")
        replaced(site, "mkdocs.yml", "    omitted_files: warn", "    omitted_files: info")
    built = build(site)
    assert not [page for page in built.pages if page.startswith(f"{capability}/")]
    assert [] == built.faults()


@pytest.mark.parametrize("capability", ["case-studies", "library", "key-features", "principles", "charters", "pledges"])
def test_records_without_a_plugin_that_shows_them_are_a_warning(site, capability):
    """Other pages would link to nowhere. The warning says what to write."""
    without(site, capability)
    done = charterkit(site, "build", "--strict")
    assert done.returncode == 1
    assert f"Add `- charterkit/{capability}` to `plugins`." in done.stderr


def test_a_fork_takes_the_engines_templates_or_its_own(site):
    """A template of the same name under overrides/charterkit/ wins; the others stay the engine's."""
    replaced(site, "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: overrides\n")
    written(site, "overrides/charterkit/pages/search.html", "<h1>{{ page.title }} here</h1>{{ brand.name }}")
    built = build(site)
    assert "Search here Example charters" == built.main("search/").text
    assert "A seat at every table" in built.main("library/").text
