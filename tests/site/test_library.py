"""The library is complete without script: every case study is reached by following links."""

import gzip
import json
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.site import records
from tests.site.building import build, charterkit, replaced, written
from tests.site.built import ADDRESS


@pytest.fixture(scope="module")
def cases(published):
    return records.records(published.root, "case-studies")


@pytest.fixture(scope="module")
def facets(published):
    return records.facets(published.root)


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
    """By links alone. The 404 page is reached by mistakes, a list of no cases by an old link, a comparison by a choice."""
    empty = {page for page in published.pages if "No case study" in published.main(page).text}
    assert sorted(published.pages.keys() - {"404.html", "shortlist/compare/"} - empty) == sorted(
        reached(published, "") - empty
    )


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
    """Seven cases, two a page; the script's files hold the same cards in the same order."""
    text = (site / "content/case-studies/example-college.yml").read_text("utf-8")
    for number in range(5):
        written(site, f"content/case-studies/case-{number}.yml", text.replace("A quiet room", f"Room {number}"))
    replaced(site, "mkdocs.yml", "practice_stage, outcome]", "practice_stage, outcome]\n      per_page: 2")
    built = build(site)
    pages = pages_of(built, "library/")
    assert sorted(pages) == ["library/", "library/page-2/", "library/page-3/", "library/page-4/"]
    listed = [link.split("/")[-2] for page in pages for link in built.main(page).links() if "case-studies/" in link]
    assert len(listed) == len(set(listed)) == 7
    cards = {
        name: [link.split("/")[-2] for link in part.links() if "case-studies/" in link]
        for name, part in built.fragments()
    }
    assert ["library/cards/1.json", "library/cards/2.json"] == list(cards)
    assert listed == [case for found in cards.values() for case in found], "a place in the files is one in the library"


def test_a_library_without_any_case_is_built(site):
    """A site begins so. Its lists say that there is nothing yet."""
    for path in (site / "content/case-studies").iterdir():
        path.unlink()
    built = build(site)
    assert "There is no case study yet" in built.main("library/").text
    index = built.json("library/index.json")
    assert index["size"] == 0
    assert set(index["has"]) == {""}


def test_groups_of_terms_say_how_many_cases_have_any(published, cases):
    """A region's authorities stand together; a case of two of them counts once."""
    authorities = {row["id"]: row for row in records.table(published.root, "data/vocabularies/local-authorities.csv")}
    (part,) = published.main("library/").with_attribute("data-ck-facet", "local_authorities")
    groups = {e.attributes["data-ck-group"]: e.text.split()[-1] for e in part.with_attribute("data-ck-group")}
    assert set(groups) == {row["region"] for row in authorities.values()}
    for region, count in groups.items():
        inside = {name for name, row in authorities.items() if row["region"] == region}
        assert count == str(sum(bool(inside & set(records.tags(case, "local_authorities"))) for case in cases.values()))


def test_terms_and_facets_say_what_they_mean(published):
    """In the page, so that it is read without script too; each box is described by it."""
    page = published.main("library/")
    described = list(page.with_attribute("data-ck-described"))
    assert len(described) > 10
    for term in described:
        (about,) = page.with_attribute("id", term.attributes["data-ck-described"])
        assert about.text
    assert "What is known of the result" in page.with_attribute("data-ck-facet", "outcome")[0].text


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{field: regions, group_by: code}", "`regions` cannot be grouped by `code`. Its terms refer to no other"),
        ("{field: local_authorities, group_by: regoin}", "Did you mean `region`?"),
        ("{feild: regions}", "a facet is a field, or has the keys"),
    ],
)
def test_a_facet_that_cannot_be_is_told(site, entry, said):
    """With what can."""
    replaced(site, "mkdocs.yml", "[key_features,", f"[{entry}, key_features,")
    done = charterkit(site, "build")
    assert done.returncode != 0
    assert said in done.stderr


def test_the_search_index_names_the_cases_in_the_order_of_the_library(published):
    """So that the library can say which of its cases have a word without fetching a file for each."""
    pages = published.json("pagefind/pages.json")
    names = pages["listed"]["pages"].split()
    assert pages["kinds"][pages["listed"]["kind"]] == ["Case study", "Case studies"]
    listed = [case for page in pages_of(published, "library/") for case in case_links(published, page)]
    assert len(listed) == len(names)
    for case, name in zip(listed, names, strict=True):
        (fragment,) = (published.folder / "pagefind" / name[0] / "fragment").glob(f"*_{name[1:]}.pf_fragment")
        text = gzip.decompress(fragment.read_bytes()).decode().removeprefix("pagefind_dcd")
        assert f"/case-studies/{case}.html" == json.loads(text)["url"]


def case_links(site, page):
    return [link.split("/")[-2] for link in site.main(page).links() if "case-studies/" in link]


def test_a_case_in_another_language_is_in_the_same_index(site):
    """Pagefind would put it into an index of its own, where nobody who reads the site in its language finds it."""
    replaced(site, "content/case-studies/example-college.yml", "summary:", "language: bn\nsummary:")
    pages = build(site).json("pagefind/pages.json")
    assert len(pages["listed"]["pages"].split()) == 2
    assert "-" not in pages["listed"]["pages"]
    assert 1 == len(list((site / "site/pagefind/0").glob("*.pf_meta")))
