"""Opens Office files, which are ZIP files of XML, without trusting what they say of themselves.

They come from strangers. Sizes are counted while unpacking, not taken from the directory, and XML that defines
entities is refused before anything is made of it. Nothing that a file refers to is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from charterkit.importing import CannotImport

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 10 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_TAGS = 400_000
"""The most XML tags that are looked at: a document of some hundred pages, or a sheet of a hundred thousand cells."""

_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00")


def members(path: Path, wanted: re.Pattern[str]) -> dict[str, bytes]:
    """Give the content of those members whose name matches `wanted`.

    Raises `CannotImport` where the file is none of Office, too large, or holds what no Office program writes.
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise CannotImport(f"{path.name} is {size >> 20} MB large; at most {MAX_FILE >> 20} MB are read.")
        return _unpacked(path.name, path.read_bytes(), wanted)
    except OSError as error:
        raise CannotImport(f"{path.name} cannot be opened ({error.strerror}).") from None


def xml(name: str, data: bytes) -> etree._Element:
    """Parse a member. Raises `CannotImport` where it is not well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise CannotImport(
            f"{name} is damaged: its content cannot be read. Save it again, then try once more."
        ) from None


def _unpacked(name: str, data: bytes, wanted: re.Pattern[str]) -> dict[str, bytes]:
    found = {}
    left, tags = MAX_UNPACKED, 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MAX_MEMBERS:
                raise CannotImport(f"{name} holds more than {MAX_MEMBERS} files, which no document does.")
            for member in listed:
                if not wanted.fullmatch(member.filename):
                    continue
                if member.filename in found:
                    raise CannotImport(f"{name} holds the same part twice, which no Office program writes.")
                with archive.open(member) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise CannotImport(f"{name} unpacks to more than {MAX_UNPACKED >> 20} MB and was not read.")
                if _DOCTYPE.search(content) or content.startswith(_WIDE):
                    raise CannotImport(f"{name} defines XML entities, which no Office program does. It was not read.")
                tags += content.count(b"<")
                if tags > MAX_TAGS:
                    raise CannotImport(f"{name} holds more than any form or table. Divide it into several files.")
                found[member.filename] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        hint = "Open it in the program that it is from, and save it again (as .docx, .xlsx or .csv)."
        raise CannotImport(f"{name} is damaged, locked with a password, or not an Office file. {hint}") from None
    return found
