"""Pictures: their bytes are parsed and their metadata read.
What is written in their pixels only a person can read.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.picture_parts import parts
from preuve.publication.readers.coded import stretches
from preuve.publication.readers.extraction import UnreadableError, as_it_stands, packed_within
from preuve.publication.readers.markup import say_all

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import FileReading

_BEGINNINGS = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
    *(b"II*\0", b"MM\0*", b"\0\0\1\0", b"8BPS"),
)
SMALL = 128 * 128
"""Pixels of a picture that holds no text worth reading: an icon, a small logo."""
_THUMBNAIL = 256 * 256
_THUMBNAILS = re.compile(r"(?:Thumbnails|docProps)/thumbnail\.(?:png|jpe?g)", re.IGNORECASE)
"""What office programs keep of the first page, too small to read; its text is in the document."""
_MOST_PIXELS = 120_000_000


def is_picture(data: bytes) -> bool:
    """Return whether bytes begin as a picture's do."""
    return (
        data.startswith(_BEGINNINGS)
        or (data.startswith(b"BM") and data[6:10] == bytes(4))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypavif", b"ftypmif1"}
    )


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a picture: its size, its metadata packed or not, and whatever else stands among its
    bytes. Of a form whose bytes are not all told apart here, such as TIFF and BMP, somebody has to
    look at the smallest one.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    from PIL import Image  # noqa: PLC0415 - heavy, and only pictures need it

    reading.say(*(html.unescape(text) for text in as_it_stands(data)))
    end = _read_parts(reading, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
            # before anything else is asked of it, and the last that this one answers
            picture.verify()
        with Image.open(io.BytesIO(data)) as picture:
            if width * height <= SMALL:
                picture.load()
            for value in (*picture.getexif().values(), *picture.info.values()):
                reading.say(*(as_it_stands(value) if isinstance(value, bytes) else [str(value)]))
    most = _THUMBNAIL if _THUMBNAILS.fullmatch(name) else SMALL
    if width * height > most or not end:
        reading.pixels.append(name)
    else:  # nobody has to look at it
        say_all(reading, ".txt", ["\n".join(stretches(data))])


def _read_parts(reading: FileReading, data: bytes) -> int:
    """Read what is packed in the parts that are not pixels, and what lies behind the last; return
    where that one ends, 0 where parts are not known of the form.
    """
    end = 0
    for part in parts(data):
        if part.kept[4:8] not in {b"IDAT", b"fdAT"}:  # a PNG's pixels
            for content in packed_within(data[end : part.end], reading.left):
                reading.say(*(html.unescape(text) for text in as_it_stands(content)))
        end = part.end
    if end and (behind := data[end:]).strip(b"\0\r\n"):
        reading.carry("behind", behind)
    return end


def read_notes(reading: FileReading, data: bytes) -> None:
    """Read what a picture in a document says of itself: how much its pixels hold, the document's
    reader knows.
    """
    notes, end = [], 0
    with suppress(ValueError):
        for part in parts(data):
            notes.append(b"" if part.kept else data[end : part.end])
            end = part.end
    reading.say(*as_it_stands(b"\n".join([*notes, data[end:]])))
