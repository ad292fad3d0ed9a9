"""Which page has which picture, and what can be drawn."""

import pytest

from charterkit import catalogue
from charterkit.views import case_studies
from charterkit.views import share_pictures as pictures
from charterkit.views.page import Page
from tests.editing import COLLEGE, replace


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A plain title", "A plain title"),
        ("Breakfast 🥣 for all ❤️", "Breakfast for all"),
        ("وقت للقراءة", "وقت للقراءة"),
        ("সবার জন্য", "সবার জন্য"),
        ("午餐", ""),
        ("Lunch 午餐", ""),
        ("🥣🥣", ""),
        ("Été – café, 50 %", "Été – café, 50 %"),
        ("a\u202eb", "ab"),
    ],
)
def test_what_no_font_has_is_not_drawn(text, expected):
    assert expected == pictures.readable(text)


def chosen(site, tables=("case-studies",), most=60):
    loaded = catalogue.load(site)
    pages = [Page("", "Home", "", "home.html", None), *case_studies.pages(loaded)]
    return pictures.pictures(loaded, pages, tables, most)


def test_records_of_a_chosen_table_have_their_own(site):
    made = chosen(site)
    path = "assets/charterkit/pictures/case-studies/example-school.png"
    assert path == made.of_page["case-studies/example-school/"].path
    assert "A seat at every table" == made.shown[path].title
    assert made.otherwise == made.of_page[""]


@pytest.mark.parametrize(("tables", "most"), [((), 60), (("case-studies",), 1)])
def test_other_pages_share_one_for_their_kind(site, tables, most):
    made = chosen(site, tables, most)
    paths = {made.of_page[f"case-studies/example-{name}/"].path for name in ("school", "college")}
    assert 1 == len(paths)
    assert paths <= made.shown.keys()


def test_a_title_that_cannot_be_drawn_has_the_picture_of_its_kind(site):
    replace(site, COLLEGE, "title: A quiet room that stays open", "title: 午餐")
    made = chosen(site)
    path = made.of_page["case-studies/example-college/"].path
    assert "example-college" not in path
    assert path in made.shown
