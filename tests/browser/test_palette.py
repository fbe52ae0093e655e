"""The palette: what people type leads to what they mean,
by keyboard alone, online and from disk.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import NARROW, WIDE
from playwright.sync_api import expect

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Browser, Page

QUERIES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "queries.json").read_text(encoding="utf-8")
)
INPUT, ROWS = "[data-preuve-palette] input", "[data-preuve-palette] [role=option]"
WANTED = 0.9
"""The share of queries whose target is to be among the first three."""

# The rule on what stands inside an option, and those on names and roles beside it.
ROWS_ONLY = {
    "runOnly": {
        "type": "rule",
        "values": [
            "nested-interactive",
            "aria-allowed-role",
            "aria-required-children",
            "aria-required-parent",
        ],
    }
}

# Types without waiting for each letter: the list follows at once, as it is looked up in the page.
ASK = """text => {
  const input = document.querySelector("[data-preuve-palette] input");
  input.value = text;
  input.dispatchEvent(new Event("input"));
  return [...document.querySelectorAll("[data-preuve-palette] [role=option]")].map(link => link.href);
}"""


def opened(page: Page) -> Page:
    """Open the palette, and wait for its data."""
    page.keyboard.press("Control+k")
    page.locator(INPUT).fill("1")
    page.wait_for_selector(ROWS)
    return page


def hit(target: str, address: str) -> bool:
    """Return whether an address leads to a target: a page, or a proof by its id."""
    path, _, anchor = address.partition("#")
    if target.startswith("#"):
        return anchor == target[1:] or f"/{target[1:]}/" in path
    return path.rstrip("/").endswith(f"/{target.rstrip('/')}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_people_type_leads_to_what_they_mean(visit: Visit, language: str) -> None:
    """Would catch a word of the trade, a form, an accent or a slip that no longer finds its page
    among the first three.
    """
    page = opened(visit("", language=language))
    asked = [query for query in QUERIES if query["lang"] == language]
    missed, nothing = [], []
    asked_of, missed_of = Counter(query["kind"] for query in asked), Counter[str]()
    for query in asked:
        found = page.evaluate(ASK, query["query"])
        if not found:
            nothing.append(query["query"])
        if not any(hit(target, address) for target in query["targets"] for address in found[:3]):
            missed.append((query["query"], found[:3]))
            missed_of[query["kind"]] += 1
    assert nothing == []
    assert len(missed) <= (1 - WANTED) * len(asked), missed
    # Nor may a kind be lost among the others: typed as one word, a line of a register, half a word.
    many = [kind for kind, number in asked_of.items() if number >= 10]
    assert len(many) >= 8
    assert [kind for kind in many if missed_of[kind] > (1 - WANTED) * asked_of[kind] + 1] == [], (
        missed
    )


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    """Would catch a palette that keeps a mouse needed, loses the focus,
    or does not say which row is chosen.
    """
    page = visit("register/")
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.type("indicator 26")
    page.wait_for_selector(ROWS)
    first, second = page.locator(ROWS).nth(0), page.locator(ROWS).nth(1)
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    assert page.locator(INPUT).get_attribute("aria-activedescendant") == second.get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/criteria/criterion-6/indicator-26/")


def test_a_row_opens_as_links_do(visit: Visit) -> None:
    """Would catch rows that nest what can be focused, or that Control and the middle button open in the same window."""
    page = opened(visit(""))
    page.evaluate(ASK, "indicator 26")
    assert Axe().run(page, options=ROWS_ONLY).violations_count == 0
    row = page.locator(ROWS).first
    for open_beside in (
        lambda: row.click(modifiers=["Control"]),
        lambda: (page.keyboard.press("Control+k"), page.keyboard.press("Control+Enter")),
        lambda: (page.keyboard.press("Control+k"), row.click(button="middle")),
    ):
        with page.context.expect_page() as beside:
            open_beside()
        beside.value.wait_for_url("**/criteria/criterion-6/indicator-26/")
        beside.value.close()
        assert page.url.count("indicator-26") == 0
    page.keyboard.press("Control+k")
    row.click()
    page.wait_for_url("**/criteria/criterion-6/indicator-26/")


def test_escape_gives_the_page_back(visit: Visit) -> None:
    """Would catch a dialog that cannot be left,
    or that keeps the digits for itself once it is closed.
    """
    page = opened(visit(""))
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).to_be_hidden()
    page.keyboard.type("26")
    page.wait_for_url("**/criteria/criterion-6/indicator-26/")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_row_is_one_line(visit: Visit, width: int) -> None:
    """Would catch a result as tall as a page."""
    page = opened(visit("", width=width))
    page.evaluate(ASK, "evaluation")
    heights = [box["height"] for row in page.locator(ROWS).all() if (box := row.bounding_box())]
    assert heights
    assert max(heights) < (45 if width == WIDE else 70)


def test_it_works_from_disk(browser: Browser, offline_site: Path) -> None:
    """Would catch data that only a server gives."""
    page = browser.new_page()
    page.goto((offline_site / "index.html").as_uri())
    opened(page)
    (first, *_) = page.evaluate(ASK, "PSH")
    page.close()
    assert first.endswith("criteria/criterion-6/indicator-26.html")
