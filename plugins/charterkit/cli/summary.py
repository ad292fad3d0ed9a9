"""`charterkit report`: what a cabinet or board wants to know of the pledges, as Markdown, CSV or PDF."""

from __future__ import annotations

import calendar
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.cli import asked
from charterkit.problems import CharterkitError, WrongUse, errors

if TYPE_CHECKING:
    import argparse

_FORMS = ("markdown", "csv", "pdf")
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".txt": "markdown", ".csv": "csv", ".pdf": "pdf"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("report", help="sum up the pledges: coverage, changes, and what is to be done")
    parser.add_argument("collection", metavar="COLLECTION", choices=["pledges"], help="what is summed up: pledges")
    parser.add_argument("--since", default="", metavar="DATE", help="tell what has changed from this day on")
    parser.add_argument("--today", default="", metavar="DATE", help="the day on which it holds (default: today)")
    parser.add_argument("--format", choices=_FORMS, default="", help="default: by the name of the file, or markdown")
    parser.add_argument("--out", default="", metavar="FILE", help="where to write it (default: to the screen)")
    parser.set_defaults(run=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Report on the site at `root`, and give the exit status."""
    from charterkit.render import report as rendered  # noqa: PLC0415 - waits until it is needed
    from charterkit.views import pledge_report  # noqa: PLC0415 - as above

    today = asked.today(options.today)
    since = asked.date(options.since) if options.since else None
    ending = Path(options.out).suffix.lower()
    form = options.format or (_ENDINGS.get(ending, "") if options.out else "markdown")
    if not form:
        raise WrongUse(f"a report cannot be {options.out}. Name it .md, .csv or .pdf.")
    if form == "pdf" and not options.out:
        raise WrongUse("a PDF goes into a file. Name it with --out pledges.pdf.")
    model, tables, problems = catalogue.examine(root)
    if errors(problems):
        print(report.text(errors(problems), root), file=sys.stderr)
        return 1
    if "pledges" not in model.tables:
        raise CharterkitError("This site has no pledges.")
    made = pledge_report.report(model, tables, today, since)
    if form == "pdf":
        brand = catalogue.load(root).brand
        _write(Path(options.out), rendered.pdf(made, brand, calendar.timegm(today.timetuple())))
        return 0
    text = rendered.table(made) if form == "csv" else rendered.markdown(made)
    if options.out:
        _write(Path(options.out), text.encode("utf-8"))
    else:
        print(text, end="")
    return 0


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CharterkitError(f"{path} cannot be written ({error.strerror}).") from None
    print(f"Wrote {path}.")
