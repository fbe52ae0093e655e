"""How tests read a PDF: what it says, not how this machine's fonts happened to set it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader


def folded(text: str) -> str:
    """Return a text in the one form in which two settings of it are equal.

    A font may draw “fi” as one sign, which is read back as that sign; a line may end anywhere, also
    after the hyphen of a word. So signs are taken apart (NFKC: this also makes three dots of “…”),
    white space is one blank, and there is none after a hyphen. What is looked for is folded in the
    same way.
    """
    return re.sub(r"(?<=[-‐])\s", "", " ".join(normalize("NFKC", text).split()))


def text_of(page: PageObject) -> str:
    """Return what a page says, folded."""
    return folded(page.extract_text())


def texts_of(pdf: PdfReader) -> list[str]:
    """Return what each page says, folded."""
    return [text_of(page) for page in pdf.pages]
