"""Writes pictures anew for readers: nothing in them but the picture, and no larger than a page can show.

Every picture is unpacked and packed again, so whatever its file carried unseen (where and when it was taken, by whom,
a preview of what was cut off) stays behind. Colours are brought to sRGB, which every screen takes for granted, so no
colour profile is needed either. The same file gives the same bytes, and what was written is remembered.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any, Final

from charterkit.pictures import FORMATS, facts, unpacked
from charterkit.views.media import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL.Image import Image

WIDTHS: Final = (640, 1280)
"""The widths, in pixels, in which a picture of a record is published. None is made larger than it is."""

WIDEST: Final = 1920
"""How wide a picture may be that an editor's page shows."""

_SAVED: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "WEBP": {"quality": 82, "method": 4},
    "PNG": {"optimize": True},
    "GIF": {"optimize": True},
}
_FORMAT: Final = 1
"""Changes when what is written does."""


class Darkroom:
    """Makes pictures ready, and keeps them in the folder `work` of our own under the hash `key` gives."""

    def __init__(self, work: Path, key: Callable[[object], bytes]) -> None:
        """Nothing is made yet."""
        self.work = work
        self.key = key
        self.used: set[str] = set()

    def sizes(self, source: Path, stem: str, ending: str) -> tuple[Published, dict[str, Path]]:
        """Give a picture in the widths of pages, and each path in the site with the file to put there.

        `stem` is the path without what tells its sizes apart. Raises `PictureError`.
        """
        raw = source.read_bytes()
        known = facts(raw, ending)
        sign = hashlib.sha256(raw).hexdigest()[:8]  # so that a browser never shows an old picture for a new one
        widest = min(known.width, WIDTHS[-1])
        widths = [*(width for width in WIDTHS if width < widest), widest]
        made = {f"{stem}-{sign}-{width}{ending}": self._made(raw, ending, width) for width in widths}
        height = max(1, round(known.height * widest / known.width))
        return Published(tuple(zip(made, widths, strict=True)), widest, height), made

    def cleaned(self, source: Path, ending: str) -> Path:
        """Give a picture as one file, no wider than a page. Raises `PictureError`."""
        return self._made(source.read_bytes(), ending, WIDEST)

    def tidy(self) -> None:
        """Forget what was not asked for."""
        for path in self.work.glob("*") if self.used else ():
            if path.name not in self.used:
                path.unlink(missing_ok=True)

    def _made(self, raw: bytes, ending: str, width: int) -> Path:
        import PIL  # noqa: PLC0415 - 0.1 s, which sites without pictures need not wait for

        key = self.key((_FORMAT, PIL.__version__, hashlib.sha256(raw).digest(), ending, width)).hex()
        path = self.work / f"{key}{ending}"
        self.used.add(path.name)
        if not path.is_file():
            self.work.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f"{path.name}.new")
            new.write_bytes(rewritten(raw, ending, width))
            new.replace(path)
        return path


def rewritten(raw: bytes, ending: str, width: int) -> bytes:
    """Give a picture with nothing in it but the picture, at most `width` pixels wide. Raises `PictureError`."""
    from PIL import ImageOps  # noqa: PLC0415 - as above

    kind = FORMATS[ending]
    image = _plain(ImageOps.exif_transpose(unpacked(raw, ending)), kind)
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), reducing_gap=3.0)
    out = io.BytesIO()
    _bare(image).save(out, kind, **_SAVED[kind])
    return out.getvalue()


def _plain(image: Image, kind: str) -> Image:
    """Bring a picture to eight bits of sRGB, grey or with transparency where the format has it."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")  # sixteen bits of grey
    clear = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    if image.mode not in {"L", "RGB", "RGBA"} and not (profile and image.mode == "CMYK"):
        image = image.convert("RGBA" if clear else "RGB")
    elif clear and image.mode != "RGBA":
        image = image.convert("RGBA")
    image = _in_srgb(image, profile) if profile else image
    if image.mode == "CMYK" or (kind == "JPEG" and image.mode == "RGBA"):
        image = image.convert("RGB")
    return image


def _in_srgb(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms  # noqa: PLC0415 - as above

    mode = image.mode if image.mode != "CMYK" else "RGB"
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, space, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that nobody can use; most screens would pass over it as well
    return changed if changed is not None else image


def _bare(image: Image) -> Image:
    """Give the pixels alone: what is known about a picture would be written into its file again."""
    from PIL import Image as Images  # noqa: PLC0415 - as above

    bare = Images.new(image.mode, image.size)
    bare.paste(image)
    return bare
