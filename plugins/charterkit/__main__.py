"""`python -m charterkit` is the `charterkit` command."""

from charterkit.cli import run

if __name__ == "__main__":
    run()
