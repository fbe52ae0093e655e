"""A page of each kind, in both languages: axe finds nothing, light and dark;
nothing is lost in a narrow window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import COLOURS, NARROW
from manuals import CFA, EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Page

# One page of each kind. A new kind of page is added here.
PAGES = {
    "home": "",
    "who we are": "presentation/",
    "who has what to do": "people/",
    "what a role answers for": "people/ROLE/",
    "criterion": "criteria/criterion-2/",
    "indicator that applies": "criteria/criterion-2/indicator-04/",
    "indicator that does not apply": "criteria/criterion-1/indicator-03/",
    "indicator with one stage": "criteria/criterion-6/indicator-25/",
    "register": "register/",
    "reuse": "reuse/",
    "sessions": "sessions/",
    "session": "sessions/SESSION/",
    "audits": "audits/",
    "audit to come": "audits/AUDIT/",
    "audit held": "audits/HELD/",
    "calendar": "calendar/",
    "forecast": "forecast/",
    "since the last audit": "changes/",
    "quotes": "quotes/",
    "applicability": "applicability/",
    "crosswalks": "crosswalks/",
    "new edition": "editions/",
    "rehearsal": "rehearsal/",
    "register of non-conformities": "registers/non-conformities/",
    "register of improvements": "registers/improvements/",
    "register of the watch": "registers/watch/",
    "register of complaints": "registers/complaints/",
    "register of risks": "registers/risks/",
    "rules": "rules/",
    "editing": "editing/",
    "not found": "404.html",
}
SESSION = {"en": "2026-A31", "fr": "2026-BOU1"}
"""A session of each manual."""
AUDIT = {"en": "surveillance-2026-10-06", "fr": "renewal-2027-02-02"}
ROLE = {"en": "quality", "fr": "qualite"}
HELD = {"en": "initial-2025-03-18", "fr": "surveillance-2025-11-18"}

# Axe takes two seconds for a register of a hundred rows. Rows built alike, element by element and
# class by class, are looked at once.
ONE_ROW_OF_A_KIND = """() => document.querySelectorAll("tbody").forEach(body => {
    const seen = new Set()
    for (const row of [...body.rows]) {
        const kind = [...row.querySelectorAll("*")].map(one => one.tagName + "." + one.className).join(" ")
        if (seen.has(kind)) row.remove()
        seen.add(kind)
    }
})"""


def darken(page: Page) -> None:
    """Turn the page dark by its own switch, at once:
    colours half-way between two would be judged otherwise.
    """
    page.add_style_tag(content="* { transition: none !important }")
    page.locator(".md-header__option label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def place(path: str, language: str) -> str:
    """Return where a page of a kind is in a manual:
    what is called otherwise in each has its own name.
    """
    for name, found in {"SESSION": SESSION, "AUDIT": AUDIT, "HELD": HELD, "ROLE": ROLE}.items():
        path = path.replace(name, found[language])
    return path


@pytest.mark.parametrize("docs", [EXAMPLE / "docs", CFA / "docs"], ids=["en", "fr"])
def test_every_kind_of_page_is_looked_at(docs: Path) -> None:
    """Would catch a new kind of page that nobody added to the list above."""
    known = {path.strip("/") for path in PAGES.values()}
    written = {page.relative_to(docs).with_suffix("").as_posix() for page in docs.rglob("*.md")}
    alike = {
        one for one in written if one.startswith("criteria/")
    }  # made to one plan: some of them are looked at
    assert alike & known
    assert written - alike - {"index"} <= known


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(visit: Visit, path: str, language: str) -> None:
    """Would catch too weak a contrast, a control without a name, a heading skipped:
    all that axe knows.
    """
    page = visit(place(path, language), language=language)
    page.evaluate(ONE_ROW_OF_A_KIND)
    light = Axe().run(page)
    assert light.violations_count == 0, light.generate_report()
    darken(page)
    dark = Axe().run(page, options=COLOURS)
    assert dark.violations_count == 0, dark.generate_report()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_in_what_opens(visit: Visit, language: str) -> None:
    """Would catch a fault in what a page shows only when asked:
    details, the search's results, a narrow window's menu.
    """
    page = visit("criteria/criterion-2/indicator-04/", language=language)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.keyboard.press("s")
    page.keyboard.type("accueil" if language == "fr" else "welcome")
    page.wait_for_selector(".md-search-result__link")
    opened = Axe().run(page)
    assert opened.violations_count == 0, opened.generate_report()
    narrow = visit("criteria/criterion-2/indicator-04/", language=language, width=NARROW)
    narrow.locator("label[for=__drawer].md-header__button").click()
    narrow.add_style_tag(content="* { transition: none !important }")
    menu = Axe().run(narrow)
    assert menu.violations_count == 0, menu.generate_report()
    wide_table = visit("editing/", language=language, width=NARROW)
    boxes = ".md-typeset__scrollwrap"
    scrolls = "box => box.scrollWidth > box.clientWidth"
    assert any(box.evaluate(scrolls) for box in wide_table.locator(boxes).all())
    reached = Axe().run(wide_table)
    assert reached.violations_count == 0, reached.generate_report()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_in_the_keys_and_the_projection(visit: Visit, language: str) -> None:
    """Would catch a button that nobody can read in the dark,
    and a larger view that hides what names a control.
    """
    page = visit("criteria/criterion-2/indicator-04/", language=language)
    page.keyboard.press("v")
    projected = Axe().run(page)
    assert projected.violations_count == 0, projected.generate_report()
    darken(page)
    page.keyboard.press("?")
    keys = Axe().run(page)
    assert keys.violations_count == 0, keys.generate_report()


# Widths: the narrowest that a page must bear (WCAG 1.4.10), a tablet, the first with a menu at its
# side.
WIDTHS = [320, 768, 1220]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_is_wider_than_its_window(visit: Visit, language: str) -> None:
    """Would catch a table that pushes the page off a phone:
    what is too wide scrolls in its own place, or is folded.
    """
    page = visit("", language=language)
    top, wide = page.url, []
    for name, path in PAGES.items():
        page.goto(top + place(path, language))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((name, width))
    assert wide == []


def test_axe_would_find_something(visit: Visit) -> None:
    """Would catch an axe that looks at nothing: here are a picture without words and text too pale,
    only in the dark.
    """
    page = visit("")
    page.add_style_tag(content="[data-md-color-scheme=slate] h1 { color: #555 !important }")
    page.evaluate("document.querySelector('h1').append(new Image())")
    assert "image-alt" in Axe().run(page).generate_report()
    darken(page)
    assert "color-contrast" in Axe().run(page, options=COLOURS).generate_report()
