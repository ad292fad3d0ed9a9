"""What is written of the answers: nothing that strangers or their hosts say may do anything where it is read."""

import json
import re

import pyromark
import pytest

from charterkit.links.found import Place
from charterkit.links.told import JSON_VERSION, Report, as_json, markdown, text
from charterkit.links.visits import Answer, Verdict
from charterkit.problems import Problem, Severity

OLD, NEW, ODD, GOOD = (f"https://{name}.example/" for name in ("old", "new", "odd", "good"))
LATE = Problem("content/a.yml", 9, 13, "the review was due on 2026-01-01", "Read it.", "review-due", Severity.WARNING)
HOSTILE = [
    "https://x.example/`@somebody <!-- #1 [a](https://b.example)",
    "https://x.example/\u202e\x1b[31m",
    "https://x.example/|**b**|<img/src=x>",
    "https://x.example/```\n# heading",
]


def report(answers=None, overdue=()):
    answers = answers or {}
    return Report(list(overdue), {a: [Place("content/b.yml", 3, 8)] for a in answers}, answers)


FULL = report(
    {
        OLD: Answer(Verdict.DEAD, "404 Not Found"),
        NEW: Answer(Verdict.MOVED, "it has moved for good", "https://newer.example/"),
        ODD: Answer(Verdict.UNSURE, "403 Forbidden"),
        GOOD: Answer(Verdict.FINE),
    },
    [LATE],
)


class TestReport:
    @pytest.mark.parametrize(
        ("verdict", "asks"),
        [(Verdict.FINE, False), (Verdict.UNSURE, False), (Verdict.MOVED, True), (Verdict.DEAD, True)],
    )
    def test_asks_for_something_where_there_is_something_to_do(self, verdict, asks):
        assert report({OLD: Answer(verdict, "x")}).asks_for_something() is asks

    def test_asks_for_something_where_something_is_overdue(self):
        assert report(overdue=[LATE]).asks_for_something()
        assert not report().asks_for_something()


class TestText:
    def test_names_places_and_what_to_write(self):
        assert text(FULL).splitlines() == [
            "content/a.yml:9:13: overdue: the review was due on 2026-01-01",
            "content/b.yml:3:8: dead: https://old.example/ (404 Not Found)",
            "content/b.yml:3:8: moved: https://new.example/ (it has moved for good)",
            "    Write https://newer.example/",
            "content/b.yml:3:8: unsure: https://odd.example/ (403 Forbidden)",
            "1 overdue. Of 4 addresses, 1 dead, 1 moved, 1 unsure.",
        ]

    @pytest.mark.parametrize("address", HOSTILE)
    def test_moves_no_cursor(self, address):
        said = text(report({address: Answer(Verdict.MOVED, "x", address)}))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", said)
        assert len(said.splitlines()) == 3


class TestMarkdown:
    def test_is_a_list_to_work_through(self):
        said = markdown(FULL, "https://git.example/edit/main/")
        assert "## Overdue\n" in said
        assert (
            "- [ ] [`content/a.yml:9:13`](https://git.example/edit/main/content/a.yml#L9): the review was due" in said
        )
        assert "- [ ] `https://old.example/`: 404 Not Found\n  - in [`content/b.yml:3:8`](" in said
        assert "  - now `https://newer.example/`\n" in said
        assert GOOD not in said
        assert said.count("## ") == 4

    def test_links_nowhere_without_an_address_for_sources(self):
        assert "](" not in markdown(FULL)

    def test_says_so_where_there_is_nothing_to_do(self):
        assert markdown(report({GOOD: Answer(Verdict.FINE)})).splitlines() == [
            "0 overdue. Of 1 address, 0 dead, 0 moved, 0 unsure.",
            "",
            "Nothing is overdue, and every address leads somewhere.",
        ]

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_shows_what_strangers_write_as_code_alone(self, hostile):
        late = Problem(f"content/{hostile.replace('/', '')}.md", 1, 1, f"due on {hostile}", "", "review-due")
        places = {hostile: [Place("content/a`b @c.md", 1, 1)]}
        said = markdown(
            Report([late], places, {hostile: Answer(Verdict.MOVED, hostile, hostile)}), "https://git.example/"
        )
        kinds = [name for event in pyromark.events(said) if isinstance(event, dict) for name in _started(event)]
        assert set(kinds) <= {"Paragraph", "Heading", "List", "Item", "Link", "Code", "Text"}
        assert kinds.count("Heading") == 2
        assert all(link.startswith("https://git.example/content/") for link in _links(said))
        assert "@" not in re.sub(r"`[^`]*`", "", said).replace("https://git.example/", "")

    def test_fits_into_an_issue(self):
        many = {f"https://{n:05}.example/{'x' * 50}": Answer(Verdict.DEAD, "404 Not Found") for n in range(2000)}
        said = markdown(report(many))
        assert len(said) < 65_536
        shown = said.count("- [ ]")
        assert f"There is no room here for {2000 - shown} more." in said
        assert said.startswith("0 overdue. Of 2000 addresses, 2000 dead")


def _started(event):
    """Give the name of an element that begins, or of what stands alone."""
    for name, value in event.items():
        if name == "Start":
            yield value if isinstance(value, str) else next(iter(value))
        elif name != "End":
            yield name


def _links(said):
    """Give what links lead to."""
    for event in pyromark.events(said):
        start = event.get("Start") if isinstance(event, dict) else None
        if isinstance(start, dict) and "Link" in start:
            yield start["Link"]["dest_url"]


def test_json_says_all_but_what_is_fine():
    said = as_json(FULL)
    assert said.isascii()
    told = json.loads(said)
    assert told["version"] == JSON_VERSION
    assert told["visited"] == 4
    assert told["overdue"] == [
        {"path": "content/a.yml", "line": 9, "column": 13, "rule": "review-due", "message": LATE.message}
    ]
    assert [(entry["address"], entry["verdict"], entry["instead"]) for entry in told["addresses"]] == [
        (OLD, "dead", ""),
        (NEW, "moved", "https://newer.example/"),
        (ODD, "unsure", ""),
    ]
    assert told["addresses"][0]["places"] == [{"path": "content/b.yml", "line": 3, "column": 8}]
