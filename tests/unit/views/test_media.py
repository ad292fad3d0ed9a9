"""Figures: who may be seen, and what a licence is called."""

import pytest

from charterkit import schema
from charterkit.model import Picture
from charterkit.views import media
from tests.conftest import REPOSITORY

SHOWN = media.Published((("media/a-640.jpg", 640),), 640, 360)


@pytest.fixture(scope="module")
def table():
    model, problems = schema.load(REPOSITORY, REPOSITORY / "nowhere")
    assert problems == []
    return model.tables["case-study-media"]


def figures(table, **changes):
    picture = Picture(file="a.jpg", alt="A", credit="B", licence="C", **changes)
    return media.figures(table, [picture], {"data/media/a.jpg": SHOWN})


@pytest.mark.parametrize("changes", [{}, {"identifiable": False}, {"identifiable": True, "consent_ref": "form-1"}])
def test_a_picture_is_shown(table, changes):
    assert [SHOWN] == [figure.picture for figure in figures(table, **changes)]


def test_nobody_is_shown_who_has_not_consented(table):
    assert figures(table, identifiable=True) == ()


def test_a_picture_that_is_not_published_is_not_shown(table):
    assert media.figures(table, [Picture(file="b.jpg")], {}) == ()


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("OGL-UK-3.0", ""),
        ("All rights reserved", ""),
        ("CC BY 4.0/../../evil", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_licence_leads_to_its_text_where_it_is_known(licence, url):
    assert media.licence_url(licence) == url
