"""Text in Markdown as GitHub shows it, that stays text whatever it holds."""

from __future__ import annotations

from html import escape

from preuve.report.text import plain

_SIGNS = r"\`*_{}[]()#+!|~$@:"


def cell(text: str) -> str:
    """Return text that stays text, also in a cell of a table: every sign of Markdown or HTML is spelled out."""
    return "".join(f"&#{ord(sign)};" if sign in _SIGNS else sign for sign in escape(plain(text), quote=False))
