"""What Frictionless says of tables, whether a copy of the process asks it or not."""

import json
import signal
import subprocess
import sys

import pytest

from charterkit import aside
from charterkit.check.judge import Fault, Judge, judged
from tests.editing import SCHOOL, replace

needs_copies = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")

FIELDS = [
    {"name": "id", "type": "string", "constraints": {"required": True}},
    {"name": "size", "type": "integer", "constraints": {"maximum": 9}},
]
SCHEMA = json.dumps({"fields": FIELDS, "primaryKey": ["id"]})
NAMES = ("id", "size")

APART = """
import sys
from pathlib import Path
from charterkit import catalogue
_, _, problems = catalogue.examine(Path(sys.argv[1]))
print("frictionless" in sys.modules)
print(*problems, sep="\\n")
"""


def told(site, before=""):
    """Give what an examination in a fresh process finds, and whether that process had to import Frictionless."""
    done = subprocess.run(
        [sys.executable, "-c", before + APART, str(site)], check=True, capture_output=True, encoding="utf-8"
    )
    assert "" == done.stderr
    imported, *problems = done.stdout.splitlines()
    return imported, problems


def test_faults_are_plain_and_name_the_row():
    found = judged(SCHEMA, NAMES, (("a", "1"), ("a", "12"), ("b", "")))
    assert ["primary-key", "constraint-error"] == sorted({fault.type for fault in found}, reverse=True)
    assert {1} == {fault.row for fault in found}
    assert all(type(value) in {str, int} for fault in found for value in fault)


def test_a_schema_that_cannot_be_used_is_a_fault_of_no_row():
    (fault,) = judged(json.dumps({"fields": [{"name": "a", "type": "nonsense"}]}), ("a",), (("x",),))
    assert fault.row is None
    assert fault.note


@needs_copies
class TestCopy:
    @pytest.fixture(autouse=True)
    def _copies(self, monkeypatch):
        """Frictionless is not here, and no other test has left threads behind."""
        monkeypatch.setattr(aside, "possible", lambda: True)
        monkeypatch.delitem(sys.modules, "frictionless")

    def test_gives_the_same_faults(self):
        question = (SCHEMA, NAMES, (("a", "1"), ("a", "12"), ("", "2")))
        with Judge() as judge:
            assert judge.process
            judge.ask([question])
            (found,) = judge.faults()
        assert found == judged(*question)
        assert isinstance(found[0], Fault)

    def test_is_gone_whether_it_was_asked_or_not(self):
        with Judge() as judge:
            pass
        assert judge.process
        assert not judge.process.is_alive()

    def test_that_died_is_done_without(self):
        with Judge() as judge:
            assert judge.process
            judge.process.kill()
            judge.process.join()
            judge.ask([(SCHEMA, NAMES, (("a", "1"),))])
            assert [()] == judge.faults()


@needs_copies
def test_the_copy_ends_with_a_process_that_is_killed():
    """As CI does with a build that takes too long. What it would have said goes where its origin's words went."""
    killed = "import os, signal; from charterkit.check.judge import Judge; judge = Judge(); assert judge.process; "
    killed += "os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", killed], check=False, capture_output=True, timeout=20)
    assert -signal.SIGKILL == done.returncode
    assert b"" == done.stderr


@needs_copies
def test_a_fresh_process_leaves_frictionless_to_its_copy(site):
    """And finds the same problems."""
    replace(site, SCHOOL, "tier: universal", "tier: universall")
    replace(site, SCHOOL, "value: 210", "value: many")
    imported, problems = told(site)
    assert "False" == imported
    assert 2 == len([line for line in problems if line.startswith(SCHOOL)])
    assert ("True", problems) == told(site, "from charterkit import aside; aside.possible = lambda: False")
