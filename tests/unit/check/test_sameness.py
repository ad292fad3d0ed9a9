"""Records that are there twice: judged by the fields that tell a table's records apart, the surest first."""

import pytest

from charterkit import catalogue
from tests.site.building import written

HEAD = "id,organisation,organisation_type,urn,charter,charter_version,verified_by,verified_on,status\n"


def found(site, *rows):
    """Give the lines of which it is said that the same is there already, with all that was said."""
    text = "".join(f"{number},{row}\n" for number, row in zip("abcd", rows, strict=False))
    written(site, "data/pledges/more.csv", HEAD + text)
    _, _, problems = catalogue.examine(site)
    return [(problem.line, problem.message) for problem in problems if problem.rule == "same-record"]


def row(name, urn="", status="published", *, vouched=True):
    by = "minute,2026-03-06" if vouched else ","
    return f"{name},primary-school,{urn},example-charter,1,{by},{status}"


def test_the_second_is_told_with_the_place_of_the_first(site):
    ((line, message),) = found(site, row("Hill School"), row("Dale School"), row("Híll-SCHOOL"))
    assert line == 4
    assert "data/pledges/more.csv, line 2" in message


def test_the_one_that_nobody_has_confirmed_is_the_newer(site):
    ((line, message),) = found(site, row("Hill School", status="pending", vouched=False), row("Hill School"))
    assert line == 2
    assert message.endswith("line 3")


def test_each_is_told_once(site):
    """Also where its number and its name both say so."""
    assert [3, 4] == [line for line, _ in found(site, *[row("Hill School", "100001")] * 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row("Hill School", "100001"), row("Hill School", "100002")),
        (row("Hill School"), row("Hill Primary School")),  # looks alike, which an import asks
        (row("Hill School", status="withdrawn"), row("Hill School")),
        (row("Hill School"), row("Hill School", status="withdrawn")),
    ],
)
def test_what_is_not_the_same_or_not_for_sure_may_stand(site, one, other):
    assert found(site, one, other) == []


def test_a_copy_under_the_same_id_is_told_as_that_alone(site):
    written(site, "data/pledges/more.csv", HEAD + f"a,{row('Hill School')}\na,{row('Hill School')}\n")
    _, _, problems = catalogue.examine(site)
    assert ["duplicate-id"] == [problem.rule for problem in problems]
