"""Where a proof is, by the link under its cell or by the words in it.
The link decides; the words shown over it do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from preuve.editing.answers import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.spreadsheets.cells import Cell

_URL = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\]]*)\]\((https?://[^\s)]+)\)")


class PlaceReading(NamedTuple):
    """Where a proof is: one of three keys of the index, and further addresses of the same cell."""

    key: str
    text: str
    more: tuple[str, ...] = ()


def read_where(cell: Cell, is_file: Callable[[str], str | None]) -> PlaceReading | None:
    """Return where a cell says that a proof is; None where it says nothing, or holds an error.

    Args:
        cell: the cell, with what it leads to.
        is_file: returns the path below the manual of a file that a text names, or None.

    """
    target = (cell.link or "").strip()
    if target.casefold().startswith(("http://", "https://")):
        return _web([target])
    if target.casefold().startswith("file:") or re.match(
        r"^(?:[A-Za-z]:)?\\\\|^[A-Za-z]:\\", target
    ):
        path = unquote(re.sub(r"(?i)^file:/{0,3}(?=[A-Za-z]:)|^file:(?://)?", "", target))
        shown = _comparable(cell.text)
        return _file(
            cell.text if shown and shown in {_comparable(path), _comparable(target)} else path,
            is_file,
        )
    if (
        target
        and not target.startswith("#")
        and not re.match(r"[a-z][a-z0-9+.-]+:", target, re.IGNORECASE)
    ):
        return _file(unquote(target), is_file)
    text = cell.text.strip()
    if not text or cell.error or not re.search(r"\w", text):
        return None
    if addresses := [pair[1] for pair in _MARKDOWN.findall(text)] or [
        url.rstrip(".,;)") for url in _URL.findall(text)
    ]:
        return _web(addresses)
    return _file(text, is_file)


def _comparable(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _web(addresses: list[str]) -> PlaceReading:
    """Return an address as the index can hold it;
    as words, where it is not https or cannot be fixed.
    """
    first, *more = dict.fromkeys(addresses)
    for address in (first, quote(first, safe="%:/?#[]@!$&'()*+,;=~-._")):
        if refusal("url", address) is None:
            return PlaceReading("url", address, tuple(more))
    return PlaceReading("place", first, tuple(more))


def _file(text: str, is_file: Callable[[str], str | None]) -> PlaceReading:
    """Return a file of the manual, or a place in words; what tools encode is read back."""
    line = " ".join(text.split())
    shown = unquote(line) if re.search(r"%[0-9A-Fa-f]{2}", line) else line
    path = is_file(line) or is_file(shown)
    return PlaceReading("file", path) if path else PlaceReading("place", shown)
