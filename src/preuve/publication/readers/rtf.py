"""Rich text: what is shown, and what is not: notes, deleted passages, properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers.coded import HEXADECIMAL
from preuve.publication.readers.escapes import written_out
from preuve.publication.readers.extraction import UnreadableError, as_it_stands, controls
from preuve.publication.readers.markup import decoded

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import FileReading

_BREAK = re.compile(r"\\(?:par|line|tab|cell|row|sect|page)(?![a-z]) ?")
_SIGN = re.compile(
    r"\\'([0-9A-Fa-f]{2})|\\u(-?\d{1,5})(?: ?(?:\\'[0-9A-Fa-f]{2}|\?))?|\\([\\{}~_-])"
    r"|\\[a-z]{1,32}(?:-?\d{1,10})? ?|[{}\r\n]|\\\*"
)
_NAMED = {"~": "\u00a0", "_": "-", "-": ""}
_DRAWINGS = (b"\x01\0\x09\0", b"\x01\0\0\0", b"\x01\x05\0\0")
"""Beginnings of Windows' drawings, and of what Word keeps of other programs: nothing is packed."""
_DRAWING = 100_000
"""Bytes of a drawing that may show a text in pixels."""
_HALVES = range(0xD800, 0xE000)
"""Halves of signs beyond the first 65,536, which alone are none."""


def read(reading: FileReading, _name: str, data: bytes) -> None:
    """Read a document: striprtf leaves notes and what was deleted;
    here every group is read, whatever it is for.

    Raises:
        UnreadableError: it cannot be taken apart.

    """
    text = data.decode("latin-1")
    if text.count("{") < 1 or not text.rstrip("\0 \t\r\n").endswith("}"):
        raise UnreadableError(say("it is cut off"))
    if controls(data.rstrip(b"\0\x1a \t\r\n")):
        raise UnreadableError(say("its form is not known"))
    if "\\objdata" in text or "\\bin" in re.sub(r"\\bin0(?!\d)", "", text):
        raise UnreadableError(say("it holds a file of another program: save it as PDF"))
    page = re.search(r"\\ansicpg(\d{3,5})", text)
    mac = "\\mac" in text[:200] or (page and page[1] == "10000")
    encoding = "mac_roman" if mac else f"cp{page[1]}" if page and page[1] != "0" else "cp1252"
    for match in HEXADECIMAL.finditer(text):
        content = bytes.fromhex(match[0])
        if not content.startswith(_DRAWINGS):
            reading.carry("within", content)
            continue
        reading.say(*as_it_stands(content))
        if len(content) > _DRAWING:
            reading.pixels.append("")
    for version in decoded(data):
        reading.say(*written_out(version))
    reading.say(_SIGN.sub(lambda match: _sign(match, encoding), _BREAK.sub("\n", text)))


def _sign(match: re.Match[str], encoding: str) -> str:
    if match[1]:
        try:
            return bytes([int(match[1], 16)]).decode(encoding, "replace")
        except LookupError:
            return bytes([int(match[1], 16)]).decode("cp1252", "replace")
    if match[2]:
        number = int(match[2]) % 65536
        return chr(number) if number not in _HALVES else ""
    if match[3]:
        return _NAMED.get(match[3], match[3])
    return ""
