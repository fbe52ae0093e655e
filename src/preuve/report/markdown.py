"""Text in Markdown as GitHub shows it, that stays text whatever it holds."""

from __future__ import annotations

from html import escape

from preuve.report.text import printable

_SPELLED = str.maketrans({sign: f"&#{ord(sign)};" for sign in r"\`*_{}[]()#+!|~$@:"})


def cell(text: str) -> str:
    """Return text that stays text, also in a cell of a table:
    every sign of Markdown or HTML is spelled out.
    """
    return escape(printable(text), quote=False).translate(_SPELLED)
