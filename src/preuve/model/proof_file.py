"""Is the file of a proof what it says it is? Opened once, a few bytes of it read, no library asked.

What is told here is what a file's name, its first bytes and its end show for certain. That a
photograph shows what its title says, nobody is told here.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from preuve.core.open_file import HEAD, OpenFile
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.model.file_formats import fits
from preuve.model.whole_documents import SHORT, flaw_within
from preuve.schema import is_visible, says_nothing

if TYPE_CHECKING:
    from pathlib import Path

_FURTHER = 64 * 1024
"""Bytes read further of a file whose head is blank, or may be a page's alone."""
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
    return RuleName.LINK_FILE if _ending(path) in STUB_ENDINGS else None


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].casefold() if "." in name else ""


def check_file(root: Path, path: str) -> FileCheck:
    """Look at the file of a proof: its name first, then its first bytes, then how it ends.

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
            if size > HEAD and (ending in READ_FURTHER or _is_blank(head)):
                head += os.read(stream, _FURTHER)
            flaw = _flaw_of_head(head, size, ending)
            if flaw is None:
                flaw = flaw_within(OpenFile(stream, size, head), ending)
        finally:
            os.close(stream)
    except OSError:
        return FileCheck(readable=False)
    return FileCheck(flaw, size > LARGE)


def _flaw_of_head(head: bytes, size: int, ending: str) -> RuleName | None:
    if _is_blank(head) or _holds_nothing(head, size, ending):
        return RuleName.EMPTY_FILE
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _is_pointer(start):
        return RuleName.FILE_NOT_FETCHED
    if (
        start[:40].lower().startswith(_SHORTCUTS)
        or any(all(mark in head for mark in marks) for marks in _MARKS_OF_LINKS)
        or (ending in _TEXTS and _is_a_link(start.rstrip()))
    ):
        return RuleName.LINK_FILE
    if head.startswith(_LOCKED) or not fits(head, ending):
        return RuleName.WRONG_CONTENT
    return None


def _holds_nothing(head: bytes, size: int, ending: str) -> bool:
    """Return whether a file is of its kind and holds nothing: an archive without a file, a drawing
    of nothing, a page without a word, a text that only keeps the place.
    """
    if head.startswith(b"PK\x05\x06"):
        return True
    if len(head) < size:
        return False
    shown = SHOWN.get(ending)
    if shown is not None and re.search(shown, head) is not None:
        return False
    unseen = UNSEEN.get(ending)
    if unseen is None:
        return False
    text = _decoded(head)
    for pattern in unseen:
        # A page of headings alone says what they say.
        text = re.sub(pattern, "", text).strip() or (text if pattern is _HEADINGS else "")
    return len(text) <= SHORT and says_nothing(text)


def _decoded(head: bytes) -> str:
    """Return a text as the program read it that wrote it: its first bytes tell, else Windows."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


