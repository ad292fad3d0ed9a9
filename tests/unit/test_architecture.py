"""What keeps the engine an engine: layers that only look up, MkDocs in one folder, and no site's words in the code."""

import ast
import csv
import re
from pathlib import Path

import pytest
import yaml

from charterkit import schema
from tests.conftest import REPOSITORY

ENGINE = REPOSITORY / "plugins" / "charterkit"
CODE = sorted(ENGINE.rglob("*.py"))

LAYERS = (
    "wording",
    "problems",
    "report",
    "aside",
    "colour",
    "cache",
    "syntax",
    "misread",
    "source",
    "sheet",
    "pictures",
    "descriptors",
    "schema",
    "sameness",
    "records",
    "originals",
    "writing",
    "amending",
    "terms",
    "visibility",
    "check",
    "model",
    "catalogue",
    "links",
    "views",
    "render",
    "publish",
    "beginning",
    "keeping",
    "importing",
    "mkdocs",
    "cli",
    "__main__",
)
"""A module or folder of the engine imports from its own line and from those above it."""

ONLY = {
    "model": set(),
    "views": {"problems", "colour", "model", "catalogue", "schema", "records", "sameness"},
    "render": {"problems", "colour", "cache", "model", "views"},
}
"""Where looking up is not enough: `model` knows nothing, `views` no files, `render` no records."""

FRAMEWORK = {"mkdocs", "material", "pymdownx", "markdown"}


def layer(name):
    """Give the layer to which a module belongs: `charterkit.views.page` is in `views`."""
    return name.split(".")[1] if name.count(".") else ""


def module(path):
    """Give the name of the module in a file."""
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path):
    """Give the name of every module that a file imports, for types only and in functions too."""
    modules = {module(file) for file in CODE}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written with their whole names"
            yield node.module
            yield from (
                f"{node.module}.{alias.name}" for alias in node.names if f"{node.module}.{alias.name}" in modules
            )


EDGES = [(module(path), name) for path in CODE for name in imports(path)]
OURS = [(one, other) for one, other in EDGES if other.startswith("charterkit.")]


class TestLayers:
    def test_hold_every_module_once(self):
        """A new module needs a place."""
        assert set(LAYERS) == {layer(module(path)) for path in CODE} - {""}
        assert len(LAYERS) == len(set(LAYERS))

    def test_look_up_only(self):
        order = {name: place for place, name in enumerate(LAYERS)}
        assert len(OURS) > 100
        wrong = [f"{one} imports {other}" for one, other in OURS if order[layer(other)] > order[layer(one)]]
        assert [] == wrong

    @pytest.mark.parametrize("name", ONLY)
    def test_that_know_less_than_they_could(self, name):
        found = {layer(other) for one, other in OURS if layer(one) == name} - {name}
        assert found <= ONLY[name]


class TestMkDocs:
    def test_is_known_in_one_folder(self):
        """The theme's maintenance ends in 2027; the move must cost one folder."""
        using = {layer(one) for one, other in EDGES if other.split(".")[0] in FRAMEWORK}
        assert using == {"mkdocs"}

    def test_has_plugins_that_do_not_know_each_other(self):
        """Each asks the session of the build."""
        plugins = {path.parent.name for path in (ENGINE / "mkdocs").glob("*/plugin.py")}
        assert len(plugins) > 8
        found = []
        for one, other in OURS:
            place, target = one.split("."), other.split(".")
            if place[1] == "mkdocs" == target[1] and len(place) > 3 and len(target) > 2:
                found += [f"{one} imports {other}"] * (target[2] in plugins - {place[2]})
        assert [] == found

    def test_has_shared_modules_that_do_not_know_the_plugins(self):
        shared = [(one, other) for one, other in OURS if layer(one) == "mkdocs" and one.count(".") == 2]
        assert shared
        assert [] == [f"{one} imports {other}" for one, other in shared if other.endswith(".plugin")]


TEXTS = sorted(p for p in ENGINE.rglob("*") if p.suffix in {".py", ".html", ".css", ".js", ".typ", ".svg"})

PLACES = ("local-authorities", "regions", "charters")
"""Whose names are names of places, which no engine has a word for."""

SAID_OF_NOTHING = {
    "Not reported": "what a page says of any field that was left out",
}
"""Phrases of vocabularies that are also the engine's own words, and why."""

HEADINGS = {
    "Principles": "the name of the collection and of its page",
    "Guide": "what search calls editors' own pages; an option of mkdocs.yml changes it",
    "Organisation": "the heading of the field `organisation` of a pledge",
    "Training": "the heading of the field `training`",
}
"""Single words that are labels of terms and also names of the data model's own things, and of which."""


class Term:
    """A word or phrase of the site, and where it comes from."""

    def __init__(self, text, source):
        self.text = text
        self.source = source
        self.is_phrase = bool(re.search(r"[\s-]", text))
        self.is_place = source.split(".")[0] in PLACES

    def __repr__(self):
        return f"{self.text!r} ({self.source})"


