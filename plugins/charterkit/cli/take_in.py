"""`charterkit import`: the form for Word and tables from spreadsheets, as records."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.cli import asked
from charterkit.problems import CharterkitError, WrongUse, errors, short

if TYPE_CHECKING:
    import argparse
    import datetime

    from charterkit.importing import Found, Left
    from charterkit.importing.mapping import Mapping
    from charterkit.importing.plan import Plan
    from charterkit.importing.values import Converter
    from charterkit.records import Tables
    from charterkit.schema import DataModel, Table

_SHEETS = frozenset({".csv", ".xlsx"})
_MOST_SHOWN = 200


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("import", help="take in a Word form, or a table as .csv or .xlsx")
    parser.add_argument("collection", metavar="COLLECTION", help="what is in it, for example case-study")
    parser.add_argument("file", metavar="FILE", help="the form as .docx, or a table as .csv or .xlsx")
    parser.add_argument("--mapping", metavar="FILE.yml", help="which column is which field (default: by their names)")
    parser.add_argument("--write-mapping", metavar="FILE.yml", help="write a mapping to begin with, and nothing else")
    parser.add_argument("--id", default="", help="the id of the record in a Word form (default: made from the title)")
    parser.add_argument("--into", default="", metavar="FILE.csv", help="the CSV file of the site that takes the rows")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written or changed; write nothing")
    parser.add_argument("--replace", action="store_true", help="change records that are there already")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Import into the site at `root`, and give the exit status."""
    from charterkit.importing import people, plan  # noqa: PLC0415 - waits until it is needed

    model, tables, _ = asked.records(root)
    table = _table(model, options)
    taken = _from_word(model, tables, table, options) or _from_sheet(model, tables, table, options)
    into = _into(options.into or taken.chosen.into, table)
    today = asked.today()
    if options.write_mapping:
        return _write_mapping(Path(options.write_mapping), taken.mapping)
    planner = plan.Planner(
        root,
        model,
        tables,
        table,
        today,
        options.replace,
        into,
        made_from=taken.chosen.id,
        match=taken.chosen.match or table.match,
        people=people.People(model, tables) if taken.header else None,
    )
    made = planner.plan(taken.found, taken.converter)
    made.left[:0] = taken.left
    if taken.header and (lacking := planner.lacking(made, taken.told)):
        _tell_left(made)
        _tell_lacking(lacking, table, taken.header)
        return 1
    _tell(made, dry=options.dry_run)
    if options.dry_run:
        would_fail = _tried(root, model, table, made, today)
        print("Nothing was written (--dry-run).")
        return 1 if would_fail or made.stopped else 0
    written = plan.write(root, model, table, made.writes)
    print("\n".join(f"Wrote {name}." for name in written) or "Nothing was written.")
    wrong = [problem for problem in catalogue.examine(root, today=today)[2] if problem.path in written]
    if wrong:
        print("\nWhat is still to be mended in what was written:")
        print(report.text(wrong, root))
    return 1 if errors(wrong) or made.stopped else 0


@dataclass(frozen=True)
class _Taken:
    """What was read from a file, and how it is to be understood; `mapping` is the text of one to begin with.

    `header` are the columns of a table; a Word form has none.
    """

    found: list[Found]
    left: list[Left]
    chosen: Mapping
    converter: Converter
    mapping: str = ""
    header: tuple[str, ...] = ()

    @property
    def told(self) -> set[str]:
        """Give the fields that a column of the table or a constant tells."""
        columns = self.chosen.columns.items()
        return {name for column, name in columns if column in self.header} | {*self.chosen.constants}


def _tried(root: Path, model: DataModel, table: Table, made: Plan, today: datetime.date) -> bool:
    """Say what `charterkit check` would find wrong in what would be written, and whether there is an error."""
    from charterkit.importing import plan, trial  # noqa: PLC0415 - as above

    with trial.copied(root) as there:
        written = plan.write(there, model, table, made.writes)
        wrong = [problem for problem in catalogue.examine(there, today=today)[2] if problem.path in written]
        if wrong:
            print("\nWhat would still have to be mended:")
            print(report.text(wrong, there))
    return bool(errors(wrong))


def _tell_lacking(lacking: tuple[str, ...], table: Table, header: tuple[str, ...]) -> None:
    """Say which columns were looked for in vain."""
    fields = ", ".join(f"`{name}` ({table.by_name[name].title})" for name in lacking)
    print(f"charterkit: no row says {fields}, which each of the {table.title.lower()} needs.", file=sys.stderr)
    print(f"The columns of the file: {', '.join(short(column) for column in header)}.", file=sys.stderr)
    print(
        "Call a column by the name or the title of the field; or write a mapping with --write-mapping mapping.yml and "
        "say there which column it is, or under `constants` what all of them hold. Nothing was written.",
        file=sys.stderr,
    )


