"""Pictures are shown with what belongs beside them, and published with nothing in them but the picture."""

import hashlib

import pytest
from PIL import Image

from tests.pictures import SECRET, picture, telling
from tests.site.building import build, charterkit, replaced, written
from tests.site.built import Built

SCHOOL = "content/case-studies/example-school.yml"
PAGE = "case-studies/example-school/"


def media(**changes):
    """Give the entry of a picture."""
    entry = {"file": "table.jpg", "alt": "A long table.", "credit": "Example school", "licence": "CC-BY-4.0"}
    return "  - " + "\n    ".join(f"{k}: {v}" for k, v in ({**entry, "identifiable": "false"} | changes).items()) + "\n"


def shown(site, *entries, files=None):
    """Let the school show pictures."""
    (site / "data/media").mkdir(exist_ok=True)
    for name, raw in (files or {"table.jpg": picture("jpg")}).items():
        (site / "data/media" / name).write_bytes(raw)
    replaced(site, SCHOOL, "subject: setting", f"media:\n{''.join(entries or [media()])}subject: setting")


def published(built):
    """Give the pictures of records in the site."""
    return sorted(path for path in (built.folder / "media").rglob("*") if path.is_file())


class TestFigure:
    def test_shows_the_picture_with_its_text_alternative_credit_and_licence(self, site):
        shown(site)
        built = build(site)
        (figure,) = built.main(PAGE).all("figure")
        (image,) = figure.all("img")
        assert image.attributes["alt"] == "A long table."
        assert figure.text == "Example school. Licence: CC-BY-4.0"
        assert figure.links() == ["https://creativecommons.org/licenses/by/4.0/"]
        sizes = [part.split() for part in image.attributes["srcset"].split(", ")]
        assert [width for _, width in sizes] == ["640w", "1280w"]
        for address, width in sizes:
            with Image.open(built.folder / PAGE / address) as made:
                assert made.width == int(width[:-1])
        assert image.attributes["src"] == sizes[-1][0]
        assert (image.attributes["width"], image.attributes["height"]) == ("1280", "720")
        assert "style" not in image.attributes

    def test_of_an_unknown_licence_has_no_link(self, site):
        shown(site, media(licence="Ask the school"))
        assert build(site).main(PAGE).all("figure")[0].links() == []

    def test_is_none_where_there_is_no_picture(self, small_published):
        assert small_published.main(PAGE).all("figure") == []
        assert not (small_published.folder / "media").exists()

    def test_is_found_by_its_text_alternative(self, site):
        shown(site)
        document = next(d for d in build(site).search_documents() if d["url"] == PAGE)
        assert "A long table." in document["content"]
        assert "table.jpg" not in document["content"]


class TestPublished:
    def test_pictures_hold_nothing_but_the_picture(self, site):
        """Those of records, those of editors' pages and the logo; the check has warned of each."""
        shown(site, files={"table.jpg": telling("jpg")})
        for ending in ("png", "jpg", "webp", "gif"):
            (site / f"content/toolkit/room-{ending}.{ending}").write_bytes(telling(ending))
        (site / "content/toolkit/LOUD.JPG").write_bytes(telling("jpg"))
        (site / "data/logo.png").write_bytes(telling("png"))
        with (site / "data/brand.yml").open("a", encoding="utf-8") as brand:
            brand.write("logo: logo.png\n")
        with (site / "content/toolkit/index.md").open("a", encoding="utf-8") as page:
            page.write("\n![The room](room-png.png)\n")
        done = charterkit(site, "build")
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("holds where it was taken") == 6
        built = Built(site)
        pictures = [p for p in built.folder.rglob("*") if p.suffix.lower() in {".png", ".jpg", ".webp", ".gif"}]
        ours = [p for p in pictures if "assets/images" not in p.as_posix()]
        drawn = [p for p in ours if {"pictures", "printables"} & {*p.parts} and "media" not in p.parts]
        assert len(ours) - len(drawn) == 2 + 5 + 1
        for path in ours:
            assert SECRET.encode() not in path.read_bytes(), path
            with Image.open(path) as image:
                image.load()
                assert not image.getexif(), path
                assert "icc_profile" not in image.info, path
        assert "room-png.png" in "".join(address for _, address in built.page("toolkit/").addresses())

    def test_pictures_are_those_that_a_shown_record_names(self, site):
        shown(site, files={"table.jpg": picture("jpg"), "nobody.jpg": picture("jpg")})
        built = build(site)
        assert {path.name[:6] for path in published(built)} == {"table-"}
        replaced(site, SCHOOL, "status: published", "status: draft")
        assert published(build(site)) == []

    def test_pictures_go_with_a_withdrawn_record(self, site):
        shown(site)
        assert published(build(site))
        written(site, SCHOOL, "status: withdrawn\n")
        assert published(build(site)) == []

    def test_pictures_are_the_same_every_time(self, site):
        shown(site, files={"table.jpg": picture("jpg")})

        def hashes():
            return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in published(build(site))}

        first = hashes()
        assert hashes() == first
        for path in (site / ".charterkit/pictures").iterdir():
            path.unlink()
        assert hashes() == first

    def test_a_picture_that_changes_changes_its_page_too(self, site):
        shown(site)
        before = build(site).main(PAGE).all("img")[0].attributes["src"]
        (site / "data/media/table.jpg").write_bytes(picture("jpg", 1300))
        after = build(site).main(PAGE).all("img")[0].attributes["src"]
        assert before != after

    @pytest.mark.parametrize("raw", [b"<svg onload='alert(1)'/>", picture("jpg")[:900], b""])
    def test_a_picture_that_is_none_stops_the_build(self, site, raw):
        shown(site, files={"table.jpg": raw})
        done = charterkit(site, "build")
        assert done.returncode == 1
        assert "content/case-studies/example-school.yml:" in done.stderr
        assert "data/media/table.jpg" in done.stderr
