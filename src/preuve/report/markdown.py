"""Text in Markdown as GitHub shows it, that stays text whatever it holds."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.report.text import printable

if TYPE_CHECKING:
    from preuve.core.words import Translator

_SPELLED = str.maketrans({sign: f"&#{ord(sign)};" for sign in r"\`*_{}[]()#+!|~$@:"})


def cell(text: str) -> str:
    """Return text that stays text, also in a cell of a table:
    every sign of Markdown or HTML is spelled out.
    """
    return escape(printable(text), quote=False).translate(_SPELLED)


def fitting(rows: list[str], room: int, words: Translator) -> list[str]:
    """Return the first rows, as many as there is room for, in bytes, and how many are left out."""
    last = 200  # bytes that the line about the others may take
    for shown, row in enumerate(rows):
        room -= len(row.encode()) + 1
        if room < last:
            return [
                *rows[:shown],
                "",
                cell(words(say("… and {count} more.", count=len(rows) - shown))),
            ]
    return rows
