"""Coverage in built sites: every number leads to what it counts."""

import csv
import io
import re

from tests.site.building import build, charterkit


def test_a_directive_shows_a_matrix_in_an_editor_s_page(site):
    page = site / "content/about.md"
    page.write_text(page.read_text("utf-8") + "\n<!-- charterkit/coverage key_features setting_type -->\n", "utf-8")
    built = build(site)
    assert 1 == len(built.main("about/").all("table"))
    assert "key-features/example-feature/" in " ".join(built.main("about/").links())
    assert [] == built.faults()


def test_a_directive_for_a_matrix_that_there_is_not_is_a_warning(site):
    page = site / "content/about.md"
    page.write_text(page.read_text("utf-8") + "\n<!-- charterkit/coverage needs regions -->\n", "utf-8")
    done = charterkit(site, "build", "--strict")
    assert done.returncode != 0
    assert "key_features setting_type" in done.stdout + done.stderr


def test_the_table_the_lists_and_the_download_say_the_same(published):
    """Read without script: the cases named below a table are those that its numbers count."""
    document = published.main("coverage/")
    tables, sections = document.all("table"), [e for e in document.all("section") if e.all("table")]
    assert len(tables) == len(sections) == 2
    for table, section in zip(tables, sections, strict=True):
        (download,) = [link for link in section.links() if link.endswith(".csv")]
        rows = list(
            csv.reader(io.StringIO((published.folder / "coverage" / download.split("/")[-1]).read_text("utf-8")))
        )
        shown = [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]
        assert rows[0] == shown[0]
        for told, seen in zip(rows[1:], shown[1:], strict=True):
            numbers = ["".join(re.findall(r"^\d+", cell)) or "0" for cell in seen[1:]]
            assert told == [seen[0], *numbers]
        for row, folded in zip(rows[1:-1], section.all("details"), strict=True):
            assert len([n for n in row[1:-1] if n != "0"]) == len(folded.all("dd"))


def test_headers_have_scopes_and_a_table_is_named(published):
    for table in published.main("coverage/").all("table"):
        assert {"col", "row"} == {e.attributes["scope"] for e in table.all("th")}
        assert table.all("caption")
