"""What a file says, read wholly or not at all: one registry of readers, by what a file's first
bytes are, then by its name.

A reader takes a file apart and gives every text in it, notes, properties, hidden sheets and deleted
passages included, and the files that it carries, which are read in their turn. What it cannot take
apart wholly it says: such a file is not published.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers import archives, coded, fonts, mail, markup, pdf_text, pictures, rtf
from preuve.publication.readers.extraction import (
    FileReading,
    UnreadableError,
    as_it_stands,
    ending,
    looks_like_text,
)

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import Carried

Reader = Callable[[FileReading, str, bytes], None]

# A file is what its bytes say, whatever its name. The first row that fits is taken.
_READERS: tuple[tuple[Callable[[str, bytes], bool], Reader], ...] = (
    (lambda _name, data: not data, lambda _reading, _name, _data: None),
    (lambda _name, data: data.startswith(b"%PDF-"), pdf_text.read),
    (lambda _name, data: data.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")), archives.read_zip),
    (lambda _name, data: data.startswith((*archives.UNPACKERS,)), archives.read_packed),
    (lambda _name, data: data[257:262] == b"ustar", archives.read_tar),
    (lambda _name, data: data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"), rtf.read),
    (
        lambda _name, data: data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        archives.refuse_old_office,
    ),
    (lambda _name, data: pictures.is_picture(data), pictures.read),
    (lambda _name, data: pdf_text.is_pdf(data), pdf_text.read),
    (lambda name, data: ending(name) in mail.ENDINGS or mail.is_mail(data), mail.read),
    (lambda name, data: ending(name) in fonts.ENDINGS and fonts.is_font(data), fonts.read),
    (lambda name, data: looks_like_text(data) or markup.is_nearly_text(name, data), markup.read),
)
_OF_ARCHIVES = {
    *(archives.read_zip, archives.read_tar, archives.read_packed),
    archives.refuse_old_office,
}

_OF_CODED_TEXTS = {markup.read, mail.read, fonts.read}
"""Readers that look for coded texts themselves."""


def read(name: str, data: bytes) -> FileReading:
    """Return what a file says, and whether that is all of it. Never raises for what the file holds.

    Args:
        name: its path, for its ending.
        data: its bytes.

    """
    reading = FileReading()
    waiting: list[Carried] = [(name, data, 0)]
    read_already = set()
    while waiting:
        inner, content, depth = waiting.pop()
        label = name if not depth else f"{name}: {inner}"
        if depth > reading.MOST_DEPTH or not reading.take(len(content)):
            reading.unread(label, say("it is packed too deep, or unpacks to too much"))
            break
        same = (ending(inner), reading.note_digest(content))
        if same not in read_already:  # as what is attached twice
            _read_one(reading, inner, content, label)
            read_already.add(same)
        waiting += [(below, inside, depth + 1) for below, inside in reading.carried]
        reading.carried.clear()
    markup.say_telephones(reading)
    return reading


def _is_left_out(content: bytes) -> bool:
    """Return whether what seems to be coded in no text is nothing, or a small picture of what is
    shown large.
    """
    return coded.is_no_file(content) or pictures.is_picture(content)


def _read_one(reading: FileReading, name: str, data: bytes, label: str) -> None:
    for fits, reader in _READERS:
        if fits(name, data):
            try:
                reader(reading, name, data)
                if reader not in _OF_ARCHIVES:
                    archives.read_within(reading, data)
                if reader not in _OF_ARCHIVES | _OF_CODED_TEXTS:
                    coded.read_coded(reading, [data.decode("latin-1")], _is_left_out)
            except UnreadableError as error:
                reading.unread(label, error.message)
            except RecursionError:
                reading.unread(label, say("it is nested too deep"))
            except MemoryError:
                reading.unread(label, say("it is packed too deep, or unpacks to too much"))
            except Exception as error:  # noqa: BLE001 - whatever damage does to a library's parser
                reading.say(*as_it_stands(data))
                reading.unread(label, say("it is damaged ({why})", why=type(error).__name__))
            return
    reading.say(*as_it_stands(data))
    reading.unread(label, say("its form is not known"))
