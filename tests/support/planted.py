"""A text planted in a file in every form in which somebody could read it."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from fpdf import FPDF
from whole_files import zipped_files

if TYPE_CHECKING:
    from collections.abc import Callable


TITLE = "Minutes of the “board” & its guests, 12 May"


def escaped(text: str) -> str:
    """Return a text as HTML has it."""
    return text.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&#8221;")


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a part of a PNG."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def picture(text: str) -> bytes:
    """Return a PNG whose packed metadata hold a text."""
    packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(
        f"<x:xmpmeta>{escaped(text)}</x:xmpmeta>".encode()
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", bytes(13))
        + chunk(b"iTXt", packed)
        + chunk(b"IEND", b"")
    )


def photograph(text: str) -> bytes:
    """Return a JPEG with a title as Windows writes it into EXIF."""
    return b"\xff\xd8\xff\xe1\x00\xffExif\0\0" + text.encode("utf-16-le") + b"\0\0\xff\xd9"


def document(text: str, *, inside: str = "page") -> bytes:
    """Return a PDF, its streams packed, that says a text on its page, in its properties,
    a link, a note or a file's name.
    """
    pdf = FPDF()
    pdf.set_creation_date(datetime(2026, 9, 30, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    latin = text.replace("“", '"').replace("”", '"')
    if inside == "page":
        pdf.multi_cell(30, text=latin)
    elif inside == "link":
        pdf.cell(text="here", link=f"https://example.org/{quote(latin)}")
    elif inside == "properties":
        pdf.set_subject(text)
    elif inside == "note":
        pdf.text_annotation(10, 10, text)
    elif inside == "carried":
        pdf.embed_file(bytes=b"x", basename=f"{latin}.txt")
    return bytes(pdf.output())


PLANTED: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "in a page": ("index.html", lambda text: f"<p>{escaped(text)}</p>".encode()),
    "in capitals, on two lines": (
        "index.html",
        lambda text: f"<p>{text.upper()}</p>".replace(" OF ", "\n  OF ").encode(),
    ),
    "broken by tags": (
        "index.html",
        lambda text: escaped(text).replace("board", "b<em>oar</em>d").encode(),
    ),
    "over two cells": (
        "index.html",
        lambda text: escaped(text).replace(" its", "</td><td>its").encode(),
    ),
    "with a soft hyphen": (
        "index.html",
        lambda text: escaped(text).replace("board", "bo&shy;ard").encode(),
    ),
    "in an attribute": ("x/index.html", lambda text: f'<a title="{escaped(text)}">x</a>'.encode()),
    "in an address": ("x/index.html", lambda text: f'<a href="{quote(text)}">x</a>'.encode()),
    "in a comment": ("x/index.html", lambda text: f"<!-- {text} -->".encode()),
    "in the search index": (
        "search/search_index.json",
        lambda text: json.dumps({"docs": [{"text": escaped(text)}]}).encode(),
    ),
    "in a script": ("assets/x.js", lambda text: f"var x = '{text}'".encode()),
    "in a script, with escapes": (
        "assets/x.js",
        lambda text: f"var x = {json.dumps(text)}".encode(),
    ),
    "in a site map": (
        "sitemap.xml",
        lambda text: f"<loc>https://example.org/{quote(text)}/</loc>".encode(),
    ),
    "in a packed site map": ("sitemap.xml.gz", lambda text: gzip.compress(escaped(text).encode())),
    "in a picture's metadata": ("x.png", lambda text: b"\x89PNG\x00\xff" + text.encode() + b"\xff"),
    "in a picture's packed metadata": ("x.png", picture),
    "in a photograph's metadata": ("x.jpg", photograph),
    "in a drawing": ("x.svg", lambda text: f"<svg><title>{escaped(text)}</title></svg>".encode()),
    "in a document's metadata": (
        "x.pdf",
        lambda text: b"%PDF-1.4 /Title (" + text.encode("utf-16-be") + b")",
    ),
    "in a document's properties": ("x.pdf", lambda text: document(text, inside="properties")),
    "on a document's page": (
        "x.pdf",
        lambda text: document(text.replace("“", '"').replace("”", '"')),
    ),
    "in a document's link": ("x.pdf", lambda text: document(text, inside="link")),
    "in a document's note": ("x.pdf", lambda text: document(text, inside="note")),
    "in a file that a document carries": ("x.pdf", lambda text: document(text, inside="carried")),
    "in a text document": (
        "x.docx",
        lambda text: zipped_files({"word/document.xml": f"<w:t>{escaped(text)}</w:t>"}),
    ),
    "in a workbook's properties": (
        "x.xlsx",
        lambda text: zipped_files({"docProps/core.xml": f"<dc:title>{escaped(text)}<"}),
    ),
    "in an archive within an archive": ("x.zip", lambda text: zipped_files({f"{text}/x.txt": ""})),
    "in a calendar": ("calendar.ics", lambda text: f"SUMMARY:{text}".encode()),
    "in a calendar's folded line": (
        "calendar.ics",
        lambda text: (
            ("SUMMARY:" + text.replace(",", "\\,")).encode()[:30]
            + b"\r\n "
            + ("SUMMARY:" + text.replace(",", "\\,")).encode()[30:]
        ),
    ),
}
