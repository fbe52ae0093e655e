"""Without JavaScript: all can be read, opened and gone to;
only search, filters and the switch of colours are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import NARROW

if TYPE_CHECKING:
    from browsing import Visit


@pytest.mark.parametrize(
    "path",
    ["", "criteria/criterion-2/indicator-04/", "register/", "applicability/", "sessions/2026-A12/"],
)
def test_the_same_is_said(visit: Visit, path: str) -> None:
    """Would catch content that a script writes, or hides until it runs."""
    # A preview is offered where a script can fetch it, a choice where a script can make it; all is
    # there without.
    script = (
        "page => { page.querySelectorAll('.pv-preview, .pv-choose, .pv-fields').forEach(one => one.remove()); "
        "return page.innerText }"
    )
    read = [
        visit(path, javascript=javascript).locator("article").evaluate(script)
        for javascript in (True, False)
    ]
    assert read[0].split() == read[1].split()
    assert len(read[1]) > 500


def test_from_home_to_a_proof(visit: Visit) -> None:
    """Would catch a way through the manual that needs a script:
    a tile, the page, its details, the proof.
    """
    page = visit("", javascript=False)
    page.locator("a.pv-tile", has_text="4").first.click()
    page.wait_for_url("**/indicator-04/")
    details = page.locator("details.pv-details").first
    details.locator("summary").click()
    assert details.locator("ul").is_visible()
    page.locator("#EV-015 a.pv-open").click()
    page.wait_for_url("**/proofs/EV-015/")
    original = page.locator("a.pp-original").get_attribute("href")
    assert original is not None
    assert page.request.get(f"{page.url}{original}").headers["content-type"] == "application/pdf"


def test_the_menu_of_a_narrow_window_opens(visit: Visit) -> None:
    """Would catch a menu that only a script can open."""
    page = visit("", width=NARROW, javascript=False)
    page.locator("label[for=__drawer].md-header__button").click()
    link = page.locator(".md-nav__link[href='register/']")
    link.click()
    page.wait_for_url("**/register/")
