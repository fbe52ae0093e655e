"""Texts of others, without what commands a terminal or turns the direction of reading."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"\033\[[0-9;]*m")
# C0 and C1 but tabulators and ends of lines, and the signs that turn the direction of what follows.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str, *, colour: bool = False) -> str:
    """Return text that moves no cursor, hides nothing and turns no direction;
    colours stay where asked for.
    """
    text = text.replace("\r\n", "\n")
    if not _CONTROL.search(text):  # nearly always
        return text
    if not colour:
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    kept = [*_COLOUR.findall(text), ""]
    parts = (_CONTROL.sub("\N{REPLACEMENT CHARACTER}", part) for part in _COLOUR.split(text))
    return "".join(part + code for part, code in zip(parts, kept, strict=True))
