"""Pictures: their bytes are parsed and their metadata read.
What is written in their pixels only a person can read.
"""

from __future__ import annotations

import html
import io
import re
import warnings
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers.extraction import UnreadableError, as_it_stands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.readers.extraction import FileReading

FONTS = frozenset({".woff", ".woff2", ".ttf", ".otf", ".eot"})
_BEGINNINGS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\0\0\1\0",
    b"8BPS",
)
_PNG = _BEGINNINGS[0]
SMALL = 128 * 128
"""Pixels of a picture that holds no text worth reading: an icon, a small logo."""
_MOST_PIXELS = 120_000_000


def is_picture(data: bytes) -> bool:
    """Return whether bytes begin as a picture's do."""
    return (
        data.startswith(_BEGINNINGS)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12]
        in {
            b"ftypheic",
            b"ftypheix",
            b"ftypavif",
            b"ftypmif1",
        }
    )


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a picture: its size, its metadata packed or not,
    and whatever else stands among its bytes.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    from PIL import Image  # noqa: PLC0415 - heavy, and only pictures need it

    reading.say(*(html.unescape(text) for text in as_it_stands(data)))
    if (behind := data[_end(data) :]).strip(b"\0\r\n"):
        reading.carry("behind", behind)
    if data.startswith(_PNG):
        for text in _packed(data, reading.left):
            reading.say(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    raise UnreadableError(say("it is packed too deep, or unpacks to too much"))  # noqa: TRY301 - told like damage
                # before anything else is asked of it, and the last that this one answers
                picture.verify()
            with Image.open(io.BytesIO(data)) as picture:
                reading.say(*(str(value) for value in picture.getexif().values()))
                reading.say(
                    *(str(value) for value in picture.info.values() if isinstance(value, str))
                )
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a damaged picture does to its parser
        raise UnreadableError(say("it is damaged ({why})", why=type(error).__name__)) from None
    if width * height > SMALL:
        reading.pixels.append(name)


def _end(data: bytes) -> int:
    """Return where a picture ends: what follows no browser shows. A form whose end is not told here
    ends with the file.
    """
    if data.startswith(_PNG):
        at = data.find(b"IEND")
        return at + 8 if at >= 0 else len(data)
    if data[:4] == b"RIFF":
        return 8 + int.from_bytes(data[4:8], "little")
    if data.startswith(b"\xff\xd8\xff"):
        at = 2
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        end = data.find(b"\xff\xd9", at)
        return end + 2 if end >= 0 else len(data)
    return len(data)


def _packed(data: bytes, most: int) -> Iterator[str]:
    """Yield the texts of a PNG that are packed: the plain ones are seen as they stand."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            body = data[at + 8 : at + 8 + length]
            for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
                with suppress(zlib.error):
                    text = zlib.decompressobj().decompress(body[start:], min(most, 1 << 22))
                    yield from (html.unescape(form) for form in as_it_stands(text))
        at += 12 + length


def is_font(data: bytes) -> bool:
    """Return whether bytes begin as a font's do."""
    return (
        data.startswith((b"wOFF", b"wOF2", b"\0\1\0\0", b"OTTO", b"true")) or data[34:36] == b"LP"
    )


def read_font(reading: FileReading, _name: str, data: bytes) -> None:
    """Read a font's names as they stand: letters, not sentences."""
    reading.say(*as_it_stands(data[: 1 << 20]))
