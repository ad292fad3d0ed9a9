"""Find the browser that the tests drive: any Chromium, Chrome or Edge; on Debian's family, install one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from _environment import SetUpFailed

_REMEDY = (
    "Install Chromium, Google Chrome or Microsoft Edge, or set the variable CHROMIUM to the path of one, "
    "and run this again."
)

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


def browser() -> str:
    """The path of a browser, installed first where there is none and apt-get can.

    Raises:
        SetUpFailed: there is none and none could be installed.
    """
    found = find(os.environ)
    if found is None:
        _install()
        found = find(os.environ)
    if found is None:
        raise SetUpFailed(f"No browser was found. {_REMEDY}")
    return found


def find(variables: Mapping[str, str]) -> str | None:
    """The path of an installed browser: the one that CHROMIUM names, one on the PATH, or one in a usual place.

    Raises:
        SetUpFailed: CHROMIUM names something else than a program. Another browser than the one that was asked
            for would only puzzle.
    """
    chosen = variables.get("CHROMIUM")
    if chosen:
        path = shutil.which(chosen, path=variables.get("PATH"))
        if path is None:
            raise SetUpFailed(f"The variable CHROMIUM is {chosen}, which is not a program. {_REMEDY}")
        return path
    on_path = (shutil.which(name, path=variables.get("PATH")) for name in _NAMES)
    in_place = (str(place) for place in places(variables, sys.platform) if place.is_file())
    return next((path for path in (*on_path, *in_place) if path), None)


def places(variables: Mapping[str, str], platform: str) -> list[Path]:
    """Where browsers are installed outside the PATH on this `platform` (a value of `sys.platform`)."""
    if platform == "darwin":
        roots = ["/Applications", f"{variables.get('HOME', '')}/Applications"]
        return [Path(root, program) for program in _MACOS for root in roots]
    if platform == "win32":
        roots = [variables.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [Path(root, program) for program in _WINDOWS for root in roots if root]
    return []


def _install() -> None:
    """Install Debian's Chromium, or say why not; does nothing where there is no apt-get."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    rights = _rights()
    print("No browser found; installing Chromium with apt-get …", file=sys.stderr, flush=True)
    quietly = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-y", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            [*quietly, *step], check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
        if done.returncode != 0:
            said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-1]
            raise SetUpFailed(f"No browser was found, and apt-get {step[0]} failed: {said} {_REMEDY}")


def _rights() -> list[str]:
    """What to put before a command so that it may install packages, without asking for a password."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None or subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode != 0:
        raise SetUpFailed(f"No browser was found, and installing one needs an administrator. {_REMEDY}")
    return [sudo, "-n"]
