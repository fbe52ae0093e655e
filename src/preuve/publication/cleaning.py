"""What is taken out of a built site: HTML comments, pictures' metadata, and what the theme brings
and nobody uses.

No pixel is changed: a picture's parts that hold no picture are cut out of its bytes. How a
photograph is turned stays.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from preuve.core.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMENT = re.compile(
    rb"<(script|style|textarea|pre)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_XML_COMMENT = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<metadata\b.*?</metadata\s*>", re.DOTALL | re.IGNORECASE
)
_NOTES = {*range(0xE1, 0xF0), 0xFE} - {
    0xEE
}  # what a JPEG says of itself; 0xEE is how its colours are meant
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"dSIG"})
_ORIENTATION = 0x0112


def clean(folder: Path) -> dict[str, str]:
    """Clean every page and picture below a folder, in place;
    return the digest that each had before which is another now.
    """
    before: dict[str, str] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        if file.suffix.lower() in {
            ".html",
            ".htm",
            ".svg",
            ".png",
            ".jpg",
            ".jpeg",
            ".webp",
            ".gif",
        }:
            data = file.read_bytes()
            cleaned = cleaned_file(file.name, data)
            if cleaned != data:
                file.write_bytes(cleaned)
                before[file.relative_to(folder).as_posix()] = digest_of(data)
    return before


def cleaned_file(name: str, data: bytes) -> bytes:  # noqa: PLR0911 - one way a form
    """Return a file without comments or metadata; one that is not as its form demands is returned
    as it is, to be looked at.
    """
    ending = name.lower().rpartition(".")[2]
    try:
        if ending in {"html", "htm"}:
            return _COMMENT.sub(lambda match: match[0] if match[1] else b"", data)
        if ending == "svg":
            return _XML_COMMENT.sub(
                lambda match: match[0] if match[0].startswith(b"<![") else b"", data
            )
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(data))
    except (IndexError, struct.error, ValueError):
        return data
    return data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError
        if kind not in _PNG_TEXTS:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while True:
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
            yield _turned(body[6:])
        elif mark not in _NOTES or (mark == 0xE2 and body.startswith(b"ICC_PROFILE")):  # noqa: PLR2004
            yield data[at:end]
        if mark == 0xDA:  # noqa: PLR2004 - the picture itself, to its end
            yield data[
                end : data.index(b"\xff\xd9", end) + 2
            ]  # what follows is another picture, or none
            return
        at = end


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


def _webp(data: bytes) -> bytes:
    parts, at = [], 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise ValueError
        if kind == b"VP8X":
            parts.append(data[at : at + 8] + bytes([data[at + 8] & ~0b1100]) + data[at + 9 : end])
        elif kind not in {b"EXIF", b"XMP "}:
            parts.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield data[:at]
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
        if label != 0xFE and not notes:  # noqa: PLR2004
            yield data[start:at]
    yield b";"
