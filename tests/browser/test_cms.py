"""Sveltia CMS starts from the site alone, with the configuration that the schemas give."""

from playwright.sync_api import expect

from tests.browser import serving
from tests.browser.conftest import Visit
from tests.browser.serving import served
from tests.site.building import build, replaced, small_site

LOOSER = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy that its page needs; with the host's own address in `connect-src`, it can also sign in."""


def test_it_shows_every_collection_and_asks_no_other_host(browser, tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "POLICY", LOOSER)
    root = small_site(tmp_path / "small")
    switch = "  - charterkit/search\n  - charterkit/cms:\n      backend: {name: test-repo}\n"
    replaced(root, "mkdocs.yml", "  - charterkit/search\n", switch)
    built = build(root)
    with served(built.folder) as top:
        visit = Visit(browser, top)
        page = visit.open("admin/")
        page.get_by_role("button", name="Work with Test Repository").click()
        for collection in built.json("admin/config.json")["collections"]:
            expect(page.get_by_text(collection["label"], exact=True).first).to_be_visible()
        page.goto(f"{top}admin/#/collections/case-studies/new")
        expect(page.get_by_text("What was done, in the reader's words.").first).to_be_visible()
        visit.close()
