"""`charterkit schemas`: the JSON Schemas by which code editors help with records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.cli import asked

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("schemas", help="write what code editors need to help with records")
    parser.add_argument("--check", action="store_true", help="only say what is out of date; write nothing")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the JSON Schemas of the site at `root`, and give the exit status."""
    from charterkit.publish import json_schemas  # noqa: PLC0415 - waits until it is needed

    model, tables, _ = asked.records(root)
    wanted = json_schemas.schemas(model, tables)
    changed = json_schemas.stale(root, wanted) if options.check else json_schemas.write(root, wanted)
    for name in changed:
        print(
            f"{name} is out of date." if options.check else f"Wrote {name}." if name in wanted else f"Removed {name}."
        )
    if not changed:
        print("All JSON Schemas are up to date.")
    elif options.check:
        print("Run `charterkit schemas` to write what is out of date.")
    return 1 if options.check and changed else 0
