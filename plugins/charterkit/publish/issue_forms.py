"""Fills in the choices of issue forms, so that they offer the words that records are tagged with.

A form is written by hand. Between two of its comments, `# choices of TABLE.FIELD: …` and `# end of choices`, stand the
labels of what the field may hold, each with its id beside it for whoever makes a record of what was sent; `FIELD` may
be a list of plain values. Only what is between the comments is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from charterkit import terms
from charterkit.source import FILE_NAME
from charterkit.terms import Option

if TYPE_CHECKING:
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_CHOICES = re.compile(
    r"^(?P<begin>(?P<indent> *)# choices of (?P<table>[a-z0-9-]+)\.(?P<field>\w+)\b.*\n)"
    r"(?:.*\n)*?"
    r"(?P<end> *# end of choices\n)",
    re.MULTILINE,
)
_RESERVED = frozenset({"none"})  # GitHub adds a choice of this name itself


def filled(form: str, model: DataModel, tables: Tables) -> str:
    """Give the text of a form with its choices as they are now; raises `ValueError` for a field that has none."""

    def written(found: re.Match[str]) -> str:
        listed = choices(model, tables, found["table"], found["field"])
        lines = (f"{found['indent']}- {json.dumps(o.label, ensure_ascii=False)}{_noted(o)}\n" for o in listed)
        return found["begin"] + "".join(lines) + found["end"]

    return _CHOICES.sub(written, form)


def choices(model: DataModel, tables: Tables, name: str, field: str) -> list[Option]:
    """Give what a field, or a list of plain values, of a table may hold; no two labels are alike."""
    table = model.tables.get(name)
    lists = model.lists(name) if table else {}
    if table and field in table.by_name:
        options = terms.options(model, tables, table, table.by_name[field])
    elif field in lists and lists[field].is_link:
        options = terms.options(model, tables, lists[field], lists[field].own_fields[0])
    else:
        options = ()
    if not options:
        message = f"{name}.{field} is not a field with choices"
        raise ValueError(message)
    times = Counter(option.label.casefold() for option in options)
    doubtful = {label for label, number in times.items() if number > 1} | _RESERVED
    return [Option(o.id, f"{o.label} ({o.id})") if o.label.casefold() in doubtful else o for o in options]


def _noted(option: Option) -> str:
    return f"  # {option.id}" if option.id != option.label and FILE_NAME.fullmatch(option.id) else ""
