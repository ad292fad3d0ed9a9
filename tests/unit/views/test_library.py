"""The library: all cases on numbered pages, all terms with pages of their own, and the numbers for the script."""

import base64

import pytest

from charterkit import catalogue
from charterkit.views import library
from tests.editing import COLLEGE, copy


@pytest.fixture
def many(site):
    """Seven cases; the newest is number 6."""
    for number in range(1, 6):
        copy(site, COLLEGE, f"case-{number}", title=f"Case {number}", published_on=f"2026-05-0{number}")
    return catalogue.load(site)


def pages(loaded, names, per_page=3):
    return list(library.pages(library.library(loaded, names, per_page)))


class TestPages:
    def test_hold_every_case_once_the_newest_first(self, many):
        found = pages(many, [])
        assert ["library/", "library/page-2/", "library/page-3/"] == [page.path for page in found]
        ids = [card.id for page in found for card in page.view.cards]
        assert ["case-5", "case-4", "case-3", "case-2", "case-1", "example-school", "example-college"] == ids

    def test_lead_from_one_to_the_next(self, many):
        pagers = [page.view.pager for page in pages(many, [])]
        assert [None, "library/", "library/page-2/"] == [p.previous and p.previous.path for p in pagers]
        assert ["library/page-2/", "library/page-3/", None] == [p.next and p.next.path for p in pagers]
        assert [link.title for link in pagers[0].pages] == ["1", "2", "3"]

    @pytest.mark.parametrize(
        ("total", "per_page", "shown"),
        [(19, 15, 19), (20, 15, 20), (21, 15, 15), (3, 15, 15), (5, 4, 5), (6, 4, 4), (9, 0, 1)],
    )
    def test_leave_no_few_over(self, total, per_page, shown):
        assert shown == library.at_once(total, per_page)

    @pytest.mark.parametrize(("per_page", "count"), [(1, 7), (6, 2), (7, 1), (8, 1)])
    def test_are_as_few_as_can_be(self, many, per_page, count):
        assert len(pages(many, [], per_page)) == count

    def test_are_one_where_there_is_no_case(self, site):
        for name in ("example-school", "example-college"):
            (site / f"content/case-studies/{name}.yml").unlink()
        (page,) = pages(catalogue.load(site), [])
        assert (page.view.total, page.view.cards) == (0, ())

    def test_have_titles_of_their_own(self, many):
        titles = [page.title for page in pages(many, ["tier"])]
        assert len(titles) == len(set(titles))


class TestTerms:
    def test_have_a_page_each_even_without_a_case(self, many):
        found = {page.path: page for page in pages(many, ["tier"])}
        assert {"library/tier/universal/", "library/tier/targeted/", "library/tier/specialist/"} <= found.keys()
        assert [card.id for card in found["library/tier/universal/"].view.cards] == ["example-school"]
        assert found["library/tier/targeted/"].view.cards == ()

    def test_are_divided_into_pages_too(self, many, monkeypatch):
        monkeypatch.setattr(library, "TERM_PAGE", 4)
        found = [page for page in pages(many, ["regions"]) if page.path.startswith("library/regions/north-west/")]
        assert ["library/regions/north-west/", "library/regions/north-west/page-2/"] == [page.path for page in found]
        assert [4, 2] == [len(page.view.cards) for page in found]
        assert found[1].title.endswith(", page 2")


def unpacked(text):
    """Read places as the script does (facets-index.js)."""
    if text.startswith("="):
        row = base64.b64decode(text[1:])
        return [place for place in range(len(row) * 8) if row[place // 8] >> (place % 8) & 1]
    place, found = 0, []
    for step in filter(None, text.split(",")):
        place += int(step, 36)
        found.append(place)
    return found


class TestIndex:
    """What the script gets: the facets, and for each term, through all of them, the places of its cases."""

    def test_says_which_cases_have_each_term(self, many):
        index = library.index(library.library(many, ["tier", "key_features"], 3))
        assert [["universal", "Universal"], ["targeted", "Targeted"], ["specialist", "Specialist"]] == index["facets"][
            0
        ]["terms"]
        assert (7, 3) == (index["size"], index["per_page"])
        assert [[5], [], [], [0, 1, 2, 3, 4, 5, 6]] == [unpacked(text) for text in index["has"]], "the school is fifth"

    def test_names_the_groups_of_a_facet(self, many):
        (facet,) = library.index(library.library(many, ["key_features"], 3))["facets"]
        assert [["all-pupils", "All pupils", 1]] == facet["groups"]

    def test_is_in_the_order_of_the_cards(self, many):
        source = library.library(many, ["tier"], 3)
        ids = [card.id for _, cards in library.chunks(source) for card in cards]
        assert [case.id for case in source.cases] == ids
        assert library.index(source)["size"] == len(ids)
        assert [path for path, _ in library.chunks(source)] == [f"library/cards/{n}.json" for n in (1, 2)]


@pytest.mark.parametrize("share", [0, 1, 7, 50, 100])
def test_places_are_packed_small_and_come_back(share):
    """Few as steps, many as a row of bits: never more than a bit and a third for each case."""
    places = [place for place in range(5000) if place * share % 100 < share]
    text = library.packed(places, 5000)
    assert places == unpacked(text)
    assert len(text) <= 1 + 4 * -(-625 // 3)


def test_the_smallest_library_packs_nothing():
    assert ("", "") == (library.packed([], 0), library.packed([], 9))
