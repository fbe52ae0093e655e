"""What the register of contributors tells of thresholds:
how many a course has, how permanent they are. Pure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from preuve.model.registers.description import Line


def contributors_by_offer(lines: Iterable[Line], on: date) -> dict[str, int]:
    """Return how many contributors each offer has on a day, by its code."""
    return dict(
        Counter(offer for line in lines if is_there(line, on) for offer in line.names("offers"))
    )


def permanent_share(lines: Iterable[Line], on: date) -> int | None:
    """Return the share of the year's teaching hours that permanent contributors give, in per cent,
    rounded down.

    None where no hours are written: what nobody counted is not known.
    """
    hours = [
        (line.number("hours") or 0, bool(line.flag("permanent")))
        for line in lines
        if is_there(line, on)
    ]
    total = sum(number for number, _ in hours)
    return 100 * sum(number for number, permanent in hours if permanent) // total if total else None


def is_there(line: Line, on: date) -> bool:
    """Return whether a contributor is there on a day: their first and last days belong to it."""
    since, until = line.day("since"), line.day("until")
    return since is not None and since <= on and (until is None or until >= on)
