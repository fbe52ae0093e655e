"""The certification cycle: the dates that follow from a certificate."""

from __future__ import annotations

from datetime import date

import pytest

from preuve.cycle.certificate import certificate_cycle
from preuve.model.audits import Certificate
from preuve.reading import MapNode, Origin

# The day a certificate was obtained and expires → surveillance from, until, and the renewal's last
# day.
CYCLES = {
    "three years": ("2025-04-10", "2028-04-09", "2026-06-10", "2027-02-10", "2027-12-09"),
    "the first day of three years": (
        "2021-01-01",
        "2023-12-31",
        "2022-03-01",
        "2022-11-01",
        "2023-08-31",
    ),
    "the last day of four years": (
        "2020-12-31",
        "2024-12-30",
        "2022-02-28",
        "2023-04-30",
        "2024-08-30",
    ),
    "the end of a long month": (
        "2024-12-31",
        "2027-12-30",
        "2026-02-28",
        "2026-10-31",
        "2027-08-30",
    ),
    "a leap day": ("2024-02-29", "2027-02-28", "2025-04-29", "2025-12-29", "2026-10-28"),
    "renewal into February": ("2022-07-01", "2025-06-30", "2023-09-01", "2024-05-01", "2025-02-28"),
    "renewal on a leap day": ("2021-07-01", "2024-06-30", "2022-09-01", "2023-05-01", "2024-02-29"),
}


@pytest.mark.parametrize("days", CYCLES.values(), ids=CYCLES)
def test_cycle(days: tuple[str, ...]) -> None:
    """Would catch a window of another length, and a month's end that slips into the next month."""
    obtained, expires, *expected = map(date.fromisoformat, days)
    cycle = certificate_cycle(
        Certificate(obtained, expires, Origin("organisation.yaml", MapNode({}, {}, 1, 1)))
    )
    assert [*cycle[:3]] == expected
