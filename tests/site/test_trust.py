"""What strangers write stays text: in pages, cards, data, titles and the search index."""

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
import yaml

from charterkit import schema
from charterkit.check.acknowledged import LIST as ACKNOWLEDGED
from tests.site import records
from tests.site.building import build, small_site, written
from tests.site.built import Built
from tests.site.hostility import MARK, PAYLOADS, Endless, Harmless, Hostility, free
from tests.site.hostility import spoilt as spoil
from tests.site.markup import live

ENDLESS_LEAST = 1_000

# What is written for checking, not for readers: on no page, but in the open data, all but what a schema keeps back.
NOT_SHOWN = {"consent_basis", "reviewed_by_role", "consent_ref", "signed_by_role"}


def model_of(site):
    model, problems = schema.load(site.root, site.root / "nowhere")
    assert problems == []
    return model


@pytest.fixture(scope="module")
def hostility():
    return Hostility()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, hostility) -> Built:
    """The small site with something hostile wherever somebody can write."""
    return build(spoil(small_site(tmp_path_factory.mktemp("hostile") / "small"), hostility))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory) -> Built:
    """The same site with ordinary texts in the same places."""
    return build(spoil(small_site(tmp_path_factory.mktemp("harmless") / "small"), Harmless()))


def strange(document):
    """Say what of the hostile texts became markup."""
    found = live(document)
    found += [f"<{e.tag}>" for e in document.all("b", "img") if e.attributes.get("src") == "x" or e.tag == "b"]
    found += [
        f"<{e.tag} {name}>" for e in document for name in e.attributes if not re.fullmatch(r"[a-z][a-z0-9:-]*", name)
    ]
    return found


def test_hostile_texts_stand_in_every_field(spoilt, hostility):
    """What the tests below rest on. A table that is added needs a record in the small site, and nothing here."""
    fields = {(table.name, field.name) for table, field in free(model_of(spoilt))}
    assert len(fields) > 80
    assert fields - hostility.filled == set()
    for payload in PAYLOADS:
        assert sum(payload.format() in path.read_text("utf-8") for path in (spoilt.root / "content").rglob("*.yml")) > 2


def shape(document):
    """Give every element with each of its attributes, by name."""
    return {(e.tag, name) for e in document for name in ("", *e.attributes)}


LETTER = re.compile(r"(?<=pledges/by/name/)[^/]+(?=/$)")
"""The page of the organisations whose names begin with one letter; hostile names begin with others."""


def kind_of(page):
    return LETTER.sub("?", page)


def twin(page, harmless):
    """Give the page of the other site that is made in the same way."""
    same = page if page in harmless.pages else next(p for p in harmless.pages if kind_of(p) == kind_of(page))
    return harmless.page(same)


