"""Until when each state on a page holds, as far as its reader may know:
a script tells him on a later day. Pure.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from preuve.cycle.forecast import last_days, turning_days
from preuve.model.evidence import Index
from preuve.publication.audience import restrict, shown_state
from preuve.publication.policy import Thing, may, may_see

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.gate.gate import Verdict
    from preuve.model.manual import Manual
    from preuve.model.organisation import Audience

_FAR = timedelta(days=366)
"""How far is looked ahead: a site is made anew each day."""


def holds_until(whole: Verdict, audience: Audience) -> Mapping[str, date]:
    """Return the last day of each state that an audience may be told, by an indicator's number or a
    clause's name.

    For who does not see every proof, a day is there only where what he sees moves the indicator on
    it, and nothing else does: the day on which a hidden proof runs out is as hidden as the proof.
    """
    on = whole.on
    last = on + _FAR if on <= date.max - _FAR else date.max
    days = last_days(whole.manual, on, last, lambda state: shown_state(state, audience))
    if may(audience, Thing.EVERY_PROOF):
        return days
    seen = restrict(whole, audience).manual
    return {
        name: day
        for name, day in days.items()
        if _is_seen(int(name.partition(".")[0]), day, whole.manual, seen, audience)
    }


def _is_seen(number: int, day: date, whole: Manual, seen: Manual, audience: Audience) -> bool:
    """Return whether what an audience sees of an indicator moves the day after,
    and nothing that it does not see.
    """
    after = day + timedelta(days=1)
    serving = [entry for entry in whole.entries if number in entry.indicators]
    shown = Index(tuple(entry for entry in serving if may_see(entry, audience)), ())
    hidden = Index(tuple(entry for entry in serving if not may_see(entry, audience)), ())
    return after in turning_days(
        seen._replace(evidence_index=shown), day, after
    ) and after not in turning_days(whole._replace(evidence_index=hidden), day, after)


def earliest(days: Mapping[str, date], numbers: list[str]) -> date | None:
    """Return the first of the days on which one of these moves:
    until then, how many there are of each state is true.
    """
    return min((days[number] for number in numbers if number in days), default=None)
