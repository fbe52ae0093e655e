"""What needs care: its order, its dates, who answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import DAY, ORGANISATION, entry

from preuve.core.words import Translator
from preuve.page.attention import ToDo, attention
from preuve.page.badges import distance
from preuve.page.render_context import RenderContext

if TYPE_CHECKING:
    from manuals import ManualFolder

AUDIT = "audits: [{type: surveillance, date: 2026-10-06}]\n"
EXTRA = (
    entry("soon", indicators="[4]", valid_until="2026-10-20"),
    entry("audit", indicators="[4, 5]", valid_until="2026-10-03"),
    entry("stale", indicators="[5]", valid_until="2026-08-01"),
    entry("none", indicators="[3]"),
    entry("gone", indicators="[6]", place=None, file="evidence/gone.pdf"),
)


def cared(folder: ManualFolder, number: int | None = None) -> list[ToDo]:
    """Return what needs care in a manual with five faults."""
    folder.whole(*EXTRA, organisation=ORGANISATION + AUDIT)
    return attention(RenderContext(folder.check()), number)


def test_the_most_urgent_first(folder: ManualFolder) -> None:
    """Would catch a note above an error, what is late below what has time,
    and no date read as the first of all.
    """
    found = cared(folder)
    assert [
        (result.finding.evidence, result.due and result.due.isoformat()) for result in found
    ] == [
        ("EV-gone", None),
        ("EV-stale", "2026-08-01"),
        ("EV-audit", "2026-10-03"),
        ("EV-none", None),
        ("EV-soon", "2026-10-20"),
    ]
    assert {one.owners for one in found} == {("quality",)}
    assert [one.indicator.number if one.indicator else None for one in found] == [6, 5, 4, 3, 4]


def test_of_one_indicator(folder: ManualFolder) -> None:
    """Would catch a page that shows the faults of another,
    or not those of a proof that it shares.
    """
    assert [one.finding.evidence for one in cared(folder, 5)] == ["EV-stale", "EV-audit"]
    assert cared(folder, 12) == []


DISTANCES = {
    "2026-09-30": ("today", "aujourd’hui"),
    "2026-10-01": ("in 1 day", "dans 1 jour"),
    "2026-10-06": ("in 6 days", "dans 6 jours"),
    "2026-09-29": ("1 day ago", "il y a 1 jour"),
    "2025-09-30": ("365 days ago", "il y a 365 jours"),
}


@pytest.mark.parametrize(("day", "expected"), DISTANCES.items())
def test_how_far_a_day_is(day: str, expected: tuple[str, str]) -> None:
    """Would catch a day off by one, and a plural for one day."""
    told = distance(date.fromisoformat(day), DAY)
    assert (Translator("en")(told), Translator("fr")(told)) == expected
