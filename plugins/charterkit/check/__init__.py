"""What must hold of a site's records: the Table Schemas by Frictionless, then the rules that no schema can say.

`check(site)` is the way in. A rule is a function that takes the model and the tables and gives problems; to add one,
write it in the module whose name says what it is about, and list it in `RULES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.check.colours import colours
from charterkit.check.dates import dates
from charterkit.check.references import references, repetitions
from charterkit.check.safeguarding import individuals
from charterkit.check.schemas import schemas
from charterkit.check.translations import translations
from charterkit.check.versions import keys, versions

if TYPE_CHECKING:
    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

RULES = (schemas, references, repetitions, dates, colours, individuals, keys, versions, translations)


def check(model: DataModel, tables: Tables) -> list[Problem]:
    """Judge every row of `tables`, and give every problem."""
    return [problem for rule in RULES for problem in rule(model, tables)]
