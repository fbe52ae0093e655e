"""What verbs are given: days, checked where they come in."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from preuve.core import clock

if TYPE_CHECKING:
    from datetime import date


def day(text: str) -> date:
    """Read a date given on the command line."""
    try:
        return clock.day(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def check_day(given: date | None) -> date | None:
    """Return the day asked for on the command line, else in the environment."""
    try:
        return given or clock.asked()
    except ValueError as error:
        print(f"preuve: PREUVE_AS_OF: {error}", file=sys.stderr)
        sys.exit(2)
