"""The worksheets: one page for all, and one for each, with the sheet to fill in.

A `Sheet` is what there is to fill in, in the order in which one does. The page, the PDF and the Word document are all
made from it, so that none of them asks anything else than the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Part, Question, Worksheet

LAYOUTS = {
    "layers": "Layers",
    "rings": "Map",
    "matrix": "Matrix with votes",
    "canvas": "Canvas",
    "levels": "Review with a plan",
    "table": "Table",
    "questions": "Interview",
    "survey": "Survey",
}
"""What readers see of a layout."""

_ROWS = 5
_IDEAS = 8
_SHORT = 2
_LONG = 3
_ABOUT = (("Setting or group", 1), ("Date", 1), ("Who was there (roles)", 1))
_PLAN = ("What we want to be true", "What we will do", "Who leads", "By when", "How we will know")


@dataclass(frozen=True)
class Option:
    """An answer to choose, and what it means."""

    label: str
    description: str = ""


@dataclass(frozen=True)
class Field:
    """Something to write, or to choose: `kind` is `words`, `one` or `several`; `lines` is how much room there is."""

    id: str
    title: str
    prompt: str = ""
    kind: str = "words"
    options: tuple[Option, ...] = ()
    lines: int = 3
    shape: str = "field"


@dataclass(frozen=True)
class Rating:
    """A criterion, with the levels that it can have reached; `area` is the place of its area in the summary."""

    id: str
    title: str
    options: tuple[Option, ...]
    area: int
    shape: str = "rating"


@dataclass(frozen=True)
class Column:
    """A column of a grid: for `words`, for a `number`, or for the `total` of a row's numbers."""

    title: str
    prompt: str = ""
    kind: str = "words"


@dataclass(frozen=True)
class Grid:
    """A table to write in. Its rows have names, or there are `blank` ones, to which more can be added."""

    id: str
    title: str
    columns: tuple[Column, ...]
    corner: str = ""
    rows: tuple[Part, ...] = ()
    blank: int = 0
    lines: int = 2
    shape: str = "grid"


@dataclass(frozen=True)
class Summary:
    """How many criteria of each area have reached which level; counted by the page, or by hand on paper."""

    areas: tuple[str, ...]
    totals: tuple[int, ...]
    levels: tuple[str, ...]
    shape: str = "summary"


