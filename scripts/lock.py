"""Write the lock files in requirements/ from pyproject.toml: every package with its version and hashes.

One file serves Linux, macOS and Windows, and every Python from 3.11. Versions that are locked already stay as they
are; arguments go to uv, so `--upgrade` renews all of them and `--upgrade-package NAME` one.
"""

import os
import subprocess
import sys

from _environment import ROOT, ready

# What this machine knows of mirrors must not end in files that are everybody's.
_OWN_INDEXES = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX", "UV_FIND_LINKS", "UV_EXCLUDE_NEWER")

_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-config",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command=python3 scripts/lock.py",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Write both files; the tests' one holds the same versions as the site's."""
    uv = str(ready("test").program("uv"))
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_INDEXES)}
    for output, selection in (
        ("requirements/site.txt", ["--group=install"]),
        ("requirements/test.txt", ["--group=test", "--constraints=requirements/site.txt"]),
    ):
        line = [uv, "pip", "compile", "pyproject.toml", *selection, *_OPTIONS, *arguments, f"--output-file={output}"]
        done = subprocess.run(line, check=False, cwd=ROOT, env=surroundings)
        if done.returncode != 0:
            print(f"{output} was not written; what uv says above tells why.", file=sys.stderr)
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
