"""The configuration of Sveltia CMS, from the Table Schemas: the same fields, lists and choices as everywhere else.

Sveltia CMS (https://sveltiacms.app) is an editor in the browser that works with the repository's host directly. It is
vendored in `vendor/sveltia-cms/`: the script of its package in npm, compressed and without the comment that names its
source map, and the three fonts of that package with their licences. As it comes, the script takes the fonts, and asks
for its newest version, from other hosts; here the site itself answers. The options below are those of its JSON Schema.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charterkit import wording
from charterkit.problems import CharterkitError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.schema import Field, Table

VENDORED = Path(__file__).parent.parent / "vendor" / "sveltia-cms"
SCRIPT = "sveltia-cms.js"
VERSION = "0.221.1"
CONFIG = "config.json"

_LONG = 160
_TRUTHS = (("trueValues", "true"), ("falseValues", "false"))
_STEP = 0.01
"""By how much the arrows of a decimal number's box change it; other values can be typed."""
_MOST_SHOWN = 7


_FONTS = "https://cdn.jsdelivr.net/fontsource/fonts/"
_AT_HOME = {
    f"{_FONTS}source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "source-sans-3.woff2",
    f"{_FONTS}noto-mono@5.3.0/latin-400-normal.woff2": "noto-mono.woff2",
    f"{_FONTS}material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": "material-symbols-outlined.woff2",
    "https://unpkg.com/@sveltia/cms`": ".`",
    "${iP}@${rP}/locales`": "${iP}/locales`",
    "ar,bg,ca,cs,da,de,el,en-CA,": "",
    "en-GB,en-US,es-CO,fa,fi,fr,hr,it,ja,ko,nl,pl,pt-BR,pt-PT,ru,sv,tr,uk,vi,zh-CN,zh-TW": "en-GB,en-US",
}
"""What the script would load from other hosts as soon as it starts, and where the site has it.

Of its languages the site has English; the package has more, which can be added in the same way.
"""


def files() -> dict[str, bytes]:
    """Give the files of the CMS itself, by name, with their licences.

    Raises `CharterkitError` where the script is not the one for which this was written.
    """
    text = gzip.decompress((VENDORED / f"{SCRIPT}.gz").read_bytes()).decode("utf-8")
    for elsewhere, here in _AT_HOME.items():
        if text.count(elsewhere) != 1:
            raise CharterkitError(f"{SCRIPT} does not load {elsewhere} as version {VERSION} does.")
        text = text.replace(elsewhere, here)
    kept = [path for path in sorted(VENDORED.rglob("*.*")) if path.suffix in {".txt", ".woff2", ".json"}]
    found = {path.relative_to(VENDORED).as_posix(): path.read_bytes() for path in kept}
    told = json.dumps({"name": "@sveltia/cms", "version": VERSION})
    return {SCRIPT: text.encode(), "package.json": told.encode()} | found


def configuration(
    catalogue: Catalogue, collections: Sequence[str], backend: dict[str, Any], site_url: str, media: str
) -> dict[str, Any]:
    """Give the CMS's configuration for `collections`, or for all that have records where none is named.

    `backend` is its own: the host, the repository, the branch. `media` is the folder for pictures, from the top of the
    repository. Raises `CharterkitError` for a collection without records.
    """
    tables = catalogue.data_model.tables
    known = [table.name for table in tables.values() if table.origin.records]
    for name in collections:
        if name not in known:
            hint = did_you_mean(name, known) or f"Choose from: {', '.join(known)}."
            raise CharterkitError(f"mkdocs.yml: there are no records called `{name}` for the CMS to edit. {hint}")
    maker = _Maker(catalogue, list(collections) or known)
    found: dict[str, Any] = {
        "backend": backend,
        "media_folder": media,
        "public_folder": "/",
        "app_title": catalogue.brand.name,
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 64, "lowercase": True},
        "output": {"omit_empty_optional_fields": True},
        "collections": [maker.collection(tables[name]) for name in maker.names],
    }
    if site_url:
        found |= {"site_url": site_url, "display_url": site_url}
    return found


