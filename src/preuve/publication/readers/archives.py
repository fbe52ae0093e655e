"""Archives, and what is one: a text document,
a workbook and a presentation are zip files of XML.
"""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers.extraction import UnreadableError, as_it_stands

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import FileReading

_DAMAGED = (
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
    UnicodeError,
)
_END = 22
"""Bytes of the record that ends an archive, its comment left out."""
_DESCRIPTOR = 24
"""Bytes of what may follow a member: its size and its check, once more."""
_HARMLESS = ("printerSettings", "/printersettings")
"""What Excel keeps of a printer: no text of anybody's."""


def read_zip(reading: FileReading, name: str, data: bytes) -> None:
    """Read an archive: every member, its comments, its names;
    a member that is lost or locked makes it unreadable.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    read_members(reading, data)
    if any(member.endswith("vbaProject.bin") for member, _ in reading.carried):
        raise UnreadableError(say("it holds macros: save it without them"))
    if (
        name.lower().endswith((".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp"))
        and not reading.carried
    ):
        raise UnreadableError(say("it is empty"))


def read_within(reading: FileReading, data: bytes) -> None:
    """Read the archive that lies in a file of another form, if one does: such a file shows each
    program another.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    if (begin := data.find(b"PK\3\4")) > 0:
        end = data.rfind(b"PK\5\6")
        comment = int.from_bytes(data[end + _END - 2 : end + _END], "little")
        read_members(reading, data[begin : end + _END + comment])


def read_members(reading: FileReading, data: bytes) -> None:
    """Read what an archive holds, and what lies before, between and after its members.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reading.say(archive.comment.decode("utf-8", "ignore"))
            members = archive.infolist()
            if len({member.filename for member in members}) < len(members):
                raise UnreadableError(say("two of its parts have one name"))
            for member in members:
                reading.say(member.filename, member.comment.decode("utf-8", "ignore"))
                if member.flag_bits & 1:
                    raise UnreadableError(say("it is locked by a password"))
                if member.is_dir():
                    continue
                with archive.open(member) as stream:
                    _carry(reading, member.filename, stream.read(reading.left + 1))
            _beside(reading, archive, data)
    except _DAMAGED as error:
        raise UnreadableError(say("it is damaged ({why})", why=str(error)[:60])) from None


def _carry(reading: FileReading, name: str, inside: bytes) -> None:
    """Take a member: one of a known, harmless binary sort is read as it stands."""
    if not reading.take(len(inside)):
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    if any(sort in name for sort in _HARMLESS) and name.endswith(".bin"):
        reading.say(*as_it_stands(inside[:65536]))
    else:
        reading.carry(name, inside)


def _beside(reading: FileReading, archive: zipfile.ZipFile, data: bytes) -> None:
    """Read what lies before, between and after the members: what no list names, a program that
    mends archives finds.
    """
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    begins = [member.header_offset for member in members] + [archive.start_dir]
    ends = [0, *(_end(member, data) for member in members)]
    for end, begin in zip(ends, begins, strict=True):
        if len(between := data[end:begin].strip(b"\0")) > _DESCRIPTOR:
            reading.carry("between", between)
    after = data[data.rfind(b"PK\5\6") + _END + len(archive.comment) :]
    if after.strip(b"\0"):
        reading.carry("after", after)


def _end(member: zipfile.ZipInfo, data: bytes) -> int:
    """Return where a member ends, whose head says anew how long its name is and what follows it."""
    at = member.header_offset
    lengths = (int.from_bytes(data[at + place : at + place + 2], "little") for place in (26, 28))
    return at + 30 + sum(lengths) + member.compress_size


def read_gzip(reading: FileReading, name: str, data: bytes) -> None:
    """Read a packed file.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        inside = unpacked.decompress(data, reading.left + 1)
        while unpacked.unused_data.startswith(b"\x1f\x8b") and len(inside) <= reading.left:
            data, unpacked = unpacked.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
            inside += unpacked.decompress(data, reading.left + 1)
    except zlib.error as error:
        raise UnreadableError(say("it is damaged ({why})", why=str(error)[:60])) from None
    if not unpacked.eof or unpacked.unused_data.strip(b"\0"):
        raise UnreadableError(say("it is damaged ({why})", why="gzip"))
    reading.carry(name.removesuffix(".gz").rpartition("/")[2], inside)


def read_packed(reading: FileReading, name: str, data: bytes) -> None:
    """Read a file packed in one of the two other ways that Python knows.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    unpacker = (
        bz2.BZ2Decompressor()
        if data.startswith(b"BZh")
        else lzma.LZMADecompressor(memlimit=256 * 1024 * 1024)
    )
    try:
        inside = unpacker.decompress(data, reading.left + 1)
    except _DAMAGED as error:
        raise UnreadableError(say("it is damaged ({why})", why=str(error)[:60])) from None
    if not unpacker.eof or unpacker.unused_data:
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    reading.carry(name.rpartition(".")[0].rpartition("/")[2], inside)


def read_tar(reading: FileReading, _name: str, data: bytes) -> None:
    """Read an archive of tar's.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    reading.say(*as_it_stands(data))  # nothing in it is packed: what no head names is seen too
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                reading.say(member.name, member.linkname)
                if not reading.take(0):
                    raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
                if member.isfile() and (stream := archive.extractfile(member)) is not None:
                    _carry(reading, member.name, stream.read(reading.left + 1))
    except _DAMAGED as error:
        raise UnreadableError(say("it is damaged ({why})", why=str(error)[:60])) from None


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
