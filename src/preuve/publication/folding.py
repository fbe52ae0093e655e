"""Texts as they are compared: words without accents, whatever apostrophes,
dashes, blanks and marks stood between them.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u034f]")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20f0]")
_LETTERS = {
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "ł": "l",
    "Ł": "L",
    "ı": "i",
}
_SPECIAL = re.compile("|".join(_LETTERS))
_APART = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text's words between single blanks, one before the first and one after the last;
    capitals stay.
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = _MARKS.sub("", normalize("NFKD", text))
        text = _SPECIAL.sub(lambda match: _LETTERS[match[0]], text)
    return f" {_APART.sub(' ', text).strip()} "


def small(text: str) -> str:
    """Return a text folded, without capitals."""
    return folded(text).casefold()


def tight(text: str) -> str:
    """Return a text folded and without any blank,
    as it is compared where a line may end within a word.
    """
    return small(text).replace(" ", "")
