"""Pictures: what they are, how large they are, what they carry unseen, and who can be recognised on them."""

import time

import pytest

from charterkit import catalogue
from charterkit.problems import Severity
from tests.editing import SCHOOL, add
from tests.pictures import claiming, moving, picture, telling

ENDINGS = ["png", "jpg", "jpeg", "webp"]
FOLDER = "data/media"


def named(site, file, raw, **changes):
    """Let the school show a picture."""
    (site / FOLDER).mkdir(exist_ok=True)
    (site / FOLDER / file).write_bytes(raw)
    entry = {"file": file, "alt": "A table.", "credit": "Example school", "licence": "CC-BY-4.0"}
    lines = [f"{k}: {v}" for k, v in {**entry, "identifiable": "false", **changes}.items() if v]
    add(site, SCHOOL, "media:\n  - " + "\n    ".join(lines) + "\n")


def problems(site):
    return catalogue.examine(site)[2]


def rules(site):
    return [problem.rule for problem in problems(site)]


class TestPictureOfARecord:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_is_taken(self, site, ending):
        named(site, f"a.{ending}", picture(ending))
        assert rules(site) == []

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_that_carries_metadata_is_warned_of_where_it_is_named(self, site, ending):
        named(site, f"a.{ending}", telling(ending))
        (problem,) = problems(site)
        assert ("picture-metadata", Severity.WARNING, SCHOOL) == (problem.rule, problem.severity, problem.path)
        assert f"{FOLDER}/a.{ending} holds where it was taken" in problem.message
        line = (site / SCHOOL).read_text("utf-8").splitlines()[problem.line - 1]
        assert line[problem.column - 1 :] == f"a.{ending}"

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_that_is_cut_off_is_refused(self, site, ending):
        raw = picture(ending)
        named(site, f"a.{ending}", raw[: len(raw) // 2])
        assert rules(site) == ["picture"]

    @pytest.mark.parametrize("ending", ENDINGS)
    @pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg onload='alert(1)'/>", b"\x89PNG", b"%PDF-1.7"])
    def test_of_another_kind_is_refused(self, site, ending, raw):
        named(site, f"a.{ending}", raw)
        assert rules(site) == ["picture"]

    @pytest.mark.parametrize("ending", ["png", "webp"])
    def test_that_moves_is_refused(self, site, ending):
        named(site, f"a.{ending}", moving(ending))
        assert rules(site) == ["picture"]

    @pytest.mark.parametrize("size", [(7000, 6000), (40_000_001, 1), (30_000, 30_000)])
    def test_with_too_many_pixels_is_refused_before_it_is_unpacked(self, site, size):
        """Nothing in the file could be unpacked: it is a few hundred bytes."""
        named(site, "a.png", claiming(*size))
        start = time.process_time()
        assert rules(site) == ["too-many-pixels"]
        assert time.process_time() - start < 5

    def test_is_named_once_however_often_it_is_shown(self, site):
        named(site, "a.png", telling("png"))
        text = (site / SCHOOL).read_text("utf-8")
        add(site, SCHOOL, text[text.index("  - file: a.png") :].replace("A table.", "The same table."))
        assert rules(site) == ["picture-metadata"]

    def test_needs_a_text_alternative(self, site):
        named(site, "a.png", picture("png"), alt="")
        assert rules(site) == ["required"]

    def test_on_which_somebody_can_be_recognised_needs_a_consent(self, site):
        named(site, "a.png", picture("png"), identifiable="true")
        (problem,) = problems(site)
        assert ("picture-consent", Severity.ERROR) == (problem.rule, problem.severity)

    @pytest.mark.parametrize("identifiable", ["true", "yes"])
    def test_with_a_consent_is_taken(self, site, identifiable):
        named(site, "a.png", picture("png"), identifiable=identifiable, consent_ref="form-18")
        assert rules(site) == []


class TestPictureOfAPage:
    @pytest.mark.parametrize("name", ["room.png", "ROOM.JPG", "below/room.webp", "room.gif"])
    def test_that_carries_metadata_is_warned_of_by_its_name(self, site, name):
        path = site / "content/toolkit" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(telling(name[-3:].lower() if not name.endswith("webp") else "webp"))
        (problem,) = problems(site)
        assert ("picture-metadata", f"content/toolkit/{name}") == (problem.rule, problem.path)

    def test_that_is_hidden_is_not_published_and_not_judged(self, site):
        (site / "content/toolkit/.room.png").write_bytes(b"nothing")
        assert rules(site) == []

    def test_that_moves_is_refused(self, site):
        (site / "content/toolkit/room.gif").write_bytes(moving("gif"))
        assert rules(site) == ["picture"]

    def test_that_was_right_is_not_unpacked_again_until_it_changes(self, site, tmp_path, monkeypatch):
        from charterkit.cache import Cache  # noqa: PLC0415 - this test alone needs it
        from charterkit.check import media  # noqa: PLC0415 - as above

        (site / "content/toolkit/room.png").write_bytes(picture("png"))
        assert catalogue.examine(site, Cache(tmp_path / "cache"))[2] == []
        monkeypatch.setattr(media, "unpacked", None)
        assert catalogue.examine(site, Cache(tmp_path / "cache"))[2] == []
        (site / "content/toolkit/room.png").write_bytes(picture("png", width=100))
        with pytest.raises(TypeError):
            catalogue.examine(site, Cache(tmp_path / "cache"))
