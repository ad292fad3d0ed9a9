"""Every document says where its icon is: a browser that is not told asks for one at the top of the host, in vain."""

from urllib.parse import urljoin

import pytest

from tests.site.building import build, replaced, written
from tests.site.built import ADDRESS, Built
from tests.site.markup import parsed

ENGINES = "assets/charterkit/favicon.svg"
OWN = "files/sign.svg"
CMS = "  - charterkit/search\n  - charterkit/cms:\n      backend: {name: test-repo}\n"


def icons(site: Built) -> dict[str, list[str]]:
    """For each HTML file, where it says that its icon is, as paths within the site."""
    found = {}
    for path in sorted(site.folder.rglob("*.html")):
        name = path.relative_to(site.folder).as_posix()
        links = [link.attributes["href"] for link in parsed(path.read_text("utf-8")).with_attribute("rel", "icon")]
        found[name] = [urljoin(ADDRESS + name, link).removeprefix(ADDRESS) for link in links]
    return found


@pytest.fixture
def many_kinds(site):
    """A site with the documents that stand outside the theme: a moved page, cards for other sites, the CMS."""
    replaced(site, "mkdocs.yml", "  - charterkit/search\n", CMS)
    school = "content/case-studies/example-school.yml"
    replaced(site, school, "status: published", "former_ids:\n  - lunch\nstatus: published")
    return site


def test_every_document_names_an_icon_that_is_there(published):
    for name, found in icons(published).items():
        assert len(found) == 1, name
        assert (published.folder / found[0]).is_file(), name


def test_documents_outside_the_theme_name_it_too(many_kinds):
    found = icons(build(many_kinds))
    assert {"case-studies/lunch/index.html", "case-studies/example-school/card/index.html", "admin/index.html"} <= set(
        found
    )
    assert {name: [ENGINES] for name in found} == found


def test_a_site_that_has_its_own_icon_has_it_everywhere(many_kinds):
    """Also where a document was made before it had one."""
    build(many_kinds)
    written(many_kinds, f"content/{OWN}", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    replaced(many_kinds, "mkdocs.yml", "  font: false\n", f"  font: false\n  favicon: {OWN}\n")
    found = icons(build(many_kinds))
    assert {name: [OWN] for name in found} == found
