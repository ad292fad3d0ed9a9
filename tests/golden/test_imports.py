"""What `charterkit import` says of a mistake in a table: one golden file each, in the folder `imports`.

A golden file begins with `mistake:` and a sentence. Parts follow: `--- mapping` (optional), `--- table` (a CSV file of
pledges for the small site), and `--- report`, which is the exit status and all that is printed. `{{U+202E}}` is that
character. `pytest tests/golden --write-golden` writes the reports anew, for the author of the change to read through.
"""

import re
from pathlib import Path

import pytest

from charterkit.cli import main

FILES = sorted((Path(__file__).parent / "imports").glob("*.golden"))
PART = re.compile(r"^--- (mapping|table|report)\n", re.MULTILINE)
MARK = re.compile(r"\{\{U\+([0-9A-F]{4,6})\}\}")


def parts(path):
    head, *pieces = PART.split(path.read_text("utf-8"))
    assert re.fullmatch(r"mistake: [A-Z].+\.\n\n", head)
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def said(status, captured, tmp_path):
    """Give the exit status and what was printed, the day on which the test runs left out."""
    text = f"exit status {status}\n{captured.out}{captured.err}".replace(str(tmp_path), "…")
    return re.sub(r"\b20\d\d-\d\d-\d\d\b", "DATE", text)


def test_there_are_golden_files():
    assert len(FILES) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_in_a_table_is_told(path, site, tmp_path, request, capsys):
    given = parts(path)
    (tmp_path / "table.csv").write_text(
        MARK.sub(lambda found: chr(int(found[1], 16)), given["table"]), encoding="utf-8", newline=""
    )
    words = ["--site", str(site), "import", "pledge", str(tmp_path / "table.csv")]
    if "mapping" in given:
        (tmp_path / "mapping.yml").write_text(given["mapping"], encoding="utf-8")
        words += ["--mapping", str(tmp_path / "mapping.yml")]
    report = said(main(words), capsys.readouterr(), tmp_path)
    if request.config.getoption("--write-golden"):
        text = path.read_text("utf-8")
        path.write_text(text[: text.index("--- report\n")] + f"--- report\n{report}", encoding="utf-8", newline="\n")
    assert given["report"] == report
