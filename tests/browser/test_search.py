"""The search, as an auditor types into it: a number, words of the law,
a proof's title, French behind its apostrophes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import NARROW
from playwright.sync_api import expect

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page

# What is typed → the page that is to be among the first found, in which language.
ASKED = {
    "a number": ("en", "17", "criterion-4/indicator-17/"),
    "words of the law": ("en", "environnement approprié", "criterion-4/indicator-17/"),
    "words of the law, elided": ("fr", "l'atteinte", "criterion-3/indicator-11/"),
    "a proof's title": ("en", "welcome booklet", "criterion-3/indicator-09/"),
    "a proof's title, in French": ("fr", "grille d’analyse du besoin", "criterion-2/indicator-04/"),
    "a proof's id": ("en", "EV-015", "criterion-2/indicator-04/"),
    "a word behind an apostrophe": ("fr", "l'entreprise", "criterion-3/indicator-13/"),
    "a word behind a printer's apostrophe": (
        "fr",
        "qu’apprentis et salariés",
        "criterion-3/indicator-15/",
    ),
    "a session": ("en", "2026-A31", "sessions/2026-A31/"),
}
FIRST = 3


def ask(page: Page, words: str) -> list[str]:
    """Type into the search; return the addresses of the pages found, the best first."""
    page.keyboard.press("s")
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__link")
    page.wait_for_function("document.querySelector('.md-search__input').value.length > 0")
    page.wait_for_timeout(300)  # the last letter's results
    found: list[str] = page.locator(
        ".md-search-result__item > a.md-search-result__link"
    ).evaluate_all("links => [...new Set(links.map(link => link.pathname))]")
    return found


@pytest.mark.parametrize(("language", "words", "target"), ASKED.values(), ids=ASKED)
def test_the_first_pages_found(visit: Visit, language: str, words: str, target: str) -> None:
    """Would catch a page that is there and not found,
    or only after many that merely hold a letter of what was typed.
    """
    found = ask(visit("", language=language), words)
    assert any(target in address for address in found[:FIRST]), found[:8]


@pytest.mark.parametrize("words", ["l'entreprise", "l’entreprise"])
def test_an_elided_letter_is_no_word(visit: Visit, words: str) -> None:
    """Would catch “l'entreprise” that finds every word in l, “locaux” first:
    what is elided is not looked for.
    """
    page = visit("", language="fr")
    ask(page, words)
    marks = {
        text.casefold() for text in page.locator(".md-search-result mark").all_inner_texts()
    } - {""}
    assert marks
    assert all(mark.startswith("entreprise") for mark in marks), marks
    expect(page.locator(".md-search-result__terms")).to_have_count(0)  # “not found: …”


def test_what_is_found_has_the_search_s_own_look(visit: Visit) -> None:
    """Would catch a rule for a page's text that holds in the search too:
    titles as large as a page's.
    """
    page = visit("")
    ask(page, "17")
    size = page.locator(".md-search-result h1").first.evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    assert size <= 18


def test_the_search_opens_by_key_in_a_narrow_window(visit: Visit) -> None:
    """Would catch a key that gives the focus to a field which is hidden:
    so is a window enlarged four times.
    """
    page = visit("", width=NARROW)
    assert any("indicator-08" in address for address in ask(page, "placement"))
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).to_be_hidden()
