"""The picture of the months ahead: each cell is the check of its day,
and what is to be renewed is told to the team alone.
"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import three_years
from helpers import organisation
from manuals import ORGANISATION, entry
from three_years import BEFORE_SURVEILLANCE

from preuve.assess.assessment import assess
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.page.badges import badge
from preuve.page.forecast import forecast, horizon, months
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

HERE = PageContext("docs/forecast.md", Site())


class Picture(HTMLParser):
    """The rows of the picture: the indicator's number, then the style of each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note cells of the picture's body."""
        found = dict(attrs)
        if tag == "table":
            self.inside = found.get("class") == "pv-months"
        if self.inside and tag == "th" and found.get("scope") == "row":
            self.rows.append([])
        if self.inside and tag == "td" and self.rows:
            self.rows[-1] += [found.get("class") or ""] * int(found.get("colspan") or 1)


def drawn(view: RenderContext) -> list[list[str]]:
    """Return the picture's cells, row by row."""
    picture = Picture()
    picture.feed(forecast(view, HERE))
    return picture.rows


def view_on(root: Path, day: date) -> RenderContext:
    """Return the provider's manual as it was on a day."""
    three_years.write(root, day)
    return RenderContext(gate.check(Manual.load(root), day))


def test_each_cell_is_the_check_of_its_day(tmp_path: Path) -> None:
    """Would catch a picture that shows another state than a check made for
    the last day of the month.
    """
    view = view_on(tmp_path, BEFORE_SURVEILLANCE)
    rows = drawn(view)
    columns = months(view.assessment.organisation, BEFORE_SURVEILLANCE, date(2026, 9, 29))
    assert [column.last for column in columns][:3] == [
        date(2025, 9, 30),
        date(2025, 10, 31),
        date(2025, 11, 30),
    ]
    assert {len(row) for row in rows} == {1 + len(columns)} == {14}
    numbers = three_years.applying(BEFORE_SURVEILLANCE)
    assert len(rows) == len(numbers) == 27
    for place, day in enumerate([BEFORE_SURVEILLANCE, *(one.last for one in columns)]):
        on_the_day = assess(view.verdict.manual, day)
        assert on_the_day is not None
        for row, number in zip(rows, numbers, strict=True):
            one = on_the_day.indicator(number)
            assert one is not None
            assert row[place] == badge(one.state).style, (number, day)
    assert sum(cell == "pv-partial" for row in rows for cell in row) > 100  # something falls in it


def test_what_is_said_beside_the_picture(tmp_path: Path) -> None:
    """Would catch the audit's day not counted, a renewal under the wrong heading,
    a role told less than it has to do.
    """
    html = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", forecast(view_on(tmp_path, BEFORE_SURVEILLANCE), HERE))
    )
    said = html.replace("\u00a0", " ")
    assert "7 October 2025, surveillance audit 27 ● covered" in said
    assert "29 September 2026 27 ◐ partial" in said
    assert "27 proofs to renew from 7 October 2025 on" in said
    assert "27 Quality lead" in said
    assert "20 January 2026 from 21 December 2025" in said


def test_without_an_audit_the_window_is_counted(folder: ManualFolder) -> None:
    """Would catch a window's days left out of the page where no audit is agreed on;
    and a manual without either.
    """
    certificate = "certificate: {obtained: 2025-04-10, expires: 2028-04-09}\n"
    folder.whole(organisation=ORGANISATION + certificate)
    html = forecast(RenderContext(folder.check()), HERE)
    assert "the surveillance window closes" in html
    folder.whole()
    assert "No indicator moves." in forecast(RenderContext(folder.check()), HERE)


@pytest.mark.parametrize("audience", [Audience.AUDITOR, Audience.PUBLIC])
def test_it_is_for_the_team_alone(folder: ManualFolder, audience: Audience) -> None:
    """Would catch a forecast, which is what may go wrong, on a site for others;
    and the title of a hidden proof in it.
    """
    folder.whole(entry("s", title="Named complaint", indicators="[31]", valid_until="2026-12-01"))
    assert "Named complaint" in forecast(RenderContext(folder.check()), HERE)
    assert (
        callable_from_pages(RenderContext(folder.check(), audience=audience))["forecast"](HERE)
        == ""
    )


@pytest.mark.parametrize(
    ("aim", "last"),
    [("2026-10-06", "2027-09-30"), ("2027-11-30", "2027-11-30"), ("2030-01-01", "2028-03-30")],
    ids=["near", "far", "very far"],
)
def test_how_far_it_reaches(aim: str, last: str) -> None:
    """Would catch an audit outside the picture, and a picture too wide for a page."""
    assert horizon(date(2026, 9, 30), date.fromisoformat(aim)) == date.fromisoformat(last)


def test_months_at_the_end_of_the_calendar() -> None:
    """Would catch a traceback or a loop without an end on the last day that a date can hold."""
    columns = months(organisation("categories: [training]\n"), date(9999, 11, 15), date.max)
    assert [(column.first, column.last) for column in columns] == [
        (date(9999, 11, 15), date(9999, 11, 30)),
        (date(9999, 12, 1), date.max),
    ]
