"""Begin a record, with every field explained: set up what is missing, then run `charterkit new`."""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    enter_engine("new", sys.argv[1:])
