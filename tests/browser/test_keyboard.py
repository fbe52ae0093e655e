"""The keyboard alone: it reaches everything that can be seen and used, and shows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browsing import NARROW, WIDE

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page

# Marks what can be used and is on show, and returns how many there are. Material's switches are
# inputs without a size: what is seen of them is the label behind.
MARK = """() => {
    const usable = [...document.querySelectorAll("a[href], button, input, summary, select, [tabindex]")].filter(one => {
        if (one.tabIndex < 0 || one.closest("[hidden]") || one.type == "checkbox") return false
        const shown = one.matches(".md-option") ? one.nextElementSibling : one
        return shown.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && shown.offsetWidth > 0
            && !one.closest("details:not([open]) > :not(summary)") && !one.matches(".md-skip, .md-search__scrollwrap")
    })
    usable.forEach((one, number) => one.dataset.number = number)
    return usable.length
}"""

# What has the focus: its number, and what is wrong with how it shows.
FOCUSED = """() => {
    const one = document.activeElement
    if (one == document.body) return null
    const shown = one.matches(".md-option") ? one.nextElementSibling : one
    const box = shown.getBoundingClientRect(), style = getComputedStyle(shown)
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const ring = style.outlineStyle != "none" && parseFloat(style.outlineWidth) > 0
    return {
        number: one.dataset.number, name: one.outerHTML.slice(0, 120), seen: seen || one.matches(".md-search__scrollwrap"),
        ring: ring || one.matches("input[type=text]"),  // a caret
    }
}"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page; return what had it, in order."""
    steps: list[dict[str, Any]] = []
    for _ in range(700):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None:
            return steps
        steps.append(step)
    message = f"the focus never leaves the page; last on {steps[-1]['name']}"
    raise AssertionError(message)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", ["", "criteria/criterion-2/indicator-04/", "applicability/"])
def test_tab_reaches_everything(visit: Visit, path: str, width: int) -> None:
    """Would catch a control for the mouse only, a focus that cannot be seen,
    one that hides behind or beside the page.
    """
    page = visit(path, width=width)
    usable = page.evaluate(MARK)
    assert usable > 10
    steps = walk(page)
    reached = {int(step["number"]) for step in steps if step["number"] is not None}
    missed = [
        page.locator(f"[data-number='{number}']").evaluate("one => one.outerHTML.slice(0, 200)")
        for number in sorted(set(range(usable)) - reached)
    ]
    assert missed == []
    assert [step["name"] for step in steps if not step["seen"]] == []
    assert [step["name"] for step in steps if not step["ring"]] == []


def test_the_first_key_offers_to_skip_to_the_content(visit: Visit) -> None:
    """Would catch a skip link that is hidden, or leads nowhere:
    each page would begin with the whole menu.
    """
    page = visit("criteria/criterion-2/indicator-04/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("article :focus").count() == 1


def test_the_menu_of_a_narrow_window_opens_by_key(visit: Visit) -> None:
    """Would catch a menu for the mouse only:
    a window enlarged four times is as narrow as a phone.
    """
    page = visit("criteria/criterion-2/indicator-04/", width=NARROW)
    page.locator("label[for=__drawer].md-header__button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.md-sidebar--primary')).visibility == 'visible'"
    )
    steps = [step["name"] for step in walk(page)]
    for place in ("register/", "criterion-7/", "indicator-08/"):
        assert any(place in step for step in steps if "md-nav__link" in step), place


def test_search_by_key(visit: Visit) -> None:
    """Would catch a search that cannot be opened, whose results cannot be chosen,
    or that does not close.
    """
    page = visit("")
    page.keyboard.press("s")
    page.keyboard.type("positioning")
    page.wait_for_selector(".md-search-result__link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicator-08/**", wait_until="load")
    page.keyboard.press("s")
    page.wait_for_selector("#__search:checked", state="attached")
    page.keyboard.press("Escape")
    page.wait_for_selector("#__search:not(:checked)", state="attached")


def test_a_number_opens_a_proof(visit: Visit) -> None:
    """Would catch a number that opens another proof than it names,
    or keys that are off and work all the same.
    """
    page = visit("criteria/criterion-2/indicator-04/", width=WIDE)
    second = page.locator(".pv-proof .pv-open").nth(1).get_attribute("href") or ""
    page.keyboard.press("e")
    assert "pv-numbered" in (page.locator("html").get_attribute("class") or "")
    page.keyboard.press("2")
    page.wait_for_url(f"**/{second.removeprefix('../../../')}")
    assert page.locator("#content").count() == 1
    page.go_back()
    page.evaluate("__md_set('pv-keys-off', true)")
    for key in ("e", "n", "s", "7", "/", "v"):
        page.keyboard.press(key)
    page.wait_for_timeout(1200)
    assert "indicator-04" in page.url
    assert not {"pv-numbered", "pv-projected"} & set(
        (page.locator("html").get_attribute("class") or "").split()
    )
    assert not page.locator("#__search").is_checked()
    page.keyboard.press("Control+k")  # no single key: it stays
    page.locator("[data-preuve-palette] input").fill("é")


def test_a_key_that_is_typed_into_a_hidden_field_is_no_command(visit: Visit) -> None:
    """Would catch letters that do not arrive in the search of Zensical, whose field stands in a
    shadow tree: an e asked for the first proof.
    """
    page = visit("register/")
    page.evaluate(
        """() => {
          const inside = document.body.appendChild(document.createElement("div"))
          const field = inside.attachShadow({ mode: "open" })
          field.append(document.createElement("input"))
          field.firstChild.focus()
        }"""
    )
    page.keyboard.type("espv")
    assert page.evaluate("document.body.lastChild.shadowRoot.firstChild.value") == "espv"
