"""Archives, and what is one: a text document,
a workbook and a presentation are zip files of XML.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from preuve.core.words import say
from preuve.publication.readers.extraction import UnreadableError, as_it_stands, packed_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.publication.readers.extraction import FileReading

_END = 22
"""Bytes of the record that ends an archive, its comment left out."""
_GZIP = b"\x1f\x8b"
UNPACKERS: dict[bytes, Callable[[], Any]] = {
    _GZIP: lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: lzma.LZMADecompressor(memlimit=256 * 1024 * 1024),
}
"""What unpacks a file that was packed alone, by how it begins."""
_GZIP_NAME, _GZIP_NOTES = 0b01000, 0b11110100
"""Flags of a packed file's head: a name follows; something that only few programs write does."""
_MOST_IN_A_HEAD = 1 << 16
_DESCRIPTOR = 24
"""Bytes of what may follow a member: its size and its check, once more."""
PACKED = re.compile(
    rb"PK\x03\x04|\x1f\x8b\x08[\0-\x1f].{4}[\0\2\4][\0-\x0d\xff]|BZh[1-9]1AY&SY|\xfd7zXZ\0"
    rb"|7z\xbc\xaf'\x1c|Rar!\x1a\x07",
    re.DOTALL,
)
"""How an archive or a packed file begins, long enough to begin so nowhere by chance."""
_OFFICE = (".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp")
_HARMLESS = ("printerSettings", "/printersettings")
"""What Excel keeps of a printer: no text of anybody's."""


def read_within(reading: FileReading, data: bytes) -> None:
    """Take the archive that lies in a file of another form, if one does: such a file shows each
    program another.
    """
    at = 1
    while (match := PACKED.search(data, at)) is not None:
        at = len(data)
        if match[0].startswith(b"PK") and (end := data.rfind(b"PK\5\6", match.end())) >= 0:
            at = end + _END + int.from_bytes(data[end + _END - 2 : end + _END], "little")
        reading.carry("within", data[match.start() : at])


def read_zip(reading: FileReading, name: str, data: bytes) -> None:
    """Read an archive: every member, and every byte that is no member's: what no list names, a
    program that fixes archives finds.

    Raises:
        UnreadableError: it cannot be taken apart: a member is lost or locked, holds macros, or is
            packed in less than what lies there.

    """
    heads, end = [], 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.header_offset)
        if len({member.filename for member in members}) < len(members):
            raise UnreadableError(say("two of its parts have one name"))
        for member in members:
            reading.say(member.filename, *as_it_stands(member.comment))
            begin = _content_begin(member, data)
            heads += [data[end : member.header_offset], data[member.header_offset + 4 : begin]]
            _carry_between(reading, data[end : member.header_offset])
            end = begin + member.compress_size
            content = _content(reading, archive, member, data[begin:end])
            if not member.is_dir() or content:
                _carry(reading, member.filename, content)
    _carry_between(reading, data[end : archive.start_dir])
    _say_heads(reading, b"".join([*heads, data[end:]]))
    if (comment := data[data.rfind(b"PK\5\6") + _END :]).strip(b"\0"):
        reading.carry("comment", comment)
    if any(member.endswith("vbaProject.bin") for member, _ in reading.carried):
        raise UnreadableError(say("it holds macros: save it without them"))
    if not reading.carried and name.lower().endswith(_OFFICE):
        raise UnreadableError(say("it is empty"))


def _content_begin(member: zipfile.ZipInfo, data: bytes) -> int:
    """Return where a member's content begins: its head says anew how long its name is, and what
    follows it.
    """
    at = member.header_offset
    if not data.startswith(b"PK\3\4", at):
        raise UnreadableError(say("it is damaged ({why})", why=member.filename[:60]))
    lengths = (int.from_bytes(data[at + place : at + place + 2], "little") for place in (26, 28))
    return at + 30 + sum(lengths)


