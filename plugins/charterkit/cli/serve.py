"""`charterkit serve`: the site in a browser, and again after every change."""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import socket
from typing import TYPE_CHECKING

from charterkit import report
from charterkit.problems import CharterkitError, WrongUse

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_PORT = re.compile(r"[0-9]{1,5}")
_LAST = 65535


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("serve", help="show the site in a browser, and again after every change")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where (default: %(default)s)")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve the site at `root` until interrupted, and give the exit status."""
    host, port = where(options.address)
    tried(host, port)
    from charterkit.mkdocs.command import serve  # noqa: PLC0415 - MkDocs takes a while to import

    os.chdir(root)
    return serve(root / "mkdocs.yml", address=options.address)


def where(address: str) -> tuple[str, int]:
    """Give the host and the port of an address. Raises `WrongUse` for one that MkDocs cannot use."""
    host, _, port = address.rpartition(":")
    host = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if _PORT.fullmatch(port) and 0 < int(port) <= _LAST:
        if host == "localhost":
            return host, int(port)
        try:
            return str(ipaddress.ip_address(host)), int(port)
        except ValueError:
            pass
    raise WrongUse(
        f"`{report.safe(address)}` is not an address to serve at. Write the number of a host and of a port, up to"
        f" {_LAST}, for example 127.0.0.1:8001."
    )


def tried(host: str, port: int) -> None:
    """Raise `CharterkitError` where nothing can be served at an address: better said now than after a whole build."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            if os.name == "posix":  # as the server does: elsewhere it would mean that two may serve at once
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            trial.listen()
    except OSError as error:
        why = "something else is served there" if error.errno == errno.EADDRINUSE else f"{error.strerror}"
        raise CharterkitError(
            f"charterkit: nothing can be served at {host}:{port} ({why}). Name another port, for example --address"
            f" {f'[{host}]' if ':' in host else host}:{port + 1 if port < _LAST else port - 1}"
        ) from None
