"""What a file dropped into the manual says of itself:
proposals for a new entry, for a person to confirm.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from preuve.model.proof_places import is_unportable
from preuve.model.site_settings import PAGE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[-_. ](0[1-9]|1[0-2])[-_. ](20\d\d)(?!\d)")
_HEAD_BYTES = 4096
_LONGEST_STEM, _LONGEST_ENDING = 120, 16
"""Of a proposed name: bytes, and signs."""


def date_of(name: str) -> date | None:
    """Return the date that stands in a file's name, as 2026-03-12 or 12-03-2026."""
    with suppress(ValueError):
        if match := _YEAR_FIRST.search(name):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.search(name):
            return date(int(match[3]), int(match[2]), int(match[1]))
    return None


def title_of(file: Path) -> str:
    """Return a title: the first heading of a Markdown page,
    else the name in words, without its date.
    """
    if file.name.lower().endswith(PAGE_ENDINGS):
        with suppress(OSError), file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES).decode("utf-8", "replace")
            if match := re.search(r"^#\s+(.+?)\s*#*\s*$", head, re.MULTILINE):
                return match[1]
    words = _DAY_FIRST.sub(" ", _YEAR_FIRST.sub(" ", file.stem))
    title = " ".join(re.split(r"[\s_-]+", words)).strip(" .-")
    return title[:1].upper() + title[1:]


class IdSequence:
    """The ids that are free, counted on from the highest of those that end in a number."""

    def __init__(self, known: Iterable[str], head: str = "EV-") -> None:
        """Take the ids that are taken, and how one begins where none ends in a number."""
        self._used = {name.casefold(): name for name in known}
        names = self._used.values()
        numbered = [match for name in names if (match := re.fullmatch(r"(.*?)(\d{1,9})", name))]
        highest = max(numbered, key=lambda match: int(match[2]), default=None)
        self._head = highest[1] if highest else head
        self._width = len(highest[2]) if highest else 3
        self._last = int(highest[2]) if highest else 0

    def use(self, name: str) -> None:
        """Take an id."""
        self._used[name.casefold()] = name

    def next(self) -> str:
        """Return the next free id; it is not taken by that."""
        while True:
            self._last += 1
            name = f"{self._head}{self._last:0{self._width}}"
            if name.casefold() not in self._used:
                return name


def next_id(known: Iterable[str]) -> str:
    """Return the id after the highest of those that end in a number;
    `EV-001` where there is none.
    """
    return IdSequence(known).next()


def portable(name: str) -> str:
    """Return a file's name that every system keeps: letters and their accents stay, the rest
    becomes a dash; one that is too long loses its end, one that Windows keeps for a device gets a
    word in front.
    """
    stem, dot, ending = normalize("NFC", name).rpartition(".")
    ending = re.sub(r"\W+", "", ending)[:_LONGEST_ENDING] if dot else ""
    kept = re.sub(r"[^\w.]+", "-", stem if dot else normalize("NFC", name)).strip("-. ") or "file"
    while len(kept.encode()) > _LONGEST_STEM:
        kept = kept[:-1].rstrip("-. ")
    named = f"{kept}.{ending.lower()}" if ending else kept
    return f"file-{named}" if is_unportable(named) else named
