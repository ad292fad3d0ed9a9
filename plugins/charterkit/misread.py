"""Finds what YAML reads without complaint, but otherwise than its author meant it.

A file with such a slip is well formed, so the parser has nothing to say (what it does say, `syntax` explains). Each
function below knows one slip, and gives where it stands with what to say of it, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charterkit.syntax import BLOCK_SIGN, CLOSE_QUOTE, block_sign, head

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

Slip = tuple[int, int, str, str, str]  # line, column, message, hint, rule

_KEY = re.compile(r" *(?:- +)*(?P<key>[a-z][a-z0-9_]*):(?: |$)")
_BESIDE = re.compile(r" *(?:- +(?=[a-z][a-z0-9_]*:(?: |$)))*")
"""What stands before the key of a line, or before the hyphen of an entry without one."""
_COMMENT = re.compile(r"\s+#")
_NO_COMMENT = re.compile(r"\s+#[^\s#]")
"""A sign behind which no space stands: `#1`, `#InclusiveSchools`. Who writes a comment mostly leaves one."""

_MARKS = {"“": "”", "‘": "’", "„": "“", "«": "»"}
_MARKED = tuple(f"{before}{mark}" for before in (": ", "- ") for mark in _MARKS)


def may_be(text: str) -> bool:
    """Say whether the plain texts of a file are worth a closer look: most files have nothing of the kind."""
    return " #" in text or any(sign in text for sign in _MARKED)


def key_in_quotes(lines: Sequence[str], start: yaml.Mark, end: yaml.Mark) -> Slip | None:
    """Find what looks like the next field in a quoted text of several lines: it was meant to end before.

    A line that is indented below the text's own key goes on with the text, whatever word and colon it begins with.
    """
    own = _BESIDE.match(lines[start.line]).end()  # type: ignore[union-attr]  # it matches every line
    further = lines[start.line + 1 : end.line + 1]
    if not any((found := _KEY.match(line)) and found.start("key") <= own for line in further):
        return None
    hint = CLOSE_QUOTE.format(head=head(lines[start.line]))
    message = "a quote opens here and does not close before the next field"
    return start.line + 1, start.column + 1, message, hint, "yaml-quote"


def comparison(lines: Sequence[str], start: yaml.Mark) -> Slip | None:
    """Find `>5`, which to people is a comparison, and to YAML begins a block of text, of which there is none."""
    found = BLOCK_SIGN.match(lines[start.line], start.column)
    if found is None:
        return None
    message, hint = block_sign(lines[start.line], found[0])
    return start.line + 1, start.column + 1, message, hint, "yaml-start"


def comment(lines: Sequence[str], end: yaml.Mark, indent: int, *, empty: bool) -> tuple[int, int] | None:
    """Give the line and column of the `#` by which a plain text ends, on its last line or on the next.

    Behind nothing, and on a line of its own, only what does not look like a comment counts.
    """
    line = lines[end.line]
    if found := (_NO_COMMENT if empty else _COMMENT).match(line, end.column):
        return end.line + 1, line.index("#", found.start()) + 1
    below = lines[end.line + 1] if end.column >= len(line) and end.line + 1 < len(lines) else ""
    if _NO_COMMENT.match(below) and below.index("#") > indent:
        return end.line + 2, below.index("#") + 1
    return None


def entries_in_text(lines: Sequence[str], start: yaml.Mark, end: yaml.Mark) -> Slip | None:
    """Find an entry of a list that goes on with what was meant for further entries: `poverty - trauma`."""
    for number in range(start.line + 1, end.line + 1):
        text = lines[number].lstrip()
        if text.startswith("- "):
            above = lines[start.line].index("-") + 1
            hint = f"Let every hyphen of the list begin in the same column, {above} as on line {start.line + 1}; "
            hint += "a text that goes over several lines stands between quotes."
            message = "this hyphen does not line up with the one above, so the line is read as part of the text there"
            return number + 1, len(lines[number]) - len(text) + 1, message, hint, "yaml-indent"
    return None


def marks_of_a_word_processor(line: str, start: yaml.Mark, text: str) -> Slip | None:
    """Find a text that stands whole between “ and ”, which are signs like any other to YAML."""
    closing = _MARKS.get(text[0], "")
    inner = text[1:-1]
    if not closing or text[-1] != closing or text[0] in inner or re.search(rf"{closing}(?!\w)", inner):
        return None  # ’ before a letter is an apostrophe
    quoted = "'" + text.replace("'", "''") + "'"
    hint = f"Take them out; or, if readers should see them, write `{head(line)}{quoted}`."
    message = f"the marks {text[0]} and {closing} are no quotes to YAML, and would be read as part of the text"
    return start.line + 1, start.column + 1, message, hint, "yaml-quote"
