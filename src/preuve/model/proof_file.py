"""Is the file of a proof what it says it is? Opened once, a few bytes of it read, no library asked.

What is told here is what a file's name and its first bytes show for certain. That a PDF can be read
to its end, or that a photograph shows what its title says, nobody is told here.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.model.file_formats import fits
from preuve.schema import is_visible, says_nothing

if TYPE_CHECKING:
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
    if (
        _STUB.match(start)
        or any(all(mark in head for mark in marks) for marks in _MARKS_OF_LINKS)
        or (ending in _TEXTS and re.fullmatch(_ONLY_A_LINK, start))
    ):
        return RuleName.LINK_FILE
    if head.startswith(_LOCKED) or not fits(head, ending):
        return RuleName.WRONG_CONTENT
    return None


def _holds_nothing(head: bytes, ending: str) -> bool:
    """Return whether a file is of its kind and holds nothing: an archive without a file, a picture
    of one dot or of nothing drawn, a page without a word, a text that only keeps the place.
    """
    if head.startswith((b"PK\x05\x06", _PNG_DOT, *_GIF_DOTS)):
        return True
    if len(head) >= HEAD:
        return False
    if ending == "svg":
        return b"</svg>" in head and re.search(_DRAWN, head) is None
    unseen = _UNSEEN.get(ending)
    if unseen is None:
        return False
    text = _decoded(head)
    for pattern in unseen:
        # A page of headings alone says what they say.
        text = re.sub(pattern, "", text).strip() or (text if pattern is _HEADINGS else "")
    return len(text) <= _SHORT and says_nothing(text)


def _decoded(head: bytes) -> str:
    """Return a text as the program read it that wrote it: its first bytes tell, else Windows."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


_PNG_DOT = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"
_GIF_DOTS = (b"GIF87a\1\0\1\0", b"GIF89a\1\0\1\0")
_SHORT = 40
"""Signs of a text that may be a placeholder."""
_DRAWN = rb"<(?:path|rect|circle|ellipse|line|poly\w+|text|image|use|foreignObject)\b"
_COMMENTS, _HEADINGS = r"(?s)<!--.*?-->", r"(?m)^#.*$"
_PAGE_PARTS = r"(?s)<(head|script|style)\b.*?</\1>|<!--.*?-->|<[^<>]*>|&nbsp;|&#160;"
_FRONT_MATTER = r"(?ms)\A---\s*?$.*?^(?:---|\.\.\.)\s*?$"
_RICH_TEXT = (
    r"\{\\(?:fonttbl|colortbl|info|\*)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}",
    r"\\[a-z]+-?\d* ?|[{}\\;]",
)
_TEXTS = frozenset({"txt", "text", "md", "markdown"})
# By ending: what nobody sees of a short text.
_UNSEEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*_TEXTS, "json", "yaml", "yml", "csv", "tsv"), ()),
    **dict.fromkeys(("html", "htm", "xhtml"), (_PAGE_PARTS,)),
    **dict.fromkeys(("md", "markdown"), (_FRONT_MATTER, _COMMENTS, _HEADINGS)),
    "xml": (r"(?s)<\?.*?\?>", _COMMENTS),
    "rtf": _RICH_TEXT,
}
# An address, or the path that git leaves of a link where the system knows none.
_ONLY_A_LINK = (
    rb"(?:\[[^\]\n]*\]\()?<?(?:(?:https?|file|smb|ftp)://|www\.|\\\\)[^\s<>]+>?\s*"
    rb"|\.{1,2}[/\\][^\n]+\.\w{2,5}\s*|(?:[^\s/\\:]+[/\\])+[^\s/\\:]+\.\w{2,5}\s*"
)


# --- by name ---

_OWN_FOLDERS = frozenset(
    {"crosswalks", "rehearsals", "macros", "requirements", "schemas", "standards", "vendor"}
)
_ANYWHERE = frozenset({"node_modules", "__pycache__", "__macosx", "$recycle.bin"})
_OWN_FILES = frozenset(
    {
        "links.json",
        "shelves.json",
        "baseline.json",
        "forecast.json",
        "portfolio.sqlite",
        "codeowners",
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
    r"opdownload|!ut|!qb|aria2|tmp|bak|swp|orig|rej|dvc)"
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
    return parts[0] in _OWN_FOLDERS or not _ANYWHERE.isdisjoint(parts)


# --- by the first bytes ---

_POINTER = re.compile(
    rb"version https://(git-lfs|hawser)\.github\.com/spec/|#\$# git-fat |"
    rb"[^\n]{0,400}?annex[/\\]objects[/\\]"
)
_LOCKED = b"\0GITCRYPT\0"
# Shortcuts of Windows and of Linux, and of Windows and of the Mac to a document; the Mac's
# bookmarks are told by their ending.
_STUB = re.compile(
    rb"(?i:\[(internetshortcut|desktop entry|\{000214a0-0000-0000-c000-000000000046\})\])"
    rb"|L\x00\x00\x00\x01\x14\x02\x00|book\x00\x00\x00\x00mark"
)
# What a Google document leaves in a synchronised folder; a bookmark of the Mac.
_MARKS_OF_LINKS = ((b"{", b'"doc_id"', b'"url"'), (b"<plist", b"<key>URL</key>"))
_STUB_ENDINGS = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "gdoc gsheet gslides gdraw gform gsite gmap gmaps gjam gscript gtable gnote glink gvid url "
        "webloc inetloc fileloc ftploc mailloc lnk desktop website scf rdp appref-ms library-ms "
        "search-ms searchconnector-ms icloud nextcloud owncloud rclonelink cloud cloudf odrive "
        "paper papert weblnk"
    ).split()
)


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
    return not any(map(is_visible, text))
