"""The content security policy stands on every page, before anything that it is about."""

import re

import pytest

from tests.site.building import build, charterkit, replaced, written
from tests.site.markup import DATA

PLUGIN = "  - charterkit/policy\n"


def policy(document):
    (found,) = document.with_attribute("http-equiv", "Content-Security-Policy")
    return found.attributes["content"]


def directive(document, name):
    return next(part.split()[1:] for part in policy(document).split("; ") if part.split()[0] == name)


@pytest.fixture(params=["published", "small_published"])
def built(request):
    """Both sites: with Material's palette and without."""
    return request.getfixturevalue(request.param)


def test_it_stands_first_in_the_head_of_every_page(built):
    assert len(built.pages) > 20
    for name, document in built.pages.items():
        (head,) = document.all("head")
        elements = [e for e in head if e.tag in {"meta", "script", "link", "style"}]
        assert ["charset", "http-equiv"] == [next(iter(e.attributes)) for e in elements[:2]], name
        assert "default-src 'none'" in policy(document)


def test_no_page_holds_what_it_would_stop(built):
    """No script, style or handler inside a page; data is none of these."""
    for name, document in built.pages.items():
        inside = [
            e for e in document.all("script") if "src" not in e.attributes and e.attributes.get("type") not in DATA
        ]
        assert [] == inside, name
        assert [] == document.all("style"), name
        assert [] == [(name, e.tag) for e in document if "style" in e.attributes]
        assert [] == [(name, a) for e in document for a in e.attributes if a.startswith("on")]


def test_hosts_get_the_same(built):
    text = (built.folder / "_headers").read_text("utf-8")
    assert f"  Content-Security-Policy: {policy(built.page('about/'))}; frame-ancestors 'self'\n" in text
    assert policy(built.page("about/")) in (built.folder / ".htaccess").read_text("utf-8")


def test_a_site_can_add_sources_and_says_so_to_its_readers(site):
    options = "      sources:\n        img-src: [https://pictures.example]\n      files: [_headers]\n"
    replaced(site, "mkdocs.yml", PLUGIN, f"{PLUGIN.rstrip()}:\n{options}")
    built = build(site)
    assert "https://pictures.example" in directive(built.page("library/"), "img-src")
    assert "https://pictures.example" in built.main("privacy/").text
    assert "asks no other site" not in built.main("privacy/").text
    assert not (built.folder / ".htaccess").exists()


def test_a_script_in_a_template_of_the_site_is_allowed_by_its_hash(site):
    replaced(site, "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    footer = "<footer><script>document.title</script></footer>"
    written(site, "overrides/partials/footer.html", footer)
    built = build(site)
    assert re.fullmatch(r"'sha256-[\w+/=]+'", directive(built.page("about/"), "script-src")[-1])


def test_a_directive_that_there_is_not_is_named(site):
    replaced(site, "mkdocs.yml", PLUGIN, f"{PLUGIN.rstrip()}:\n      sources: {{img-scr: [https://a.example]}}\n")
    done = charterkit(site, "build")
    assert done.returncode != 0
    assert "charterkit/policy: `img-scr` is not a directive" in done.stdout + done.stderr


def test_a_site_can_do_without(site):
    replaced(site, "mkdocs.yml", PLUGIN, "")
    built = build(site)
    assert [] == built.page("library/").with_attribute("http-equiv", "Content-Security-Policy")
    assert not (built.folder / "_headers").exists()
