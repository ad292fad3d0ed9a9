"""The guides are true: what they generate is up to date, and what they name is there."""

import contextlib
import csv
import io
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import charterkit
from charterkit import schema
from charterkit.check.rules import REGISTRY
from charterkit.cli import _parser, main
from charterkit.publish.reference import BEGIN, END, RULES_BEGIN, RULES_END, inserted, reference, rules
from tests.conftest import REPOSITORY, make_site

# Last, not first: some scripts have the names of packages, such as build.
sys.path.append(str(REPOSITORY / "scripts"))

from pictures import SHOTS
from reference import GUIDE, TABLES

GUIDES = [REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "FORKING.md", "HACKING.md", "CHANGELOG.md")]
ENGINE = REPOSITORY / "plugins" / "charterkit"
PARTS = ("content/", "data/", "overrides/", "plugins/", "requirements/", "scripts/", "tests/")

# What guides name though it is not in the repository, with the reason.
NOT_THERE = {
    "site/": "a build makes it",
    ".site.building": "a build makes it",
    ".charterkit/": "a build makes it",
    ".venv-site": "the scripts make it",
    ".venv-test": "the scripts make it",
    "content/charter-versions/": "a charter that changes adds it",
    "content/index.md": "a site that wants its own home page adds it",
    "content/accessibility/index.md": "a site that wants its own statement adds it",
    "content/privacy/index.md": "a site that wants its own notice adds it",
    "data/accessibility-barriers/": "a site that knows of a barrier adds it",
    "data/actions/": "a site whose signatories report what they did makes it",
    "data/vocabularies/localities.csv": "the example of a vocabulary that a borough adds",
    "../library/index.md": "generated",
    "hill-street-breakfast-club.yml": "the example of a file name",
    "southwark-2021.yml": "the example of the name of an earlier version",
    "long-table.jpg": "the example of a picture's name",
    "data/media/": "a site that shows pictures makes it",
    "admin/": "the CMS makes it",
}
OTHER_COMMANDS = {"git", "python3 -m build", "python3 -m http.server"}

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_MAPPING = re.compile(r"<!-- mapping: [^>]+-->\n```yaml\n(.*?)```", re.DOTALL)
_PATH = re.compile(r"[\w.-]+/(?:[\w.*-]+/?)*|[\w.-]+\.(?:css|csv|js|md|py|toml|txt|yml)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"<!-- example: [^>]+-->\n```text\n(.*?)```", re.DOTALL)

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


def written(guide: Path) -> str:
    """Give what people wrote of a guide: all but the field reference."""
    text = guide.read_text("utf-8")
    return text if BEGIN not in text else text[: text.index(BEGIN)] + text[text.index(END) :]


def prose(guide: Path) -> str:
    """Give the same without its blocks of code."""
    return _FENCE.sub("", written(guide))


def slug(heading: str) -> str:
    """Give the anchor that GitHub makes of a heading."""
    words = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower())
    return words.strip().replace(" ", "-")


def commands(guide: Path) -> list[str]:
    """Give every command that a guide names, in blocks or between backticks."""
    blocks = "".join(block for _, kind, block in _FENCE.findall(written(guide)) if kind == "console")
    inline = [code for code in _CODE.findall(prose(guide)) if re.match("(python3|charterkit|git) ", code)]
    return [*filter(None, map(str.strip, blocks.splitlines())), *inline]


def paths(guide: Path) -> list[str]:
    """Give every file or folder of the repository or the engine that a guide names between backticks."""
    return sorted({code for code in _CODE.findall(prose(guide)) if _PATH.fullmatch(code)})


def anchors(guide: Path) -> set[str]:
    """Give the anchors of a guide's headings."""
    return {slug(heading) for heading in _HEADING.findall(_FENCE.sub("", guide.read_text("utf-8")))}


class TestFieldReference:
    def test_is_up_to_date(self):
        model, problems = schema.load(REPOSITORY, REPOSITORY / "data" / "schemas")
        assert [] == problems
        guide = GUIDE.read_text("utf-8")
        assert inserted(guide, reference(model, TABLES)) == guide, "run python3 scripts/reference.py"

    def test_names_every_field_of_a_record_once(self):
        model, _ = schema.load(REPOSITORY, REPOSITORY / "data" / "schemas")
        said = reference(model, ["case-studies"])
        for field in model.tables["case-studies"].own_fields:
            assert said.count(f"| `{field.name}` |") == 1

    def test_names_fields_of_lists_by_their_path(self):
        model, _ = schema.load(REPOSITORY, REPOSITORY / "data" / "schemas")
        assert "| `sections[].statements[].by[]` |" in reference(model, ["charters"])

    def test_takes_the_place_of_the_old_one_only(self):
        guide = f"before\n{BEGIN}\nold\n{END}\nafter\n"
        assert f"before\n{BEGIN}\n\nnew\n{END}\nafter\n" == inserted(guide, "new")

    def test_lists_every_rule_with_its_reason(self):
        guide = GUIDE.read_text("utf-8")
        assert inserted(guide, rules(), (RULES_BEGIN, RULES_END)) == guide, "run python3 scripts/reference.py"
        for rule in REGISTRY:
            assert f"| `{rule.name}` |" in guide
            assert rule.reason in guide

    def test_needs_its_marks(self):
        with pytest.raises(ValueError, match="unpack"):
            inserted("no marks", "new")


