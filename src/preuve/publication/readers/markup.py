"""Texts and what is marked up: HTML, XML, JSON, scripts, calendars, tables;
in UTF-8, UTF-16 or what Windows writes.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

from preuve.publication.readers.extraction import ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.readers.extraction import FileReading

ENDINGS = frozenset(
    {
        ".html",
        ".htm",
        ".xhtml",
        ".xml",
        ".json",
        ".js",
        ".mjs",
        ".txt",
        ".md",
        ".csv",
        ".tsv",
        ".svg",
        ".css",
        ".ics",
        ".map",
        ".rels",
        ".vcf",
        ".yaml",
        ".yml",
        ".webmanifest",
        ".rss",
        ".atom",
        ".log",
        ".vtt",
        ".srt",
        ".tex",
    }
)
_BLOCKS = (
    "p|div|br|li|td|th|tr|h[1-6]|dt|dd|option|section|title|w:p|w:tc|w:br|w:tab|w:cr|a:p|a:br|si|row|c|v|t|text:p|text:h|"
    "text:tab|text:line-break|table:table-cell|office:annotation|dc:[a-z]+|cp:[a-zA-Z]+|vt:[a-z]+|comment|worksheet|sheet"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
_DRAWN = re.compile(r"\s(?:d|points|viewBox|transform|integrity)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.+-]+)*),([A-Za-z0-9+/=_%.!~*'()-]+)")


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a text."""
    for text in decoded(data):
        reading.say(*marked_up(ending(name), text))
    if b"data:" in data:
        for at, (inner, content) in enumerate(_embedded(decoded(data)[0])):
            reading.carry(f"data-{at}.{inner}", content)


def decoded(data: bytes) -> list[str]:
    """Return a text in the encoding that it is surely in;
    or in each of those that it may be in, the likeliest first.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return [data.decode(encoding, "replace")]
    if b"\0" in data[:65536]:
        return [data.decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be")]
    try:
        return [data.decode("utf-8")]
    except UnicodeDecodeError:
        return [
            data.decode(encoding, "replace")
            for encoding in ("cp1252", "cp850", "mac_roman", "utf-8")
        ]


def marked_up(kind: str, text: str) -> Iterator[str]:
    """Yield a marked-up text in each way that somebody can read it."""
    if kind == ".json":
        with suppress(ValueError, RecursionError):
            text = "\n".join(_strings(json.loads(text)))
    if kind in {".ics", ".vcf"}:  # long lines are folded; commas and semicolons escaped
        text = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text)).replace("\\n", "\n")
        text = re.sub(r"=\r?\n", "", text)
    text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)
    if "<" in text and ">" in text:
        text = _DRAWN.sub("", text)
        attributes = "\n".join(
            html.unescape(match[1] or match[2] or "") for match in _ATTRIBUTE.finditer(text)
        )
        visible = _COMMENT.sub(" ", text)
        # A word may be broken by tags; two words be kept apart by them; and a paragraph always ends
        # a word.
        yield (whole := html.unescape(_TAG.sub("", _BLOCK.sub("\n", visible))))
        yield html.unescape(_TAG.sub(" ", visible))
        text = f"{attributes}\n{whole if '%' in whole else ''}"
    else:
        text = html.unescape(text)
    yield text
    if "%" in text:
        yield unquote(text)
        yield unquote(text, encoding="cp1252")


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


def _embedded(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that addresses hold in themselves (`data:`)."""
    for match in _DATA.finditer(text):
        kind = (
            (match[1] or "text/plain")
            .rpartition("/")[2]
            .partition("+")[0]
            .replace("plain", "txt")
            .replace("jpeg", "jpg")
        )
        if ";base64" in match[2]:
            with suppress(binascii.Error, ValueError):
                yield kind, base64.b64decode(unquote(match[3]) + "==")
        elif match[1]:
            yield kind, unquote_to_bytes(match[3])
