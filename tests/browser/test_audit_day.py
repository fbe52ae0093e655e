"""The day of the audit: to an indicator by its number, in the order of the plan,
citations, the view for projection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsing import NARROW, WIDE, served
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Page

INDICATOR = "criteria/criterion-2/indicator-04/"


def type_number(page: Page, *keys: str) -> None:
    """Press keys anywhere on a page."""
    for key in keys:
        page.keyboard.press(key)


# From where, what is typed → where it leads.
JUMPS = [
    ("", ["1", "7"], "criteria/criterion-4/indicator-17/"),
    ("register/", ["4"], INDICATOR),
    ("404.html", ["4"], INDICATOR),  # the page not found, whose addresses begin at the top
    (
        INDICATOR,
        ["3"],
        "criteria/criterion-1/indicator-03/",
    ),  # it waits a moment: 30 to 32 begin so too
    (INDICATOR, ["3", "Enter"], "criteria/criterion-1/indicator-03/"),
    (INDICATOR, ["0", "9"], "criteria/criterion-3/indicator-09/"),
    (INDICATOR, ["2", "Backspace", "3", "2"], "criteria/criterion-7/indicator-32/"),
]


@pytest.mark.parametrize(("path", "keys", "target"), JUMPS)
def test_a_number_leads_to_its_indicator(
    visit: Visit, path: str, keys: list[str], target: str
) -> None:
    """Would catch a number that leads elsewhere, or nowhere."""
    page = visit(path)
    type_number(page, *keys)
    page.wait_for_url(f"**/{target}")


def test_what_is_shown_while_typing(visit: Visit) -> None:
    """Would catch a jump in the dark: the indicator is named before it is gone to."""
    page = visit("")
    type_number(page, "1")
    expect(page.locator(".pv-hint.pv-shown")).to_have_text("1. Informing the public")
    type_number(page, "7")
    page.wait_for_url("**/indicator-17/")


def test_a_number_that_is_no_indicators(visit: Visit) -> None:
    """Would catch a page not found, or silence, in front of the auditor;
    and a French site that says it in English.
    """
    page = visit("", language="fr")
    for typed, told in (("45", "45"), ("00", "0"), ("99", "99")):
        type_number(page, *typed)
        expect(page.locator(".pv-hint.pv-shown")).to_have_text(f"Il n’y a pas d’indicateur {told}.")
    assert "criteria" not in page.url


def test_escape_forgets(visit: Visit) -> None:
    """Would catch a jump that cannot be called back."""
    page = visit("")
    type_number(page, "1", "Escape")
    page.wait_for_timeout(1300)
    assert page.url.endswith("/")
    assert "criteria" not in page.url


def test_a_number_typed_into_a_field_stays_there(visit: Visit) -> None:
    """Would catch a search for “17” that leaves the page,
    and a shortcut of the browser taken away.
    """
    page = visit("")
    page.keyboard.press("s")
    type_number(page, "1", "7")
    page.wait_for_timeout(1300)
    assert "criteria" not in page.url
    expect(page.locator("[data-md-component=search-query]")).to_have_value("17")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+1")
    expect(page.locator(".pv-hint.pv-shown")).to_have_count(0)


PLAN = [1, 2, 24, 17, 19, 21, 22, 27, 4, 5, 6, 10, 11, 26, 31, 32]


def test_next_follows_the_plan(visit: Visit) -> None:
    """Would catch an auditor led by another order than the plan's:
    by Material's key, from the first to the last and back.
    """
    page = visit("criteria/criterion-1/indicator-01/")
    for number in PLAN[1:]:
        page.keyboard.press("n")
        page.wait_for_url(f"**/indicator-{number:02}/")
    page.keyboard.press("p")
    page.wait_for_url(f"**/indicator-{PLAN[-2]:02}/")


def test_steps_are_links(visit: Visit) -> None:
    """Would catch steps that need a script or a keyboard,
    and one that differs from the foot of the page.
    """
    page = visit("criteria/criterion-6/indicator-24/", javascript=False)
    expect(page.locator(".pv-place")).to_have_text("3 of 16 in the audit’s plan")
    assert page.locator(".md-footer__link--next").get_attribute("href") == page.locator(
        ".pv-next"
    ).get_attribute("href")
    page.locator(".pv-next").click()
    page.wait_for_url("**/indicator-17/")
    page.locator(".pv-previous").click()
    page.wait_for_url("**/indicator-24/")


def test_the_citation_is_copied(visit: Visit) -> None:
    """Would catch a citation without its name, date, place or who answers."""
    page = visit(INDICATOR)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#EV-015 .pv-copy").click()
    expect(page.locator(".md-dialog")).to_contain_text("Copied to clipboard")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\u00a0", " ") == (
        "Needs analysis form for training, version 5 – 15 January 2026 – Head of teaching – "
        "file on this site (EV-015)"
    )


def test_one_click_opens_a_proof(visit: Visit) -> None:
    """Would catch a proof that takes longer to open than to ask for."""
    page = visit(INDICATOR)
    page.locator("#EV-015 .pv-name a").click()
    page.wait_for_url("**/proofs/EV-015/")
    shown = page.locator("object.pp-pdf")
    expect(shown).to_be_visible()
    original = page.locator("a.pp-original").evaluate("link => link.href")
    assert shown.evaluate("object => object.data") == original
    assert page.request.get(original).headers["content-type"] == "application/pdf"


def test_a_preview_is_fetched_when_unfolded(visit: Visit, site: Path) -> None:
    """Would catch a page that loads every file it names, and a preview that is fetched twice.

    The server is asked, not the browser: Chromium shows a PDF in a page of its own, and that page
    tells of the file once more, though it reads what came with the first request.
    """
    asked: list[str] = []
    with served(site, asked) as address:
        page = visit(f"{address}/{INDICATOR}")
        page.wait_for_timeout(300)
        assert [path for path in asked if path.endswith(".pdf")] == []
        page.locator("#EV-015 summary").click()
        expect(page.locator("#EV-015 iframe")).to_be_visible()
        page.locator("#EV-015 summary").click()
        page.locator("#EV-015 summary").click()
        page.wait_for_timeout(600)
        assert [path.rpartition("/")[2] for path in asked if path.endswith(".pdf")] == [
            "needs-analysis-form.pdf"
        ]


@pytest.mark.parametrize("how", ["key", "button"])
def test_the_view_for_projection(visit: Visit, how: str) -> None:
    """Would catch a note for the team on the wall, at once or on the next page,
    and a view that one cannot leave.
    """
    page = visit(INDICATOR)
    note = page.locator("#EV-016 .pv-note")
    expect(note).to_be_visible()
    before = page.locator(".pv-law p").evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    toggle = page.locator("#pv-project")

    def turn() -> None:
        page.keyboard.press("v") if how == "key" else toggle.click()

    turn()
    expect(note).to_be_hidden()
    expect(page.locator(".pv-upkeep, .pv-history")).to_have_count(2)
    for internal in page.locator(".pv-internal").all():
        expect(internal).to_be_hidden()
    assert (
        page.locator(".pv-law p").evaluate(
            "element => parseFloat(getComputedStyle(element).fontSize)"
        )
        > 1.2 * before
    )
    page.keyboard.press("n")
    page.wait_for_url("**/indicator-05/")
    expect(page.locator(".pv-history")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    turn()
    expect(page.locator(".pv-history")).to_be_visible()


def test_the_projected_view_is_there_from_the_first_moment(visit: Visit) -> None:
    """Would catch internal notes that flash up before the script hides them:
    the class is set in the head.
    """
    page = visit(INDICATOR)
    page.keyboard.press("v")
    html = page.request.get(page.url).text()
    head = html.partition("</head>")[0]
    assert re.search(r'<script src="[^"]*assets/preuve\.js"></script>', head)


def test_the_list_of_keys(visit: Visit) -> None:
    """Would catch keys that nobody can find, or switch off."""
    page = visit("")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.get_by_label("These keys are on").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    type_number(page, "4")
    page.wait_for_timeout(1300)
    assert "criteria" not in page.url
    page.locator("button#pv-keys").click()
    expect(dialog).to_be_visible()


def test_without_a_script_nothing_is_offered_that_does_nothing(visit: Visit) -> None:
    """Would catch buttons that do nothing, for a reader without scripts."""
    page = visit(INDICATOR, javascript=False)
    for dead in page.locator(".pv-copy, .pv-tool, .pv-preview").all():
        expect(dead).to_be_hidden()
    expect(page.locator("#EV-015 .pv-name a")).to_be_visible()


def test_the_law_folds_once_it_was_read(visit: Visit) -> None:
    """Would catch the law's words between a question and its proof each time, or folded before
    anybody could read them.
    """
    page = visit("criteria/criterion-2/indicator-04/")
    law = page.locator("[data-read]")
    expect(law).to_have_attribute("open", "")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.endsWith('.pv-read'))")
    page.reload()
    expect(law).not_to_have_attribute("open", "")
    page.goto(page.url.replace("indicator-04", "indicator-05"))
    expect(law).to_have_attribute("open", "")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (NARROW, 844)])
def test_the_first_screen_opens_proofs(visit: Visit, width: int, height: int) -> None:
    """Would catch an indicator whose proofs begin below what its law asks, out of sight: the longest
    law there is, read for the first time, on a desk and on a phone; and a number that scrolls away.
    """
    for page_of in ("criteria/criterion-2/indicator-04/", "criteria/criterion-1/indicator-01/"):
        page = visit(page_of, width=width)
        page.set_viewport_size({"width": width, "height": height})
        near = page.locator(".pv-at-hand .pv-open").locator("visible=true")
        assert near.count() >= 3
        assert all(link.bounding_box()["y"] < height - 20 for link in near.all())  # type: ignore[index]
        shown = page.locator(".pv-proof .pv-open").first.get_attribute("href")
        assert near.first.get_attribute("href") == shown
        page.keyboard.press("e")
        assert page.evaluate("scrollY") == 0
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.wait_for_selector("#content", state="attached")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_first_line_leads_to_the_evidence(visit: Visit, width: int) -> None:
    """Would catch a phone, which has no keys, without a way to the proofs."""
    page = visit("criteria/criterion-2/indicator-04/", width=width)
    page.locator(".pv-card > .pv-line a[href='#evidence-4']").click()
    page.wait_for_function(
        "() => document.getElementById('evidence-4').getBoundingClientRect().top < 200"
    )
    expect(page.locator("#evidence-4 .pv-proof").first).to_be_in_viewport()
