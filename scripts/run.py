"""Run any command of the engine: set up what is missing, then run `charterkit` with the same words."""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    words = sys.argv[1:] or ["--help"]
    enter_engine(words[0], words[1:])
