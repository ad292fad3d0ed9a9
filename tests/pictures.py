"""Makes small pictures for tests, and pictures as nobody should publish them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

SECRET = "SECRET-17"
"""What must be in no published file."""

_GPS = 0x8825
_ARTIST, _ORIENTATION = 0x013B, 0x0112
_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}


def drawn(width: int = 1600, height: int = 900) -> Image.Image:
    """Draw something that is not one colour: a ramp with a square in its upper left corner."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((200, 30, 30), (0, 0, width // 4, height // 4))
    return image


def saved(image: Image.Image, ending: str, **more: Any) -> bytes:
    """Give a picture as the bytes of a file."""
    out = io.BytesIO()
    image.save(out, _FORMATS[ending], **more)
    return out.getvalue()


def picture(ending: str, width: int = 1600, height: int = 900) -> bytes:
    """Give a picture with nothing in it but the picture."""
    return saved(drawn(width, height), ending)


def telling(ending: str, width: int = 1600, height: int = 900, orientation: int = 1) -> bytes:
    """Give a picture that says by whom and where it was taken, in every way that its format has."""
    exif = Image.Exif()
    exif[_ARTIST] = SECRET
    exif[_ORIENTATION] = orientation
    exif[_GPS] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{SECRET}</a></x:xmpmeta>'.encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET.encode()
    more: dict[str, Any] = {"exif": exif.tobytes(), "icc_profile": profile}
    if ending == "png":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET)
        notes.add_text("Comment", SECRET, zip=True)
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
        more["pnginfo"] = notes
    elif ending == "gif":
        more = {"comment": SECRET.encode()}
    else:
        more["xmp"] = xmp
        if ending != "webp":
            more["comment"] = SECRET.encode()
    return saved(drawn(width, height), ending, **more) + SECRET.encode()


def moving(ending: str) -> bytes:
    """Give a picture that moves."""
    return saved(drawn(20, 20), ending, save_all=True, append_images=[drawn(20, 20).rotate(90)], duration=100, loop=0)


def claiming(width: int, height: int) -> bytes:
    """Give a small PNG that claims to be as large as this."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
