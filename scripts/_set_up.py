"""Make one of the scripts' environments, and explain in a plain sentence why that fails where it does."""

import contextlib
import errno
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from _environment import Environment, SetUpFailed, Stamp

# What a failed set-up says, by what pip prints. In this order, because a failed connection ends in
# 'No matching distribution' too.
_FAILURES = (
    (
        ("No space left on device", "[Errno 28]", "not enough space on the disk"),
        "The disk is full; the set-up takes about 600 MB. Free some space and run this again.",
    ),
    (
        ("THESE PACKAGES DO NOT MATCH THE HASHES",),
        (
            "A package that arrived is not the one that the lock file names, so it was not installed. Something "
            "between this machine and the package index changes files: try another network, and tell the "
            "maintainers if it stays."
        ),
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError"),
        (
            "This network opens encrypted connections with a certificate of its own, as school and council networks "
            "often do. Ask whoever runs it for that certificate's file, set the variable PIP_CERT to its path, and "
            "run this again."
        ),
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "Connection refused",
            "Connection reset",
            "Connection aborted",
            "Network is unreachable",
            "Failed to establish a new connection",
        ),
        (
            "The package index cannot be reached. Check the connection, and the variable HTTPS_PROXY where the "
            "network has a proxy, and run this again; once the set-up is done, no network is needed."
        ),
    ),
    (
        ("No matching distribution found",),
        (
            "There is no ready-made package for this machine or this Python. Use a 64-bit Python, 3.11 or newer, on "
            "Linux (with glibc), macOS or Windows; on Windows for ARM take the x64 installer."
        ),
    ),
    (
        ("Permission denied", "[Errno 13]", "[WinError 5]"),
        (
            "A file could not be written. Stop any other run of Charterkit, make sure that this folder is yours, "
            "and run this again."
        ),
    ),
)


def set_up(environment: Environment, wanted: Stamp) -> None:
    """Make `environment`, or bring it up to date, so that its stamp is `wanted`.

    Raises:
        SetUpFailed: that is not possible here; the message says why and what to do.
    """
    try:
        with _alone(environment):
            if not environment.is_current(wanted):  # else another process has just made it
                _make(environment, wanted)
    except KeyboardInterrupt:
        raise SetUpFailed("Stopped before the set-up was finished; run this again to finish it.") from None
    except OSError as error:
        raise SetUpFailed(explain_os_error(error)) from None


def explain_pip(output: str, log: str) -> str:
    """Why pip failed, told from its `output`, and what to do about it; `log` is where the reader finds all of it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    # pip goes on to talk of newer versions and the like after an error, but not after its own traceback.
    errors = [line for line in lines if line.startswith("ERROR") and line != "ERROR: Exception:"] or lines
    known = (explanation for signs, explanation in _FAILURES if any(sign in output for sign in signs))
    explanation = next(known, f"The last that pip said was: {errors[-1] if errors else 'nothing'}.")
    return f"Charterkit's environment could not be set up. {explanation} All that pip said is in {log}."


def explain_os_error(error: OSError) -> str:
    """Why the environment's files could not be written or removed, and what to do about it."""
    if error.errno == errno.ENOSPC:
        return f"Charterkit's environment could not be set up. {_FAILURES[0][1]}"
    return (
        f"Charterkit's environment could not be set up: {error}. Stop any other run of Charterkit, such as a "
        "preview that is still open, make sure that this folder is yours, and run this again."
    )


def _make(environment: Environment, wanted: Stamp) -> None:
    if not environment.is_made(wanted):
        print(f"Setting up {environment.folder.name}; this takes a minute, once …", file=sys.stderr, flush=True)
        try:
            _create(environment)
            # Ready-made packages only: building one would run code that no hash vouches for.
            _pip(environment, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(environment.lock))
            # From here on only the engine is missing, whatever may happen.
            wanted._replace(engine="none").write(environment.stamp)
        except (OSError, SetUpFailed):
            _remove(environment)  # gives a full disk its space back
            raise
    # The engine is used where it lies, so that editing it needs no installing; its build backend is in the lock.
    _pip(environment, "--no-index", "--no-deps", "--no-build-isolation", "-e", str(environment.root))
    wanted.write(environment.stamp)


def _create(environment: Environment) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetUpFailed(
            "This Python cannot make virtual environments, because a part of it (venv or ensurepip) is not installed. "
            "On Debian and Ubuntu install the package python3-venv (sudo apt install python3-venv); elsewhere "
            "install Python from https://www.python.org/downloads/. Then run this again."
        )
    if not _remove(environment):
        raise SetUpFailed(
            f"{environment.folder} is in the way: it has the name of Charterkit's environment, but it is not a Python "
            "environment. Move it elsewhere or remove it, and run this again."
        )
    _run(environment, [sys.executable, "-m", "venv", str(environment.folder)])


def _remove(environment: Environment) -> bool:
    """Remove what there is of the environment; False where what has its name is something else, which stays."""
    folder, old = environment.folder, environment.folder.with_suffix(".old")
    if not folder.exists():
        return True
    without_files = not any(path.is_file() for path in folder.rglob("*"))
    if folder.is_symlink() or not (without_files or (folder / "pyvenv.cfg").is_file()):
        return False
    # Renamed first: half an environment is never taken for a whole one, and Windows refuses it while one is in use.
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _pip(environment: Environment, *arguments: str) -> None:
    common = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    _run(environment, [str(environment.program("python")), *common, *arguments])


def _run(environment: Environment, line: Sequence[str]) -> None:
    """Run one step of the set-up in silence, and explain its output where it fails."""
    # The reader's own settings for indexes, proxies and certificates hold; these would install somewhere else.
    variables = {name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX"}}
    done = subprocess.run(
        line,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=variables | {"PIP_USER": "0", "PYTHONUTF8": "1"},
    )
    log = environment.folder.with_suffix(".log")
    if done.returncode == 0:
        log.unlink(missing_ok=True)
        return
    with contextlib.suppress(OSError):  # on a full disk the explanation is what counts
        log.write_text(done.stdout, encoding="utf-8")
    raise SetUpFailed(explain_pip(done.stdout, log.name))


@contextlib.contextmanager
def _alone(environment: Environment) -> Iterator[None]:
    """Wait until no other process makes the same environment; the system ends the wait when that one dies."""
    with environment.folder.with_suffix(".lock").open("w", encoding="utf-8") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows alone

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists everywhere else

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
