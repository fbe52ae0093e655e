"""Is a document all there, and is anything in it? Asked of a file whose first bytes are right.

Said is only what a format's own description leaves no doubt about: what must stand at its end and
does not, an archive without a document, a sheet without a value, a page on which nothing is shown.
A scan is as good as a text. What is not understood here is taken as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.open_file import HEAD
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.model.whole_media import LEAST, MEDIA_BY_ENDING, MEDIA_BY_HEAD
from preuve.schema import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.open_file import OpenFile

_EMPTY, _CUT_OFF = RuleName.EMPTY_FILE, RuleName.WRONG_CONTENT
_FAR = 64 * 1024
"""Bytes in which a PDF's first object stands, or the list of what an archive holds."""
_SMALL = 8 * 1024
"""Bytes. A part of an office document that shows nothing is never larger."""
_INFLATED = 256 * 1024
SHORT = 40
"""Signs of a text that may be a placeholder."""


def flaw_within(file: OpenFile, ending: str) -> RuleName | None:
    """Return the rule by which a document is none though it begins as one: empty where nothing of
    it is there, of the wrong content where it is cut off.

    Args:
        file: its first bytes are known to fit its ending.
        ending: in small letters and without the dot.

    """
    if file.size < LEAST.get(ending, 0):
        return _EMPTY
    start = file.head[:4]
    if start == b"%PDF" or ending == "pdf":
        return _pdf(file)
    if start == b"PK\3\4":
        return _archive(file, ending)
    look = MEDIA_BY_HEAD.get(start) or MEDIA_BY_ENDING.get(ending)
    return None if look is None else look(file)


# --- PDF (ISO 32000-1) ---

_FULL_LENGTH = rb"/Linearized\b[^>]{0,200}?/L (\d+)"
# One of these stands in each PDF of a page, be it within something packed or locked.
_OF_PAGES = (b"/Contents", b"/MediaBox", b"/ObjStm", b"/Encrypt")


def _pdf(file: OpenFile) -> RuleName | None:
    """Look for an object, a page and the end. What a page shows, nobody is told here: programs draw
    in too many ways.
    """
    begin = file.part(0, _FAR)
    if b"obj" not in begin:
        return _EMPTY
    end = max(file.last(b"%%EOF"), file.last(b"startxref"))
    # One made for the web has an end near its beginning too.
    full = re.search(_FULL_LENGTH, file.head) if b"/Linearized" in file.head else None
    if end < 0 or (full and int(full[1]) > file.size and file.size - end > HEAD):
        return _CUT_OFF
    if file.size > _FAR or any(mark in begin for mark in _OF_PAGES):
        return None
    return None if re.search(rb"/Type\s*/Page\b", begin) else _EMPTY


def _inflated(packed: bytes) -> bytes | None:
    """Return what was deflated, as far as it may be large; None where it cannot be unpacked."""
    import zlib  # noqa: PLC0415 - of few files

    try:
        return zlib.decompressobj(-15).decompress(packed, _INFLATED)
    except zlib.error:
        return None


# --- archives, and the documents that are ones ---


class _Packed(NamedTuple):
    """A file in an archive, as its list of contents has it."""

    name: str
    method: int
    packed: int
    size: int
    start: int


# By ending: the folder that such a document has, and how its parts are called in which something is
# to be seen.
PARTS_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), ("word/", ("word/document",))),
    **dict.fromkeys(
        ("xlsx", "xlsm", "xltx", "xlsb"), ("xl/", ("xl/worksheets/", "xl/chartsheets/"))
    ),
    **dict.fromkeys(("pptx", "pptm", "potx", "ppsx"), ("ppt/", ("ppt/slides/",))),
    **dict.fromkeys(
        ("odt", "ods", "odp", "odg", "ott", "ots"),
        ("", ("content.xml", "styles.xml", "encrypted-")),
    ),
}
# What is shown beside the words of these parts: in parts of their own, and within.
_PARTS_BESIDE = (
    *(
        "media/",
        "pictures/",
        "embeddings/",
        "charts/",
        "drawings/",
        "diagrams/",
        "object ",
        "notesslides/",
    ),
    *("word/header", "word/footer", "word/comments"),
)
_SHOWN_WITHIN = (
    rb"<(?:\w+:)?(?:drawing|pict|object|pic|graphicFrame|cxnSp|prstGeom|custGeom|image|line|rect|"
    rb"circle|ellipse|path|poly\w+|connector|custom-shape|regular-polygon|caption|plugin|"
    rb"control|altChunk|subDoc|sym)\b"
    rb"|office:(?:\w+-)?value=|table:formula="
)


_BODIES = (b"<office:body", b"<office:master-styles")
"""Where what is seen begins in a part of an open document; its sheets may have heads."""


def _archive(file: OpenFile, ending: str) -> RuleName | None:
    end = file.last(b"PK\5\6")
    if end < 0 or end + 22 > file.size:
        return _CUT_OFF
    large = file.part(max(0, end - 20), 4) == b"PK\6\7"  # more than the first format can say
    if large or file.number(end + 12, 4) > _FAR:
        return None
    parts = [*_members(file, end)]
    if ending not in PARTS_OF:
        return None if any(part.size and "/." not in f"/{part.name}" for part in parts) else _EMPTY
    folder, shown = PARTS_OF[ending]
    if not any(part.name.startswith(folder) for part in parts):
        return _CUT_OFF
    names = "\n".join(part.name for part in parts)
    if any(name in names for name in _PARTS_BESIDE):
        return None
    seen = (part for part in parts if part.name.startswith(shown) and "_rels/" not in part.name)
    return None if any(_shows_member(file, part) for part in seen) else _EMPTY


def _members(file: OpenFile, end: int) -> Iterator[_Packed]:
    """Yield what an archive holds, by the list before its end; what its first bytes are shifted by
    is allowed for.
    """
    length = file.number(end + 12, 4)
    shift = end - length - file.number(end + 16, 4)
    listing, position = file.part(max(0, end - length), length), 0
    while listing.startswith(b"PK\1\2", position):

        def number(start: int, size: int, at: int = position) -> int:
            return int.from_bytes(listing[at + start : at + start + size], "little")

        name = listing[position + 46 : position + 46 + number(28, 2)].decode("utf-8", "replace")
        name = name.replace("\\", "/").lstrip("/").lower()  # some programs write them so
        yield _Packed(name, number(10, 2), number(20, 4), number(24, 4), number(42, 4) + shift)
        position += 46 + number(28, 2) + number(30, 2) + number(32, 2)


def _shows_member(file: OpenFile, part: _Packed) -> bool:
    if part.packed > _SMALL or not part.name.endswith(".xml"):
        return True
    start = part.start + 30 + file.number(part.start + 26, 2) + file.number(part.start + 28, 2)
    content: bytes | None = file.part(start, part.packed)
    if part.method:
        content = _inflated(content) if content else None
    if content is None or len(content) >= _INFLATED:
        return True
    body = content[max(0, *map(content.find, _BODIES)) :]
    text = re.sub(rb"<[^>]*>", b"", body).decode("utf-8", "replace").strip()
    # In a sheet a figure may stand for a text that another part holds.
    if text and (part.name.startswith("xl/") or len(text) > SHORT or not says_nothing(text)):
        return True
    return re.search(_SHOWN_WITHIN, body) is not None
