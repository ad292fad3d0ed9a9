"""What the form's script reads: the fields with their rules, and the sentences that say what is wrong with a value."""

from __future__ import annotations

import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from charterkit import source, wording
from charterkit.check.versions import known
from charterkit.check.words import words
from charterkit.sameness import Telling
from charterkit.views.contribute import Input, Repeated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.catalogue import Catalogue
    from charterkit.views.contribute import Form


_KINDS = ("birth", "title", "naming", "family", "role", "first-name", "known", "institution", "cohort", "numbered")
"""The words of data/safeguarding.yml by which the form looks for what could lead to a person."""

_OF_LIST = ("key", "path", "title", "singular", "least", "plain")
_OF_INPUT = (
    "key",
    "path",
    "title",
    "description",
    "example",
    "type",
    "shape",
    "markdown",
    "required",
    "least",
    "table",
    "past",
    "once",
    "roughly",
    "version_of",
)


def taken(form: Form, catalogue: Catalogue) -> dict[str, str]:
    """Give checksums of eight signs, one behind the other, by which the form knows what is there already.

    `taken` are the ids that records of a collection have or had, `there` what they say in the fields that tell them
    apart. There may be tens of thousands, of which the form only asks whether one is among them. Records that readers
    may not see are left out: that they are there is not to be found out by asking.
    """
    table = catalogue.data_model.tables[form.collection]
    telling = Telling(table, table.match)
    said = (telling.exact(entry, row.cells) for row in catalogue.tables[table.name] for entry in telling.entries)
    shown = {row.cells["id"] for row in catalogue.tables[form.collection]}
    shown |= {one.id for one in catalogue.withdrawn if one.table == form.collection}
    former = catalogue.former_ids.get(form.collection, {})
    ids = shown | {before for before, now in former.items() if now in shown}
    return {"taken": _checksums(ids), "there": _checksums("\n".join(key) for key in said if key)}


def data(form: Form, catalogue: Catalogue) -> dict[str, Any]:
    """Give everything that `assets/contribute.js` needs of one form."""
    people = words(catalogue.data_model, catalogue.tables)
    table = catalogue.data_model.tables[form.collection]
    telling = Telling(table, table.match)
    asked = {part.key for section in form.sections for part in section.parts}
    match = [entry for entry in telling.entries if asked.issuperset(entry)]
    return {
        "collection": form.collection,
        "singular": form.singular,
        "site": form.site,
        "folder": form.folder,
        "taken": form.taken.rpartition("/")[2],
        "match": match,
        "names": sorted({name for entry in match for name in entry if name in telling.names}),
        "contact": form.contact,
        "contact_url": form.contact_url,
        "contact_url_is_public": form.contact_url_is_public,
        "versions": known(catalogue.tables),
        "modeline": form.modeline,
        "fixed": dict(form.fixed),
        "order": form.order,
        "host": asdict(form.host) if form.host else None,
        "sections": [{"title": s.title, "parts": [_part(part) for part in s.parts]} for s in form.sections],
        "words": wording.table(),
        "characters": source.forbidden_names(),
        "joiners": source.joiners(),
        "safeguarding": {
            "smallest_count": people.smallest_count,
            "one": people.one,
            "many": people.many,
            **{kind: people.of.get(kind, ()) for kind in _KINDS},
        },
        "most_bytes": source.MAX_BYTES,
        "file_name": source.FILE_NAME.pattern,
    }


def _checksums(texts: Iterable[str]) -> str:
    return "".join(sorted({f"{zlib.crc32(text.encode()):08x}" for text in texts}))


def _part(part: Input | Repeated) -> dict[str, Any]:
    if isinstance(part, Repeated):
        return {name: getattr(part, name) for name in _OF_LIST} | {"parts": [_part(below) for below in part.parts]}
    told = {name: getattr(part, name) for name in _OF_INPUT}
    told["truths"] = part.truths
    told["constraints"] = dict(part.constraints)
    told["options"] = [[option.value, option.label] for option in part.options]
    return told
