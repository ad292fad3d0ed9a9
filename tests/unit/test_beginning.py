"""A new record explains every field, and nothing is wrong with it but what only its author can know."""

import datetime

import pytest

from charterkit import beginning, catalogue, terms, writing
from charterkit.cli import main
from charterkit.schema import Table
from charterkit.source import read_yaml

TODAY = datetime.date(2026, 8, 31)


def new(site, *words):
    return main(["--site", str(site), "new", *words])


@pytest.fixture
def known(site):
    model, tables, problems = catalogue.examine(site)
    assert [] == problems
    return model, tables


class TestIdentifier:
    @pytest.mark.parametrize(
        ("title", "found"),
        [
            ("A place for every child", "a-place-for-every-child"),
            ("Pupils' own room", "pupils-own-room"),
            ("Café Ångström & Łódź", "cafe-angstrom-and-lodz"),
            ("../../etc/passwd", "etc-passwd"),
            ("Straße 7", "strasse-7"),
            ("বাংলা", ""),
            ("---", ""),
            ("word " * 30, "word-" * 11 + "word-word"),
            ("x" * 90, "x" * 64),
        ],
    )
    def test_is_made_of_the_title(self, title, found):
        assert found == beginning.identifier(title)
        assert len(found) <= 64

    def test_that_is_taken_gets_a_number(self):
        assert "a" == beginning.free("a", set())
        assert "a-3" == beginning.free("a", {"a", "a-2"})
        assert len(beginning.free("x" * 64, {"x" * 64})) <= 64


class TestName:
    @pytest.mark.parametrize("word", ["case-study", "case-studies", "Case Study", "case_studies"])
    def test_may_be_singular_or_plural(self, known, word):
        assert known[0].tables["case-studies"] is beginning.named(terms.collections(known[0]), word)[0]

    def test_that_is_misspelt_gets_the_nearest(self, known):
        assert (None, "Did you mean `charter`?") == beginning.named(terms.collections(known[0]), "chartre")

    def test_that_is_nothing_gets_them_all(self, known):
        assert "principle" in beginning.named(terms.collections(known[0]), "xyzzy")[1]


def test_an_id_that_the_schema_does_not_allow_is_refused_with_what_it_wants(site, capsys):
    """A language is named by its tag, and a title is none."""
    assert new(site, "language", "Esperanto and others") == 2
    said = capsys.readouterr().err
    assert "`esperanto-and-others` cannot be an id here. Give one with --id. The file's name" in said
    assert new(site, "language", "Esperanto and others", "--id", "io") == 0


def collections(site):
    return terms.collections(catalogue.examine(site)[0]).values()


def to_fill(model, table, filled=()):
    """Give the name of every needed field of a record, and of those of the one entry of each needed list."""
    for field in table.own_fields:
        if field.required and field.name not in filled:
            yield field.name
    for name, child in model.lists(table.name).items():
        if child.origin.min_items:
            yield from [name] if child.is_link else to_fill(model, child)


