"""Pictures are drawn whole, the same each time, whatever the title."""

import io

import pytest
from PIL import Image

from charterkit.render.share_pictures import Artist
from charterkit.views.share_pictures import Shown

MARK = ("M2 2h20v20H2Z", "#0b5c63")


def shown(title, language="en", direction="ltr"):
    return Shown(title, "Case study", "Example charters", language, direction, "#0b5c63", (MARK,))


@pytest.fixture(scope="module")
def artist():
    return Artist()


def opened(png):
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize(
    ("title", "language", "direction"),
    [
        ("Short", "en", "ltr"),
        ("A title that goes on " * 8, "en", "ltr"),
        ("Unbreakable" * 15, "en", "ltr"),
        ("وقت للقراءة " * 8, "ar", "rtl"),
        ('"; #panic() #{ <b> \\', "en", "ltr"),
    ],
)
def test_it_has_the_size_that_it_is_announced_with(artist, title, language, direction):
    picture = opened(artist.draw(shown(title, language, direction)))
    assert (1200, 630) == picture.size
    left, top, right, bottom = picture.crop((0, 30, 1200, 630)).point(lambda p: 255 - p).getbbox()
    assert left >= 60
    assert right <= 1140
    assert bottom <= 560
    assert top > 0


def test_the_same_view_gives_the_same_bytes(artist):
    assert artist.draw(shown("Same")) == Artist().draw(shown("Same"))
    assert artist.draw(shown("Same")) != artist.draw(shown("Other"))


def test_a_mark_that_is_no_shape_is_left_out(artist):
    bad = Shown("T", "", "N", "en", "ltr", "#0b5c63", (("'/><script>", "#0b5c63"), MARK))
    good = Shown("T", "", "N", "en", "ltr", "#0b5c63", (MARK,))
    assert artist.draw(good) == artist.draw(bad)
