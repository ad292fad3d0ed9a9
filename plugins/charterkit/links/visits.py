"""Asks the hosts that a site leads to whether its addresses are still there, politely and without being led astray.

Addresses come from strangers, and so do answers. Only `http` and `https` are spoken, only with hosts on the public
internet (the number that was judged is the one that is called, so a name cannot change its meaning in between), and a
redirect is judged like any address. Nothing of a page is read: its status and its new address are all that is wanted.
One host gets one question at a time, with a pause between; one that does not answer, or asks for quiet, is left alone.
"""

from __future__ import annotations

import enum
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from charterkit import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AGENT = f"charterkit/{__version__} (looks whether links still lead somewhere)"

_MOST_REDIRECTS = 5
_MOST_SILENCES = 2
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address, as networks with IPv6 alone write it


class Verdict(enum.Enum):
    """What came of asking for an address."""

    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its reason in words; `to` is the address to write instead, where it has moved."""

    verdict: Verdict
    said: str = ""
    to: str = ""


_UNLOOKED = "its name could not be looked up"
_NO_HOST = Answer(Verdict.DEAD, "there is no host of this name")
_UNKNOWN = Answer(Verdict.UNSURE, _UNLOOKED)


class _Settled(Exception):
    """The answer is known, and nothing more needs to be asked."""

    def __init__(self, verdict: Verdict, said: str) -> None:
        super().__init__(said)
        self.answer = Answer(verdict, said)


@dataclass
class _Host:
    """What is known of a host: when it may be asked again, how often it was silent, and what is true of all of it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    silences: int = 0
    answer: Answer | None = None


class Visitor:
    """Asks for addresses."""

    def __init__(
        self,
        *,
        private: bool = False,
        timeout: float = 15.0,
        longest: float = 30.0,
        pause: float = 1.0,
        at_once: int = 6,
    ) -> None:
        """Ask `at_once` hosts at the same time, each again after a `pause`; times are in seconds.

        `timeout` is how long a host may be silent, `longest` how long one answer may take. With `private`, hosts in
        private networks and this machine itself are asked too.
        """
        self.private = private
        self.timeout = timeout
        self.longest = longest
        self.pause = pause
        self.at_once = at_once
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()
        self._looked_up = False
        self.context = ssl.create_default_context()

    def visit(self, addresses: Iterable[str]) -> dict[str, Answer]:
        """Give the answer for each of the addresses; what differs only after a `#` is asked for once."""
        listed = list(addresses)
        by_host: dict[str, list[str]] = {}
        for address in dict.fromkeys(address.partition("#")[0] for address in listed):
            by_host.setdefault(_host_of(address), []).append(address)
        with ThreadPoolExecutor(self.at_once) as pool:
            asked = dict(pair for pairs in pool.map(self._all, by_host.values()) for pair in pairs)
        if not self._looked_up:  # then it is the way there that is missing, not all of the hosts
            asked = {address: _UNKNOWN if answer == _NO_HOST else answer for address, answer in asked.items()}
        return {address: _with_fragment(asked[address.partition("#")[0]], address) for address in listed}

    def _all(self, addresses: list[str]) -> list[tuple[str, Answer]]:
        return [(address, self._one(address)) for address in addresses]

    def _one(self, address: str) -> Answer:
        try:
            return self._follow(_written(address))
        except _Settled as settled:
            return settled.answer

    def _follow(self, address: str) -> Answer:
        """Ask for an address, and for where it leads on to; raises `_Settled`."""
        here, instead, permanent = address, address, True
        for _ in range(_MOST_REDIRECTS + 1):
            status, location = self._status(here)
            if status not in _REDIRECTS:
                return _judged(status, address, here, instead)
            if not location:
                raise _Settled(Verdict.UNSURE, f"{_named(status)}, but not to where")
            here = _written(_joined(here, location))
            permanent = permanent and status in _PERMANENT
            if permanent:
                instead = here
        raise _Settled(Verdict.UNSURE, "it leads on and on, or round in a circle")

    def _status(self, address: str) -> tuple[int, str]:
        """Give the status of an address and where it leads on to: of its head, or of itself if the head is refused."""
        status, location = self._ask("HEAD", address)
        if status >= HTTPStatus.BAD_REQUEST and status != HTTPStatus.TOO_MANY_REQUESTS:
            status, location = self._ask("GET", address)
        return status, location

    def _ask(self, method: str, address: str) -> tuple[int, str]:
        parts = urlsplit(address)
        with self._turn(_host_of(address)) as host:
            connection = _Connection(parts, self)
            overdue = threading.Timer(self.longest, connection.cut)
            overdue.start()
            try:
                status, location = connection.ask(method, parts)
            except _Settled as settled:
                if settled.answer.verdict is Verdict.DEAD:  # the host has no such name, or none that is public
                    host.answer = settled.answer
                raise
            except ssl.SSLCertVerificationError as error:
                host.answer = Answer(Verdict.UNSURE, f"its certificate is not right ({error.verify_message})")
                raise _Settled(Verdict.UNSURE, host.answer.said) from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                said = _silence(error, cut=connection.was_cut)
                host.silences += 1
                if host.silences >= _MOST_SILENCES:
                    host.answer = Answer(Verdict.UNSURE, said)
                raise _Settled(Verdict.UNSURE, said) from None
            finally:
                overdue.cancel()
                connection.close()
            host.silences = 0
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                host.answer = Answer(Verdict.UNSURE, _named(status))
            return status, location

    @contextmanager
    def _turn(self, name: str) -> Iterator[_Host]:
        """Wait until the host may be asked; raises `_Settled` where it need not be."""
        with self._guard:
            host = self._hosts.setdefault(name, _Host())
        with host.lock:
            if host.answer:
                raise _Settled(host.answer.verdict, host.answer.said)
            time.sleep(max(host.free_at - time.monotonic(), 0))
            try:
                yield host
            finally:
                host.free_at = time.monotonic() + self.pause

    def reach(self, host: str, port: int) -> socket.socket:
        """Connect to a host, but only if every number that its name stands for is on the public internet."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
                raise _Settled(_NO_HOST.verdict, _NO_HOST.said) from None
            raise
        self._looked_up = self._looked_up or not _is_number(host)
        numbers = [str(entry[4][0]) for entry in found]
        if not self.private and not all(map(is_public, numbers)):
            raise _Settled(Verdict.DEAD, "it is not on the public internet")
        failed: OSError = OSError()
        for number in numbers:
            try:
                return socket.create_connection((number, port), self.timeout)
            except OSError as error:
                failed = error
        raise failed


class _Connection:
    """A connection for one question."""

    def __init__(self, parts: SplitResult, visitor: Visitor) -> None:
        self.was_cut = False
        self._visitor = visitor
        secure = parts.scheme == "https"
        self._port = parts.port or (http.client.HTTPS_PORT if secure else http.client.HTTP_PORT)
        self._name = parts.hostname or ""
        self._context = visitor.context if secure else None
        self._http = http.client.HTTPConnection(self._name, self._port, timeout=visitor.timeout)

    def ask(self, method: str, parts: SplitResult) -> tuple[int, str]:
        """Give the status and the `Location` of an answer, and read no more of it."""
        connected = self._visitor.reach(self._name, self._port)
        self._http.sock = connected
        if self._context:
            wrapped = self._context.wrap_socket(connected, server_hostname=self._name, do_handshake_on_connect=False)
            self._http.sock = wrapped
            wrapped.do_handshake()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        usual = http.client.HTTPS_PORT if self._context else http.client.HTTP_PORT
        name = f"[{self._name}]" if ":" in self._name else self._name
        headers = {
            "Host": name if self._port == usual else f"{name}:{self._port}",
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Connection": "close",
        }
        self._http.request(method, target, headers=headers)
        answer = self._http.getresponse()
        return answer.status, (answer.getheader("Location") or "").encode("latin-1").decode("utf-8", "replace")

    def cut(self) -> None:
        """End a talk that takes too long, from another thread."""
        self.was_cut = True
        if self._http.sock:
            with suppress(OSError):
                self._http.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()


def is_public(number: str) -> bool:
    """Say whether an IP address is on the public internet; one that carries another inside is what that one is."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inside is None and address in _TRANSLATED:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return address.is_global and not address.is_multicast


