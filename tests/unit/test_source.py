"""Reading: every value a string with its place; what could harm or mislead is refused, quickly and with its place."""

import itertools
import time

import pytest

from charterkit import source
from charterkit.source import Mapping, Scalar, Sequence, files, forbidden, links, read_text, read_yaml

YAML = frozenset({".yml"})
LETTERS = "abcdefghi"
BOMBS = {
    "aliases that multiply": "a: &a [x]\n"
    + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in itertools.pairwise(LETTERS)),
    "merge keys that multiply": "a: &a0 {x: 1}\n"
    + "".join(f"b{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)),
    "brackets": "[" * 60_000,
    "braces": "{" * 60_000,
    "dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "ever deeper keys": "".join(f"{' ' * depth}a:\n" for depth in range(340)),
    "anchors": "a: [" + "&a x," * 12_000 + "]\n",
    "undefined aliases": "a: [" + "*a," * 20_000 + "]\n",
    "tags": "a: [" + "!!x y," * 10_000 + "]\n",
    "one key again and again": "a: 1\n" * 12_000,
    "quotes over two lines": "a: [" + '"\nb: ",' * 9_000 + "]\n",
}


def read(path, raw, limit=source.MAX_BYTES):
    path.write_bytes(raw)
    return read_text(path, "x.yml", limit)


def places(problems):
    return [(p.rule, p.line, p.column) for p in problems]


class TestYaml:
    @pytest.mark.parametrize(
        "text", ["no", "0777", "12:30", "1.10", "2020-01-01", "~", "null", "1e3", ".inf", "=", "0x1F"]
    )
    def test_every_scalar_stays_the_text_that_stands_there(self, text):
        tree, problems = read_yaml(f"key: {text}\n", "x.yml")
        assert [] == problems
        assert isinstance(tree, Mapping)
        assert Scalar(text, 1, 6) == tree.values["key"]

    def test_every_value_and_key_keeps_its_place(self):
        tree, _ = read_yaml("a: one\nb:\n  - two\n  - c: |\n      three\n", "x.yml")
        assert isinstance(tree, Mapping)
        assert {"a": Scalar("a", 1, 1), "b": Scalar("b", 2, 1)} == tree.keys
        entries = tree.values["b"]
        assert isinstance(entries, Sequence)
        assert (3, 3) == (entries.line, entries.column)
        assert Scalar("two", 3, 5) == entries.items[0]
        inner = entries.items[1]
        assert isinstance(inner, Mapping)
        assert (4, 5) == (inner.line, inner.column)
        assert Scalar("three\n", 4, 8) == inner.values["c"]

    def test_columns_count_characters(self):
        tree, _ = read_yaml('{"é😀": x}\n', "x.yml")
        assert isinstance(tree, Mapping)
        assert (1, 8) == (tree.values["é😀"].line, tree.values["é😀"].column)

    @pytest.mark.parametrize("name", BOMBS)
    def test_bombs_are_refused_within_a_second(self, name):
        start = time.perf_counter()
        tree, problems = read_yaml(BOMBS[name], "x.yml")
        assert time.perf_counter() - start < 1
        assert tree is None
        assert problems

    def test_depth_is_allowed_up_to_the_limit(self):
        allowed = "[" * source.MAX_DEPTH + "]" * source.MAX_DEPTH
        assert read_yaml(allowed, "x.yml")[1] == []
        assert ["too-deep"] == [p.rule for p in read_yaml(f"[{allowed}]", "x.yml")[1]]

    def test_all_slips_of_a_file_are_told(self):
        """Those before a syntax error too."""
        _, problems = read_yaml("a: 1\na: 2\nb: &x 3\nc: !!int 4\nd: e: f\n", "x.yml")
        assert ["duplicate-key", "alias", "tag", "yaml-colon"] == [p.rule for p in problems]

    def test_a_quoted_text_may_go_over_lines(self):
        _, problems = read_yaml('a: "one\ntwo: it goes on"\nb: c\n', "x.yml")
        assert ["yaml-quote"] == [p.rule for p in problems], "what looks like a field beside it is taken for one"
        tree, problems = read_yaml('a: "one\n  two: it goes on"\nb: c\n', "x.yml")
        assert [] == problems, "but not what is indented below it"
        tree, problems = read_yaml('a: "one\n  two, and on"\nb: c\n', "x.yml")
        assert [] == problems
        assert isinstance(tree, Mapping)
        assert Scalar("one two, and on", 1, 4) == tree.values["a"]

    @pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
    def test_a_file_without_anything_is_no_mapping(self, text):
        tree, problems = read_yaml(text, "x.yml")
        assert [] == problems
        assert not isinstance(tree, Mapping)