# What is to be seen in them beside words.
SHOWN = {
    "svg": rb"<(?:\w+:)?(?:path|rect|circle|ellipse|line|poly\w+|text|image|use|foreignObject)\b"
    rb"|(?i:<(?:html|!doctype html))",
    "rtf": rb"\\(?:pict|object|shp)\b",
    **dict.fromkeys(
        ("html", "htm", "xhtml"),
        rb"(?i)<(?:img|svg|canvas|video|audio|object|embed|iframe|input)\b",
    ),
}
_COMMENTS, _HEADINGS = r"(?s)<!--.*?-->", r"(?m)^#.*$"
# What is not closed goes to the end, as browsers read it.
_PAGE_PARTS = (
    r"(?is)<(title|script|style|noscript)\b(?:.*?</\1\s*>|.*)|<!--(?:.*?-->|.*)|<[^<>]*>"
    r"|&nbsp;|&#160;"
)
_FRONT_MATTER = r"(?ms)\A---\s*?$.*?^(?:---|\.\.\.)\s*?$"
_RICH_TEXT = (
    r"\{\\(?:fonttbl|colortbl|stylesheet|info|\*)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}",
    r"\\[a-z]+-?\d* ?|[{}\\;]",
)
READ_FURTHER = frozenset({"html", "htm", "xhtml", "rtf", "svg", "eml", "ics"})
"""Endings of what may have a long head and nothing after it."""
_TEXTS = frozenset({"txt", "text", "md", "markdown"})
# By ending: what nobody sees of a short text.
UNSEEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*_TEXTS, "json", "yaml", "yml", "csv", "tsv"), ()),
    **dict.fromkeys(("html", "htm", "xhtml", "svg"), (_PAGE_PARTS,)),
    **dict.fromkeys(("md", "markdown"), (_FRONT_MATTER, _COMMENTS, _HEADINGS)),
    "xml": (r"(?s)<\?.*?\?>", _COMMENTS),
    "rtf": _RICH_TEXT,
    # A letter whose subject says all is one; a calendar says what its entries say.
    "eml": (r"(?mi)^(?!subject:)[!-9;-~]+:.*\n(?:[ \t].*\n)*", "(?i)subject:"),
    "ics": (r"(?mi)^(?:begin|end|version|prodid|calscale|method|x-[a-z-]+):.*$",),
}
# An address, or the path that git leaves of a link where the system knows none.
_ONLY_A_LINK = (
    rb"(?:\[[^\]\n]*\]\()?<?(?:(?:https?|file|smb|ftp)://|www\.|\\\\)[^\s<>]+>?"
    rb"|\.{1,2}[/\\][^\n]+\.\w{2,5}|(?:[^\s/\\:]+[/\\])+[^\s/\\:]+\.\w{2,5}"
)


def _is_a_link(line: bytes) -> bool:
    return b"\n" not in line and re.fullmatch(_ONLY_A_LINK, line) is not None


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
_LEFT = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_LEFT_ENDINGS = (
    *("~", ".crdownload", ".part", ".partial", ".download", ".opdownload", ".!ut", ".!qb"),
    *(".aria2", ".tmp", ".bak", ".swp", ".orig", ".rej", ".dvc"),
)


def is_left_by_program(name: str) -> bool:
    """Return whether a file or a folder was left by a program beside documents, by its name."""
    return _is_left(name.casefold()) or name.casefold() in _ANYWHERE


def _is_left(name: str) -> bool:
    return name in _LEFT or name.startswith("~$") or name.endswith(_LEFT_ENDINGS)


def is_no_document(path: str) -> bool:
    """Return whether a path leads to the manual's own files, to a hidden file or folder,
    or to what a program left behind.
    """
    parts = path.casefold().split("/")
    name = parts[-1]
    if any(part.startswith(".") for part in parts) or _is_left(name):
        return True
    if len(parts) == 1:
        return name in _OWN_FILES or re.fullmatch(_CONFIGURATION, name) is not None
    return parts[0] in _OWN_FOLDERS or not _ANYWHERE.isdisjoint(parts)


# --- by the first bytes ---

_POINTERS = (
    b"version https://git-lfs.github.com/spec/",
    b"version https://hawser.github.com/spec/",
    b"#$# git-fat ",
)
_LOCKED = b"\0GITCRYPT\0"
# Shortcuts of Windows and of Linux, and of Windows and of the Mac to a document; the Mac's
# bookmarks are told by their ending.
_SHORTCUTS = (
    b"[internetshortcut]",
    b"[desktop entry]",
    b"[{000214a0-0000-0000-c000-000000000046}]",
    b"l\0\0\0\1\x14\2\0",
    b"book\0\0\0\0mark",
)


def _is_pointer(start: bytes) -> bool:
    line = start[:400].partition(b"\n")[0]
    return start.startswith(_POINTERS) or b"annex/objects/" in line.replace(b"\\", b"/")


# What a Google document leaves in a synchronised folder; a bookmark of the Mac.
_MARKS_OF_LINKS = ((b"{", b'"doc_id"', b'"url"'), (b"<plist", b"<key>URL</key>"))
STUB_ENDINGS = frozenset(
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
