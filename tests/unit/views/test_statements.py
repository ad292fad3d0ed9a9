"""The statements claim what is known, and the privacy notice names all that scripts keep."""

import re

import pytest

from charterkit import catalogue
from charterkit.views import statements
from tests.conftest import REPOSITORY
from tests.editing import add, write

ASSETS = REPOSITORY / "plugins/charterkit/assets"
BRAND = "data/brand.yml"


def pages(site, plugins=("charterkit", "charterkit/news"), others=()):
    accessibility, privacy = statements.pages(catalogue.load(site), plugins, "", others, with_data=True)
    return accessibility.view, privacy.view


def kept_by_scripts():
    """Give every name under which a script keeps something: by device.js, or on its own."""
    found = set()
    for path in sorted(ASSETS.glob("*.js")):
        text = path.read_text("utf-8")
        if path.name != "device.js":
            found |= set(re.findall(r"(?<!\.)\b(?:keep|recall|forget)\(\s*[\"'`]([\w-]+)(?:\$\{[^}]*\})?[\"'`]", text))
            found |= set(re.findall(r"\bsetting\([^,]+,\s*\"([\w-]+)\"", text))  # which keeps it under that name
            calls = re.findall(r"(?<!function )(?<!\.)\b(?:keep|recall|forget)\(\s*([^)\s,]+)", text)
            unknown = [name for name in calls if name[0] not in "\"'`" and "function setting(" not in text]
            assert [] == unknown, f"{path.name}: write the name in the call"
        found |= set(re.findall(r"`\$\{[^}]*\}ck-([\w-]+)`", text))
    return found


def test_the_privacy_notice_names_all_that_scripts_keep():
    """A script that keeps something more is listed in `statements.KEPT`, or this fails."""
    assert {kept.name for kept in statements.KEPT} == kept_by_scripts()


def test_only_device_js_and_the_first_script_touch_the_storage():
    touching = {
        p.name for p in ASSETS.glob("*.js") if re.search(r"(local|session)Storage|indexedDB", p.read_text("utf-8"))
    }
    assert {"device.js", "first.js", "site.js"} == touching
    assert [] == [p.name for p in ASSETS.glob("*.js") if "document.cookie" in p.read_text("utf-8")]


def test_it_names_only_what_the_site_s_parts_keep(site):
    _, privacy = pages(site, plugins=("charterkit",))
    assert ["scheme"] == [kept.name for kept in privacy.kept]


def test_tests_are_told_the_newest_first(site):
    write(site, "data/accessibility-tests/axe.yml", "tested_on: 2026-05-01\nhow: With software.\nfaults: 0\n")
    write(
        site, "data/accessibility-tests/of-another.yml", "tested_on: 2026-06-01\nhow: Of another site.\nsite: Another\n"
    )
    accessibility, _ = pages(site)
    assert ["axe", "by-hand"] == [test.id for test in accessibility.tests]
    assert "2026-05-01" == accessibility.reviewed.isoformat()


def test_barriers_stand_under_their_reason(site):
    write(site, "data/accessibility-barriers/map.yml", "title: The map\nreason: outside-the-law\n")
    accessibility, _ = pages(site)
    found = (accessibility.breaking, accessibility.burdens, accessibility.outside)
    assert [["example-film"], [], ["map"]] == [[one.id for one in group] for group in found]


@pytest.mark.parametrize("contact", ["contact_email: a@example.org", "contact_by_phone: 020 7946 0000"])
def test_a_public_body_names_a_contact(site, contact):
    add(site, BRAND, "public_body: true\n")
    assert ["statement"] == [p.rule for p in catalogue.examine(site)[2]]
    add(site, BRAND, f"{contact}\n")
    assert [] == catalogue.examine(site)[2]


def test_nobody_claims_more_than_is_known(site):
    add(site, BRAND, "accessibility_status: full\n")
    assert ["statement"] == [p.rule for p in catalogue.examine(site)[2]]
    (site / "data/accessibility-barriers/example-film.yml").unlink()
    assert [] == catalogue.examine(site)[2]
