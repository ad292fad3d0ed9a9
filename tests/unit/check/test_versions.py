"""Versions and what refers to them."""

import pytest

from charterkit import catalogue
from tests.editing import CHARTER, PLEDGES, replace, write

TRANSLATION = "content/charter-translations/example-charter-eo.yml"


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


class TestNewVersion:
    """The charter has a new version, and whoever changed it kept no record of the one that was signed."""

    @pytest.fixture
    def problems(self, site):
        text = (site / CHARTER).read_text("utf-8")
        assert text.count('version: "1"\n') == 2, "its own, and the changelog's"
        write(site, CHARTER, text.replace('version: "1"\n', 'version: "1.1"\n'))
        replace(site, TRANSLATION, 'original_version: "1"', 'original_version: "1.1"')
        return catalogue.examine(site)[2]

    def test_is_told_once_at_the_charter(self, problems):
        (problem,) = problems
        assert problem.path == CHARTER
        assert problem.message == "2 of the pledges name version `1`, of which no record is kept"

    def test_is_never_settled_by_changing_what_was_signed(self, problems):
        (problem,) = problems
        assert "Did you mean" not in problem.hint
        assert "1.1" not in problem.hint
        assert "Leave the pledges as they are" in problem.hint

    def test_is_settled_as_it_says(self, site, problems):
        assert "content/charter-versions/example-charter-1.yml" in problems[0].hint
        old = (site / "content/charter-versions/example-charter-0.yml").read_text("utf-8")
        write(site, "content/charter-versions/example-charter-1.yml", old.replace('version: "0"', 'version: "1"'))
        assert found(site) == []

    def test_is_told_of_the_charter_where_one_alone_has_signed(self, site, problems):
        text = (site / PLEDGES).read_text("utf-8")
        write(site, PLEDGES, "".join(line for line in text.splitlines(keepends=True) if "example-council" not in line))
        (problem,) = catalogue.examine(site)[2]
        assert problem.path == CHARTER
        assert problem.message == "one of the pledges names version `1`, of which no record is kept"
