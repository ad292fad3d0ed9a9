"""What must hold of a site's records: the Table Schemas by Frictionless, then the rules that no schema can say.

`check` is the way in. A rule is a function that takes the model and the tables and gives problems; to add one, write it
in the module whose name says what it is about, and list it in `RULES`. What it tells of people, or of records gone
stale, also has a name and a reason in `rules.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.check.acknowledged import settled
from charterkit.check.colours import colours
from charterkit.check.conditions import conditions
from charterkit.check.dates import ahead, dates
from charterkit.check.former_ids import former_ids
from charterkit.check.publishing import publishing
from charterkit.check.references import references, repetitions
from charterkit.check.safeguarding import in_numbers, in_texts, individuals, pictures
from charterkit.check.sameness import sameness
from charterkit.check.schemas import Schemas
from charterkit.check.statements import statements
from charterkit.check.translations import translations
from charterkit.check.upkeep import upkeep
from charterkit.check.versions import keys, versions
from charterkit.check.withdrawn import withdrawn
from charterkit.check.words import words

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from charterkit.check.judge import Judge
    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

RULES = (
    references,
    repetitions,
    conditions,
    dates,
    colours,
    individuals,
    pictures,
    former_ids,
    sameness,
    publishing,
    withdrawn,
    statements,
    keys,
    versions,
    translations,
)


def check(
    model: DataModel, tables: Tables, root: Path, judge: Judge, today: datetime.date | None = None
) -> list[Problem]:
    """Judge every row of `tables`, read from the site at `root`, and give every problem.

    `judge` asks Frictionless. Only with a date are the rules asked that depend on the day.
    """
    asking = Schemas(model, tables, judge)
    found = list(asking.ask())
    before = words(model, tables)
    texts = list(in_texts(model, tables, before))  # the longest of all rules, while the answer is worked out
    found += asking.problems()
    found += (problem for rule in RULES for problem in rule(model, tables))
    known = words(model, tables)
    if known != before:  # a row of words was found to be wrong, and does not count
        texts = list(in_texts(model, tables, known))
    found += settled(model, tables, [*texts, *in_numbers(model, tables, known)], root)
    if today is not None:
        found += ahead(model, tables, today)
        found += upkeep(model, tables, known, root, today)
    return found
