"""Show the site at a local address and follow every change: set up what is missing, then run `charterkit serve`."""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    enter_engine("serve", sys.argv[1:])
