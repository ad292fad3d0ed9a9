"""What the repository has its host do: with no right too many, from fixed sources, and with commands that exist."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from charterkit import catalogue
from charterkit.cli import main
from charterkit.publish import issue_forms
from tests.conftest import REPOSITORY, make_site
from tests.editing import SCHOOL, replace
from tests.unit.test_docs import can_be_given, is_there

GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
HOOKS = REPOSITORY / ".pre-commit-config.yaml"

MAY_WRITE = {
    ("publish", "deploy"): {"pages", "id-token"},
    ("watch", "tell"): {"issues"},
}
"""The only jobs that may change anything, and what."""

EVENTS = {"push", "pull_request", "schedule", "workflow_dispatch"}
"""What may start a workflow. With others, a stranger's text could meet a right to write."""

_USES = re.compile(r"^ *(?:- )?uses: *(.*)$", re.MULTILINE)
_PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
_ANNOTATION = re.compile(r"<!-- annotation: [^>]+-->\n *```text\n(.*?) *```", re.DOTALL)
_OWNER = re.compile(r"@[\w-]+(?:/[\w-]+)?")

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
each_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


def read(path):
    """Give a file's YAML; every scalar as it is written, since `on` is a word here."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - constructs nothing


def jobs():
    """Give every job with its workflow's and its own name."""
    return [(path.stem, name, job) for path in WORKFLOWS for name, job in read(path)["jobs"].items()]


def steps():
    """Give every step of every job."""
    return [step for _, _, job in jobs() for step in job["steps"]]


