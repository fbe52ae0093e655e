"""Do a file's first bytes fit its ending? What the formats' own descriptions give: no library is
needed for that.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def fits(head: bytes, ending: str) -> bool:
    """Return whether a file that begins so can be what its ending says; an ending that nobody
    knows fits anything.

    Args:
        head: the file's first bytes, 1024 of them where it has so many.
        ending: its ending, in small letters and without the dot.

    """
    rule = SIGNATURES.get(ending, b"")
    return rule(head) if callable(rule) else head.startswith(rule)


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = rb"(?is)(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b"


def _is_text(head: bytes) -> bool:
    """Return whether a file can be a text that is no web page:
    no zero in it, or a text in two bytes a letter.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head and not head.startswith((b"%PDF-", _ZIP, _OLE)) and not _is_page(head)


def _is_page(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and re.match(_PAGE, start) is not None


# The names of the files in an archive, as far as they stand in its first bytes.
_INSIDE = rb"(?s)PK\x03\x04.{26}(mimetype|\[Content_Types\]|word/|xl/|ppt/|visio/)"


def _is_office(folder: bytes, head: bytes) -> bool:
    """Return whether a file can be an office document of the kind that keeps its parts in a
    folder; one that asks for a password is stored as the old kind.
    """
    inside = {*re.findall(_INSIDE, head)} - {b"[Content_Types]"}
    return head.startswith(_OLE) or (head.startswith(_ZIP) and (not inside or folder in inside))


def _is_open_document(head: bytes) -> bool:
    return head.startswith(_ZIP) and b"[Content_Types]" not in re.findall(_INSIDE, head)


def _is_old_document(head: bytes) -> bool:
    return head.startswith((_OLE, _ZIP, b"{\\rtf", b"<?xml", b"\0\1\0\0Standard"))


def _is_old_workbook(head: bytes) -> bool:
    """Return whether a file can be an .xls: many programs write tables of the web,
    or XML, under that name.
    """
    if _is_page(head):
        return b"<table" in head.lower() or b"urn:schemas-microsoft-com:office" in head
    return head.startswith((_OLE, _ZIP, b"<?xml", b"\x09\x08", b"\x09\x04", b"\x09\x02"))


def _is_video(head: bytes) -> bool:
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"}


def _is_riff(kind: bytes, head: bytes) -> bool:
    return head.startswith((b"RIFF", b"RIFX", b"RF64")) and head.startswith(kind, 8)


def _is_sound(head: bytes) -> bool:
    return head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")


def _is_drawing(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return not _is_page(head) and (
        b"<svg" in head or start.startswith((b"<?xml", b"<!--", b"<!DOCTYPE"))
    )


_FAMILIES: tuple[tuple[str, tuple[bytes, ...] | Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: b"%PDF-" in head),
    ("docx docm dotx dotm", partial(_is_office, b"word/")),
    ("xlsx xlsm xltx xlsb", partial(_is_office, b"xl/")),
    ("pptx pptm potx ppsx", partial(_is_office, b"ppt/")),
    ("vsdx", partial(_is_office, b"visio/")),
    ("odt ods odp odg ott ots", _is_open_document),
    ("epub zip kmz pages numbers", (_ZIP,)),
    (
        "doc dot ppt pps vsd msg mdb pub",
        lambda head: _is_old_document(head) or b"urn:schemas-microsoft-com:office" in head,
    ),
    ("xls xlt", _is_old_workbook),
    ("rtf", (b"{\\rtf",)),
    ("png", (b"\x89PNG\r\n\x1a\n",)),
    ("jpg jpeg jpe jfif", (b"\xff\xd8\xff",)),
    ("gif", (b"GIF87a", b"GIF89a")),
    ("webp", partial(_is_riff, b"WEBP")),
    ("bmp", (b"BM",)),
    ("tif tiff", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    ("heic heif avif", lambda head: head.startswith(b"ftyp", 4)),
    ("svg", _is_drawing),
    ("mp4 m4v m4a mov", _is_video),
    ("mp3", _is_sound),
    ("wav", partial(_is_riff, b"WAVE")),
    ("avi", partial(_is_riff, b"AVI ")),
    ("webm mkv", (b"\x1a\x45\xdf\xa3",)),
    ("ogg oga ogv opus", (b"OggS",)),
    ("7z", (b"7z\xbc\xaf\x27\x1c",)),
    ("rar", (b"Rar!\x1a\x07",)),
    ("gz tgz", (b"\x1f\x8b",)),
    ("txt text csv tsv md markdown json yaml yml ics vcf eml log", _is_text),
    (
        "html htm xhtml",
        lambda head: b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")),
    ),
)
SIGNATURES = {ending: rule for endings, rule in _FAMILIES for ending in endings.split()}
