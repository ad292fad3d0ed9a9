"""Say what is overdue and which links are dead: set up what is missing, then run `charterkit links`."""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    enter_engine("links", sys.argv[1:])
