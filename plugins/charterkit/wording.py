"""The sentences that a command and a form both say of a mistake, so that they say the same.

`{name}` is what the field is called: its key in a file, its title in a form. `publish/contribute.py` hands this table
to the browser as JSON, where `assets/contribute-rules.js` fills it in.
"""

from __future__ import annotations

FORMS = {
    "date": ("a date", "Write year-month-day, for example 2026-03-31."),
    "integer": ("a whole number", "Write digits only, for example 12."),
    "number": ("a number", "Write digits only, with a point for decimals, for example 63.1."),
    "year": ("a year", "Write four digits, for example 2021."),
    "yearmonth": ("a month", "Write year-month, for example 2026-03."),
    "boolean": ("true or false", "Write true or false, in small letters."),
}
"""For each type what a value of it is called, and how it is written."""

COMMA = "Write {plain}, without a comma; a point begins the decimals."
DECIMAL_COMMA = "Write {plain}: a point begins the decimals, not a comma."

PLAIN = "Write {plain}."
ROUGHLY = "Where it is not exact, {name} says so."

TYPE = "`{value}` in {name} is not {what}"
LENGTH = "{name} is {length} characters long; it must be {than} {limit}"
AT_MOST, AT_LEAST = "at most", "at least"
SHORTEN, LENGTHEN = "Shorten it by {surplus}.", "Make it longer by {surplus}."
ENUM = "`{value}` is not a value of {name}"
ENUM_HINT = "Write one of: {choices}."
RANGE = "`{value}` in {name} is {than} {limit}"
RANGE_HINT = "The {edge} value is {limit}."
AHEAD, AHEAD_HINT = "`{value}` in {name} is still to come", "Write the day on which it happened."
NO_VERSION = "`{of}` has no version `{value}`"
PATTERN = "`{value}` in {name} has the wrong form"
PATTERN_HINT = "It must match the pattern {limit}."
EXAMPLE = "Write it like this: {example}."
ADDRESS = "Write {plain}: an address begins with https:// and has no space in it."
EMPTY = "{name} is empty"
UNKNOWN = "`{value}` is not one of the {table}"
DID_YOU_MEAN = "Did you mean {near}?"
LOOKS_LIKE = "`{value}` looks like {looks}"
LEAST = "{name} needs {count}"
TWICE = "`{value}` stands twice in {name}"
ENTRY_TWICE = "an entry of {name} stands twice"
TWICE_HINT = "Remove one of the two."
CHARACTER = "the invisible character U+{code} ({called}) is not allowed"
CHARACTER_HINT = "Delete it and type the text around it again."
LOST = "a character was lost here; \ufffd stands in its place"
LOST_HINT = "Type it again, as it is in the text that this was taken from."
TOO_LARGE = "is {size} KB long; at most {limit} KB are read"


def table() -> dict[str, object]:
    """Give every sentence by its name in small letters, and the forms of the types."""
    said: dict[str, object] = {name.lower(): value for name, value in globals().items() if isinstance(value, str)}
    return {name: value for name, value in said.items() if not name.startswith("_")} | {"forms": FORMS}


def at_least(number: int) -> str:
    """Say how many there must be."""
    return "at least one" if number == 1 else f"at least {number}"
