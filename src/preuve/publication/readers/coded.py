"""Bytes that a text holds as letters: base64 in either alphabet, hexadecimal, `data:` addresses.

What stands there as its code demands is a file within, read in its turn. Besides, the whole text is
decoded as the most forgiving program would, from wherever a code may begin and whatever signs stand
between its letters: of a damaged code all is searched that anybody can decode.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode, b32decode, b64decode
from binascii import a2b_uu
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from preuve.publication.readers.archives import PACKED
from preuve.publication.readers.extraction import (
    controls,
    looks_like_text,
    packed_within,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preuve.publication.readers.extraction import FileReading

_BASE64 = re.compile(
    r"[A-Za-z0-9+/]{24,}(?:\r?\n[ \t]*[A-Za-z0-9+/]{40,})*"
    r"(?:\r?\n[ \t]*[A-Za-z0-9+/]{2,}(?=[=\s\"'<]|\Z))?={0,2}|[A-Za-z0-9_-]{24,}"
)
"""Bytes in letters, on one line or folded; or as addresses hold them."""
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2}(?:\s{0,2}[0-9A-Fa-f]{2}){31,}", re.ASCII)
_ADDRESS = re.compile(
    r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.+-]+)*),"
    r"([\w+/=%.!~*'()-]+(?:\s*\n\s*[A-Za-z0-9+/]{32,})*(?:\s*\n\s*[A-Za-z0-9+/]+={0,2}(?=[\"')]))?)"
)
_BEGINNINGS = (
    *(b"PK\3\4", b"%PDF-", b"\x1f\x8b", b"{\\rtf"),
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"),
)
_MARK = re.compile(
    rb"PK\x03\x04[\n\x14\x2d\x33\x3f]\0|%PDF-\d|\{\\rtf\d|\x89PNG\r\n\x1a\n|GIF8[79]a"
    rb"|\x1f\x8b\x08[\0\x08].{4}[\0\x02\x04][\x03\xff]|BZh[1-9]1AY&SY|\xfd7zXZ\0",
    re.DOTALL,
)
"""How a file begins, long enough to begin so nowhere by chance."""
_CLEAN = (
    rb"(?:[\t\n\r -~]|\xc2[\xa0-\xbf]|[\xc3-\xc5][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]"
    rb"|[\x91-\x97\xa0\xab\xb0\xbb\xc0\xc7-\xca\xe0\xe2\xe7-\xef\xf4\xf9\xfb](?=[\t\n\r -~])){4,}"
)
"""Signs of a text, in UTF-8 or as Windows writes it."""
_SURE_STRETCH = re.compile(_CLEAN.replace(b"{4,}", b"{12,}"))
_STRETCH = re.compile(rb".{0,3}%s(?:.{0,3}%s)*.{0,3}" % (_CLEAN, _CLEAN), re.DOTALL)
"""What may be a text, a sign here and there aside …"""
_WIDE_STRETCH = re.compile(rb"(?:[\t\n\r -~\xa0-\xff]\0|[\x13-\x1e&]\x20){12,}")
"""… and in two bytes a sign."""
_SURE = re.compile(r"[A-Za-z0-9+/]{12,}")
_SURE_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{16,}|(?:[0-9A-Fa-f]{2}[\s:,-]){7,}[0-9A-Fa-f]{2}")
_NEAR = 96
"""Signs before and after letters that are surely a code's, which may be so too."""
_URL_SAFE_RUN = re.compile(r"[A-Za-z0-9_-]{24,}")
_ASCII85 = re.compile(r"<~[!-uz\s]{8,}~>")
_BASE32 = re.compile(r"[A-Z2-7]{24,}")
_UU_LINE = re.compile(r"^[!-M][ -`]{4,}$", re.MULTILINE)
_PERCENT = re.compile("%(?:2[BFbf]|3[Dd])")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_OTHERS = bytes({*range(256)} - {*_LETTERS})
_NO_DIGITS = bytes({*range(256)} - {*b"0123456789ABCDEFabcdef"})
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_MOST_PACKED = 1 << 22
_SHORTEST, _HEAD = 16, 48


def read_coded(
    reading: FileReading,
    texts: Iterable[str],
    is_left_out: Callable[[bytes], bool] = lambda _content: False,
) -> None:
    """Take the files that a text holds in letters, and note what else anybody may decode of it.

    Args:
        reading: of the file that the text stands in.
        texts: the text as it stands, and as it is shown: tags and escapes may break a code.
        is_left_out: whether a file within needs no reading.

    """
    texts = [_PERCENT.sub(lambda match: unquote(match[0]), text) for text in dict.fromkeys(texts)]
    files = {content: kind for text in texts for kind, content in embedded(text)}
    for at, (content, kind) in enumerate(files.items()):
        if not is_left_out(content):
            reading.carry(f"data-{at}.{kind}", content)
    known = b"\n".join(files)
    for content in dict.fromkeys(content for text in texts for content in _forgiving(text)):
        for inner in (content, *packed_within(content, _MOST_PACKED)):
            reading.say(*stretches(inner))
        for mark in _MARK.finditer(content):
            if content[mark.start() : mark.start() + _HEAD] not in known:  # its code is damaged
                reading.carry("data.bin", content[mark.start() :])


def is_no_file(content: bytes) -> bool:
    """Return whether bytes begin as no file does: numbers of glyphs may look like a text."""
    return not content.startswith(_BEGINNINGS)


