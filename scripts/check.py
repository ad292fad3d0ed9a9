"""Check every record and page without building: set up what is missing, then run `charterkit check`."""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    enter_engine("check", sys.argv[1:])
