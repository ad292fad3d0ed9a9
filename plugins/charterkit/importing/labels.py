"""What a form asks by name: which field stands below which label, for documents whose controls have lost their names.

Word keeps the tags of controls; LibreOffice 7.4 drops them when it saves. The labels above the answers stay, and the
headings above the lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from charterkit.render.word_form import NEEDED
from charterkit.views.contribute import list_title

if TYPE_CHECKING:
    from collections.abc import Collection

    from charterkit.schema import DataModel, Table


@dataclass
class Asked:
    """What is asked for in one place: the top of a form, or an entry of a list, whose path is `path` (`what[]`).

    `labels` lead from what stands above an answer to the path of its value, `lists` from a heading to what is asked for
    in its entries. Both are in small letters.
    """

    path: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    lists: dict[str, Asked] = field(default_factory=dict)


def asked(model: DataModel, table: Table) -> Asked:
    """Give what the form of a collection asks for."""
    return _asked(model, table, "")


def plain(label: str) -> str:
    """Give a label or a heading as `Asked` knows it."""
    return " ".join(label.split()).casefold().removesuffix(NEEDED.casefold())


def parted(text: str, known: Collection[Collection[str]]) -> tuple[str, str]:
    """Part a line with a label from what somebody typed onto it; it is all typed where no known label begins it."""
    words = text.split()
    if not any(known):
        return text, ""
    for end in range(len(words), 0, -1):
        label = " ".join(words[:end])
        if any(plain(label) in labels for labels in known):
            return label, " ".join(words[end:])
    return "", text


def _asked(model: DataModel, table: Table, path: str) -> Asked:
    before = f"{path}." if path else ""
    made = Asked(path)
    for column in table.own_fields:
        if column.form:
            made.labels.setdefault(plain(column.title), f"{before}{column.name}")
    for key, child in model.lists(table.name).items():
        if not child.form:
            continue
        name, title = f"{before}{key}[]", plain(list_title(key))
        only = child.own_fields[0]
        if child.is_link and child.target(only.name) in model.tables:
            made.labels.setdefault(title, name)
        elif child.is_link:
            made.lists[title] = Asked(name, {plain(only.title): name})
        else:
            made.lists[title] = _asked(model, child, name)
    return made
