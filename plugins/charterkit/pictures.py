"""Looks at pictures without unpacking them: what they are, how large, and what was written into them unseen.

Pictures come from strangers, and from telephones. A header is read before anything is unpacked, so that a small file
that claims to be a huge picture is refused at once, and a file is what its ending says or is refused.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}
"""The kinds of picture that are published, by the ending of the file."""

MOST_PIXELS: Final = 40_000_000
MOST_BYTES: Final = 16 * 1024 * 1024

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SHARP_TURN: Final = 5  # from this EXIF orientation on, a picture lies on its side
_ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
_PNG_NOTES: Final = {b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"eXIf": "EXIF", b"tIME": "the time"}
_WEBP_NOTES: Final = {b"EXIF": "EXIF", b"XMP ": "XMP"}
_NO_LENGTH: Final = {0x01, *range(0xD0, 0xDA)}  # the markers of JPEG that stand alone


class PictureError(Exception):
    """A file that is not published as a picture; `hint` says what to do, `rule` names the kind of mistake."""

    def __init__(self, message: str, hint: str, rule: str) -> None:
        """Keep them."""
        super().__init__(message)
        self.message, self.hint, self.rule = message, hint, rule


@dataclass(frozen=True, slots=True)
class Facts:
    """A picture's kind, its size as it is shown, and what it carries unseen: `notes` and, of all notes, a place."""

    kind: str
    width: int
    height: int
    notes: tuple[str, ...]
    place: bool


def facts(raw: bytes, ending: str) -> Facts:
    """Look at a picture; `ending` is that of its file, as in `.png`.

    Raises `PictureError` for what is not published.
    """
    with opened(raw, ending) as image:
        width, height = image.size
        exif = image.getexif()
        if exif.get(_ORIENTATION, 1) >= _SHARP_TURN:
            width, height = height, width
        kind = FORMATS[ending]
        notes = tuple(dict.fromkeys(_notes(raw, kind, commented="comment" in image.info)))
        place = bool(exif.get_ifd(_GPS)) or (b"exif:GPS" in raw and "XMP" in notes)
    return Facts(kind, width, height, notes, place)


def opened(raw: bytes, ending: str) -> Image:
    """Open a picture without unpacking it.

    Raises `PictureError` where it is not what its ending says, or too large, or moves.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - 0.1 s, which sites without pictures need not wait for

    kind = FORMATS[ending]
    if len(raw) > MOST_BYTES:
        message = f"is {-(-len(raw) // 1024**2)} MB large; at most {MOST_BYTES // 1024**2} MB are read"
        raise PictureError(message, "Save it smaller: 1,600 pixels wide is plenty.", "too-large")
    if raw.lstrip()[:5].lower() in {b"<?xml", b"<svg ", b"<svg>"}:
        hint = "SVG can hold scripts, and is not taken in records. Save it as PNG."
        raise PictureError(f"is not a {kind} picture but XML or SVG", hint, "picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(raw), formats=[kind])
    except Image.DecompressionBombError:
        message = f"has more than {MOST_PIXELS // 1_000_000} million pixels"
        raise PictureError(message, "Save it smaller: 1,600 pixels wide is plenty.", "too-many-pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        hint = f"Save it as {kind}, or give it the ending of what it is; renaming a file does not change its kind."
        raise PictureError(f"is not a {kind} picture", hint, "picture") from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        message = f"has {width * height / 1e6:,.0f} million pixels; at most {MOST_PIXELS // 1_000_000} million are read"
        raise PictureError(message, "Save it smaller: 1,600 pixels wide is plenty.", "too-many-pixels")
    if _moves(image, raw, kind):
        hint = "Save one picture of it. Nobody can stop a moving one, and some readers cannot bear it."
        raise PictureError("moves", hint, "picture")
    return image


def unpacked(raw: bytes, ending: str) -> Image:
    """Open a picture and unpack it.

    Raises `PictureError` as `opened` does, and where its data ends too early or cannot be used.
    """
    image = opened(raw, ending)
    try:
        if not _is_whole(raw, FORMATS[ending]):
            raise OSError  # noqa: TRY301 - as what the library says below
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        hint = "Copy it again from where it came from; it was probably cut off on the way."
        raise PictureError("is damaged or cut off", hint, "picture") from None
    return image


def _moves(image: Image, raw: bytes, kind: str) -> bool:
    if kind == "JPEG":
        return False  # several pictures in one file are previews, as telephones make them
    if kind == "PNG":
        return b"acTL" in {name for name, _ in _png_chunks(raw)}
    try:
        return bool(getattr(image, "is_animated", False))
    except (OSError, SyntaxError, ValueError, EOFError):
        return False  # damaged, which is said when it is unpacked


def _is_whole(raw: bytes, kind: str) -> bool:
    """Say whether a file ends where its format ends; decoders pass over a missing end."""
    if kind == "PNG":
        return b"IEND" in {name for name, _ in _png_chunks(raw)}
    if kind == "JPEG":
        return b"\xff\xd9" in raw[-65536:]
    if kind == "WEBP":
        return int.from_bytes(raw[4:8], "little") + 8 <= len(raw)
    return b"\x3b" in raw[-1024:]


def _notes(raw: bytes, kind: str, *, commented: bool) -> Iterator[str]:
    """Say what is written into a picture beside the picture."""
    if kind == "PNG":
        for name, data in _png_chunks(raw):
            if name in _PNG_NOTES:
                yield "XMP" if data.startswith(b"XML:com.adobe.xmp") else _PNG_NOTES[name]
    elif kind == "JPEG":
        yield from _jpeg_notes(raw)
    elif kind == "WEBP":
        yield from (_WEBP_NOTES[name] for name in _riff_chunks(raw) if name in _WEBP_NOTES)
    else:
        yield from ("XMP",) if b"XMP DataXMP" in raw else ()
        yield from ("a comment",) if commented else ()


def _png_chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        yield raw[at + 4 : at + 8], raw[at + 8 : at + 8 + min(length, 32)]
        at += length + 12


def _riff_chunks(raw: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(raw):
        yield raw[at : at + 4]
        length = int.from_bytes(raw[at + 4 : at + 8], "little")
        at += 8 + length + length % 2


def _jpeg_notes(raw: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = raw[at + 1]
        if marker == 0xDA:  # noqa: PLR2004 - the picture itself begins
            return
        if marker in _NO_LENGTH or marker == 0xFF:  # noqa: PLR2004 - a byte that fills up
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - as above
            continue
        length = int.from_bytes(raw[at + 2 : at + 4], "big")
        data = raw[at + 4 : at + 4 + min(length, 40)]
        if marker == 0xE1:  # noqa: PLR2004 - APP1
            yield "EXIF" if data.startswith(b"Exif") else "XMP"
        elif marker == 0xED:  # noqa: PLR2004 - APP13
            yield "IPTC"
        elif marker == 0xFE:  # noqa: PLR2004 - COM
            yield "a comment"
        elif marker == 0xE2 and data.startswith(b"MPF"):  # noqa: PLR2004 - APP2
            yield "a second picture"
        at += 2 + length
