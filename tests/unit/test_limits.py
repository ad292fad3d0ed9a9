"""What is meant to exhaust the machine is refused at once: in under a second, and in less than 200 MB more."""

import json
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY, make_site

SECONDS = 1.0
MEGABYTES = 200
RECORD = "content/case-studies/bomb.yml"
ROWS = "data/pledges/bomb.csv"

# In a process of its own, whose memory is limited: a check that would take more ends there, and not the machine.
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from charterkit import catalogue
root, name, raw = Path(sys.argv[1]), sys.argv[2], sys.stdin.buffer.read()
catalogue.examine(root)  # what everything takes that is right
before, start = resource.getrusage(resource.RUSAGE_SELF), time.process_time()
catalogue.examine(root)
usual = time.process_time() - start
(root / name).write_bytes(raw)
start = time.process_time()
_, _, problems = catalogue.examine(root)
taken = time.process_time() - start
after = resource.getrusage(resource.RUSAGE_SELF)
json.dump({
    "seconds": taken - usual,
    "megabytes": (after.ru_maxrss - before.ru_maxrss) / 1024,
    "problems": [[p.path, p.line, p.rule] for p in problems],
}, sys.stdout)
"""


def laughs():
    """Give aliases that multiply: nine levels of ten are a billion texts."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


def merges():
    """Give merge keys that multiply."""
    lines = ["m0: &m0 {a: 1}"]
    lines += [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}" for n in range(1, 30)]
    return "\n".join(lines).encode()


BOMBS = {
    "aliases that multiply": (RECORD, laughs(), "alias"),
    "merge keys that multiply": (RECORD, merges(), "alias"),
    "an anchor in itself": (RECORD, b"a: &a [*a]", "alias"),
    "open brackets": (RECORD, b"[" * 60_000, "too-deep"),
    "open braces": (RECORD, b"{a: " * 15_000, "too-deep"),
    "dashes": (RECORD, b"- " * 30_000, "too-deep"),
    "nested keys": (RECORD, "\n".join(" " * n + "a:" for n in range(340)).encode(), "too-deep"),
    "question marks": (RECORD, b"? " * 30_000, "too-deep"),
    "many keys": (RECORD, b"\n".join(b"k%d: v" % n for n in range(7_000)), "unknown-key"),
    "one key again and again": (RECORD, b"title: a\n" * 7_000, "duplicate-key"),
    "a text that never closes": (RECORD, b'title: "' + b"a " * 30_000, "yaml-quote"),
    "a tag that makes an object": (RECORD, b"title: !!python/object/apply:os.system [ls]", "tag"),
    "many documents": (RECORD, b"---\na: b\n" * 6_000, "two-documents"),
    "a large file": (RECORD, b"title: " + b"a" * 100_000_000, "too-large"),
    "a number without an end": (RECORD, b"title: A\nstatus: published\npublished_on: " + b"9" * 60_000, "type"),
    "zeros": (RECORD, b"\0" * 60_000, "encoding"),
    "UTF-16": (RECORD, "title: A seat".encode("utf-16"), "encoding"),
    "UTF-32": (RECORD, "title: A seat".encode("utf-32"), "encoding"),
    "UTF-7": (RECORD, b"title: +ADw-script+AD4-\n", "required"),
    "Latin-1": (RECORD, "title: Caf\xe9".encode("latin-1"), "encoding"),
    "surrogates": (RECORD, b"title: \xed\xa0\x80", "encoding"),
    "overlong letters": (RECORD, b"title: \xc0\xaf", "encoding"),
    "a huge table": (ROWS, b"id,organisation\n" + b"a,b\n" * 10_000_000, "too-large"),
    "a table of one line": (ROWS, b"id" + b",a" * 7_000_000, "csv-header"),
    "a row of many cells": (ROWS, b"id,organisation\n" + b"a," * 7_000_000, "csv-header"),
    "a table of columns": (ROWS, b"id" + b",a" * 200_000, "csv-header"),
    "commas": (ROWS, b"id,organisation\n" + b"a," * 40_000 + b"a\n", "csv-cells"),
    "a cell without an end": (ROWS, b'id,organisation\na,"' + b"a" * 15_000_000, "csv"),
    "a quote again and again": (ROWS, b"id,organisation\n" + b'"' * 15_000_000, "csv"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to set")
@pytest.mark.parametrize(("name", "raw", "rule"), BOMBS.values(), ids=BOMBS)
def test_it_is_refused_in_its_place(tmp_path, name, raw, rule):
    root = make_site(tmp_path / "small")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root), name],
        input=raw,
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    assert {path for path, _, _ in told["problems"]} == {name}
    assert rule in {found for _, _, found in told["problems"]}
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEGABYTES
