"""What strangers write stays text: in pages, cards, data, titles and the search index."""

import csv
import io
import json
import re
from typing import Any

import pytest
import yaml

from tests.site import records
from tests.site.building import build, small_site, written
from tests.site.built import Built
from tests.site.markup import live

HOSTILE = (
    """{mark}<script>alert(1)</script>"'><img src=x onerror=alert(1)></script></title><b>{{{{ 7*7 }}}}{{% raw %}}"""
    """ck7slottitleck7 ck7view0ck7 <!-- charterkit/resources --> [x](javascript:alert(1))"""
)
MARK = re.compile(r"q\d{3}z")
LINKING = {"case_study", "charter", "section", "statement"}
# What is written for checking, not for readers: on no page, but in the open data, all but the reference of a consent form.
NOT_SHOWN = {"consent_basis", "reviewed_by_role", "consent_ref", "signed_by_role"}


class Hostility:
    """Makes hostile texts, each with a mark by which it is found again, and remembers where it put them."""

    def __init__(self):
        self.put = {}

    def text(self, place, length=10_000):
        mark = f"q{len(self.put):03}z"
        self.put[mark] = place
        text = HOSTILE.format(mark=mark)
        return text if len(text) <= length else f'{mark}<img src=x onerror=alert(1)>"{{{{7*7}}}}'[:length]


def schema(root, table):
    path = root / "data/schemas" / f"{table}.yml"
    return yaml.safe_load(path.read_text("utf-8"))["fields"]


def free_texts(root, table, path):
    """Give the fields that hold any text: no choice, no pattern, no reference, no date."""
    described = yaml.safe_load((root / "data/schemas" / f"{table}.yml").read_text("utf-8"))
    bound = {name for key in described.get("foreignKeys", []) for name in _names(key["fields"])}
    for field in described["fields"]:
        constraints = field.get("constraints", {})
        free = field["type"] == "string" and field["name"] not in {*bound, "id", "charter_version"}
        if free and not {"enum", "pattern"} & constraints.keys():
            yield field["name"], f"{path}.{field['name']}", constraints.get("maxLength", 10_000)


def _names(fields):
    return [fields] if isinstance(fields, str) else fields


def made_hostile(root, hostility):  # noqa: C901 - records, their lists and rows: one walk, told in one place
    """Put a hostile text into every free text of every record, term and row of the site at `root`."""
    package = yaml.safe_load((root / "data/datapackage.yml").read_text("utf-8"))
    children: dict[str, dict[str, tuple[str, str]]] = {}
    collections: dict[str, Any] = {}
    for resource in package["resources"]:
        ours = resource["charterkit"]
        table = resource["schema"].removeprefix("schemas/").removesuffix(".yml")
        if "parent" in ours:
            children.setdefault(ours["parent"], {})[ours["list"]] = (resource["name"], table)
        elif "rows" in ours:
            collections.setdefault(ours["rows"], table)
        if "records" in ours or "file" in ours:
            where = ours.get("records") or ours["file"]
            paths = sorted((root / where).glob("*.yml")) if "records" in ours else [root / where]
            collections.update({path.relative_to(root).as_posix(): (resource["name"], table) for path in paths})

    def spoil(entry, name, table, path):
        for field, place, length in free_texts(root, table, path):
            entry[field] = hostility.text(place, length)
        for key, (child, child_table) in children.get(name, {}).items():
            texts = [found for found in free_texts(root, child_table, f"{path}.{key}") if found[0] not in LINKING]
            for number, item in enumerate(entry.get(key, [])):
                if isinstance(item, dict):
                    spoil(item, child, child_table, f"{path}.{key}")
                elif texts:
                    entry[key][number] = hostility.text(*texts[0][1:])

    for where, table in collections.items():
        if isinstance(table, tuple):
            entry = records.record(root / where)
            spoil(entry, table[0], table[1], where)
            written(root, where, yaml.safe_dump(entry, allow_unicode=True, width=10_000))
        else:
            for path in sorted((root / where).glob("*.csv")) if (root / where).is_dir() else [root / where]:
                rows = records.table(path.parent, path.name)
                for row in rows:
                    row.update(
                        {f: hostility.text(p, n) for f, p, n in free_texts(root, table, path.stem) if row.get(f)}
                    )
                    if "charter_version" in row:  # must be one of the charter's, which is hostile too
                        row["charter_version"] = records.record(root / f"content/charters/{row['charter']}.yml")[
                            "version"
                        ]
                out = io.StringIO()
                writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
                path.write_text(out.getvalue(), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def hostility():
    return Hostility()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, hostility) -> Built:
    """The small site with something hostile wherever somebody can write."""
    return build(made_hostile(small_site(tmp_path_factory.mktemp("hostile") / "small"), hostility))


def strange(document):
    """Say what of the hostile texts became markup."""
    found = live(document)
    found += [f"<{e.tag}>" for e in document.all("b", "img") if e.attributes.get("src") == "x" or e.tag == "b"]
    found += [
        f"<{e.tag} {name}>" for e in document for name in e.attributes if not re.fullmatch(r"[a-z][a-z0-9:-]*", name)
    ]
    return found


def test_hostile_texts_stand_in_every_field(spoilt, hostility):
    """What the tests below rest on."""
    places = set(hostility.put.values())
    assert len(places) > 80
    for place in (
        "content/case-studies/example-school.yml.how.answer",
        "content/charters/example-charter.yml.sections.statements.by.text",
        "data/brand.yml.notice",
        "setting-types.label",
        "example-charter.organisation",
        "resources.description",
    ):
        assert place in places


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
        assert "49" not in MARK.sub("", text), page
        marks = MARK.findall(text)
        if marks:
            assert text.count("ck7view0ck7") == text.count("ck7slottitleck7"), page
    assert "{{ 7*7 }}" in spoilt.page("case-studies/example-school/").text


def test_every_text_of_a_record_is_shown_as_it_was_written(spoilt, hostility):
    """Hostile or not, an author's text is not lost: all of it stands on the record's page, but for what is for checking."""
    text = spoilt.page("case-studies/example-school/").text
    lost = [
        place
        for mark, place in hostility.put.items()
        if place.startswith("content/case-studies/example-school.yml.")
        and mark not in text
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
    gone = {place for mark, place in hostility.put.items() if mark not in everywhere and place.startswith(shown)}
    assert sorted(place for place in gone if place.rpartition(".")[2] not in NOT_SHOWN) == []


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
    hidden = {m for m in wanted if hostility.put[m].endswith("consent_ref")}
    assert hidden
    assert wanted - hidden == marks


def test_no_cell_of_the_open_data_starts_a_formula(site):
    """A spreadsheet would run it (OWASP, CSV injection)."""
    school = site / "content/case-studies/example-school.yml"
    record = records.record(school)
    starts = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1")
    record["how"] = [{"question": start, "answer": start} for start in starts]
    record["title"] = '=HYPERLINK("https://evil.example")'
    written(site, "content/case-studies/example-school.yml", yaml.safe_dump(record))
    built = build(site)
    for path in (built.folder / "open-data").glob("*.csv"):
        for row in records.table(path.parent, path.name):
            started = [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert [] == [cell for cell in started if not re.fullmatch(r"-[\d.]+", cell)], path.name
    assert record["title"] == built.json("open-data/case-studies/example-school.json")["title"]
