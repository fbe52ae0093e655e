"""Documents as text that keeps its headings, lists and tables:
Word, LibreOffice, RTF, slides, mail, pages, Markdown.
"""

from __future__ import annotations

import email
import io
import re
import zipfile
from email import policy
from html import escape, unescape

from preuve.contents.sanitizing import sanitized
from preuve.core.errors import PreuveError

MOST_LETTERS = 100_000
_UNPACKED = 60 * 1024 * 1024
_LONGEST_LINE = 5_000
_BREAKS = re.compile(r"</(?:a:p|text:p|text:h|table:table-row)>|<(?:a:br|text:line-break)\s*/>")
_TABS = re.compile(r"<text:tab[^>]*/>|</table:table-cell>")
_SPACES = re.compile(r"<text:s(?: [^>]*)?/>")
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\n{3,}")


class DocumentError(PreuveError):
    """A document that cannot be shown."""

    def __init__(self) -> None:
        super().__init__("not shown")


def of_word(data: bytes) -> tuple[str, bool]:
    """Return a .docx as HTML, and whether it was cut. Pictures are left out.

    Raises:
        DocumentError: it is no Word document, is too large, or holds what is none of one.

    """
    with _archive(data) as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member)[:4096]:
                raise DocumentError
    import mammoth  # noqa: PLC0415 - only who shows one pays for it

    html = mammoth.convert_to_html(
        io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _image: {})
    ).value
    return sanitized(html, MOST_LETTERS)


def of_markdown(text: str) -> tuple[str, bool]:
    """Return Markdown as HTML, and whether it was cut; HTML in it is shown as it stands."""
    if len(text) > MOST_LETTERS or max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        return of_text(text)
    from markdown import Markdown  # noqa: PLC0415 - as above

    reader = Markdown(extensions=["tables", "fenced_code", "sane_lists", "def_list"])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    body = re.sub(r"\A\ufeff?---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)
    return sanitized(reader.convert(body), MOST_LETTERS)


def of_page(text: str) -> tuple[str, bool]:
    """Return an HTML page as what can be read of it, and whether it was cut."""
    return sanitized(text, MOST_LETTERS)


def of_text(text: str) -> tuple[str, bool]:
    """Return a text as it stands, and whether it was cut."""
    cut = len(text) > MOST_LETTERS
    shown = text[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n")
    return f'<pre class="pp-text" tabindex="0">{escape(shown.strip(chr(10)))}</pre>', cut


def of_office(data: bytes) -> tuple[str, bool]:
    """Return the text of an .odt, .odp or .pptx. Raises DocumentError."""
    with _archive(data) as archive:
        slides = [
            name
            for name in archive.namelist()
            if re.fullmatch(r"ppt/slides/slide\d{1,4}\.xml", name)
        ]
        parts = sorted(slides, key=lambda name: int(re.sub(r"\D", "", name))) or ["content.xml"]
        texts = [_text_of(archive.read(name).decode("utf-8", "replace")) for name in parts]
    return of_text("\n\n".join(texts))


def of_rtf(data: bytes) -> tuple[str, bool]:
    """Return the text of an RTF document."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - as above

    text: str = rtf_to_text(data.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call] # it has no types
    return of_text(text)


def of_mail(data: bytes) -> tuple[str, bool]:
    """Return a mail: who, when, about what, and its text."""
    message = email.message_from_bytes(data, policy=policy.default)
    head = [
        f"{name}: {message[name]}" for name in ("From", "To", "Date", "Subject") if message[name]
    ]
    body = message.get_body(("plain", "html"))
    text = str(body.get_content()) if body is not None else ""
    if body is not None and body.get_content_type() == "text/html":
        text = _text_of(re.sub(r"(?i)<(?:br|/p|/div|/tr|/li)\b[^>]*>", "\n", text))
    return of_text("\n".join([*head, "", text]))


def _archive(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise DocumentError from None
    # What a member says of its size is all that zipfile ever unpacks of it.
    if sum(member.file_size for member in archive.infolist()) > _UNPACKED:
        archive.close()
        raise DocumentError
    return archive


def _text_of(xml: str) -> str:
    text = _TAG.sub("", _BREAKS.sub("\n", _TABS.sub("\t", _SPACES.sub(" ", xml))))
    return _BLANK.sub("\n\n", unescape(text)).strip()
