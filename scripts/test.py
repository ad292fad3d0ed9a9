"""Run every check of the code and every test: set up what is missing, then ruff, mypy and pytest.

Arguments go to pytest. All of them run, even when an early one fails. Once set up, nothing here uses the network.
"""

import os
import subprocess
import sys

from _browser import browser
from _environment import ROOT, Environment, SetUpFailed, ready

_CODE = ("plugins", "scripts", "tests")


def main(arguments: list[str]) -> int:
    """Run all of them; 0 when all passed, else 1."""
    environment = ready("test")
    surroundings = _entered(environment)
    failed = []
    try:
        surroundings["CHARTERKIT_BROWSER"] = browser()
    except SetUpFailed as missing:
        print(missing, file=sys.stderr, flush=True)
        failed.append("finding a browser")
    steps = {
        "ruff check": ["ruff", "check", *_CODE],
        "ruff format": ["ruff", "format", "--check", *_CODE],
        "mypy": ["mypy"],
        "pytest": ["pytest", *arguments],
    }
    for name, command in steps.items():
        print(f"\n== {name}", flush=True)
        line = [str(environment.program("python")), "-m", *command]
        if subprocess.run(line, check=False, cwd=ROOT, env=surroundings).returncode != 0:
            failed.append(name)
    print(f"\nFailed: {', '.join(failed)}." if failed else f"\nPassed: {', '.join(steps)}.", flush=True)
    if "ruff format" in failed:
        print(f"To format: {environment.program('ruff')} format {' '.join(_CODE)}", flush=True)
    return 1 if failed else 0


def _entered(environment: Environment) -> dict[str, str]:
    """The variables of somebody who has activated `environment`, so that tests start its programs by name."""
    path = os.pathsep.join([str(environment.programs), os.environ.get("PATH", "")])
    return os.environ | {"VIRTUAL_ENV": str(environment.folder), "PATH": path}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
