"""Build the site: set up what is missing, then run `charterkit build`.

With `--serve`, show it at a local address instead and follow every change. All other arguments are the engine's.
"""

import sys

from _environment import enter_engine

if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--serve"]
    enter_engine("serve" if "--serve" in sys.argv[1:] else "build", arguments)