class TestRecord:
    def test_has_no_problem_but_what_must_be_filled_in(self, site):
        """Of every collection: each problem is a needed field, and each needed field that is empty is a problem."""
        count = 0
        for table in collections(site):
            known = "a-title-with-a-colon" if beginning.fits(table, "a-title-with-a-colon") else "xx"
            assert new(site, table.name, "A title: with a colon", "--id", known) == 0
            model, _, problems = catalogue.examine(site)
            own = [problem for problem in problems if problem.path.endswith(f"/{known}.yml")]
            assert {"required"} == {problem.rule for problem in own}, table.name
            filled = {beginning.title_field(table).name}
            filled |= {field.name for field in table.own_fields if beginning.initial(field, TODAY)}
            told = sorted(problem.message.split("`")[1] for problem in own)
            assert sorted(to_fill(model, table, filled)) == told
            assert own == problems
            (site / own[0].path).unlink()
            count += 1
        assert count >= 5

    def test_explains_every_field_and_every_list_to_the_bottom(self, known):
        model, tables = known
        for table in terms.collections(model).values():
            text = beginning.begun(model, tables, table, "A", TODAY)

            def names(part):
                for name, inner in writing.ordered(model, part):
                    yield name
                    if isinstance(inner, Table) and not inner.is_link:
                        yield from names(inner)

            for name in names(table):
                assert f"{name}:" in text, name

    def test_is_right_when_every_note_is_taken_away_that_hides_a_field(self, known):
        """Taking `# ` off every optional field, as an editor's key for comments does, leaves a record in shape."""
        model, tables = known
        for table in terms.collections(model).values():
            lines = beginning.begun(model, tables, table, "A", TODAY).splitlines()
            names = {*table.by_name, *model.lists(table.name)}
            kept, inside = [], False
            for line in lines:
                head = line.removeprefix("# ").partition(":")[0]
                if line.startswith("# ") and head in names:
                    inside = True
                elif not line.startswith("# "):
                    inside = False
                kept.append(line.removeprefix("# ") if inside else line)
            tree, problems = read_yaml("\n".join(kept), "a.yml")
            assert [] == problems, "\n".join(kept)
            assert {field.name for field in table.own_fields} | set(model.lists(table.name)) == set(writing.plain(tree))

    def test_begins_as_the_schema_says(self, known):
        model, tables = known
        text = beginning.begun(model, tables, model.tables["case-studies"], "A", TODAY)
        assert "\nstatus: draft\n" in text
        assert "\npublished_on: 2026-08-31\n" in text
        assert "\nreview_due: 2027-08-31\n" in text

    def test_is_due_on_the_last_day_of_a_shorter_month(self, known):
        field = known[0].tables["case-studies"].by_name["review_due"]
        assert "2029-02-28" == beginning.initial(field, datetime.date(2028, 2, 29))

    def test_names_few_choices_and_where_many_are(self, known):
        model, tables = known
        text = beginning.begun(model, tables, model.tables["case-studies"], "A", TODAY)
        assert "#   primary: Primary school\n" in text
        assert "data/vocabularies/measures.csv" in text

    def test_puts_the_title_where_there_is_no_title_into_the_first_needed_field(self, known):
        model, tables = known
        assert "\norganisation: Hill Street\n" in beginning.begun(
            model, tables, model.tables["pledges"], "Hill Street", TODAY
        )


class TestCommand:
    def test_writes_nothing_over_what_is_there(self, site, capsys):
        path = site / "content/case-studies/example-school.yml"
        before = path.read_bytes()
        assert new(site, "case-study", "Example school") == 1
        assert "--id example-school-2" in capsys.readouterr().err
        assert before == path.read_bytes()

    def test_knows_ids_that_stand_in_a_spreadsheet(self, site, capsys):
        (row,) = (site / "data/pledges/example-charter.csv").read_text("utf-8").splitlines()[1:2]
        assert new(site, "pledge", "Any", "--id", row.partition(",")[0]) == 1
        assert "already" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "words",
        [
            ("nothing", "A"),
            ("case-study", "বাংলা"),
            ("case-study", "A", "--id", "../a"),
            ("case-study", "A", "--id", "A"),
        ],
    )
    def test_gives_2_for_wrong_use(self, site, words, capsys):
        assert new(site, *words) == 2
        assert capsys.readouterr().err.startswith("charterkit: ")

    @pytest.mark.parametrize("option", ["--dry-run", "--stdout"])
    def test_shows_it_without_writing(self, site, option, capsys):
        before = sorted(site.rglob("*"))
        assert new(site, "principle", "A new one", option) == 0
        assert "\ntitle: A new one\n" in capsys.readouterr().out
        assert before == sorted(site.rglob("*"))

    @pytest.mark.parametrize("title", ["a \u202e b", "\x00", "a\ud800b"])
    def test_refuses_a_title_that_no_file_may_hold(self, site, title, capsys):
        assert new(site, "principle", title, "--id", "a") == 1
        assert capsys.readouterr().err
        assert not (site / "content/principles/a.yml").exists()

    @pytest.mark.parametrize("title", ["a\nstatus: published", "# x", "{{ config }}", "*a", "no", "!!python/object:x"])
    def test_keeps_a_hostile_title_one_text(self, site, title):
        assert new(site, "principle", title, "--id", "a") == 0
        tree, problems = read_yaml((site / "content/principles/a.yml").read_text("utf-8"), "a.yml")
        assert [] == problems
        assert " ".join(title.split()) == writing.plain(tree)["title"]
        assert "draft" == writing.plain(tree)["status"]
