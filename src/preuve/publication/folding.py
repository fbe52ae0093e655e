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
_LONG_RUN = re.compile(r"[^\w\s]{200,}")
"""Signs alone: to put a hundred thousand accents on one letter in their order takes minutes."""
_APART = re.compile(r"[\W_]+")


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list that is written as one text."""
    return tuple(text.split())


def folded(text: str) -> str:
    """Return a text's words between single blanks, one before the first and one after the last;
    capitals stay.
    """
    if not text.isascii():
        text = unaccented(text)
        text = _SPECIAL.sub(lambda match: _LETTERS[match[0]], text)
    return f" {_APART.sub(' ', text).strip()} "


def unaccented(text: str) -> str:
    """Return a text without accents and invisible signs; all else, a capital or a comma, stays."""
    return _MARKS.sub("", normalize("NFKD", _LONG_RUN.sub(" ", _INVISIBLE.sub("", text))))


def small(text: str) -> str:
    """Return a text folded, without capitals."""
    return folded(text).casefold()
