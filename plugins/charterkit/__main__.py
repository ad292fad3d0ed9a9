"""`python -m charterkit` is the `charterkit` command."""

import sys

from charterkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
