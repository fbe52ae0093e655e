"""Texts and what is marked up: HTML, XML, JSON, scripts, calendars, tables;
in UTF-8, UTF-16 or what Windows writes.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import quopri
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unicodedata import category
from urllib.parse import unquote, unquote_to_bytes

from preuve.core.words import say
from preuve.publication.readers.archives import PACKED
from preuve.publication.readers.extraction import (
    UnreadableError,
    as_it_stands,
    controls,
    ending,
    looks_like_text,
    packed_within,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.readers.extraction import FileReading

ENDINGS = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        ".html .htm .xhtml .xml .json .js .mjs .txt .md .csv .tsv .svg .css .ics .map .rels .vcf "
        ".yaml .yml .webmanifest .rss .atom .log .vtt .srt .tex"
    ).split()
)
_BLOCKS = (
    "p|div|br|li|td|th|tr|h[1-6]|dt|dd|option|section|title|w:p|w:tc|w:br|w:tab|w:cr|a:p|a:br|si|row|c|v|text:p|text:h|"
    "text:tab|text:line-break|table:table-cell|office:annotation|dc:[a-z]+|cp:[a-zA-Z]+|vt:[a-z]+|comment|worksheet|sheet"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
_DRAWN = re.compile(r"\s(?:d|points|viewBox|transform|integrity)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6})[ ]?")
"""A letter as scripts and style sheets may write it."""
_QUOTED = re.compile(r"=[CE][0-9A-F]=[89AB][0-9A-F]")
"""An accented letter in a mail's quoted-printable."""
_CELL = re.compile(r"(?:<v>|office:value=\")(?:33)?([67]\d{8})[<\"]")
"""A number in a workbook that is a mobile telephone's without its first nought, or a company's."""
_BASE64 = re.compile(
    r"[A-Za-z0-9+/]{32,}(?:\r?\n[ \t]?[A-Za-z0-9+/]{40,})*"
    r"(?:\r?\n[ \t]?[A-Za-z0-9+/]{2,39}(?=[=\s\"'<]|\Z))?={0,2}"
)
"""Bytes in letters, on one line or folded."""
BEGINNINGS = (
    b"PK\3\4",
    b"%PDF-",
    b"\x1f\x8b",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
)
HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2}\s{0,2}){32,}")
_MOST_PACKED = 1 << 22
_SHORTEST_CODED, _HEAD = 16, 48
_WINDOWS = ("cp1252", "cp850", "mac_roman", "utf-8")
"""What a text may be in that is in no Unicode."""
_NO_SIGNS = frozenset({"Cc", "Cn", "Cs"})
_ASCII = bytes(range(128))
_SIGNS_TO_A_CONTROL = 200
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.+-]+)*),([A-Za-z0-9+/=_%.!~*'()-]+)")


def is_nearly_text(name: str, data: bytes) -> bool:
    """Return whether a file is called a text and is one, but for a sign or two."""
    return ending(name) in ENDINGS and controls(data) * _SIGNS_TO_A_CONTROL <= len(data)


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a text, and what is coded in it.

    Raises:
        UnreadableError: its letters are of no alphabet that is known here.

    """
    texts = decoded(data)
    say_all(reading, ending(name), texts)
    foreign = len(texts) == len(_WINDOWS) and len(data.translate(None, _ASCII)) > 0.5 * len(data)
    if foreign or (is_wide(data) and not _is_whole(data)):
        raise UnreadableError(say("the letters of its text cannot be told: save it as UTF-8"))


def say_all(reading: FileReading, kind: str, texts: list[str]) -> None:
    """Note a text, in each encoding that it may be in, and what is coded in it."""
    for text in texts:
        reading.say(*marked_up(kind, text))
    reading.say(*(f"0{number}" for number in _CELL.findall(texts[0]) if not _is_company(number)))
    for at, (inner, content) in enumerate(embedded(texts[0])):
        reading.carry(f"data-{at}.{inner}", content)


def is_wide(data: bytes) -> bool:
    """Return whether a text has two bytes a sign, or four."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data


def _is_whole(data: bytes) -> bool:
    """Return whether all of a text of two bytes a sign are signs: where a byte is lost, what
    follows is none.
    """
    if data.startswith(b"\xff\xfe\0\0"):
        encoding = "utf-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    text = data.decode(encoding, "replace")
    return not any(category(sign) in _NO_SIGNS for sign in {*text} - {*"\t\n\r\f\0"})


def _is_company(number: str) -> bool:
    """Return whether the digits of a number check each other, as a SIREN's do (Luhn)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(number))
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def decoded(data: bytes) -> list[str]:
    """Return a text in the encoding that it is surely in;
    or in each of those that it may be in, the likeliest first.
    """
    if data.startswith(b"\xff\xfe\0\0"):
        return [data.decode("utf-32", "replace")]
    if is_wide(data):
        return as_it_stands(data)  # where a byte is lost, each sign after it is another
    try:
        return [data.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [data.decode(encoding, "replace") for encoding in _WINDOWS]


def marked_up(kind: str, text: str) -> Iterator[str]:
    """Yield a marked-up text in each way that somebody can read it."""
    if kind == ".json":
        with suppress(ValueError, RecursionError):
            text = "\n".join(_strings(json.loads(text)))
    if kind in {".ics", ".vcf"}:  # long lines are folded; commas and semicolons escaped
        text = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text)).replace("\\n", "\n")
        text = re.sub(r"=\r?\n", "", text)
    for version in _versions(text):
        yield from _readings(version)


def _readings(text: str) -> Iterator[str]:
    """Yield a text with its tags gone, with a blank for each, and what stands in them."""
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
        if "<" in attributes or "&" in attributes:  # a page in an attribute
            yield html.unescape(_TAG.sub("", attributes))
        text = f"{attributes}\n{whole if '%' in whole else ''}"
    else:
        text = html.unescape(text)
    yield text
    if "%" in text:
        yield unquote(text)
        yield unquote(text, encoding="cp1252")


def _versions(text: str) -> Iterator[str]:
    """Yield a text, and once more where its letters are written as in scripts, style sheets or
    mails.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)
    yield plain
    if "\\" in plain and (unescaped := _ESCAPE.sub(_sign, plain)) != plain:
        yield unescaped
    if _QUOTED.search(text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    if "+A" in text and text.isascii():
        with suppress(UnicodeDecodeError):
            yield text.encode().decode("utf-7")


def _sign(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else ""  # noqa: PLR2004 - no sign has another number


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Yield the texts of a value, then its keys: “Karim” and “Benali” stand side by side."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from _strings(below)
        yield from value
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below)


def embedded(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a text holds, coded in letters: in addresses (`data:`), as a value of a
    script's, as drawings are packed.
    """
    yield from _in_addresses(text)
    for match in _BASE64.finditer(text):
        named = text[max(0, match.start() - 7) : match.start()] == "base64,"
        if not named and HEXADECIMAL.fullmatch(match[0]) is None:
            letters = "".join(match[0].split()).rstrip("=")
            for begin in range(4):  # where the first letters are lost, four begin elsewhere
                content = letters[begin:] if len(letters[begin:]) % 4 != 1 else letters[begin:-1]
                yield from _coded(base64.b64decode(f"{content}=="))
    for match in HEXADECIMAL.finditer(text):
        yield from _coded(bytes.fromhex(match[0]))


def _coded(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what bytes that were written in letters are, if they are anything that is known: most
    are digests, keys and paths.
    """
    if content.startswith(BEGINNINGS):
        yield "bin", content
    elif text := _text(content):
        yield "txt", text
    elif (match := PACKED.search(content)) is not None:
        yield "bin", content[match.start() :]
    else:
        inner = [*packed_within(content, _MOST_PACKED)]
        bare = unpacked(content, -zlib.MAX_WBITS, _MOST_PACKED)  # without a head, as draw.io packs
        inner += [bare] if len({*bare}) > _SHORTEST_CODED else []  # else by chance
        yield from (("txt", text) for unpacked_text in inner if (text := _text(unpacked_text)))


def _text(content: bytes) -> bytes:
    """Return bytes that begin as a text but for a sign in six, which is of Windows or damaged: what
    was no code at all gives none.
    """
    head = content[:_HEAD]
    text = head.decode("utf-8", "replace")
    others = text.count("\ufffd") + controls(head)
    is_text = others * 6 <= len(text) or (b"\0" in content and looks_like_text(content))
    return content if is_text and len(content) >= _SHORTEST_CODED else b""


def _in_addresses(text: str) -> Iterator[tuple[str, bytes]]:
    for match in _DATA.finditer(text) if "data:" in text else ():
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
