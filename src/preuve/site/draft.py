"""A draft says on every page that it is one: with whatever theme, in whatever place of it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from preuve.core.words import Translator
from preuve.report.draft import draft_message

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict

_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_STYLE = (
    "position:sticky;top:0;z-index:1000;margin:0;padding:.4rem 1rem;background:#7a1f1f;color:#fff;"
    "font:600 14px/1.4 sans-serif;text-align:center;print-color-adjust:exact"
)


def band(text: str) -> bytes:
    """Return the band that stands above a page."""
    return f'<div data-preuve-draft role="status" style="{_STYLE}">{escape(text)}</div>'.encode()


def mark_pages(site: Path, verdict: Verdict, page_errors: int = 0) -> None:
    """Put the band on every page of a built site."""
    piece = band(Translator(verdict.manual.language)(draft_message(verdict, page_errors)))
    for file in site.rglob("*.html"):
        file.write_bytes(with_band(file.read_bytes(), piece))


def with_band(page: bytes, piece: bytes) -> bytes:
    """Return a page with a piece at its very beginning."""
    body = _BODY.search(page)
    return page[: body.end()] + piece + page[body.end() :] if body else piece + page