def zizmor(folder):
    """Look at the workflows in a folder as the strictest reviewer would."""
    program = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert program, "zizmor comes with the tests' environment"
    line = [program, "--offline", "--persona=pedantic", "--no-progress", "--format=json", str(folder)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    return sorted({finding["ident"] for finding in json.loads(done.stdout)})


class TestWorkflows:
    def test_are_those_that_the_guides_speak_of(self):
        assert [path.stem for path in WORKFLOWS] == ["check", "publish", "watch"]

    def test_satisfy_the_strictest_reviewer(self):
        assert zizmor(GITHUB) == []

    def test_would_not_satisfy_it_with_a_mistake(self, tmp_path):
        """Or the test above could not fail."""
        text = (GITHUB / "workflows/check.yml").read_text("utf-8")
        wrong = text.replace("        with:\n          persist-credentials: false\n", "", 1)
        wrong = wrong.replace("run: python3 scripts/check.py", "run: echo ${{ github.event.pull_request.title }} &&", 1)
        (tmp_path / ".github/workflows").mkdir(parents=True)
        (tmp_path / ".github/workflows/check.yml").write_text(wrong, encoding="utf-8")
        assert {"artipacked", "template-injection"} <= set(zizmor(tmp_path))

    @each_workflow
    def test_use_actions_of_github_alone_pinned_by_commit(self, path):
        """With the version beside it, which Dependabot reads and writes."""
        used = _USES.findall(path.read_text("utf-8"))
        assert used
        assert [] == [use for use in used if not _PINNED.fullmatch(use)]

    def test_use_one_commit_of_each_action(self):
        used = {use for path in WORKFLOWS for use in _USES.findall(path.read_text("utf-8"))}
        assert len(used) == len({use.partition("@")[0] for use in used})

    @each_workflow
    def test_begin_without_any_right(self, path):
        assert read(path)["permissions"] == {}

    def test_give_each_job_what_it_needs_and_no_more(self):
        for workflow, name, job in jobs():
            rights = job["permissions"]
            assert set(rights.values()) <= {"read", "write"}
            writes = {right for right, how in rights.items() if how == "write"}
            assert writes == MAY_WRITE.get((workflow, name), set()), (workflow, name)

    def test_run_nothing_of_the_repository_where_they_may_write(self):
        for workflow, name, job in jobs():
            if (workflow, name) in MAY_WRITE:
                assert not [step for step in job["steps"] if "checkout" in step.get("uses", "")]

    @each_workflow
    def test_begin_only_by_what_gives_strangers_no_rights(self, path):
        assert set(read(path)["on"]) <= EVENTS

    def test_know_no_secret(self):
        assert not [path for path in WORKFLOWS if "secrets." in path.read_text("utf-8")]

    def test_put_nothing_into_a_command(self):
        """What varies comes in by the environment, where it is not read as a command."""
        assert [] == [step["run"] for step in steps() if "${{" in step.get("run", "")]

    def test_leave_no_credentials_behind(self):
        checkouts = [step for step in steps() if "actions/checkout" in step.get("uses", "")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)

    def test_end_in_time(self):
        assert all(0 < int(job["timeout-minutes"]) <= 120 for _, _, job in jobs())
        assert all(read(path)["concurrency"]["group"] for path in WORKFLOWS)

    def test_give_commands_that_exist(self):
        given = [command for step in steps() for command in commands(step.get("run", ""))]
        assert {"scripts/check.py", "scripts/build.py", "scripts/test.py", "scripts/links.py"} <= {
            word for command in given for word in command.split()
        }
        assert [] == [command for command in given if not can_be_given(command)]

    def test_try_the_oldest_python_that_is_promised(self):
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
        matrix = read(GITHUB / "workflows/check.yml")["jobs"]["code"]["strategy"]["matrix"]["python"]
        assert project["requires-python"] == f">={matrix[0]}"
        newest = {step["with"]["python-version"] for step in steps() if "setup-python" in step.get("uses", "")}
        assert newest == {"${{ matrix.python }}", matrix[-1]}

    def test_publish_nothing_that_was_not_built(self):
        publish = read(GITHUB / "workflows/publish.yml")["jobs"]
        assert publish["deploy"]["needs"] == "build"
        names = [step.get("run", step.get("uses", "")).partition("@")[0] for step in publish["build"]["steps"]]
        assert names.index("python3 scripts/build.py") < names.index("actions/upload-pages-artifact")
        assert not [step for step in publish["build"]["steps"] if {"if", "continue-on-error"} & step.keys()]
        assert "if" not in publish["deploy"]


def commands(run):
    """Give the commands of the repository in a script of the shell, as somebody would type them."""
    for line in run.replace("\\\n", " ").splitlines():
        if found := re.match(r" *(python3?) (scripts/[^>|&]*)", line):
            yield f"python3 {found[2].strip()}"


@pytest.mark.skipif(sys.platform == "win32", reason="GitHub runs it with bash on Linux")
class TestIssue:
    """The script that keeps one issue up to date, run with a stand-in for GitHub's own program."""

    GH = """\
import json, os, sys
with open(os.environ["SAID"], "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["issue", "list"]:
    print(os.environ["ISSUE"])
"""

    def said(self, tmp_path, issue, found):
        """Give what the script asks GitHub to do, when the issue's number and state, or nothing, is known."""
        (step,) = [step for step in steps() if "gh issue" in step.get("run", "")]
        program = tmp_path / "gh"
        program.write_text(f"#!{sys.executable}\n{self.GH}", encoding="utf-8")
        program.chmod(0o755)
        (tmp_path / "report.md").write_text("Report\n", encoding="utf-8")
        surroundings = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "SAID": str(tmp_path / "said")}
        surroundings |= {"ISSUE": issue, "FOUND": found, "TITLE": step["env"]["TITLE"]}
        line = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        subprocess.run(line, check=True, cwd=tmp_path, env=surroundings)
        told = [json.loads(line) for line in (tmp_path / "said").read_text("utf-8").splitlines()]
        assert told[0][:4] == ["issue", "list", "--app", "github-actions"]
        return [words[1:] for words in told[1:]]

    def test_is_opened_when_there_is_something_to_do(self, tmp_path):
        assert self.said(tmp_path, "", "1") == [
            ["create", "--title", "Overdue reviews and dead links", "--body-file", "report.md"]
        ]

    def test_is_not_opened_for_nothing(self, tmp_path):
        assert self.said(tmp_path, "", "0") == []

    @pytest.mark.parametrize(
        ("state", "found", "then"),
        [("OPEN", "1", []), ("CLOSED", "1", ["reopen"]), ("OPEN", "0", ["close"]), ("CLOSED", "0", [])],
    )
    def test_is_brought_up_to_date_and_opened_or_closed(self, tmp_path, state, found, then):
        expected = [["edit", "7", "--body-file", "report.md"], *([word, "7"] for word in then)]
        assert self.said(tmp_path, f"7 {state}", found) == expected

    @pytest.mark.skipif(shutil.which("jq") is None, reason="reads the filter of gh, which has a jq of its own")
    @pytest.mark.parametrize(
        ("issues", "expected"),
        [
            ([], ""),
            ([{"number": 3, "state": "OPEN", "title": "Other"}], ""),
            ([{"number": n, "state": "OPEN", "title": "T"} for n in (3, 9, 5)], "9 OPEN"),
        ],
    )
    def test_is_known_by_its_title(self, issues, expected):
        (step,) = [step for step in steps() if "gh issue" in step.get("run", "")]
        (wanted,) = re.findall(r"ours='(.*)'", step["run"])
        done = subprocess.run(
            ["jq", "-r", wanted],
            input=json.dumps(issues),
            capture_output=True,
            encoding="utf-8",
            check=True,
            env=os.environ | {"TITLE": "T"},
        )
        assert done.stdout.strip() == expected

    @pytest.mark.parametrize(
        ("status", "report", "told"),
        [(0, "R", "found=0\n"), (1, "R", "found=1\n"), (1, "", ""), (2, "R", ""), (2, "", "")],
    )
    def test_is_only_written_when_the_look_succeeded(self, tmp_path, status, report, told):
        """A set-up that fails also ends with 1, but says nothing."""
        (step,) = [step for step in steps() if "scripts/links.py" in step.get("run", "")]
        (tmp_path / "python3").write_text(f"#!/bin/sh\nprintf '{report}'\nexit {status}\n", encoding="utf-8")
        (tmp_path / "python3").chmod(0o755)
        output = tmp_path / "output"
        output.touch()
        names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_REF_NAME")
        surroundings = dict.fromkeys(names, "x") | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
        surroundings |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
        done = subprocess.run(["bash", "-e", "-c", step["run"]], check=False, cwd=tmp_path, env=surroundings)
        assert (output.read_text("utf-8"), done.returncode == 0) == (told, bool(told))


