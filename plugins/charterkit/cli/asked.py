"""What several commands are asked: for a day, for a file, for the records of a site."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from charterkit import catalogue, report
from charterkit.problems import ContentError, WrongUse, errors

if TYPE_CHECKING:
    from pathlib import Path

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

TODAY = "CHARTERKIT_TODAY"
"""The variable of the environment that says what day it is; without it, the clock does."""


def today(asked: str | None = None) -> datetime.date:
    """Give the day that is asked for, that of the environment, or that of the clock. Raises `WrongUse`."""
    written = asked or os.environ.get(TODAY, "")
    return date(written) if written else datetime.datetime.now().astimezone().date()


def date(written: str) -> datetime.date:
    """Give the day that somebody wrote. Raises `WrongUse`."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        message = f"`{report.safe(written)}` is not a date. Write year-month-day, for example 2026-03-31."
        raise WrongUse(message) from None


def file(path: Path) -> Path:
    """Give the path of a file that is to be read. Raises `WrongUse` where there is none."""
    if not path.exists():
        raise WrongUse(f"there is no file {report.safe(str(path))}.")
    if not path.is_file():
        raise WrongUse(f"{report.safe(str(path))} is not a file.")
    return path


def records(root: Path, day: datetime.date | None = None) -> tuple[DataModel, Tables, list[Problem]]:
    """Read the site at `root`. Raises `ContentError` with what is wrong where that cannot be done at all."""
    model, tables, problems = catalogue.examine(root, today=day)
    if not tables:
        raise ContentError(errors(problems), report.text(errors(problems), root))
    return model, tables, problems
