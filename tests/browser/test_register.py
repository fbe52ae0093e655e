"""The register's filter and order, kept in the address; and without a script everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import NARROW
from manuals import EXAMPLE
from playwright.sync_api import expect

from preuve.model.manual import Manual

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page

PATH = "register/"
_INDEX = Manual.load(EXAMPLE).evidence_index
ALL = len(_INDEX.evidence) if _INDEX else 0


def shown(page: Page) -> list[str]:
    """Return the ids of the rows that are shown, in their order."""
    ids: list[str] = page.locator(".pv-register tbody tr").evaluate_all(
        "rows => rows.filter(row => row.offsetParent !== null).map(row => row.id)"
    )
    return ids


def until(page: Page) -> list[str]:
    """Return the last day of each proof that has one, in the order of the rows."""
    days: list[str] = page.locator(".pv-register tbody td:nth-of-type(7) time").evaluate_all(
        "all => all.map(one => one.dateTime)"
    )
    return days


# The part of the address → what is shown, all of it or its beginning.
CHOSEN = {
    "state=expired": ["EV-007", "EV-076"],
    "state=draft&stage=formalised&owner=quality&indicator=2": ["EV-013"],
    "words=needs+analysis+FORM+version": ["EV-015"],
    "words=r%C3%A8glement": ["EV-030"],
    "words=reglement+interieur": ["EV-030"],
    "indicator=28": ["EV-086", "EV-087", "EV-115"],
    "owner=disability&access=public": ["EV-009", "EV-035", "EV-079", "EV-082"],
    "words=no+such+proof": [],
}


@pytest.mark.parametrize(("chosen", "ids"), CHOSEN.items())
def test_a_choice_can_be_sent(visit: Visit, chosen: str, ids: list[str]) -> None:
    """Would catch an address that shows something else than what was chosen,
    and indicator 2 found in 28.
    """
    page = visit(f"{PATH}#{chosen}")
    assert shown(page) == ids
    expect(page.locator(".pv-choose output")).to_have_text(f"{len(ids)} of {ALL}")


def test_choosing_by_hand(visit: Visit) -> None:
    """Would catch a field that chooses nothing, an address that does not follow,
    and a choice that one cannot take back.
    """
    page = visit(PATH)
    page.locator("[name=state]").select_option("expired")
    assert page.url.endswith("#state=expired")
    page.get_by_label("Words").fill("letter nowhere")
    assert shown(page) == []
    page.get_by_label("Words").fill("letter")
    assert shown(page) == ["EV-076"]
    assert page.url.endswith("#words=letter&state=expired")
    page.reload()
    assert shown(page) == ["EV-076"]
    expect(page.get_by_label("Words")).to_have_value("letter")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".pv-choose output")).to_have_text(f"{ALL} of {ALL}")
    assert page.url.endswith(f"/{PATH}")


def test_order_by_keyboard(visit: Visit) -> None:
    """Would catch heads that only a mouse can press, an order that is not told,
    and dates that come after “does not age”.
    """
    page = visit(PATH)
    button = page.get_by_role("columnheader", name="Good until").get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    head = page.get_by_role("columnheader", name="Good until")
    expect(head).to_have_attribute("aria-sort", "ascending")
    earliest = until(page)
    assert earliest == sorted(earliest)
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert until(page) == earliest[::-1]
    expect(page.locator(".pv-register tbody tr").last).to_contain_text("does not age")
    assert page.url.endswith("#sort=-until")
    page.reload()
    expect(head).to_have_attribute("aria-sort", "descending")


def test_on_a_phone(visit: Visit) -> None:
    """Would catch a register that a phone can neither filter nor order:
    it has no heads to press.
    """
    page = visit(PATH, width=NARROW)
    page.locator("[name=sort]").select_option("-dated")
    page.locator("[name=indicator]").select_option("2")
    assert shown(page) == ["EV-013", "EV-006", "EV-011", "EV-012", "EV-001", "EV-002", "EV-007"]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == NARROW


def test_an_anchor_is_no_choice(visit: Visit) -> None:
    """Would catch a link to a proof that hides all the others, or is lost."""
    page = visit(f"{PATH}#EV-044")
    assert len(shown(page)) == ALL
    assert page.url.endswith("#EV-044")
    expect(page.locator("#EV-044")).to_be_in_viewport()


def test_without_a_script(visit: Visit) -> None:
    """Would catch rows that only a script shows, and a filter that does nothing."""
    page = visit(f"{PATH}#state=expired", javascript=False)
    expect(page.locator(".pv-choose")).to_be_hidden()
    expect(page.locator(".pv-register tbody tr:visible")).to_have_count(ALL)
    expect(page.locator(".pv-register thead button")).to_have_count(0)
