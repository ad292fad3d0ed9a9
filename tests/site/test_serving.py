"""`charterkit serve` shows the site, and again after every change; a mistake takes nothing down."""

import contextlib
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.site.building import replaced, surroundings

PATIENCE = 60
"""Seconds: a change is seen after a second or two, and later on a loaded machine."""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def fetched(address):
    """Give what stands at an address, or nothing while nobody answers there."""
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{address}", timeout=5) as answer:
        return answer.read().decode("utf-8")
    return ""


def wait_for(words, read, what):
    """Wait until `words` are in what `read(what)` gives."""
    end = time.monotonic() + PATIENCE
    while words not in read(what):
        if time.monotonic() > end:
            pytest.fail(f"{words!r} did not come to {what} in {PATIENCE} seconds.")
        time.sleep(0.2)


@pytest.mark.parametrize("program", ["charterkit", "mkdocs"])
def test_a_served_site_follows_changes_and_outlives_mistakes(site, tmp_path, program):
    """The last good version stays until the mistake is mended; the published folder is never touched."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    option = {"charterkit": "--address", "mkdocs": "--dev-addr"}[program]
    told = tmp_path / "told.txt"
    with told.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", program, "serve", option, address],
            cwd=site,
            env=surroundings(),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        page = f"{address}/fork/case-studies/example-college/"
        wait_for("A quiet room that stays open", fetched, page)
        assert "A seat at every table" in fetched(f"{address}/fork/library/")
        name = "content/case-studies/example-college.yml"
        replaced(site, name, "A quiet room that stays open", "A room that stays quiet")
        wait_for("A room that stays quiet", fetched, page)
        replaced(site, name, "setting_type: secondary", "setting_type: secondry")
        wait_for("Did you mean `secondary`?", Path.read_text, told)
        assert "A room that stays quiet" in fetched(page)
        replaced(site, name, "setting_type: secondry", "setting_type: secondary")
        replaced(site, name, "A room that stays quiet", "A room with a third title")
        wait_for("A room with a third title", fetched, page)
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(30)
    assert not (site / "site").exists()
    assert not re.search("Traceback", told.read_text("utf-8"))