class _Maker:
    """Makes collections and fields of the CMS from tables."""

    def __init__(self, catalogue: Catalogue, names: list[str]) -> None:
        self.catalogue = catalogue
        self.model = catalogue.data_model
        self.names = names

    def collection(self, table: Table) -> dict[str, Any]:
        title = table.own_fields[0].name
        return {
            "name": table.name,
            "label": table.title,
            "label_singular": table.singular[:1].upper() + table.singular[1:],
            "folder": table.origin.records,
            "create": True,
            "format": "yaml",
            "extension": "yml",
            "identifier_field": title,
            "slug": f"{{{{{title}}}}}",
            "summary": f"{{{{{title}}}}}",
            "fields": self.fields(table, [f for f in table.own_fields if f.name != "id"]),
        }

    def fields(self, table: Table, columns: Sequence[Field]) -> list[dict[str, Any]]:
        lists = self.model.lists(table.name)
        return [self.field(table, f) for f in columns] + [self.list(child, key) for key, child in lists.items()]

    def list(self, child: Table, key: str) -> dict[str, Any]:
        named = {"name": key, "label": _label(key), "required": child.origin.min_items > 0}
        if child.description:
            named["hint"] = child.description
        only = child.own_fields[0]
        if child.is_link:
            if choice := self._choice(child, only):
                least = {"min": child.origin.min_items} if child.origin.min_items else {}
                return named | choice | {"multiple": True} | least
            field = self.field(child, only)
            return named | {"widget": "list", "field": field, "label_singular": _label(child.singular)}
        return named | {
            "widget": "list",
            "label_singular": _label(child.singular),
            "collapsed": "auto",
            "min": child.origin.min_items,
            "fields": self.fields(child, child.own_fields),
        }

    def field(self, table: Table, column: Field) -> dict[str, Any]:
        made: dict[str, Any] = {"name": column.name, "label": column.title, "required": column.required}
        if column.description:
            made["hint"] = column.description
        if column.initial and column.initial != "today":
            made["default"] = column.initial
        made |= self._choice(table, column) or self._typed(column)
        constraints = column.descriptor.get("constraints", {})
        if "pattern" in constraints and made["widget"] in {"string", "text"}:
            example = wording.EXAMPLE.format(example=column.example) if column.example else column.description
            made["pattern"] = [f"^({constraints['pattern']})$", example or wording.PATTERN_HINT.format(limit="")]
        return made

    def _typed(self, column: Field) -> dict[str, Any]:
        constraints = column.descriptor.get("constraints", {})
        match column.type:
            case "boolean" if column.required:
                return {"widget": "boolean"}
            case "boolean":  # a switch would write `false` for what nobody has answered
                truths = [column.descriptor.get(name, [value])[0] for name, value in _TRUTHS]
                options = [{"label": name, "value": value} for name, value in zip(("Yes", "No"), truths, strict=True)]
                return {"widget": "select", "options": options}
            case "integer" | "number":
                kind = "int" if column.type == "integer" else "float"
                return {"widget": "number", "value_type": kind, **({} if kind == "int" else {"step": _STEP})}
            case "date":
                return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "time_format": False}
            case "year" | "yearmonth":
                digits = "[0-9]{4}" if column.type == "year" else "[0-9]{4}-[0-9]{2}"
                return {"widget": "string", "pattern": [f"^{digits}$", wording.FORMS[column.type][1]]}
        # Markdown is typed as it stands: an editor that rewrites it would change all of a record that it touches.
        limited = int(constraints.get("maxLength", 0))
        long = column.markdown or limited > _LONG or not (limited or "pattern" in constraints)
        most = {"maxlength": limited} if limited else {}
        return {"widget": "text" if long else "string", **most}

    def _choice(self, table: Table, column: Field) -> dict[str, Any]:
        target = self.model.tables.get(table.target(column.name))
        if target is not None and target.name in self.names:
            shown = target.own_fields[0].name
            return {
                "widget": "relation",
                "collection": target.name,
                "value_field": "{{slug}}",
                "display_fields": [shown],
                "search_fields": [shown],
            }
        if target is not None:
            rows = [row.cells for row in self.catalogue.tables[target.name] if row.cells.get("id")]
            if "order" in target.by_name:
                rows.sort(key=lambda cells: int(cells.get("order") or 0))
            options = [{"label": c.get("label") or c.get("title") or c["id"], "value": c["id"]} for c in rows]
        else:
            options = [{"label": _label(value), "value": value} for value in column.choices]
        return {"widget": "select", "options": options, "dropdown_threshold": _MOST_SHOWN} if options else {}


def _label(key: str) -> str:
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
