"""Sveltia CMS starts from the site alone, with the configuration that the schemas give, and writes what passes."""

import pytest
from playwright.sync_api import expect

from tests.browser import serving
from tests.browser.conftest import visiting
from tests.site import records
from tests.site.building import build, charterkit, replaced, small_site

LOOSER = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy that its page needs; with the host's own address in `connect-src`, it can also sign in."""

# The CMS's backend for trying it out keeps files in the browser's private file system.
PUT = """async (files) => {
    const root = await navigator.storage.getDirectory();
    for (const [path, text] of files) {
        let folder = await root.getDirectoryHandle("sveltia-cms-test", { create: true });
        const parts = path.split("/");
        const name = parts.pop();
        for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
        const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writing.write(text);
        await writing.close();
    }
}"""
GET = """async (path) => {
    const parts = ["sveltia-cms-test", ...path.split("/")];
    const name = parts.pop();
    let folder = await navigator.storage.getDirectory();
    for (const part of parts) folder = await folder.getDirectoryHandle(part);
    return (await (await folder.getFileHandle(name)).getFile()).text();
}"""
# Saving puts a new file in the place of the old one. What was opened just before cannot be read any more: it is read again.
# The waiting is done here, since what waits for a function to be true takes a promise for true.
SAVED = f"""async ([path, words]) => {{
    const until = Date.now() + 20000;
    while (Date.now() < until) {{
        const text = await ({GET})(path).catch((error) => {{
            if (error.name !== "NotReadableError") throw error;
            return "";
        }});
        if (text.includes(words)) return text;
        await new Promise((soon) => setTimeout(soon, 50));
    }}
    throw new Error(`${{path}} never held ${{words}}`);
}}"""
RECORD = "content/case-studies/example-school.yml"


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "POLICY", LOOSER)
    root = small_site(tmp_path / "small")
    switch = "  - charterkit/search\n  - charterkit/cms:\n      backend: {name: test-repo}\n"
    replaced(root, "mkdocs.yml", "  - charterkit/search\n", switch)
    return build(root)


def test_an_editor_changes_a_record_and_the_rest_of_it_stays(browser, built):
    """Every collection is there; nothing is asked of another host; what is saved passes the check and says the same."""
    files = [(p.relative_to(built.root).as_posix(), p.read_text("utf-8")) for p in built.root.glob("content/*/*.yml")]
    before = records.record(built.root / RECORD)
    with visiting(browser, built) as visit:
        page = visit.open("admin/")
        page.evaluate(PUT, files)
        page.reload()
        page.get_by_role("button", name="Work with Test Repository").click()
        for collection in built.json("admin/config.json")["collections"]:
            expect(page.get_by_text(collection["label"], exact=True).first).to_be_visible()
        page.goto(f"{visit.top}admin/#/collections/case-studies/entries/example-school")
        title = page.get_by_role("textbox", name="Title").first
        expect(title).to_have_value(before["title"])
        title.fill("Another title: a better one")
        page.get_by_role("button", name="Save").first.click()
        saved = page.evaluate(SAVED, [RECORD, "a better one"])
    (built.root / RECORD).write_text(saved, encoding="utf-8")
    done = charterkit(built.root, "check", "--strict")
    assert (0, "No problems found.\n") == (done.returncode, done.stdout)
    assert stripped(before | {"title": "Another title: a better one"}) == stripped(records.record(built.root / RECORD))


def stripped(value):
    """A record without the line ends at the end of its texts, which mean nothing."""
    if isinstance(value, dict):
        return {key: stripped(inner) for key, inner in value.items()}
    return [stripped(inner) for inner in value] if isinstance(value, list) else value.strip()
