"""Remembers what was rendered, so that what did not change is not rendered again.

The key of an entry is a hash of everything that it was made from: the view (which holds the record and all that the
page says of others), the templates, and the engine's own code. The file can be deleted at any time; one that cannot be
used is ignored. It holds text and bytes only, never pickled objects: a file that somebody put there cannot run.
"""

from __future__ import annotations

import hashlib
import pickle  # for hashing only; nothing is ever unpickled
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import charterkit

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGINE = Path(charterkit.__file__).parent


class Cache:
    """The cache of one site, in the file `path`."""

    def __init__(self, path: Path) -> None:
        """Nothing is read before `begin`."""
        self.path = path
        self._prefix = b""
        self._known: dict[bytes, bytes] = {}
        self._used: dict[bytes, bytes] = {}

    def begin(self, fingerprint: bytes) -> None:
        """Read what is there. Entries made with another `fingerprint` (of the templates) or engine will not be found."""
        self._prefix = fingerprint + engine_fingerprint()
        try:
            with self._open() as database:
                self._known = dict(database.execute("SELECT key, value FROM entries"))
        except (sqlite3.Error, OSError):
            self._known = {}

    def text(self, made_from: Any, make: Callable[[], str]) -> str:  # noqa: ANN401 - any plain object
        """Give what `make` gave before for an equal `made_from`, or make it."""
        return self.data(made_from, lambda: make().encode()).decode()

    def data(self, made_from: Any, make: Callable[[], bytes]) -> bytes:  # noqa: ANN401 - any plain object
        """Give what `make` gave before for an equal `made_from`, or make it."""
        digest = hashlib.blake2b(self._prefix, digest_size=20)
        digest.update(pickle.dumps(made_from, protocol=5))
        key = digest.digest()
        value = self._known.get(key)
        if value is None:
            value = make()
        self._used[key] = value
        return value

    def end(self) -> None:
        """Write what was made, and forget what was not used."""
        new = [(key, value) for key, value in self._used.items() if key not in self._known]
        stale = [(key,) for key in self._known if key not in self._used]
        if not new and not stale:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as database:
                database.executemany("DELETE FROM entries WHERE key = ?", stale)
                database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", new)
        except (sqlite3.Error, OSError):
            self.path.unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        return database


def engine_fingerprint() -> bytes:
    """Give a hash of the engine's code, so that a change to it makes everything anew."""
    digest = hashlib.blake2b(charterkit.__version__.encode(), digest_size=16)
    for path in sorted(_ENGINE.rglob("*")):
        if path.suffix in {".py", ".typ", ".ttf", ".svg"}:
            digest.update(path.relative_to(_ENGINE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
