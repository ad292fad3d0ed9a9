"""The library as a reader meets it: boxes with counts, cards, a line that says how many; and what they must say."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.site import records

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Visit
    from tests.site.built import Built

Choice = dict[str, list[str]]
"""The chosen terms, by facet."""

_BOXES = """(boxes) => boxes.map((box) => ({
    words: box.labels[0].textContent.trim(), checked: box.checked, disabled: box.disabled
}))"""


@dataclasses.dataclass(frozen=True)
class Box:
    """A term that can be chosen: how many cases it offers, and its state."""

    label: str
    count: int
    checked: bool
    disabled: bool


class Expected:
    """Works out from the records what the library must show, without the engine's or the script's way of doing so."""

    def __init__(self, site: Built) -> None:
        """Read the records of `site`, and from the index only what facets and terms are called."""
        self.cases = records.records(site.root, "case-studies")
        index = site.json("library/index.json")
        self.titles: dict[str, str] = {facet["field"]: facet["title"] for facet in index["facets"]}
        self.labels: dict[str, dict[str, str]] = {facet["field"]: dict(facet["terms"]) for facet in index["facets"]}

    def tagged(self, facet: str, terms: list[str]) -> set[str]:
        """Give the cases that have any of these terms."""
        return {name for name, case in self.cases.items() if {*records.tags(case, facet)} & {*terms}}

    def shown(self, choice: Choice, without: str = "") -> set[str]:
        """Give the cases that fit a choice, one facet left out where it is named."""
        found = {*self.cases}
        for facet, terms in choice.items():
            if terms and facet != without:
                found &= self.tagged(facet, terms)
        return found

    def boxes(self, choice: Choice, facet: str) -> list[Box]:
        """Give what the panel must offer in a facet."""
        others = self.shown(choice, without=facet)
        chosen = choice.get(facet, [])
        found = []
        for term, label in self.labels[facet].items():
            count = len(others & self.tagged(facet, [term]))
            found.append(Box(label, count, term in chosen, count == 0 and term not in chosen))
        return found

    def said(self, choice: Choice) -> str:
        """Give the line above the cards."""
        number = len(self.shown(choice))
        words = f"{number} case {'study' if number == 1 else 'studies'}"
        return f"{words} of {len(self.cases)}" if any(choice.values()) else words

    def ranked(self, facet: str) -> list[str]:
        """Give the terms of a facet that some case has, from the most used."""
        used = [term for term in self.labels[facet] if self.tagged(facet, [term])]
        return sorted(used, key=lambda term: -len(self.tagged(facet, [term])))


def address(choice: Choice) -> str:
    """Give the address of a choice, as somebody would share it."""
    query = urlencode({facet: ",".join(terms) for facet, terms in choice.items() if terms}, safe=",")
    return f"library/?{query}" if query else "library/"


class Library:
    """The library, open in a browser with script."""

    def __init__(self, page: Page, expected: Expected) -> None:
        """Wait until the boxes are there."""
        self.page = page
        self.expected = expected
        self.count = page.get_by_role("heading", level=2, name=re.compile(r"^(Page )?\d"))
        boxes = page.get_by_role("group", include_hidden=True).get_by_role("checkbox", include_hidden=True)
        expect(boxes.first).to_be_attached()

    @classmethod
    def open(cls, visit: Visit, expected: Expected, choice: Choice | None = None, **how: Any) -> Library:  # noqa: ANN401 - the arguments of `open`
        """Open the library with a choice in its address."""
        return cls(visit.open(address(choice or {}), **how), expected)

    def facet(self, facet: str) -> Locator:
        """Give the group of boxes of a facet, unfolded."""
        group = self.page.get_by_role("group", name=self.expected.titles[facet], exact=True)
        if not group.is_visible():
            self.page.get_by_text(self.expected.titles[facet], exact=True).first.click()
        expect(group).to_be_visible()
        return group

    def box(self, facet: str, term: str) -> Locator:
        """Give the box of a term."""
        label = re.escape(self.expected.labels[facet][term])
        return self.facet(facet).get_by_role("checkbox", name=re.compile(rf"^{label}\s*\d+$"))

    def choose(self, facet: str, term: str) -> None:
        """Click on a term as a reader does: on its words."""
        self.facet(facet).get_by_text(self.expected.labels[facet][term], exact=True).click()

    def boxes(self, facet: str) -> list[Box]:
        """Give what the panel offers in a facet now, folded or not."""
        group = self.page.get_by_role("group", name=self.expected.titles[facet], exact=True, include_hidden=True)
        found = group.get_by_role("checkbox", include_hidden=True).evaluate_all(_BOXES)
        return [_box(**entry) for entry in found]

    def shown(self) -> list[str]:
        """Give the cases whose cards are shown, in order."""
        links = self.page.get_by_role("heading", level=3).get_by_role("link")
        addresses: list[str] = links.evaluate_all("(links) => links.map((link) => link.href)")
        return [link.rstrip("/").rpartition("/")[2] for link in addresses]

    def chips(self) -> list[str]:
        """Give the names of the buttons that take a chosen term away."""
        found = self.page.get_by_role("list", name="Chosen filters").get_by_role("button", name="Remove filter: ")
        names = [chip.get_attribute("aria-label") or "" for chip in found.all()]
        return [name.removeprefix("Remove filter: ") for name in names]

    def agrees(self, choice: Choice) -> None:
        """Hold everything on the page against a choice: cards, line, boxes, counts, chips and address."""
        expected = self.expected
        expect(self.count).to_have_text(expected.said(choice))
        cards = self.page.get_by_role("heading", level=3).get_by_role("link")
        expect(cards).to_have_count(len(expected.shown(choice)))
        assert sorted(expected.shown(choice)) == sorted(self.shown())
        for facet in expected.labels:
            assert expected.boxes(choice, facet) == self.boxes(facet), facet
        chosen = [(facet, term) for facet in expected.labels for term in expected.labels[facet] if term in choice.get(facet, [])]
        assert sorted(f"{expected.titles[f]}, {expected.labels[f][t]}" for f, t in chosen) == sorted(self.chips())
        there = self.page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
        assert {f: {*terms} for f, terms in choice.items() if terms} == {f: {*terms.split(",")} for f, terms in there.items()}


def _box(*, words: str, checked: bool, disabled: bool) -> Box:
    label, count = re.fullmatch(r"(.*?)\s*(\d+)", words, re.DOTALL).groups()  # type: ignore[union-attr] - a box without a count is a fault
    return Box(" ".join(label.split()), int(count), checked, disabled)
