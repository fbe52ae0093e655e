"""Today: the one place where the clock and the environment are asked for a day."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime


def day(text: str) -> date:
    """Return the date written year-month-day, the one form that the team's files take too.

    Raises:
        ValueError: it is written otherwise, or is not a day of the calendar; the message says so.

    """
    try:
        if (
            len(text) == len("2026-03-01") and text[4] == "-" == text[7]
        ):  # week dates and dates without dashes are dates to Python as well
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = f"“{text}” is not a date: write year-month-day, such as 2026-03-01"
    raise ValueError(message)


def asked() -> date | None:
    """Return the day that `PREUVE_AS_OF` asks for: how a build is given what `--as-of` gives to a
    check.

    Raises:
        ValueError: it is set, and is not a date written year-month-day.

    """
    text = os.environ.get("PREUVE_AS_OF", "")
    return day(text) if text else None


def stopwatch() -> float:
    """Return seconds since some moment: only a difference of two says anything."""
    return time.monotonic()


def today() -> date:
    """Return the day: that of `SOURCE_DATE_EPOCH` (seconds,
    UTC) when a reproducible build sets it.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:  # noqa: PLR2004 - digits, up to the year 5138
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 - the team's own day, where they are
