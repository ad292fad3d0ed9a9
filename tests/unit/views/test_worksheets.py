"""What a worksheet asks: one sheet for the page, for print and for Word, whatever its layout."""

import pytest

from charterkit.model import Criterion, Level, Part, Question, Worksheet
from charterkit.views import worksheets
from charterkit.views.worksheets import Column, Option

ONE = Part(title="One", prompt="What of one?")
TWO = Part(title="Two")


def sheet(layout, **parts):
    return worksheets.sheet(Worksheet(id="example", title="Example", layout=layout, **parts))


def items(made):
    return [item for group in made.groups for item in group.items]


def ids(made):
    return [item.id for item in (*made.about, *items(made)) if item.shape != "summary"]


class TestSheet:
    def test_of_layers_has_a_row_for_each_and_the_columns_beside(self):
        _, grid = items(sheet("layers", layers=(ONE, TWO), columns=(Part(title="Helps"), Part(title="Hinders"))))
        assert ((ONE, TWO), 0) == (grid.rows, grid.blank)
        assert ["Helps", "Hinders"] == [column.title for column in grid.columns]

    def test_of_layers_without_columns_has_room_for_notes(self):
        _, grid = items(sheet("layers", layers=(ONE,)))
        assert 1 == len(grid.columns)

    def test_of_rings_has_a_field_for_each_and_links_where_there_are_columns(self):
        first, second = items(sheet("rings", rings=(ONE, TWO)))
        assert ("One", "What of one?", "Two") == (first.title, first.prompt, second.title)
        *_, links = items(sheet("rings", rings=(ONE, TWO), columns=(TWO,), rows=3))
        assert (3, (Column("Two"),)) == (links.blank, links.columns)

    def test_of_a_matrix_has_a_column_of_numbers_for_each_axis_and_their_total(self):
        made = sheet("matrix", axes=(ONE, TWO), rows=4, votes=3)
        (grid,) = items(made)
        assert ["words", "number", "number", "total"] == [column.kind for column in grid.columns]
        assert 4 == grid.blank
        assert "3 votes" in made.groups[0].hint

    def test_of_a_canvas_has_numbered_boxes(self):
        assert ["1. One", "2. Two"] == [box.title for box in items(sheet("canvas", boxes=(ONE, TWO)))]

    def test_of_levels_groups_criteria_by_area_and_ends_with_a_summary_and_a_plan(self):
        levels = (Level(title="Low", description="Not yet"), Level(title="High", description="Yes"))
        told = Criterion(title="a", area="First", looks_like=("little", "much"))
        made = sheet(
            "levels",
            levels=levels,
            criteria=(told, Criterion(title="b", area="Second"), Criterion(title="c", area="First")),
        )
        assert ["First", "Second", "Where you stand", "Action plan"] == [group.title for group in made.groups]
        first, third = made.groups[0].items
        assert (Option("Low", "little"), Option("High", "much")) == first.options
        assert (Option("Low", "Not yet"), Option("High", "Yes")) == third.options, "the level's own description"
        (second,) = made.groups[1].items
        assert (0, 0, 1) == (first.area, third.area, second.area)
        (summary,) = made.groups[2].items
        assert (("First", "Second"), (2, 1), ("Low", "High")) == (summary.areas, summary.totals, summary.levels)
        (plan,) = made.groups[3].items
        assert plan.columns
        assert plan.blank

    def test_of_levels_plans_in_the_columns_of_the_record(self):
        made = sheet("levels", levels=(Level(title="Low"),), criteria=(Criterion(title="a"),), columns=(ONE,))
        assert (Column("One", "What of one?"),) == made.groups[-1].items[0].columns

    def test_of_a_table_has_its_columns_and_rows(self):
        (grid,) = items(sheet("table", columns=(ONE, TWO), rows=7))
        assert (7, ["One", "Two"]) == (grid.blank, [column.title for column in grid.columns])

    @pytest.mark.parametrize(
        ("kind", "shown", "offered"),
        [
            ("", "words", ()),
            ("words", "words", ()),
            ("scale", "one", ("No", "Yes")),
            ("one", "one", ("Red", "Blue")),
            ("several", "several", ("Red", "Blue")),
        ],
    )
    def test_of_questions_offers_what_their_kind_says(self, kind, shown, offered):
        question = Question(question="Well?", kind=kind, choices=("Red", "Blue"))
        (field,) = items(sheet("questions", questions=(question,), scale=("No", "Yes")))
        assert (shown, offered) == (field.kind, tuple(option.label for option in field.options))

    def test_of_a_survey_does_not_ask_who_answers(self):
        question = Question(question="Well?")
        assert () == sheet("survey", questions=(question,)).about
        assert sheet("questions", questions=(question,)).about

    def test_has_no_parts_of_another_layout(self):
        assert ["1. One"] == [item.title for item in items(sheet("canvas", boxes=(ONE,), layers=(TWO,), rings=(TWO,)))]

    @pytest.mark.parametrize("layout", worksheets.LAYOUTS)
    def test_gives_every_field_an_id_of_its_own(self, layout):
        everything = dict.fromkeys(("layers", "rings", "axes", "boxes", "columns"), (ONE, TWO))
        made = sheet(
            layout,
            levels=(Level(title="Low"),),
            criteria=(Criterion(title="a"), Criterion(title="b")),
            questions=(Question(question="Well?"), Question(question="And?")),
            **everything,
        )
        assert ids(made)
        assert len(set(ids(made))) == len(ids(made))