class TestText:
    def test_line_ends_of_all_systems_are_one(self, tmp_path):
        assert read(tmp_path / "x", b"a\r\nb\rc\n") == ("a\nb\nc\n", [])

    def test_a_byte_order_mark_at_the_start_is_passed_over(self, tmp_path):
        assert read(tmp_path / "x", b"\xef\xbb\xbfa: b\n") == ("a: b\n", [])

    def test_what_is_not_utf_8_is_refused_in_its_place(self, tmp_path):
        text, problems = read(tmp_path / "x", "a: b\nc: é".encode() + b"\xff")
        assert text == ""
        assert [("encoding", 2, 5)] == places(problems)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wider_encodings_give_one_problem(self, tmp_path, encoding):
        _, problems = read(tmp_path / "x", "title: x\nsummary: y\n".encode(encoding))
        assert ["encoding"] == [p.rule for p in problems]

    @pytest.mark.parametrize("text", ["می\u200cشود", "क्\u200dष", "👩\u200d👧", "❤\ufe0f\u200d🔥", "ไทย\u200bไทย"])
    def test_what_joins_or_parts_letters_is_part_of_some_writing(self, tmp_path, text):
        path = tmp_path / "record.yml"
        path.write_text(f'a: {text}\nb: "{text}"\n', encoding="utf-8")
        assert read_text(path, "record.yml", 100)[1] == []
        assert read_yaml(path.read_text("utf-8"), "record.yml")[1] == []

    @pytest.mark.parametrize("text", ["a\u200db", "\u200ca", "1\u200b2", "“\u200ba", "é\u200c", "👩\u200d\u200d👧"])
    def test_what_joins_nothing_is_refused(self, text):
        assert forbidden(text)

    @pytest.mark.parametrize(
        "code", [0x01, 0x0B, 0x1B, 0x7F, 0x85, 0x061C, 0x200E, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF]
    )
    def test_invisible_characters_are_refused_in_their_place(self, tmp_path, code):
        text, problems = read(tmp_path / "x", f"a: b\nc: d{chr(code)}\n".encode())
        assert text == ""
        assert [("character", 2, 5)] == places(problems)
        assert f"U+{code:04X}" in problems[0].message

    @pytest.mark.parametrize("letter", ["\u00a0", "א", "ة", "😀", "\t"])
    def test_what_languages_need_is_allowed(self, tmp_path, letter):
        """Letters that run from right to left, spaces that do not break."""
        assert read(tmp_path / "x", f"a{letter}b".encode()) == (f"a{letter}b", [])

    def test_each_line_is_reported_once_and_not_without_end(self, tmp_path):
        _, problems = read(tmp_path / "x", b"\x01\x01\x01\n" * 500)
        assert len(problems) == 20
        assert [("character", 1, 1), ("character", 2, 1)] == places(problems)[:2]

    def test_a_file_is_read_up_to_the_limit(self, tmp_path):
        assert read(tmp_path / "x", b"x" * 100, 100)[1] == []
        assert ["too-large"] == [p.rule for p in read(tmp_path / "x", b"x" * 101, 100)[1]]

    def test_a_file_that_cannot_be_opened_is_a_problem(self, tmp_path):
        text, problems = read_text(tmp_path / "gone.yml", "gone.yml", 100)
        assert text == ""
        assert ["unreadable"] == [p.rule for p in problems]


class TestFiles:
    def listed(self, root, names, endings=YAML):
        folder = root / "content"
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", encoding="utf-8")
        return files(root, "content", endings)

    def test_come_in_the_order_of_their_names(self, tmp_path):
        listing = self.listed(tmp_path, ["b.yml", "a.yml", "a-1.yml"])
        assert ["a-1.yml", "a.yml", "b.yml"] == [path.name for path in listing.found]
        assert [] == listing.problems

    @pytest.mark.parametrize(
        "name", ["A.yml", "a b.yml", "a_b.yml", "-a.yml", "é.yml", "a.b.yml", "a" * 65 + ".yml", ".yml.yml"]
    )
    def test_whose_name_is_no_id_are_refused(self, tmp_path, name):
        listing = self.listed(tmp_path, [name])
        assert [] == listing.found
        hidden = name.startswith(".")
        assert ([] if hidden else ["file-name"]) == [p.rule for p in listing.problems]

    @pytest.mark.parametrize(
        "name", ["a.yaml", "a.YML", "a.csv", "a.txt", "a.json", "a.docx", "a.yml.txt", "2026/a.yml"]
    )
    def test_that_somebody_could_take_for_records_are_refused(self, tmp_path, name):
        listing = self.listed(tmp_path, [name])
        assert [] == listing.found
        assert ["file-name"] == [p.rule for p in listing.problems]
        assert f"content/{name}" == listing.problems[0].path

    @pytest.mark.parametrize(
        "name", [".DS_Store", ".a.yml.swp", "a.yml~", "index.md", "a.png", "pictures/a.jpg", "README"]
    )
    def test_that_belong_to_others_are_passed_over(self, tmp_path, name):
        listing = self.listed(tmp_path, [name])
        assert ([], [], []) == (listing.found, listing.refused, listing.problems)

    def test_are_found_by_every_ending_that_is_asked_for(self, tmp_path):
        listing = self.listed(tmp_path, ["a.yml", "b.csv"], frozenset({".yml", ".csv"}))
        assert ["a.yml", "b.csv"] == [path.name for path in listing.found]

    def test_of_a_folder_that_is_not_there_are_none(self, tmp_path):
        assert files(tmp_path, "content", YAML).found == []


def test_links_are_found_to_the_bottom_and_never_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("x", encoding="utf-8")
    deep = tmp_path / "site" / "content" / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "file.yml").symlink_to(outside / "secret.yml")
    (deep / "folder").symlink_to(outside)
    (deep / "dangling").symlink_to("nowhere")
    found = links(tmp_path / "site", ("content", "data"))
    assert ["content/a/b/dangling", "content/a/b/file.yml", "content/a/b/folder"] == [p.path for p in found]
    assert files(tmp_path / "site", "content/a/b", YAML).found == []
