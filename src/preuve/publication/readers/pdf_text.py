"""PDF: pages, and all else that is text in one: bookmarks, form values, notes, alternative text,
properties, what is attached.

Every object of the file is looked at, not only what a page shows; and each earlier version that the
file still holds.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from preuve.core.words import say
from preuve.publication.readers import pictures
from preuve.publication.readers.coded import is_no_file, read_coded, stretches
from preuve.publication.readers.escapes import written_out
from preuve.publication.readers.extraction import (
    UnreadableError,
    as_it_stands,
    controls,
    packed_within,
)
from preuve.publication.readers.markup import decoded, marked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject, PdfReader

    from preuve.publication.readers.extraction import FileReading

_HEADER = 4096
_MOST_OBJECTS = 200_000
_MOST_PAGES = 3_000
_MOST_VERSIONS = 12
_FEW_LETTERS = 40
"""Of a page that may well be a scan, where a picture lies on it."""
_SCAN = 400_000
"""Pixels of a picture that fills a page."""
_VERSION_END = re.compile(rb"%%EOF[\r\n]{0,2}")
_READABLE = re.compile(r"[\w\s.,;:!?'’\"()/%€@&+*#=°•–—«»…-]")
_STREAM = re.compile(rb"stream\r?\n.*?(?:endstream|endobj|\Z)", re.DOTALL)
_STRING = re.compile(
    rb"\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)|<(?:[0-9A-Fa-f]{2}\s*)+[0-9A-Fa-f]?>", re.DOTALL
)
_WIDE = re.compile(rb"<FEFF|\xfe\xff|\\\d", re.IGNORECASE)
"""Begins a string of two bytes a sign, or a sign that is written as figures."""
_CODED = re.compile(
    rb"\\([0-7]{1,3})|\\\r?\n|\\(.)|<((?:[0-9A-Fa-f]{2}\s*)+)[0-9A-Fa-f]?>", re.DOTALL
)
_NUMBER = re.compile(rb"\d{1,10}\s+\d{1,5}\s+\Z")
"""What stands before the “obj” of an object."""
_FILTER = re.compile(rb"/(\w+Decode|A85|AHx|Fl|LZW|RL|CCF)\b")
_MOST_UNPACKED = 1 << 26
_LETTERS = dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True))
"""What bytes are in a PDF's strings and nowhere else."""
_BROKEN_WORD = re.compile(r"(\w)[-\u2010\u00ad]\s*\n\s*(\w)")


def is_pdf(data: bytes) -> bool:
    """Return whether bytes are a PDF's; some programs write something before its header."""
    return data.startswith(b"%PDF-") or 0 < data.find(b"%PDF-", 0, _HEADER) < data.find(b" obj")


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a document, and the earlier versions of it that lie in the same file.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    if before := data[: (begin := data.index(b"%PDF-"))]:
        reading.carry("before", before)
    data = data[begin:]
    known, locked = _read_version(reading, data, name)
    plain = _STREAM.sub(lambda match: match[0] if _is_text(match[0]) else b"", data)
    literal = _literal(plain)
    reading.say(*as_it_stands(plain), *as_it_stands(literal))
    reading.say(literal.decode("latin-1").translate(_LETTERS))
    reading.say(*written_out(plain.decode("cp1252", "ignore")))
    *ends, last = [match.end() for match in _VERSION_END.finditer(data)] or [len(data)]
    after = data[last:].strip(b"\0\t\r\n \x1a")
    if after and not after.startswith(b"PK\3\4"):  # an archive is read as one within
        reading.carry("after", after)
    if len(ends) > _MOST_VERSIONS:
        raise UnreadableError(say("it holds too many earlier versions: print it to a new PDF"))
    for end in ends:
        earlier = data[:end]
        if b"startxref" not in earlier[-256:] or (
            b"/Linearized" in data[:2048] and end < len(data) // 2
        ):
            continue
        # The version that is shown was read wholly; this one is only looked at besides, and pypdf
        # lets through whatever a damaged document does to its parsers.
        with suppress(Exception):
            known |= _read_version(reading, earlier, name)[0]
    _read_lost(reading, data, known, locked=locked)


