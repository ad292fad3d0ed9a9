"""The pages for contributors, and what leads to them."""

import pytest

from tests.site.building import build, charterkit, replaced, small_site

PLUGIN = "  - charterkit/contribute:\n      collections: [case-studies, charters, pledges]\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(small_site(tmp_path_factory.mktemp("contribute") / "small"))


def test_pages_lead_to_the_page_for_contributors_and_on_to_each_form(built):
    for page in ("", "library/", "case-studies/example-school/", "about/"):
        assert any(link.rstrip("/").endswith("contribute") for link in built.page(page).links()), page
    assert {"../contribute/case-studies/", "../contribute/charters/"} <= set(built.main("contribute/").links())
    assert [] == built.faults()


def test_a_form_has_a_label_for_every_field_and_a_group_for_every_choice(built):
    """Templates of entries included."""
    for page in ("contribute/case-studies/", "contribute/charters/"):
        form = built.main(page).with_attribute("data-ck-contribute")[0]
        labelled = {label.attributes["for"] for label in form.all("label")}
        fields = {e.attributes["id"] for e in form.all("input", "textarea", "select")}
        assert fields == labelled
        assert all(fieldset.all("legend") for fieldset in form.all("fieldset"))
        grouped = {e.attributes["id"] for f in form.all("fieldset") for e in f.all("input")}
        boxes = {e.attributes["id"] for e in form.all("input") if e.attributes["type"] in {"radio", "checkbox"}}
        assert boxes
        assert boxes <= grouped


def test_what_editors_fill_in_is_not_asked(built):
    form = built.main("contribute/case-studies/")
    assert form.with_attribute("data-ck-path", "title")
    for name in ("status", "published_on", "review_due", "replaces", "changelog[]", "media[]"):
        assert not form.with_attribute("data-ck-path", name)
    assert {"status": "draft", "published_on": "today"} == built.json("contribute/case-studies.json")["fixed"]


def test_a_record_names_its_json_schema_where_the_site_keeps_one(site):
    assert build(site).json("contribute/charters.json")["modeline"] == ""
    schema = site / "data/json-schemas/charters.json"
    schema.parent.mkdir(exist_ok=True)
    schema.write_text("{}", encoding="utf-8")
    expected = "# yaml-language-server: $schema=../../data/json-schemas/charters.json"
    assert expected == build(site).json("contribute/charters.json")["modeline"]


def test_without_the_plugin_nothing_speaks_of_it(site):
    """Also when it was there before: pages are remembered by what they show."""
    build(site)
    replaced(site, "mkdocs.yml", PLUGIN, "")
    replaced(site, "mkdocs.yml", PLUGIN.replace("contribute", "word-forms"), "")
    again = build(site)
    assert not (again.folder / "contribute").exists()
    for address, page in again.pages.items():
        assert not any("contribute" in link for link in page.links()), address


def test_a_collection_that_is_not_there_ends_the_build(site):
    replaced(site, "mkdocs.yml", PLUGIN, PLUGIN.replace("case-studies", "case-studys"))
    done = charterkit(site, "build")
    assert done.returncode == 1
    assert "Did you mean `case-studies`?" in done.stderr


def test_the_cms_is_off_until_it_is_named(built, site):
    assert not (built.folder / "admin").exists()
    replaced(site, "mkdocs.yml", "https://example.org/repository", "https://github.com/example/charters")
    replaced(site, "mkdocs.yml", "  - charterkit/search\n", "  - charterkit/search\n  - charterkit/cms\n")
    on = build(site)
    assert {"name": "github", "repo": "example/charters", "branch": "main"} == on.json("admin/config.json")["backend"]
    page = (on.folder / "admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "MIT License" in (on.folder / "admin/LICENSE.txt").read_text("utf-8")
    assert "admin/" not in (on.folder / "sitemap.xml").read_text("utf-8")
    assert not [d for d in on.search_documents() if d["url"].startswith("admin")]


def test_the_cms_asks_where_the_repository_is(site):
    replaced(site, "mkdocs.yml", "  - charterkit/search\n", "  - charterkit/search\n  - charterkit/cms\n")
    done = charterkit(site, "build")
    assert done.returncode == 1
    assert "backend: {name: github, repo: owner/name, branch: main}" in done.stderr