class TestForms:
    """https://docs.github.com/en/communities: what GitHub does not understand, it does not show."""

    KINDS = frozenset({"markdown", "input", "textarea", "dropdown", "checkboxes"})

    @each_form
    def test_offers_the_words_of_the_vocabularies(self, path):
        model, tables, _ = catalogue.examine(REPOSITORY)
        text = path.read_text("utf-8")
        assert issue_forms.filled(text, model, tables) == text, "run python3 scripts/reference.py"

    def test_of_a_case_study_offers_them_where_records_are_tagged(self):
        text = (GITHUB / "ISSUE_TEMPLATE/case-study.yml").read_text("utf-8")
        chosen = re.findall(r"choices of case-studies\.(\w+):", text)
        assert chosen == ["setting_type", "key_features", "needs", "outcome"]

    @each_form
    def test_is_one_that_github_understands(self, path):
        form = read(path)
        assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "title", "body"}
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
        assert len(set(ids)) == len(ids)
        assert len(set(labels)) == len(labels)
        assert all(re.fullmatch(r"[\w-]+", name) for name in ids)
        for part in form["body"]:
            assert part["type"] in self.KINDS
            if part["type"] == "dropdown":
                options = part["attributes"]["options"]
                assert options
                assert len(set(options)) == len(options)
                assert "none" not in map(str.lower, options)

    @pytest.mark.parametrize("name", ["case-study", "correction"])
    def test_about_records_asks_that_nobody_can_be_recognised(self, name):
        form = read(GITHUB / f"ISSUE_TEMPLATE/{name}.yml")
        assert form["body"][0]["type"] == "markdown"
        assert "recognised" in form["body"][0]["attributes"]["value"]
        (boxes,) = [part for part in form["body"] if part["type"] == "checkboxes"]
        assert all(option["required"] == "true" for option in boxes["attributes"]["options"])
        assert boxes["attributes"]["options"][0]["label"].startswith("Nobody can be recognised")

    def test_are_the_only_way_to_open_an_issue(self):
        assert read(GITHUB / "ISSUE_TEMPLATE/config.yml")["blank_issues_enabled"] == "false"


