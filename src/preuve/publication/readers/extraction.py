"""What a reading of one file gathers, within bounds:
texts, what was carried in it, what could not be read.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from preuve.core.digest import digest_of
from preuve.core.errors import PreuveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message

Carried = tuple[str, bytes, int]
"""A file within another: its name, its bytes, how deep it lies."""


class UnreadableError(PreuveError):
    """A file, or a part of it, that cannot be taken apart;
    the message says why, in the middle of a sentence.
    """


class FileReading:
    """All that one file says."""

    MOST_BYTES = 96 * 1024 * 1024
    """Of a file and all that is unpacked from it."""
    MOST_PARTS = 20_000
    MOST_DEPTH = 5

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.carried: list[tuple[str, bytes]] = []
        self.faults: list[tuple[str, Message]] = []
        """What could not be read, and why."""
        self.pixels: list[str] = []
        """What holds a picture large enough to hold text: somebody has to look at it."""
        self.companies: list[str] = []
        """Numbers in a workbook that are a company's, or a mobile telephone's by chance."""
        self.digests: set[str] = set()
        self._bytes = self.MOST_BYTES
        self._parts = self.MOST_PARTS

    def take(self, size: int) -> bool:
        """Take a part of a size off what may still be read; return whether it was within bounds."""
        self._bytes -= size
        self._parts -= 1
        return self._bytes >= 0 and self._parts >= 0

    @property
    def left(self) -> int:
        """Return how many bytes may still be unpacked."""
        return max(0, self._bytes)

    def say(self, *texts: str) -> None:
        """Note texts."""
        self.texts += [text for text in texts if text]

    def carry(self, name: str, data: bytes) -> None:
        """Note a file within: it is read next."""
        self.carried.append((name, data))
        self.say(name)

    def unread(self, label: str, why: Message) -> None:
        """Note what could not be read."""
        self.faults.append((label, why))

    def note_digest(self, data: bytes) -> str:
        """Remember a file's digest, and return it: the file of a withheld proof is known by it,
        wherever it is packed.
        """
        digest = digest_of(data)
        if data:
            self.digests.add(digest)
        return digest


def ending(name: str) -> str:
    """Return a name's ending in small letters, with its dot."""
    last = name.rpartition("/")[2]
    return f".{last.rpartition('.')[2].lower()}" if "." in last else ""


_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_STEP = 4096
_FEWEST = 8
"""Bytes that come of a packed text; fewer come by chance."""


def packed_within(data: bytes, most: int) -> Iterator[bytes]:
    """Yield what is packed somewhere in bytes, as PDF and PNG pack: of what is damaged, the whole
    beginning.
    """
    for match in _ZLIB.finditer(data):
        if len(content := unpacked(data[match.start() :], zlib.MAX_WBITS, most)) >= _FEWEST:
            yield content


def unpacked(data: bytes, bits: int, most: int) -> bytes:
    """Return what zlib makes of the beginning of bytes, up to the byte where they are damaged."""
    unpacker, content = zlib.decompressobj(bits), bytearray()
    for at in range(0, len(data), _STEP):
        piece, before = data[at : at + _STEP], unpacker.copy()
        try:
            content += unpacker.decompress(piece)
        except zlib.error:
            with suppress(zlib.error):
                for place in range(len(piece)):
                    content += before.decompress(piece[place : place + 1])
            break
        if unpacker.eof or len(content) > most:
            break
    return bytes(content)


_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\x1b")


def looks_like_text(data: bytes) -> bool:
    """Return whether bytes are text in some encoding:
    no controls, or every second byte nothing, as in UTF-16.
    """
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        half, empty = len(head) // 2, sorted((head[0::2].count(0), head[1::2].count(0)))
        return empty[1] > half * 0.6 and empty[0] < half * 0.1 and len(data) % 2 == 0
    return controls(data) == 0


def controls(data: bytes) -> int:
    """Return how many signs of a file stand in no text."""
    return len(data.translate(None, bytes(set(range(256)) - set(_CONTROLS))))


_FAR = re.compile("[^ -~\u00a0-\u024f\u2010-\u203a]+")


def as_it_stands(data: bytes) -> list[str]:
    """Return a file's bytes in the encodings that names and notes are written in:
    what is not packed is seen.
    """
    texts = [data.decode("utf-8", "ignore"), data.decode("cp1252", "ignore")]
    for encoding in ("utf-16-be", "utf-16-le"):
        texts += [data[odd:].decode(encoding, "ignore") for odd in (0, 1)]
    # Two bytes a sign once more: where one is lost, the rest of the text is in the other half.
    texts.append(data.replace(b"\0", b"").decode("cp1252", "ignore"))
    # What is no text becomes signs of far scripts, which would stand before and after a name as
    # letters do.
    return [*texts, *(_FAR.sub(" ", text) for text in texts)]
