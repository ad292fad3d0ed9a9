"""What was worked out is remembered exactly as long as nothing that it was made from has changed, and can be lost."""

import sqlite3
from dataclasses import dataclass

import pytest

from charterkit import cache as module
from charterkit.cache import Cache

TEMPLATES = b"templates"


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine with a secret of its own, for this test only."""
    monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "machine" / name)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "cache.sqlite"


def run(path, made_from, fingerprint=TEMPLATES, value="made"):
    """Give what one run says, and whether it made it anew."""
    made = []

    def make():
        made.append(value)
        return value

    cache = Cache(path)
    cache.begin(fingerprint)
    text = cache.text(made_from, make)
    cache.end()
    return text, bool(made)


@dataclass(frozen=True)
class View:
    title: str
    items: tuple[str, ...] = ()


class TestRemembering:
    def test_gives_again_what_was_made(self, path):
        assert run(path, View("a")) == ("made", True)
        assert run(path, View("a"), value="never asked for") == ("made", False)

    def test_within_a_run_too(self, path):
        cache = Cache(path)
        cache.begin(TEMPLATES)
        assert cache.text("a", lambda: "x") == "x"
        assert cache.key("a") == cache.key("a")

    @pytest.mark.parametrize("other", [View("b"), View("a", ("b",)), "a", ("a",)])
    def test_makes_anew_what_is_made_from_something_else(self, path, other):
        run(path, View("a"))
        assert run(path, other, value="other") == ("other", True)

    def test_makes_anew_after_a_template_has_changed(self, path):
        run(path, View("a"))
        assert run(path, View("a"), fingerprint=b"changed", value="new") == ("new", True)

    def test_makes_anew_after_the_engine_has_changed(self, path, monkeypatch):
        run(path, View("a"))
        monkeypatch.setattr(module, "engine_fingerprint", lambda: b"another engine")
        assert run(path, View("a"), value="new") == ("new", True)

    def test_makes_anew_on_another_machine(self, path, monkeypatch, tmp_path):
        """So that nobody can send along pages of their own making."""
        run(path, View("a"))
        monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "other" / name)
        assert run(path, View("a"), value="new") == ("new", True)

    def test_forgets_what_was_not_asked_for(self, path):
        run(path, View("a"))
        run(path, View("b"))
        assert run(path, View("a"), value="again") == ("again", True)

    def test_keeps_texts_of_all_signs(self, path):
        text = "\u00e9 \U0001f600 \0 \n \u202e"
        run(path, "a", value=text)
        assert run(path, "a") == (text, False)


class TestLoss:
    """The cache is never the source of truth."""

    @pytest.mark.parametrize("raw", [b"", b"garbage", b"SQLite format 3\0" + b"\xff" * 500])
    def test_of_the_file_by_damage_is_no_matter(self, path, raw):
        run(path, "a")
        path.write_bytes(raw)
        assert run(path, "a", value="new") == ("new", True)
        assert run(path, "a") == ("new", False), "it is whole again"

    def test_of_the_file_is_no_matter(self, path):
        run(path, "a")
        path.unlink()
        assert run(path, "a", value="new") == ("new", True)

    def test_of_the_table_is_no_matter(self, path):
        run(path, "a")
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE entries")
            database.execute("CREATE TABLE entries (other TEXT)")
        assert run(path, "a", value="new") == ("new", True)

    def test_of_the_folder_by_a_file_in_its_place_is_no_matter(self, path):
        path.parent.write_text("in the way", encoding="utf-8")
        assert run(path, "a", value="new") == ("new", True)

    def test_of_the_secret_is_no_matter(self, path, tmp_path):
        run(path, "a")
        (tmp_path / "machine" / "charterkit" / "secret").write_bytes(b"too short")
        assert run(path, "a", value="new") == ("new", True)
        assert run(path, "a") == ("new", False)


def test_an_entry_of_somebody_else_is_not_run(path):
    """A pickled object in the file is a text like any other."""
    run(path, "a")
    attack = b"cos\nsystem\n(S'touch /tmp/charterkit-was-here'\ntR."
    with sqlite3.connect(path) as database:
        database.execute("UPDATE entries SET value = ?", (attack,))
    assert run(path, "a") == (attack.decode(), False)


class TestEngineFingerprint:
    @pytest.fixture
    def engine(self, monkeypatch, tmp_path):
        folder = tmp_path / "engine"
        folder.mkdir()
        (folder / "a.py").write_text("x = 1\n", encoding="utf-8")
        (folder / "__pycache__").mkdir()
        monkeypatch.setattr(module, "_ENGINE", folder)
        return folder

    @pytest.mark.parametrize(("name", "text"), [("a.py", "x = 2\n"), ("b.py", ""), ("poster.typ", "")])
    def test_changes_with_the_code(self, engine, name, text):
        before = module.engine_fingerprint()
        (engine / name).write_text(text, encoding="utf-8")
        assert module.engine_fingerprint() != before

    def test_does_not_change_with_what_python_leaves_behind(self, engine):
        before = module.engine_fingerprint()
        (engine / "__pycache__" / "a.pyc").write_bytes(b"x")
        assert module.engine_fingerprint() == before