class TestPullRequests:
    def test_are_asked_about_fields_that_exist(self):
        text = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
        model, _, _ = catalogue.examine(REPOSITORY)
        known = {name for table in model.tables.values() for name in table.by_name} | set(model.lists("case-studies"))
        named = re.findall(r"`([^`]+)`", text)
        assert {"names_changed", "consent_basis", "reviewed_on", "acknowledged"} <= set(named)
        assert [] == [name for name in named if name not in known and not can_be_given(name)]

    def test_have_owners_for_what_is_there(self):
        lines = [
            line.split()
            for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
            if line.strip("# ") and line[0] != "#"
        ]
        assert lines[0][0] == "*"
        for pattern, *owners in lines:
            assert owners
            assert all(map(_OWNER.fullmatch, owners)), owners
            assert pattern == "*" or (REPOSITORY / pattern.strip("/")).exists(), pattern


class TestGuide:
    def test_shows_an_annotation_as_it_is(self, tmp_path, capsys):
        """GitHub shows the title, and below it the message, whose lines come in one."""
        site = make_site(tmp_path / "site")
        replace(site, SCHOOL, "- attendance", "- atendance")
        assert main(["--site", str(site), "check", "--format", "github"]) == 1
        (command,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
        (title,) = re.findall(r"title=([^,:]*)::", command)
        shown = [title.replace("%3A", ":"), *command.rpartition("::")[2].split("%0A")]
        (block,) = _ANNOTATION.findall((REPOSITORY / "CONTRIBUTING.md").read_text("utf-8"))
        assert [line.strip() for line in block.splitlines()] == shown

    def test_names_what_the_workflows_make(self):
        text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
        (step,) = [step for step in steps() if "gh issue" in step.get("run", "")]
        assert f"*{step['env']['TITLE']}*" in " ".join(text.split())
        kept = [step["with"]["name"] for step in steps() if "actions/upload-artifact" in step.get("uses", "")]
        assert "site" in kept
        for _, _, job in jobs():
            name = job["name"].partition(" (")[0].partition(" on $")[0]
            assert f"**{name}**" in text or name in {"Build", "Deploy", "Look", "Tell"}


def test_updates_are_few_and_not_too_fresh():
    updates = read(GITHUB / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "github-actions"}
    for update in updates:
        assert int(update["cooldown"]["default-days"]) >= 7
        assert update["groups"]
        assert (REPOSITORY / update["directory"].strip("/")).is_dir()


class TestHooks:
    def hooks(self):
        (repository,) = read(HOOKS)["repos"]
        assert repository["repo"] == "local"
        return {hook["id"]: hook for hook in repository["hooks"]}

    def test_need_nothing_from_elsewhere(self):
        assert {hook["language"] for hook in self.hooks().values()} == {"system"}

    def test_give_commands_that_exist(self):
        assert all(can_be_given(hook["entry"]) for hook in self.hooks().values())

    @pytest.mark.parametrize(
        ("name", "hook"),
        [
            ("content/case-studies/brent.yml", "records"),
            ("content/toolkit/index.md", "records"),
            ("data/pledges/bi-borough.csv", "records"),
            ("data/resources.csv", "records"),
            ("data/schemas/case-studies.yml", "data-model"),
            ("data/vocabularies/needs.csv", "data-model"),
            ("data/datapackage.yml", "data-model"),
            ("data/safeguarding.yml", "data-model"),
            ("mkdocs.yml", ""),
        ],
    )
    def test_look_at_what_they_are_for(self, name, hook):
        assert is_there(name)
        fitting = [
            key
            for key, it in self.hooks().items()
            if "files" in it
            and re.search(it["files"], name)
            and not ("exclude" in it and re.search(it["exclude"], name))
        ]
        assert fitting == [hook] * bool(hook)


def test_the_linter_mends_and_says_so(tmp_path):
    (tmp_path / "__init__.py").write_text('"""A package."""\n', encoding="utf-8")
    wrong = tmp_path / "wrong.py"
    wrong.write_text('"""A module."""\n\nx = {  "a":1 }\n', encoding="utf-8")
    lint = [sys.executable, str(REPOSITORY / "scripts/lint.py"), str(wrong)]
    assert subprocess.run(lint, check=False, cwd=REPOSITORY, capture_output=True).returncode == 1
    assert wrong.read_text("utf-8") == '"""A module."""\n\nx = {"a": 1}\n'
    assert subprocess.run(lint, check=False, cwd=REPOSITORY, capture_output=True).returncode == 0
