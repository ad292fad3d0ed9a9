"""What every printed thing has in common: its texts are checked and made ready for print, and its address drawn.

`given` turns a `Sheet` into the JSON that its template gets; what Typst stops at is said in the editor's terms.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import segno

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import typst

    from charterkit.views.printables import PrintedBrand

_BREAK, _QUIET_BREAK = "\u200b", "\u2063"
_MOST_QUIET = 24
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
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Line and paragraph ends are the only controls in print. The others show nothing, or turn the order of the text.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_NOT_TEXT: Final = frozenset({"path", "colour", "accent", "url", "language", "direction", "kind", "shape"})
_NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
_MASK: Final = 2  # any of eight will do; trying all takes six times as long
_COUNTRY_CODE: Final = 2  # letters, as ISO 3166-1 has it
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class PrintError(CharterkitError):
    """Something that cannot be printed as it is; the text names it, the place and what to write instead."""


class _ControlError(PrintError):
    """A text holds a control character; where it stands is looked for then."""


@dataclass(frozen=True)
class Sheet:
    """A thing to print: the `template` that sets it, which finds it under `key`, and its own data (a dataclass).

    The data have `title`, `language`, `direction` and `url`. `called` is what messages call it; `ready` is what the
    template gets besides, `paper` the size of the poster's sheets; `large` asks for large print.
    """

    template: str
    key: str
    called: str
    printed: Any
    ready: Mapping[str, Any] = field(default_factory=dict)
    paper: str = "a4"
    large: bool = False


def given(brand: PrintedBrand, sheet: Sheet, families: Sequence[str]) -> dict[str, Any]:
    """Check everything that Typst is told, and give it as JSON has it."""
    printed = sheet.printed
    if not _LANGUAGE.fullmatch(printed.language):
        raise PrintError(f"{sheet.called} has the language {printed.language!r}; write a tag such as en or en-GB.")
    shown, branded = _plain(printed), _plain(brand)
    if not COLOUR.fullmatch(brand.accent):
        raise PrintError(f"The brand's accent {brand.accent!r} is not a colour; write it as #rrggbb.")
    language, *subtags = printed.language.lower().split("-")
    set_text = _Typesetting(english=language == "en")
    try:
        ready, ready_brand = set_text.of(shown), set_text.of(branded)
    except _ControlError:
        for place, text in _places(brand, sheet):
            _refuse_controls(sheet, place, text)
        raise
    return {
        "fonts": list(families),
        "brand": ready_brand,
        sheet.key: {
            **ready,
            "lang": language,
            "region": next((tag.upper() for tag in subtags if len(tag) == _COUNTRY_CODE), None),
            "code": _code(printed.url) if printed.url else None,
            "printed_url": _breakable(re.sub(r"^https?://", "", printed.url).rstrip("/").replace("/", f"/{_BREAK}")),
            **sheet.ready,
        },
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Give a dataclass as mappings and lists; unlike `asdict` it copies nothing that is plain already."""
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _places(brand: PrintedBrand, sheet: Sheet) -> list[tuple[str, str]]:
    """Give every text with the place where it stands, such as `sections[2].clauses[1].text`."""
    return [*_walk(_plain(sheet.printed), ""), *_walk(_plain(brand), "brand")]


def _walk(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from _walk(inner, f"{place}[{number}]")


def _refuse_controls(sheet: Sheet, place: str, text: str) -> None:
    for character in _CONTROLS.findall(text):
        sign = _codes(character)
        raise PrintError(f"{sheet.called} cannot be printed: {place} holds the control character {sign}. Delete it.")


@dataclass(frozen=True, slots=True)
class _Typesetting:
    """Makes texts ready for print: spaces collapsed, quotation marks curled, words breakable."""

    english: bool

    def of(self, value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON is any of its types
        """Give the same data with its texts made ready, and what is no text as it was."""
        if isinstance(value, str):
            if _CONTROLS.search(value):
                raise _ControlError(value)
            if key in _NOT_TEXT:
                return value
            return _breakable(self.curled(value) if key == "run" else self.tidy(value))
        if isinstance(value, dict):
            return {name: self.of(inner, name) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.of(inner, key) for inner in value]
        return value

    def tidy(self, text: str) -> str:
        """Collapse the spaces inside paragraphs and curl what was typed straight; a blank line parts paragraphs."""
        paragraphs = (" ".join(piece.split()) for piece in _BLANK_LINE.split(text))
        return self.curled("\n\n".join(piece for piece in paragraphs if piece))

    def curled(self, text: str) -> str:
        """Curl what was typed straight, and leave the spaces: a run of a tree of blocks may end in one."""
        if "'" not in text and '"' not in text:
            return text
        text = _APOSTROPHE.sub("\u2019", text)
        for straight, curled in _ENGLISH_QUOTES if self.english else ():
            text = straight.sub(curled, text)
        return text


def _breakable(text: str) -> str:
    """Let words that are wider than a column break.

    A zero-width space shows nothing and is not a hyphen, but whoever copies the word copies it too. Templates set what
    cannot be copied in the place of the other sign; Typst does that for so many in one text, and no more.
    """
    broken = _LONG_WORD.sub(lambda word: _BREAK.join(_PIECES.findall(word[0])), text)
    return broken.replace(_BREAK, _QUIET_BREAK) if broken.count(_BREAK) <= _MOST_QUIET else broken


def _code(url: str) -> str:
    """Draw the QR code of an address as SVG, without a border: the page leaves the quiet paper around it."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=_MASK).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return drawn.getvalue().decode()


def missing_signs(error: typst.TypstError) -> list[str]:
    """Give the signs that no font has, where Typst stopped at such."""
    return list(dict.fromkeys(map(_unescaped, _NOT_SHOWN.findall(error.diagnostic or error.message))))


def named(value: Any, missing: Sequence[str]) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Give the same data with the names of signs in place of the signs themselves."""
    if isinstance(value, str):
        for sign in missing:
            name = _sign_name(sign)
            value = value.replace(sign, f"[{name}]" if name else "")
        return value
    if isinstance(value, dict):
        return {name: inner if name in _NOT_TEXT else named(inner, missing) for name, inner in value.items()}
    return [named(inner, missing) for inner in value] if isinstance(value, list) else value


def _sign_name(sign: str) -> str:
    """Name a sign in words, such as `grinning face`; what joins and varies signs has no name of its own."""
    names = [unicodedata.name(c, f"U+{ord(c):04X}") for c in sign if unicodedata.category(c) not in {"Mn", "Cf"}]
    return ", ".join(name if name.startswith("U+") else name.lower() for name in names)


def _unescaped(found: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)


def _codes(sign: str) -> str:
    """Name a sign by its code points, since a control or an emoji may not show where the message is read."""
    codes = " ".join(f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip() for character in sign)
    return f"{sign} ({codes})" if sign.isprintable() else codes
