"""A real browser, and the sites that it visits."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.serving import TOP, served
from tests.site import records
from tests.site.building import REPOSITORY, build, reference_site, replaced, small_site, written
from tests.site.hostility import Endless, Hostility, spoilt

sys.path.append(str(REPOSITORY / "scripts"))

import _browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

    from tests.site.built import Built

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = 1280, 320
PATIENCE = 15_000
"""How long, in milliseconds, something may take to show: long, since a loaded machine is slow."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that CHARTERKIT_BROWSER names, or one that is found. None is a failure, not a reason to skip."""
    path = os.environ.get("CHARTERKIT_BROWSER") or _browser.find(os.environ)
    if path is None:
        remedy = (
            "Run the tests by scripts/test.py, which installs one, or set CHARTERKIT_BROWSER to the path of Chromium."
        )
        pytest.fail(f"No browser was found. {remedy}", pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The reference site."""
    return reference_site(tmp_path_factory)


@pytest.fixture(scope="session")
def top(published) -> Iterator[str]:
    """The address of the reference site."""
    with served(published.folder) as address:
        yield address


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """A site of nine case studies, four a page of the library."""
    root = small_site(tmp_path_factory.mktemp("many") / "small")
    text = (root / "content/case-studies/example-college.yml").read_text("utf-8")
    for number in range(7):
        changed = text.replace("A quiet room that stays open", f"Room {number}").replace(
            "2026-02-01", f"2025-01-0{9 - number}"
        )
        written(root, f"content/case-studies/room-{number}.yml", changed)
    replaced(root, "mkdocs.yml", "practice_stage, outcome]", "practice_stage, outcome]\n      per_page: 4")
    return build(root)


@pytest.fixture(scope="session")
def top_of_many(many) -> Iterator[str]:
    """The address of the site of nine case studies."""
    with served(many.folder) as address:
        yield address


class Visit:
    """Opens pages, and notes what must not happen: errors, and requests that leave the site."""

    def __init__(self, browser: Browser, top: str) -> None:
        """Visit the site at `top`."""
        self.browser = browser
        self.top = top
        self.errors: list[str] = []
        self.abroad: list[str] = []
        self.expected: list[str] = []
        self.contexts: list[BrowserContext] = []

    def context(self, *, width: int = WIDE, dark: bool = False, script: bool = True) -> BrowserContext:
        """Give a fresh browser: nothing is remembered from another."""
        made = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="en-GB",
        )
        made.set_default_timeout(PATIENCE)
        made.on("request", self._asked)
        made.on("console", self._said)
        made.on("weberror", lambda error: self.errors.append(str(error.error)))
        made.on("dialog", self._interrupted)
        self.contexts.append(made)
        return made

    def open(self, address: str = "", **how: Any) -> Page:
        """Open a page of the site in a fresh browser."""
        page = self.context(**how).new_page()
        page.goto(self.top + address, wait_until="load")
        return page

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.top, "data:", f"blob:{self.top.removesuffix(TOP)}")):
            self.abroad.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        said = f"{message.text} {message.location['url']}"
        if message.type in {"error", "warning"} and not any(words in said for words in self.expected):
            self.errors.append(said)

    def _interrupted(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def close(self) -> None:
        """End the visit, and judge it."""
        for context in self.contexts:
            with contextlib.suppress(Exception):
                context.close()
        assert self.errors == []
        assert self.abroad == []


@contextlib.contextmanager
def visiting(browser: Browser, site: Built) -> Iterator[Visit]:
    """Serve a site and visit it; when the visit has ended well, it is judged."""
    with served(site.folder) as address:
        made = Visit(browser, address)
        yield made
        made.close()


@pytest.fixture
def visit(browser, top) -> Iterator[Visit]:
    """A visit to the reference site; it fails when a page has an error or asks another origin for something."""
    made = Visit(browser, top)
    yield made
    made.close()


@pytest.fixture
def visit_many(browser, top_of_many) -> Iterator[Visit]:
    """A visit to the site of nine case studies."""
    made = Visit(browser, top_of_many)
    yield made
    made.close()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """The small site with something hostile wherever somebody can write."""
    return build(spoilt(small_site(tmp_path_factory.mktemp("hostile") / "small"), Hostility()))


@pytest.fixture(scope="session")
def endless(tmp_path_factory):
    """The small site with a word without an end wherever somebody can write."""
    return build(spoilt(small_site(tmp_path_factory.mktemp("endless") / "small"), Endless()))


@pytest.fixture
def visit_endless(browser, endless) -> Iterator[Visit]:
    """A visit to the site of endless words."""
    with visiting(browser, endless) as made:
        yield made


@pytest.fixture
def visit_hostile(browser, hostile) -> Iterator[Visit]:
    """A visit to the hostile site; it fails when a script of a record runs, or the policy has to stop one."""
    with visiting(browser, hostile) as made:
        yield made


@pytest.fixture(scope="session")
def addresses(published) -> dict[str, str]:
    """One page of each kind, by the name of the kind."""

    def first(collection: str) -> str:
        return f"{collection}/{next(iter(records.records(published.root, collection)))}/"

    cases = records.records(published.root, "case-studies")
    longest = max(cases, key=lambda name: len(str(cases[name])))
    failed = next(name for name, case in cases.items() if case["outcome"] == "did-not-work")
    sheets = records.records(published.root, "worksheets")
    of_layout = {str(sheet["layout"]): f"worksheets/{name}/" for name, sheet in reversed(sheets.items())}
    term = next(page for page in published.pages if page.startswith("library/") and page.count("/") == 3)
    found = {
        "home": "",
        "library": "library/",
        "list of a term": term,
        "case study": f"case-studies/{longest}/",
        "case that did not work": f"case-studies/{failed}/",
        "key features": "key-features/",
        "key feature": first("key-features"),
        "principles": "principles/",
        "principle": first("principles"),
        "charters": "charters/",
        "charter": "charters/london/",
        "crosswalk": "crosswalk/",
        "crosswalk of a charter": "charters/essex/crosswalk/",
        "charter from right to left": "charters/young-people/ar/",
        "charter in another language": "charters/young-people/bn/",
        "worksheets": "worksheets/",
        **{f"worksheet as {layout}": of_layout[layout] for layout in LAYOUTS},
        "printables": "printables/",
        "toolkit": "toolkit/",
        "toolkit chapter": "toolkit/finding-opportunities/",
        "resources": "toolkit/resources/",
        "pledges": "pledges/",
        "pledges by letter": "pledges/by/name/s/",
        "pledge": next(page for page in published.pages if re.fullmatch(r"pledges/(?!sign/)[^/]+/", page)),
        "how to sign": "pledges/sign/",
        "open data": "open-data/",
        "contribute": "contribute/",
        "form": "contribute/case-studies/",
        "form for a pledge": "contribute/pledges/",
        "composer": "compose/",
        "about": "about/",
        "coverage": "coverage/",
        "what is new": "news/",
        "accessibility statement": "accessibility/",
        "privacy notice": "privacy/",
        "evidence": "about/evidence/",
        "settings like ours": "library/like-ours/",
        "shortlist": "shortlist/",
        "comparison": "shortlist/compare/",
        "pack": "shortlist/pack/",
        "search": "search/",
        "not found": "no/such/page/",
    }
    assert list(found) == list(KINDS)
    return found


LAYOUTS = ("levels", "table", "rings", "matrix", "layers", "canvas", "questions", "survey")
KINDS = (
    "home",
    "library",
    "list of a term",
    "case study",
    "case that did not work",
    "key features",
    "key feature",
    "principles",
    "principle",
    "charters",
    "charter",
    "crosswalk",
    "crosswalk of a charter",
    "charter from right to left",
    "charter in another language",
    "worksheets",
    *(f"worksheet as {layout}" for layout in LAYOUTS),
    "printables",
    "toolkit",
    "toolkit chapter",
    "resources",
    "pledges",
    "pledges by letter",
    "pledge",
    "how to sign",
    "open data",
    "contribute",
    "form",
    "form for a pledge",
    "composer",
    "about",
    "coverage",
    "what is new",
    "accessibility statement",
    "privacy notice",
    "evidence",
    "settings like ours",
    "shortlist",
    "comparison",
    "pack",
    "search",
    "not found",
)


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """Each kind of page in turn."""
    name: str = request.param
    return name
