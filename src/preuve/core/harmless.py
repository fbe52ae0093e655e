"""Texts of others, without what commands a terminal or turns the direction of reading."""

from __future__ import annotations

import re

_COLOUR = r"\033\[[0-9;]*m"
# C0 and C1 but tabulators and ends of lines, and the signs that turn the direction of what follows.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Over signs beyond Latin a pattern costs as much as a page: compiled where there is one only.
_HARMFUL = f"{_CONTROL.pattern[:-1]}{_TURNS}]"


def harmless(text: str, *, colour: bool = False) -> str:
    """Return text that moves no cursor, hides nothing and turns no direction;
    colours stay where asked for.
    """
    text = text.replace("\r\n", "\n")
    # Nearly always there is nothing.
    if not _CONTROL.search(text) and not any(sign in text for sign in _TURNS):
        return text
    if not colour:
        return re.sub(_HARMFUL, "\N{REPLACEMENT CHARACTER}", text)
    kept = [*re.findall(_COLOUR, text), ""]
    parts = (
        re.sub(_HARMFUL, "\N{REPLACEMENT CHARACTER}", part) for part in re.split(_COLOUR, text)
    )
    return "".join(part + code for part, code in zip(parts, kept, strict=True))
