"""Every list of many lines is chosen from and put in order in one way: by keyboard, by what a
screen reader says of it, by amounts and days and not by their letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page

LISTS = {
    "calendar/": "When",
    "quotes/": "First cycle",
    "reuse/": "Evidence",
    "crosswalks/": "Item",
    "registers/non-conformities/": "Found at",
    "registers/complaints/": "Received",
    "audits/": "When",
    "applicability/": "Indicator",
    "people/": "Who answers",
}
"""Pages with a list, each with a head that puts it in order."""

# What a column holds, row by row as they stand, in the form that is compared.
VALUES = """(table, head) => {
    const heads = [...table.tHead.rows[0].cells]
    const column = heads.findIndex(cell => cell.ariaLabel === head)
    return [...table.querySelectorAll("tbody tr:not(.pv-group)")].filter(row => row.checkVisibility()).map(row => {
        const cell = row.cells[column]
        return cell.dataset.value ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim()
    })
}"""
COMPARE = """values => {
    const { compare } = new Intl.Collator("en", { numeric: true })
    return values.every((value, place) => place === 0 || compare(values[place - 1], value) <= 0)
}"""


def first_list(page: Page) -> str:
    """Mark the first list of a page that can be put in order; return where it is."""
    page.locator(".pv-list:has(thead button)").first.evaluate("table => table.dataset.first = ''")
    return "table[data-first]"


@pytest.mark.parametrize(("path", "head"), LISTS.items(), ids=LISTS)
def test_each_list_is_put_in_order_by_keyboard(visit: Visit, path: str, head: str) -> None:
    """Would catch a list that cannot be ordered, an order by letters where there are days and
    amounts, rows that are lost, and an order that nobody hears.
    """
    page = visit(path)
    table = page.locator(first_list(page))
    before = table.evaluate(VALUES, head)
    assert len(before) >= 2
    column = table.get_by_role("columnheader", name=head, exact=True)
    button = column.get_by_role("button", name=f"Order by: {head}")
    button.focus()
    page.keyboard.press("Enter")
    expect(column).to_have_attribute("aria-sort", "ascending")
    upwards = table.evaluate(VALUES, head)
    assert sorted(upwards) == sorted(before)
    assert page.evaluate(COMPARE, upwards)
    expect(page.locator(".pv-choose output").first).to_contain_text(f"{head}, ascending")
    page.keyboard.press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")
    assert page.evaluate(COMPARE, table.evaluate(VALUES, head)[::-1])
    expect(table.locator(".pv-group:visible")).to_have_count(0)  # months and groups go with it


def test_each_list_has_a_name(visit: Visit) -> None:
    """Would catch a table of which a screen reader says no more than that it is one."""
    names = {"registers/non-conformities/": "Non-conformities", "registers/risks/": "Risks"}
    for path, name in names.items():
        expect(visit(path).get_by_role("table", name=name, exact=True)).to_be_visible()
    watch = visit("registers/watch/").get_by_role("table")
    assert len(set(watch.evaluate_all("tables => tables.map(table => table.ariaLabel)"))) == 3


def test_a_month_without_what_was_chosen_goes(visit: Visit) -> None:
    """Would catch a heading over nothing, and one that does not come back."""
    page = visit("calendar/")
    table = page.locator(first_list(page))
    groups = table.locator(".pv-group")
    every = groups.count()
    assert every > 3
    table.get_by_role("combobox", name="What falls then").select_option("audit")
    rows = table.locator("tbody tr:not(.pv-group):visible")
    assert 0 < rows.count() < every
    assert table.locator(".pv-group:visible").count() == rows.count()
    page.get_by_role("button", name="Show all").first.click()
    expect(table.locator(".pv-group:visible")).to_have_count(every)


def test_an_amount_that_nobody_said_comes_last(visit: Visit) -> None:
    """Would catch a price that is missing taken for the lowest."""
    page = visit("quotes/")
    table = page.locator(first_list(page))
    table.get_by_role("button", name="Order by: Renewal").click()
    *amounts, last = table.evaluate(VALUES, "Renewal")
    assert last == ""
    assert [int(amount) for amount in amounts] == sorted(int(amount) for amount in amounts)


def test_what_hangs_on_an_indicator(visit: Visit) -> None:
    """Would catch a matrix that shows other proofs than those that serve what was chosen."""
    page = visit("reuse/")
    page.get_by_role("combobox", name="Indicators").select_option("1")
    shown = page.locator(".pv-matrix tbody tr:visible")
    served = shown.evaluate_all("rows => rows.map(row => row.dataset.indicator.split(' '))")
    assert served
    assert all("1" in numbers for numbers in served)
