"""What is taken out of a built site: HTML comments, what a picture says of itself, and links to
pages that are not made.

No pixel is changed: a picture's parts that hold no picture are cut out of its bytes. How a
photograph is turned stays.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING

from preuve.core.digest import digest_of
from preuve.publication.picture_parts import without_notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_COMMENT = re.compile(
    rb"<(script|style|textarea|pre)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_XML_COMMENT = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<metadata\b.*?</metadata\s*>", re.DOTALL | re.IGNORECASE
)
_LINK = re.compile(
    rb"<(script|style|textarea)\b.*?</\1\s*>"
    rb"|<a\b(?P<head>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<words>.*?)</a\s*>",
    re.DOTALL | re.IGNORECASE,
)
_HREF = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_PAGES = frozenset({".html", ".htm"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})


def clean(folder: Path) -> dict[str, str]:
    """Clean every page and picture below a folder, in place;
    return the digest that each had before which is another now.
    """
    before: dict[str, str] = {}
    for file in sorted(folder.rglob("*")):
        cleanable = file.suffix.lower() in {*_PAGES, ".svg", *_PICTURES}
        if cleanable and file.is_file() and not file.is_symlink():
            data = file.read_bytes()
            cleaned = cleaned_file(file.name, data)
            if cleaned != data:
                file.write_bytes(cleaned)
                before[file.relative_to(folder).as_posix()] = digest_of(data)
    return before


def cleaned_file(name: str, data: bytes) -> bytes:
    """Return a file without comments or metadata; one that is not as its form demands is returned
    as it is, to be looked at.
    """
    ending = f".{name.lower().rpartition('.')[2]}"
    if ending in _PAGES:
        return _COMMENT.sub(lambda match: match[0] if match[1] else b"", data)
    if ending == ".svg":
        return _XML_COMMENT.sub(
            lambda match: match[0] if match[0].startswith(b"<![") else b"", data
        )
    with suppress(ValueError):
        return without_notes(data)
    return data


def without_dead_links(page: bytes, is_dead: Callable[[str], bool]) -> bytes:
    """Return a page in which each link that leads nowhere is its words.

    Args:
        page: its HTML.
        is_dead: whether what a link names is not there.

    """

    def shown(match: re.Match[bytes]) -> bytes:
        href = _HREF.search(match["head"] or b"")
        link = b"".join(filter(None, href.groups())).decode("utf-8", "replace") if href else ""
        return match["words"] if link and is_dead(unescape(link)) else match[0]

    return _LINK.sub(shown, page)
