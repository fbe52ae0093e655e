"""Damaged files of every form that is read: each is read wholly or refused, in bounded time and
memory. `python tests/support/damaged_files.py 100000` tries many, in the process apart.

A file in which the words still stand, for a reader of another make, may not be called read without
them being found: that would publish it unread.
"""

from __future__ import annotations

import bz2
import html
import lzma
import quopri
import re
import resource
import subprocess
import sys
import time
import zlib
from base64 import b64decode, urlsafe_b64decode
from collections import Counter
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from random import Random
from shutil import which
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from readable import READ, WORDS, picture

from preuve.publication.folding import small
from preuve.publication.readers import apart
from preuve.publication.readers.apart import read_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.publication.readers.extraction import FileReading


def _run_together(text: str) -> str:
    return small(text).replace(" ", "")


_WANTED = _run_together(WORDS)
_PARTS = [_run_together(part) for part in ("Registre des inciden", "salariés épuisé")]
"""What still says something where the rest is lost."""
_MOST_DAMAGES = 4
_LONG = 100_000
"""Bytes of a file that would take a second each time."""
_MOST_DEPTH = 3


class DamagedFile(NamedTuple):
    """A file that is nearly right."""

    form: str
    name: str
    data: bytes


@cache
def _seeds() -> tuple[DamagedFile, ...]:
    made = [DamagedFile(form, name, make()) for form, (name, make) in READ.items()]
    made = [file for file in made if len(file.data) < _LONG]
    made += [
        DamagedFile(kind, f"x.{kind.lower()}", picture(40, kind))
        for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
    ]
    return tuple(made)


def damaged_file(number: int) -> DamagedFile:
    """Return a file, one to four times damaged; the same for the same number."""
    chance = Random(number)  # noqa: S311 - chance that can be had again
    seed = _seeds()[number % len(_seeds())]
    data = bytearray(seed.data)
    for _ in range(chance.randint(1, _MOST_DAMAGES)):
        chance.choice(_DAMAGES)(chance, data)
    return seed._replace(data=bytes(data))


def _flip(chance: Random, data: bytearray) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(chance: Random, data: bytearray) -> None:
    at, length = chance.randrange(len(data) + 1), chance.choice([1, 2, 4, 16])
    data[at : at + length] = chance.choice(
        [bytes(length), b"\xff" * length, chance.randbytes(length)]
    )


def _cut(chance: Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) // 2, len(data) + 1) :]


def _lose(chance: Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.choice([1, 3, 40])]


def _double(chance: Random, data: bytearray) -> None:
    at, length = chance.randrange(len(data) + 1), chance.choice([1, 8, 200])
    data[at:at] = data[at : at + length]


def _join(chance: Random, data: bytearray) -> None:
    other = chance.choice(_seeds()).data
    data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other) + 1) :]


def _move(chance: Random, data: bytearray) -> None:
    at, length = chance.randrange(len(data) + 1), chance.choice([4, 30])
    piece = data[at : at + length]
    del data[at : at + length]
    to = chance.randrange(len(data) + 1)
    data[to:to] = piece


_DAMAGES = (_flip, _flip, _overwrite, _overwrite, _cut, _lose, _double, _join, _move)


def became(file: DamagedFile, reading: FileReading) -> str:
    """Return what becomes of a file: refused, stopped for its words, published; or unread, where
    the words that it holds, or a part of them, were missed.
    """
    if reading.faults or reading.pixels:
        return "refused"
    heard = "\n".join(map(_run_together, reading.texts))
    if _WANTED in heard:
        return "stopped"
    missing = [part for part in _PARTS if part not in heard]
    for text in _elsewhere(file.data) if missing else ():
        plain = _run_together(text)
        if any(part in plain for part in missing):
            return "unread"
    return "published"


def _elsewhere(data: bytes) -> Iterator[str]:
    """Yield what other readers still make of a file: bytes as they stand, each packed piece
    unpacked as far as it goes, in pieces too, each code decoded, what a viewer of PDFs shows.
    """
    pieces, newest = dict.fromkeys([data]), [data]
    for _ in range(_MOST_DEPTH):
        newest = [inner for piece in newest for inner in _unpacked(piece) if inner not in pieces]
        pieces |= dict.fromkeys(newest)
    for piece in pieces:
        utf_7 = ["utf-7"] if piece.isascii() else []
        for encoding in ("utf-8", "cp1252", "utf-16-le", "utf-16-be", *utf_7):
            for odd in range(2 if encoding.startswith("utf-16") else 1):
                text = piece[odd:].decode(encoding, "ignore")
                yield text
                yield re.sub("<[^<>]*>", "", text)
                yield re.sub("<[^<>]*>", "", html.unescape(html.unescape(text)))
        yield from _unescaped(piece.decode("utf-8", "replace").replace("\ufffd", "q"))
    if b"%PDF-" in data[:4096] and which("pdftotext"):
        for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"]):
            with suppress(subprocess.TimeoutExpired):
                done = subprocess.run(
                    command, input=data, capture_output=True, timeout=20, check=False
                )
                yield done.stdout.decode("utf-8", "ignore")