class TestGuide:
    @each_guide
    def test_links_lead_somewhere(self, guide):
        for link in _LINK.findall(written(guide)):
            if link.startswith("https://"):
                continue
            name, _, anchor = link.partition("#")
            target = guide.parent / name if name else guide
            assert target.is_file(), link
            assert not anchor or anchor in anchors(target), link

    @each_guide
    def test_commands_can_be_given(self, guide):
        for command in commands(guide):
            assert can_be_given(command), command

    def test_show_every_picture_that_is_taken_with_what_is_on_it(self):
        shown = {path: alt for guide in GUIDES for alt, path in _PICTURE.findall(written(guide))}
        assert {f".github/guide/{path.name}" for path in (REPOSITORY / ".github/guide").iterdir()} <= shown.keys()
        assert {f".github/guide/{name}.png" for name in (*SHOTS, "word")} | {".github/readme.png"} == shown.keys()
        assert [] == [path for path, alt in shown.items() if len(alt) < 40]

    def test_name_the_version_of_the_engine_first_in_the_changelog(self):
        """A fork compares the two to know what it has to change."""
        newest = re.search(r"^## (\S+) – (\S+)", (REPOSITORY / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
        assert newest
        assert newest[1] == charterkit.__version__ == project["version"]
        assert newest[2] == charterkit.RELEASED.isoformat()

    @each_guide
    def test_files_are_there(self, guide):
        for path in paths(guide):
            assert is_there(path), path


def can_be_given(command: str) -> bool:
    """Say whether a command is one of the scripts or of the engine, with options that it knows."""
    words = shlex.split(command)
    if words[0] == "charterkit":
        return is_known(words[1:])
    if words[0] == "python3" and words[1].startswith("scripts/"):
        script = REPOSITORY / words[1]
        options = [word for word in words[2:] if word != "--serve"]
        if script.stem == "run":
            return not options or is_known(options)
        known = script.stem not in {"build", "check", "links", "new", "serve"} or is_known([script.stem, *options])
        return script.is_file() and known
    return any(command.startswith(other) for other in OTHER_COMMANDS)


def is_known(words: list[str]) -> bool:
    """Say whether the engine's command takes these words."""
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            _parser().parse_args(words)
        except SystemExit:
            return False
    return True


def is_there(path: str) -> bool:
    """Say whether the repository or the engine has this file or folder, or the plugin of this name."""
    if path.startswith("charterkit/"):
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
        return path in project["entry-points"]["mkdocs.plugins"]
    return path in NOT_THERE or any(place.exists() for place in meant(path))


def meant(path: str) -> Iterator[Path]:
    """Give the places that a path in a guide may mean."""
    templates = ENGINE / "templates"
    yield REPOSITORY / path
    if path.startswith("overrides/charterkit/"):
        yield templates / path.removeprefix("overrides/charterkit/")
    elif path.startswith("overrides/"):
        yield templates / "theme" / path.removeprefix("overrides/")
    elif path.startswith("../"):  # how a chapter of the toolkit names a page
        yield (REPOSITORY / "content" / path.removeprefix("../")).with_suffix(".yml")
    elif "/" not in path:  # the sentence says where
        yield from (file for part in PARTS for file in (REPOSITORY / part).rglob(path))
    elif not path.startswith(PARTS):
        yield ENGINE / path


class TestExample:
    """What the guides show of the engine's words is what it says."""

    def test_of_three_mistakes_in_a_case_study(self, tmp_path, capsys):
        site = make_site(tmp_path / "site")
        record = site / "content/case-studies/example-school.yml"
        text = record.read_text("utf-8")
        for right, wrong in (
            ("- attendance", "- atendance"),
            ("cost_band:", "cost_bnad:"),
            ("last_reviewed: 2026-04-01", "last_reviewed: 1/4/2026"),
        ):
            assert right in text
            text = text.replace(right, wrong)
        record.write_text(text, encoding="utf-8")
        assert example(GUIDES[1]) == said(site, capsys)

    def test_of_a_colour_that_cannot_be_read(self, tmp_path, capsys):
        site = make_site(tmp_path / "site")
        brand = site / "data/brand.yml"
        brand.write_text(re.sub("(?m)^accent: .*$", 'accent: "#ff9900"', brand.read_text("utf-8")), encoding="utf-8")
        assert example(GUIDES[2]) == said(site, capsys)

    def test_of_a_mapping_for_pledges(self, tmp_path, capsys):
        """It takes in the answers of a form as they come, without the e-mail addresses in them."""
        for folder in ("content", "data"):
            shutil.copytree(REPOSITORY / folder, tmp_path / folder)
        shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
        (mapping,) = _MAPPING.findall(GUIDES[1].read_text("utf-8"))
        (tmp_path / "mapping.yml").write_text(mapping, encoding="utf-8")
        answers = tmp_path / "answers.csv"
        answers.write_text(
            "Timestamp,Name of your school,Kind,Date,Email address\n"
            "2026-11-01 10:12,A school on a hill,Primary,31/03/2026,office@example.org\n",
            encoding="utf-8",
        )
        words = ["import", "pledge", str(answers), "--mapping", str(tmp_path / "mapping.yml")]
        assert main(["--site", str(tmp_path), *words]) == 0
        assert "`Email address`: personal data" in capsys.readouterr().out
        with (tmp_path / "data/pledges/bi-borough.csv").open(encoding="utf-8", newline="") as file:
            row = list(csv.DictReader(file))[-1]
        assert ("a-school-on-a-hill", "primary-school", "2026-03-31", "2022", "pending") == tuple(
            row[name] for name in ("id", "organisation_type", "signed_on", "charter_version", "status")
        )


def example(guide: Path) -> str:
    """Give the block of text that a guide shows as an example."""
    (block,) = _EXAMPLE.findall(guide.read_text("utf-8"))
    return str(block)


def said(site, capsys) -> str:
    """Give what the check prints for a site with errors."""
    assert main(["--site", str(site), "check"]) == 1
    return str(capsys.readouterr().out)
