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

from charterkit.cli import main, serve
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


@pytest.mark.parametrize(
    "address", ["foo", "127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:", "example.org:80", ":::8000x"]
)
def test_what_is_no_address_is_refused_in_a_sentence(site, address, capsys):
    assert main(["--site", str(site), "serve", "--address", address]) == 2
    assert f"charterkit: `{address}` is not an address to serve at." in capsys.readouterr().err


@pytest.mark.parametrize("address", ["localhost:8000", "0.0.0.0:1", "[::1]:65535"])
def test_what_mkdocs_can_use_is_an_address(address):
    assert address.rpartition(":")[0].strip("[]") == serve.where(address)[0]


def test_that_a_port_is_taken_is_said_before_anything_is_built(site, capsys):
    replaced(site, "mkdocs.yml", "site_name:", "site_nmae:")  # would be told, were it read
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--site", str(site), "serve", "--address", f"127.0.0.1:{port}"]) == 1
    said = capsys.readouterr().err
    assert f"nothing can be served at 127.0.0.1:{port} (something else is served there)" in said
    assert f"--address 127.0.0.1:{port + 1 if port < 65535 else port - 1}" in said
    assert said.count("\n") == 1
