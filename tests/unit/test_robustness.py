"""Whatever stands in a site's files: checking tells it without a traceback, and what it lets pass can be published."""

import itertools
import random

import pytest

from charterkit import catalogue
from charterkit.cache import Cache
from charterkit.problems import errors
from charterkit.publish import open_data
from charterkit.render.html import HtmlRenderer
from charterkit.views import (
    case_studies,
    charters,
    home,
    key_features,
    library,
    pledge_pages,
    pledges,
    principles,
    printing,
)

SIGNS = [
    "",
    ":",
    "- ",
    '"',
    "'",
    "[",
    "{",
    "*",
    "&",
    "!",
    "|",
    "\t",
    "#",
    "  ",
    "\n",
    "---\n",
    ",",
    ";",
    "<b>",
    "£",
    "0",
    "9" * 30,
]
ROUNDS = 40


def spoilt(text, chance):
    """Give the text with a few letters or lines changed, lost or doubled."""
    for _ in range(chance.choice([1, 1, 2])):
        place = chance.randrange(len(text))
        lines = text.split("\n")
        number = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                text = text[:place] + chance.choice(SIGNS) + text[place + chance.choice([0, 1, 3]) :]
            case 1:
                text = text[:place] + text[place + chance.randrange(40) :]
            case 2:
                text = "\n".join(lines[:number] + lines[number + 1 :])
            case 3:
                text = "\n".join([*lines[:number], chance.choice(lines), *lines[number:]])
    return text


def publish(loaded, html, folder):
    """Make everything that a build makes, but for MkDocs' part."""
    open_data.write(loaded, folder)
    shelves = library.library(loaded, ["tier", "key_features", "regions"], 2)
    pages = itertools.chain(
        case_studies.pages(loaded, {"open-data"}),
        charters.pages(loaded),
        key_features.pages(loaded, listed=True),
        principles.pages(loaded, listed=True),
        library.pages(shelves),
        pledges.pages(pledges.source(loaded, pledges.Settings())),
        pledge_pages.pages(pledges.source(loaded, pledges.Settings())),
        home.pages(loaded, ""),
    )
    for page in pages:
        assert html.page(page)
    for charter in loaded.charters.values():
        printing.printed_charter(loaded, charter, "https://example.org")


@pytest.mark.parametrize("seed", range(2))
def test_a_spoilt_site_is_told_or_published(site, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same mistakes in every run
    html = HtmlRenderer(catalogue.load(site).brand, (), Cache(tmp_path / "cache.sqlite"))
    files = [
        path for path in sorted(site.rglob("*")) if path.suffix in {".yml", ".csv"} and "schemas" not in path.parts
    ]
    files = [path for path in files if path.name not in {"mkdocs.yml", "datapackage.yml"}]
    told = published = 0
    for number in range(ROUNDS):
        path = chance.choice(files)
        before = path.read_bytes()
        path.write_text(spoilt(before.decode("utf-8"), chance), encoding="utf-8")
        _, _, problems = catalogue.examine(site)
        assert all(p.message and p.hint and p.line >= 1 and p.column >= 1 for p in problems)
        if errors(problems):
            told += 1
        else:
            published += 1
            publish(catalogue.load(site), html, tmp_path / f"open-data-{number}")
        path.write_bytes(before)
    assert min(told, published) > ROUNDS / 6, "both must happen"
