"""Printed pages as PDF: a charter as a poster, and as a sheet to write one's own charter on.

A `Printer` takes what `views.printables` says and gives the bytes of a tagged PDF that meets PDF/UA-1 (ISO 14289-1).
The layout is Typst's, in the folder `typst/`; what is said reaches it as one JSON string and is never read as Typst.
The same charter, brand, fonts and timestamp give the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno
import typst

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from charterkit.views.printables import PrintedBrand, PrintedCharter

PACKAGE: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = PACKAGE / "typst"
FONTS: Final = PACKAGE / "fonts"

_LONG_WORD: Final = re.compile(r"[^\s\u200b]{25,}")
_PIECES: Final = re.compile(r".{1,12}")
_APOSTROPHE: Final = re.compile(r"(?<=[\w.,;:!?…)])'|'(?=\d)")
# English only: other languages open and close their quotations with other signs.
_ENGLISH_QUOTES: Final = (
    (re.compile(r"(?<!\w)'(?=\w)"), "\u2018"),
    (re.compile(r'(?<!\w)"(?=\w)'), "\u201c"),
    (re.compile(r'(?<=[\w.,;:!?…)\u2019])"'), "\u201d"),
)
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_PATH: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{2,600}")
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Line and paragraph ends are the only controls in print. The others show nothing, or turn the order of the text.
_LINE_ENDS: Final = frozenset("\n\t\r")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_TEXT: Final = frozenset({"path", "colour", "accent", "url", "language", "direction"})
_NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
_COUNTRY_CODE: Final = 2  # letters, as ISO 3166-1 has it
_ROUNDS: Final = 8
"""How often a text is set again with signs named that no font has; each time Typst names those it has met."""

_ESCAPED: Final = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class PrintError(CharterkitError):
    """A charter that cannot be printed as it is; the text names the charter, the place and what to write instead."""


class Printer:
    """Sets the printed pages of one site.

    Keep one for a whole build: fonts and templates are then read once.
    """

    def __init__(
        self,
        brand: PrintedBrand,
        timestamp: datetime.datetime | int,
        fonts: Sequence[Path] = (),
    ) -> None:
        """Read the fonts and make ready.

        `timestamp` is what the PDF gives as its date: seconds since 1970 or a datetime with a time zone; hand in the
        content's date, not the clock's, or two builds differ. `fonts` are folders of further fonts, for scripts that
        the shipped family lacks.
        """
        self._brand = brand
        self._timestamp = timestamp
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[FONTS, *fonts],
        )
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]).families()
        self._families = [*own, *(family for family in self._fonts.families() if family not in own)]
        self._compilers: dict[str, typst.Compiler] = {}

    def poster(self, charter: PrintedCharter) -> bytes:
        """Give the charter as an A4 poster: one sheet if it can be read on one, further sheets rather than a cut.

        A sign that no font has is printed as its name: an emoji is no reason not to print a charter.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf("poster", charter)

    def template(self, charter: PrintedCharter) -> bytes:
        """Give an A4 sheet on which a school or class writes a charter of its own, in this charter's form.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf("template", charter)

    def large(self, charter: PrintedCharter) -> bytes:
        """Give the charter in large print: one column of 18 pt or more, over as many A4 sheets as it takes.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf("large", charter)

    def large_template(self, charter: PrintedCharter) -> bytes:
        """Give the sheet to write one's own charter on in large print.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf("template-large", charter)

    def _pdf(self, template: str, charter: PrintedCharter) -> bytes:
        data = _given(self._brand, charter, self._families)
        for _ in range(_ROUNDS):
            try:
                pdf = self._compiled(template, data)
            except typst.TypstError as error:
                missing = missing_signs(error)
                if not missing:
                    raise PrintError(f"{_name(charter)} cannot be printed: {error.message}") from error
                data = named_signs(data, missing)
            else:
                if not isinstance(pdf, bytes):
                    raise PrintError(f"{_name(charter)} cannot be printed: Typst gave no PDF.")
                return pdf
        raise PrintError(f"{_name(charter)} cannot be printed: it holds too many signs that no font has.")

    def _compiled(self, template: str, data: dict[str, Any]) -> Any:  # noqa: ANN401 - as Typst has it
        if template not in self._compilers:
            self._compilers[template] = typst.Compiler(
                TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=self._fonts
            )
        return self._compilers[template].compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=self._timestamp,
        )


def _given(brand: PrintedBrand, charter: PrintedCharter, families: Sequence[str]) -> dict[str, Any]:
    """Check everything that Typst is told, and give it as JSON has it."""
    if not _LANGUAGE.fullmatch(charter.language):
        raise PrintError(f"{_name(charter)} has the language {charter.language!r}; write a tag such as en or en-GB.")
    for place, text in _places(brand, charter):
        _refuse_controls(charter, place, text)
    _refuse_bad_marks(brand, charter)
    language, *subtags = charter.language.lower().split("-")
    set_text = _Typesetting(english=language == "en")
    return {
        "fonts": list(families),
        "brand": set_text.of(asdict(brand)),
        "charter": {
            **set_text.of(asdict(charter)),
            "lang": language,
            "region": next((tag.upper() for tag in subtags if len(tag) == _COUNTRY_CODE), None),
            "code": _code(charter.url) if charter.url else None,
            "printed_url": _breakable(re.sub(r"^https?://", "", charter.url).rstrip("/").replace("/", "/\u200b")),
        },
    }


def _places(brand: PrintedBrand, charter: PrintedCharter) -> list[tuple[str, str]]:
    """Give every text with the place where it stands, such as `sections[2].clauses[1].text`."""
    return [*_walk(asdict(charter), ""), *_walk(asdict(brand), "brand")]


def _walk(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from _walk(inner, f"{place}[{number}]")


def _refuse_controls(charter: PrintedCharter, place: str, text: str) -> None:
    for character in text:
        control = unicodedata.category(character) in {"Cc", "Cs"} and character not in _LINE_ENDS
        if control or character in _TURNING:
            sign = _codes(character)
            raise PrintError(
                f"{_name(charter)} cannot be printed: {place} holds the control character {sign}. Delete it."
            )


def _refuse_bad_marks(brand: PrintedBrand, charter: PrintedCharter) -> None:
    """Hold what becomes part of an SVG image to the letters that a path and a colour can have."""
    if not _COLOUR.fullmatch(brand.accent):
        raise PrintError(f"The brand's accent {brand.accent!r} is not a colour; write it as #rrggbb.")
    used = [*charter.marks, *(mark for part in charter.sections for clause in part.clauses for mark in clause.marks)]
    for mark in used:
        if mark.colour is not None and not _COLOUR.fullmatch(mark.colour):
            raise PrintError(
                f"{_name(charter)}: the colour {mark.colour!r} of mark {mark.number} is not one; write it as #rrggbb."
            )
        if mark.path is not None and not _PATH.fullmatch(mark.path):
            raise PrintError(f"{_name(charter)}: the shape of mark {mark.number} is not the path data of an SVG.")


@dataclass(frozen=True, slots=True)
class _Typesetting:
    """Makes texts ready for print: spaces collapsed, quotation marks curled, words breakable."""

    english: bool

    def of(self, value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON is any of its types
        """Give the same data with its texts made ready, and what is no text as it was."""
        if isinstance(value, str):
            return value if key in _NOT_TEXT else _breakable(self.tidy(value))
        if isinstance(value, dict):
            return {name: self.of(inner, name) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.of(inner, key) for inner in value]
        return value

    def tidy(self, text: str) -> str:
        """Collapse the spaces inside paragraphs and curl what was typed straight; a blank line parts paragraphs."""
        paragraphs = (" ".join(piece.split()) for piece in _BLANK_LINE.split(text))
        text = _APOSTROPHE.sub("\u2019", "\n\n".join(piece for piece in paragraphs if piece))
        for straight, curled in _ENGLISH_QUOTES if self.english else ():
            text = straight.sub(curled, text)
        return text


def _breakable(text: str) -> str:
    """Let words that are wider than a column break: a zero-width space shows nothing and is not a hyphen."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_PIECES.findall(word[0])), text)


