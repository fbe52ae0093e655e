"""What a file says, in every way that somebody could read it: as it stands, without its markup, in its metadata.

Not read: text inside a picture, what is encrypted, and what nobody would read without decoding it first (base64, say).
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = (".html", ".htm", ".xml", ".json", ".js", ".txt", ".md", ".csv", ".svg", ".css", ".ics", ".map", ".rels", ".vcf")
_MOST = 64 * 1024 * 1024
"""Bytes that are unpacked of one file: more is a trap."""
_DEEPEST = 3
"""Archives within archives."""
_PNG = b"\x89PNG\r\n\x1a\n"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def plain(text: str) -> str:
    """Return a text as it is compared: one blank between words, no capitals, ligatures and accents stored in one way."""
    if not text.isascii():
        for sign in _INVISIBLE:  # one by one: a table of all would be asked for every letter
            text = text.replace(sign, "")
        text = normalize("NFKC", text)
    words = " ".join(text.casefold().split())
    return words.replace("- ", "-")  # a line may end after a hyphen


def strip_spaces(text: str) -> str:
    """Return a text as it is compared where a line may end within a word: without any blank."""
    return plain(text).replace(" ", "")


def extract_texts(name: str, data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield what a file says. Never raises for what it holds: what cannot be taken apart is read as it stands."""
    ending = name.lower()
    if ending.endswith(".gz") and depth < _DEEPEST:
        with suppress(OSError, EOFError, zlib.error):
            yield from extract_texts(name[:-3], gzip.GzipFile(fileobj=io.BytesIO(data)).read(_MOST), depth + 1)
    elif ending.endswith(_TEXT):
        yield from _marked_up(ending, data.decode("utf-8", "replace"))
    elif data.startswith(b"PK") and depth < _DEEPEST:
        yield from _archive(data, depth)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    else:
        yield from _as_it_stands(data)
        if data.startswith(_PNG):
            yield from _picture_texts(data)


def _marked_up(name: str, text: str) -> Iterator[str]:
    if name.endswith(".json"):
        with suppress(ValueError, RecursionError):
            text = "\n".join(_strings(json.loads(text)))
    if name.endswith((".ics", ".vcf")):  # long lines are folded; commas and semicolons escaped
        text = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text))
    text = html.unescape(re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text))
    yield text
    if "<" in text:
        yield re.sub(r"<[^>]*>", "", text)  # a word may be broken by tags …
        yield re.sub(r"<[^>]*>", " ", text)  # … or two words be kept apart by them
    if "%" in text:
        yield unquote(text)


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from _strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below)


def _as_it_stands(data: bytes) -> Iterator[str]:
    """Yield a file's bytes in the encodings that metadata are written in."""
    yield html.unescape(data.decode("utf-8", "ignore"))  # metadata in XML (XMP) stand among the bytes
    yield data.decode("cp1252", "ignore")
    for encoding in ("utf-16-be", "utf-16-le"):
        for odd in (0, 1):
            yield data[odd:].decode(encoding, "ignore")


def _archive(data: bytes, depth: int) -> Iterator[str]:
    """Yield what the files of an archive say: a text document, a workbook and a presentation are archives too."""
    left = _MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "ignore")
            for member in archive.infolist():
                yield member.filename
                with archive.open(member) as stream:
                    inside = stream.read(left)
                left -= len(inside)
                yield from extract_texts(member.filename, inside, depth + 1)
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error):
        yield from _as_it_stands(data)


def _picture_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of a PNG that are packed: the plain ones are seen as they stand."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            body = data[at + 8 : at + 8 + length]
            for start in (found.start() for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
                with suppress(zlib.error):
                    yield from _as_it_stands(zlib.decompressobj().decompress(body[start:], _MOST))
        at += 12 + length


def _pdf(data: bytes) -> Iterator[str]:
    """Yield a document's text page by page, its properties, the addresses it links to and the names of what it carries."""
    from pypdf import PdfReader  # noqa: PLC0415 - heavy, and only documents need it

    try:
        document = PdfReader(io.BytesIO(data))
        yield "\n".join(str(value) for value in (document.metadata or {}).values())
        if (more := document.root_object.get("/Metadata")) is not None:
            yield from _marked_up(".xml", more.get_object().get_data().decode("utf-8", "ignore"))
        yield "\n".join(document.attachments)
        for page in document.pages:
            yield page.extract_text()
            for annotation in page.annotations or []:
                told = annotation.get_object()
                yield from _marked_up("", "\n".join(str(told.get(key, "")) for key in ("/Contents", "/T", "/A", "/AA")))
    except Exception:  # noqa: BLE001 - pypdf lets through whatever a damaged document does to its parsers
        yield from _as_it_stands(data)
