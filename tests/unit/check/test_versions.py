"""Versions and what refers to them."""

from charterkit import catalogue
from tests.editing import CHARTER, PLEDGES, replace


def found(site):
    return [problem.message for problem in catalogue.examine(site)[2]]


def test_an_earlier_version_can_have_been_signed(site):
    replace(
        site,
        PLEDGES,
        "example-council,Example council,council,,,,example-charter,1,",
        "example-council,Example council,council,,,,example-charter,0,",
    )
    assert found(site) == []


def test_so_can_one_of_which_only_the_changelog_tells(site):
    replace(
        site,
        PLEDGES,
        "example-council,Example council,council,,,,example-charter,1,",
        "example-council,Example council,council,,,,example-charter,0.5,",
    )
    assert found(site) == ["`example-charter` has no version `0.5`"]
    replace(
        site,
        CHARTER,
        "changelog:\n",
        'changelog:\n  - version: "0.5"\n    changed_on: 2019-05-01\n    change: A draft.\n',
    )
    assert found(site) == []
