"""The scripts' own Python environments: made once from a lock file, entered in milliseconds from then on.

`.venv-site` has what building the site needs, `.venv-test` what the tests need besides. Each carries a stamp
that says what it was made from; while the stamp is right, nothing is checked or installed. Only Python's standard
library is used here, because this runs before anything is installed, and little of it, because it runs every time;
the work itself is in `_set_up`.
"""

import sys

# Comes first, and the whole file keeps to syntax that older Pythons parse: whoever starts it with one of those
# reads this sentence and not a SyntaxError.
if sys.version_info < (3, 11):  # noqa: UP036 - for exactly those who run it with an older one
    sys.exit(
        "Charterkit needs Python 3.11 or newer, and this is Python {}.{}. Install a newer one from "
        "https://www.python.org/downloads/ and start the script with it, for example: "
        "python3.12 scripts/build.py".format(*sys.version_info[:2])
    )

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent

Kind = Literal["site", "test"]


class SetUpFailed(SystemExit):
    """The environment cannot be made. An ordinary end: Python prints the message, one paragraph, and no traceback."""


class Stamp(NamedTuple):
    """What an environment was made from; two equal stamps mean that there is nothing to do."""

    locked: str
    """Digest of the lock file, the kind of Python and the place: when it changes, all is made anew."""
    engine: str
    """Digest of pyproject.toml: when only that changes, the engine alone is installed again."""

    @classmethod
    def read(cls, file: Path) -> "Stamp | None":
        """The stamp in `file`, or None where there is none that can be read."""
        try:
            return cls(*file.read_text(encoding="utf-8").split())
        except (OSError, ValueError, TypeError):
            return None

    def write(self, file: Path) -> None:
        """Keep the stamp in `file`."""
        file.write_text(f"{self.locked}\n{self.engine}\n", encoding="utf-8")


class Environment:
    """One of the environments, made or not yet."""

    def __init__(self, kind: Kind, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / f".venv-{kind}"
        self.lock = root / "requirements" / f"{kind}.txt"
        # Written last, when all else has succeeded.
        self.stamp = self.folder / "charterkit-stamp"
        self.programs = self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    def program(self, name: str) -> Path:
        """The path of one of its programs, such as `python` or `charterkit`."""
        return self.programs / (f"{name}.exe" if sys.platform == "win32" else name)

    def is_made(self, wanted: Stamp) -> bool:
        """Whether it is there and up to date but perhaps for the engine's own installation."""
        found = Stamp.read(self.stamp)
        # Its interpreter is a link to the one that made it, which an upgrade of the system may have removed.
        return found is not None and found.locked == wanted.locked and self.program("python").exists()

    def is_current(self, wanted: Stamp) -> bool:
        """Whether it can be entered as it is."""
        return Stamp.read(self.stamp) == wanted and self.is_made(wanted)

    def wanted(self) -> Stamp:
        """The stamp that it has when it is up to date.

        The place is part of it, because programs inside an environment name their folder: one that was moved or
        copied does not work.
        """
        try:
            lock, project = self.lock.read_bytes(), (self.root / "pyproject.toml").read_bytes()
        except FileNotFoundError as missing:
            raise SetUpFailed(
                f"The file {missing.filename} is missing, and without it nothing can be installed. "
                "Bring it back from version control, for example: git checkout -- requirements pyproject.toml"
            ) from None
        made_with = f"{sys.implementation.cache_tag} {sys.platform} {self.root}".encode()
        return Stamp(hashlib.sha256(lock + made_with).hexdigest(), hashlib.sha256(project).hexdigest())


def ready(kind: Kind) -> Environment:
    """The environment of this kind, made or brought up to date first where that is needed.

    Raises:
        SetUpFailed: it cannot be made; unless caught, the exception ends the script with its message.
    """
    environment = Environment(kind)
    wanted = environment.wanted()
    if not environment.is_current(wanted):
        from _set_up import set_up  # noqa: PLC0415 - loading it takes longer than all the rest, and is rarely needed

        set_up(environment, wanted)
    return environment


def enter_engine(command: str, arguments: Sequence[str]) -> NoReturn:
    """Leave this process for `charterkit COMMAND ARGUMENTS` in the site's environment, at the site's root."""
    environment = ready("site")
    program = environment.program("charterkit")
    if not program.is_file():
        raise SetUpFailed(
            f"The engine's program {program} is missing. Remove the folder {environment.folder} and run this again."
        )
    line = [str(program), command, *arguments]
    os.chdir(environment.root)
    sys.stdout.flush()
    if sys.platform == "win32":  # has no exec that its shells wait for
        import subprocess  # noqa: PLC0415 - not needed elsewhere

        try:
            sys.exit(subprocess.call(line))
        except KeyboardInterrupt:
            sys.exit(130)
    else:
        os.execv(line[0], line)  # noqa: S606 - no shell; the very process that the reader's shell waits for
