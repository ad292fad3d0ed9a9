"""Dates as people write them, and how they are written in a record."""

from __future__ import annotations

import calendar
import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s{1,3})?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})[./ -](?P<month>[0-9]{1,2})[./ -](?P<day>[0-9]{1,2})(?:[T ][0-9:.]{4,12}Z?)?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})[./ -](?P<month>[0-9]{1,2})[./ -](?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>[0-9]{4})",
        r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4}),? (?P<month>[a-z]{3,9}) (?P<day>[0-9]{1,2})",
    )
)
_MONTH_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[./ -](?P<month>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[./ -](?P<year>[0-9]{4})",
    )
)
_LONGEST = 60
_CENTURY = 2000
_SHORT = 100
_LAST_MONTH = 12


def meant(text: str) -> datetime.date | None:
    """Give the day that somebody wrote in another form, with the day before the month; None where that is not clear."""
    found = _match(_FORMS, text)
    if found is None:
        return None
    year = int(found["year"])
    try:
        return datetime.date(year + _CENTURY if year < _SHORT else year, _month(found["month"]), int(found["day"]))
    except ValueError:
        return None


def month_meant(text: str) -> str:
    """Give the month that somebody wrote without a day, as in `2026-03`; an empty text where there is none."""
    found = _match(_MONTH_FORMS, text)
    month = _month(found["month"]) if found else 0
    return f"{found['year']}-{month:02}" if found and 1 <= month <= len(set(_MONTHS.values())) else ""


def hint(kind: str, text: str) -> str:
    """Say how the date, month or year in `text` is written, as far as it can be told; else an empty text."""
    day = meant(text)
    if kind == "date" and day is None and (found := _match(_FORMS, text)):
        return _not_in_the_calendar(found)
    month = day.isoformat()[: len("2026-03")] if day else month_meant(text)
    if kind == "date" and day:
        return f"Write {day.isoformat()}, if {day.day} {day:%B %Y} is meant."
    if kind == "date" and month:
        return f"Write the day too, for example {month}-01."
    if kind == "yearmonth" and month:
        return f"Write {month}."
    if kind == "year" and month:
        return f"Write {month[: len('2026')]}."
    return ""


def _not_in_the_calendar(found: re.Match[str]) -> str:
    """Say why there is no such day, and what was meant if the month was written before the day."""
    year, month, day = int(found["year"]), _month(found["month"]), int(found["day"])
    year = year + _CENTURY if year < _SHORT else year
    if not (found["month"].isdecimal() or month) or year < datetime.MINYEAR:
        return ""
    if 1 <= month <= _LAST_MONTH:
        days = calendar.monthrange(year, month)[1]
        name = datetime.date(year, month, 1)
        return f"{name:%B} {year} has {days} days, and no day {day}: look up which day is meant."
    if 1 <= day <= _LAST_MONTH and found.start("day") < found.start("month"):
        swapped = meant(f"{month} {day} {year}")
        if swapped:
            return f"Write {swapped.isoformat()}, if {swapped.day} {swapped:%B %Y} is meant."
    return f"There is no month {month}: look up which day is meant, and write year-month-day."


def _match(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    text = " ".join(text.split()) if len(text) <= _LONGEST else ""
    return next((found for form in forms if (found := form.fullmatch(text))), None)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.get(written.lower(), 0)