def _table(model: DataModel, options: argparse.Namespace) -> Table:
    from charterkit import beginning  # noqa: PLC0415 - as above

    takes = {name: table for name, table in model.tables.items() if table.origin.records or table.origin.rows}
    table, said = beginning.named(takes, options.collection)
    if table is None:
        raise WrongUse(f"`{options.collection}` is not a collection. {said}")
    return table


def _from_word(model: DataModel, tables: Tables, table: Table, options: argparse.Namespace) -> _Taken | None:
    path = Path(options.file)
    if path.suffix.lower() != ".docx":
        return None
    from charterkit.importing import Found, docx, labels, mapping, values  # noqa: PLC0415 - 0.2 s, for Word alone

    if options.mapping or options.write_mapping:
        raise WrongUse("a mapping is for tables; a Word form needs none.")
    if not table.origin.records:
        raise WrongUse(f"{table.title} are rows of a table; import them as .csv or .xlsx.")
    one, left = docx.read(asked.file(path), labels.asked(model, table))
    found = Found(one.where, {**one.values, "id": options.id})
    return _Taken([found], left, mapping.Mapping({}), values.Converter(model, tables, form=True))


def _from_sheet(model: DataModel, tables: Tables, table: Table, options: argparse.Namespace) -> _Taken:
    from charterkit.importing import mapping, sheets, values  # noqa: PLC0415 - as above

    path = Path(options.file)
    if path.suffix.lower() not in _SHEETS:
        raise WrongUse(f"{path.name} is neither .docx nor .csv nor .xlsx. Save it as one of them.")
    if options.id:
        raise WrongUse("--id is for the one record of a Word form; a table has a column for ids.")
    given = mapping.load(asked.file(Path(options.mapping)), model, table) if options.mapping else None
    sheet = sheets.read(asked.file(path), mapping.is_column(given, model, table), given.header_row if given else 0)
    chosen = given or mapping.guessed(model, table, sheet)
    return _Taken(
        list(mapping.found(chosen, sheet)),
        [*sheet.left, *mapping.left_over(chosen, sheet, mapping.names(model, table))],
        chosen,
        values.Converter(model, tables, maps=chosen.values, formats=chosen.dates, form=False),
        mapping.written(chosen, sheet),
        sheet.header,
    )


def _into(asked: str, table: Table) -> str:
    """Give the CSV file that takes the rows, or an empty text where each becomes a file."""
    into = asked or (table.origin.rows if not table.origin.records else "")
    place = table.origin.rows
    if into and into != place and (place.endswith(".csv") or not place or Path(into).parent.as_posix() != place):
        where = f"Name {place if place.endswith('.csv') else f'a file in {place}/'}." if place else "Leave out `into`."
        raise WrongUse(f"{table.title} do not come from {into}. {where}")
    return into


def _write_mapping(path: Path, text: str) -> int:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CharterkitError(f"{path} is there already, and was left alone. Give another name.") from None
    except OSError as error:
        raise CharterkitError(f"{path} cannot be written ({error.strerror}).") from None
    print(f"Wrote {path}. Fill in what stands behind a #, then import with --mapping {path}")
    return 0


def _tell(made: Plan, *, dry: bool) -> None:
    """Print what would be done as a table, and what did not fit as a list."""
    from charterkit.importing.plan import WRITES  # noqa: PLC0415 - as above

    rows = [(step.where, step.action, step.id or "-", step.path, step.note) for step in made.steps]
    shown = [tuple(short(cell) for cell in row[:4]) for row in rows[:_MOST_SHOWN]]
    widths = [max((len(row[column]) for row in shown), default=0) for column in range(4)]
    for row, whole in zip(shown, rows, strict=False):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"{line}  {whole[4]}".rstrip())
    if len(rows) > _MOST_SHOWN:
        print(f"… and {len(rows) - _MOST_SHOWN} more")
    number = sum(1 for step in made.steps if step.action in WRITES)
    print(f"{number} of {len(rows)} {'would be' if dry else 'to be'} written.")
    _tell_left(made)


def _tell_left(made: Plan) -> None:
    if made.left:
        print("\nWhat did not fit:")
        for one in made.left[:_MOST_SHOWN]:
            print(f"  {one.where}: {one.why}")
        if len(made.left) > _MOST_SHOWN:
            print(f"  … and {len(made.left) - _MOST_SHOWN} more")
        print()
