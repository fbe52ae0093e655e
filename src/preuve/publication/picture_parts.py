"""A picture's parts, in their order: those that draw it, and those that only say something of it.

What no part holds lies behind the picture, where no browser looks.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()
)
"""Programs put whole drawings into parts of their own, each layer of them."""
_WEBP_DRAWS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_JPEG_NOTES = {*range(0xE1, 0xF0), 0xFE} - {0xEE}
"""What a JPEG says of itself; 0xEE is how its colours are meant."""
_ORIENTATION = 0x0112


class PicturePart(NamedTuple):
    """A part of a picture."""

    kept: bytes
    """What of it draws; nothing of a part that only says something."""
    end: int
    """Where it ends in the picture's bytes."""


def parts(data: bytes) -> Iterator[PicturePart]:
    """Yield the parts of a PNG, JPEG, WebP or GIF, and an icon as one; of no other form any.

    Raises:
        ValueError: its bytes are not as its form demands.

    """
    try:
        if data.startswith(_PNG):
            yield from _png(data)
        elif data.startswith(b"\xff\xd8\xff"):
            yield from _jpeg(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            yield from _webp(data)
        elif data.startswith((b"GIF87a", b"GIF89a")):
            yield from _gif(data)
        elif data.startswith(b"\0\0\1\0"):
            yield _icon(data)
    except (IndexError, struct.error) as error:
        raise ValueError(str(error)) from None


def without_notes(data: bytes) -> bytes:
    """Return a picture of the parts that draw it, how a photograph is turned included; what has no
    parts as it is.

    Raises:
        ValueError: its bytes are not as its form demands.

    """
    kept = b"".join(part.kept for part in parts(data)) or data
    if kept.startswith(b"RIFF"):
        return kept[:4] + struct.pack("<I", len(kept) - 8) + kept[8:]
    return kept


def _png(data: bytes) -> Iterator[PicturePart]:
    yield PicturePart(_PNG, at := len(_PNG))
    kind = b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError
        yield PicturePart(data[at:end] if kind in _PNG_DRAWS else b"", end)
        at = end


def _jpeg(data: bytes) -> Iterator[PicturePart]:
    yield PicturePart(data[:2], at := 2)
    mark = 0
    while mark != 0xDA:  # noqa: PLR2004 - the picture itself, to its end
        if data[at] != 0xFF:  # noqa: PLR2004 - every part begins so
            raise ValueError
        mark = data[at + 1]
        if mark == 0xFF:  # noqa: PLR2004 - filling
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if end > len(data):
            raise ValueError
        body = data[at + 4 : end]
        if mark == 0xE1 and body.startswith(b"Exif\0\0"):  # noqa: PLR2004
            yield PicturePart(_turned(body[6:]), end)
        else:
            draws = mark not in _JPEG_NOTES or (mark == 0xE2 and body.startswith(b"ICC_PROFILE"))  # noqa: PLR2004
            yield PicturePart(data[at:end] if draws else b"", end)
        at = end
    end = data.index(b"\xff\xd9", at) + 2  # what follows is another picture, or none
    yield PicturePart(data[at:end], end)


def _turned(exif: bytes) -> bytes:
    """Return, of a photograph's metadata, how it is to be turned; nothing where it is upright."""
    order = "<" if exif[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    for number in range(min(count, 200)):
        tag, kind, _size, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
        if tag == _ORIENTATION and kind == 3 and 2 <= value <= 8:  # noqa: PLR2004 - a short; 1 is upright
            body = (
                b"Exif\0\0MM\0*\0\0\0\x08\0\x01"
                + struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
                + b"\0\0\0\0"
            )
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""


def _webp(data: bytes) -> Iterator[PicturePart]:
    (length,) = struct.unpack_from("<I", data, 4)
    whole = 8 + length
    if whole > len(data):
        raise ValueError
    yield PicturePart(data[:12], at := 12)
    while at < whole:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = min(at + 8 + length + length % 2, whole)
        if at + 8 + length > whole:
            raise ValueError
        if kind == b"VP8X":  # without the flags that say that there are notes
            yield PicturePart(
                data[at : at + 8] + bytes([data[at + 8] & ~0b1100]) + data[at + 9 : end], end
            )
        else:
            yield PicturePart(data[at:end] if kind in _WEBP_DRAWS else b"", end)
        at = end


def _gif(data: bytes) -> Iterator[PicturePart]:
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield PicturePart(data[:at], at)
    while data[at] != 0x3B:  # noqa: PLR2004 - the end
        start, kind = at, data[at]
        if kind == 0x21:  # noqa: PLR2004 - an extension
            label = data[at + 1]
            at += 2
        elif kind == 0x2C:  # noqa: PLR2004 - a picture
            label = 0
            flags = data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
        else:
            raise ValueError
        first = data[at + 1 : at + 12]
        while data[at]:
            at += data[at] + 1
        at += 1
        notes = label == 0xFF and not first.startswith((b"NETSCAPE", b"ANIMEXTS"))  # noqa: PLR2004
        draws = label != 0xFE and not notes  # noqa: PLR2004
        yield PicturePart(data[start:at] if draws else b"", at)
    yield PicturePart(b";", at + 1)


def _icon(data: bytes) -> PicturePart:
    (count,) = struct.unpack_from("<H", data, 4)
    places = (struct.unpack_from("<II", data, 14 + 16 * number) for number in range(count))
    end = max((size + begin for size, begin in places), default=0)
    if not 0 < end <= len(data):
        raise ValueError
    return PicturePart(data[:end], end)
