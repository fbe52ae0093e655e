"""A page as it is printed: ink on paper, whatever the screen shows,
and nothing that only a screen can do.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from printed import folded, text_of, texts_of
from pypdf import PdfReader

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page

INDICATOR = "criteria/criterion-2/indicator-04/"

# The lightness of an element's words, 0 to 255, and whether it has a ground of its own.
INK = """element => {
    const [red, green, blue] = getComputedStyle(element).color.match(/[\\d.]+/g).map(Number)
    return [(red + green + blue) / 3, getComputedStyle(element).backgroundColor]
}"""


def printed(page: Page) -> PdfReader:
    """Print a page as the browser's own menu does, without grounds, and read it back."""
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("javascript", [True, False], ids=["", "without scripts"])
def test_a_page_says_the_same_on_paper(visit: Visit, *, javascript: bool) -> None:
    """Would catch details that stay closed, a menu that is printed,
    a link whose address is lost.
    """
    pdf = printed(visit(INDICATOR, scheme="dark", javascript=javascript))
    text = " ".join(texts_of(pdf))
    for words in (
        "Analysing the need",
        "Typical evidence",
        "Diagnosis or brief from the company",
        "Last changes of this page",
    ):
        assert folded(words).lower() in text.lower(), words
    assert "https://www.service-public.gouv.fr" in text.replace(" ", "")
    for screen in ("Skip to content", "Informing the public", "Next", "Type to start searching"):
        assert screen not in text, screen
    assert f"1 / {len(pdf.pages)}" in text
    width, height = pdf.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)  # A4


@pytest.mark.parametrize(
    "element", [".pv-card", ".pv-law p", ".pv-badge", ".pv-meta", ".pv-meta a"]
)
def test_paper_is_light(visit: Visit, element: str) -> None:
    """Would catch pale words from the dark scheme, or a dark ground that drinks the ink."""
    page = visit(INDICATOR, scheme="dark")
    page.emulate_media(media="print")
    lightness, ground = page.locator(element).first.evaluate(INK)
    assert lightness < 110
    assert ground == "rgba(0, 0, 0, 0)"


def test_the_head_of_a_table_is_on_each_page(visit: Visit) -> None:
    """Would catch a register whose columns nobody can name from the second page on."""
    pdf = printed(visit("register/"))
    assert len(pdf.pages) > 2
    for page in pdf.pages[1:-1]:
        assert "Who answers" in text_of(page)
