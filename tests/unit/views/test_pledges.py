"""Who signed which charter: by kind in the order of the vocabulary, and by area, most first."""

from charterkit import catalogue
from charterkit.views.pledges import pledges
from tests.editing import CHARTER, PLEDGES, add, copy

ROW = "{id},{name},{kind},,,{area},{charter},1,2026,,,,minute,2026-03-06,published,\n"


def sign(site, key, name, **more):
    usual = {"kind": "council", "area": "", "charter": "example-charter"}
    add(site, PLEDGES, ROW.format(id=key, name=name, **usual | more))


def view(site):
    return pledges(catalogue.load(site))


def test_signatories_stand_under_the_plural_of_their_kind(site):
    (charter,) = view(site).charters
    assert ["Councils", "Primary schools"] == [kind.plural for kind in charter.kinds]
    assert ["Example council"] == [signatory.name for signatory in charter.kinds[0].signatories]


def test_signatories_are_in_the_order_of_the_alphabet(site):
    sign(site, "b", "beta council")
    sign(site, "a", "Alpha council")
    assert ["Alpha council", "beta council", "Example council"] == [
        s.name for s in view(site).charters[0].kinds[0].signatories
    ]


def test_areas_are_counted_the_largest_first(site):
    terms = list(catalogue.load(site).terms["local-authorities"].values())[:2]
    for number, term in enumerate([terms[0], terms[1], terms[1]]):
        sign(site, f"x-{number}", f"Council {number}", area=term.id)
    assert view(site).charters[0].areas == ((terms[1].label, 2), (terms[0].label, 1))


def test_each_signed_when_it_did(site):
    signed = {s.name: s.signed for kind in view(site).charters[0].kinds for s in kind.signatories}
    assert signed == {"Example council": "2026", "Example school": "5 March 2026"}


def test_charters_that_nobody_signed_are_not_shown(site):
    copy(site, CHARTER, "another")
    assert [c.charter.id for c in view(site).charters] == ["example-charter"]
    sign(site, "x", "X", charter="another")
    assert {c.charter.id for c in view(site).charters} == {"example-charter", "another"}
    assert view(site).total == 3