def _read_lost(reading: FileReading, data: bytes, known: set[int], *, locked: bool) -> None:
    """Read what is packed and no version names: what was replaced or deleted, or whose table is
    damaged. What is not packed was read with the rest.

    Raises:
        UnreadableError: such a part is packed in another way, or not wholly there.

    """
    whole = True

    def unknown(match: re.Match[bytes]) -> bytes:
        nonlocal whole
        at = data.rfind(b"obj", 0, match.start())
        number = _NUMBER.search(data, max(0, at - 24), max(0, at))
        is_known = number is not None and number.start() in known
        head = data[max(0, at) : match.start()]
        body = match[0].removeprefix(b"stream").lstrip(b"\r\n")
        is_picture = b"/Image" in head and not _begins_as_text(reading, body)
        if is_picture or (is_known and not locked):  # a lock may be damage
            return b""
        if not is_known:
            whole = whole and _is_whole(head, body)
            reading.say(*stretches(body))
        return body

    for content in packed_within(_STREAM.sub(unknown, data), reading.left):
        if not reading.take(len(content)):
            raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
        _say_content(reading, content)
        reading.say(*as_it_stands(content))
    if not whole:
        raise UnreadableError(say("it is damaged ({why})", why="stream"))


def _is_whole(head: bytes, stream: bytes) -> bool:
    """Return whether a stream that no table names is as it stands, or unpacks wholly."""
    filters, unpacker = {*_FILTER.findall(head)}, zlib.decompressobj()
    if filters == {b"FlateDecode"}:
        with suppress(zlib.error):
            unpacker.decompress(stream, _MOST_UNPACKED)
        return unpacker.eof
    return not filters


def _read_version(reading: FileReading, data: bytes, name: str) -> tuple[set[int], bool]:
    """Read a document; return where those of its objects begin that are streams, and whether they
    are locked.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy, and only documents need it

    with _listening() as losses:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise UnreadableError(say("it is locked by a password"))
        if not 1 <= len(document.pages) <= _MOST_PAGES:
            raise UnreadableError(say("it has no page, or too many"))
        for number, page in enumerate(document.pages, 1):
            _read_page(reading, page, f"{name}, page {number}")
        known = _read_objects(reading, document)
        if losses.messages:
            raise UnreadableError(say("it is damaged ({why})", why=losses.messages[0][:60]))
        return known, document.is_encrypted


class _Losses(logging.Handler):
    """Keeps what pypdf says of streams that it unpacked in part, and the rest from everybody."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "pypdf.filters":
            self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Losses]:
    logger, losses = logging.getLogger("pypdf"), _Losses()
    logger.addHandler(losses)
    logger.propagate = False
    try:
        yield losses
    finally:
        logger.propagate = True
        logger.removeHandler(losses)


def _read_page(reading: FileReading, page: PageObject, label: str) -> None:
    text = page.extract_text()
    if not reading.take(len(text)):
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    letters = re.sub(r"\s", "", text)
    if letters and len(_READABLE.findall(letters)) < 0.7 * len(letters):
        raise UnreadableError(say("the letters of its text cannot be told: print it to a new PDF"))
    reading.say(text, _BROKEN_WORD.sub(r"\1\2", text))
    if len(letters) < 10 * _FEW_LETTERS:
        pixels = max((_pixels(picture) for picture in _pictures(page.get("/Resources"))), default=0)
        drawn = len(letters) < _FEW_LETTERS and _draws(page)
        if (
            pixels >= _SCAN
            or (len(letters) < _FEW_LETTERS and pixels > 0)
            or (not letters and drawn)
        ):
            reading.pixels.append(label)