def stretches(content: bytes) -> Iterator[str]:
    """Yield what may be texts among bytes that are none."""
    for version in dict.fromkeys([content, content.replace(b"\0", b"")]):
        for match in _STRETCH.finditer(version):
            if len(match[0]) >= _SHORTEST:
                yield match[0].decode("utf-8", "ignore")
                yield match[0].decode("cp1252", "ignore")
        if _SURE_STRETCH.search(version):  # more of it may be lost between its words
            yield version.decode("utf-8", "ignore")
    yield from (match[0].decode("utf-16-le") for match in _WIDE_STRETCH.finditer(content))


def _otherwise(text: str) -> Iterator[bytes]:
    """Yield what other codes hold, which old mails and programs write."""
    for match in _ASCII85.finditer(text):
        with suppress(ValueError):
            yield a85decode(match[0], adobe=True)
    for match in _BASE32.finditer(text):
        with suppress(ValueError):
            yield b32decode(match[0] + "=" * (-len(match[0]) % 8))
    lines = []
    for match in _UU_LINE.finditer(text if "begin " in text else ""):
        with suppress(ValueError):
            lines.append(a2b_uu(match[0]))
    yield b"".join(lines)


def embedded(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a text holds, coded in letters, each with its kind: in addresses, as a
    value of a script's, as drawings are packed.
    """
    if "data:" in text:
        yield from _in_addresses(text)
        text = _ADDRESS.sub(" ", text)
    for match in _BASE64.finditer(text):
        if _is_mixed(match[0]) and HEXADECIMAL.fullmatch(match[0]) is None:
            letters = "".join(match[0].split())
            for begin in range(4):  # where the first letters are lost, four begin elsewhere
                yield from _coded(_bytes(letters[begin:]))
    for match in HEXADECIMAL.finditer(text):
        yield from _coded(bytes.fromhex(match[0]))


def _bytes(letters: str) -> bytes:
    letters = letters.rstrip("=").replace("-", "+").replace("_", "/")
    return b64decode(f"{letters[: len(letters) - (len(letters) % 4 == 1)]}==")


def _in_addresses(text: str) -> Iterator[tuple[str, bytes]]:
    for match in _ADDRESS.finditer(text):
        kind = (match[1] or "text/plain").rpartition("/")[2].partition("+")[0]
        kind = kind.replace("plain", "txt").replace("jpeg", "jpg")
        content = unquote_to_bytes(match[3])
        if ";base64" in match[2]:
            yield kind, _bytes(content.translate(_URL_SAFE, b" \t\r\n").decode("ascii", "ignore"))
        elif match[1]:
            yield kind, content


def _coded(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what bytes that were written in letters are, if they are anything that is known: most
    are digests, keys and paths.
    """
    if content.startswith(_BEGINNINGS):
        yield "bin", content
    elif text := _text(content):
        yield "txt", text
    elif (match := PACKED.search(content)) is not None:
        yield "bin", content[match.start() :]
    else:
        # What is packed with a head is read in `read_coded`: by chance bytes look so.
        bare = unpacked(content, -zlib.MAX_WBITS, _MOST_PACKED)  # without a head, as draw.io packs
        if bare.startswith((b"<", b"%3C")) and (text := _text(bare)):
            yield "txt", text


def _text(content: bytes) -> bytes:
    """Return bytes that begin as a text but for a sign in six, which is of Windows or damaged: what
    was no code at all gives none.
    """
    head = content[:_HEAD]
    text = head.decode("utf-8", "replace")
    others = text.count("\ufffd") + controls(head)
    is_text = others * 6 <= len(text) or (b"\0" in content and looks_like_text(content))
    return content if is_text and len(content) >= _SHORTEST else b""


def _is_mixed(letters: str) -> bool:
    """Return whether letters are small and large, as those of a code are: those of words and paths
    are mostly small.
    """
    return letters[1:].upper() != letters[1:] != letters[1:].lower()


def _forgiving(text: str) -> Iterator[bytes]:
    """Yield what the letters of a text may decode to, whatever stands between them."""
    for region in _regions(_SURE, text):
        letters = region.translate(None, _OTHERS).decode()
        if _is_mixed(letters):
            yield from (_bytes(letters[begin:]) for begin in range(4))
    for match in _URL_SAFE_RUN.finditer(text):
        if _is_mixed(match[0]) and not match[0].isalnum():
            yield from (_bytes(match[0][begin:]) for begin in range(4))
    yield from _otherwise(text)
    for region in _regions(_SURE_HEXADECIMAL, text):
        digits = region.translate(None, _NO_DIGITS).decode()
        for begin in range(2):
            yield bytes.fromhex(digits[begin : len(digits) - (len(digits) - begin) % 2])


def _regions(sure: re.Pattern[str], text: str) -> Iterator[bytes]:
    """Yield the parts of a text in which, and beside which, letters of a code stand."""
    begin = end = 0
    for match in sure.finditer(text):
        if _is_mixed(match[0]) or sure is _SURE_HEXADECIMAL:
            if match.start() > end + 2 * _NEAR or not end:
                yield text[max(0, begin - _NEAR) : end and end + _NEAR].encode("ascii", "ignore")
                begin = match.start()
            end = match.end()
    yield text[max(0, begin - _NEAR) : end and end + _NEAR].encode("ascii", "ignore")
