"""Two wordings of the same text, compared word by word. Pure:
what was the same, what went, what came.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class DiffPiece(NamedTuple):
    """Words that follow each other and met the same fate."""

    fate: Fate
    text: str


# A word with the blank before it; what ends in an apostrophe is a word of its own, as in “l'accès”;
# each sign stands alone.
_WORD = re.compile(r"\s*(?:[^\W_]+(?:[-/][^\W_]+)*['’]?|[^\w\s]|_)|\s+$")


def compare(old: str, new: str) -> tuple[DiffPiece, ...]:
    """Return how the old text became the new one.

    To the letter: what was kept and what was removed make the old text, what was kept and what was
    added the new one.
    """
    return tuple(piece for piece in _pieces(_WORD.findall(old), _WORD.findall(new)) if piece.text)


def _pieces(old: list[str], new: list[str]) -> Iterator[DiffPiece]:
    for tag, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield DiffPiece(Fate.KEPT, "".join(new[first:last]))
        else:
            yield DiffPiece(Fate.REMOVED, "".join(old[start:end]))
            yield DiffPiece(Fate.ADDED, "".join(new[first:last]))
