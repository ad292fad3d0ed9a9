"""The form for contributors: a collection's fields by section, from its Table Schemas, and where a new record goes.

A contributor is asked for every field and list that the schema does not keep for editors (`form: false`). Sections are
the fields' groups, in the order in which they first appear; a list stands in the section that its table names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from charterkit.check.words import words as protecting
from charterkit.problems import CharterkitError, did_you_mean
from charterkit.schema import VERSION_OF
from charterkit.views import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from charterkit.catalogue import Catalogue
    from charterkit.model import Brand
    from charterkit.schema import DataModel, Field, Table

FIRST_SECTION = "First of all"
MOST_RADIOS = 7
"""With more terms than these to choose from, one opens a list."""
MOST_LISTED = 20
"""With more terms than these, one types and is shown what fits."""
_LONG = 160
"""A text that may be longer than this gets several lines."""


@dataclass(frozen=True)
class Option:
    """A term to choose: what is written in the record, what readers see, and what it means."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True)
class Input:
    """A value that is asked for.

    `path` is its name in the field reference (`what[].heading`), `id` what its element is called in HTML (`@` stands
    for an entry's number), `shape` what it is typed into: `line`, `area`, `choice` (radio buttons), `select`, `search`
    (a line with suggestions) or `checks` (any number of terms). `constraints` are the schema's own.
    """

    key: str
    path: str
    id: str
    title: str
    description: str
    example: str
    type: str
    shape: str
    markdown: bool
    required: bool
    least: int
    options: tuple[Option, ...]
    where: str
    """Where the terms to choose from are kept, as problems say it."""
    table: str
    """What the terms to choose from are called together."""
    constraints: Mapping[str, Any]
    truths: tuple[tuple[str, ...], ...] = ()
    past: bool = False
    """Whether it is the day of something that has happened."""
    once: bool = False
    """Whether what it names stands in one entry of its list at the most."""
    roughly: str = ""
    """What the field beside it is called that says that the number is not exact."""
    version_of: str = ""
    """The field beside it that refers to the record of which this is a version."""

    @property
    def most(self) -> int:
        """Give how many characters it may have, or 0."""
        return int(self.constraints.get("maxLength", 0))

    @property
    def form(self) -> str:
        """Say how a value is written, where a reader may wonder."""
        return _WRITTEN.get(self.type, "")


@dataclass(frozen=True)
class Repeated:
    """A list of entries that each have fields, or are one text (`plain`)."""

    key: str
    path: str
    id: str
    title: str
    description: str
    singular: str
    least: int
    plain: bool
    parts: tuple[Input | Repeated, ...]

    @property
    def is_list(self) -> bool:
        """Tell it from an input."""
        return True

    @property
    def required(self) -> bool:
        """Say whether there must be an entry."""
        return self.least > 0


@dataclass(frozen=True)
class Section:
    """Fields and lists under one heading."""

    id: str
    title: str
    parts: tuple[Input | Repeated, ...]


@dataclass(frozen=True)
class Host:
    """Where the repository is kept: the page for a new file and the page to upload one, as far as is known.

    `name_key` and `text_key` are the parameters of `new` that hold a file's name and its text.
    """

    called: str
    new: str
    upload: str
    name_key: str = ""
    text_key: str = ""


@dataclass(frozen=True)
class Form:
    """The form of one collection.

    `data` is where its script finds what it needs, and `taken` which ids there are already.
    `fixed` are the values that a contributed record holds and nobody is asked for; `file_name` the pattern of a file's
    name; `modeline` a comment for code editors; `word` where the same form is published for Word, or empty.
    """

    collection: str
    title: str
    singular: str
    path: str
    data: str
    taken: str
    folder: str
    sections: tuple[Section, ...]
    fixed: tuple[tuple[str, str], ...]
    host: Host | None
    contact: str
    contact_url: str
    contact_url_is_public: bool
    site: str
    modeline: str
    word: str
    example: str
    order: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class ContributeView:
    """The page that leads to the forms.

    `people` shows how people are spoken of here, `smallest` is the smallest number of them that may be told.
    """

    forms: tuple[Form, ...]
    contact: str
    contact_url: str
    licence: str
    licence_url: str
    owner: str
    people: tuple[str, ...]
    smallest: int


_WRITTEN = {
    "date": "Year-month-day, for example 2026-03-31.",
    "integer": "A whole number in digits.",
    "number": "Digits only, with a point for decimals.",
    "year": "Four digits.",
    "yearmonth": "Year-month, for example 2026-03.",
}


