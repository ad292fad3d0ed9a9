"""Measure what a reader's browser has to do in a large library: set up what is missing, then run the measurement."""

import os
import subprocess
import sys
from pathlib import Path

import _browser
from _environment import ready

if __name__ == "__main__":
    environment = ready("test")
    if Path(sys.prefix) != environment.folder:
        sys.exit(subprocess.call([str(environment.program("python")), __file__, *sys.argv[1:]]))
    from bench.browser import main

    sys.exit(main(os.environ.get("CHARTERKIT_BROWSER") or _browser.find(os.environ)))
