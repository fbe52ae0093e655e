"""Letters that a text writes as figures: in scripts, style sheets, rich text, programs, mails."""

from __future__ import annotations

import quopri
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OF_SCRIPTS = re.compile(r"\\u([0-9A-Fa-f]{4})|\\u\{([0-9A-Fa-f]{1,6})\}|\\x([0-9A-Fa-f]{2})")
_OF_STYLES = re.compile(r"\\([0-9A-Fa-f]{2,6}) ?")
_OF_NO_LENGTH = re.compile(r"\\0*([0-9A-Fa-f]{2,4}) ?")
_OF_RICH_TEXT = re.compile(r"\\u(\d{2,5})(?![0-9A-Fa-f]) ?\??")
_OF_WORKBOOKS = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LISTED = re.compile(r"\d{2,5}(?:\s*,\s*\d{2,5}){7,}")
_RICH = re.compile(r"\\u\d{2,5} ?\?")
_BYTES = re.compile(r"(?:\\[x'][0-9A-Fa-f]{2})+|(?:\\[0-3][0-7]{2})+")
_QUOTED = re.compile(r"=[CE][0-9A-F]=[89AB][0-9A-F]|=\r?\n")
"""An accented letter, or a line's end, in a mail's quoted-printable."""
_UTF_7 = re.compile(r"\+([AI][A-Za-z0-9+/]{2,})-?")
_LATIN = re.compile("[ -~\u00a0-\u024f\u2010-\u203a]")


def written_out(text: str) -> Iterator[str]:
    """Yield a text with its letters as scripts write them, and once more for each other way in
    which some of them are figures.
    """
    others = {way(text): None for mark, way in _WAYS if mark in text}
    yield from {_of_scripts(text): None} | {other: None for other in others if other != text}


def _of_scripts(text: str) -> str:
    return _OF_SCRIPTS.sub(lambda match: _sign(match[1] or match[2] or match[3], 16), text)


def _sign(figures: str, base: int) -> str:
    number = int(figures, base)
    return chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else ""  # noqa: PLR2004 - no sign has another number


def _of_rich_text(text: str) -> str:
    text = _BYTES.sub(_bytes, text)
    if "?" in text and _RICH.search(text):
        text = _OF_RICH_TEXT.sub(lambda match: _sign(match[1], 10), text)
    return text


def _bytes(match: re.Match[str]) -> str:
    """Return what bytes say that are written one by one, in sixteens or in eights."""
    figures = re.findall(r"[x']?[0-9A-Fa-f]+", match[0])
    content = bytes(int(figure.strip("x'"), 16 if figure[0] in "x'" else 8) for figure in figures)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _list(match: re.Match[str]) -> str:
    return "".join(_sign(figures, 10) for figures in match[0].split(","))


def _misread(text: str) -> str:
    """Return a text of which somebody took each byte for a letter of Windows."""
    return text.encode("cp1252", "ignore").decode("utf-8", "ignore")


def _quoted(text: str) -> str:
    if _QUOTED.search(text) is None:
        return text
    return quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")


def _utf_7(match: re.Match[str]) -> str:
    signs = match[0].encode().decode("utf-7", "ignore")
    return signs if _LATIN.match(signs) else match[0]


_WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("\\", lambda text: _OF_STYLES.sub(lambda match: _sign(match[1], 16), _of_scripts(text))),
    ("\\", lambda text: _OF_NO_LENGTH.sub(lambda match: _sign(match[1], 16), _of_scripts(text))),
    ("\\", _of_rich_text),
    ("_x", lambda text: _OF_WORKBOOKS.sub(lambda match: _sign(match[1], 16), text)),
    ("fromCharCode", lambda text: _LISTED.sub(_list, text)),
    ("Ã", _misread),
    ("=", _quoted),
    ("+", lambda text: _UTF_7.sub(_utf_7, text)),
)
"""How letters are written, and the sign without which none is."""
