"""Is a picture, a film or an archive of another kind all there, and is anything in it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.open_file import HEAD
from preuve.core.rule_name import RuleName

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from preuve.core.open_file import OpenFile

_EMPTY, _CUT_OFF = RuleName.EMPTY_FILE, RuleName.WRONG_CONTENT
_SMALLEST_SIDE = 8
"""Pixels. What is narrower than a letter shows none."""


def _png(file: OpenFile) -> RuleName | None:
    if _is_narrow(file.number(16, 4, "big"), file.number(20, 4, "big")):
        return _EMPTY
    if b"IDAT" not in file.head and b"IDAT" not in file.part(0, file.size):
        return _EMPTY
    return None if file.last(b"IEND") >= 0 else _CUT_OFF


def _is_narrow(*sides: int) -> bool:
    return min(sides) < _SMALLEST_SIDE


def _gif(file: OpenFile) -> RuleName | None:
    """Look at its sides alone: many a good one lacks the sign that should be its last."""
    return _EMPTY if _is_narrow(file.number(6, 2), file.number(8, 2)) else None


def _bmp(file: OpenFile) -> RuleName | None:
    """Count the rows of dots where they are not packed: many a program writes a wrong length."""
    width, height = file.number(18, 4), file.number(22, 4)
    if _is_narrow(width, height):
        return _EMPTY
    row = (width * file.number(28, 2) + 31) // 32 * 4
    rows = min(height, (1 << 32) - height)  # below nothing where the first row is the highest
    packed = file.number(30, 4)
    end = file.number(10, 4) + (0 if packed else row * rows)
    return _CUT_OFF if end > file.size else None


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENTS = 2_000
"""Segments that are looked at, bytes that only fill among them."""
_SCAN, _END_OF_PICTURE = 0xDA, b"\xff\xd9"


def _jpeg(file: OpenFile) -> RuleName | None:
    """Follow a photograph's segments to its data, which ends with a mark that cannot stand in it;
    the small picture in its head ends with one too.
    """
    position = 2
    for _ in range(_SEGMENTS):
        if len(segment := file.part(position, 9)) < 4:  # noqa: PLR2004 - mark and length
            return _EMPTY
        if segment[0] != 0xFF:  # noqa: PLR2004 - not understood
            return None
        kind, length = segment[1], int.from_bytes(segment[2:4], "big")
        if kind == 0xFF:  # noqa: PLR2004 - what fills
            position += 1
            continue
        sides = int.from_bytes(segment[5:7], "big"), int.from_bytes(segment[7:9], "big")
        if kind in _FRAMES and _is_narrow(*sides):
            return _EMPTY
        position += 2 + length
        if kind == _SCAN and position < file.size:
            whole = file.last(_END_OF_PICTURE) > position or (
                _END_OF_PICTURE in file.part(position, file.size)
            )
            return None if whole else _CUT_OFF
    return None


_BOXES = 64
"""Boxes of a film that are looked at: one that goes out live has thousands."""


def _film(file: OpenFile) -> RuleName | None:
    """Follow the boxes of a film, or of a telephone's photograph (ISO 14496-12): what is shown, and
    what says where in the file it is.
    """
    position = 0
    kinds: set[bytes] = set()
    for _ in range(_BOXES):
        length, kind = file.number(position, 4, "big"), file.part(position + 4, 4)
        if length == 1:
            length = file.number(position + 8, 8, "big")
        if not kind.isalnum() or 1 < length < 8:  # noqa: PLR2004 - no box: the end, or its like
            break
        kinds.add(kind)
        position = position + length if length else file.size
    if kinds.isdisjoint({b"mdat", b"meta", b"moof"}):
        return _EMPTY
    whole = position <= file.size and not kinds.isdisjoint({b"moov", b"meta", b"moof"})
    return None if whole else _CUT_OFF


_NOT_SAID = 0x7FFF0000
"""From here on a length is one that nobody knew when the file was begun."""


def _riff(file: OpenFile) -> RuleName | None:
    if file.head.startswith(b"WEBP", 8) and _is_narrow(*_webp_sides(file)):
        return _EMPTY
    length = file.number(4, 4)
    return _CUT_OFF if length < _NOT_SAID and length + 8 > file.size + 1 else None


def _webp_sides(file: OpenFile) -> tuple[int, int]:
    kind = file.part(12, 4)
    if kind == b"VP8X":
        return file.number(24, 3) + 1, file.number(27, 3) + 1
    if kind == b"VP8L":
        bits = file.number(21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return file.number(26, 2) & 0x3FFF, file.number(28, 2) & 0x3FFF


# Tags of TIFF 6.0: width, height, where the strips or the tiles are, and how long each is.
_SIDES, _PLACES = (256, 257), ((273, 279), (324, 325))
_MOST_ENTRIES, _WITHIN = 100, 4
"""Entries that are looked at, and bytes that a value may have to stand within its entry."""


def _tiff(file: OpenFile) -> RuleName | None:
    order: Literal["big", "little"] = "big" if file.head.startswith(b"MM") else "little"
    if file.number(2, 2, order) != 42:  # noqa: PLR2004 - the large kind has other widths
        return None
    directory = file.number(4, 4, order)
    entries = file.number(directory, 2, order)
    if directory + 2 + 12 * entries > file.size:
        return _CUT_OFF
    last: dict[int, int] = {}
    for number in range(min(entries, _MOST_ENTRIES)):
        entry = directory + 2 + 12 * number
        width, count = 2 * file.number(entry + 2, 2, order) - 4, file.number(entry + 4, 4, order)
        if width in {2, 4} and count:
            first = entry + 8 if count * width <= _WITHIN else file.number(entry + 8, 4, order)
            last[file.number(entry, 2, order)] = file.number(
                first + width * (count - 1), width, order
            )
    if _is_narrow(*(last.get(tag, _SMALLEST_SIDE) for tag in _SIDES)):
        return _EMPTY
    ends = [last[place] + last[length] for place, length in _PLACES if {place, length} <= {*last}]
    return _CUT_OFF if any(end > file.size for end in ends) else None


_LEAST_OLD = 3 * 512
_SECTORS = (9, 12)
"""Powers of two that the size of a sector may be."""


def _old_document(file: OpenFile) -> RuleName | None:
    """Look for the directory of a document of the old office, and for as many sectors as its
    tables have room for, but for the last two tables ([MS-CFB] 2.2).
    """
    if file.size < _LEAST_OLD:
        return _EMPTY
    shift = file.number(30, 2)
    if shift not in _SECTORS:
        return _CUT_OFF
    directory = (file.number(48, 4) + 1) << shift
    full_tables = max(0, file.number(44, 4) - 2) << 2 * shift - 2
    return _CUT_OFF if max(directory, full_tables) >= file.size else None


def _seven(file: OpenFile) -> RuleName | None:
    start, length = file.number(12, 8), file.number(20, 8)
    if not length:
        return _EMPTY
    return _CUT_OFF if 32 + start + length > file.size else None


def _rich_text(file: OpenFile) -> RuleName | None:
    end = file.part(max(0, file.size - HEAD), HEAD).rstrip(b"\0\r\n\t \x1a")
    return None if end.endswith(b"}") else _CUT_OFF


def _drawing(file: OpenFile) -> RuleName | None:
    return None if file.last(b"svg>") >= 0 else _CUT_OFF


MEDIA_BY_HEAD: dict[bytes, Callable[[OpenFile], RuleName | None]] = {
    b"\xd0\xcf\x11\xe0": _old_document,
    b"\x89PNG": _png,
    b"GIF8": _gif,
    b"RIFF": _riff,
    b"II*\0": _tiff,
    b"MM\0*": _tiff,
    b"7z\xbc\xaf": _seven,
    b"{\\rt": _rich_text,
}
MEDIA_BY_ENDING: dict[str, Callable[[OpenFile], RuleName | None]] = {
    "bmp": _bmp,
    "svg": _drawing,
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif"), _jpeg),
    **dict.fromkeys(("mp4", "m4v", "m4a", "mov", "heic", "heif", "avif"), _film),
}
# Bytes that the head of such a file takes, before anything of what it holds.
LEAST = {
    **dict.fromkeys(("webm", "mkv", "avi"), 200),
    **dict.fromkeys(("mp3", "ogg", "oga", "ogv", "opus"), 100),
    **dict.fromkeys(("bmp", "wav"), 55),
    **dict.fromkeys(("webp", "rar", "gz", "tgz"), 24),
}
