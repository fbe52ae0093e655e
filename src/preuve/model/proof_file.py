"""Is the file of a proof what it says it is? Opened once, a few bytes of it read, no library asked.

What is told here is what a file's name and its first bytes show for certain. That a PDF can be read
to its end, or that a photograph shows what its title says, nobody is told here.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.schema import says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = 1024
"""Bytes read of each file. A PDF's header may stand anywhere in them (ISO 32000-1, annex H)."""
_BLANK_HEAD = 64 * 1024
"""Bytes read of a file whose head is blank."""
LARGE = 100 * 1024 * 1024
"""Bytes. GitHub refuses a push that holds a larger file."""


class FileCheck(NamedTuple):
    """What the look into a file showed."""

    flaw: RuleName | None = None
    """The rule by which it is no proof; None where nothing speaks against it."""
    large: bool = False
    readable: bool = True


def flaw_of_name(path: str) -> RuleName | None:
    """Return the rule by which a file is no proof, as its name alone shows it."""
    if is_no_document(path):
        return RuleName.NOT_EVIDENCE
    return RuleName.LINK_FILE if _ending(path) in _STUB_ENDINGS else None


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].casefold() if "." in name else ""


def check_file(root: Path, path: str) -> FileCheck:
    """Look at the file of a proof: its name first, then its first bytes.

    Args:
        root: the manual's folder.
        path: the file's path below it, with slashes; the file is known to be there, and to be no
            link.

    Returns:
        the flaw that speaks against it, if any; whether it is too large to be pushed; whether it
        could be opened.

    """
    if (flaw := flaw_of_name(path)) is not None:
        return FileCheck(flaw)
    ending = _ending(path)
    try:
        # Thousands are looked into: a stream around each costs more than the reading.
        stream = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = os.fstat(stream).st_size
            head = os.read(stream, HEAD)
            if head and _is_blank(head):
                head += os.read(stream, _BLANK_HEAD)
        finally:
            os.close(stream)
    except OSError:
        return FileCheck(readable=False)
    return FileCheck(_flaw(head, ending), size > LARGE)


def _flaw(head: bytes, ending: str) -> RuleName | None:
    if _is_blank(head) or _holds_nothing(head, ending):
        return RuleName.EMPTY_FILE
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _POINTER.match(start):
        return RuleName.FILE_NOT_FETCHED
    if _STUB.match(start) or any(all(mark in head for mark in marks) for marks in _MARKS_OF_LINKS):
        return RuleName.LINK_FILE
    fits = _SIGNATURES.get(ending)
    return RuleName.WRONG_CONTENT if fits is not None and not fits(head) else None


def _holds_nothing(head: bytes, ending: str) -> bool:
    """Return whether a file is of its kind and holds nothing: an archive without a file, a picture
    of one dot, a web page without a word, a text that only keeps the place.
    """
    if head.startswith((b"PK\x05\x06", _PNG_DOT, *_GIF_DOTS)):
        return True
    if len(head) >= HEAD:
        return False
    if ending in {"html", "htm", "xhtml"}:
        return _is_blank(re.sub(rb"<!--.*?-->|<[^<>]*>", b"", head, flags=re.DOTALL))
    if ending in {"md", "markdown"} and head.startswith(b"---"):
        return _is_blank(re.sub(rb"(?ms)\A---\s*?$.*?^(---|\.\.\.)\s*?$|<!--.*?-->", b"", head))
    if ending in _TEXTS and len(head) <= _SHORT:
        return says_nothing(head.decode("utf-8-sig", "replace").strip())
    return False


_PNG_DOT = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"
_GIF_DOTS = (b"GIF87a\1\0\1\0", b"GIF89a\1\0\1\0")
_TEXTS = frozenset({"txt", "text", "md", "markdown", "json", "yaml", "yml", "csv", "tsv"})
_SHORT = 40
"""Bytes of a text that may be a placeholder."""


# --- by name ---

_OWN_FOLDERS = frozenset(
    {"crosswalks", "rehearsals", "macros", "schemas", "standards", "node_modules", "__pycache__"}
)
_OWN_FILES = frozenset(
    {
        "links.json",
        "shelves.json",
        "baseline.json",
        "forecast.json",
        "portfolio.sqlite",
        "makefile",
        "package.json",
        "package-lock.json",
        "dockerfile",
    }
)
_CONFIGURATION = r".*\.(ya?ml|toml|cfg|ini|lock|py)|requirements.*\.txt"
# What programs leave beside a document: none of them is one.
_LEFTOVER = re.compile(
    r"~\$.*|\.~lock.*|thumbs\.db|desktop\.ini|icon\r|.*~|.*\.(crdownload|part|partial|download|"
    r"opdownload|!ut|aria2|tmp|bak|swp|orig|rej|dvc)"
)