def test_hostile_texts_make_no_other_elements_and_attributes_than_ordinary_ones(spoilt, harmless):
    """Page by page: the markup is the templates' alone, and what Markdown may hold."""
    assert {kind_of(page) for page in spoilt.pages} == {kind_of(page) for page in harmless.pages}
    markdown = {
        (tag, "") for tag in ("p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "a")
    }
    markdown |= {("a", "href"), ("a", "rel"), ("a", "title"), ("ol", "start")}
    for page, document in spoilt.pages.items():
        assert shape(document) - shape(twin(page, harmless)) - markdown == set(), page
    cards = dict(harmless.fragments())
    for name, document in spoilt.fragments():
        assert shape(document) - shape(cards[name]) == set(), name


def test_hostile_texts_bring_no_script_style_or_picture(spoilt, harmless):
    """The same, by what is loaded: the addresses of one site are those of the other."""

    def loaded(document):
        found = [(e.tag, address) for e, address in document.addresses() if e.tag != "a"]
        return sorted((tag, re.sub("-[0-9a-f]{8}-", "-", kind_of(address))) for tag, address in found)

    for page, document in spoilt.pages.items():
        assert loaded(document) == loaded(twin(page, harmless)), page


def test_no_hostile_text_is_markup_on_any_page(spoilt):
    """Nor in a title, an attribute or a script."""
    assert [] == [f"{page}: {found}" for page, document in spoilt.pages.items() for found in strange(document)]
    for page, document in spoilt.pages.items():
        assert len([e for e in document.all("head")[0].children if getattr(e, "tag", "") == "title"]) == 1, page
        assert len(document.all("body")) == 1, page


def test_no_hostile_text_is_markup_on_the_cards(spoilt):
    """The script sets them into the page as HTML."""
    cards = dict(spoilt.fragments())
    assert cards
    assert [] == [f"{name}: {found}" for name, document in cards.items() for found in strange(document)]


def test_no_hostile_text_is_run_as_a_template(spoilt):
    """Braces stay braces; slots and places of views that only look so are left alone."""
    for page, document in spoilt.pages.items():
        text = document.text
        assert not re.search(r"\b49\b", text), page
        marks = MARK.findall(text)
        if marks:
            assert text.count("ck7view0ck7") == text.count("ck7slottitleck7"), page
        assert "--8<--" not in text or "mkdocs.yml" in text, page
    assert "{{ 7*7 }}" in spoilt.page("case-studies/example-school/").text


def test_every_text_of_a_record_is_shown_as_it_was_written(spoilt, hostility):
    """Hostile or not, an author's text is not lost: all of it stands on the record's page, but for what is for checking."""
    page = spoilt.page("case-studies/example-school/")
    text = page.text + "".join(image.attributes["alt"] for image in page.all("img"))
    lost = [
        place
        for mark, place in hostility.put.items()
        if place.startswith("content/case-studies/example-school.yml.")
        and mark not in text
        and mark not in hostility.kept_back
        and place.rpartition(".")[2] not in NOT_SHOWN
    ]
    assert lost == []
    everywhere = "".join(path.read_text("utf-8") for path in spoilt.folder.rglob("*.html"))
    shown = (
        "content/charters/",
        "content/principles/",
        "content/key-features/",
        "data/brand.yml",
        "resources.",
        "example-charter.",
    )
    put = {mark: place for mark, place in hostility.put.items() if mark not in hostility.kept_back or "brand" in place}
    gone = {place for mark, place in put.items() if mark not in everywhere and place.startswith(shown)}
    assert sorted(place for place in gone if place.rpartition(".")[2] not in NOT_SHOWN) == []


def test_why_a_finding_does_not_matter_is_for_reviewers_alone(spoilt, hostility):
    """What was acknowledged is quoted there: it would lead readers to what looks like a trace of somebody."""
    kept = {mark.encode() for mark, place in hostility.put.items() if f".{ACKNOWLEDGED}." in place}
    assert len(kept) > 50
    found = [path for path in spoilt.folder.rglob("*") if path.suffix in {".html", ".json", ".csv", ".xml", ".txt"}]
    assert [] == [path.name for path in found if any(mark in path.read_bytes() for mark in kept)]


def test_links_in_records_lead_to_https_and_mail_only(spoilt):
    """`[x](javascript:…)` in a text that is Markdown is text, or a link to nowhere."""
    for page, document in spoilt.pages.items():
        for link in document.links():
            scheme, colon, _ = link.partition(":")
            assert not colon or scheme in {"https", "mailto"} or "/" in scheme, f"{page}: {link}"


def test_the_search_index_holds_text_alone(spoilt, hostility):
    """With each page's title as its record has it. What the search page makes of it is tested in a browser."""
    documents = {document["url"]: document for document in spoilt.search_documents()}
    for collection in ("case-studies", "charters", "key-features", "principles"):
        for name, record in records.records(spoilt.root, collection).items():
            assert " ".join(record["title"].split()) == documents[f"{collection}/{name}/"]["meta"]["title"]
    assert set(documents["case-studies/example-school/"]["meta"]) == {"title", "kind"}
    assert any("alert(1)" in document["content"] for document in documents.values())


def test_json_files_hold_the_texts_as_they_are(spoilt, hostility):
    """They are data, and whoever reads them escapes them."""
    case = json.loads((spoilt.folder / "open-data/case-studies/example-school.json").read_text("utf-8"))
    marks = set(MARK.findall(json.dumps(case)))
    wanted = {m for m, place in hostility.put.items() if place.startswith("content/case-studies/example-school.yml.")}
    hidden = {m for m in wanted if hostility.put[m].endswith("consent_ref") or m in hostility.kept_back}
    assert hidden
    assert wanted - hidden == marks


def _parsed(xml):
    return ElementTree.fromstring(xml).iter()  # noqa: S314 - a build wrote it, and what it holds is what is tested


def test_feeds_and_maps_are_no_other_markup_than_with_ordinary_texts(spoilt, harmless):
    """Whatever reads them reads XML: feeds, the map of the site, its list of searches, documents for Word."""

    def elements(site):
        found = {}
        for path in sorted(site.folder.rglob("*")):
            if path.suffix == ".xml":
                found[path.name] = [path.read_bytes()]
            elif path.suffix in {".docx", ".xlsx"}:
                with zipfile.ZipFile(path) as parts:
                    found[path.name] = [
                        parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))
                    ]
        return {name: {element.tag for part in parts for element in _parsed(part)} for name, parts in found.items()}

    known = elements(harmless)
    assert {name.rpartition(".")[2] for name in known} >= {"xml", "docx"}
    assert {name: tags - known[name] for name, tags in elements(spoilt).items() if tags - known[name]} == {}


