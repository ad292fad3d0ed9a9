"""Measure the engine against plain MkDocs + Material + Pagefind: set up what is missing, then run the benchmark."""

import subprocess
import sys
from pathlib import Path

from _environment import ready

if __name__ == "__main__":
    environment = ready("site")
    if Path(sys.prefix) != environment.folder:
        sys.exit(subprocess.call([str(environment.program("python")), __file__, *sys.argv[1:]]))
    from bench.run import main

    sys.exit(main())
