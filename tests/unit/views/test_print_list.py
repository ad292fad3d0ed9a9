"""The page of everything that can be printed, and the sheets that only it has."""

from dataclasses import replace as replaced

import pytest

from charterkit import catalogue
from charterkit.views import print_list, prints
from charterkit.views.contribute import Input
from charterkit.views.print_list import Blank
from tests.editing import CHARTER, replace

ADDRESS = "https://example.org/"
OFFERED = ("charters", "printables")
OWN = Blank("own", "Our own", "For us.", "Talk first.", "Our group")


@pytest.fixture
def loaded(site):
    return catalogue.load(site)


def view(loaded, blanks=(), offered=OFFERED):
    (page,) = print_list.pages(loaded, blanks, offered)
    return page.view


def test_every_print_of_a_charter_is_shown_with_a_picture(loaded):
    (group,) = view(loaded).groups
    (charter,) = loaded.charters.values()
    shown = {form.path for item in group.prints for form in item.formats}
    assert {form.path for form in prints.formats(charter, offered=OFFERED)} == shown
    pictures = {path for path, _, _ in print_list.pictures(loaded, (), ADDRESS, OFFERED)}
    assert {item.picture for item in group.prints} == pictures


def test_what_the_site_leaves_out_is_not_shown(loaded):
    assert [] == list(print_list.pages(loaded, (), ()))
    assert ["blank"] == [group.id for group in view(loaded, (OWN,), ()).groups]
    assert "signatories" in [group.id for group in view(loaded, (), (*OFFERED, "certificates")).groups]


def test_how_to_sign_is_told_only_where_a_charter_is_signed(loaded):
    """Neither on a site without pledges, nor of a charter that holds no more."""
    (charter,) = loaded.charters.values()
    old = replaced(charter, status="archived")
    assert print_list.booklet(loaded, charter, ADDRESS, signs=True).can_sign
    assert not print_list.booklet(loaded, charter, ADDRESS).can_sign
    assert not print_list.booklet(loaded, old, ADDRESS, signs=True).can_sign
    purposes = [
        item.purpose
        for offered in (OFFERED, (*OFFERED, "signing"))
        for item in view(loaded, (), offered).groups[0].prints
        if item.title == "Booklet"
    ]
    assert [False, True] == ["how to sign" in purpose for purpose in purposes]


def test_a_blank_sheet_has_the_principles_or_headings_of_its_own(loaded):
    titles = tuple(principle.title for principle in loaded.principles.values())
    printed = print_list.blank(loaded, OWN, ADDRESS)
    assert titles == printed.headings
    assert (OWN.title, OWN.help, OWN.name) == (printed.words.own_title, printed.words.own_help, printed.words.own_name)
    own = Blank("own", "Our own", "", "", "", ("At sea", "In port"))
    assert ("At sea", "In port") == print_list.blank(loaded, own, ADDRESS).headings
    assert print_list.blank(loaded, own, "").url == ""


def test_the_form_says_what_signing_asks_and_asks_what_the_schema_does(loaded):
    (charter,) = loaded.charters.values()
    form = print_list.pledge_form(loaded, charter, ADDRESS)
    known = [text for section in form.sections for text in section.know]
    assert known == [s.text for section in charter.sections for s in section.statements]
    asked = [question.title for section in form.sections for question in section.questions]
    assert {"Organisation", "Statement", "Signature"} <= set(asked)
    assert "Verified by" not in asked
    assert "Charter" not in asked


def test_the_form_asks_what_a_site_adds_to_the_schema(site):
    old = "  - name: statement\n"
    replace(site, "data/schemas/pledges.yml", old, f"  - name: mascot\n    type: string\n    title: Mascot\n{old}")
    loaded = catalogue.load(site)
    form = print_list.pledge_form(loaded, next(iter(loaded.charters.values())), ADDRESS)
    assert "Mascot" in [question.title for section in form.sections for question in section.questions]


def test_the_form_for_word_is_for_its_charter_alone(loaded):
    (charter,) = loaded.charters.values()
    word = print_list.pledge_word(loaded, charter)
    parts = [part for section in word.sections for part in section.parts if isinstance(part, Input)]
    (chosen,) = [part for part in parts if part.key == "charter"]
    assert [charter.id] == [option.value for option in chosen.options]


def test_a_booklet_names_each_case_once(site):
    second = "      - text: We will ask again\n        key_features:\n          - example-feature\nsources:\n"
    replace(site, CHARTER, "sources:\n", second)
    loaded = catalogue.load(site)
    printed = print_list.booklet(loaded, next(iter(loaded.charters.values())), ADDRESS)
    named = [case for section in printed.sections for clause in section.clauses for case in clause.practice]
    assert named
    assert len(named) == len(set(named))
