"""Says in plain words what most likely keeps a file from being YAML, where it stands, and what to write instead.

The parser names what it expected next, often a line too late; a person wants to know which sign is missing. Each rule
below knows one slip. They are asked in order, and the first that recognises its slip speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

_QUOTES_HINT = "Put the whole text between quotes, or write it as a block: `{head}>-` and the text indented below."
CLOSE_QUOTE = "Close the quote, or write long text as a block: `{head}>-` and the text indented below."

_KEY = re.compile(r"\s*(?:- +)*(?P<key>[\w-]+):(?=\s|$)")
_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?!//)(?P<text>\S.*)")
_CLOSED = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*""")
_OPENED = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>["'])""")
_BLANK = re.compile(r"[ \t-]*(?:[\w-]+:)?(?P<blank>\u00a0)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_BEGINS, _ENDS = re.compile(r"\s*<{7} \S"), re.compile(r"\s*>{7} \S")
_UNJOINED = (
    "two versions of this file were not joined",
    "Keep one of the two versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.",
)
_WIDE_COLON = "\uff1a"
_BULLET = re.compile(r"\s*\*\s")
_BRACKET = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<bracket>[\[{])")


BLOCK_SIGN = re.compile(r"[>|][+-]?(?:=|[0-9])[^#\n]{0,60}")
"""What begins a block of text to YAML, and to a person a comparison: `>5`, `>= 5`."""


def head(line: str) -> str:
    """Give what a value of this line stands after, with a space: its key or its hyphen; or else an empty text."""
    found = _KEY.match(line)
    return f"{found['key']}: " if found else "- " if line.lstrip().startswith("- ") else ""


def block_sign(line: str, written: str) -> tuple[str, str]:
    """Say what is wrong with `written` at the end of a line that is not a block of text, and what to write instead."""
    text = " ".join(written.split()).replace("\\", "").replace('"', "")
    return f"`{text[0]}` begins a block of text in YAML", f'Put it between quotes: `{head(line)}"{text}"`.'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the parser stopped, in lines and columns from 1, and where what it was reading began."""

    lines: list[str]
    said: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int

    @property
    def text(self) -> str:
        """Give the line on which the parser stopped."""
        return self.at(self.line)

    @property
    def before(self) -> str:
        """Give what stands before the place on its line."""
        return self.text[: self.column - 1]

    def at(self, line: int) -> str:
        """Give a line of the file, an empty text after its end."""
        return self.lines[line - 1] if 1 <= line <= len(self.lines) else ""

    def previous(self) -> int:
        """Give the last line before the place that is neither empty nor a comment, or 0."""
        numbers = range(self.line - 1, 0, -1)
        return next((n for n in numbers if self.at(n).strip() and not self.at(n).lstrip().startswith("#")), 0)


_Slip = tuple[int, int, str, str, str]  # line, column, message, hint, rule


def explain(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Turn what the parser says of the file `name` into a problem."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    place = _Place(
        lines=text.split("\n"),
        said=error.problem or "it is not well formed",
        context=error.context or "",
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        start_line=start.line + 1 if start else 1,
        start_column=start.column + 1 if start else 1,
    )
    found = next(slip for rule in _RULES if (slip := rule(place)))
    return Problem(name, *found)


def unjoined(name: str, lines: list[str], rule: str) -> Problem | None:
    """Find where version control has put two versions of a part one below the other, for somebody to choose from."""
    begins = next((n for n, line in enumerate(lines, start=1) if _BEGINS.match(line)), 0)
    if not begins or not any(_ENDS.match(line) for line in lines[begins:]):
        return None
    return Problem(name, begins, 1, *_UNJOINED, rule)


def _conflict(at: _Place) -> _Slip | None:
    """Find what is left of the marks of two versions."""
    for line, text in enumerate(at.lines, start=1):
        if _CONFLICT.match(text):
            return line, 1, *_UNJOINED, "yaml"
    return None


def _blank(at: _Place) -> _Slip | None:
    """Find a space that word processors write and YAML takes for a letter, on the line or the one before."""
    for line in (at.start_line, at.previous(), at.line):
        if found := _BLANK.match(at.at(line)):
            hint = "Delete it, and type an ordinary space."
            return (
                line,
                found.start("blank") + 1,
                "this is not an ordinary space, though it looks like one",
                hint,
                "yaml",
            )
    return None


def _tab(at: _Place) -> _Slip | None:
    indent = at.text[: len(at.text) - len(at.text.lstrip(" \t-"))]
    if "\t" not in indent and not at.text[at.column - 1 :].startswith("\t"):
        return None
    column = at.text.find("\t") + 1
    return at.line, column, "a tab stands where YAML wants spaces", "Indent with two spaces.", "yaml-tab"


def _quote(at: _Place) -> _Slip | None:
    if at.context == "while parsing a quoted scalar":
        hint = "Put the text between single quotes, in which a backslash is only a backslash."
        return at.line, at.text.rfind("\\", 0, at.column) + 1, "a backslash means a code here", hint, "yaml-quote"
    if at.context == "while scanning a quoted scalar":
        return _open_quote(at.start_line, at.start_column, at)
    if at.said not in {"did not find expected key", "did not find expected '-' indicator"}:
        return None
    if _CLOSED.fullmatch(at.before):
        hint = "Put the whole text between quotes of the other kind, or write it as a block: "
        hint += f"`{head(at.text)}>-` and the text indented below."
        return at.line, at.column, "the text goes on after the quote has closed", hint, "yaml-quote"
    if at.before.endswith(('"', "'")):  # it closed what a line above had opened
        for line in range(at.line - 1, 0, -1):
            found = _OPENED.match(at.at(line))
            if found and at.at(line).count(found["quote"], found.end()) == 0:
                return _open_quote(line, found.start("quote") + 1, at)
    return None


def _open_quote(line: int, column: int, at: _Place) -> _Slip:
    hint = CLOSE_QUOTE.format(head=head(at.at(line)))
    return line, column, "a quote opens here and does not close", hint, "yaml-quote"


def _bracket(at: _Place) -> _Slip | None:
    if at.context.startswith("while parsing a flow"):
        sign = at.at(at.start_line)[at.start_column - 1 : at.start_column]
        end = {"[": "]", "{": "}"}.get(sign, sign)
        hint = f"Close it with `{end}`; a text that begins with `{sign}` goes between quotes."
        return at.start_line, at.start_column, f"the bracket `{sign}` opens here and does not close", hint, "yaml-start"
    found = _BRACKET.match(at.before)
    return _bad_start(at.line, found.start("bracket") + 1, at) if found else None


def _start(at: _Place) -> _Slip | None:
    """Find a sign that means something to YAML at the beginning of a text."""
    if at.said == "block sequence entries are not allowed in this context":
        hint = "Begin the list on the next line, indented by two spaces; or put the text between quotes."
        return at.line, at.column, "a list cannot begin on the line of its key", hint, "yaml-start"
    if at.context == "while scanning a block scalar":
        line = at.at(at.start_line)
        sign = line[at.start_column - 1 : at.start_column]
        if BLOCK_SIGN.match(line, at.start_column - 1):
            message, hint = block_sign(line, line[at.start_column - 1 :].strip())
            return at.start_line, at.start_column, message, hint, "yaml-start"
        hint = f"Begin the text on the next line, indented by two spaces more than `{head(line).strip()}`."
        return at.start_line, at.start_column, f"nothing may stand after `{sign}` on its line", hint, "yaml-start"
    if at.context in {"while scanning an alias", "while scanning an anchor", "while scanning a directive"}:
        return _bad_start(at.start_line, at.start_column, at)
    if at.said in {
        "found character that cannot start any token",
        "mapping keys are not allowed in this context",
        "did not find expected node content",
    }:
        return _bad_start(at.line, at.column, at)
    return None


def _bad_start(line: int, column: int, at: _Place) -> _Slip:
    sign = at.at(line)[column - 1 : column]
    hint = _QUOTES_HINT.format(head=head(at.at(line)))
    if _BULLET.match(at.at(line)):
        hint = "An entry of a list begins with `- `; a text that begins with a star goes between quotes."
    called = "a backtick" if sign == "`" else f"`{sign}`"
    return line, column, f"a text cannot begin with {called}", hint, "yaml-start"


def _colon(at: _Place) -> _Slip | None:
    if at.said == "could not find expected ':'":
        return _missing_colon(at.start_line, at)
    if at.said != "mapping values are not allowed in this context":
        return None
    before = at.previous()
    continued = " " in at.before.strip() and len(at.before) - len(at.before.lstrip()) > 0
    if _KEY.match(at.before) or (continued and not at.before.lstrip().startswith("- ")):
        hint = _QUOTES_HINT.format(head=head(at.text if _KEY.match(at.before) else at.at(before)))
        return at.line, at.column, "there is a second colon in this text", hint, "yaml-colon"
    if before and (_NO_SPACE.match(at.at(before)) or ":" not in at.at(before)):
        return _missing_colon(before, at)
    column = len(at.text) - len(at.text.lstrip()) + 1
    hint = "Line it up with the key that it belongs beside; each level is two spaces."
    return at.line, column, "this line is indented too far", hint, "yaml-indent"


def _missing_colon(line: int, at: _Place) -> _Slip:
    text = at.at(line)
    column = len(text) - len(text.lstrip()) + 1
    if found := _NO_SPACE.match(text):
        hint = f"Write `{found['key']}: {found['text'].strip()}`."
        return line, found.end("key") + 1, "a space is missing after the colon", hint, "yaml-colon"
    if _WIDE_COLON in text:
        hint = "Delete it, and type an ordinary colon and a space."
        return (
            line,
            text.find(_WIDE_COLON) + 1,
            "this is not an ordinary colon, though it looks like one",
            hint,
            "yaml-colon",
        )
    if re.match(r"\s*-[^\s-]", text):
        return line, column, "a space is missing after the hyphen", "Write `- ` before each entry.", "yaml-colon"
    hint = "Write a key, a colon, a space and the text; further lines of a text are indented below its key."
    return line, column, "there is no colon in this line", hint, "yaml-colon"


def _indent(at: _Place) -> _Slip | None:
    if at.said == "did not find expected <document start>":
        if at.at(at.previous()).strip() == "...":
            hint = "Remove the line `...`."
            return at.previous(), 1, "the record ends here, but the file goes on", hint, "two-documents"
        hint = "Let every key of the record begin in the same column, the first of the line."
        return at.line, at.column, "this line is indented less than the lines above", hint, "yaml-indent"
    if at.said in {"did not find expected key", "did not find expected '-' indicator"}:
        hint = "Line it up with the keys or entries that it belongs beside; each level is two spaces."
        return at.line, at.column, "this line does not line up with the lines above", hint, "yaml-indent"
    return None


def _otherwise(at: _Place) -> _Slip:
    hint = "Look at the indentation (two spaces a level) and at quotes and colons on this line and the one before."
    return at.line, at.column, f"this cannot be read as YAML: {at.said}", hint, "yaml"


_RULES: tuple[Callable[[_Place], _Slip | None], ...] = (
    _conflict,
    _tab,
    _blank,
    _quote,
    _start,
    _bracket,
    _colon,
    _indent,
    _otherwise,
)