def site_terms():
    """Give every term of the repository's own site: ids and labels of vocabularies, ids and titles of records."""
    for path in sorted((REPOSITORY / "data" / "vocabularies").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in ("id", "label", "plural"):
                    if row.get(column):
                        yield Term(row[column], f"{path.stem}.{column}")
    for collection in ("principles", "key-features", "charters"):
        for path in sorted((REPOSITORY / "content" / collection).glob("*.yml")):
            record = yaml.safe_load(path.read_text("utf-8"))
            yield Term(path.stem, f"{collection}.id")
            for field in ("title", "short_title", "area"):
                if record.get(field):
                    yield Term(record[field], f"{collection}.{field}")


TERMS = list(site_terms())


def model_names():
    """Give the names of tables, lists and fields: the engine may speak of these, whatever terms are called."""
    model, problems = schema.load(REPOSITORY, REPOSITORY / "nowhere")
    assert [] == problems
    for table in model.tables.values():
        yield from (table.name, table.origin.list, *table.by_name)


def spoken(path):
    """Give a file's text for a search for phrases: on one line, so that a phrase may run over two."""
    return " ".join(path.read_text("utf-8").split())


def standing(terms):
    """Give where one of the terms stands as a word or words of its own, in whatever letters."""
    found = []
    for path in TEXTS:
        text = spoken(path).casefold()
        for term in terms:
            word = term.text.casefold()
            if word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
                found.append(f"{path.relative_to(ENGINE)}: {term}")
    return found


def literals(path):
    """Give the texts between quotes in a file."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        nodes = ast.walk(ast.parse(text))
        return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {one or other for one, other in re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'', text)}


def shown(path):
    """Give the texts between the tags of a template."""
    return {text.strip() for text in re.findall(r">([^<>{}]+)<", path.read_text("utf-8"))}


def compared(path):
    """Give what a template, script or style sheet compares with: `kind == "asks"`, `case "asks"`, `.tag--asks`."""
    text = path.read_text("utf-8")
    found = re.findall(r"""(?:[=!]==?|\bin|\bcase|\[[\w-]+[~|^$*]?=)\s*["']([\w-]+)["']""", text)
    found += re.findall(r"""["']([\w-]+)["']\s*[=!]==?""", text)
    if path.suffix == ".css":
        found += re.findall(r"[.#][\w-]*?--([\w-]+)", text)
        found += re.findall(r"[.#]([\w-]+)", text)
    return set(found)


class TestWords:
    """A vocabulary term is never repeated in code: logic that knows it breaks for the next site."""

    def test_are_looked_for(self):
        """An empty list of terms, or of files, would make every test below pass."""
        assert len(TERMS) > 200
        assert len([term for term in TERMS if term.is_place]) > 20
        assert {".py", ".html", ".css", ".js", ".typ"} <= {path.suffix for path in TEXTS}

    def test_of_several_parts_stand_nowhere(self):
        """Phrases, and ids with a hyphen, are nobody's ordinary words; comments and docstrings are searched too."""
        assert [] == standing([term for term in TERMS if term.is_phrase and term.text not in SAID_OF_NOTHING])

    def test_that_name_places_stand_nowhere(self):
        assert [] == standing([term for term in TERMS if term.is_place])

    def test_that_are_common_are_no_texts_of_the_code(self):
        """Python: no text is a term, but where the data model itself has a table, list or field of that name."""
        allowed = {*model_names(), *HEADINGS}
        terms = {term.text for term in TERMS if not term.is_phrase} - allowed
        python = [path for path in TEXTS if path.suffix == ".py"]
        assert [] == [f"{path.relative_to(ENGINE)}: {found}" for path in python for found in terms & literals(path)]

    def test_that_are_common_are_not_compared_with(self):
        """Templates, scripts and styles: common words may stand there, but nothing may depend on them."""
        terms = {term.text for term in TERMS if not term.is_phrase}
        others = [path for path in TEXTS if path.suffix != ".py"]
        assert [] == [f"{path.relative_to(ENGINE)}: {found}" for path in others for found in terms & compared(path)]

    def test_that_are_labels_are_not_what_a_page_says_by_itself(self):
        labels = {term.text for term in TERMS if not term.is_phrase and term.source.endswith((".label", ".plural"))}
        templates = [path for path in TEXTS if path.suffix == ".html"]
        found = [
            f"{path.relative_to(ENGINE)}: {text}"
            for path in templates
            for text in (labels - set(HEADINGS)) & shown(path)
        ]
        assert [] == found

    @pytest.mark.parametrize("exceptions", [SAID_OF_NOTHING, HEADINGS])
    def test_excepted_are_still_terms_and_still_said(self, exceptions):
        """An exception that nobody needs is taken out."""
        terms = {term.text for term in TERMS}
        whole = " ".join(map(spoken, TEXTS))
        assert all(text in terms and text in whole for text in exceptions)


class TestSearch:
    """The tests above see what they look for."""

    @pytest.mark.parametrize(
        ("name", "text", "found"),
        [
            ("a.typ", '#if section.kind == "asks" {}', {"asks"}),
            ("a.html", "{% if case.tier.id != 'universal' %}", {"universal"}),
            ("a.html", '{% if "asks" == kind %}', {"asks"}),
            ("a.js", 'if (kind === "asks") {}', {"asks"}),
            ("a.js", 'switch (x) { case "asks": }', {"asks"}),
            ("a.css", ".tag--asks { } .other { }", {"asks", "tag--asks", "other"}),
            ("a.css", '[data-kind="asks"] { }', {"asks"}),
        ],
    )
    def test_for_comparisons(self, tmp_path, name, text, found):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert found == compared(path)

    def test_for_imports(self, tmp_path):
        path = tmp_path / "a.py"
        path.write_text(
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from charterkit.views import page\n"
            "def f():\n    import mkdocs.config\n    from charterkit import records\n",
            encoding="utf-8",
        )
        assert {"charterkit.views.page", "mkdocs.config", "charterkit.records"} <= set(imports(path))

    def test_for_texts(self, tmp_path):
        path = Path(tmp_path / "a.py")
        path.write_text('x = {"asks": f"{y} done", \'z\': """more"""}', encoding="utf-8")
        assert {"asks", "z", "more", " done"} == literals(path)
        page = Path(tmp_path / "a.html")
        page.write_text("<p>Asks</p><b>{{ x }}</b>", encoding="utf-8")
        assert {"Asks"} == shown(page)
