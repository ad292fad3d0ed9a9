"""The blank form for Word is published where the pages link to it, and is the same in every build."""

import io

import docx

from tests.site.building import build, small_site


def test_is_published_for_each_collection_that_is_named(tmp_path):
    root = small_site(tmp_path / "site")
    build(root)
    path = root / "site" / "contribute" / "case-studies.docx"
    made = path.read_bytes()
    assert "case study" in docx.Document(io.BytesIO(made)).core_properties.title
    assert (root / "site" / "contribute" / "charters.docx").is_file()
    build(root)
    assert made == path.read_bytes()


def test_is_left_out_with_its_plugin(tmp_path):
    root = small_site(tmp_path / "site")
    config = (root / "mkdocs.yml").read_text("utf-8")
    line = "  - charterkit/word-forms:\n      collections: [case-studies, charters]\n"
    assert line in config
    (root / "mkdocs.yml").write_text(config.replace(line, ""), encoding="utf-8")
    built = build(root)
    assert not list((root / "site" / "contribute").rglob("*.docx")), built
    assert "case-studies.docx" not in (root / "site/contribute/index.html").read_text("utf-8")