def test_feeds_and_linked_data_name_the_titles_as_they_are(spoilt):
    """As data: nothing is cut off, and nothing ends the script element around it."""
    record = records.record(spoilt.root / "content/case-studies/example-school.yml")
    title = " ".join(record["title"].split())
    feeds = [path.read_bytes() for path in spoilt.folder.rglob("*.xml")]
    said = {element.text for feed in feeds for element in _parsed(feed) if element.tag.rpartition("}")[2] == "title"}
    assert any(title in (text or "") for text in said)
    page = spoilt.page("case-studies/example-school/")
    data = [e.text for e in page.all("script") if e.attributes.get("type") == "application/ld+json"]
    assert data
    quoted = json.dumps(title, ensure_ascii=False)
    assert any(quoted in json.dumps(json.loads(text), ensure_ascii=False) for text in data)


def test_tables_hold_the_texts_and_no_formula(spoilt, hostility):
    """Every text of every published table is in its CSV, and no cell is one that a spreadsheet would run."""
    whole = ""
    for path in (spoilt.folder / "open-data").glob("*.csv"):
        whole += path.read_text("utf-8")
        for row in records.table(path.parent, path.name):
            started = [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert [] == [cell for cell in started if not re.fullmatch(r"-[\d.]+", cell)], path.name
    kept_back = {f.name for table in model_of(spoilt).tables.values() for f in table.fields if not f.published}
    put = {mark: place for mark, place in hostility.put.items() if mark not in hostility.kept_back}
    lost = {p for m, p in put.items() if m not in whole and p.rpartition(".")[2] not in kept_back}
    assert {place for place in lost if not place.startswith("withdrawal-reasons")} == set()


def test_prints_hold_the_texts(spoilt, hostility):
    """Typst's own signs are signs in print, too, and a sign that no font has is its name."""
    printed = ""
    for path in sorted(spoilt.folder.rglob("*.pdf")):
        pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
        printed += "".join("".join(page.extract_text().split()) for page in pages)
    printed = printed.replace("\u200b", "")
    assert "#setpage(width:1pt)" in printed
    assert "{{7*7}}" in printed
    assert "[grinningface]" in printed
    clauses = {m: p for m, p in hostility.put.items() if p.startswith("content/charters/") and ".sections" in p}
    assert len(clauses) >= 5
    assert {place for mark, place in clauses.items() if mark not in printed} == set()


def test_endless_words_are_printed_and_found(tmp_path):
    """A word of 10,000 letters stops nothing. That it breaks no page is tested in a browser."""
    endless = Endless()
    built = build(spoil(small_site(tmp_path / "small"), endless))
    assert "W" * ENDLESS_LEAST in built.page("case-studies/example-school/").text
    assert any(endless.endless in path.read_text("utf-8") for path in built.folder.rglob("*.html"))
    assert list(built.folder.rglob("*.pdf"))


def test_no_cell_of_the_open_data_starts_a_formula(site):
    """A spreadsheet would run it (OWASP, CSV injection)."""
    school = site / "content/case-studies/example-school.yml"
    record = records.record(school)
    starts = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=2+2")
    record["how"] = [{"question": start, "answer": start} for start in starts]
    record["title"] = '=HYPERLINK("https://evil.example")'
    written(site, "content/case-studies/example-school.yml", yaml.safe_dump(record))
    built = build(site)
    for path in (built.folder / "open-data").glob("*.csv"):
        for row in records.table(path.parent, path.name):
            started = [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert [] == [cell for cell in started if not re.fullmatch(r"-[\d.]+", cell)], path.name
    assert record["title"] == built.json("open-data/case-studies/example-school.json")["title"]
