"""The command from end to end, against a host on this machine."""

import json
import socket

import pytest

from charterkit import cli
from tests.editing import CHARTER, SCHOOL, replace, write
from tests.unit.links.serving import serving


@pytest.fixture
def host():
    with serving({"/gone": 404, "/old": (301, "/new"), "/odd": 403}) as host:
        yield host


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine(monkeypatch):
    """The names that the small site leads to cannot be looked up."""
    lookup = socket.getaddrinfo

    def look_up(name, *arguments, **more):
        if name != "127.0.0.1":
            raise socket.gaierror(socket.EAI_AGAIN, "not in a test")
        return lookup(name, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def links(site, capsys, *arguments):
    status = cli.main(["--site", str(site), "links", "--private", "--pause", "0", *arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def page(site, host):
    """A page with one link, which the test names."""

    def with_link(path):
        write(site, "content/about.md", f"[A link]({host.address}{path})")
        return site

    return with_link


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/there", (0, [])), ("/gone", (1, ["dead"])), ("/old", (1, ["moved"])), ("/odd", (0, ["unsure"]))],
)
def test_ends_by_whether_there_is_something_to_do(page, host, capsys, path, expected):
    ended, printed, _ = links(page(path), capsys, "--format", "json")
    told = [entry["verdict"] for entry in json.loads(printed)["addresses"] if entry["address"] == host.address + path]
    assert (ended, told) == expected


def test_tells_what_is_overdue(page, capsys):
    site = page("/there")
    replace(site, CHARTER, "review_due: 2027-04-01", "review_due: 2026-05-01")
    status, printed, _ = links(site, capsys, "--format", "json")
    assert status == 1
    assert [(entry["path"], entry["rule"]) for entry in json.loads(printed)["overdue"]] == [(CHARTER, "review-due")]
    assert links(site, capsys, "--today", "2026-05-01")[0] == 0


def test_does_not_tell_of_other_mistakes(page, capsys):
    """They are for the check; a look at the links goes on."""
    site = page("/there")
    replace(site, SCHOOL, "cost_band: low", "cost_band: lwo")
    status, printed, _ = links(site, capsys)
    assert status == 0
    assert "lwo" not in printed


def test_asks_nobody_in_a_private_network_unless_told_to(page, host, capsys):
    assert cli.main(["--site", str(page("/there")), "links", "--pause", "0"]) == 1
    assert "it is not on the public internet" in capsys.readouterr().out
    assert host.asked == []


def test_fails_where_nothing_could_be_read(page, host, capsys):
    """Which is not the same as having found something."""
    site = page("/gone")
    write(site, "data/datapackage.yml", "resources: []\n")
    status, printed, error = links(site, capsys)
    assert (status, printed) == (2, "")
    assert "data/datapackage.yml" in error
    assert host.asked == []


def test_takes_no_other_word_for_a_day(site, capsys):
    assert links(site, capsys, "--today", "tomorrow")[0] == 2
