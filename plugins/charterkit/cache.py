"""Remembers what was worked out, so that what did not change is not worked out again.

The key of an entry is a hash of everything that it was made from: for a page the view (which holds the record and all
that the page says of others), the templates and the engine's own code. The file can be deleted at any time; one that
cannot be used is ignored.

Nobody else can put an entry there: hashes are made with a secret of this machine (`_secret`), so a cache that comes
with a pull request holds nothing that is found. Values are text and bytes, never pickled objects.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import io
import pickle  # for hashing only; nothing is ever unpickled
import secrets
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from platformdirs import user_cache_path

import charterkit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

_ENGINE = Path(charterkit.__file__).parent
_SECRET_BYTES = 32


class Cache:
    """The cache of one site, in the file `path`."""

    def __init__(self, path: Path, shared: Collection[type] = ()) -> None:
        """Nothing is read before `begin`.

        `shared` are classes of what many keys hold the same objects of: each of those is hashed once.
        """
        self.path = path
        self._shares = dict.fromkeys(shared, self._once)
        self._prefix = b""
        self._secret = b""
        self._known: dict[bytes, bytes] = {}
        self._used: dict[bytes, bytes] = {}
        self._shared: dict[int, tuple[object, str]] = {}

    def begin(self, fingerprint: bytes) -> None:
        """Read what is there. Entries made with another `fingerprint` or engine will not be found."""
        self._prefix = fingerprint + engine_fingerprint()
        self._secret = _secret()
        try:
            with self._open() as database:
                self._known = dict(database.execute("SELECT key, value FROM entries"))
        except (sqlite3.Error, OSError):
            self._known = {}
            self._discard()

    def text(self, made_from: Any, make: Callable[[], str]) -> str:  # noqa: ANN401 - any plain object
        """Give what `make` gave before for an equal `made_from`, or make it."""
        return self.data(made_from, lambda: make().encode()).decode()

    def data(self, made_from: Any, make: Callable[[], bytes]) -> bytes:  # noqa: ANN401 - any plain object
        """Give what `make` gave before for an equal `made_from`, or make it."""
        return self.data_at(self.key(made_from), make)

    def data_at(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Give what `make` gave before under the same `key`, or make it."""
        value = self._known.get(key)
        if value is None:
            value = make()
        self._used[key] = value
        return value

    def key(self, made_from: Any) -> bytes:  # noqa: ANN401 - any plain object
        """Give the hash under which what was made from `made_from` is remembered."""
        digest = hashlib.blake2b(self._prefix, digest_size=20, key=self._secret)
        written = io.BytesIO()
        pickler = pickle.Pickler(written, protocol=5)
        pickler.dispatch_table = {**copyreg.dispatch_table, **self._shares}
        pickler.dump(made_from)
        digest.update(written.getbuffer())
        return digest.digest()

    def _once(self, obj: object) -> tuple[type[str], tuple[str]]:
        """Give what stands in a key for an object of a shared class."""
        if id(obj) not in self._shared:
            digest = hashlib.blake2b(pickle.dumps(obj, protocol=5), digest_size=20).hexdigest()
            self._shared[id(obj)] = obj, digest  # the object too, so that its id stays its own
        return str, (self._shared[id(obj)][1],)

    def find(self, key: bytes) -> bytes | None:
        """Give an entry, or None."""
        self.keep(key)
        return self._known.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Remember an entry."""
        self._used[key] = value

    def keep(self, key: bytes) -> None:
        """Do not forget an entry, though nobody needs it now."""
        if key in self._known:
            self._used[key] = self._known[key]

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
            self._discard()

    def _discard(self) -> None:
        with contextlib.suppress(OSError):  # what cannot be read or removed is done without
            self.path.unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        return database


def compiled_templates(kind: str) -> BytecodeCache | None:
    """Give where Jinja keeps what it made of templates, which saves a tenth of a rebuild; None where that cannot be.

    `kind` parts environments whose templates compile differently. What is kept is code, so it stands in a folder of
    this machine's user, and never in the site's, which strangers may fill.
    """
    folder = user_cache_path("charterkit") / "templates" / f"{kind}-{version('jinja2')}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder))


class _Compiled(FileSystemBytecodeCache):
    """Does without what cannot be kept."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _secret() -> bytes:
    """Give this machine's secret, and make it if there is none yet; where it cannot be kept, it is good for one run."""
    path = user_cache_path("charterkit") / "secret"
    try:
        found = path.read_bytes()
        if len(found) == _SECRET_BYTES:
            return found
    except OSError:
        pass
    made = secrets.token_bytes(_SECRET_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(made)
    except OSError:
        return made
    return made


def engine_fingerprint() -> bytes:
    """Give a hash of the engine's code, so that a change to it makes everything anew."""
    digest = hashlib.blake2b(charterkit.__version__.encode(), digest_size=16)
    for path in sorted(_ENGINE.rglob("*")):
        if path.suffix in {".py", ".typ", ".ttf", ".svg"}:
            digest.update(path.relative_to(_ENGINE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
