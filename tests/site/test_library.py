"""The library is complete without script: every case study is reached by following links."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.site import records
from tests.site.building import build, replaced, written
from tests.site.built import ADDRESS


@pytest.fixture(scope="module")
def cases(published):
    return records.records(published.root, "case-studies")


@pytest.fixture(scope="module")
def facets(published):
    return records.options(published.root, "charterkit/library")["facets"]


def followed(site, page):
    """Give the pages to which the links of a page lead; a query changes nothing without script."""
    whole = (urlsplit(urljoin(ADDRESS + page, link)) for link in site.page(page).links())
    return {unquote(url.path).removeprefix("/fork/") for url in whole if f"{url.scheme}://{url.netloc}/" in ADDRESS}


def reached(site, start):
    found, waiting = set(), [start]
    while waiting:
        page = waiting.pop()
        if page in site.pages and page not in found:
            found.add(page)
            waiting += followed(site, page)
    return found


def pages_of(site, first):
    """Give the pages of a list, one leading to the next."""
    pages, waiting = [], [first]
    while waiting:
        page = waiting.pop()
        if page not in pages:
            pages.append(page)
            waiting += [link for link in followed(site, page) if link.startswith(f"{first}page-")]
    return sorted(pages)


def offered_terms(site, facet):
    """Give the items of a facet in the library's panel, by term."""
    (part,) = site.main("library/").with_attribute("data-ck-facet", facet)
    return {item.attributes["data-ck-term"]: item for item in part.with_attribute("data-ck-term")}


def shown_cases(site, page):
    return {link.split("/")[1] for link in followed(site, page) if link.startswith("case-studies/")}


def test_every_page_is_reached_from_the_home_page(published):
    """By links alone. The 404 page is reached by mistakes, a list of no cases by an old link."""
    empty = {page for page in published.pages if "No case study" in published.main(page).text}
    assert sorted(published.pages.keys() - {"404.html"} - empty) == sorted(reached(published, ""))


def test_the_library_lists_every_case(published, cases):
    """On its own pages, each once."""
    listed = [case for page in pages_of(published, "library/") for case in shown_cases(published, page)]
    assert sorted(cases) == sorted(listed)


def test_every_case_is_listed_by_each_of_its_terms(published, cases, facets):
    """The library links to a list for every term of every facet that any case has; it holds those cases and no others."""
    assert len(facets) >= 5
    for facet in facets:
        tagged: dict[str, set[str]] = {}
        for name, case in cases.items():
            for tag in records.tags(case, facet):
                tagged.setdefault(tag, set()).add(name)
        assert tagged, facet
        items = offered_terms(published, facet)
        for term, names in tagged.items():
            (link,) = items[term].links()
            pages = pages_of(published, link.removeprefix("../"))
            assert names == set().union(*(shown_cases(published, page) for page in pages)), f"{facet}: {term}"


def test_the_library_says_how_many_cases_each_term_has(published, cases, facets):
    """The number beside the term. A term that no case has leads nowhere."""
    for facet in facets:
        for term, item in offered_terms(published, facet).items():
            count = sum(term in records.tags(case, facet) for case in cases.values())
            assert item.text.split()[-1] == str(count), f"{facet}: {term}"
            assert bool(item.links()) == bool(count), f"{facet}: {term}"


def test_every_case_leads_to_others_and_back_to_the_library(published, cases):
    """Previous and next pass through all of them once."""
    nexts = {}
    for name in cases:
        page = published.page(f"case-studies/{name}/")
        assert "library/" in followed(published, f"case-studies/{name}/")
        for link in page.with_attribute("rel", "next"):
            nexts[name] = urljoin(f"/case-studies/{name}/", link.attributes["href"]).split("/")[-2]
        related = shown_cases(published, f"case-studies/{name}/") - {name}
        assert len(related) >= 3
    (place,) = cases.keys() - nexts.values()
    passed = [place]
    while place := nexts.get(place, ""):
        passed.append(place)
    assert sorted(cases) == sorted(passed)


def test_a_case_names_its_terms_and_its_figures(published, cases):
    """Tags as links; every figure with what it measures."""
    features = records.records(published.root, "key-features")
    measures = {row["id"]: row for row in records.table(published.root, "data/vocabularies/measures.csv")}
    for name, case in cases.items():
        page = published.main(f"case-studies/{name}/")
        for feature in case["key_features"]:
            assert features[feature]["title"] in page.text
            assert f"key-features/{feature}/" in followed(published, f"case-studies/{name}/")
        for figure in case.get("in_numbers", []):
            assert measures[figure["measure"]]["label"] in page.text
            assert figure["value"] in page.text.replace(",", ""), f"{name}: {figure['value']}"
        for question in case.get("how", []):
            assert question["question"] in page.text
        assert str(int(case["published_on"][:4])) in page.text


def test_a_library_of_several_pages_is_walked_page_by_page(site):
    """Seven cases, two a page; the script's files of cards are the same pages."""
    text = (site / "content/case-studies/example-college.yml").read_text("utf-8")
    for number in range(5):
        written(site, f"content/case-studies/case-{number}.yml", text.replace("A quiet room", f"Room {number}"))
    replaced(site, "mkdocs.yml", "practice_stage, outcome]", "practice_stage, outcome]\n      per_page: 2")
    built = build(site)
    pages = pages_of(built, "library/")
    assert sorted(pages) == ["library/", "library/page-2/", "library/page-3/", "library/page-4/"]
    listed = [case for page in pages for case in shown_cases(built, page)]
    assert len(listed) == len(set(listed)) == 7
    cards = dict(built.fragments())
    for number, page in enumerate(["library/", "library/page-2/", "library/page-3/", "library/page-4/"], start=1):
        there = {
            link.split("/")[-2] for link in cards[f"library/cards/{number}.json"].links() if "case-studies/" in link
        }
        assert shown_cases(built, page) == there


def test_a_library_without_any_case_is_built(site):
    """A site begins so. Its lists say that there is nothing yet."""
    for path in (site / "content/case-studies").iterdir():
        path.unlink()
    built = build(site)
    assert "There is no case study yet" in built.main("library/").text
    assert built.json("library/index.json")["cases"] == []
