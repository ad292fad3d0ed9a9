"""Whom a row is about: names in any spelling, the words that a site lists, and numbers that are surer than names."""

import pytest

from charterkit import catalogue
from charterkit.sameness import Known, Telling, plain


def known(site, *records, match=("urn charter", "organisation charter")):
    model, _, _ = catalogue.examine(site)
    made = Known(Telling(model.tables["pledges"], match))
    for number, record in enumerate(records):
        made.add(f"r{number}", record)
    return made


def pledge(name, urn="", charter="a"):
    return {"organisation": name, "urn": urn, "charter": charter}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's CE Primary", "st. marys C.E. PRIMARY"),
        ("Café & Co.", "CAFE and co"),
        ("École d’été", "Ecole d'ete"),
        ("Park-Walk", "Park  Walk"),
    ],
)
def test_spelling_does_not_matter(one, other):
    assert plain(one) == plain(other) != ""


def test_other_letters_are_kept():
    assert plain("مدرسة") != plain("كلية") != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's CE Primary School", "Saint Marys C of E Primary"),
        ("St Barnabas Church of England Primary School & Nursery", "St. Barnabas CE School"),
        ("The Hill Academy", "Hill School"),
    ],
)
def test_words_of_the_site_make_names_look_alike(site, one, other):
    found = known(site, pledge(one)).like(pledge(other))
    assert found is not None
    assert ("r0", False) == (found.name, found.sure)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pledge("Hill Infant School"), pledge("Hill Junior School")),
        (pledge("Hill School"), pledge("Dale School")),
        (pledge("Hill School"), pledge("Hill School", charter="b")),
        (pledge("School"), pledge("Academy")),
        (pledge("Hill School", "100001"), pledge("Hill School", "100002")),
        (pledge("Hill School", "100001"), pledge("The Hill School", "100002")),
        (pledge(""), pledge("")),
    ],
)
def test_what_is_another_is_not_like(site, one, other):
    assert known(site, one).like(other) is None


def test_a_number_is_surer_than_a_name(site):
    them = known(site, pledge("Hill School", "100001"), pledge("Dale School", "100002"))
    found = them.like(pledge("Hill School", "100002"))
    assert found is not None
    assert ("r1", "`urn` and `charter`", True) == (found.name, found.by, found.sure)


def test_a_name_of_two_is_not_sure(site):
    found = known(site, pledge("Hill School", "100001"), pledge("Hill School", "100002")).like(pledge("Hill School"))
    assert found is not None
    assert not found.sure


def test_a_site_without_such_words_compares_names_as_they_are(site):
    path = site / "data/datapackage.yml"
    text = path.read_text("utf-8")
    before, _, after = text.partition("      alike:\n")
    rest = after[after.index("\n  - name:") + 1 :]
    path.write_text(before + rest, encoding="utf-8")
    assert known(site, pledge("Hill School")).like(pledge("Hill Primary School")) is None
    assert known(site, pledge("Hill School")).like(pledge("HILL school")) is not None