def is_no_document(path: str) -> bool:
    """Return whether a path leads to the manual's own files, to a hidden file or folder,
    or to what a program left behind.
    """
    parts = path.casefold().split("/")
    name = parts[-1]
    if any(part.startswith(".") for part in parts) or _LEFTOVER.fullmatch(name) is not None:
        return True
    if len(parts) == 1:
        return name in _OWN_FILES or re.fullmatch(_CONFIGURATION, name) is not None
    return parts[0] in _OWN_FOLDERS or "__pycache__" in parts


# --- by the first bytes ---

_POINTER = re.compile(
    rb"version https://(git-lfs|hawser)\.github\.com/spec/|#\$# git-fat |"
    rb"[^\n]{0,400}?annex[/\\]objects[/\\]"
)
# Shortcuts of Windows and of Linux, and of Windows to a document; bookmarks of the Mac are told by
# their ending.
_STUB = re.compile(
    rb"(?i:\[(internetshortcut|desktop entry|\{000214a0-0000-0000-c000-000000000046\})\])"
    rb"|L\x00\x00\x00\x01\x14\x02\x00"
)
# What a Google document leaves in a synchronised folder; a bookmark of the Mac.
_MARKS_OF_LINKS = ((b"{", b'"doc_id"', b'"url"'), (b"<plist", b"<key>URL</key>"))
_STUB_ENDINGS = frozenset(
    {
        "gdoc",
        "gsheet",
        "gslides",
        "gdraw",
        "gform",
        "gsite",
        "gmap",
        "gjam",
        "gscript",
        "gtable",
        "gnote",
        "glink",
        "gvid",
        "url",
        "webloc",
        "lnk",
        "desktop",
        "website",
        "icloud",
        "cloud",
        "cloudf",
        "odrive",
        "paper",
        "papert",
        "weblnk",
    }
)
# Letters to Unicode, and nothing to the eye.
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


def _is_blank(head: bytes) -> bool:
    """Return whether there is nothing to see:
    no byte, white space, zeros, signs without a letter or a figure.
    """
    if not head.strip(b"\0 \t\r\n\f\v\xff\xfe"):
        return True
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if (
            error.start < len(head) - 3
        ):  # a letter cut in two at the end is no sign of another encoding
            return False
        text = head[: error.start].decode("utf-8")
    return not any(sign.isalnum() and sign not in _BLANK_LETTERS for sign in text)


def _begins(*signatures: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures, at)


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    rb"(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def _is_text(head: bytes) -> bool:
    """Return whether a file can be a text that is no web page:
    no zero in it, or a text in two bytes a letter.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head and not head.startswith((b"%PDF-", _ZIP, _OLE)) and not _is_page(head)


def _is_page(head: bytes) -> bool:
    return _PAGE.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


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


def _is_sound(head: bytes) -> bool:
    return head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")


def _is_drawing(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return not _is_page(head) and (
        b"<svg" in head or start.startswith((b"<?xml", b"<!--", b"<!DOCTYPE"))
    )


_FAMILIES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: b"%PDF-" in head),
    # An office document that asks for a password is stored as the old kind.
    ("docx docm dotx dotm xlsx xlsm xltx xlsb pptx pptm potx ppsx vsdx", _begins(_ZIP, _OLE)),
    ("odt ods odp odg ott ots epub zip kmz pages numbers", _begins(_ZIP)),
    (
        "doc dot ppt pps vsd msg mdb pub",
        lambda head: _is_old_document(head) or b"urn:schemas-microsoft-com:office" in head,
    ),
    ("xls xlt", _is_old_workbook),
    ("rtf", _begins(b"{\\rtf")),
    ("png", _begins(b"\x89PNG\r\n\x1a\n")),
    ("jpg jpeg jpe jfif", _begins(b"\xff\xd8\xff")),
    ("gif", _begins(b"GIF87a", b"GIF89a")),
    ("webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("bmp", _begins(b"BM")),
    ("tif tiff", _begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    ("heic heif avif", _begins(b"ftyp", at=4)),
    ("svg", _is_drawing),
    ("mp4 m4v m4a mov", _is_video),
    ("mp3", _is_sound),
    ("wav", _begins(b"RIFF")),
    ("avi", _begins(b"RIFF")),
    ("webm mkv", _begins(b"\x1a\x45\xdf\xa3")),
    ("ogg oga ogv opus", _begins(b"OggS")),
    ("7z", _begins(b"7z\xbc\xaf\x27\x1c")),
    ("rar", _begins(b"Rar!\x1a\x07")),
    ("gz tgz", _begins(b"\x1f\x8b")),
    ("txt text csv tsv md markdown json yaml yml ics vcf eml log", _is_text),
    (
        "html htm xhtml",
        lambda head: b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")),
    ),
)
# What no library is needed for: the first bytes that the formats' own descriptions give.
_SIGNATURES: dict[str, Callable[[bytes], bool]] = {
    ending: fits for endings, fits in _FAMILIES for ending in endings.split()
}