def forms(
    catalogue: Catalogue,
    collections: Sequence[str],
    *,
    repository: tuple[str, str] = ("", ""),
    modelines: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> tuple[Form, ...]:
    """Give the form of each collection.

    `repository` is its address and what leads there to a file's editor (MkDocs' `repo_url` and `edit_uri`, from the top
    of the site). `modelines` and `words` hold for a collection its comment for code editors and its form for Word.
    Raises `CharterkitError` for a collection that has no records.
    """
    model = catalogue.data_model
    known = [table.name for table in model.tables.values() if table.origin.records]
    for name in collections:
        if name not in known:
            hint = did_you_mean(name, known) or f"Choose from: {', '.join(known)}."
            where = "wherever `collections` names it: under charterkit/contribute, charterkit/word-forms"
            raise CharterkitError(
                f"mkdocs.yml: there are no records called `{name}` to contribute to. {hint} Or take it out {where}."
            )
    return tuple(
        _form(catalogue, model.tables[name], repository, (modelines or {}).get(name, ""), (words or {}).get(name, ""))
        for name in collections
    )


def pages(catalogue: Catalogue, made: tuple[Form, ...]) -> Iterator[page.Page]:
    """Give the page that leads to the forms, and a page for each."""
    told = protecting(catalogue.data_model, catalogue.tables)
    yield page.Page(
        path=page.CONTRIBUTE,
        title="Contribute",
        description="What happens with what you send, what to have at hand, and three ways to send it.",
        template="contribute.html",
        view=ContributeView(
            made,
            catalogue.brand.contact_email,
            catalogue.brand.contact_url,
            catalogue.brand.licence,
            catalogue.brand.licence_url,
            catalogue.brand.owner,
            tuple(f"a {word}" for word in told.one[:1]) + tuple(f"the {word}" for word in told.of.get("role", ())[:1]),
            told.smallest_count,
        ),
    )
    for form in made:
        yield page.Page(
            path=form.path,
            title=f"Submit your {form.singular}",
            description=f"A form for a {form.singular}. Nothing is sent from this page; you take away what you wrote.",
            template="contribute-form.html",
            view=form,
            search=False,
            crumbs=(page.Link("Contribute", page.CONTRIBUTE),),
        )


def host(repo_url: str, edit_uri: str, folder: str) -> Host | None:
    """Say where a new file in `folder` of the site can be made in the repository at `repo_url`, or give None.

    `edit_uri` is MkDocs' for a file at the top of the site: `edit/main/`, or `-/edit/main/site/`. Only https addresses
    are led to.
    """
    parts = [part for part in edit_uri.strip("/").split("/") if part not in {"-", ""}]
    if not repo_url.startswith("https://") or len(parts) < 2 or parts[0] not in {"edit", "blob", "tree"}:  # noqa: PLR2004 - a verb and a branch
        return None
    top = repo_url.rstrip("/")
    place = "/".join(quote(part) for part in [*parts[1:], *folder.split("/")] if part)
    server = top.removeprefix("https://").partition("/")[0]
    if "gitlab" in server or edit_uri.strip("/").startswith("-/"):
        return Host("GitLab", f"{top}/-/new/{place}", f"{top}/-/tree/{place}", "file_name", "content")
    if "github" in server:
        return Host("GitHub", f"{top}/new/{place}", f"{top}/upload/{place}", "filename", "value")
    return Host("the repository", "", f"{top}/")


def _form(catalogue: Catalogue, table: Table, repository: tuple[str, str], modeline: str, word: str) -> Form:
    maker = _Maker(catalogue)
    path = f"{page.CONTRIBUTE}{table.name}/"
    example = next((row.path for row in catalogue.tables[table.name] if row.path.endswith(".yml")), "")
    return Form(
        collection=table.name,
        title=table.title,
        singular=table.singular if table.singular != "entry" else f"entry for {table.title.lower()}",
        path=path,
        data=f"{page.CONTRIBUTE}{table.name}.json",
        taken=f"{page.CONTRIBUTE}{table.name}-taken.json",
        folder=table.origin.records,
        sections=tuple(maker.sections(table)),
        fixed=tuple((f.name, f.initial) for f in table.own_fields if not f.form and f.initial),
        host=host(*repository, table.origin.records),
        contact=catalogue.brand.contact_email,
        contact_url=catalogue.brand.contact_url,
        contact_url_is_public=bool(catalogue.brand.contact_url_is_public),
        site=catalogue.brand.name,
        modeline=modeline,
        word=word,
        example=example,
        order=(*(f.name for f in table.own_fields), *catalogue.data_model.lists(table.name)),
    )


def sending(brand: Brand, otherwise: str) -> str:
    """Say how a filled form reaches whoever runs the site: by the ways that its brand gives, or `otherwise`.

    What may hold a name or an address is not sent to where everybody can read it.
    """
    if brand.contact_email:
        return f"send it to {brand.contact_email}"
    private = brand.contact_url and not brand.contact_url_is_public
    return f"send it by way of {brand.contact_url}" if private else otherwise


class _Maker:
    """Makes inputs and lists of entries from tables."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.model: DataModel = catalogue.data_model

    def sections(self, table: Table) -> Iterator[Section]:
        grouped: dict[str, list[Input | Repeated]] = {}
        for column in table.own_fields:
            if column.form:
                grouped.setdefault(column.group, []).append(self.input(table, column, column.name, column.name))
        for key, child in self.model.lists(table.name).items():
            if child.form:
                group = child.group or list_title(key)
                grouped.setdefault(group, []).append(self.list(child, key, f"{key}[]", key))
        for number, (title, parts) in enumerate(grouped.items(), start=1):
            yield Section(f"part-{number}", title or FIRST_SECTION, tuple(parts))

    def list(self, child: Table, key: str, path: str, place: str) -> Input | Repeated:
        only = child.own_fields[0]
        if child.is_link and self.model.tables.get(child.target(only.name)):
            made = self.input(child, only, path, place)
            return replace(
                made,
                key=key,
                title=list_title(key),
                description=child.description or made.description,
                shape="checks",
                required=child.origin.min_items > 0,
                least=child.origin.min_items,
            )
        inside = tuple(
            self.input(child, f, path if child.is_link else f"{path}.{f.name}", f"{place}-@-{f.name}")
            for f in child.own_fields
            if f.form
        )
        lists = tuple(
            self.list(below, name, f"{path}.{name}[]", f"{place}-@-{name}")
            for name, below in self.model.lists(child.name).items()
            if below.form
        )
        return Repeated(
            key=key,
            path=path,
            id=f"f-{place}",
            title=list_title(key),
            description=child.description,
            singular=child.singular,
            least=child.origin.min_items,
            plain=child.is_link,
            parts=(*inside, *lists),
        )

    def input(self, table: Table, column: Field, path: str, place: str) -> Input:
        target = self.model.tables.get(table.target(column.name))
        options = self._options(column, target)
        truths: tuple[tuple[str, ...], ...] = ()
        if column.type == "boolean":
            truths = (
                tuple(column.descriptor.get("trueValues", ["true"])),
                tuple(column.descriptor.get("falseValues", ["false"])),
            )
            options = (Option(truths[0][0], "Yes"), Option(truths[1][0], "No"))
        constraints = column.descriptor.get("constraints", {})
        return Input(
            key=column.name,
            path=path,
            id=f"f-{place}",
            title=column.title,
            description=column.description,
            example=column.example,
            type=column.type,
            shape=_shape(column, target, options),
            markdown=column.markdown,
            required=column.required,
            least=0,
            options=options,
            where=(target.origin.rows or target.origin.records) if target else "",
            table=target.title.lower() if target else "",
            constraints={name: value for name, value in constraints.items() if name != "required"},
            truths=truths,
            past=column.past,
            once=column.once,
            roughly=table.by_name[column.roughly].title if column.roughly in table.by_name else "",
            version_of=next(
                (k.fields[0] for k in table.foreign_keys if column.name == f"{k.fields[0]}{VERSION_OF}"), ""
            ),
        )

    def _options(self, column: Field, target: Table | None) -> tuple[Option, ...]:
        if target is None:
            return tuple(Option(value, list_title(value)) for value in column.choices)
        told = target.by_name.get("description")
        means = "summary" if told is None or told.markdown else "description"  # a line beside a box, not a page
        rows = [row.cells for row in self.catalogue.tables[target.name] if row.cells.get("id")]
        if "order" in target.by_name:
            rows.sort(key=lambda cells: int(cells.get("order") or 0))
        return tuple(
            Option(
                cells["id"],
                cells.get("label") or cells.get("title") or cells.get("organisation") or cells["id"],
                cells.get(means, ""),
            )
            for cells in rows
        )


def _shape(column: Field, target: Table | None, options: tuple[Option, ...]) -> str:
    if target or options:
        return "choice" if len(options) <= MOST_RADIOS else "select" if len(options) <= MOST_LISTED else "search"
    if column.type != "string":
        return "line"
    constraints = column.descriptor.get("constraints", {})
    limited = int(constraints.get("maxLength", 0))
    short = "pattern" in constraints or 0 < limited <= _LONG
    return "area" if column.markdown or not short else "line"


def list_title(key: str) -> str:
    """Write the key of a list as a title: `in_numbers` is In numbers."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
