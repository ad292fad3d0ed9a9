"""Check and format code with ruff: set up what is missing first. Without arguments, all of the repository's code.

It writes what it can mend, and fails where there was something; `scripts/test.py` only checks.
"""

import subprocess
import sys

from _environment import ROOT, ready

CODE = ("plugins", "scripts", "tests")


def main(arguments: list[str]) -> int:
    """Run both; 0 when there was nothing to mend, else 1."""
    python = str(ready("test").program("python"))
    files = arguments or [str(ROOT / folder) for folder in CODE]
    wrong = [
        subprocess.run([python, "-m", "ruff", *step, "--", *files], check=False).returncode
        for step in (["check", "--quiet", "--fix", "--exit-non-zero-on-fix"], ["format", "--exit-non-zero-on-format"])
    ]
    return 1 if any(wrong) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
