"""The manual that a verb is asked about, on the day that it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import assess
from preuve.console.arguments import check_day
from preuve.console.outcome import exit_not_assessable
from preuve.core import clock
from preuve.gate import gate

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.model.manual import Manual


def asked_day(manual: Manual, options: Namespace) -> date:
    """Return the day that was asked for, by `--as-of` or in the environment, else the manual's."""
    return manual.day(check_day(options.as_of), clock.today())


def assessed(manual: Manual, options: Namespace) -> Assessment:
    """Return what is evidenced on the day that was asked for; the verb ends where nothing can be
    said of it.
    """
    on = asked_day(manual, options)
    return assess(manual, on) or exit_not_assessable(gate.check(manual, on))
