"""Pictures come out with nothing in them but the picture, no larger than needed, and the same every time."""

import io

import pytest
from PIL import Image

from charterkit.pictures import PictureError
from charterkit.publish.media import Darkroom, rewritten
from tests.pictures import SECRET, claiming, drawn, moving, picture, saved, telling

ENDINGS = ["png", "jpg", "webp", "gif"]


def seen(raw):
    return Image.open(io.BytesIO(raw))


@pytest.fixture
def darkroom(tmp_path):
    return Darkroom(tmp_path / "work", lambda made_from: repr(made_from).encode()[-16:])


class TestRewritten:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_holds_nothing_but_the_picture(self, ending):
        given = telling(ending)
        assert SECRET.encode() in given
        made = rewritten(given, f".{ending}", 640)
        assert SECRET.encode() not in made
        image = seen(made)
        image.load()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
                                   "loop", "background", "version", "timestamp", "duration", "extension"}  # fmt: skip
        assert not image.getexif()

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_shows_the_same(self, ending):
        image = seen(rewritten(picture(ending), f".{ending}", 640)).convert("RGB")
        assert image.size == (640, 360)
        for place in ((20, 20), (600, 300), (20, 300)):
            box = (*place, place[0] + 1, place[1] + 1)
            wanted, made = drawn(640, 360).crop(box).tobytes(), image.crop(box).tobytes()
            assert max(abs(a - b) for a, b in zip(wanted, made, strict=True)) < 25

    def test_lies_as_it_was_held(self):
        """A telephone writes on which side it lay into the metadata, which go."""
        image = seen(rewritten(telling("jpg", 400, 200, orientation=6), ".jpg", 640))
        assert image.size == (200, 400)
        assert image.convert("RGB").crop((190, 10, 191, 11)).tobytes()[0] > 150  # the square has moved to the right

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
    def test_takes_every_kind_of_png(self, mode):
        given = drawn(60, 40).convert("L" if mode == "I;16" else mode)
        given = given.convert("I").point(lambda v: v * 256).convert("I;16") if mode == "I;16" else given
        image = seen(rewritten(saved(given, "png"), ".png", 640))
        assert image.size == (60, 40)
        dark, light = (image.convert("L").crop((50, y, 51, y + 1)).tobytes()[0] for y in (2, 38))
        assert light - dark > 100

    def test_takes_what_printers_make(self):
        image = seen(rewritten(saved(drawn().convert("CMYK"), "jpg"), ".jpg", 640))
        assert image.mode == "RGB"

    def test_is_the_same_every_time(self):
        for ending in ENDINGS:
            assert rewritten(telling(ending), f".{ending}", 640) == rewritten(telling(ending), f".{ending}", 640)

    @pytest.mark.parametrize("raw", [claiming(30_000, 30_000), moving("png"), picture("png")[:500], b"<svg/>", b""])
    def test_is_refused_for_what_the_check_refuses(self, raw):
        with pytest.raises(PictureError):
            rewritten(raw, ".png", 640)


class TestDarkroom:
    def source(self, tmp_path, raw, name="a.jpg"):
        (tmp_path / name).write_bytes(raw)
        return tmp_path / name

    @pytest.mark.parametrize(
        ("width", "widths"), [(1600, [640, 1280]), (1000, [640, 1000]), (640, [640]), (90, [90]), (1280, [640, 1280])]
    )
    def test_gives_the_widths_of_pages_and_none_larger_than_the_picture(self, tmp_path, darkroom, width, widths):
        shown, files = darkroom.sizes(self.source(tmp_path, picture("jpg", width, 90)), "media/a", ".jpg")
        assert widths == [width for _, width in shown.sizes] == [seen(p.read_bytes()).width for p in files.values()]
        assert [path for path, _ in shown.sizes] == list(files)
        assert shown.width == widths[-1]

    def test_knows_the_size_as_it_will_be_shown(self, tmp_path, darkroom):
        shown, files = darkroom.sizes(
            self.source(tmp_path, telling("jpg", 2000, 1000, orientation=8)), "media/a", ".jpg"
        )
        assert (shown.width, shown.height) == seen(list(files.values())[-1].read_bytes()).size == (1000, 2000)

    def test_names_another_picture_otherwise(self, tmp_path, darkroom):
        """So that a browser never shows an old one for a new one."""
        one, _ = darkroom.sizes(self.source(tmp_path, picture("jpg")), "media/a", ".jpg")
        other, _ = darkroom.sizes(self.source(tmp_path, picture("jpg", 1599)), "media/a", ".jpg")
        assert not set(one.sizes) & set(other.sizes)

    def test_makes_a_picture_once(self, tmp_path, darkroom):
        source = self.source(tmp_path, picture("jpg"))
        first = darkroom.cleaned(source, ".jpg")
        before = first.stat().st_mtime_ns
        assert darkroom.cleaned(source, ".jpg") == first
        assert first.stat().st_mtime_ns == before

    def test_forgets_what_nobody_asked_for(self, tmp_path, darkroom):
        old = darkroom.cleaned(self.source(tmp_path, picture("jpg")), ".jpg")
        new = Darkroom(darkroom.work, darkroom.key)
        kept = new.cleaned(self.source(tmp_path, picture("jpg", 100)), ".jpg")
        new.tidy()
        assert [kept] == list(darkroom.work.iterdir())
        assert old != kept