@dataclass(frozen=True)
class Group:
    """What stands together under one heading, which may be empty. `kind` says what it is beyond its shape."""

    title: str
    items: tuple[Field | Rating | Grid | Summary, ...]
    kind: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Sheet:
    """What there is to fill in."""

    layout: str
    about: tuple[Field, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class WorksheetShown:
    """A worksheet in a list."""

    worksheet: Worksheet
    standing: standing.Standing
    path: str
    layout: str


@dataclass(frozen=True)
class WorksheetsView:
    """All worksheets."""

    worksheets: tuple[WorksheetShown, ...]


@dataclass(frozen=True)
class WorksheetView:
    """One worksheet: how to use it, the sheet, the documents with the same sheet, and what it is good for."""

    worksheet: Worksheet
    standing: standing.Standing
    layout: str
    sheet: Sheet
    pdf_path: str
    word_path: str
    large_path: str
    plain_path: str
    features: tuple[page.Link, ...]
    marks: tuple[page.Mark, ...]
    citations: tuple[page.Citation, ...]
    previous: page.Link | None
    next: page.Link | None


def pdf_path(worksheet: Worksheet) -> str:
    """Give where the sheet is published for print."""
    return f"{page.worksheet(worksheet.id)}{worksheet.id}.pdf"


def word_path(worksheet: Worksheet) -> str:
    """Give where the sheet is published for Word."""
    return f"{page.worksheet(worksheet.id)}{worksheet.id}.docx"


def large_path(worksheet: Worksheet) -> str:
    """Give where the sheet is published in large print."""
    return f"{page.worksheet(worksheet.id)}{worksheet.id}-large.pdf"


def plain_path(worksheet: Worksheet) -> str:
    """Give where the sheet is published as plain text."""
    return f"{page.worksheet(worksheet.id)}{worksheet.id}.txt"


def pages(catalogue: Catalogue) -> Iterator[page.Page]:
    """Give the page of all worksheets and the page of each."""
    shown = list(catalogue.worksheets.values())
    if not shown:
        return
    standings = {w.id: standing.standing(catalogue, "worksheets", w, catalogue.worksheets) for w in shown}
    listed = (WorksheetShown(w, standings[w.id], page.worksheet(w.id), LAYOUTS.get(w.layout, "")) for w in shown)
    yield page.Page(
        path=page.WORKSHEETS,
        title="Worksheets",
        description=f"{page.counted(len(shown), 'worksheet')} to fill in on the page, in Word or on paper.",
        template="worksheets.html",
        view=WorksheetsView(tuple(listed)),
        search=False,
    )
    for index, w in enumerate(shown):
        yield page.Page(
            path=page.worksheet(w.id),
            title=w.title,
            description=w.summary,
            template="worksheet.html",
            view=WorksheetView(
                worksheet=w,
                standing=standings[w.id],
                layout=LAYOUTS.get(w.layout, ""),
                sheet=sheet(w),
                pdf_path=pdf_path(w),
                word_path=word_path(w),
                large_path=large_path(w),
                plain_path=plain_path(w),
                features=tuple(
                    page.Link(catalogue.key_features[key].title, page.key_feature(key)) for key in w.key_features
                ),
                marks=tuple(page.mark(catalogue.principles[key]) for key in w.principles),
                citations=page.citations(w.sources),
                previous=_link(shown[index - 1] if index else None),
                next=_link(shown[index + 1] if index + 1 < len(shown) else None),
            ),
            kind="Worksheet",
            source=w.path,
            language=w.language,
            crumbs=(page.Link("Worksheets", page.WORKSHEETS),),
            record=("worksheets", w.id),
        )


def sheet(worksheet: Worksheet) -> Sheet:
    """Give what there is to fill in. The parts of other layouts than the worksheet's own are left out."""
    make = {
        "layers": _layers,
        "rings": _rings,
        "matrix": _matrix,
        "canvas": _canvas,
        "levels": _levels,
        "table": _table,
        "questions": _questions,
        "survey": _questions,
    }[worksheet.layout]
    # Who answers a survey shall not be known.
    asked = () if worksheet.layout == "survey" else _ABOUT
    about = tuple(Field(f"about-{number}", title, lines=lines) for number, (title, lines) in enumerate(asked, start=1))
    return Sheet(worksheet.layout, about, tuple(make(worksheet)))


def _layers(worksheet: Worksheet) -> Iterator[Group]:
    columns = _columns(worksheet.columns) or (Column("Notes"),)
    question = Field("question", "The question that we ask", lines=1)
    grid = Grid("layers", worksheet.title, columns, corner="Layer", rows=worksheet.layers, lines=5)
    yield Group("", (question, grid))


def _rings(worksheet: Worksheet) -> Iterator[Group]:
    hint = "From the middle outwards. One on each line."
    rings = enumerate(worksheet.rings, start=1)
    yield Group("The map", tuple(Field(f"ring-{n}", ring.title, ring.prompt) for n, ring in rings), "rings", hint)
    if worksheet.columns:
        links = Grid("links", "Links", _columns(worksheet.columns), blank=worksheet.rows or _ROWS)
        yield Group("The links that matter most", (links,), "links")


def _matrix(worksheet: Worksheet) -> Iterator[Group]:
    columns = (
        Column("Idea"),
        *(Column(axis.title, axis.prompt, "number") for axis in worksheet.axes),
        Column("All votes", kind="total"),
    )
    hint = f"Each person has {page.counted(worksheet.votes, 'vote')} in each column." if worksheet.votes else ""
    grid = Grid("ideas", "Ideas and votes", columns, blank=worksheet.rows or _IDEAS)
    yield Group("", (grid,), "matrix", hint)


def _canvas(worksheet: Worksheet) -> Iterator[Group]:
    boxes = enumerate(worksheet.boxes, start=1)
    fields = tuple(Field(f"box-{n}", f"{n}. {box.title}", box.prompt, lines=8) for n, box in boxes)
    yield Group("", fields, "canvas")


def _levels(worksheet: Worksheet) -> Iterator[Group]:
    areas: dict[str, list[Rating]] = {}
    for number, criterion in enumerate(worksheet.criteria, start=1):
        told = criterion.looks_like or tuple(level.description for level in worksheet.levels)
        options = tuple(Option(level.title, text) for level, text in zip(worksheet.levels, told, strict=False))
        place = list(areas).index(criterion.area) if criterion.area in areas else len(areas)
        areas.setdefault(criterion.area, []).append(Rating(f"criterion-{number}", criterion.title, options, place))
    for area, ratings in areas.items():
        yield Group(area, tuple(ratings), "area")
    summary = Summary(
        areas=tuple(area or "All" for area in areas),
        totals=tuple(map(len, areas.values())),
        levels=tuple(level.title for level in worksheet.levels),
    )
    yield Group("Where you stand", (summary,), "summary")
    columns = _columns(worksheet.columns) or tuple(map(Column, _PLAN))
    yield Group("Action plan", (Grid("plan", "Action plan", columns, blank=worksheet.rows or _ROWS),), "plan")


def _table(worksheet: Worksheet) -> Iterator[Group]:
    columns = _columns(worksheet.columns)
    yield Group("", (Grid("table", worksheet.title, columns, blank=worksheet.rows or _ROWS, lines=3),), "table")


def _questions(worksheet: Worksheet) -> Iterator[Group]:
    parts: dict[str, list[Field]] = {}
    for number, question in enumerate(worksheet.questions, start=1):
        parts.setdefault(question.part, []).append(_question(worksheet, number, question))
    for part, fields in parts.items():
        yield Group(part, tuple(fields), "questions")


def _question(worksheet: Worksheet, number: int, question: Question) -> Field:
    answers = worksheet.scale if question.kind == "scale" else question.choices
    chosen = "several" if question.kind == "several" else "one"
    kind = "words" if question.kind in {"", "words"} or not answers else chosen
    options = tuple(map(Option, answers)) if kind != "words" else ()
    lines = _SHORT if worksheet.layout == "survey" else _LONG
    return Field(f"question-{number}", f"{number}. {question.question}", question.prompt, kind, options, lines)


def _columns(parts: Iterable[Part]) -> tuple[Column, ...]:
    return tuple(Column(part.title, part.prompt) for part in parts)


def _link(worksheet: Worksheet | None) -> page.Link | None:
    return page.Link(worksheet.title, page.worksheet(worksheet.id)) if worksheet else None
