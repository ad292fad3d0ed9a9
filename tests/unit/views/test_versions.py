"""The history of a charter, its earlier versions and their comparisons."""

from charterkit import catalogue
from charterkit.views import versions
from tests.editing import CHARTER, copy, replace

ZERO = "content/charter-versions/example-charter-0.yml"


def pages(site):
    return {page.path: page for page in versions.pages(catalogue.load(site))}


def test_a_version_has_a_page_and_is_compared_with_today(site):
    found = pages(site)
    assert found.keys() == {
        "charters/example-charter/versions/",
        "charters/example-charter/versions/example-charter-0/",
        "charters/example-charter/changes/example-charter-0/",
    }
    view = found["charters/example-charter/changes/example-charter-0/"].view
    assert view.counts == {"added": 0, "removed": 1, "changed": 1, "same": 0}
    assert view.introduction_changed


def test_each_version_is_compared_with_its_successor_and_with_today(site):
    copy(site, ZERO, "example-charter-00", version='"00"', superseded_on="2019-01-01")
    found = {path for path in pages(site) if "/changes/" in path}
    assert found == {
        "charters/example-charter/changes/example-charter-00/",
        "charters/example-charter/changes/example-charter-00/example-charter-0/",
        "charters/example-charter/changes/example-charter-0/",
    }


def test_the_history_begins_with_what_holds_now(site):
    replace(
        site,
        CHARTER,
        "changelog:\n",
        'changelog:\n  - version: "0.5"\n    changed_on: 2019-05-01\n    change: A draft.\n',
    )
    shown = pages(site)["charters/example-charter/versions/"].view.shown
    assert [item.version for item in shown] == ["1", "0", "0.5"]
    assert [bool(item.path) for item in shown] == [True, True, False], (
        "of a version without a record nothing can be read"
    )
    assert shown[0].changes[0].change == "First version."
    assert shown[1].superseded == "1 September 2020"


def test_an_unpublished_version_is_not_shown(site):
    replace(site, ZERO, "status: published", "status: draft")
    assert pages(site).keys() == {"charters/example-charter/versions/"}


def test_a_withdrawn_charter_takes_its_versions_and_translations_along(site):
    replace(site, CHARTER, "status: published", "status: withdrawn")
    loaded = catalogue.load(site)
    assert not loaded.charter_versions
    assert not loaded.charter_translations
