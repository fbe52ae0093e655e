"""Fonts: their names, licences and notes are read; their letters are drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers.coded import stretches
from preuve.publication.readers.extraction import as_it_stands, packed_within
from preuve.publication.readers.markup import say_all

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import FileReading

ENDINGS = frozenset({".woff", ".woff2", ".ttf", ".otf", ".eot"})


def is_font(data: bytes) -> bool:
    """Return whether bytes begin as a font's do."""
    return (
        data.startswith((b"wOFF", b"wOF2", b"\0\1\0\0", b"OTTO", b"true")) or data[34:36] == b"LP"
    )


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a font as it stands, and what WOFF packs in it, notes among it; what WOFF2 packs, the
    standard library does not unpack.
    """
    if data.startswith(b"wOF2"):
        reading.unread(name, say("its names are packed in a way not read here: use WOFF or TTF"))
    for content in (data, *packed_within(data, reading.left)):
        reading.say(*as_it_stands(content))
        say_all(reading, ".txt", ["\n".join(stretches(content))])