def _is_number(host: str) -> bool:
    """Say whether a host is named by its number, which is not looked up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _joined(here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError:
        raise _Settled(Verdict.UNSURE, "it leads on to what is not an address") from None


def _written(address: str) -> str:
    """Give an address as it is sent; raises `_Settled` for one that nobody could follow, or that we do not."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
        if parts.scheme.lower() not in {"http", "https"}:
            raise _Settled(Verdict.DEAD, "it leads to something else than a web page")
        host = _named_host(parts.hostname or "")
    except ValueError:
        raise _Settled(Verdict.DEAD, "this is not an address") from None
    if port == 0:
        raise _Settled(Verdict.DEAD, "this is not an address")
    if parts.username is not None or parts.password is not None:
        raise _Settled(Verdict.UNSURE, "it has a user name in it, which belongs in no public address")
    where = f"[{host}]" if ":" in host else host
    where = f"{where}:{port}" if port else where
    return SplitResult(parts.scheme.lower(), where, _quoted(parts.path), _quoted(parts.query), "").geturl()


def _named_host(written: str) -> str:
    """Give a host's name as it is looked up; raises `ValueError` for what cannot be one."""
    if ":" in written:
        return str(ipaddress.IPv6Address(written))
    name = written.encode("idna").decode()
    if not _HOST.fullmatch(name):
        raise ValueError(written)
    return name


def _quoted(part: str) -> str:
    return quote(part, safe=_IN_ADDRESSES)


def _host_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = parts.port or parts.scheme
    except ValueError:  # is no address, and will not be asked for
        return ""
    return f"{parts.hostname or ''}:{port}"


def _judged(status: int, asked: str, last: str, instead: str) -> Answer:
    if status in _GONE:
        return Answer(Verdict.DEAD, _named(status))
    if status >= HTTPStatus.BAD_REQUEST:
        return Answer(Verdict.UNSURE, _named(status))
    if not _is_start(asked) and _is_start(last):
        return Answer(Verdict.UNSURE, "it leads to a start page now")
    if instead != asked:
        return Answer(Verdict.MOVED, "it has moved for good", instead)
    return Answer(Verdict.FINE)


def _is_start(address: str) -> bool:
    parts = urlsplit(address)
    return unquote(parts.path) in {"", "/"} and not parts.query


def _named(status: int) -> str:
    """Name a status in the words of the standard; those of the host may say anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def _silence(error: Exception, *, cut: bool) -> str:
    if cut or isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, socket.gaierror):
        return _UNLOOKED
    if isinstance(error, ConnectionRefusedError):
        return "it takes no connections"
    if isinstance(error, ssl.SSLError):
        return "no secure connection could be made"
    return "it gave no answer that could be understood" if not isinstance(error, OSError) else "it could not be reached"


def _with_fragment(answer: Answer, address: str) -> Answer:
    fragment = address.partition("#")[2]
    return Answer(answer.verdict, answer.said, f"{answer.to}#{_quoted(fragment)}") if answer.to and fragment else answer
