"""What is written is read back as exactly the same texts, or not written at all."""

import random
import re

import pytest

from charterkit import schema, source, writing
from charterkit.writing import CannotWrite
from tests.conftest import REPOSITORY

HOSTILE = [
    "no",
    "NULL",
    "~",
    "0777",
    "1e3",
    "2026-03-31",
    "- a dash",
    "# no comment",
    "a: b",
    "a #b",
    "&anchor",
    "*alias",
    "!tag",
    "%directive",
    "@at",
    "`tick",
    "{{ template }}",
    "{% raw %}",
    "[list]",
    "{map: 1}",
    "'single",
    '"double"',
    "back\\slash \\n \\u202e",
    "tab\there",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "---",
    "...",
    "--- \nstatus: published",
    "one\n\nstatus: published",
    "one\n  two\n\n\n   three",
    "ends: ",
    "line\r\nline\rline",
    "word " * 60,
    "x" * 10_000,
    "مرحبا بالعالم",
    "👩‍👩‍👧 \U0001f600",
    "বাংলা",
    ">-",
    "|",
    "? key",
    "a\n# b\n- c\n",
    "two  spaces " * 20,
    "\u00a0no-break at the ends\u00a0",
    "-",
    ":",
    "it's",
    "'",
    "trailing space \nnext",
]
REFUSED = ["\x00", "a\u202eb", "\ufeff", "a\x85b", "\u2028", "\ud800", "\x07", "a\u200fb", "\ufffe"]


@pytest.fixture(scope="module")
def model():
    found, problems = schema.load(REPOSITORY, REPOSITORY / "nowhere")
    assert [] == problems
    return found


def read(text):
    tree, problems = source.read_yaml(text, "a.yml")
    assert [] == problems
    return writing.plain(tree)


def stripped(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class TestText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_read_back_as_it_was_at_every_depth(self, model, text):
        written = writing.record(
            model,
            model.tables["case-studies"],
            {
                "title": text,
                "context": text,
                "needs": [text, "b"],
                "what": [{"heading": text, "body": text}, {"heading": "x", "body": text}],
            },
        )
        same = stripped(text)
        expected = {
            "title": same,
            "context": same,
            "needs": [same, "b"],
            "what": [{"heading": same, "body": same}, {"heading": "x", "body": same}],
        }
        assert expected == read(written)

    @pytest.mark.parametrize("text", REFUSED)
    def test_that_no_file_may_hold_is_refused(self, model, text):
        with pytest.raises(CannotWrite):
            writing.record(model, model.tables["case-studies"], {"title": f"before {text} after"})

    def test_of_any_kind_is_written_exactly_or_refused(self, model):
        """A few hundred texts of signs that mean something to YAML, put together by chance from a fixed seed."""
        chance = random.Random(7)  # noqa: S311 - a fixed seed, for texts that are the same every time
        signs = 4 * [*" \n\t:-#'\"\\|>&*!%@`{}[],?=~ab0é", "\r\n", "  ", "word ", "\U0001f600", "\u00a0"]
        signs += ["\u202e", "\x85"]
        exact = refused = 0
        for _ in range(600):
            texts = ["".join(chance.choices(signs, k=chance.randrange(1, 60))) for _ in range(3)]
            given = {"title": texts[0], "context": texts[1], "quotes": [{"text": texts[2], "speaker_role": "x"}]}
            try:
                written = writing.record(model, model.tables["case-studies"], given)
            except CannotWrite:
                assert re.search("[\u202e\x85]", "".join(texts))
                refused += 1
                continue
            exact += 1
            back = read(written)
            assert stripped(texts[0]) == back.get("title", "")
            assert stripped(texts[1]) == back.get("context", "")
            assert stripped(texts[2]) == back["quotes"][0].get("text", "")
        assert exact > 50
        assert refused > 50

    def test_of_a_typed_field_is_bare_only_in_its_own_form(self, model):
        fields = model.tables["case-studies"].by_name
        assert "2026-03-31" == writing.scalar("2026-03-31", fields["published_on"])
        assert '"31/03/2026"' == writing.scalar("31/03/2026", fields["published_on"])
        assert "true" == writing.scalar("true", fields["names_changed"])
        assert '"true"' == writing.scalar("true", fields["title"])
        assert '"100000"' == writing.scalar("100000", fields["urn"])


class TestRecord:
    def test_begins_with_what_leads_editors_to_its_schema(self, model):
        written = writing.record(model, model.tables["case-studies"], {"title": "A"})
        assert "# yaml-language-server: $schema=../../data/json-schemas/case-studies.json\ntitle: A\n" == written

    def test_has_the_fields_in_the_order_of_the_schema(self, model):
        values = {"status": "draft", "key_features": ["a"], "title": "A", "setting_name": "B"}
        written = writing.record(model, model.tables["case-studies"], values)
        assert ["title", "setting_name", "key_features", "status"] == re.findall(r"(?m)^(\w+):", written)
        again = writing.record(model, model.tables["case-studies"], dict(reversed(values.items())))
        assert written == again

    def test_folds_what_is_long_and_keeps_lines(self, model):
        long = "A sentence that goes on and on. " * 8
        written = writing.record(model, model.tables["case-studies"], {"title": "A", "summary": long})
        assert "summary: >-\n  A sentence" in written
        assert max(map(len, written.splitlines())) <= 120
        written = writing.record(model, model.tables["case-studies"], {"context": "One.\n\n- two\n- three"})
        assert "context: |\n  One.\n\n  - two\n  - three\n" in written

    def test_leaves_out_what_is_empty(self, model):
        values = {"title": "A", "place": "  ", "needs": [], "what": [{"heading": ""}]}
        assert {"title": "A"} == read(writing.record(model, model.tables["case-studies"], values))

    def test_holds_lists_in_lists(self, model):
        values = {"sections": [{"heading": "A", "statements": [{"text": "B: c", "by": ["d", "# e"]}, {"text": "F"}]}]}
        assert values == read(writing.record(model, model.tables["charters"], values))

    @pytest.mark.parametrize(
        "values",
        [
            {"nobody": "x"},
            {"title": ["a"]},
            {"what": "text"},
            {"what": ["text"]},
            {"needs": [{"need": "a"}, {"b": "c"}]},
        ],
    )
    def test_of_another_shape_is_refused(self, model, values):
        with pytest.raises(CannotWrite):
            writing.record(model, model.tables["case-studies"], values)

    def test_that_would_be_too_long_to_read_is_refused(self, model):
        with pytest.raises(CannotWrite, match="KB"):
            writing.record(model, model.tables["case-studies"], {"context": "word " * 20_000})

    def test_of_every_kind_survives(self, model, reference):
        """Every record of the repository, read and written anew, says the same."""
        count = 0
        for table in model.tables.values():
            for path in sorted((reference / table.origin.records).glob("*.yml")) if table.origin.records else ():
                values = writing.tidied(read(path.read_text("utf-8")))
                assert values == read(writing.record(model, table, values)), path
                count += 1
        assert count > 30
