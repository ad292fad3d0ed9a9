"""Rules that keep a pupil from being identified, beyond what a schema can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_NEEDED = {
    "names_changed": "Change every name and place that could identify the pupil, then write `names_changed: true`.",
    "consent_basis": "Write on what ground the story may be told.",
    "reviewed_by_role": "Have a safeguarding lead read it, and write the role of the reader.",
    "reviewed_on": "Have a safeguarding lead read it, and write the date.",
}


def individuals(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """A record about one pupil needs changed names, a basis of consent and a safeguarding review to be published."""
    for table in model.tables.values():
        if "subject" not in table.by_name:
            continue
        for row in tables[table.name]:
            if row.cells.get("subject") != "individual" or row.cells.get("status") == "draft":
                continue
            for name, hint in _NEEDED.items():
                if row.cells.get(name, "") in {"", "false", "no"} and name not in row.broken:
                    message = f"a record about one pupil needs `{name}`"
                    yield row.problem(name if name in row.cells else "subject", message, hint, "individual")