def _content(
    reading: FileReading, archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: bytes
) -> bytes:
    """Return a member's content, of which the packed bytes are all: others would be read by none.

    Raises:
        UnreadableError: it is locked, or more or less lies there than it says.

    """
    if member.flag_bits & 1:
        raise UnreadableError(say("it is locked by a password"))
    unpacker, whole = zlib.decompressobj(-zlib.MAX_WBITS), True
    if member.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        content = unpacker.decompress(packed, reading.left + 1)
        whole = unpacker.eof and not unpacker.unused_data
    else:
        with archive.open(member) as stream:
            content = stream.read(reading.left + 1)
    whole = whole and (len(content), zlib.crc32(content)) == (member.file_size, member.CRC)
    if not whole and len(content) <= reading.left:
        raise UnreadableError(say("it is damaged ({why})", why=member.filename[:60]))
    return content


def _say_heads(reading: FileReading, heads: bytes) -> None:
    """Note what the heads of an archive's parts say: names, comments, and what some program puts
    beside them.

    Raises:
        UnreadableError: something is packed in them, where no program looks for it.

    """
    reading.say(*as_it_stands(heads))
    if PACKED.search(heads) or any(packed_within(heads, _MOST_IN_A_HEAD)):
        raise UnreadableError(say("its form is not known"))


def _carry_between(reading: FileReading, between: bytes) -> None:
    if len(between := between.strip(b"\0")) > _DESCRIPTOR:
        reading.carry("between", between)


def _carry(reading: FileReading, name: str, inside: bytes) -> None:
    """Take a member: one of a known, harmless binary sort is read as it stands."""
    if not reading.take(len(inside)):
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    if any(sort in name for sort in _HARMLESS) and name.endswith(".bin"):
        reading.say(*as_it_stands(inside[:65536]))
    else:
        reading.carry(name, inside)


def read_packed(reading: FileReading, name: str, data: bytes) -> None:
    """Read a packed file, or several of one kind behind each other.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    mark, inside = next(mark for mark in UNPACKERS if data.startswith(mark)), b""
    while data.startswith(mark) and len(inside) <= reading.left:
        if mark == _GZIP and data[3] & _GZIP_NOTES:
            raise UnreadableError(say("its form is not known"))
        if mark == _GZIP and data[3] & _GZIP_NAME:
            head = data[: data.find(b"\0", 10)]
            reading.say(*as_it_stands(head), *as_it_stands(head[10:]))
        unpacker = UNPACKERS[mark]()
        inside += unpacker.decompress(data, reading.left + 1)
        data = unpacker.unused_data if unpacker.eof else b"cut off"
    if data.strip(b"\0"):
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    reading.carry(name.rpartition("/")[2].rpartition(".")[0], inside)


def read_tar(reading: FileReading, _name: str, data: bytes) -> None:
    """Read an archive of tar's.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    reading.say(*as_it_stands(data))  # nothing in it is packed: what no head names is seen too
    heads, end = [], 0
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in archive:
            reading.say(member.name, member.linkname)
            if not reading.take(0):
                raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
            heads.append(data[end : member.offset_data])
            end = member.offset_data + (member.size if member.isreg() else 0)
            if member.isreg() and (stream := archive.extractfile(member)) is not None:
                _carry(reading, member.name, stream.read(reading.left + 1))
        if data[archive.offset :].strip(b"\0"):  # after what ends it, or where it is damaged
            raise UnreadableError(say("it is damaged ({why})", why="tar"))
    _say_heads(reading, b"".join([*heads, data[end:]]))


def refuse_old_office(reading: FileReading, _name: str, data: bytes) -> None:
    """Say that a document of Office before 2007,
    a mail of Outlook or a locked document is not read wholly.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    reading.say(*as_it_stands(data))
    raise UnreadableError(
        say("it is an old Office document or a locked one: save it in the form of today, or as PDF")
    )
