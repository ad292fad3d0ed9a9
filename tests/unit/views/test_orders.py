"""The orders of the library: by title, and by the strength of evidence as a vocabulary has it."""

import pytest

from charterkit import catalogue
from charterkit.problems import CharterkitError
from charterkit.views.cards import newest_first
from charterkit.views.orders import orders
from tests.editing import COLLEGE, SCHOOL, copy, replace

STAGE = "practice_stage: "


def made(site, strength=None):
    loaded = catalogue.load(site)
    cases = newest_first(loaded)
    return {order.name: [cases[place].id for place in order.places] for order in orders(loaded, cases, strength)}


@pytest.fixture
def graded(site):
    """Four cases: two of the college's stage, one stronger, one weaker."""
    copy(site, COLLEGE, "zebra", title="An early one", practice_stage="independently-evaluated")
    copy(site, COLLEGE, "older", title="zz", published_on="2020-01-01")
    copy(site, COLLEGE, "weak", title="In the middle", practice_stage="untested")
    for name in ("example-college", "older"):
        path = f"content/case-studies/{name}.yml"
        (line,) = [x for x in (site / path).read_text("utf-8").splitlines() if x.startswith(STAGE)]
        replace(site, path, line, f"{STAGE}locally-evaluated")
    (site / SCHOOL).unlink()
    return site


def test_titles_go_from_a_to_z_whatever_their_case(graded):
    assert ["example-college", "zebra", "weak", "older"] == made(graded)["title"]


def test_the_strongest_evidence_comes_first_and_the_newest_of_equals(graded):
    """The vocabulary's last term is the strongest."""
    assert ["zebra", "example-college", "older", "weak"] == made(graded)["evidence"]


def test_another_field_can_say_what_is_strong(graded):
    """Any with terms in an order; an empty one leaves the order out."""
    assert "evidence" in made(graded, "cost_band")
    assert ["title"] == list(made(graded, ""))


def test_a_field_that_has_no_order_is_told(graded):
    with pytest.raises(CharterkitError, match="`practise_stage` cannot be the strength of evidence"):
        made(graded, "practise_stage")