def _pictures(resources: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401 - as pypdf has them
    resources = resources.get_object() if resources is not None else None
    drawn = resources.get("/XObject") if hasattr(resources, "get") else None
    drawn = drawn.get_object() if drawn is not None else {}
    for value in drawn.values() if hasattr(drawn, "values") else ():
        below = value.get_object()
        if not hasattr(below, "get"):
            continue
        if below.get("/Subtype") == "/Image":
            yield below
        elif depth < 3 and below.get("/Subtype") == "/Form":  # noqa: PLR2004 - a form in a form in a form
            yield from _pictures(below.get("/Resources"), depth + 1)


def _pixels(picture: Any) -> int:  # noqa: ANN401 - as above
    try:
        return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
    except (TypeError, ValueError):
        return _SCAN


def _draws(page: PageObject) -> bool:
    """Return whether a page without text draws much:
    letters turned into outlines are pixels to a reader.
    """
    contents = page.get_contents()
    return contents is not None and len(contents.get_data()) > 2000  # noqa: PLR2004 - bytes of more than a frame


def _read_objects(reading: FileReading, document: PdfReader) -> set[int]:
    """Read the texts of every object, and the files that the document carries;
    return where its streams begin.
    """
    from pypdf.generic import IndirectObject, StreamObject  # noqa: PLC0415 - as above

    numbers = {
        (number, generation) for generation, entries in document.xref.items() for number in entries
    }
    numbers |= {(number, 0) for number in document.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
    _read_value(reading, document.trailer.get("/Info"))
    streams = set()
    for number, generation in sorted(numbers):
        if number:
            value = document.get_object(IndirectObject(number, generation, document))
            _read_value(reading, value)
            if isinstance(value, StreamObject):
                streams.add(document.xref.get(generation, {}).get(number, -1))
    for name, contents in document.attachments.items():
        for content in contents:
            reading.carry(name, content)
    return streams


def _read_value(reading: FileReading, top: Any) -> None:  # noqa: ANN401, C901 - as pypdf has them; one branch a sort of value
    """Read the texts in a value, what is referred to left aside: each object has its turn."""
    from pypdf.generic import (  # noqa: PLC0415
        ByteStringObject,
        IndirectObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    waiting, steps = [top], 0
    while waiting:
        value, steps = waiting.pop(), steps + 1
        if steps > _MOST_OBJECTS:
            raise UnreadableError(say("it is packed too deep, or unpacks to too much"))
        if isinstance(value, IndirectObject) or value is None:
            continue
        if isinstance(value, TextStringObject):
            reading.say(*marked_up(".txt", str(value)))
        elif isinstance(value, ByteStringObject):
            if len(value) > 3:  # noqa: PLR2004 - keys and digests
                reading.say(*as_it_stands(bytes(value)))
        elif isinstance(value, dict):
            waiting += value.values()
            if isinstance(value, StreamObject):
                _read_stream(reading, value)
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, NameObject) and len(value) > 24:  # noqa: PLR2004 - a name that may be a sentence
            reading.say(str(value))


_FIRST = 4096
"""Bytes of a picture that tell whether it is a text."""
_DRAWS = re.compile(rb"[)\]>]\s*T[jJ]\b|^[\d. -]+ (?:re|m|l|c|cm|w)\s*$", re.MULTILINE)


def _is_text(content: bytes) -> bool:
    """Return whether a stream is a text, a sign or two aside: what is packed is none."""
    return controls(content) * 20 < len(content)


def _say_content(reading: FileReading, content: bytes) -> None:
    """Note the strings that a drawing shows, a line for each operator: stamps and what forms show
    are on no page. What draws nothing is a script, a form, objects, or what nobody knows.
    """
    if _DRAWS.search(content):
        pieces = re.split(rb"\b(?:T[jJ]|BDC)\b|['\"]\s", content)
        shown = "\n".join("".join(map(_string, _STRING.finditer(piece))) for piece in pieces)
        reading.say(shown)
        if re.search(rb"[()]", _STRING.sub(b"", content)):  # of a string an end is lost
            reading.say(*as_it_stands(_literal(content)))
    else:
        for text in decoded(content):
            reading.say(*marked_up(".xml", text))
    if _WIDE.search(content) or not _is_text(content):
        reading.say(*as_it_stands(_literal(content)))
    read_coded(reading, [content.decode("latin-1")], is_no_file)


def _literal(data: bytes) -> bytes:
    """Return bytes with each sign that is written as figures, in a string or for a whole one."""
    return _CODED.sub(
        lambda match: (
            bytes([int(match[1], 8) & 255])
            if match[1]
            else bytes.fromhex(match[3].decode())
            if match[3]
            else match[2] or b""
        ),
        data,
    ).replace(b"\x90", b"'")  # an apostrophe in properties, and no letter elsewhere


def _string(match: re.Match[bytes]) -> str:
    """Return a string as the file has it, between brackets or as figures."""
    content = _literal(match[0]).removeprefix(b"(").removesuffix(b")")
    if content.startswith(b"\xfe\xff"):
        return content.decode("utf-16", "ignore")
    return content.decode("cp1252", "ignore")


def _read_stream(reading: FileReading, stream: Any) -> None:  # noqa: ANN401 - as above
    """Read what a stream says: whatever it is called, a text is read. The rest, glyphs and the
    colours of pictures, is searched for what is packed in it.
    """
    if stream.get("/Type") == "/EmbeddedFile":
        reading.carry("attached", stream.get_data())
    elif stream.get("/Subtype") == "/Image" and not _begins_as_text(reading, stream._data):  # noqa: SLF001 - to unpack all pixels takes seconds
        if "/DCTDecode" in str(stream.get("/Filter")):
            pictures.read_notes(reading, stream.get_data())
    elif _is_text(content := stream.get_data()) or stream.get("/Subtype") == "/Form":
        if b"begincmap" not in content:  # a map of letters
            _say_content(reading, content)
    else:
        reading.say(*stretches(content))
        for inner in packed_within(content, reading.left):
            _say_content(reading, inner)


def _begins_as_text(reading: FileReading, packed: bytes) -> bool:
    """Return whether a picture begins as a text, unpacked where that is quick; and note what may be
    texts in it.
    """
    first = packed[:_FIRST]
    contents = [*packed_within(first, _FIRST)] or [first]
    reading.say(*(text for content in contents for text in stretches(content)))
    return any(map(_is_text, contents))
