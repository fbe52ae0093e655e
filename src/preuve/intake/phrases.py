"""Texts made comparable: without accents, capitals, marks and plurals, and cut into words."""

from __future__ import annotations

import re
from functools import lru_cache

from preuve.schema import unaccented

_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a au aux avec ce ces d dans de des du en et for in l la le les of on ou pour s si "
        "the to un une votre vos ",
    )
)


@lru_cache(maxsize=20_000)
def normalized(text: str) -> str:
    """Return a text without accents, capitals and marks:
    `Date d'échéance (fin)` is `date d echeance fin`.
    """
    bare = unaccented(text).replace("œ", "oe").replace("Œ", "oe").casefold()
    bare = re.sub(r"n[°º]", " numero ", re.sub(r"\bm\.?\s?a\.?\s?j\b\.?", "maj", bare))
    return " ".join(re.sub(r"[^a-z0-9?&+°#]+", " ", bare).split())


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return the words that say something, in the singular:
    `Preuves (une par ligne)` is `preuve`, `une`, `ligne`.
    """
    terms = [word for word in (word.strip("?&+°#") for word in normalized(text).split()) if word]
    last = terms[-1] if terms[1:] else ""
    kept = [word for word in terms if word not in _SMALL]
    return tuple(
        singular(word) for word in ([*kept, last] if last == "le" else kept)
    )  # “validé le” is a day, “validé” is not


def singular(word: str) -> str:
    """Return a word without the marks of the plural and of a participle's feminine."""
    if len(word) < 4 or not word.isalpha():
        return word
    bare = word[:-1] if word[-1] in "sx" and not word.endswith(("ss", "us", "is")) else word
    return bare[:-1] if bare.endswith("ee") and len(bare) > 4 else bare


def cut(text: str, length: int = 60) -> str:
    """Return a text on one line, shortened."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