def _unescaped(text: str) -> Iterator[str]:
    """Yield a text of which signs are written as figures: in addresses, scripts, style sheets,
    mails, rich text.
    """
    if "%" in text:
        yield unquote(text)
    if "=" in text:
        yield quopri.decodestring(text.encode()).decode("utf-8", "ignore")
    if "\\" in text:
        for pattern, base in _FIGURES:
            yield re.sub(pattern, partial(_sign, base), text)


def _sign(base: int, match: re.Match[str]) -> str:
    number = int(match[1], base) % 0xD800
    return bytes([number]).decode("cp1252", "replace") if 127 < number < 160 else chr(number)


_FIGURES = [
    (r"\\(?:x(?=..)|u\{?(?=....))((?<=x)[0-9A-Fa-f]{2}|(?<=[u{])[0-9A-Fa-f]{4,6})\}?", 16),
    (r"\\0*([0-9A-Fa-f]{2,4}) ?", 16),
    (r"\\u(\d{2,5}) ?\??", 10),
    (r"\\'([0-9a-f]{2})", 16),
    (r"\\([0-7]{3})", 8),
]


def _unpacked(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"PK\x03\x04.{22}(..)(..)", data, re.DOTALL):
        begin = (
            match.end() + int.from_bytes(match[1], "little") + int.from_bytes(match[2], "little")
        )
        yield _some(zlib.decompressobj(-zlib.MAX_WBITS).decompress, data[begin:])
    for match in re.finditer(rb"\x1f\x8b\x08", data):
        yield _some(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress, data[match.start() :])
    for mark, unpacker in ((b"BZh", bz2.BZ2Decompressor), (b"\xfd7zXZ\0", lzma.LZMADecompressor)):
        for match in re.finditer(re.escape(mark), data):
            yield _some(unpacker().decompress, data[match.start() :])
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        yield _some(zlib.decompressobj().decompress, data[match.start() :])
    yield from _decoded(data)


def _decoded(data: bytes) -> Iterator[bytes]:
    """Yield what letters decode to, wherever they begin, whatever few signs stand between them."""
    for match in re.finditer(rb"(?:[A-Za-z0-9+/]{4}){6,}(?:\r?\n ?[A-Za-z0-9+/=]+)*", data):
        with suppress(ValueError):
            yield b64decode(match[0] + b"==")
    for match in re.finditer(rb"[A-Za-z0-9+/]{2,}(?:[^A-Za-z0-9+/]{1,3}[A-Za-z0-9+/]+)*", data):
        if len(letters := re.sub(rb"[^A-Za-z0-9+/]", b"", match[0])) >= 24:
            for begin in range(4):
                content = letters[begin:]
                content = b64decode(content[: len(content) - (len(content) % 4 == 1)] + b"==")
                yield content
                if b"<" in data:  # as drawings are packed
                    yield _some(zlib.decompressobj(-zlib.MAX_WBITS).decompress, content)
    for match in re.finditer(rb"[A-Za-z0-9_-]{24,}", data):
        with suppress(ValueError):
            yield urlsafe_b64decode(match[0][: len(match[0]) // 4 * 4])
    for match in re.finditer(rb"[0-9A-Fa-f]{16,}(?:[^0-9A-Za-z]{1,3}[0-9A-Fa-f]+)*", data):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", match[0]).decode()
        for begin in range(2 if len(digits) >= 48 else 0):
            yield bytes.fromhex(digits[begin : begin + (len(digits) - begin) // 2 * 2])


def _some(unpack: Callable[[bytes], bytes], data: bytes) -> bytes:
    """Return what comes of packed bytes before the first damage."""
    out = b""
    try:
        for at in range(0, min(len(data), 1 << 16), 64):
            out += unpack(data[at : at + 64])
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
        pass
    return out


def _most_memory() -> int:
    """Return the MiB that the process apart took at most."""
    status = Path(f"/proc/{apart._WORKERS[-1].pid}/status").read_text(encoding="utf-8")  # noqa: SLF001 - nothing else asks
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(peak[1]) // 1024 if peak else 0


def main() -> int:
    """Try many files and print what became of them; return 1 where one went out unread."""
    number, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    results: Counter[str] = Counter()
    slowest, unread = 0.0, []
    began = time.monotonic()
    for at in range(first, first + number):
        file = damaged_file(at)
        start = time.monotonic()
        result = became(file, read_apart(file.name, file.data))
        slowest = max(slowest, time.monotonic() - start)
        results[result] += 1
        if result == "unread":
            unread.append(at)
            print(at, file.form, flush=True)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{number} files in {time.monotonic() - began:.0f} s, the slowest {slowest:.1f} s: {dict(results)}"
    )
    print(f"most memory: {here} MiB here, {_most_memory()} MiB of the process apart at the end")
    return int(bool(unread))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