def _code(url: str) -> str:
    """Draw the QR code of an address as SVG, without a border: the page leaves the quiet paper around it."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return drawn.getvalue().decode()


def missing_signs(error: typst.TypstError) -> list[str]:
    """Give the signs that no font has, where Typst stopped at such."""
    return list(dict.fromkeys(map(_unescaped, _NOT_SHOWN.findall(error.diagnostic or error.message))))


def named_signs(value: Any, missing: Sequence[str]) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Give the same data with the names of signs in place of the signs themselves."""
    if isinstance(value, str):
        for sign in missing:
            value = value.replace(sign, f"[{_sign_name(sign)}]")
        return value
    if isinstance(value, dict):
        return {name: inner if name in _NOT_TEXT else named_signs(inner, missing) for name, inner in value.items()}
    return [named_signs(inner, missing) for inner in value] if isinstance(value, list) else value


def _sign_name(sign: str) -> str:
    """Name a sign in words, such as `grinning face`; what joins and varies signs has no name of its own."""
    names = [unicodedata.name(c, f"U+{ord(c):04X}") for c in sign if unicodedata.category(c) not in {"Mn", "Cf"}]
    return ", ".join(name if name.startswith("U+") else name.lower() for name in names) or "sign"


def _unescaped(found: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)


def _codes(sign: str) -> str:
    """Name a sign by its code points, since a control or an emoji may not show where the message is read."""
    codes = " ".join(f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip() for character in sign)
    return f"{sign} ({codes})" if sign.isprintable() else codes


def _name(charter: PrintedCharter) -> str:
    return f"The charter \u201c{charter.title}\u201d"
